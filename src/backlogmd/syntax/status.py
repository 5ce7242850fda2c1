"""How far the whole work is, where the document says so: `**Status:** In progress (15%)`, `## Status` with `40 %`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backlogmd.nodes import Claim, ClaimKind, Count, Progress, Selector
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.listed import Content, Listing
from backlogmd.syntax.priority import named_level
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import Dialect, FieldKind, State, plain_name

_LONGEST = 120
_MARKUP = lazy(r"[*`]|~~|(?<!\w)_+|_+(?!\w)")
_LABEL = lazy(r"\s*(?:\W{1,4}\s+)?(?P<label>[^:：%0-9]{2,40}?)\s*[:：]")
_PERCENT = lazy(
    r"(?P<words>[^0-9%:：~≈<>+]*?)(?P<percent>[0-9]{1,3})\s?[%％](?:\s+(?P<after>[^\W\d_]+))?\s*[)）\]]?[\s.!]*",
)
_PIECE = lazy(r"\s*(?P<number>[0-9]{1,4}|)\s*(?P<words>[^,+;·|0-9]+?)\s*(?:$|[,+;·|]|\band\b)")
_NOUNS = frozenset("task tasks issue issues item items bug bugs priority story stories ticket tickets open".split())
# What may stand beside `Status` in the name of a section or field about the whole work.
_WHOLE = frozenset(
    "current overall project general implementation atual actual actuel actuelle aktueller aktuelle geral général"
    " global do del du projeto proyecto projet gesamt 当前 目前 项目 現在の 현재 текущий общий".split()
)
_AFTER = frozenset(
    "complete completed done finished overall completo completado completada concluído concluída hecho fertig erledigt"
    " abgeschlossen terminé achevé готово выполнено завершено".split()
)
_ALSO = frozenset(("", "overall", "on track", "approved", "status", "progress", "complete", "overall progress"))


def is_status_heading(name: str, dialect: Dialect) -> bool:
    """Whether a section called *name* says how far the work is."""
    kinds = (FieldKind.STATE, FieldKind.PROGRESS)
    words = [word for word in plain_name(name).split() if word not in _WHOLE]
    return dialect.field_kind(name) in kinds or dialect.field_kind(" ".join(words)) in kinds


def status_claims(content: Content, document: Span, dialect: Dialect, *, in_status: bool) -> Iterator[Claim]:
    """The percentages of the whole *document* that *content* gives in lines of their own.

    *content* is that of a section that `is_status_heading` names, for *in_status*; else of the head of the document,
    before its first section or right below its title, where only fields such as `Status:` count.
    """
    for one in content:
        if isinstance(one, Run):
            yield from _in_run(one, document, dialect, in_status=in_status)
        elif isinstance(one, Listing):
            for entry in one.entries:
                if entry.box is None:
                    yield from _in_run(entry.run, document, dialect, in_status=False)


def _in_run(run: Run, document: Span, dialect: Dialect, *, in_status: bool) -> Iterator[Claim]:
    at = 0
    for line in run.text.split("\n"):
        if len(line) <= _LONGEST and ("%" in line or "％" in line):
            text = _MARKUP.sub(lambda match: " " * len(match.group()), line)
            label = _LABEL.match(text)
            start = label.end() if label is not None else 0
            named = label is not None and is_status_heading(_bare(label["label"]), dialect)
            match = _PERCENT.fullmatch(text, start)
            if match is not None and (named or (in_status and label is None)) and _says_how_far(match, dialect):
                first, end = at + match.start("percent"), at + text.index("%" if "%" in text else "％", start) + 1
                span = run.span(first, end)
                value = Progress(span, run.text[first:end], percent=int(match["percent"]))
                subject = _bare(label["label"]) if label is not None else "status"
                yield Claim(span, ClaimKind.PROSE, Selector(), subject, value, document)
        at += len(line) + 1


def count_claims(run: Run, scope: Span, dialect: Dialect) -> Iterator[Claim]:
    """The counts in a line that says how much there is of what: `**Status:** 2 critical, 3 high, 1 in progress`."""
    at = 0
    for line in run.text.split("\n"):
        text = _MARKUP.sub(lambda match: " " * len(match.group()), line) if len(line) <= _LONGEST else ""
        label = _LABEL.match(text)
        if label is not None and is_status_heading(_bare(label["label"]), dialect):
            pieces = list(_PIECE.finditer(text, label.end()))
            found = [_counted(piece, dialect) for piece in pieces]
            if len(found) > 1 and None not in found and all(piece["number"] for piece in pieces):
                for piece, selector in zip(pieces, found, strict=True):
                    start, end = piece.span("number")
                    span = run.span(at + start, at + end)
                    value = Count(int(piece["number"]), piece["number"], span)
                    yield Claim(span, ClaimKind.PROSE, selector or Selector(), _bare(piece["words"]), value, scope)
        at += len(line) + 1


def _counted(piece: re.Match[str], dialect: Dialect) -> Selector | None:
    """What a number counts: the tasks of a level or in a state."""
    words = [word for word in piece["words"].lower().split() if word not in _NOUNS]
    state = dialect.state_words.get(" ".join(words))
    if state is not None:
        return Selector(states=(state,))
    named = named_level(" ".join(words), 0, dialect)
    return Selector(priorities=(named.level.name,)) if named is not None and len(words) < 3 else None


def _says_how_far(match: re.Match[str], dialect: Dialect) -> bool:
    """Whether nothing but a state stands beside the percentage, so that it is not one of something else."""
    words = _bare(match["words"])
    after = match["after"]
    if int(match["percent"]) > 100 or (after and after.lower() not in _AFTER):
        return False
    return words.lower() in _ALSO or dialect.state_words.get(plain_name(words), State.CANCELLED) is not State.CANCELLED


def _bare(text: str) -> str:
    """*text* without pictures, brackets and dashes round it."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return " ".join(text[start:end].split())
