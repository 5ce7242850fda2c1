"""The fast front end gives exactly the stream of the reference front end, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd.source import Source
from backlogmd.syntax import commonmark, plain

SHARED = Path(__file__).parents[3] / "shared"

# Lines that are read by the fast front end, and lines next to them that it has to leave to the other.
LINES = [
    "",
    "",
    "",
    "# H",
    "## H #",
    "#tag",
    "####### seven",
    "text",
    "text  ",
    "  text",
    "    code",
    "---",
    "***",
    "- - -",
    "_ _ _",
    "===",
    "--",
    "=",
    "- a",
    "- a  ",
    "- [ ] b (4h)",
    "- [x] **c**",
    "  - d",
    "  - [x] e",
    "    - f",
    " - one",
    "   text",
    "     text",
    "-  wide",
    "-     code",
    "* s",
    "+ p",
    "-",
    "1.",
    "1. x",
    "2. y",
    "10. ten",
    "   - z",
    "3) q",
    "    - deep",
    "      - deeper",
    "- # x",
    "- #x",
    "| a | b |",
    "|---|---|",
    "|:--|--:|",
    "| 1 | 2 |",
    "| x |",
    "| a |",
    "|---|",
    ":-:",
    "a | b",
    "```",
    "``` py",
    "```x```",
    "~~~",
    "[a]: b",
    "[x] c",
    "[ ] d",
    "[l](u) e",
    "[^1]: n",
    "[a]",
    "[a] b",
    "[a][b] c",
    "- [a]: x",
    "**b** c",
    "*em* f",
    "+x",
    "> q",
    "<b>",
    "<!-- c -->",
    "!x",
    "\\- x",
    "a\u00a0",
    "\u00a0",
    "- \u00a0x",
    "\u2028y",
    "\x0cz",
    "x\x0b",
    "- a\ty",
    "\t- t",
]


def both(text: str) -> tuple[list[object] | None, list[object]]:
    blocks = plain.read_blocks(Source(text))
    return None if blocks is None else list(blocks), list(commonmark.read_blocks(Source(text)))


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=9), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_both_front_ends_give_the_same_stream(lines: list[str], newline: str, ends: bool) -> None:
    fast, reference = both(newline.join(lines) + newline * ends)
    assert fast is None or fast == reference


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="\\- *+#|:[]x1.)`~=_<>\n ab", max_size=40))
def test_both_front_ends_agree_on_any_small_text(text: str) -> None:
    fast, reference = both(text)
    assert fast is None or fast == reference


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n## B\n- [ ] **c** (4h)\n  - note\n  - note\n\n- [ ] d\n\n---\n\ntext\nmore\n",
        "- a\n\n  second paragraph\n\n  - b\n- c\n* other list\n",
        "1. a\n2. b\n   - c\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\n- [ ] no task\n```\n",
        "\ufeff# BOM\r\n- [ ] a\r\n  b\r\n",
    ],
)
def test_ordinary_backlogs_are_plain(text: str) -> None:
    fast, reference = both(text)
    assert fast == reference


@pytest.mark.parametrize(
    "text",
    [
        "- a\tb\n",
        "> quote\n",
        "<!-- comment -->\n",
        "[a]: /url\n",
        "text\n---\n",
        "text\n===\n",
        "    code\n",
        "- - nested\n",
        "- # heading\n",
        "---\ntitle: x\n---\n",
        "a | b\n--|--\n",
        "```\nnot closed\n",
        "-\n",
        "text\n2. x\n",
    ],
)
def test_what_is_not_plain_is_left_to_the_reference(text: str) -> None:
    assert plain.read_blocks(Source(text)) is None


@pytest.mark.corpus
@pytest.mark.parametrize("path", sorted(SHARED.glob("*/*.md")), ids=lambda path: path.name[:60])
def test_real_files_read_the_same_with_both(path: Path) -> None:
    fast, reference = both(path.read_bytes().decode("utf-8"))
    assert fast is None or fast == reference


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED.exists(), reason="the seeds are not beside this checkout")
@pytest.mark.parametrize("name", ["production-backlog.md", "explorer-jobs.md"])
def test_the_seeds_are_plain(name: str) -> None:
    text = (SHARED / "seeds" / name).read_bytes().decode("utf-8")
    assert plain.read_blocks(Source(text)) is not None
