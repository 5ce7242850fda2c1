"""Sums along a chain of tasks: `**Critical path:** T1 → T3 → T4 = 12 days`."""

from __future__ import annotations

from collections.abc import Iterator

from backlogmd.nodes import Claim, ClaimKind, Condition, Kind, Selector
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.estimate import parse_amounts, parse_estimate
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import Dialect

_LONGEST = 600
_MARKUP = lazy(r"[*`]|~~|(?<!\w)_+|_+(?!\w)")
_ARROW = lazy(r"\s*(?:→|⟶|➔|➜|⇒|[-=]{1,2}>)\s*")
_LABEL = lazy(r"\s*([^:：]{2,60}?)\s*[:：](?=\s)")
_ID = lazy(r"#?(?:[^\W\d_]{1,12}[-_]?)?[0-9]+(?:[.-][0-9]+)*[a-z]?")
_LAST = lazy(rf"(?P<id>{_ID.pattern})\s*(?:[=≈]|:(?=\s)|：)\s*(?P<value>\S.*)")
_TRAIL = lazy(
    r"[\s,]+(?:sequential(?:ly)?|in sequence|in total|total|end[- ]to[- ]end|minimum)$|\s*[(（][^()（）0-9]*[)）]$",
)


def chain_claims(run: Run, document: Span, dialect: Dialect) -> Iterator[Claim]:
    """The claims of the lines of *run* about the tasks with the ids that arrows join, wherever in the *document*."""
    if not any(arrow in run.text for arrow in ("→", "⟶", "➔", "➜", "⇒", "->", "=>")):
        return
    at = 0
    for line in run.text.split("\n"):
        if len(line) <= _LONGEST:
            text = _MARKUP.sub(lambda match: " " * len(match.group()), line)
            yield from _chain(text, at, run, document, dialect)
        at += len(line) + 1


def _chain(text: str, at: int, run: Run, document: Span, dialect: Dialect) -> Iterator[Claim]:
    label = _LABEL.match(text)
    start = label.end() if label is not None and not _ARROW.search(label.group()) else 0
    pieces = _ARROW.split(text[start:])
    last = _LAST.fullmatch(pieces[-1].rstrip(" ."))
    ids = [piece.strip() for piece in pieces[:-1]]
    if not ids or last is None or not all(_is_id(one, dialect) for one in (*ids, last["id"])):
        return
    ids.append(last["id"])
    value = _TRAIL.sub("", last["value"].rstrip())
    first = len(text) - len(pieces[-1]) + last.start("value")
    estimate = parse_estimate(value, run.span(at + first, at + first + len(value)), dialect.calendar)
    if estimate is None or estimate.kind is Kind.SIZE or len(set(ids)) < len(ids):
        return
    subject = " ".join(label.group(1).split()) if label is not None and start else f"{ids[0]} → {ids[-1]}"
    selector = Selector(conditions=(Condition("id", "=", tuple(ids)),))
    yield Claim(estimate.span, ClaimKind.PROSE, selector, subject, estimate, document)


def _is_id(text: str, dialect: Dialect) -> bool:
    """Whether *text* can be the id of a task: not a step of a timer, `5m → 15m → 1h`."""
    return _ID.fullmatch(text) is not None and parse_amounts(text, dialect.calendar) is None
