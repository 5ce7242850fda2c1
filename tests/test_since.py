"""Which findings a change has made."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd.diagnostics import Diagnostic, Severity
from backlogmd.linter import lint
from backlogmd.since import new_findings, touched_lines
from backlogmd.source import Source, Span

LINE = st.sampled_from(["- [] a", "- [] b", "- [ ] c", "", "# d"])
TEXT = st.lists(LINE, max_size=10).map("\n".join)


def finding(text: str, line: int, message: str = "wrong", code: str = "BL999") -> Diagnostic:
    """A finding that marks a whole line of *text*."""
    return Diagnostic(code, "made-up", Severity.ERROR, message, Source(text).line_span(line))


def faults(text: str) -> list[Diagnostic]:
    """A finding for each line with an empty box: what a rule says that looks at one line only."""
    lines = text.split("\n")
    return [finding(text, at, f"no blank on line {at}") for at, line in enumerate(lines, 1) if "[]" in line]


def lines_of(findings: list[Diagnostic], text: str) -> list[int]:
    return [Source(text).position(one.span.start).line for one in findings]


def new_lines(before: str, after: str) -> list[int]:
    """The lines of the faults that are new in *after*."""
    return lines_of(new_findings(Source(before), faults(before), Source(after), faults(after)), after)


@pytest.mark.parametrize(
    ("before", "after", "touched"),
    [
        ("a\nb\nc", "a\nb\nc", []),
        ("a\nb\nc", "a\nx\nc", [2]),
        ("a\nb\nc", "a\nb\nx\nc", [3]),
        ("a\nb\nc", "c\na\nb", []),
        ("a\nb\nc", "a\nc", []),
        ("a\r\nb\r\n", "a\nb\n", []),
        ("\ufeffa\nb", "a\nb", []),
        ("a\nb", "a\n b", [2]),
        ("", "a", [1]),
        # Of equal lines the one that is new is the one between other neighbours.
        ("x\n-\ny", "x\n-\nw\n-\ny\n", [3, 4, 6]),
        ("p\n-\nq", "p\n-\nw\np\n-\nq", [2, 3, 4]),
        ("x\n-\ny\n-\nz", "x\n-\ny\n-\nn\n-\nz", [5, 6]),
    ],
)
def test_touched_lines(before: str, after: str, touched: list[int]) -> None:
    assert touched_lines(Source(before), Source(after)) == touched


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("- [] a", "- [] a", []),
        ("- [] a", "- [] b", [1]),
        ("- [] a\n- [] b", "- [] b\n- [] a", []),
        ("- [] a", "- [] a\n- [] a", [2]),
        ("- [] a", "# d\n\n- [] a", []),
        ("# d\n- [] a\n", "# d\n- [] b\n- [] a\n", [2]),
    ],
)
def test_faults_of_lines(before: str, after: str, new: list[int]) -> None:
    assert new_lines(before, after) == new


def test_an_untouched_line_of_which_something_else_is_said() -> None:
    before = after = "total: 5"
    said = [finding(before, 1, "5, but 6")], [finding(after, 1, "5, but 7")]
    assert new_findings(Source(before), said[0], Source(after), said[1]) == said[1]


def test_an_untouched_line_of_which_another_rule_speaks() -> None:
    text = "total: 5"
    old, new = finding(text, 1), finding(text, 1, code="BL998")
    assert new_findings(Source(text), [old], Source(text), [old, new]) == [new]


def test_the_same_said_once_more_of_an_untouched_line() -> None:
    text = "a\n- [] x\nb\n- [] x\n"
    first, second = finding(text, 2), finding(text, 4)
    assert new_findings(Source(text), [second], Source(text), [first, second]) == [first]
    assert new_findings(Source(text), [first], Source(text), [first, second]) == [second]


def test_a_finding_over_several_lines_is_touched_where_one_of_them_is() -> None:
    before, after = "a\nb\nc", "a\nx\nc"
    whole = [Diagnostic("BL999", "made-up", Severity.ERROR, "wrong", Span(0, 5))]
    assert new_findings(Source(before), whole, Source(after), whole) == whole


@given(TEXT)
@settings(deadline=None)
def test_nothing_is_new_where_nothing_changed(text: str) -> None:
    assert new_lines(text, text) == []
    found = lint(text)
    assert new_findings(Source(text), found, Source(text), found) == []


@given(TEXT, st.randoms())
@settings(deadline=None)
def test_moving_lines_makes_nothing_new(text: str, random: object) -> None:
    lines = text.split("\n")
    random.shuffle(lines)  # type: ignore[attr-defined]
    assert new_lines(text, "\n".join(lines)) == []


@given(TEXT, TEXT)
@settings(deadline=None)
def test_what_is_new_is_what_there_is_more_of(before: str, after: str) -> None:
    more = Counter(after.split("\n")) - Counter(before.split("\n"))
    new = Counter(after.split("\n")[line - 1] for line in new_lines(before, after))
    assert new == Counter({line: number for line, number in more.items() if "[]" in line})


@given(TEXT, TEXT)
@settings(deadline=None)
def test_every_finding_on_a_touched_line_is_told_and_in_order(before: str, after: str) -> None:
    old, new = Source(before), Source(after)
    found = lint(after)
    told = new_findings(old, lint(before), new, found)
    assert [one for one in found if one in told] == told
    touched = set(touched_lines(old, new))
    assert all(one in told for one in found if new.position(one.span.start).line in touched)


@given(TEXT, TEXT)
@settings(deadline=None)
def test_line_ends_change_nothing(before: str, after: str) -> None:
    assert new_lines(before, after) == new_lines(before.replace("\n", "\r\n"), after)
