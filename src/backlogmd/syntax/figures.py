"""Figures that a document gives about itself in words: counts, progress, totals."""

from __future__ import annotations

import re
from typing import NamedTuple

from backlogmd.nodes import Count, Estimate, Progress, Selector
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.estimate import parse_estimate
from backlogmd.syntax.run import Run
from backlogmd.syntax.selector import parse_selector
from backlogmd.vocabulary import Dialect

# Not `stories` or `bugs`: those are seldom what the checkboxes of the file are.
_WORK = r"(?:tasks?|items?|to-?dos?)"
_COUNT = lazy(
    rf"(?:total\s*:?\s*)?([0-9]{{1,6}})\s+(?:(?:open|total|remaining)\s+)?{_WORK}(?:\s+(?:total|in total))?",
    re.IGNORECASE,
)
_FRACTION = lazy(
    r"(?P<done>[0-9]{1,6})\s*(?:/|of)\s*(?P<total>[0-9]{1,6})"
    rf"(?P<words>\s*(?:{_WORK}\s*)?(?:done|completed?|finished|closed))?"
    r"(?:\s*[(,–—-]?\s*(?P<percent>[0-9]{1,3})(?:\.[0-9]+)?\s?%\)?)?(?:\s*(?:done|completed?|finished))?",
    re.IGNORECASE,
)
_PERCENT = lazy(r"(?P<percent>[0-9]{1,3})\s?%(?P<words>\s*(?:done|completed?|finished))?", re.IGNORECASE)


def read_count(text: str, span: Span) -> Count | None:
    """*text* as a number of tasks: `24 tasks`, `5 items`."""
    match = _COUNT.fullmatch(text)
    return Count(int(match.group(1)), text, span) if match else None


def read_progress(text: str, span: Span, *, square: bool = False) -> Progress | None:
    """*text* as progress: `[2/5]`, `40%`, `3/37 (8%)`, `12 of 57 done`.

    If it is *square*, in brackets that may be part of the text, a bare fraction is enough; elsewhere a word or a
    percentage must say what it is.
    """
    bare = text[1:-1].strip() if square and text.startswith("[") and text.endswith("]") else text
    match = _FRACTION.fullmatch(bare)
    if match is not None:
        if not (square or match["words"] or match["percent"]):
            return None
        done, total = int(match["done"]), int(match["total"])
        if done > total:
            return None
        return Progress(span, text, done, total, int(match["percent"]) if match["percent"] else None)
    match = _PERCENT.fullmatch(bare)
    if match is not None and (square or match["words"]) and int(match["percent"]) <= 100:
        return Progress(span, text, percent=int(match["percent"]))
    return None


class LineClaim(NamedTuple):
    """A claim in a line of text."""

    span: Span
    value: Estimate | Count | Progress
    selector: Selector
    subject: str
    of_open: bool | None


_LONGEST = 200

_OPEN_WORD = lazy(r"\b(?:remaining|open|left|outstanding|to do|todo|pending)\b", re.IGNORECASE)
_DONE_WORD = lazy(r"\b(?:done|completed?|finished|closed|spent|actual)\b", re.IGNORECASE)

# A label that ends in a colon, then the figure; nothing else may stand on the line but a remark in parentheses.
_LABELLED = lazy(r"\s*(?P<label>[^:：|\s][^:：|]{2,60})[:：]\s*(?P<value>[^|:：(]*)(?P<remark>\([^()]*\))?[\s.]*$")
_TOTAL_LABEL = lazy(
    r"^(?:(?:grand|overall|estimated|combined|sum)\s+)*total(?P<what>(?:\s+[\w&/-]+){0,5})$|^(?:estimated|overall)\s+total\b.*$",
    re.IGNORECASE,
)
_EFFORT_WORDS = frozenset(
    "estimate estimated estimates estimation effort time hours hour days work workload duration points point story "
    "sp implementation development dev remaining open outstanding left for of the all in planned".split()
)
_COUNT_LABEL = lazy(
    rf"^(?:total\s+)?(?:number\s+of\s+)?(?P<state>(?:open|remaining)\s+)?{_WORK}(?:\s+total)?$", re.IGNORECASE
)
_PROGRESS_LABEL = lazy(
    r"^(?:overall\s+|total\s+|current\s+)?(?:progress|completion|completed|done|tasks done)$", re.IGNORECASE
)
_BARE_PROGRESS = lazy(
    rf"^[0-9]{{1,6}}\s*(?:/|of)\s*[0-9]{{1,6}}\s+{_WORK}\s+(?:are\s+)?(?:done|completed?|finished)$", re.IGNORECASE
)
_EMPHASIS = lazy(r"[*`]|(?<!\w)_+|_+(?!\w)")


def is_total_label(text: str) -> bool:
    """Whether *text* is the label of a total, such as `Estimated total time`."""
    return _TOTAL_LABEL.match(text) is not None


def has_claim_word(text: str) -> bool:
    """Whether it is worth looking for a claim in *text*: most text says nothing of the kind."""
    lower = text.lower()
    return "total" in lower or "progress" in lower or "tasks" in lower or "complet" in lower or "items" in lower


def read_line_claims(run: Run, dialect: Dialect) -> list[LineClaim]:
    """The claims that the lines of a paragraph make: `**Total: 402 hours**`, `Progress: 3/37 (8%)`, `Tasks: 24`."""
    claims = []
    position = 0
    for line in run.text.split("\n"):
        claim = _line_claim(line, position, run, dialect)
        if claim is not None:
            claims.append(claim)
        position += len(line) + 1
    return claims


def _line_claim(line: str, position: int, run: Run, dialect: Dialect) -> LineClaim | None:
    if len(line) > _LONGEST:
        return None
    text = _EMPHASIS.sub(lambda match: " " * len(match.group()), line)
    bare = text.strip().rstrip(".")
    if _BARE_PROGRESS.match(bare):
        start = position + line.index(bare[0])
        span = run.span(start, start + len(bare))
        progress = read_progress(bare, span)
        return None if progress is None else LineClaim(span, progress, Selector(), bare, None)
    match = _LABELLED.match(text)
    if match is None:
        return None
    label = " ".join(match["label"].split())
    value, start = match["value"].rstrip(" ."), position + match.start("value")
    if not value:
        return None
    span = run.span(start, start + len(value))
    if _PROGRESS_LABEL.match(label):
        written = match["value"] + match["remark"] if match["remark"] else value
        span = run.span(start, start + len(written))
        progress = read_progress(written, span, square=True)
        return None if progress is None else LineClaim(span, progress, Selector(), label, None)
    counted = _COUNT_LABEL.match(label)
    if counted is not None:
        if not re.fullmatch("[0-9]{1,6}", value):
            return None
        return LineClaim(span, Count(int(value), value, span), Selector(), label, True if counted["state"] else None)
    total = _TOTAL_LABEL.match(label)
    if total is None:
        return None
    estimate = parse_estimate(value, span, dialect.calendar, _unit_of(label))
    if estimate is None:
        return None
    return LineClaim(span, estimate, _covered(total["what"] or "", dialect), label, of_open(label))


def _unit_of(label: str) -> str:
    words = label.lower().split()
    if "points" in words or "sp" in words:
        return "points"
    return "hours" if "hours" in words else ""


def _covered(what: str, dialect: Dialect) -> Selector:
    """What `Total P0 Work` is about: what is left of the label without the words that only say `effort`."""
    words = [word for word in what.split() if word.lower().strip("()") not in _EFFORT_WORDS]
    return parse_selector(" ".join(words), dialect)


def of_open(label: str) -> bool | None:
    """Whether *label* limits a figure to open work (True), to finished work (False), or says neither (None)."""
    if _OPEN_WORD.search(label):
        return True
    return False if _DONE_WORD.search(label) else None
