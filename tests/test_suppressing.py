"""Comments that are written for what is left: where each stands, and that they change nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd import Config, Diagnostic, parse
from backlogmd.linter import lint
from backlogmd.nodes import Document
from backlogmd.rule import Surroundings
from backlogmd.suppressing import ReasonError, add_suppressions

SHARED = Path(__file__).parents[2] / "shared"
EVERYTHING = Config(select=("ALL",))
SOME = Config(select=("zero-estimate", "duplicate-task", "mojibake", "total-mismatch", "BL9"))
NEVER = {"BL901", "BL902", "BL903"}


def suppressed(text: str, config: Config = SOME, reason: str = "agreed") -> str:
    return add_suppressions(parse(text, path="TODO.md"), reason, config).document.source.text


def line(*names: str) -> str:
    return f"<!-- backlogmd-disable-line {' '.join(names)} -- agreed -->"


def above(*names: str) -> str:
    return f"<!-- backlogmd-disable-next-line {' '.join(names)} -- agreed -->"


def for_file(*names: str) -> str:
    return f"<!-- backlogmd-disable-file {' '.join(names)} -- agreed -->"


SUMMARY = """\
## High

- [ ] a (2h)
- [ ] b (4h)

## Summary

| Priority | Hours |
|----------|-------|
| High | 7 |
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [ ] a (1h)\n", "- [ ] a (1h)\n"),
        ("- [ ] a (0h)\n- [ ] b\n", f"- [ ] a (0h) {line('zero-estimate')}\n- [ ] b\n"),
        # No line end, other line ends, a line break in Markdown.
        ("- [ ] a (0h)", f"- [ ] a (0h) {line('zero-estimate')}"),
        ("- [ ] a (0h)\r\n- [ ] b\r\n", f"- [ ] a (0h) {line('zero-estimate')}\r\n- [ ] b\r\n"),
        ("- [ ] a (0h)  \n  more\n", f"- [ ] a (0h)  {line('zero-estimate')}  \n  more\n"),
        # Several rules on one line, in the order of their codes.
        (
            "- [ ] 游댮 a (0h)\n",
            f"- [ ] 游댮 a (0h) {line('zero-estimate', 'mojibake')}\n",
        ),
        # A row of a table.
        (SUMMARY, SUMMARY.replace("| 7 |", f"| 7 {line('total-mismatch')} |")),
        (SUMMARY.replace("| 7 |", "| 7|"), SUMMARY.replace("| 7 |", f"| 7 {line('total-mismatch')} |")),
        (SUMMARY.replace("| 7 |", "| 7"), SUMMARY.replace("| 7 |", f"| 7 {line('total-mismatch')}")),
        # Headings, in both forms and in a quote.
        ("# T\n\n## 游댮 URGENT\n\n- [ ] a\n", f"# T\n\n{above('mojibake')}\n## 游댮 URGENT\n\n- [ ] a\n"),
        ("\ufeff## 游댮 URGENT\n\n- [ ] a\n", f"\ufeff{above('mojibake')}\n## 游댮 URGENT\n\n- [ ] a\n"),
        ("游댮 URGENT\n---\n\n- [ ] a\n", f"{above('mojibake')}\n游댮 URGENT\n---\n\n- [ ] a\n"),
        ("> ## 游댮 URGENT\n>\n> - [ ] a\n", f"> {above('mojibake')}\n> ## 游댮 URGENT\n>\n> - [ ] a\n"),
        # What is found at the first line of text comes back with any comment before it.
        ("A text.\n", f"A text. {line('not-a-backlog')}\n"),
        ("A `text.\n\nOf `code\n", f"A `text. {line('not-a-backlog')}\n\nOf `code\n"),
        ("```\ncode\n```\n", f"```\ncode\n```\n\n{for_file('not-a-backlog')}\n"),
        ("```\r\ncode\r\n```\r\n\r\n", f"```\r\ncode\r\n```\r\n\r\n{for_file('not-a-backlog')}\r\n"),
        ("```\ncode\n```", f"```\ncode\n```\n\n{for_file('not-a-backlog')}\n"),
        # In an open fence, a comment at the end would be code.
        ("```\ncode\n", f"{for_file('not-a-backlog')}\n\n```\ncode\n"),
        # A comment that is there already takes the name.
        (
            "- [ ] 游댮 a (0h) <!-- backlogmd-disable-line mojibake -- old -->\n",
            "- [ ] 游댮 a (0h) <!-- backlogmd-disable-line mojibake zero-estimate -- old -->\n",
        ),
        (
            "<!-- backlogmd-disable-next-line zero-estimate -->\n## 游댮 URGENT (0h)\n\n- [ ] a\n",
            "<!-- backlogmd-disable-next-line zero-estimate mojibake -->\n## 游댮 URGENT (0h)\n\n- [ ] a\n",
        ),
        # One that ends some day takes none.
        (
            "- [ ] 游댮 a (0h) <!-- backlogmd-disable-line BL301 until=2031-01-01 -->\n",
            f"- [ ] 游댮 a (0h) <!-- backlogmd-disable-line BL301 until=2031-01-01 --> {line('zero-estimate')}\n",
        ),
    ],
)  # fmt: skip
def test_a_comment_stands_beside_what_it_silences(text: str, expected: str) -> None:
    assert suppressed(text) == expected
    # In one case, a comment was of no use before, and is reported as ever.
    assert {one.code for one in lint(parse(expected, path="TODO.md"), SOME)} <= {"BL902"}


def test_a_pipe_in_the_reason_does_not_end_a_cell() -> None:
    text = suppressed(SUMMARY, reason="a | b")
    assert text == SUMMARY.replace("| 7 |", "| 7 <!-- backlogmd-disable-line total-mismatch -- a \\| b --> |")
    assert lint(text, SOME) == []


STALE = "## High\n\n- [ ] a (2h)\n\n<!-- backlogmd:totals by=priority columns=hours total=no -->\n{}"
BLOCK = "\n| Priority | Hours |\n|---|---|\n| High | 3 |\n\n<!-- /backlogmd:totals -->\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # Beside a marker, it is no marker any more.
        (STALE.format(BLOCK), "stale-managed-totals"),
        # Inside another comment, `-->` would end that one.
        ("- [ ] a\n\n<!--TOON:done[3]{id,desc}:\nx,y\nz,w\n-->\n", "count-mismatch"),
        ("- [x] a\n\n<!--TOON:summary{total,done}:\n4,1\n-->\n\nText.\n", "count-mismatch"),
    ],
)
def test_where_a_comment_would_change_what_is_read_it_is_for_the_file(text: str, name: str) -> None:
    assert suppressed(text, Config()) == f"{text}\n{for_file(name)}\n"


def test_where_a_comment_would_be_code_it_is_for_the_file() -> None:
    text = "- [ ] a ` b (0h)\n"
    assert suppressed(text) == f"- [ ] a ` b (0h) {line('zero-estimate')}\n"
    expected = "<!-- backlogmd-disable-file zero-estimate -- see `x -->"
    assert suppressed(text, reason="see `x") == f"{text}\n{expected}\n"


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] a (2h){}\n",
        "- [ ] a\n  - Estimate: 2h{}\n  - note{}\n",
        "### 1. Title\n\n**Effort:** 2h{}  \n**Owner:** Ana{}\n",
        "# T\n\n## Summary\n\n| Priority | Hours{} |\n|---|---|\n| High | 7{} |\n| Total{} | **9**{} |\n",
        "## Resources\n\n- Web Developer (3 weeks){}\n\n## Known Issues\n\n1. **Slow** - very{}\n",
        "## Assignments\n\n### Ana\n\n- All HIGH tasks{}\n\n## Phase 1 (2 weeks){}\n\nTotal: 12 hours{}\n",
    ],
)
@pytest.mark.parametrize("comment", [line("BL2"), f"{line('BL2')} {line('BL4')}", "<!--backlogmd-disable-line-->"])
def test_a_comment_at_the_end_of_a_line_or_a_cell_is_not_read(text: str, comment: str) -> None:
    without = text.replace("{}", "")
    assert without != text
    # Two blanks before the end are a line break, and count before the comment.
    given = text.replace("{}  \n", f"  {comment}  \n").replace("{}", f" {comment}")
    assert shape(parse(given)) == shape(parse(without))


def test_other_comments_are_text_as_ever() -> None:
    # Whoever writes a comment into a cell may mean it to be seen there.
    text = SUMMARY.replace("High\n", f"High {line('BL2')}\n")
    assert shape(parse(text.replace("| 7 |", "| 7 <!-- about --> |"))) != shape(parse(text)) == shape(parse(SUMMARY))


def test_a_comment_for_the_file_that_is_there_takes_the_name() -> None:
    text = "```\ncode\n```\n\n<!-- backlogmd-disable-file zero-estimate -- old -->\n"
    assert suppressed(text) == text.replace("zero-estimate", "zero-estimate not-a-backlog")


def test_what_is_wrong_with_a_file_is_never_silenced() -> None:
    assert suppressed("- [ ] a <!-- backlogmd-disable-line nothing -->\n") == (
        "- [ ] a <!-- backlogmd-disable-line nothing -->\n"
    )
    document = parse(b"- [ ] a (0h) \xff\n")
    assert add_suppressions(document, "agreed", EVERYTHING).document is document


def test_only_what_was_asked_for_is_silenced() -> None:
    text = "- [ ] 游댮 a (0h)\n"
    expected = f"- [ ] 游댮 a (0h) {line('zero-estimate')}\n"
    assert suppressed(text, Config(select=("BL2",))) == expected

    def left(document: Document, found: list[Diagnostic]) -> list[Diagnostic]:
        return [one for one in found if one.code == "BL206"]

    added = add_suppressions(parse(text), "agreed", SOME, left=left)
    assert (added.document.source.text, added.silenced, added.comments) == (expected, 1, 1)


def test_it_counts_findings_and_comments() -> None:
    added = add_suppressions(parse("- [ ] 游댮 a (0h)\n- [ ] b (0h)\n"), "agreed", SOME)
    assert (added.silenced, added.comments) == (3, 2)


def test_an_expired_comment_is_no_place() -> None:
    class Day(Surroundings):
        def today(self) -> date:
            return date(2030, 1, 1)

    text = "- [ ] a (0h) <!-- backlogmd-disable-line zero-estimate until=2027-01-01 -->\n"
    added = add_suppressions(parse(text), "agreed", SOME, Day())
    assert added.document.source.text == text.replace(" -->\n", f" --> {line('zero-estimate')}\n")


@pytest.mark.parametrize("reason", ["", " \t", "two\nlines", "an end -->", "<!-- a beginning", "\x1b[31m"])
def test_a_reason_must_fit_into_a_comment(reason: str) -> None:
    with pytest.raises(ReasonError) as caught:
        add_suppressions(parse("- [ ] a (0h)\n"), reason, SOME)
    assert "\n" not in str(caught.value)


# What holds for every text.


def without_comments(text: str) -> str:
    """*text* without the comments, found in another way than they are written."""
    pieces = text.split("<!-- backlogmd-disable")
    return pieces[0] + "".join(piece.partition("-- why --")[2] for piece in pieces[1:])


def shape(document: Document) -> list[object]:
    """What was read, without places."""
    return [
        [(task.title.text, task.state, task.form, task.estimate and task.estimate.text) for task in document.tasks],
        [(one.kind, one.subject, one.value.text, one.selector) for one in document.claims],
        [(one.level, one.role, one.name, one.priority and one.priority.level) for one in document.all_sections],
        [(row.kind, row.name) for table in document.summaries for row in table.rows],
        [issue.title.text for issue in document.known_issues],
        [(one.assignee, [rule.selector for rule in one.rules]) for one in document.assignments],
    ]


def check_laws(text: str | bytes, config: Config) -> None:
    document = parse(text)
    added = add_suppressions(document, "why", config)
    after = added.document
    left = lint(after, config)
    assert {one.code for one in left} <= NEVER
    assert len(left) == sum(one.code in NEVER for one in lint(document, config))
    again = add_suppressions(after, "why", config)
    assert (again.document, again.silenced, again.comments) == (after, 0, 0)
    assert shape(after) == shape(document)
    reparsed = parse(after.source.text)
    assert shape(reparsed) == shape(document)
    if "\n" not in document.source.text.replace("\r\n", "") and "\r\n" in document.source.text:
        assert "\n" not in after.source.text.replace("\r\n", "")
    if "backlogmd-" not in document.source.text:
        # A comment in a quote needs its mark.
        old, new = (one.source.text.replace(">", " > ").split() for one in (document, after))
        old, new = ([word for word in words if word != ">"] for words in (old, new))
        assert without_comments(" ".join(new)).split() == old


def files() -> list[Path]:
    examples = Path(__file__).parents[1] / "examples"
    return sorted([*examples.glob("*.md"), *SHARED.glob("corpus/*.md"), *SHARED.glob("seeds/*.md")])


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
@pytest.mark.parametrize("config", [Config(), EVERYTHING], ids=["default", "all"])
@pytest.mark.parametrize("change", [bytes, lambda text: text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")])
def test_the_laws_hold_on_real_backlogs(path: Path, config: Config, change: Callable[[bytes], bytes]) -> None:
    check_laws(change(path.read_bytes()), config)


PIECES = st.sampled_from(
    [
        *(
            "- [ ] a (0h)",
            "- [ ] 游댮 b (4h)",
            "  - [ ] c (0h)",
            "- [x] `d",
            "* e (5h)",
            "1. [ ] f",
            "-[ ] g",
            "- [] h",
        ),
        *("## 游댮 URGENT", "## HIGH (9h)", "### Summary", "i\n---", "> - [ ] j (0h)", "> ## 游댮 HIGH", "# k"),
        *("| Priority | Hours |\n|---|---|\n| High | 7 |\n| Total | 9 |", "| l | 0h |", "Total: 12 hours", "m  "),
        *("```", "~~~", "<!--", "-->", "<div>", "    - [ ] n (0h)", "", "", "", "\t", "[o]: p", "---", "***"),
        *("<!-- backlogmd-disable-line zero-estimate -->", "<!-- backlogmd-disable-file -->", "- [ ] a (0h)"),
        *("<!-- backlogmd-disable-next-line mojibake until=2031-01-01 -->", "<!-- backlogmd-enable -->"),
        *("<!-- backlogmd:totals by=priority columns=hours -->", "<!-- /backlogmd:totals -->"),
    ]
)


@settings(deadline=None, max_examples=250)
@given(st.lists(PIECES, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_the_laws_hold_on_any_text(pieces: list[str], newline: str, ends: bool, all_rules: bool) -> None:
    text = newline.join(piece.replace("\n", newline) for piece in pieces) + newline * ends
    check_laws(text, EVERYTHING if all_rules else Config())
