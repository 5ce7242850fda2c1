"""How the tasks of two versions differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd.nodes import Document
from backlogmd.query import comparison
from backlogmd.query.comparison import ChangeKind, Comparison, Listed, compare
from backlogmd.syntax.parse import parse

FINISHED, REOPENED, CANCELLED, RESTATED, REESTIMATED, REPRIORITISED, MOVED, RETITLED = ChangeKind

BACKLOG = """\
# Shop

## High

### Bugs

- [ ] Fix the login (4 hours)
- [ ] Fix the cart (2 hours)

### Features

- [ ] Add vouchers (8 hours)

## Low

- [ ] Tidy up
- [x] Write the manual (1 hour)
"""


def texts(tasks: Iterable[Listed]) -> list[str]:
    return [one.task.title.text for one in tasks]


def changes(found: Comparison) -> dict[str, tuple[ChangeKind, ...]]:
    """What became of the tasks that changed, by the titles after."""
    return {one.after.task.title.text: one.changes for one in found.pairs if one.changes}


def between(before: str, after: str) -> Comparison:
    return compare([parse(before, path="a.md")], [parse(after, path="a.md")])


def after(old: str, new: str, *more: str) -> Comparison:
    """The comparison of BACKLOG with BACKLOG after a replacement or more."""
    text = BACKLOG
    for was, now in zip((old, *more[::2]), (new, *more[1::2]), strict=True):
        assert was in text
        text = text.replace(was, now, 1)
    return between(BACKLOG, text)


class TestClasses:
    def test_added_and_removed(self) -> None:
        found = after("- [ ] Tidy up", "- [ ] Translate everything into Dutch")
        assert (texts(found.added), texts(found.removed), changes(found)) == (
            ["Translate everything into Dutch"],
            ["Tidy up"],
            {},
        )

    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("- [ ] Fix the cart", "- [x] Fix the cart", (FINISHED,)),
            ("- [ ] Fix the cart", "- [-] Fix the cart", (CANCELLED,)),
            ("- [ ] Fix the cart", "- [/] Fix the cart", (RESTATED,)),
            ("Fix the cart (2 hours)", "Fix the cart (3 hours)", (REESTIMATED,)),
            ("Fix the cart (2 hours)", "Fix the cart", (REESTIMATED,)),
            ("Fix the cart (2 hours)", "Fix the cart (120 min)", ()),
            ("Fix the cart (2 hours)", "Fix the cart (~2 hours)", (REESTIMATED,)),
            ("Fix the cart (2 hours)", "Fix the cart (2 pts)", (REESTIMATED,)),
            ("Fix the cart (2 hours)", "Fix the cart (2-3 hours)", (REESTIMATED,)),
            ("Fix the cart (2", "**Fix  the cart** (2", ()),
        ],
    )
    def test_of_one_task(self, old: str, new: str, expected: tuple[ChangeKind, ...]) -> None:
        found = after(old, new)
        assert (found.added, found.removed) == ((), ())
        assert changes(found) == ({"Fix the cart": expected} if expected else {})

    def test_reopened(self) -> None:
        assert changes(after("- [x] Write", "- [ ] Write")) == {"Write the manual": (REOPENED,)}

    def test_retitled(self) -> None:
        assert changes(after("Fix the cart", "Fix the cart's total")) == {"Fix the cart's total": (RETITLED,)}
        assert changes(after("Fix the cart", "Fix the Cart")) == {"Fix the Cart": (RETITLED,)}

    def test_moved_takes_the_priority_of_the_new_place(self) -> None:
        found = after(
            "- [ ] Add vouchers (8 hours)\n", "", "- [ ] Tidy up\n", "- [ ] Tidy up\n- [x] Add vouchers (8 hours)\n"
        )
        assert changes(found) == {"Add vouchers": (FINISHED, REPRIORITISED, MOVED)}

    def test_a_priority_of_its_own(self) -> None:
        assert changes(after("Tidy up", "URGENT: Tidy up")) == {"Tidy up": (REPRIORITISED,)}

    def test_a_renamed_section_moves_nothing(self) -> None:
        assert changes(after("### Bugs", "### Bug Fixes")) == {}
        assert changes(after("# Shop", "# The Shop")) == {}
        assert changes(after("## Low", "## Medium")) == {
            "Tidy up": (REPRIORITISED,),
            "Write the manual": (REPRIORITISED,),
        }

    def test_a_section_that_is_moved_to_another_one_is_no_new_name(self) -> None:
        found = after("### Features\n\n- [ ] Add vouchers (8 hours)\n", "- [ ] Add vouchers (8 hours)\n")
        assert changes(found) == {"Add vouchers": (MOVED,)}

    def test_the_order_in_a_section_is_no_change(self) -> None:
        found = after(
            "- [ ] Fix the login (4 hours)\n", "", "(2 hours)\n", "(2 hours)\n- [ ] Fix the login (4 hours)\n"
        )
        assert changes(found) == {}


class TestWhichTaskIsWhich:
    def test_an_id_holds_through_every_change(self) -> None:
        found = between(
            "## A\n\n- [ ] T-1: Do this (1h)\n", "## A\n\n- [x] Something else\n\n## B\n\n- [x] T-1: Whatever (2h)\n"
        )
        assert texts(found.added) == ["Something else"]
        assert changes(found) == {"Whatever": (FINISHED, REESTIMATED, MOVED, RETITLED)}

    def test_tasks_with_other_ids_are_other_tasks(self) -> None:
        found = between("- [ ] T-1: Fix the login page\n", "- [ ] T-2: Fix the login pages\n")
        assert (texts(found.added), texts(found.removed)) == (["Fix the login pages"], ["Fix the login page"])

    def test_rows_that_are_counted_anew_are_the_same(self) -> None:
        header = "## Tasks\n\n| # | Task | Status |\n|---|---|---|\n"
        before = f"{header}| 1 | Sow the field | todo |\n| 2 | Reap the corn | done |\n"
        after = "| 1 | Plough all | todo |\n| 2 | Sow the field | todo |\n| 3 | Reap the corn | done |\n"
        found = between(before, header + after)
        assert all(one.task.id is not None for one in found.added)
        assert (texts(found.added), texts(found.removed), changes(found)) == (["Plough all"], [], {})

    def test_headings_that_are_counted_anew_are_the_same(self) -> None:
        before = "### 1. Sow\n\n**Effort:** 1h\n\n### 2. Reap\n\n**Effort:** 2h\n"
        after = before.replace("2. ", "3. ").replace("1. ", "2. ")
        found = between(before, f"### 1. Plough\n\n**Effort:** 3h\n\n{after}")
        assert (texts(found.added), texts(found.removed), changes(found)) == (["Plough"], [], {})

    def test_of_equal_titles_those_in_the_same_place(self) -> None:
        before = "## A\n\n- [ ] Write tests (1h)\n\n## B\n\n- [ ] Write tests (2h)\n"
        found = between(before, "## B\n\n- [ ] Write tests (2h)\n\n## A\n\n- [ ] Write tests (1h)\n")
        assert changes(found) == {}
        found = between(before, "## A\n\n## B\n\n- [ ] Write tests (2h)\n")
        assert [one.task.estimate.low for one in found.removed if one.task.estimate] == [60]

    def test_a_subtask_is_known_by_the_task_above_it(self) -> None:
        before = "- [ ] Parser\n  - [ ] Tests\n- [ ] Linter\n  - [x] Tests\n"
        found = between(before, "- [ ] Linter\n  - [x] Tests\n- [ ] Parser\n  - [ ] Tests\n")
        assert (found.added, found.removed, changes(found)) == ((), (), {})

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("Fix the login", "Fix the login page"),
            ("Renew certificates of the terminals", "Renew the TLS certificates of all terminals"),
            ("Wirte the handbook", "Write the handbook"),
            ("Vouchers: print templates", "Print templates for vouchers"),
            ("修复登录页面的错误", "修复登录页面的一个错误"),
        ],
    )
    def test_titles_that_are_like_each_other(self, old: str, new: str) -> None:
        found = between(f"- [ ] {old}\n", f"- [ ] {new}\n")
        assert changes(found) == {new: (RETITLED,)}

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("Write the parser", "Write the linter"),
            ("Fix", "Fix the login page"),
            ("A", "B"),
            ("Add search", "Delete logs"),
        ],
    )
    def test_titles_that_are_not(self, old: str, new: str) -> None:
        found = between(f"- [ ] {old}\n", f"- [ ] {new}\n")
        assert (texts(found.added), texts(found.removed)) == ([new], [old])

    def test_the_most_alike_go_together(self) -> None:
        found = between(
            "- [ ] Fix the login pages\n- [ ] Fix the login\n", "- [ ] Fix a login\n- [ ] Fix all the login pages\n"
        )
        assert {(one.before.task.title.text, one.after.task.title.text) for one in found.pairs} == {
            ("Fix the login", "Fix a login"),
            ("Fix the login pages", "Fix all the login pages"),
        }

    def test_in_another_section_a_title_must_be_more_like(self) -> None:
        assert texts(between("## A\n\n- [ ] Fix the login\n", "## A\n\n## B\n\n- [ ] Fix the login page\n").added)
        found = between("## A\n\n- [ ] Fix the login page\n", "## A\n\n## B\n\n- [ ] Fix the login pages\n")
        assert changes(found) == {"Fix the login pages": (MOVED, RETITLED)}

    def test_too_many_to_compare_all_are_still_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(comparison, "_COMPARISONS", 60)
        before = "".join(f"- [ ] Task about {word * 3}\n" for word in "abcdefghij")
        found = between(before, "".join(f"- [ ] A task about {word * 3}\n" for word in "jihgfedcba"))
        assert (found.added, found.removed, len(found.pairs)) == ((), (), 10)

    def test_thousands_of_tasks_that_share_nothing_or_everything(self) -> None:
        before = "".join(f"- [ ] Do {number:x} a\n" for number in range(3000))
        found = between(before, "".join(f"- [ ] Do {number:x} b\n" for number in range(3000, 6000)))
        assert len(found.added) == len(found.removed)


class TestFiles:
    def test_a_task_that_moves_to_another_file(self) -> None:
        todo, done = parse("- [ ] One\n- [ ] Two\n", path="TODO.md"), parse("- [x] Zero\n", path="DONE.md")
        now = parse("- [ ] Two\n", path="TODO.md"), parse("- [x] Zero\n- [x] One\n", path="DONE.md")
        found = compare([todo, done], now)
        assert changes(found) == {"One": (FINISHED, MOVED)}

    def test_an_id_is_found_in_another_file(self) -> None:
        todo, done = parse("- [ ] T-1: One\n", path="TODO.md"), parse("- [x] T-2: Two\n", path="DONE.md")
        now = parse("", path="TODO.md"), parse("- [x] T-2: Two\n- [x] T-1: Uno\n", path="DONE.md")
        assert changes(compare([todo, done], now)) == {"Uno": (FINISHED, MOVED, RETITLED)}

    def test_a_renamed_file_moves_nothing(self) -> None:
        before, now = [parse(BACKLOG, path="a.md")], [parse(BACKLOG, path="b.md")]
        assert changes(compare(before, now, {"a.md": "b.md"})) == {}
        assert all(one.changes == (MOVED,) for one in compare(before, now).pairs)


# Laws.

TITLES = [
    "Fix the login",
    "Fix the login page",
    "Fix the logins",
    "Tidy up",
    "T-1: Tidy",
    "T-2: Tidy up",
    "1. Do",
    "é",
    "A",
]
TABLE = "| # | Task | Status |\n|---|---|---|\n| 1 | Sow the field | done |"
LINES = st.one_of(
    st.builds(
        "{}- [{}] {}{}".format,
        st.sampled_from(["", "  "]),
        st.sampled_from(" x-/"),
        st.sampled_from(TITLES),
        st.sampled_from(["", " (2h)", " (3 pts)", " 🔴", " (~2h)"]),
    ),
    st.sampled_from(["", "# A", "## High", "## Low", "### 1. Sow", "**Effort:** 2h", TABLE]),
)
TEXTS = st.lists(LINES, max_size=10).map("\n".join)
VERSIONS = st.lists(TEXTS, max_size=2)


def documents(version: list[str]) -> list[Document]:
    return [parse(text, path=f"{at}.md") for at, text in enumerate(version)]


def key(one: Listed) -> tuple[str, int, int]:
    return (one.path, *one.task.span)


@given(VERSIONS)
@settings(deadline=None)
def test_a_version_does_not_differ_from_itself(version: list[str]) -> None:
    found = compare(documents(version), documents(version))
    assert (found.added, found.removed) == ((), ())
    assert [one for one in found.pairs if one.changes or key(one.before) != key(one.after)] == []


@given(VERSIONS, VERSIONS)
@settings(max_examples=300, deadline=None)
def test_every_task_is_in_exactly_one_place(before: list[str], after: list[str]) -> None:
    old, new = documents(before), documents(after)
    found = compare(old, new)
    told_old = [key(one) for one in (*found.removed, *(pair.before for pair in found.pairs))]
    told_new = [key(one) for one in (*found.added, *(pair.after for pair in found.pairs))]
    assert Counter(told_old) == Counter(key(Listed(document, task)) for document in old for task in document.tasks)
    assert Counter(told_new) == Counter(key(Listed(document, task)) for document in new for task in document.tasks)


MIRRORED = {FINISHED, CANCELLED, REOPENED, RESTATED}


@given(VERSIONS, VERSIONS)
@settings(max_examples=300, deadline=None)
def test_exchanged_versions_give_the_mirror_image(before: list[str], after: list[str]) -> None:
    there, back = compare(documents(before), documents(after)), compare(documents(after), documents(before))
    assert [key(one) for one in there.added] == [key(one) for one in back.removed]
    assert [key(one) for one in there.removed] == [key(one) for one in back.added]

    def pairs(found: Comparison, *, exchanged: bool) -> set[object]:
        return {
            (
                *((key(one.after), key(one.before)) if exchanged else (key(one.before), key(one.after))),
                frozenset(set(one.changes) - MIRRORED),
                # Of states, only that they differ is the same both ways.
                bool(set(one.changes) & MIRRORED),
            )
            for one in found.pairs
        }

    assert pairs(there, exchanged=False) == pairs(back, exchanged=True)


@given(VERSIONS, VERSIONS)
@settings(deadline=None)
def test_what_was_finished_is_reopened_on_the_way_back(before: list[str], after: list[str]) -> None:
    there, back = compare(documents(before), documents(after)), compare(documents(after), documents(before))
    finished = {key(one.after) for one in there.pairs if FINISHED in one.changes and one.before.task.counts}
    reopened = {key(one.before) for one in back.pairs if REOPENED in one.changes and one.before.task.is_done}
    assert finished == reopened
