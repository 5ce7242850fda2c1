"""Columns in code units are those that the encoding itself counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogmd.report._regions import Columns, on_one_line
from backlogmd.source import Source, Span

TEXT = st.text(alphabet=st.sampled_from("a é中🔴\ufeff\n\r\u2028")) | st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, st.integers(0))
def test_columns_count_code_units(text: str, at: int) -> None:
    source = Source(text)
    offset = at % (len(text) + 1)
    line, column = source.position(offset)
    before = text[offset - column + 1 : offset]
    assert Columns(source, "utf-16").column(offset) == len(before.encode("utf-16-le")) // 2 + 1
    whole = text[source.line_starts[line - 1] : offset]
    assert Columns(source, "utf-8").column(offset) == len(whole.encode()) + 1


@given(TEXT, st.integers(0))
def test_utf_16_is_as_editors_count_it(text: str, at: int) -> None:
    source = Source(text)
    offset = at % (len(text) + 1)
    assert Columns(source, "utf-16").column(offset) == source.utf16_column(offset) + 1


def test_a_byte_that_is_not_utf_8_is_one_byte() -> None:
    source = Source.read(b"\xe9\xe9 a\n")
    assert Columns(source, "utf-8").column(3) == 4


@pytest.mark.parametrize(
    ("span", "region"),
    [
        (Span(1, 3), (1, 1, 3)),
        (Span(1, 7), (1, 1, 4)),
        (Span(6, 9), (2, 6, 9)),
        (Span(6, 99), (2, 6, 9)),
        (Span(4, 6), (1, 4, 4)),
        (Span(5, 6), (1, 5, 5)),
        (Span(9, 9), (2, 9, 9)),
    ],
)
def test_a_region_ends_with_its_first_line(span: Span, region: tuple[int, int, int]) -> None:
    assert on_one_line(span, Source("abcd\r\nefg")) == region
