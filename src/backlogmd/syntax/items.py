"""Lines that are no tasks: resources, metrics, estimates in a note, and the boxes that make a task."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from backlogmd.nodes import Estimate, Label, Metric, Resource, ResourceKind
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.estimate import parse_estimate
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import Dialect

# A digit between the brackets is a citation. After the box comes a blank or nothing; `[x](…)` is a link.
_BOX = lazy(r"\[([^\[\]0-9\r\n])\](?:[ \t\u00a0]+|(?=\n)|$)")
_NESTED_BOX = lazy(r"(?:[-+*][ \t]*|[0-9]{1,9}[.)][ \t]+)\[[^\[\]\r\n]?\][ \t]")

# Here and below, the blanks round a part are stripped later: to try every length of a long run of them takes long.
_RESOURCE = lazy(r"(?P<name>[^()]+)\((?P<duration>[^()]+)\)$")
_INFRASTRUCTURE = lazy(
    r"infrastructure|hardware|software|tool|equipment|service|budget|hosting|licen[cs]e", re.IGNORECASE
)

# `>= 12 in the first season`: what follows the number is no unit.
_NO_UNIT = r"(?:in|of|for|per|at|on|to|by|a|an|the|and|or|from|with|within|after|before)\b"
_COMPARISON = lazy(
    rf"(?P<subject>[^<>=≥≤]*)(?P<comparator>>=|<=|≥|≤|>|<|=)\s*(?P<value>[0-9]+(?:[.,][0-9]+)*)\s?(?P<unit>%|(?!{_NO_UNIT})[A-Za-zµ/]+)?\s*(?P<condition>.*)",
    re.DOTALL,
)
_ZERO = lazy(r"(?:zero|no|0)\s+(?P<subject>.+)", re.IGNORECASE | re.DOTALL)
_COMPARATORS: dict[str, Literal[">", ">=", "<", "<=", "="]] = {
    ">": ">",
    ">=": ">=",
    "≥": ">=",
    "<": "<",
    "<=": "<=",
    "≤": "<=",
    "=": "=",
}

_NOTE_ESTIMATE = lazy(
    r"[*_]*(?:time\s+)?(?:estimate[d]?|estimation|effort|est\.?)(?:\s+(?:time|effort))?[*_]*\s*[:：][*_]*\s*+(?P<amount>[^*_]++)[*_]*\s*",
    re.IGNORECASE,
)


class Box(NamedTuple):
    """A checkbox at the start of an item."""

    character: str
    span: Span
    """The character between the brackets."""
    length: int
    """How much of the text the box and the blanks after it take."""


def read_box(run: Run) -> Box | None:
    """The checkbox that the item with the text *run* begins with."""
    match = _BOX.match(run.text)
    if match is None:
        return None
    return Box(match.group(1), run.span(*match.span(1)), match.end())


def begins_with_box(line: str) -> bool:
    """Whether a continuation line of a paragraph was meant as a task of its own."""
    return _NESTED_BOX.match(line) is not None


def read_resource(run: Run, span: Span, heading: str, dialect: Dialect) -> Resource:
    """An entry of a list of resources: `Senior Backend Developer (2 weeks)`."""
    text = run.text.split("\n")[0].rstrip()
    match = _RESOURCE.match(text)
    duration = None
    end = len(text)
    if match is not None:
        duration = parse_estimate(match["duration"], run.span(*match.span("duration")), dialect.calendar)
        end = len(match["name"].rstrip()) if duration is not None else end
    infrastructure = duration is None and _INFRASTRUCTURE.search(heading) is not None
    kind = ResourceKind.INFRASTRUCTURE if infrastructure else ResourceKind.ROLE
    return Resource(span, kind, Label(text[:end], run.span(0, end)), duration)


def read_metric(run: Run, span: Span) -> Metric:
    """A line of metrics: `Upload time < 5s for 10MB files`, `Zero critical issues`, `Memory usage stable`."""
    text = run.text.strip()
    start = run.text.index(text)
    label = Label(text, run.span(start, start + len(text)))
    match = _COMPARISON.fullmatch(text)
    if match is not None:
        return Metric(
            span,
            label,
            match["subject"].strip(" \t\n\u00a0*:"),
            _COMPARATORS[match["comparator"]],
            match["value"],
            match["unit"],
            match["condition"].strip() or None,
        )
    zero = _ZERO.fullmatch(text)
    if zero is not None:
        return Metric(span, label, zero["subject"], "zero")
    return Metric(span, label, text)


def note_estimate(run: Run, dialect: Dialect) -> Estimate | None:
    """The estimate that a bullet below a task gives to it: `Estimate: 4 hours`."""
    match = _NOTE_ESTIMATE.fullmatch(run.text)
    if match is None:
        return None
    amount, start = match["amount"].rstrip(), match.start("amount")
    return parse_estimate(amount, run.span(start, start + len(amount)), dialect.calendar)
