"""The text is given back as it came in, and every offset has one line and column."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backlogmd.source import Position, Source, Span

BOM = "\ufeff"

# Everything that could be mistaken for a line end, and characters of one, two and no UTF-16 surrogates.
texts = st.text(
    st.sampled_from(["a", " ", "\t", "\n", "\r", "\x0b", "\f", "\x85", "\u2028", "é", "游", "🔴", BOM, "\udcff"])
)


def test_a_span_is_half_open_and_holds_what_lies_inside_it() -> None:
    span = Span(2, 5)
    assert span.holds(Span(2, 5))
    assert span.holds(Span(5, 5))
    assert not span.holds(Span(1, 3))
    assert not span.holds(Span(4, 6))


@pytest.mark.parametrize(
    ("text", "line_starts"),
    [
        ("", [0]),
        ("one", [0]),
        ("one\n", [0, 4]),
        ("one\ntwo", [0, 4]),
        ("one\rtwo", [0, 4]),
        ("one\r\ntwo", [0, 5]),
        ("one\r\rtwo", [0, 4, 5]),
        ("one\n\r\ntwo", [0, 4, 6]),
        ("one\r\n\ntwo\r", [0, 5, 6, 10]),
        (f"{BOM}one\ntwo", [0, 5]),
    ],
)
def test_lines_end_at_a_line_feed_a_carriage_return_or_both_together(text: str, line_starts: list[int]) -> None:
    assert Source.read(text).line_starts == line_starts


@pytest.mark.parametrize("character", ["\x0b", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_what_only_python_calls_a_line_end_is_none(character: str) -> None:
    assert Source.read(f"one{character}two").line_starts == [0]


@pytest.mark.parametrize(
    ("text", "newline"), [("", "\n"), ("one", "\n"), ("a\nb\r\n", "\n"), ("a\r\nb\n", "\r\n"), ("a\rb\n", "\r")]
)
def test_the_newline_is_that_of_the_first_line(text: str, newline: str) -> None:
    assert Source.read(text).newline == newline


@pytest.mark.parametrize(
    ("line", "expected"), [(1, "one"), (2, "two "), (3, ""), (4, "four"), (5, ""), (6, ""), (99, "")]
)
def test_a_line_span_leaves_out_the_byte_order_mark_and_the_line_end(line: int, expected: str) -> None:
    source = Source.read(f"{BOM}one\r\ntwo \n\rfour\n")
    assert source.slice(source.line_span(line)) == expected


def test_a_byte_order_mark_alone_is_an_empty_first_line() -> None:
    source = Source.read(BOM)
    assert source.start == 1
    assert source.line_span(1) == Span(1, 1)
    assert source.position(1) == Position(1, 1)
    assert source.position(0) == Position(1, 1)


@pytest.mark.parametrize(
    ("offset", "position"),
    [
        (0, (1, 1)),
        (1, (1, 2)),
        (2, (1, 3)),
        (3, (1, 4)),
        (4, (2, 1)),
        (5, (3, 1)),
        (6, (3, 2)),
        (7, (4, 1)),
        (8, (4, 2)),
    ],
)
def test_lines_and_columns_are_counted_from_one_in_code_points(offset: int, position: tuple[int, int]) -> None:
    # a 🔴 \r \n | \r | é \n | z
    assert Source.read("a🔴\r\n\ré\nz").position(offset) == position


def test_a_byte_order_mark_takes_no_column() -> None:
    source = Source.read(f"{BOM}- [ ] a\n- [ ] b")
    assert source.position(1) == Position(1, 1)
    assert source.position(7) == Position(1, 7)
    assert source.position(9) == Position(2, 1)
    assert source.utf16_column(1) == 0
    assert source.utf16_column(3) == 2
    assert source.offset(1, 1) == 1


@pytest.mark.parametrize(
    ("offset", "column"),
    [(0, 0), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0), (6, 1), (7, 3)],
)
def test_a_column_for_editors_counts_an_emoji_twice(offset: int, column: int) -> None:
    # 🔴 space 游 é \n | x 🟠
    assert Source.read("🔴 游é\nx🟠").utf16_column(offset) == column


@pytest.mark.parametrize(
    ("line", "column", "offset"),
    [(1, 1, 0), (1, 3, 2), (1, 4, 3), (1, 99, 3), (1, 0, 0), (2, 1, 5), (2, 2, 6), (9, 1, 6)],
)
def test_an_offset_is_held_inside_its_line(line: int, column: int, offset: int) -> None:
    assert Source.read("one\r\n2").offset(line, column) == offset


def test_well_formed_bytes_are_decoded_and_have_no_invalid_byte() -> None:
    source = Source.read("🔴 é".encode(), path="TODO.md")
    assert (source.text, source.path, source.invalid_byte) == ("🔴 é", "TODO.md", None)


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"ok \xff", 3),
        ("größe".encode("latin-1"), 2),
        ("é".encode() + b"\xe2\x82", 2),
        (b"\xed\xa0\x80", 0),
        ("a".encode("utf-16"), 0),
        (b"\xc0\x80", 0),
    ],
)
def test_bytes_that_are_not_utf_8_are_kept_and_their_first_offset_is_told(data: bytes, offset: int) -> None:
    source = Source.read(data)
    assert source.invalid_byte == offset
    assert source.text.encode("utf-8", "surrogateescape") == data


@settings(deadline=None)
@given(st.binary())
def test_all_bytes_are_given_back(data: bytes) -> None:
    source = Source.read(data)
    assert source.text.encode("utf-8", "surrogateescape") == data
    well_formed = data.decode("utf-8", "replace").encode() == data
    # A text that is a quarter zero bytes is well-formed UTF-8, but it is UTF-16 or no text.
    assert (source.invalid_byte is None) == (well_formed and 4 * data.count(0) <= len(data))


def test_utf_16_without_a_mark_is_no_utf_8() -> None:
    assert Source.read("- [] a\n".encode("utf-16-le")).invalid_byte == 1
    assert Source.read(b"- [ ] a\0\n").invalid_byte is None


@settings(deadline=None)
@given(texts)
def test_a_text_is_kept_as_it_is(text: str) -> None:
    assert Source.read(text).text == text


@settings(deadline=None)
@given(texts)
@example(BOM)
@example(f"{BOM}\n{BOM}")
def test_position_and_offset_undo_each_other(text: str) -> None:
    source = Source.read(text)
    for offset in range(source.start, len(text) + 1):
        line, column = source.position(offset)
        span = source.line_span(line)
        # The characters of a line end stand after the last column; `offset` holds on to the line.
        assert source.offset(line, column) == min(offset, span.end)


@settings(deadline=None)
@given(texts)
def test_positions_grow_with_offsets(text: str) -> None:
    source = Source.read(text)
    positions = [source.position(offset) for offset in range(source.start, len(text) + 1)]
    assert positions == sorted(set(positions))


@settings(deadline=None)
@given(texts)
def test_line_spans_and_line_ends_make_up_the_whole_text(text: str) -> None:
    source = Source.read(text)
    starts = [*source.line_starts, len(text)]
    for line, (start, after) in enumerate(pairwise(starts), start=1):
        span = source.line_span(line)
        assert span.start == (max(start, source.start) if line == 1 else start)
        assert text[span.end : after] in ("", "\n", "\r", "\r\n")
        assert not re.search(r"[\r\n]", source.slice(span))
    rebuilt = text[: source.start]
    for line in range(1, len(source.line_starts) + 1):
        span = source.line_span(line)
        rebuilt += source.slice(span) + text[span.end : starts[line]]
    assert rebuilt == text


@settings(deadline=None)
@given(texts)
def test_a_column_for_editors_is_the_length_in_utf_16(text: str) -> None:
    source = Source.read(text)
    for offset in range(source.start, len(text) + 1):
        start = source.line_span(source.position(offset).line).start
        assert source.utf16_column(offset) == len(text[start:offset].encode("utf-16-le", "surrogatepass")) // 2
