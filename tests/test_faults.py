"""A backlog that is right has no findings; with one fault in it, it has that one.

Backlogs are drawn in every built-in dialect and language from a model, printed, read and checked by the default rules.
Each fault of the catalogue is a function from a printed backlog to its text with the fault in it and the line on which
it is to be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import backlogmd
from backlogmd import Config, Form, State
from backlogmd.registry import all_rules
from backlogmd.vocabulary import DIALECTS
from tests import printed
from tests.printed import Backlog, Part, Place
from tests.spoken import LANGUAGES, MINUTES, Unit

_V = TypeVar("_V")

# Fixed strategies cannot always be met, say by a language without a short unit.
law = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def found(text: str | bytes, backlog: Backlog) -> list[tuple[str, int]]:
    """The findings: rule and 0-based line."""
    document = backlogmd.parse(text, dialect=backlog.dialect)
    return [
        (one.name, document.source.position(one.span.start).line - 1)
        for one in backlogmd.lint(document, Config(dialect=backlog.dialect))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dialect", DIALECTS)
@settings(law, max_examples=20)
@given(st.data())
def test_a_backlog_that_is_right_is_read_as_it_was_meant_and_has_no_findings(
    dialect: str, language: str, data: st.DataObject
) -> None:
    backlog = data.draw(printed.backlogs(dialect, language, tidy=True))
    assert printed.read(backlogmd.parse(backlog.text, dialect=backlog.dialect)) == backlog.meant
    assert found(backlog.text, backlog) == []


# Faults.


@dataclass
class Draws:
    """A backlog, and what a fault draws from it."""

    backlog: Backlog
    data: st.DataObject

    def one(self, values: list[_V]) -> _V:
        """One of *values*; without any, another backlog is drawn."""
        assume(values)
        return self.data.draw(st.sampled_from(values))

    def place(self, wanted: Callable[[Place], object] = lambda place: True) -> Place:
        return self.one([place for place in self.backlog.places if wanted(place)])

    def two(self) -> tuple[Place, Place]:
        """Two tasks of one section, the first one first."""
        part = self.one([part for part in self.backlog.parts if len(part.places) > 1])
        at = self.data.draw(st.integers(1, len(part.places) - 1))
        return part.places[self.data.draw(st.integers(0, at - 1))], part.places[at]

    def line(self, at: int) -> str:
        return self.backlog.lines[at]

    def replaced(self, at: int, old: str, new: str) -> Planted:
        """The fault that another text stands in a line."""
        assert old in self.line(at), f"{old!r} is not in {self.line(at)!r}"
        return self.backlog.with_line(at, self.line(at).replace(old, new, 1)), at

    def appended(self, at: int, text: str) -> Planted:
        """The fault that something is added to a line."""
        return self.backlog.with_line(at, self.line(at) + text), at

    def added(self, *lines: str, at: int = 0) -> Planted:
        """The fault that there are further lines at the end, of which *at* is the one to be found."""
        before = self.backlog.lines
        return "\n".join([*before, "", *lines]) + "\n", len(before) + 1 + at

    def group(self, part: Part, change: Callable[[str], str] = str, colour: str = "") -> Planted:
        """The fault that there is a further section for a level, with a name of its own."""
        emoji = f"{colour} " if colour else self.line(part.line)[3:].split(part.name)[0]
        title = self.backlog.language.titles[0]
        return self.added(f"## {emoji}{change(part.name)} - {title}", "", f"- [ ] {self.backlog.language.steps[0]}")


Planted = tuple[str | bytes, int]
Plant = Callable[[Draws], Planted]


@dataclass
class Fault:
    """How one rule is broken: *fixed* says in which backlogs."""

    rule: str
    plant: Plant
    fixed: dict[str, Any] = field(default_factory=dict)
    languages: tuple[str, ...] = tuple(LANGUAGES)
    dialects: tuple[str, ...] = DIALECTS


FAULTS: list[Fault] = []

INFLECTED = ("en", "es", "pt", "fr", "de")
"""The languages whose units are words that can be misspelled."""

BOXES: dict[str, Any] = {"form": Form.CHECKBOX, "estimated": False}
OPEN_BOXES: dict[str, Any] = {**BOXES, "state": State.OPEN}
NO_TOTALS: dict[str, Any] = {"totals": False, "figures": False, "column_totals": False, "counts": False}
GROUPS: dict[str, Any] = {"priorities": "sections"}


def fault(
    rule: str, languages: tuple[str, ...] = tuple(LANGUAGES), dialects: tuple[str, ...] = DIALECTS, **fixed: Any
) -> Callable[[Plant], Plant]:
    def add(plant: Plant) -> Plant:
        FAULTS.append(Fault(rule, plant, fixed, languages, dialects))
        return plant

    return add


# BL1: boxes.


@fault("malformed-checkbox", **OPEN_BOXES, steps=(1, 2))
def box_with_the_wrong_blanks(draws: Draws) -> Planted:
    at = draws.one(draws.place(lambda place: place.steps).steps)
    box = re.search(r"- (\[.\]) ", draws.line(at))
    assert box is not None
    return draws.replaced(at, box.group(), draws.one([f"-{box[1]} ", f"- {box[1]}", f"- {box[1][:-1]} ] "]))


@fault("escaped-checkbox", **OPEN_BOXES, steps=(1, 2))
def box_behind_backslashes(draws: Draws) -> Planted:
    at = draws.one(draws.place(lambda place: place.steps).steps)
    return draws.backlog.with_line(at, re.sub(r"\[(.)\]", r"\\[\1\\]", draws.line(at))), at


@fault("unknown-state", **OPEN_BOXES)
def box_with_an_unknown_letter(draws: Draws) -> Planted:
    return draws.replaced(draws.place().line, "[ ]", "[k]")


@fault("inconsistent-done-mark", form=Form.CHECKBOX, state=State.DONE, tasks=4)
def one_large_x(draws: Draws) -> Planted:
    return draws.replaced(draws.place().line, "[x]", "[X]")


@fault("odd-checkbox-space", form=Form.CHECKBOX)
def blanks_behind_the_box(draws: Draws) -> Planted:
    return draws.replaced(draws.place().line, "] ", draws.one(["]   ", "]\t", "] \u00a0"]))


@fault("odd-checkbox-space", form=Form.CHECKBOX, state=State.OPEN)
def no_break_space_in_the_box(draws: Draws) -> Planted:
    return draws.replaced(draws.place().line, "[ ]", "[\u00a0]")


@fault(
    "task-without-checkbox",
    **OPEN_BOXES,
    bold=True,
    priorities="none",
    tasks=4,
    steps=(0, 0),
    counts=False,
    progress=False,
)
def no_box_among_boxes(draws: Draws) -> Planted:
    return draws.replaced(draws.place().line, "[ ] ", "")


@fault("empty-task", **OPEN_BOXES, steps=(1, 2))
def box_without_words(draws: Draws) -> Planted:
    at = draws.one(draws.place(lambda place: place.steps).steps)
    return draws.backlog.with_line(at, draws.line(at).split("]")[0] + "]"), at


@fault("checkbox-out-of-reach", form=Form.CHECKBOX, steps=(0, 0))
def box_in_indented_code(draws: Draws) -> Planted:
    at = draws.one(draws.backlog.parts).places[-1].line
    step = draws.backlog.language.steps[0]
    return draws.backlog.with_line(at, draws.line(at), "", f"{' ' * 8}- [ ] {step}"), at + 2


# BL2: estimates.


@fault("malformed-estimate", INFLECTED, **BOXES, priorities="none")
def unit_with_a_slip(draws: Draws) -> Planted:
    slip = draws.one([unit.slip for unit in draws.backlog.language.units if unit.slip])
    return draws.appended(draws.place().line, f" ({slip})")


@fault("missing-estimate", form=Form.CHECKBOX, estimated=True, state=State.OPEN, tasks=6, steps=(0, 0), **NO_TOTALS)
def one_task_without(draws: Draws) -> Planted:
    at = draws.place().line
    return draws.backlog.with_line(at, re.sub(r" \([^()]*\)$", "", draws.line(at))), at


@fault("ambiguous-unit", **BOXES)
def minutes_or_months(draws: Draws) -> Planted:
    return draws.appended(draws.place().line, " (5m)")


@fault("inconsistent-estimate-style", form=Form.CHECKBOX, estimated=True, sized=False, tasks=4)
def another_spelling_of_the_unit(draws: Draws) -> Planted:
    unit = draws.backlog.unit
    others = [one for one in draws.backlog.language.units if (one.kind, one.worth) == (unit.kind, unit.worth)]
    other = draws.one([one for one in others if one.many != unit.many])
    place = draws.place()
    return draws.replaced(place.line, f"({_amount(place, unit)})", f"({_amount(place, other)})")


@fault("mixed-estimate-kinds", form=Form.CHECKBOX, estimated=True, sized=False, tasks=4, **NO_TOTALS)
def points_among_hours(draws: Draws) -> Planted:
    unit = draws.backlog.unit
    place = draws.place()
    return draws.replaced(place.line, f"({_amount(place, unit)})", "(3 pts)" if unit.kind == MINUTES else "(3h)")


@fault("zero-estimate", form=Form.CHECKBOX, estimated=True, sized=False, **NO_TOTALS)
def no_time_at_all(draws: Draws) -> Planted:
    unit = draws.backlog.unit
    assume(unit.kind == MINUTES)
    place = draws.place(lambda place: place.task.state is not State.CANCELLED)
    return draws.replaced(place.line, f"({_amount(place, unit)})", f"({unit.many.format(0)})")


def _is_range(place: Place) -> bool:
    assert place.task.estimate is not None
    _, low, high = place.task.estimate
    return low < high


@fault("reversed-range", form=Form.CHECKBOX, estimated=True, sized=False, ranges=True)
def larger_end_first(draws: Draws) -> Planted:
    # Behind a one, the unit would have to be another word.
    place = draws.place(lambda place: _is_range(place) and "1-" not in _amount(place, draws.backlog.unit)[:2])
    line = re.sub(r"\(([0-9]+)-([0-9]+)", r"(\2-\1", draws.line(place.line))
    return draws.backlog.with_line(place.line, line), place.line


@fault("several-estimates", INFLECTED, form=Form.CHECKBOX, estimated=True, sized=False, ranges=False, priorities="none")
def two_amounts(draws: Draws) -> Planted:
    return draws.appended(draws.place().line, f" - Estimate: {draws.backlog.unit.text(97, 97)}")


@fault("singular-plural", INFLECTED, form=Form.CHECKBOX, estimated=True, sized=False, ranges=False)
def one_of_many(draws: Draws) -> Planted:
    unit = draws.backlog.unit
    assume(unit.one != unit.many and len(unit.one) > 5)
    place = draws.place(lambda place: place.task.estimate and place.task.estimate[1] > unit.worth)
    amount = _amount(place, unit)
    return draws.replaced(place.line, f"({amount})", f"({unit.one.format(amount.split()[0])})")


def _amount(place: Place, unit: Unit) -> str:
    assert place.task.estimate is not None
    _, low, high = place.task.estimate
    return unit.text(low // unit.worth, high // unit.worth)


# BL3: priorities and characters.


@fault("mojibake", **GROUPS, colours=True)
def colour_read_with_the_wrong_encoding(draws: Draws) -> Planted:
    part = draws.one(draws.backlog.parts)
    colour = draws.line(part.line)[3]
    damaged = [
        one for codec in ("cp1252", "johab", "cp437", "mac_roman", "gb18030") if (one := _misread(colour, codec))
    ]
    return draws.replaced(part.line, colour, draws.one(damaged))


def _misread(text: str, codec: str) -> str:
    try:
        damaged = text.encode().decode(codec)
    except UnicodeDecodeError:
        return ""
    return damaged if all(one.isprintable() for one in damaged) else ""


@fault("replacement-character")
def lost_character(draws: Draws) -> Planted:
    place = draws.place()
    return draws.replaced(place.line, place.task.title, place.task.title + "\ufffd")


@fault("emoji-word-mismatch", **GROUPS, colours=True, sections=4)
def colour_of_the_most_urgent(draws: Draws) -> Planted:
    return draws.replaced(draws.backlog.parts[3].line, "🟢", "🔴")


@fault("inconsistent-priority-emoji", **GROUPS, colours=True, sections=4)
def second_colour_of_a_level(draws: Draws) -> Planted:
    return draws.group(draws.backlog.parts[3], colour="🔵")


@fault(
    "inconsistent-priority-word",
    ("en", "es", "pt", "fr", "de", "ru"),
    ("default", "gfm", "tshirt"),
    **GROUPS,
    sections=4,
)
def second_spelling_of_a_level(draws: Draws) -> Planted:
    # `Bas` and `basse`: the heading inflects the word.
    word = draws.backlog.language.levels[3][:4]
    return draws.group(
        draws.backlog.parts[3],
        lambda name: " ".join(one.upper() if one[:4].lower() == word.lower() else one for one in name.split()),
    )


@fault(
    "unknown-priority",
    ("en", "es", "pt", "fr", "de", "ru"),
    ("default", "gfm", "tshirt"),
    **GROUPS,
    sections=3,
    **NO_TOTALS,
    aside="",
)
def level_with_a_slip(draws: Draws) -> Planted:
    part = draws.one(draws.backlog.parts)
    assert part.level is not None
    word = next(
        word for word in part.name.split() if word[:2].lower() == draws.backlog.language.levels[part.level][:2].lower()
    )
    return draws.replaced(part.line, word, word[:1] + word[2] + word[1] + word[3:])


@fault("priority-out-of-order", **GROUPS, sections=3, aside="")
def urgent_work_at_the_end(draws: Draws) -> Planted:
    return _moved(draws)


def _moved(draws: Draws) -> Planted:
    """The first section stands after the last one."""
    lines, parts = draws.backlog.lines, draws.backlog.parts
    first, after, end = parts[0].line, parts[1].line, parts[-1].end
    moved = [*lines[:first], *lines[after:end], "", *lines[first:after], *lines[end:]]
    return "\n".join(moved) + "\n", moved.index(lines[first])


@fault(
    "conflicting-priority",
    dialects=("default", "gfm", "p0", "tshirt"),
    **GROUPS,
    form=Form.CHECKBOX,
    sections=4,
    summary=False,
    aside="",
)
def urgent_work_below_low(draws: Draws) -> Planted:
    return draws.appended(draws.one(draws.backlog.parts[3].places).line, " [P0]")


@fault("emoji-variant", **GROUPS, colours=True)
def colour_with_a_selector(draws: Draws) -> Planted:
    part = draws.backlog.parts[-1]
    return draws.group(part, colour=draws.line(part.line)[3] + "\ufe0f")


@fault("invisible-character")
def character_of_no_width(draws: Draws) -> Planted:
    place = draws.place()
    return draws.replaced(place.line, place.task.title, place.task.title + draws.one(["\u200b", "\u2060", "\u202e"]))


# BL4: totals.


def _false(rule: str) -> Plant:
    def plant(draws: Draws) -> Planted:
        place = draws.one([one for one in draws.backlog.totals if one.rule == rule])
        return draws.backlog.with_false(place), place.line

    return plant


SUMMED: dict[str, Any] = {"estimated": True, "sized": False, "intro": False, "priorities": "tasks", "summary": True}
fault("total-mismatch", **SUMMED, total_row=False)(_false("total-mismatch"))
fault("total-mismatch", **SUMMED, total_row=True, column_totals=False)(_false("table-total-mismatch"))
fault("table-total-mismatch", form=Form.ROW, estimated=True, sized=False, summary=False, column_totals=True)(
    _false("table-total-mismatch")
)
fault("heading-total-mismatch", estimated=True, sized=False, figures=True)(_false("heading-total-mismatch"))
fault("prose-total-mismatch", estimated=True, sized=False)(_false("prose-total-mismatch"))


@fault("count-mismatch", priorities="none", figures=False, counts=True, state=State.OPEN)
def one_task_too_many(draws: Draws) -> Planted:
    part = draws.one(draws.backlog.parts)
    # Subtasks are tasks, too, and may be what is counted.
    number = sum(1 + len(place.steps) for place in part.places) + 1
    before, _, after = draws.line(part.line).rpartition("(")
    return draws.backlog.with_line(part.line, f"{before}({re.sub('[0-9]+', str(number), after)}"), part.line


@fault("parent-estimate-mismatch", **OPEN_BOXES, steps=(2, 2), tasks=4)
def parts_that_are_more_than_the_whole(draws: Draws) -> Planted:
    place = draws.place()
    lines = list(draws.backlog.lines)
    for at, amount in ((place.line, "8h"), (place.steps[0], "6h"), (place.steps[1], "7h")):
        lines[at] += f" ({amount})"
    return "\n".join(lines) + "\n", place.line


@fault("stale-progress", **BOXES, counts=False, progress=True)
def progress_of_yesterday(draws: Draws) -> Planted:
    part = draws.one(draws.backlog.parts)
    line = draws.line(part.line)
    cookie = re.search(r"\[([0-9]+)/([0-9]+)\]", line)
    assume(cookie is not None and cookie[2] != "0")
    assert cookie is not None
    done, number = int(cookie[1]), int(cookie[2])
    counted = [place for place in part.places if place.task.state is not State.CANCELLED]
    steps = [step for place in counted for step in place.task.subtasks]
    stale = done + 1 if done < number else done - 1
    # The boxes of the steps may be what is counted.
    assume(number != len(steps) or stale != sum(step.state is State.DONE for step in steps))
    return draws.replaced(part.line, cookie.group(), f"[{stale}/{number}]")


@fault(
    "missing-summary-row",
    state=State.OPEN,
    **GROUPS,
    sections=4,
    estimated=True,
    sized=False,
    intro=False,
    summary=True,
    total_row=False,
)
def row_left_out(draws: Draws) -> Planted:
    rows = draws.backlog.rows
    assume(len(rows) == 4)
    at = draws.one(rows)
    return "\n".join([*draws.backlog.lines[:at], *draws.backlog.lines[at + 1 :]]) + "\n", rows[-1] - 1


@fault(
    "dangling-summary-row",
    **GROUPS,
    sections=3,
    estimated=True,
    sized=False,
    intro=False,
    summary=True,
    total_row=False,
)
def row_about_nothing(draws: Draws) -> Planted:
    backlog = draws.backlog
    assume(len(backlog.rows) == 3)
    used = {part.level for part in backlog.parts}
    level = next(one for one in range(4) if one not in used)
    word = f"P{level}" if backlog.dialect.name == "p0" else backlog.language.levels[level]
    at = backlog.rows[-1]
    return backlog.with_line(at, draws.line(at), f"| {word} | {backlog.unit.text(2, 2)} |"), at + 1


@fault(
    "partial-coverage", form=Form.CHECKBOX, estimated=True, sized=False, state=State.OPEN, figures=False, summary=False
)
def total_of_more_than_is_known(draws: Draws) -> Planted:
    backlog = draws.backlog
    assume(len(backlog.totals) == 1)
    at = draws.place().line
    return backlog.with_line(at, re.sub(r" \([^()]*\)$", "", draws.line(at))), backlog.totals[0].line


@fault(
    "unreadable-claim",
    **GROUPS,
    sections=3,
    estimated=True,
    sized=False,
    intro=False,
    summary=True,
    total_row=False,
)
def cell_without_a_figure(draws: Draws) -> Planted:
    at = draws.one(draws.backlog.rows)
    before = draws.line(at).rpartition("|")[0].rpartition("|")[0]
    return draws.backlog.with_line(at, f"{before}| xyz |"), at


@fault("stale-managed-totals", form=Form.CHECKBOX)
def managed_figure_of_yesterday(draws: Draws) -> Planted:
    figure = "0 of 99 tasks done (0 %)"
    return draws.added("<!-- backlogmd:progress -->", "", figure, "", "<!-- /backlogmd:progress -->")


@fault("invalid-marker")
def marker_that_ends_nothing(draws: Draws) -> Planted:
    return draws.added("<!-- /backlogmd:totals -->")


# BL5: states.


@fault("done-with-open-subtasks", form=Form.CHECKBOX, state=State.DONE)
def open_step_of_what_is_done(draws: Draws) -> Planted:
    place = draws.place(lambda place: place.steps)
    at = draws.one(place.steps)
    return draws.backlog.with_line(at, draws.line(at).replace("[x]", "[ ]")), place.line


@fault("open-with-all-done", **OPEN_BOXES, steps=(1, 2))
def nothing_left_to_do(draws: Draws) -> Planted:
    place = draws.place()
    lines = list(draws.backlog.lines)
    for at in place.steps:
        lines[at] = lines[at].replace("[ ]", "[x]")
    return "\n".join(lines) + "\n", place.line


@fault("status-contradiction", priorities="none", form=Form.CHECKBOX, figures=False, counts=False, progress=False)
def finished_section_with_open_work(draws: Draws) -> Planted:
    def is_half_done(part: Part) -> bool:
        return {State.OPEN, State.DONE} <= {place.task.state for place in part.places}

    return draws.appended(draws.one(list(filter(is_half_done, draws.backlog.parts))).line, " ✅")


@fault("over-indented-subtask", **OPEN_BOXES, numbered=True, steps=(1, 1), counts=False, progress=False, aside="")
def step_that_is_not_below(draws: Draws) -> Planted:
    at = draws.place().steps[0]
    return draws.replaced(at, "   - ", "  - ")


@fault("state-mismatch", form=Form.CHECKBOX, state=State.OPEN)
def open_box_with_a_check_mark(draws: Draws) -> Planted:
    return draws.appended(draws.place().line, " ✅")


# BL6: structure.


@fault("duplicate-task", form=Form.CHECKBOX, state=State.OPEN, ids=False)
def title_twice(draws: Draws) -> Planted:
    first, second = draws.two()
    return draws.replaced(second.line, second.task.title, first.task.title)


@fault("duplicate-section", priorities="none", sections=2, figures=False, counts=False, progress=False, versions=False)
def heading_twice(draws: Draws) -> Planted:
    first, second = draws.backlog.parts
    assume(not any(map(str.isdigit, first.name)))
    return draws.replaced(second.line, second.name, first.name)


@fault("empty-section", **GROUPS, sections=3)
def level_without_work(draws: Draws) -> Planted:
    backlog = draws.backlog
    used = [part.level for part in backlog.parts]
    level = next(one for one in range(4) if one not in used)
    name = f"P{level}" if backlog.dialect.name == "p0" else backlog.language.groups[level]
    at = next(
        (part.line for part in backlog.parts if part.level is not None and part.level > level), backlog.parts[-1].end
    )
    lines = [*backlog.lines[:at], "", f"## {name}", "", *backlog.lines[at:]]
    return "\n".join(lines) + "\n", lines.index(f"## {name}")


@fault("duplicate-id", form=Form.CHECKBOX, ids=True, sections=2, tasks=4)
def id_twice(draws: Draws) -> Planted:
    first, second = draws.two()
    return draws.replaced(second.line, second.id, first.id)


@fault("unknown-dependency", form=Form.CHECKBOX, ids=True)
def waits_for_nobody(draws: Draws) -> Planted:
    return draws.appended(draws.place().line, " (depends: T-099)")


@fault("dependency-cycle", form=Form.CHECKBOX, ids=True, state=State.OPEN)
def wait_for_each_other(draws: Draws) -> Planted:
    first, second = draws.two()
    lines = list(draws.backlog.lines)
    lines[first.line] += f" (depends: {second.id})"
    lines[second.line] += f" (depends: {first.id})"
    return "\n".join(lines) + "\n", first.line


@fault("done-before-dependency", **OPEN_BOXES, ids=True, steps=(0, 0), progress=False)
def did_not_wait(draws: Draws) -> Planted:
    first, second = draws.two()
    return draws.backlog.with_line(
        second.line, draws.line(second.line).replace("[ ]", "[x]") + f" (depends: {first.id})"
    ), second.line


@fault("malformed-advisory", form=Form.CHECKBOX)
def advisory_that_is_none(draws: Draws) -> Planted:
    return draws.replaced(
        (place := draws.place()).line,
        place.task.title,
        f"{place.task.title} {draws.one(['GHSA-847f-9342', 'CVE-24-12345'])}",
    )


@fault("broken-link")
def link_to_no_heading(draws: Draws) -> Planted:
    return draws.added("See [the plan](#nowhere-at-all).")


# BL7: people.


@fault("selector-selects-nothing", ("en",), **GROUPS, sections=3, aside="assignments")
def gives_what_is_not_there(draws: Draws) -> Planted:
    used = {part.level for part in draws.backlog.parts}
    level = next(one for one in range(4) if one not in used)
    at = draws.backlog.asides["assignments"][2]
    return draws.backlog.with_line(
        at, draws.line(at), f"- All {draws.backlog.dialect.levels[level].name} tasks"
    ), at + 1


@fault("unassigned-tasks", ("en",), **GROUPS, sections=3, state=State.OPEN, aside="assignments")
def work_of_nobody(draws: Draws) -> Planted:
    heading, *_, _, last = draws.backlog.asides["assignments"]
    # The name goes with the rule.
    return "\n".join(draws.backlog.lines[: last - 2]) + "\n", heading


@fault("assigned-twice", ("en",), **GROUPS, sections=3, state=State.OPEN, aside="assignments")
def work_of_two(draws: Draws) -> Planted:
    lines = draws.backlog.asides["assignments"]
    return draws.backlog.with_line(lines[-1], draws.line(lines[-1]), draws.line(lines[2])), lines[-1] + 1


# BL8: dates, plans, known issues, metrics.


@fault("invalid-date", form=Form.CHECKBOX)
def day_that_is_none(draws: Draws) -> Planted:
    return draws.appended(draws.place().line, " 📅 2026-02-30")


@fault("date-order", form=Form.CHECKBOX)
def due_before_the_start(draws: Draws) -> Planted:
    return draws.appended(draws.place().line, " 🛫 2026-03-10 📅 2026-03-01")


@fault("state-date-mismatch", form=Form.CHECKBOX, state=State.OPEN)
def open_with_a_done_date(draws: Draws) -> Planted:
    return draws.appended(draws.place().line, " done:2026-01-31")


@fault("phase-numbering", aside="plan")
def phase_left_out(draws: Draws) -> Planted:
    at = draws.backlog.asides["plan"][5]
    return draws.replaced(at, "3:", "4:")


@fault("schedule-mismatch", aside="plan")
def longer_than_its_phases(draws: Draws) -> Planted:
    _, _, _, whole, longer = draws.backlog.language.plan
    return draws.replaced(draws.backlog.asides["plan"][0], whole, longer)


@fault("milestone-order", priorities="none", versions=True, sections=3, state=State.OPEN, aside="")
def first_version_at_the_end(draws: Draws) -> Planted:
    return _moved(draws)


@fault("issue-numbering", aside="issues")
def number_left_out(draws: Draws) -> Planted:
    return draws.replaced(draws.backlog.asides["issues"][3], "3.", "4.")


@fault("severity-out-of-order", aside="severities")
def mild_before_bad(draws: Draws) -> Planted:
    lines = list(draws.backlog.lines)
    _, first, _, second, _ = draws.backlog.asides["severities"]
    lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines) + "\n", second


@fault("conflicting-thresholds", aside="metrics")
def two_aims_for_one_thing(draws: Draws) -> Planted:
    _, first, second = draws.backlog.asides["metrics"]
    return draws.backlog.with_line(second, draws.line(first).replace("80%", "90%")), second


# BL9: the file and its suppressions.


@fault("unreadable-file")
def byte_of_another_encoding(draws: Draws) -> Planted:
    at = draws.place().line
    lines = [line.encode() for line in draws.backlog.lines]
    lines[at] += b" caf\xe9"
    return b"\n".join(lines), at


@fault("unused-suppression", form=Form.CHECKBOX)
def silence_about_nothing(draws: Draws) -> Planted:
    return draws.appended(draws.place().line, " <!-- backlogmd-disable-line duplicate-task -->")


@fault("invalid-suppression", form=Form.CHECKBOX)
def silence_about_no_rule(draws: Draws) -> Planted:
    return draws.appended(draws.place().line, " <!-- backlogmd-disable-line dupliacte-task -->")


@pytest.mark.parametrize("one", FAULTS, ids=lambda one: f"{one.rule}-{one.plant.__name__}")
@settings(law, max_examples=25)
@given(st.data())
def test_one_fault_is_the_one_finding(one: Fault, data: st.DataObject) -> None:
    dialect = data.draw(st.sampled_from(one.dialects))
    language = data.draw(st.sampled_from(one.languages))
    backlog = data.draw(printed.backlogs(dialect, language, tidy=True, **one.fixed))
    text, line = one.plant(Draws(backlog, data))
    assert found(text, backlog) == [(one.rule, line)], text


NOT_PLANTED = {
    "not-a-backlog": "a backlog with tasks in it is one",
}
"""Rules on by default that no fault breaks, with the reason."""


def test_every_rule_that_is_on_by_default_is_broken_by_a_fault() -> None:
    planted = {one.rule for one in FAULTS}
    assert {rule.name for rule in all_rules() if rule.default} == planted | set(NOT_PLANTED)
