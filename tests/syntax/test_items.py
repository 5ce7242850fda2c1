"""Boxes, resources, metrics and the estimates in notes."""

from __future__ import annotations

import pytest

from backlogmd.nodes import ResourceKind
from backlogmd.source import Span
from backlogmd.syntax.items import begins_with_box, note_estimate, read_box, read_metric, read_resource
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import DEFAULT

# The text of an item, the character of its box, and where the words begin.
BOXES = [
    ("[ ] a", " ", 4),
    ("[x] a", "x", 4),
    ("[X]   a", "X", 6),
    ("[x]\ta", "x", 4),
    ("[\t] a", "\t", 4),
    ("[\u00a0] a", "\u00a0", 4),
    ("[x]\u00a0a", "x", 4),
    ("[/] a", "/", 4),
    ("[k] a", "k", 4),
    ("[✓] a", "✓", 4),
    ("[ ]", " ", 3),
    ("[x]\na", "x", 3),
]

NO_BOXES = [
    "",
    "a [ ] b",
    "[] a",
    "[ x] a",
    "[x ] a",
    "[xx] a",
    "[x]a",
    "[x](url) a",
    "[x][ref] a",
    "[x]: url",
    "[1] a",
    "[[] a",
    "[]] a",
    "\\[ ] a",
    "( ) a",
    "[\n] a",
    "☐ a",
]


@pytest.mark.parametrize(("text", "character", "length"), BOXES)
def test_an_item_may_begin_with_a_box(text: str, character: str, length: int) -> None:
    assert read_box(Run.of(text)) == (character, Span(1, 2), length)


@pytest.mark.parametrize("text", NO_BOXES)
def test_what_is_no_box_is_text(text: str) -> None:
    assert read_box(Run.of(text)) is None


@pytest.mark.parametrize("line", ["- [ ] a", "* [x] a", "+ [] a", "1. [ ] a", "12) [x] a", "-[ ] a", "-\t[x] a"])
def test_a_line_inside_a_paragraph_may_have_been_meant_as_a_task(line: str) -> None:
    assert begins_with_box(line)


@pytest.mark.parametrize("line", ["a", "- a", "[ ] a", "1.[ ] a", "- [x](url)", "- [xy] a", ""])
def test_other_lines_inside_a_paragraph_belong_to_it(line: str) -> None:
    assert not begins_with_box(line)


@pytest.mark.parametrize(
    ("text", "heading", "name", "duration", "kind"),
    [
        ("Senior Backend Developer (2 weeks)", "Development", "Senior Backend Developer", 4800, ResourceKind.ROLE),
        ("DevOps Engineer (1 week)", "Infrastructure", "DevOps Engineer", 2400, ResourceKind.ROLE),
        ("Designer", "Development", "Designer", None, ResourceKind.ROLE),
        ("Designer (part time)", "Development", "Designer (part time)", None, ResourceKind.ROLE),
        (
            "Redis instance for caching",
            "Infrastructure",
            "Redis instance for caching",
            None,
            ResourceKind.INFRASTRUCTURE,
        ),
        (
            "Monitoring stack (Prometheus/Grafana)",
            "Infrastructure",
            "Monitoring stack (Prometheus/Grafana)",
            None,
            ResourceKind.INFRASTRUCTURE,
        ),
        ("Tester (2-3 days)\nmore words", "Team", "Tester", 960, ResourceKind.ROLE),
    ],
)
def test_a_resource_is_a_role_with_a_duration_or_a_thing(
    text: str, heading: str, name: str, duration: int | None, kind: ResourceKind
) -> None:
    resource = read_resource(Run.of(text), Span(0, len(text)), heading, DEFAULT)
    assert (resource.name.text, resource.kind) == (name, kind)
    assert (resource.duration.low if resource.duration else None) == duration
    assert text[resource.name.span.start : resource.name.span.end] == name
    if resource.duration is not None:
        assert text[resource.duration.span.start : resource.duration.span.end] == resource.duration.text


# The line, and subject, comparator, value, unit and condition.
METRICS = [
    ("Upload success rate > 99.9%", "Upload success rate", ">", "99.9", "%", None),
    ("Streaming latency < 100ms", "Streaming latency", "<", "100", "ms", None),
    ("Cache hit rate >= 90 %", "Cache hit rate", ">=", "90", "%", None),
    ("Cache hit rate ≥ 90%", "Cache hit rate", ">=", "90", "%", None),
    ("Latency ≤ 250ms at P95", "Latency", "<=", "250", "ms", "at P95"),
    ("Upload time < 5s for 10MB files", "Upload time", "<", "5", "s", "for 10MB files"),
    ("Uptime = 100%", "Uptime", "=", "100", "%", None),
    ("**Test coverage**: > 80%", "Test coverage", ">", "80", "%", None),
    ("Users > 10,000", "Users", ">", "10,000", None, None),
    ("Throughput > 500 req/s", "Throughput", ">", "500", "req/s", None),
    ("Zero critical security issues", "critical security issues", "zero", None, None, None),
    ("No streaming interruptions", "streaming interruptions", "zero", None, None, None),
    ("0 open bugs", "open bugs", "zero", None, None, None),
    ("Memory usage stable", "Memory usage stable", None, None, None, None),
    ("Notable improvement", "Notable improvement", None, None, None, None),
    ("A -> B works", "A -> B works", None, None, None, None),
]


@pytest.mark.parametrize(("text", "subject", "comparator", "value", "unit", "condition"), METRICS)
def test_a_metric_has_a_threshold_or_none(
    text: str, subject: str, comparator: str | None, value: str | None, unit: str | None, condition: str | None
) -> None:
    metric = read_metric(Run.of(text), Span(0, len(text)))
    found = (metric.subject, metric.comparator, metric.value, metric.unit, metric.condition)
    assert found == (subject, comparator, value, unit, condition)
    assert (metric.text.text, metric.text.span) == (text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "amount", "minutes"),
    [
        ("Estimate: 4 hours", "4 hours", 240),
        ("estimate: 4h", "4h", 240),
        ("Estimated: 2-3 days", "2-3 days", 960),
        ("Estimated time: ~1 day", "~1 day", 480),
        ("Time estimate: 30 min", "30 min", 30),
        ("Effort: 3d", "3d", 1440),
        ("Est: 2h", "2h", 120),
        ("Est. 2h", None, None),
        ("**Estimate:** 4 hours", "4 hours", 240),
        ("**Estimate**: 4 hours", "4 hours", 240),
        ("*Estimate: 4 hours*", "4 hours", 240),
        ("Estimate： 4 hours", "4 hours", 240),
        ("Estimate: unknown", None, None),
        ("Estimate: 4 hours, maybe more", None, None),
        ("Improve the estimate: 4 hours", None, None),
        ("Timeout: 4 hours", None, None),
        ("4 hours", None, None),
    ],
)
def test_a_note_gives_an_estimate_where_it_says_so(text: str, amount: str | None, minutes: int | None) -> None:
    estimate = note_estimate(Run.of(text), DEFAULT)
    assert (estimate.text if estimate else None, estimate.low if estimate else None) == (amount, minutes)
    if estimate is not None:
        assert text[estimate.span.start : estimate.span.end] == amount
