"""Comments that silence findings: how far each reaches. What they say wrong is in the fixtures of BL902 and BL903."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd import Config, lint, parse
from backlogmd.linter import lint as checked
from backlogmd.rule import Surroundings
from backlogmd.suppress import KINDS

ZERO = Config(select=("zero-estimate", "unused-suppression", "invalid-suppression"))


def lines(text: str, config: Config = ZERO) -> list[int]:
    """The lines on which an estimate of nothing is reported."""
    document = parse(text)
    return [document.source.position(one.span.start).line for one in lint(document, config) if one.code == "BL206"]


TASKS = "- [ ] a (0h)\n- [ ] b (0h)\n- [ ] c (0h)\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TASKS, [1, 2, 3]),
        ("- [ ] a (0h) <!-- backlogmd-disable-line zero-estimate -->\n- [ ] b (0h)\n", [2]),
        ("- [ ] a (0h)\n<!-- backlogmd-disable-next-line zero-estimate -->\n- [ ] b (0h)\n- [ ] c (0h)\n", [1, 4]),
        (TASKS + "\n<!-- backlogmd-disable-file zero-estimate -->\n", []),
        (
            ("- [ ] a (0h)\n\n<!-- backlogmd-disable zero-estimate -->\n\n- [ ] b (0h)\n\n<!-- "
            "backlogmd-enable zero-estimate -->\n\n- [ ] c (0h)\n"),
            [1, 9],
        ),
        (
            ("<!-- backlogmd-disable BL206 BL601 -->\n\n- [ ] a (0h)\n\n<!-- backlogmd-enable BL601 -->\n"
            "\n- [ ] b (0h)\n\n<!-- backlogmd-enable -->\n\n- [ ] c (0h)\n"),
            [11],
        ),
        (
            ("<!-- backlogmd-disable -->\n\n- [ ] a (0h)\n\n<!-- backlogmd-enable zero-estimate -->\n\n- ["
            " ] b (0h)\n"),
            [7],
        ),
        ("<!-- backlogmd-disable-task zero-estimate -->\n\n- [ ] a (0h)\n  - [ ] b (0h)\n- [ ] c (0h)\n", [5]),
        ("- [ ] a (0h) <!-- backlogmd-disable-line -->\n", []),
        ("- [ ] a (0h) <!-- backlogmd-disable-line BL2 -->\n", []),
        ("- [ ] a (0h) <!-- backlogmd-disable-line bl206 -- agreed -->\n", []),
        ("- [ ] a (0h) <!-- backlogmd-disable-line duplicate-task -- not zero-estimate -->\n", [1]),
        ("- [ ] a (0h) `<!-- backlogmd-disable-line zero-estimate -->`\n", [1]),
        ("- [ ] a (0h) <!--backlogmd-disable-line zero-estimate-->\n", []),
        (
            ("### 1. a\n<!-- backlogmd-disable-line zero-estimate -->\n**Effort:** 0h <!-- "
            "backlogmd-disable-line BL206 -->\n"),
            [],
        ),
        (
            ("| Task | Estimate |\n|---|---|\n| Mend it | 0h <!-- backlogmd-disable-line BL206 --> |\n| "
            "Paint it | 0h |\n"),
            [4],
        ),
    ],
)  # fmt: skip
def test_a_comment_reaches_so_far(text: str, expected: list[int]) -> None:
    assert lines(text) == expected


class Day(Surroundings):
    def __init__(self, day: date) -> None:
        self.day = day

    def today(self) -> date:
        return self.day


@pytest.mark.parametrize(
    ("day", "codes"),
    [(date(2027, 2, 28), []), (date(2027, 3, 1), []), (date(2027, 3, 2), ["BL206", "BL903"])],
)
def test_a_comment_holds_until_the_end_of_its_day(day: date, codes: list[str]) -> None:
    text = "- [ ] a (0h) <!-- backlogmd-disable-line zero-estimate until=2027-03-01 -- as agreed -->\n"
    assert [one.code for one in checked(text, ZERO, Day(day))] == codes


def test_what_is_wrong_with_comments_cannot_be_silenced() -> None:
    text = "<!-- backlogmd-disable-file BL9 -->\n\n- [ ] a <!-- backlogmd-disable-line nothing -->\n"
    assert [one.code for one in lint(text) if one.code.startswith("BL9")] == ["BL902", "BL903"]


def test_comments_that_mean_all_rules_are_judged_when_all_have_run() -> None:
    text = "- [ ] a <!-- backlogmd-disable-line -->\n"
    assert [one.code for one in lint(text)] == ["BL902"]
    assert lint(text, Config(extend_select=("unused-suppression",), select=("BL2",))) == []


def test_a_title_does_not_have_the_comment_in_it() -> None:
    document = parse("## Summary <!-- backlogmd-disable-line BL6 -->\n\n- [ ] a <!-- backlogmd-disable-line BL2 -->\n")
    assert [task.title.text for task in document.tasks] == ["a"]
    assert [section.role.value for section in document.all_sections] == ["summary"]


COMMENT = st.builds(
    "<!-- backlogmd-{} {} -->".format,
    st.sampled_from([*KINDS, "disabel", "", "enable-line"]),
    st.text("BL206 zero-estimateuntil=2027-01,\n", max_size=25),
)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.one_of(COMMENT, st.sampled_from(["- [ ] a (0h) ", "\n", "## b", "\n\n", "`", "| a | 0h |\n", "<!--"])))
)
def test_any_text_is_checked(parts: list[str]) -> None:
    text = "".join(parts)
    for one in lint(text):
        assert 0 <= one.span.start <= one.span.end <= len(text)
