"""What a heading says: priority, category, name, alias, number, estimate, progress, count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backlogmd.nodes import Count, Estimate, Label, Priority, Progress
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.estimate import parse_estimate
from backlogmd.syntax.figures import read_count, read_progress
from backlogmd.syntax.priority import heading_priority, patterns, picture_at
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import Dialect, Role

_MARKUP = lazy(r"[*`]|~~|<!--.*?-->|(?<!\w)_+|_+(?!\w)")
_LAST_GROUP = lazy(r"[(\[（]([^()\[\]（）]*)[)\]）]\s*$")
_STATE_MARKS = "✅❌⏳🔄⏸⬜🔲☑✔⏰📋🚧🎉\ufe0f"
_LAST_DURATION = lazy(r"(?:\s[-–—]|:)\s*((?:~|≈)?\s*[0-9][^:()]{0,40})$")
_NUMBERING = lazy(r"(?:[0-9]+(?:\.[0-9]+)*[.)]?|#[0-9]+[.:]?)\s+(?=\D)")
_PICTURES = lazy(r"(?:[^\w\s(\[<\"'#@/\\.,:;!?&+=$%^-]|\ufe0f)+\s*")
_PHASE = lazy(r"phase\s+([0-9]+(?:\.[0-9]+)?|[ivx]+)\b", re.IGNORECASE)
_VERSION = lazy(
    r"(?:(?:version|release|milestone)\s+v?([0-9]+(?:\.[0-9x]+)*[\w.+-]*)|v([0-9]+(?:\.[0-9x]+)+[\w.+-]*))(?![\w.])",
    re.IGNORECASE,
)
_PROJECT = lazy(r"project\s*:\s*(?=\S)", re.IGNORECASE)


_LONGEST = 500


@dataclass(slots=True)
class HeadingParts:
    """The parts of one heading. Texts are stripped; what was not understood stays in `name`."""

    name: str
    text: Label
    plain: str
    """The name in lower case without numbering: what roles are recognised by."""
    alias: str | None = None
    number: str | None = None
    priority: Priority | None = None
    category: Label | None = None
    estimate: Estimate | None = None
    progress: Progress | None = None
    count: Count | None = None
    role: Role | None = None
    """The role that the heading gives by itself, wherever it stands."""


def read_heading(run: Run, dialect: Dialect) -> HeadingParts:
    """Read the heading whose text is *run*."""
    raw = run.text
    # What a heading says stands near its ends; the middle of a hostile one is not searched.
    text = raw.replace("\n", " ") if len(raw) <= _LONGEST else ""
    if any(mark in text for mark in "*`~_<"):
        text = _MARKUP.sub(lambda match: " " * len(match.group()), text)
    parts = HeadingParts("", Label(raw.strip(), run.span(*_trimmed(raw, 0, len(raw)))), "")
    text = _peel_right(text, run, parts, dialect)
    found = heading_priority(run, _without_numbering(text), dialect)
    if found is not None:
        parts.priority = found.priority
        parts.role = Role.PRIORITY
        start, end = _trimmed(text, found.rest_start, found.rest_end, " -–—:|")
        if start < end:
            parts.category = Label(text[start:end], run.span(start, end))
    start, end = _trimmed(text, 0, len(text))
    picture = picture_at(text, start, dialect)
    if picture is not None:
        start = picture.end
    start = _skip(_PICTURES, text, start, end)
    start = _skip(_NUMBERING, text, start, end)
    start = _skip(_PROJECT, text, start, end)
    parts.name = " ".join(text[start:end].split()) or parts.text.text
    parts.plain = parts.name.lower().rstrip(":")
    if parts.role is None:
        _name_role(parts, dialect, project=_PROJECT.search(text) is not None)
    return parts


def _name_role(parts: HeadingParts, dialect: Dialect, *, project: bool) -> None:
    phase = _PHASE.match(parts.plain)
    version = _VERSION.match(parts.plain)
    if phase is not None:
        parts.role, parts.number = Role.PHASE, phase.group(1)
    elif version is not None:
        parts.role, parts.number = Role.MILESTONE, version.group(1) or version.group(2)
    elif project:
        parts.role = Role.PROJECT
    else:
        parts.role = dialect.role_names.get(parts.plain)


def _peel_right(text: str, run: Run, parts: HeadingParts, dialect: Dialect) -> str:
    """Read what stands in brackets at the end, and give back the text before it."""
    while True:
        text = text.rstrip(_STATE_MARKS + " \t\u00a0")
        group = _LAST_GROUP.search(text)
        if group is None:
            break
        if not _read_group(group, run, parts, dialect):
            inner = group.group(1).strip()
            before = text[: group.start()].rstrip()
            if group.group().startswith(("(", "（")) and inner and before and not _names_level(inner, dialect):
                parts.alias = inner
                return before
            break
        text = text[: group.start()]
    if parts.estimate is None and (tail := _LAST_DURATION.search(text)):
        estimate = parse_estimate(tail.group(1), run.span(*tail.span(1)), dialect.calendar)
        if estimate is not None and text[: tail.start()].strip():
            parts.estimate = estimate
            text = text[: tail.start()]
    return text


def _names_level(text: str, dialect: Dialect) -> bool:
    bare = text.lower().removesuffix("priority").strip(" -")
    read = patterns(dialect)
    return bare in read.words or bare.upper() in read.codes


def _read_group(group: re.Match[str], run: Run, parts: HeadingParts, dialect: Dialect) -> bool:
    """Read one bracketed group as a figure; False if it is none."""
    inner = group.group(1)
    start, end = _trimmed(inner, 0, len(inner))
    inner_span = run.span(group.start(1) + start, group.start(1) + end)
    inner = inner[start:end]
    if not inner:
        return False
    if parts.estimate is None and (estimate := parse_estimate(inner, inner_span, dialect.calendar)):
        parts.estimate = estimate
        return True
    if parts.count is None and (count := read_count(inner, inner_span)):
        parts.count = count
        return True
    square = group.group().startswith("[")
    if parts.progress is None and (progress := _group_progress(group, inner, inner_span, run)):
        parts.progress = progress
        return True
    if square and ":" in inner:
        project = re.search(r"\bproject:(\S+)", inner)
        if project is not None:
            parts.alias, parts.role = project.group(1), Role.PROJECT
        return project is not None
    return False


def _group_progress(group: re.Match[str], inner: str, inner_span: Span, run: Run) -> Progress | None:
    """Progress in parentheses needs a word; in square brackets it does not, and the brackets are part of it."""
    if not group.group().startswith("["):
        return read_progress(inner, inner_span)
    start, end = _trimmed(group.string, *group.span())
    return read_progress(group.string[start:end], run.span(start, end), square=True)


def _without_numbering(text: str) -> str:
    match = _NUMBERING.match(text.lstrip())
    if match is None:
        return text
    end = len(text) - len(text.lstrip()) + match.end()
    return " " * end + text[end:]


def _skip(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    start, _ = _trimmed(text, start, end)
    match = pattern.match(text, start, end)
    return match.end() if match and match.end() < end else start


def _trimmed(text: str, start: int, end: int, blanks: str = " \t\n\r\u00a0") -> tuple[int, int]:
    while start < end and text[start] in blanks:
        start += 1
    while end > start and text[end - 1] in blanks:
        end -= 1
    return start, end
