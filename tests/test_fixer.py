"""What fixing promises: the smallest edits, to a fixed point, and nothing that was not declared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import backlogmd
from backlogmd import Config, Diagnostic, Edit, Fix, Safety, Severity, Span, fixer
from backlogmd.diagnostics import apply_edits
from backlogmd.errors import UnknownNameError
from backlogmd.fixer import FixError, FixResult, apart, fix, is_made, judged
from backlogmd.registry import rule_named
from backlogmd.rule import Surroundings
from tests import printed
from tests.test_laws import line

ROOT = Path(__file__).parents[2] / "shared"
SEEDS, CORPUS = ROOT / "seeds", ROOT / "corpus"

ALL = Config(select=("ALL",), unsafe_fixes=True)
SAFE = Config(select=("ALL",))

WRONG = """\
## HIGH

- [ ] Write the parser (4h)
- [x]   Write the linter (6h)
- [] Write the docs (2h)

## Summary

| Priority | Hours |
|----------|-------|
| HIGH     | 14    |
"""


def made(text: str, config: Config = ALL) -> list[Diagnostic]:
    """The findings in *text* whose fixes are made."""
    return [one for one in backlogmd.lint(text, config) if is_made(one, unsafe_fixes=config.unsafe_fixes)]


class TestResult:
    def test_it_holds_the_new_text_what_was_applied_and_what_remains(self) -> None:
        result = fix(WRONG, Config(select=("BL1", "BL4")))
        assert result.text == WRONG.replace("]   W", "] W").replace("- [] ", "- [ ] ")
        assert result.before.text == WRONG
        assert [one.name for one in result.applied] == ["odd-checkbox-space", "malformed-checkbox"]
        assert [one.message for one in result.remaining] == [
            "HIGH is claimed as 14 hours, but its 3 tasks add up to 12 hours"
        ]
        assert result.changed

    def test_unsafe_fixes_are_asked_for(self) -> None:
        result = fix(WRONG, ALL)
        assert "| HIGH     | 12    |" in result.text
        assert result.remaining == ()

    def test_what_needs_no_fix_is_given_back(self) -> None:
        text = "- [ ] Write the parser\n"
        result = fix(text)
        assert (result.text, result.changed, result.applied) == (text, False, ())

    def test_a_document_gives_what_its_text_gives(self) -> None:
        document = backlogmd.parse(WRONG, path="BACKLOG.md")
        result = fix(document, ALL)
        assert result.text == fix(WRONG, ALL).text
        assert result.document.source.path == "BACKLOG.md"

    @pytest.mark.parametrize("bom", ["", "\ufeff"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("last", [True, False])
    def test_bytes_keep_their_mark_their_line_ends_and_their_end(self, bom: str, end: str, last: bool) -> None:
        def written(text: str) -> bytes:
            return (bom + (text if last else text.removesuffix("\n"))).replace("\n", end).encode()

        expected = fix(WRONG, ALL).text
        assert fix(written(WRONG), ALL).content == written(expected)

    @pytest.mark.parametrize("content", [b"- [] caf\xe9\n", "- [] One\n".encode("utf-16")])
    def test_what_is_not_utf_8_is_left_alone(self, content: bytes) -> None:
        result = fix(content, ALL)
        assert (result.content, result.changed) == (content, False)
        assert [one.code for one in result.remaining] == ["BL901"]


# Which fixes are made.


def safeties(config: Config) -> dict[str, Safety | None]:
    return {one.name: one.fix.safety if one.fix else None for one in backlogmd.lint(WRONG, config)}


@pytest.mark.parametrize(
    ("settings", "boxes", "total"),
    [
        ({}, Safety.SAFE, Safety.UNSAFE),
        ({"fixable": ("BL4",)}, None, Safety.UNSAFE),
        ({"fixable": ("malformed-checkbox",)}, Safety.SAFE, None),
        ({"unfixable": ("BL101",)}, None, Safety.UNSAFE),
        ({"unfixable": ("ALL",)}, None, None),
        # The more exact name decides, and of equally exact ones the one that says no.
        ({"fixable": ("BL101",), "unfixable": ("BL1",)}, Safety.SAFE, None),
        ({"fixable": ("ALL",), "unfixable": ("ALL",)}, None, None),
        ({"extend_safe_fixes": ("BL401",)}, Safety.SAFE, Safety.SAFE),
        ({"extend_unsafe_fixes": ("ALL",)}, Safety.UNSAFE, Safety.UNSAFE),
        ({"extend_safe_fixes": ("total-mismatch",), "extend_unsafe_fixes": ("ALL",)}, Safety.UNSAFE, Safety.SAFE),
        ({"extend_safe_fixes": ("BL401",), "extend_unsafe_fixes": ("BL401",)}, Safety.SAFE, Safety.UNSAFE),
        ({"extend_safe_fixes": ("BL401",), "unfixable": ("BL401",)}, Safety.SAFE, None),
    ],
)
def test_the_configuration_says_which_fixes_are_made_and_which_are_safe(
    settings: dict[str, tuple[str, ...]], boxes: Safety | None, total: Safety | None
) -> None:
    found = safeties(Config(select=("BL101", "BL401"), **settings))  # type: ignore[arg-type]
    assert found == {"malformed-checkbox": boxes, "total-mismatch": total}


@pytest.mark.parametrize("setting", ["fixable", "unfixable", "extend_safe_fixes", "extend_unsafe_fixes"])
def test_a_rule_that_does_not_exist_is_an_error(setting: str) -> None:
    with pytest.raises(UnknownNameError, match="total-mismach"):
        fix("", Config(**{setting: ("total-mismach",)}))  # type: ignore[arg-type]


def test_a_promoted_fix_is_made_and_a_demoted_one_is_not() -> None:
    both = Config(extend_safe_fixes=("BL401",), extend_unsafe_fixes=("BL1",))
    assert fix(WRONG, both).text == WRONG.replace("14 ", "10 ")


# Rounds.


def finding(*edits: tuple[int, int, str], name: str = "odd-checkbox-space") -> Diagnostic:
    """A finding of a rule that may change the character in a box."""
    code = {"odd-checkbox-space": "BL105", "inconsistent-done-mark": "BL104"}[name]
    parts = tuple(Edit(Span(start, end), text) for start, end, text in edits)
    return Diagnostic(code, name, Severity.WARNING, "wrong", Span(0, 1), fix=Fix.safe(*parts))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([[(0, 2)], [(3, 4)]], [0, 1]),
        ([[(0, 2)], [(1, 4)]], [0]),
        # What only touches waits as well: its order would be a matter of luck.
        ([[(0, 2)], [(2, 4)]], [0]),
        ([[(2, 2)], [(2, 2)]], [0]),
        ([[(0, 2)], [(2, 2)], [(5, 6)]], [0, 2]),
        # All or nothing.
        ([[(4, 5)], [(0, 1), (4, 6)], [(0, 1)]], [0, 2]),
        ([[(0, 1), (8, 9)], [(4, 5)], [(8, 8)]], [0, 1]),
        ([[]], [0]),
    ],
)
def test_fixes_that_overlap_wait(spans: list[list[tuple[int, int]]], expected: list[int]) -> None:
    ones = [finding(*((start, end, "") for start, end in one)) for one in spans]
    assert [id(one) for one in apart(ones)] == [id(ones[index]) for index in expected]


def test_what_waits_is_made_in_the_next_round(monkeypatch: pytest.MonkeyPatch) -> None:
    def fake(document: backlogmd.Document, config: Config, _: Surroundings | None) -> list[Diagnostic]:
        places = [match.start() for match in re.finditer("a", document.source.text)]
        return [finding((place, place + 1, "b")) for place in places]

    monkeypatch.setattr(fixer, "lint", fake)
    declares(monkeypatch, "Opaque.html")
    result = fix("<!-- xaaaa -->")
    assert result.text == "<!-- xbbbb -->"
    # Every other one, and then those between.
    assert [one.fix.edits[0].span.start for one in result.applied if one.fix] == [6, 8, 7, 9]


def declares(monkeypatch: pytest.MonkeyPatch, *changes: str) -> None:
    """Make every rule declare *changes*."""
    monkeypatch.setattr(fixer, "rule_named", lambda name: replace(rule_named(name), changes=changes))


def swapping(text: str) -> Callable[[backlogmd.Document, Config, Surroundings | None], list[Diagnostic]]:
    """Two rules, each of which undoes what the other does."""

    def fake(document: backlogmd.Document, config: Config, _: Surroundings | None) -> list[Diagnostic]:
        small = document.source.text == text
        name = "inconsistent-done-mark" if small else "odd-checkbox-space"
        return [finding((3, 4, "X" if small else "x"), name=name)]

    return fake


def test_two_rules_that_undo_each_other_are_both_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixer, "lint", swapping("- [x] a"))
    with pytest.raises(FixError) as caught:
        fix(backlogmd.parse("- [x] a", path="BACKLOG.md"))
    assert caught.value.rules == ("inconsistent-done-mark", "odd-checkbox-space")
    assert str(caught.value) == (
        "BACKLOG.md: nothing was written: the fixes of `inconsistent-done-mark` and `odd-checkbox-space` undo each "
        "other; this is a fault of backlogmd: please report it with this file, the command line and the version, and "
        "leave the fixes out meanwhile: --unfixable inconsistent-done-mark,odd-checkbox-space"
    )


def test_a_rule_that_never_ends_is_stopped_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixer, "lint", lambda document, *_: [finding((len(document.source.text),) * 2 + ("\n",))])
    with pytest.raises(FixError, match="the fixes of `odd-checkbox-space` come to no end"):
        fix("- [x] a")


def test_many_rounds_are_no_fault_while_there_is_less_to_do_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def fake(document: backlogmd.Document, config: Config, _: Surroundings | None) -> list[Diagnostic]:
        left = document.source.text.count(".")
        return [finding((at, at, ""), (0, 1, "")) for at in range(left - 1)] + [finding((0, 1, ""))] if left else []

    monkeypatch.setattr(fixer, "lint", fake)
    declares(monkeypatch, "Paragraph", "-Paragraph")
    assert fix("." * 150).text == ""


# The tree is the judge.

BACKLOG = "- [x] Write the parser (4h)\n- [x] Write the docs\n"


@pytest.mark.parametrize(
    ("edit", "name"),
    [
        ((6, 11, "Read"), "Task.title.text"),
        ((24, 26, "8h"), "Task.estimate.low"),
        ((3, 4, " "), "Task.state"),
        ((27, 27, "\n  - it is long"), "+Note"),
        ((27, 27, "\n- [ ] Read it"), "+Task"),
        ((30, 33, ""), "-Task"),
    ],
)
def test_a_fix_that_changes_more_than_its_rule_declares_is_refused(
    monkeypatch: pytest.MonkeyPatch, edit: tuple[int, int, str], name: str
) -> None:
    monkeypatch.setattr(fixer, "lint", lambda *_: [finding(edit)])
    with pytest.raises(FixError) as caught:
        fix(backlogmd.parse(BACKLOG, path="BACKLOG.md"))
    assert caught.value.rules == ("odd-checkbox-space",)
    message = str(caught.value)
    assert message.startswith("BACKLOG.md: nothing was written: a fix of `odd-checkbox-space` (line 1) would also")
    assert f"change `{name}` in the tree; this is a fault of backlogmd" in message
    assert message.endswith("--unfixable odd-checkbox-space")


def test_what_a_rule_declares_it_may_change_only_where_its_edits_are(monkeypatch: pytest.MonkeyPatch) -> None:
    # The box of the first task is edited, and the title of the second changes: by the rule that edits that.
    ones = [finding((3, 4, "X")), finding((34, 39, "Read"), name="inconsistent-done-mark")]
    monkeypatch.setattr(fixer, "lint", lambda *_: ones)
    with pytest.raises(FixError) as caught:
        fix(BACKLOG)
    assert caught.value.rules == ("inconsistent-done-mark",)


# The seed of the project, and real files.


LOSSLESS = {"游댮": "🔴", "游리": "🟡", "游릭": "🟢"}
FIGURES = {"42": "48", "198": "156", "108": "81", "54": "46", "402": "331"}


@pytest.mark.corpus
@pytest.mark.skipif(not SEEDS.exists(), reason="the seeds are not beside this checkout")
class TestProductionBacklog:
    CONTENT = (SEEDS / "production-backlog.md").read_bytes() if SEEDS.exists() else b""

    def changes(self, result: FixResult) -> list[tuple[str, str]]:
        """What stands instead of what, found by reading both texts from left to right, byte for byte."""
        words = re.compile("[0-9]+|游[댮리릭]?|[🔴🟠🟡🟢]|.", re.DOTALL)
        old, new = (words.findall(content.decode()) for content in (self.CONTENT, result.content))
        assert len(old) == len(new)
        return [(one, other) for one, other in zip(old, new, strict=True) if one != other]

    def test_all_fixes_change_23_emoji_and_5_figures_and_not_one_other_byte(self) -> None:
        result = fix(self.CONTENT, Config(unsafe_fixes=True))

        changes = self.changes(result)
        emoji = [one for one in changes if not one[0].isdecimal()]
        figures = dict(one for one in changes if one[0].isdecimal())
        assert (len(emoji), len(changes)) == (23, 28)
        assert set(emoji) == {*LOSSLESS.items(), ("游", "🟠")}
        assert figures == FIGURES
        assert {one.severity for one in result.remaining} == {Severity.INFO}

    def test_safe_fixes_repair_the_14_lossless_emoji_and_nothing_else(self) -> None:
        changes = self.changes(fix(self.CONTENT))
        assert len(changes) == 14
        assert set(changes) == set(LOSSLESS.items())


def corpus() -> Iterator[Path]:
    for folder in (CORPUS, SEEDS):
        yield from sorted(folder.glob("*.md"))


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside this checkout")
@pytest.mark.parametrize("config", [ALL, SAFE, Config()], ids=["all", "safe", "default"])
def test_real_files_are_fixed_lawfully(config: Config) -> None:
    for path in corpus():
        check_laws(path.read_bytes(), config)


# Laws.

FIXABLE = [
    *("## HIGH", "## LOW (3h)", "## 🔴 LOW - Polish", "## 🟠 HIGH", "## 游댮 URGENT", "## X [2/5]", "## API (3 tasks)"),
    *("- [ ] a (3h)", "- [ ] b (2 hours)", "- [x] c (1h)", "- [X] d", "- [x]   e", "- [] f (4h)", "-[x] g", "- [ ]\th"),
    *("- [ ] i (4 huors)", "- [ ] j (9h)", "  - [ ] k (2h)", "  - [ ] l (8-4 hours)", "  - Estimate: 8-4 hours"),
    *("- m (3h)", "- **n**", "[ ] o", "[x] p", "- \\[ \\] q", "Total: 3 hours", "**Progress: 3/7 (8%)**", "Tasks: 9"),
    *("## Summary", "| Priority | Hours | Tasks |", "|:---------|------:|-------|", "| HIGH     |     4 | 2     |"),
    *("| 游댮 URGENT | 9 | 1 |", "| LOW      |  ~2 h | 1     |", "| **TOTAL** | **99 hours** | 3 |", "", "", "---"),
    *("游 HIGH 修复", "- [ ] 游댮 修复 (2h)", "> - [] quoted", "# Known Issues", "1. [] r", "\u00a0- [ ] s"),
]
texts = st.builds(
    lambda lines, end, bom, last: bom + end.join(lines) + (end if last else ""),
    st.lists(st.one_of(st.sampled_from(FIXABLE), line), max_size=24),
    st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    st.sampled_from(["", "", "\ufeff"]),
    st.booleans(),
)
law = settings(deadline=None, max_examples=150)


def check_laws(content: str | bytes, config: Config) -> None:
    result = fix(content, config)
    assert made(result.text, config) == [], "what is left to fix"
    again = fix(result.text, config)
    assert (again.text, again.applied) == (result.text, ())
    before, after = result.before.text, result.text
    assert before.startswith("\ufeff") == after.startswith("\ufeff")
    ends = [set(re.findall(r"\r\n|\r|\n", text)) for text in (before, after)]
    assert ends[1] <= ends[0]
    assert re.search(r"[\r\n]*\Z", before)[0] == re.search(r"[\r\n]*\Z", after)[0]  # type: ignore[index]
    assert bool(result.applied) == result.changed
    assert list(result.remaining) == backlogmd.lint(result.text, config)


@law
@given(texts)
def test_fixing_ends_where_nothing_is_left_to_fix(text: str) -> None:
    check_laws(text, ALL)


@law
@given(texts)
def test_safe_fixes_end_there_too_and_change_no_task_that_was_there(text: str) -> None:
    check_laws(text, SAFE)
    before, after = backlogmd.parse(text), fix(text, SAFE).document

    def counted(document: backlogmd.Document) -> Counter[object]:
        return Counter((task.state, task.is_done) for task in document.tasks)

    # Boxes that were no boxes add tasks; none goes, and none changes its state.
    assert not counted(before) - counted(after)


@law
@given(st.text(st.characters()), st.sampled_from([ALL, SAFE]))
def test_any_text_is_fixed_lawfully(text: str, config: Config) -> None:
    result = fix(text, config)
    assert fix(result.text, config).text == result.text


@law
@given(texts, st.randoms(use_true_random=False))
def test_some_of_the_fixes_are_as_lawful_as_all_of_them(text: str, random: object) -> None:
    document = backlogmd.parse(text)
    found = [one for one in made(text) if random.random() < 0.5]  # type: ignore[attr-defined]
    some = apart(found)
    after = judged(document, some, ALL)
    edits = sorted((edit for one in some if one.fix for edit in one.fix.edits), key=lambda edit: edit.span)
    assert after.source.text == apply_edits(document.source.text, edits)


# Tasks of every form.

HARM: list[Callable[[str], str]] = [
    lambda one: one.replace("[x]", "[X]"),
    lambda one: one.replace("[ ]", "[]"),
    lambda one: one.replace("] ", "]  ", 1),
    lambda one: one.replace("hour", "huor"),
    lambda one: re.sub("([0-9])-([0-9])", r"\2-\1", one),
    lambda one: re.sub("[0-9]", lambda digit: str((int(digit.group()) + 3) % 10), one, count=1),
    lambda one: one.replace("✅", "âœ…").replace("🔄", "ðŸ”„"),
    lambda one: one.replace("- [", "-["),
    lambda one: one.replace("- [", "["),
]


@st.composite
def harmed(draw: st.DrawFn) -> str:
    """A backlog in all five forms with some of its lines spoilt, and lines of others between them."""
    lines = list(draw(printed.backlogs()).lines)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        if draw(st.booleans()):
            lines[at] = draw(st.sampled_from(HARM))(lines[at])
        else:
            lines.insert(at, draw(st.sampled_from(FIXABLE)))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return draw(st.sampled_from(["", "\ufeff"])) + end.join(lines) + draw(st.sampled_from(["", end]))


@law
@given(harmed())
def test_backlogs_of_every_form_are_fixed_lawfully(text: str) -> None:
    for config in (ALL, SAFE, Config()):
        check_laws(text, config)


@law
@given(printed.backlogs(), st.data())
def test_a_total_that_is_made_wrong_is_made_right_again(backlog: printed.Backlog, data: st.DataObject) -> None:
    if backlog.totals:
        wrong = backlog.with_false(data.draw(st.sampled_from(backlog.totals)))
        assert fix(wrong, Config(unsafe_fixes=True)).text == backlog.text
