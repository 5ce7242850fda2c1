"""The report for people: the line, the mark under it, what it rests on, what to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from backlogmd.diagnostics import Diagnostic, Edit, Evidence, Fix, Severity
from backlogmd.linter import lint
from backlogmd.report._results import FileResult
from backlogmd.report.full import render
from backlogmd.source import Source, Span
from tests.hostile import ESCAPES, is_plain


def finding(
    start: int, end: int, *, message: str = "this is wrong", severity: Severity = Severity.ERROR, **rest: object
) -> Diagnostic:
    return Diagnostic("BL999", "some-rule", severity, message, Span(start, end), **rest)  # type: ignore[arg-type]


def report(text: str, *findings: Diagnostic, path: str | None = "BACKLOG.md", color: bool = False) -> list[str]:
    return list(render([FileResult(Source(text, path), findings)], color=color))


def marked(text: str, part: str) -> tuple[str, str]:
    """The two lines that show the last *part* of *text*, without the gutter."""
    start = text.rindex(part)
    lines = report(text, finding(start, start + len(part)))
    gutter = len(lines[2])
    return lines[3][gutter + 1 :], lines[4][gutter + 1 :]


class TestLayout:
    def test_a_finding_shows_what_where_why_and_what_to_do(self) -> None:
        text = "# Backlog\n\n- [ ] One\n- [ ] Two\n"
        one = finding(
            text.index("Two"),
            text.index("Two") + 3,
            evidence=(Evidence("one is here", Span(17, 20)), Evidence("and one is nowhere")),
            help="write `Three`",
            fix=Fix.safe(Edit(Span(0, 0), "")),
        )
        assert report(text, one) == [
            "error[BL999 some-rule] [*]: this is wrong",
            " --> BACKLOG.md:4:7",
            "  |",
            "4 | - [ ] Two",
            "  |       ^^^",
            "  = one is here (line 3)",
            "  = and one is nowhere",
            "  = help: write `Three`",
            "",
            "1 error in 1 file, [*] 1 fixable with `--fix`",
        ]

    def test_the_gutter_is_as_wide_as_the_number_of_the_line(self) -> None:
        text = "\n" * 999 + "here"
        assert report(text, finding(999, 1003))[:5] == [
            "error[BL999 some-rule]: this is wrong",
            "    --> BACKLOG.md:1000:1",
            "     |",
            "1000 | here",
            "     | ^^^^",
        ]

    def test_an_unsafe_fix_and_a_guess_say_so(self) -> None:
        one = finding(0, 1, severity=Severity.INFO, help="write `b`", fix=Fix.unsafe(), guess=True)
        lines = report("a", one)
        assert lines[0].startswith("note[BL999 some-rule]: ")
        assert lines[5:7] == ["  = this is a guess: only the wording speaks for it", "  = help: write `b` (unsafe fix)"]

    def test_a_text_without_a_name_has_one_to_show(self) -> None:
        assert report("a", finding(0, 1), path=None)[1] == " --> <text>:1:1"

    def test_an_empty_line_has_no_blanks_at_its_end(self) -> None:
        assert report("\n\n", finding(1, 1))[2:5] == ["  |", "2 |", "  | ^"]

    def test_without_color_there_is_none_and_with_it_the_words_are_the_same(self) -> None:
        import re

        text = "- [ ] Two\n"
        plain, colored = (report(text, finding(6, 9, help="no"), color=color) for color in (False, True))
        assert not any("\x1b" in line for line in plain)
        assert any("\x1b" in line for line in colored)
        assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in colored] == plain
        # What begins on a line ends on it, so that a cut log does not bleed.
        assert all(line.count("\x1b[0m") * 2 == line.count("\x1b[") for line in colored)


class TestSummary:
    def results(self, *severities: Severity, fixes: tuple[Fix | None, ...] = ()) -> str:
        fixes += (None,) * (len(severities) - len(fixes))
        ones = [finding(0, 1, severity=one, fix=fix) for one, fix in zip(severities, fixes, strict=True)]
        return report("a", *ones)[-1]

    def test_it_counts_by_severity(self) -> None:
        error, warning, info = Severity.ERROR, Severity.WARNING, Severity.INFO
        assert self.results(error) == "1 error in 1 file"
        assert self.results(warning, warning) == "2 warnings in 1 file"
        assert self.results(info, error, warning, error) == "2 errors, 1 warning, 1 note in 1 file"

    def test_it_counts_what_can_be_fixed_and_says_how(self) -> None:
        error = Severity.ERROR
        safe, unsafe = Fix.safe(), Fix.unsafe()
        assert self.results(error, error, fixes=(safe,)) == "2 errors in 1 file, [*] 1 fixable with `--fix`"
        assert self.results(error, fixes=(unsafe,)) == "1 error in 1 file, 1 fixable with `--fix --unsafe-fixes`"
        both = self.results(error, error, fixes=(safe, unsafe))
        assert both == "2 errors in 1 file, [*] 1 fixable with `--fix` (1 more with `--unsafe-fixes`)"

    def test_with_unsafe_fixes_it_counts_all(self) -> None:
        ones = [finding(0, 1, fix=fix) for fix in (Fix.safe(), Fix.unsafe(), None)]
        lines = list(render([FileResult(Source("a"), ones)], unsafe_fixes=True))
        assert lines[-1] == "3 errors in 1 file, [*] 2 fixable with `--fix --unsafe-fixes`"
        assert [line.partition(":")[0] for line in lines if line.startswith("error")] == [
            "error[BL999 some-rule] [*]",
            "error[BL999 some-rule] [*]",
            "error[BL999 some-rule]",
        ]

    def test_it_counts_what_was_fixed(self) -> None:
        left = [FileResult(Source("a"), [finding(0, 1)], 2), FileResult(Source("b"), [], 1)]
        assert list(render(left))[-1] == "1 error in 2 files (3 fixed, 1 remaining)"
        assert list(render(left[1:])) == ["All is well in 1 file (1 fixed, 0 remaining)"]

    def test_files_without_a_finding_count_as_checked(self) -> None:
        files = [FileResult(Source("a", "a.md"), [finding(0, 1)]), FileResult(Source("", "b.md"), [])]
        assert list(render(files))[-1] == "1 error in 2 files"
        assert list(render(files[1:])) == ["All is well in 1 file"]
        assert list(render([])) == ["Nothing was checked"]


WIDE = {
    "nothing": "",
    "an emoji": "🔴 ",
    "an emoji with a variation selector": "⚠️ ",
    "a flag": "🇩🇪 ",
    "a family": "👨‍👩‍👧 ",
    "a skin tone": "👍🏽 ",
    "Chinese": "紧急修复",
    "Korean": "긴급",
    "full-width letters": "ＡＢＣ",
    "an accent that stands by itself": "e\u0301te\u0301 ",
    "Greek": "ά έ ",
    "Hebrew": "דחוף ",
    "Thai": "ด่วนที่สุด ",
}


class TestMark:
    @pytest.mark.parametrize("before", WIDE.values(), ids=WIDE.keys())
    @pytest.mark.parametrize("part", ["42 hours", "🔴 URGENT", "修复", "e\u0301"])
    def test_it_stands_under_what_is_meant_whatever_stands_before(self, before: str, part: str) -> None:
        line, mark = marked(f"# Title\n| {before}x| {part} | more\n", part)
        shown_before = line[: line.rindex(part)]
        assert mark.index("^") == wcswidth(shown_before)
        assert mark.count("^") == wcswidth(part)

    @pytest.mark.parametrize("before", ["\t", "-\t", "a\tb\t🔴\t"])
    def test_a_tab_is_four_blanks_in_both_lines(self, before: str) -> None:
        line, mark = marked(f"{before}here", "here")
        assert "\t" not in line + mark
        assert mark.index("^") == wcswidth(line[: line.index("here")])
        assert line.startswith(before.replace("\t", "    "))

    def test_a_tab_inside_is_marked_as_wide_as_it_is_shown(self) -> None:
        assert marked("a\tb", "a\tb") == ("a    b", "^^^^^^")

    @pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (2, 100), (3, 2)])
    def test_it_is_never_empty_and_never_leaves_the_line(self, start: int, end: int) -> None:
        lines = report("abc\ndef", finding(start, end))
        assert lines[3] == "1 | abc"
        assert lines[4].strip("| ^") == ""
        assert 1 <= lines[4].count("^") <= 3

    def test_a_byte_order_mark_takes_no_column(self) -> None:
        text = "\ufeff- [] One\n"
        (one,) = lint(text)
        lines = list(render([FileResult(Source(text, "BACKLOG.md"), [one])]))
        assert lines[1] == " --> BACKLOG.md:1:3"
        assert lines[3:5] == ["1 | - [] One", "  |   ^^"]
        assert report(text, finding(0, 1))[3:5] == ["1 | - [] One", "  | ^"]

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_no_line_end_is_shown(self, newline: str) -> None:
        text = f"one{newline}two{newline}"
        start = text.index("two")
        assert report(text, finding(start, start + 4))[3:5] == ["2 | two", "  | ^^^"]


class TestLongLines:
    @pytest.mark.parametrize("letter", ["x", "修", "🔴", "é", "⚠️", "e\u0301"])
    @pytest.mark.parametrize(("left", "right"), [(0, 500), (500, 0), (500, 500), (30, 500), (500, 30), (49, 49)])
    def test_they_are_cut_around_the_mark(self, letter: str, left: int, right: int) -> None:
        line, mark = marked(letter * left + "HERE" + letter * right, "HERE")
        assert mark.index("^") == wcswidth(line[: line.index("HERE")])
        assert wcswidth(line) <= 102
        assert line.startswith("…") == (left * wcswidth(letter) > 48)
        assert line.endswith("…") == (not line.endswith("HERE" + letter * right))

    def test_what_fits_is_not_cut(self) -> None:
        text = "x" * 96 + "HERE"
        assert marked(text, "HERE")[0] == text

    def test_a_long_mark_is_cut_itself(self) -> None:
        line, mark = marked("a " + "x" * 500 + " b", "x" * 500)
        assert line == f"a {'x' * 50}… b"
        assert mark == f"  {'^' * 51}"

    def test_a_line_of_megabytes_costs_no_more_than_it_shows(self) -> None:
        text = "x" * 3_000_000 + "HERE" + "x" * 3_000_000
        assert max(map(len, report(text, finding(3_000_000, 3_000_004)))) < 120

    def test_a_message_that_quotes_a_very_long_title_keeps_both_its_ends(self) -> None:
        (line,) = [one for one in report("a", finding(0, 1, message=f"`{'x' * 5000}` stands twice")) if "BL999" in one]
        assert len(line) < 350
        assert line.startswith("error[BL999 some-rule]: `xxx")
        assert line.endswith("x` stands twice")


class TestHostileText:
    @pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES.keys())
    def test_it_is_shown_and_does_nothing(self, text: str) -> None:
        one = finding(0, len(text), message=f"`{text}` is wrong", evidence=(Evidence(text),), help=text)
        assert is_plain("\n".join(report(f"{text} {text}", one, path=f"{text}.md")))

    @pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES.keys())
    def test_it_does_nothing_as_a_title_either(self, text: str) -> None:
        backlog = f"# {text}\n\n## High\n\n- [ ] **{text}** (4 hours)\n- [ ] **{text}** (3 hours)\n- [] {text}\n"
        findings = lint(backlog)
        assert findings
        assert is_plain("\n".join(report(backlog, *findings)))

    @pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES.keys())
    def test_the_mark_stands_under_what_is_shown(self, text: str) -> None:
        line, mark = marked(f"{text} HERE", "HERE")
        assert mark.index("^") == wcswidth(line[: line.index("HERE")])

    @given(st.text(min_size=1), st.data())
    def test_whatever_the_text_the_report_is_plain_and_the_mark_is_there(self, text: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        lines = report(text, finding(start, end, message=text, help=text), path=text)
        assert is_plain("\n".join(lines))
        assert lines[4].strip("| ").strip("^") == ""
        assert "^" in lines[4]
