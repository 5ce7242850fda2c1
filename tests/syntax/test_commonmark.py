"""The block stream of the reference front end: what blocks there are, and exactly where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import backlogmd
from backlogmd.source import Source, Span
from backlogmd.syntax.blocks import LIMIT, Block, BlockKind
from backlogmd.syntax.commonmark import blocks_of, read_blocks

OPENING = {
    BlockKind.LIST_OPEN: BlockKind.LIST_CLOSE,
    BlockKind.ITEM_OPEN: BlockKind.ITEM_CLOSE,
    BlockKind.QUOTE_OPEN: BlockKind.QUOTE_CLOSE,
    BlockKind.TABLE_OPEN: BlockKind.TABLE_CLOSE,
}


def stream(text: str) -> list[str]:
    """The blocks as words, without their closings: `item - 'a'`."""
    source = Source.read(text)
    told = []
    for block in read_blocks(source):
        if block.kind not in OPENING.values():
            lines = [repr(source.slice(span)) for span in block.content]
            level = str(block.level or "")
            told.append(" ".join(filter(None, [block.kind.value.removesuffix("-open") + level, block.marker, *lines])))
    return told


def spans(text: str, kind: BlockKind) -> list[str]:
    source = Source.read(text)
    return [source.slice(block.span) for block in read_blocks(source) if block.kind is kind]


STREAMS: dict[str, list[str]] = {
    "": [],
    "\n \n\t\n": [],
    "words\nmore words": ["paragraph 'words' 'more words'"],
    "  words  \n   more  ": ["paragraph 'words  ' 'more'"],
    "# One": ["heading1 'One'"],
    "###### Six ##": ["heading6 'Six'"],
    "#\n##": ["heading1 ''", "heading2 ''"],
    "#\tOne \t# ": ["heading1 'One'"],
    "# One#": ["heading1 'One#'"],
    "#one": ["paragraph '#one'"],
    "One\n===": ["heading1 'One'"],
    "One\ntwo\n---": ["heading2 'One' 'two'"],
    "---": ["rule"],
    "- a\n- b": ["list", "item - 'a'", "item - 'b'"],
    "* a\n+ b": ["list", "item * 'a'", "list", "item + 'b'"],
    "7. a\n8) b": ["list", "item 7. 'a'", "list", "item 8) 'b'"],
    "- a\n  more": ["list", "item - 'a' 'more'"],
    "- a\nlazy": ["list", "item - 'a' 'lazy'"],
    "- a\n\n  more": ["list", "item - 'a'", "paragraph 'more'"],
    "- a\n  - b\n    - c": ["list", "item - 'a'", "list", "item - 'b'", "list", "item - 'c'"],
    "- - a": ["list", "item -", "list", "item - 'a'"],
    "1. - a\n2. * b": ["list", "item 1.", "list", "item - 'a'", "item 2.", "list", "item * 'b'"],
    "-\n- a": ["list", "item -", "item - 'a'"],
    "-\n  a": ["list", "item - 'a'"],
    "-\ta": ["list", "item - 'a'"],
    "-\ta\n\t- b": ["list", "item - 'a'", "list", "item - 'b'"],
    "- a\n\t- b": ["list", "item - 'a'", "list", "item - 'b'"],
    "1.\ta\n\tmore": ["list", "item 1. 'a' 'more'"],
    "> a\n> b": ["quote", "paragraph 'a' 'b'"],
    ">a\nlazy": ["quote", "paragraph 'a' 'lazy'"],
    "> > a\n> b": ["quote", "quote", "paragraph 'a' 'b'"],
    "> - a\n>   - b": ["quote", "list", "item - 'a'", "list", "item - 'b'"],
    "- > a\n  > b": ["list", "item -", "quote", "paragraph 'a' 'b'"],
    "> 1. > - a": ["quote", "list", "item 1.", "quote", "list", "item - 'a'"],
    ">\t- a": ["quote", "list", "item - 'a'"],
    "> # One": ["quote", "heading1 'One'"],
    "- # One\n  two": ["list", "item -", "heading1 'One'", "paragraph 'two'"],
    "```\n- a\n```": ["fence"],
    "~~~ md\n# a": ["fence"],
    "- ```\n  - a\n  ```\n- b": ["list", "item -", "fence", "item - 'b'"],
    "    - a": ["code"],
    "\t- a": ["code"],
    "- a\n\n      - b": ["list", "item - 'a'", "code"],
    "<!--\n- a\n-->": ["html"],
    "<!-- - a -->\n- b": ["html", "list", "item - 'b'"],
    "<div>\n- a\n</div>": ["html"],
    "<details>\n\n- a\n\n</details>": ["html", "list", "item - 'a'", "html"],
    "[a]: /url": [],
    "- x-- y\n---": ["list", "item - 'x-- y'", "rule"],
    "- ---\n- a": ["rule", "list", "item - 'a'"],
    "+ a | b\n---|---": ["table", "row '+ a' 'b'"],
    "---\ntitle: x\n---\n- a": ["front-matter", "list", "item - 'a'"],
    "| a | b |\n|---|---|\n| 1 | 2 |": ["table", "row 'a' 'b'", "row '1' '2'"],
    "a | b\n--|--\n1 | 2": ["table", "row 'a' 'b'", "row '1' '2'"],
    "|a|\n|-|\n|1|2|\n||": ["table", "row 'a'", "row '1' '2'", "row ''"],
    "| a \\| b | c |\n|---|---|": ["table", "row 'a \\\\| b' 'c'"],
    "| `a|b` | c |\n|---|---|---|": ["table", "row '`a' 'b`' 'c'"],
    "| a |\n|---|\n| b \\|": ["table", "row 'a'", "row 'b \\\\|'"],
    "|\ta\t|  |\n|---|---|": ["table", "row 'a' ''"],
    "- | a |\n  |---|\n  | 1 |": ["list", "item -", "table", "row 'a'", "row '1'"],
    "> | a |\n> |---|\n> | 1 |": ["quote", "table", "row 'a'", "row '1'"],
    "a\n| b |\n|---|": ["paragraph 'a'", "table", "row 'b'"],
}


def merged(told: list[str]) -> list[str]:
    """`item -` and the paragraph that it begins with, as one word."""
    result: list[str] = []
    for word in told:
        if word.startswith("paragraph") and result and result[-1].startswith("item ") and "'" not in result[-1]:
            result[-1] += word.removeprefix("paragraph")
        else:
            result.append(word)
    return result


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize(("text", "expected"), STREAMS.items())
def test_a_text_is_the_blocks_that_a_person_sees(text: str, expected: list[str], newline: str, bom: str) -> None:
    assert merged(stream(bom + text.replace("\n", newline))) == expected


@pytest.mark.parametrize("text", STREAMS)
def test_every_block_lies_in_those_around_it_and_follows_those_before(text: str) -> None:
    check_nesting(text)


def check_nesting(text: str) -> None:
    source = Source.read(text)
    around: list[Block] = []
    at = 0
    for block in read_blocks(source):
        if block.kind in OPENING.values():
            opening = around.pop()
            assert (OPENING[opening.kind], opening.span) == (block.kind, block.span)
            at = max(at, block.span.end)
            continue
        assert at <= block.span.start <= block.span.end <= len(text)
        if around:
            assert around[-1].span.holds(block.span)
        for one in block.content:
            assert block.span.holds(one)
            assert "\n" not in source.slice(one)
        at = block.span.start
        if block.kind in OPENING:
            around.append(block)
        else:
            at = block.span.end
    assert around == []


LINES = [
    "",
    "# H",
    "text",
    "    code",
    "\tcode",
    "---",
    "===",
    "- a",
    "  - b",
    "\t- c",
    "-\td",
    "- - e",
    "1. f",
    "  2) g",
    "-",
    "> q",
    "> - r",
    ">",
    ">\t- s",
    "> > t",
    "| a | b |",
    "|---|---|",
    "| 1 |",
    "```",
    "<!-- c",
    "-->",
    "<div>",
    "- [ ] u",
    "* [x]\tv",
    "[a]: /b",
    "- > w",
    "  > x",
    "- # y",
    "  ---",
    "   z",
    "      zz",
    "- ```",
    "> ```",
    "> | a |",
    "> |---|",
    "\u00a0",
    "\x0c",
    "é游🔴",
]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), max_size=10),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_blocks_of_any_text_nest_and_follow_each_other(lines: list[str], newline: str, bom: str) -> None:
    check_nesting(bom + newline.join(lines))


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("- a\n  - b\n\n\n- c\n\n# H", BlockKind.ITEM_OPEN, ["- a\n  - b", "- b", "- c"]),
        ("- a\n  - b\n\n\n- c\n\n# H", BlockKind.LIST_OPEN, ["- a\n  - b\n\n\n- c", "- b"]),
        ("> - a  \n>\n> - b\n", BlockKind.ITEM_OPEN, ["- a  ", "- b"]),
        ("> a\n> b\n\nc", BlockKind.QUOTE_OPEN, ["> a\n> b"]),
        ("```\na\n\n```\nb", BlockKind.FENCE, ["```\na\n\n```"]),
        ("    a\n\n    b\n\nc", BlockKind.CODE, ["a\n\n    b"]),
        ("# A\r\nb", BlockKind.HEADING, ["# A"]),
        ("A\n===\nb", BlockKind.HEADING, ["A\n==="]),
        ("| a |\n|---|\n| b |\n\nc", BlockKind.TABLE_OPEN, ["| a |\n|---|\n| b |"]),
        ("| a |\n|---|\n|  b  |  \n\nc", BlockKind.ROW, ["| a |", "|  b  |  "]),
        ("---\na: b\n---\nc", BlockKind.FRONT_MATTER, ["---\na: b\n---"]),
    ],
)
def test_a_block_reaches_to_the_end_of_its_last_line(text: str, kind: BlockKind, expected: list[str]) -> None:
    assert spans(text, kind) == expected


# Deeper than the parser goes.

DEEP = 3 * LIMIT


@pytest.mark.parametrize("marker", ["- ", "* ", "1. ", "> ", "- > ", "-\t"])
def test_no_task_is_lost_behind_three_hundred_markers(marker: str) -> None:
    document = backlogmd.parse(marker * (DEEP - 1) + "- [ ] deep\n\n- [x] after\n")
    assert [task.title.text for task in document.tasks] == ["deep", "after"]


def test_no_task_is_lost_in_three_hundred_nested_lists() -> None:
    text = "".join(f"{'  ' * depth}- [ ] task {depth}\n" for depth in range(DEEP))
    titles = [task.title.text for task in backlogmd.parse(text).tasks]
    assert titles == [f"task {depth}" for depth in range(DEEP)]


def test_no_task_is_lost_in_three_hundred_nested_quotes() -> None:
    text = "".join(f"{'>' * depth} - [ ] task {depth}\n" for depth in range(1, DEEP))
    titles = [task.title.text for task in backlogmd.parse(text).tasks]
    assert titles == [f"task {depth}" for depth in range(1, DEEP)]


def test_a_parser_with_another_limit_loses_no_task_either() -> None:
    text = "".join(f"{'  ' * depth}- [ ] task {depth}\n" for depth in range(40))
    parser = MarkdownIt("commonmark")
    source = Source(text)
    blocks = blocks_of(source, parser.parse(text), parser.options.maxNesting)
    paragraphs = [source.slice(block.content[0]) for block in blocks if block.kind is BlockKind.PARAGRAPH]
    assert paragraphs == [f"[ ] task {depth}" for depth in range(40)]


def test_the_spans_of_a_text_with_a_byte_order_mark_count_it() -> None:
    (heading,) = read_blocks(Source.read("\ufeff# A"))
    assert (heading.span, heading.content) == (Span(1, 4), (Span(3, 4),))
