"""What a heading says: priority, category, name, alias, number, estimate, progress, count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backlogmd.nodes import Count, Estimate, Label, Priority, Progress
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.estimate import parse_estimate
from backlogmd.syntax.figures import read_count, read_progress
from backlogmd.syntax.priority import heading_priority, picture_at, priority_word
from backlogmd.syntax.run import Run, trimmed
from backlogmd.vocabulary import Dialect, Role

_MARKUP = lazy(r"[*`]|~~|<!--.*?-->|(?<!\w)_+|_+(?!\w)")
_LAST_GROUP = lazy(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]\s*$")
_STATE_MARKS = "✅❌⏳🔄⏸⬜🔲☑✔⏰📋🚧🎉\ufe0f"
_LAST_DURATION = lazy(r"(?:\s[-–—]|[:：])\s*((?:[~≈<]|[^\W\d_]{1,8}\.?)?\s*[0-9][^:：()（）]{0,40})$")
_NUMBERING = lazy(r"(?:[0-9]+(?:\.[0-9]+)*[.)、]?|#[0-9]+[.:]?)\s+(?=\D)|[0-9一二三四五六七八九十]+、\s*(?=\S)")
_PICTURES = lazy(r"(?:[^\w\s(\[<\"'#@/\\.,:;!?&+=$%^（【「-]|\ufe0f)+\s*")

# The number of a phase: `2`, `1.5`, `IV`, `三`.
_ORDINAL = r"(?P<number>[0-9]+(?:\.[0-9]+)?|[ivx]+\b|[一二三四五六七八九十])"
_PHASE = lazy(
    rf"(?:phase|fase|etapa|stage|этап|фаза|阶段|階段|フェーズ|フェイズ|단계)\s*[:#№]?\s*{_ORDINAL}(?![a-z0-9])",
    re.IGNORECASE,
)
_NTH_PHASE = lazy(rf"(?:第\s*)?{_ORDINAL}\s*(?:-?[йя]\s+этап|个?阶段|個?階段|フェーズ|단계)", re.IGNORECASE)
_PHASE_WORDS = ("phase", "fase", "etapa", "stage", "этап", "фаза", "段", "フェ", "단계")
_VERSION = lazy(
    r"(?:(?:version|release|milestone|versión|versão|hito|marco|jalon|meilenstein|версия|релиз|веха|版本|里程碑"
    r"|バージョン|マイルストーン|버전|마일스톤)\s*(?:[#№]|v)?\s?v?(?P<number>[0-9]+(?:\.[0-9x]+)*[\w.+-]*)"
    r"|v(?P<bare>[0-9]+(?:\.[0-9x]+)+[\w.+-]*))(?![\w.])",
    re.IGNORECASE,
)
# A sprint is a milestone where its number is all there is; `Sprint 3 retrospective` is about one.
_SPRINT = lazy(
    r"(?:sprint|iteration|iteración|iteração|itération|спринт|итерация|冲刺|迭代|衝刺|スプリント|イテレーション|스프린트)"
    r"\s*[#№]?(?P<number>[0-9]+)(?=$|\s*[:：–—(（]|\s+-\s)",
    re.IGNORECASE,
)
_PROJECT = lazy(
    r"(?:project|proyecto|projeto|projet|projekt|проект|项目|專案|プロジェクト|프로젝트)\s*[:：]\s*(?=\S)",
    re.IGNORECASE,
)

# Names of sections that say what the rest is about: `Acceptance criteria for phase 1`, `Sprint 3: definition of done`.
_FOR = lazy(r"\s+(?:[-–—]\s+|for |para |pour |für |для )|\s*[:：–—]\s*")
_CRITERIA_WORDS = (
    "criteri", "critéri", "critèr", "kriterien", "definition of", "definición de", "definição de", "标准", "標準",
    "基準", "条件", "критери",
)  # fmt: skip


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
    parts = HeadingParts("", Label(raw.strip(), run.span(*trimmed(raw, 0, len(raw)))), "")
    text = _peel_right(text, run, parts, dialect)
    found = heading_priority(run, _without_numbering(text), dialect)
    if found is not None:
        parts.priority = found.priority
        parts.role = Role.PRIORITY
        start, end = trimmed(text, found.rest_start, found.rest_end, " -–—:|")
        if start < end:
            parts.category = Label(text[start:end], run.span(start, end))
    start, end = trimmed(text, 0, len(text))
    picture = picture_at(text, start, dialect)
    if picture is not None:
        start = picture.end
    start = _skip(_PICTURES, text, start, end)
    start = _skip(_NUMBERING, text, start, end)
    if ":" in text or "：" in text:
        start = _skip(_PROJECT, text, start, end)
    parts.name = " ".join(text[start:end].split()) or parts.text.text
    parts.plain = parts.name.lower().rstrip(":：")
    if parts.role is None:
        _name_role(parts, dialect, project=(":" in text or "：" in text) and _PROJECT.search(text) is not None)
    return parts


def _name_role(parts: HeadingParts, dialect: Dialect, *, project: bool) -> None:
    plain = parts.plain
    parts.role = dialect.role(plain) or _composed_role(plain, dialect)
    if parts.role is not None:
        return
    phase = _phase(plain) if any(word in plain for word in _PHASE_WORDS) else None
    if phase is not None:
        parts.role, parts.number = Role.PHASE, phase
        return
    numbered = _numbered(plain) if any(map(str.isdigit, plain)) else None
    if numbered is not None:
        parts.role, parts.number = Role.MILESTONE, numbered
    elif project:
        parts.role = Role.PROJECT


def _phase(plain: str) -> str | None:
    """The number of the phase that a heading names."""
    match = _PHASE.match(plain) or _NTH_PHASE.match(plain)
    if match is None:
        return None
    number = match["number"]
    return str("一二三四五六七八九十".index(number) + 1) if number in "一二三四五六七八九十" else number


def _numbered(plain: str) -> str | None:
    """The number of the version, the milestone or the sprint that a heading names."""
    version = _VERSION.match(plain)
    if version is not None:
        return version["number"] or version["bare"]
    sprint = _SPRINT.match(plain)
    return sprint["number"] if sprint is not None else None


def _composed_role(plain: str, dialect: Dialect) -> Role | None:
    """The role of `Acceptance criteria for phase 1` and of `Phase 1 acceptance criteria`."""
    if not any(word in plain for word in _CRITERIA_WORDS):
        return None
    words = plain.split()
    pieces = [*_FOR.split(plain), " ".join(words[-2:]), " ".join(words[-3:])]
    named = (dialect.role_names.get(piece.strip()) for piece in pieces)
    return Role.CRITERIA if Role.CRITERIA in named else None


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
    if parts.estimate is None and any(map(str.isdigit, text)) and (tail := _LAST_DURATION.search(text)):
        estimate = parse_estimate(tail.group(1), run.span(*tail.span(1)), dialect.calendar)
        if estimate is not None and text[: tail.start()].strip():
            parts.estimate = estimate
            text = text[: tail.start()]
    return text


def _names_level(text: str, dialect: Dialect) -> bool:
    return priority_word(text, dialect, expected=True) is not None


def _read_group(group: re.Match[str], run: Run, parts: HeadingParts, dialect: Dialect) -> bool:
    """Read one bracketed group as a figure; False if it is none."""
    inner = group.group(1)
    start, end = trimmed(inner, 0, len(inner))
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
    start, end = trimmed(group.string, *group.span())
    return read_progress(group.string[start:end], run.span(start, end), square=True)


def _without_numbering(text: str) -> str:
    match = _NUMBERING.match(text.lstrip())
    if match is None:
        return text
    end = len(text) - len(text.lstrip()) + match.end()
    return " " * end + text[end:]


def _skip(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    start, _ = trimmed(text, start, end)
    match = pattern.match(text, start, end)
    return match.end() if match and match.end() < end else start
