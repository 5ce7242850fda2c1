"""Backlogs that are made up as a model and printed as a person would write them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from hypothesis import strategies as st

from backlogmd import Dialect, Document, Estimate, Form, State, Task
from backlogmd.nodes import Kind
from backlogmd.vocabulary import dialect_named
from tests.spoken import LANGUAGES, MINUTES, POINTS, Language, Unit

_V = TypeVar("_V")


class Subtask(NamedTuple):
    """A box below a task."""

    title: str
    state: State


class Meant(NamedTuple):
    """A task that is nobody's subtask. Estimates are in minutes or points, or a size."""

    form: Form
    title: str
    state: State
    estimate: tuple[str, int, int] | None
    priority: str | None
    subtasks: tuple[Subtask, ...]


class Figure(NamedTuple):
    """A total: the 0-based line on which it stands, its spelling, one that is wrong, and who says so."""

    line: int
    true: str
    false: str
    rule: str


@dataclass
class Place:
    """Where a task stands: 0-based lines, that of its title and those of its subtasks."""

    task: Meant
    id: str
    line: int = 0
    steps: list[int] = field(default_factory=list)
    priority: int | None = None
    """The line that gives its priority, in a field or a cell."""
    end: int = 0
    """The line after its last one."""


@dataclass
class Part:
    """A section with tasks of one form."""

    name: str
    form: Form
    level: int | None
    """Which level all its tasks have by its heading."""
    line: int
    places: list[Place]
    end: int = 0


@dataclass
class Backlog:
    """A printed backlog and what it says."""

    dialect: Dialect
    language: Language
    unit: Unit
    lines: list[str] = field(default_factory=list)
    meant: list[Meant] = field(default_factory=list)
    totals: list[Figure] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    """The rows of the summary, if it has some."""
    asides: dict[str, list[int]] = field(default_factory=dict)
    """The lines of what stands beside the tasks: `issues`, `severities`, `plan`, `metrics`, `assignments`."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    @property
    def places(self) -> list[Place]:
        return [place for part in self.parts for place in part.places]

    def with_false(self, place: Figure) -> str:
        """The text with one total made wrong."""
        before, _, after = self.lines[place.line].rpartition(place.true)
        return self.with_line(place.line, f"{before}{place.false}{after}")

    def with_line(self, at: int, *lines: str) -> str:
        """The text with other lines in the place of one."""
        return "\n".join([*self.lines[:at], *lines, *self.lines[at + 1 :]]) + "\n"

    def __repr__(self) -> str:
        return f"{self.text}\n{self.meant}"


def read(document: Document) -> list[Meant]:
    """The same model of a document."""
    return [
        Meant(
            task.form,
            task.title.text,
            task.state,
            _amount(task.estimate),
            priority.level if (priority := document.priority_of(task)) else None,
            tuple(Subtask(one.title.text, one.state) for one in document.children_of(task)),
        )
        for task in document.tasks
        if not any(isinstance(one, Task) for one in document.parents_of(task))
    ]


def _amount(estimate: Estimate | None) -> tuple[str, int, int] | None:
    if estimate is None:
        return None
    kind = {Kind.POINTS: POINTS, Kind.SIZE: estimate.unit}.get(estimate.kind, MINUTES)
    return (kind, int(estimate.low), int(estimate.high))


SIZES = ["XS", "S", "M", "L", "XL"]
SIZE = Unit("", "", "size", 1, 1, "Size")

BOXES = {
    State.OPEN: " ",
    State.DONE: "x",
    State.IN_PROGRESS: "/",
    State.CANCELLED: "-",
    State.DEFERRED: ">",
    State.BLOCKED: "!",
}
EMOJI = {State.OPEN: "⬜", State.DONE: "✅", State.IN_PROGRESS: "🔄"}


class _Printer:
    """One backlog in the making. How things are spelled is drawn once for the whole of it, as one person writes.

    What is given in *fixed* is not drawn.
    """

    def __init__(self, draw: st.DrawFn, dialect: str, language: str, fixed: dict[str, Any]) -> None:
        self.draw = draw
        self.fixed = fixed
        self.language = LANGUAGES[language]
        self.dialect = dialect_named(dialect)
        self.tidy: bool = fixed.get("tidy", False)
        self.estimated = self.choose("estimated", [True, True, False])
        self.sized = self.estimated and dialect == "tshirt" and self.choose("sized", [True, False])
        self.unit = SIZE if self.sized else self.choose("unit", self.language.units)
        self.ranges = self.choose("ranges", [True, False])
        self.ids = self.choose("ids", [True, False])
        self.bold = self.choose("bold", [True, False])
        self.priorities = self.choose("priorities", ["none", "tasks", "sections"])
        self.colours = self.tidy and self.choose("colours", [True, False])
        self.numbered = self.tidy and self.choose("numbered", [True, False])
        self.versions = self.tidy and self.choose("versions", [False, False, True])
        kinds = ["issues", "severities", "plan", "metrics", "assignments"]
        self.aside = self.choose("aside", ["", *kinds]) if self.tidy else ""
        self.fields = self.choose("fields", ["lines", "bullets", "plain bullets", "one line"])
        self.marker = self.choose("marker", ["1. ", "- "])
        self.bare = bool(self.unit.column) and self.choose("bare", [True, False])
        self.title = draw(st.integers(0, len(self.language.titles) - 1))
        self.step = draw(st.integers(0, len(self.language.steps) - 1))
        self.number = 0
        self.out = Backlog(self.dialect, self.language, self.unit)
        # Only what the dialect knows.
        self.boxes = {state: box for state, box in BOXES.items() if self.dialect.state(box) is state}
        self.states = {
            Form.CHECKBOX: list(self.boxes),
            Form.HEADING: list(self.language.states),
            Form.ROW: list(self.language.states),
            Form.ITEM: list(EMOJI),
            Form.LINE: [State.OPEN, State.DONE],
        }
        self.levels = [level.name for level in self.dialect.levels[:4]]
        codes = [level.codes[0] for level in self.dialect.levels[:4]]
        self.words = tuple(codes) if dialect == "p0" else self.language.levels
        self.groups = tuple(codes) if dialect == "p0" else self.language.groups
        self.marks = [f"[{code}]" for code in codes]
        if dialect == "obsidian-tasks":
            self.marks = [level.marks[0] for level in self.dialect.levels[:4]]

    def choose(self, name: str, values: list[_V] | tuple[_V, ...]) -> _V:
        return self.fixed[name] if name in self.fixed else self.draw(st.sampled_from(values))

    def print(self) -> Backlog:
        out, draw, words = self.out, self.draw, self.language
        out.lines += ["# Lantern Festival", ""]
        intro = self.estimated and not self.sized and self.choose("intro", [True, False])
        at = len(out.lines)
        if intro:
            out.lines += ["", ""]
        names = draw(st.permutations(words.headings))
        if self.priorities == "sections":
            names = draw(st.permutations(self.groups))
        elif self.versions:
            names = [f"Version 1.{number}" for number in range(1, 5)]
        names = names[: self.choose("sections", [1, 2, 3])]
        if self.priorities == "sections" and self.tidy:
            names.sort(key=self.groups.index)
        forms = [form for form in Form if self.estimated or form is not Form.LINE]
        for name in names:
            self._section(name, self.choose("form", forms))
        counted = [one for one in out.meant if one.state is not State.CANCELLED]
        totals = self.choose("totals", [True]) and self.estimated and not self.sized and bool(counted)
        if not totals:
            out.totals.clear()
        elif intro:
            out.lines[at] = self._total_line(counted)
            self._claim(at, counted, "prose-total-mismatch")
        else:
            out.lines += [f"## {words.summary}", ""]
            if self._levels_are_full(counted) and self.choose("summary", [True, False]):
                self._summary(counted)
            else:
                out.lines.append(self._total_line(counted))
                self._claim(len(out.lines) - 1, counted, "prose-total-mismatch")
            out.lines.append("")
        if self.aside:
            self._beside_tasks()
        while not out.lines[-1]:
            out.lines.pop()
        return self._done(counted)

    def _done(self, counted: list[Meant]) -> Backlog:
        # What is wrong is larger than every sum that anyone could mean.
        low, high = self._sum(counted)
        false = self.unit.text(2 * low + 7, 2 * high + (8 if high != low else 7))
        self.out.totals = [
            one._replace(false=false if one.true != _bare(one.true) else _bare(false)) for one in self.out.totals
        ]
        return self.out

    def _sum(self, tasks: list[Meant]) -> tuple[int, int]:
        amounts = [one.estimate for one in tasks if one.estimate is not None and one.state is not State.CANCELLED]
        return sum(one[1] for one in amounts) // self.unit.worth, sum(one[2] for one in amounts) // self.unit.worth

    def _claim(self, line: int, tasks: list[Meant], rule: str, *, bare: bool = False) -> None:
        text = self.unit.text(*self._sum(tasks))
        self.out.totals.append(Figure(line, _bare(text) if bare else text, "", rule))

    def _total_line(self, tasks: list[Meant]) -> str:
        return self.draw(st.sampled_from(self.language.totals)).format(self.unit.text(*self._sum(tasks)))

    def _levels_are_full(self, counted: list[Meant]) -> bool:
        """Whether every task has a level, and every level has work."""
        levels = {one.priority for one in self.out.meant}
        return None not in levels and levels == {one.priority for one in counted}

    def _summary(self, counted: list[Meant]) -> None:
        out, words = self.out, self.language
        with_total = self.choose("total_row", [True, False])
        out.lines += [_row([words.priority, words.estimate]), "|----------|----------|"]
        for name, word in zip(self.levels, self.words, strict=True):
            tasks = [one for one in counted if one.priority == name]
            if tasks:
                out.rows.append(len(out.lines))
                out.lines.append(_row([word, self.unit.text(*self._sum(tasks))]))
                if not with_total:
                    self._claim(len(out.lines) - 1, tasks, "total-mismatch")
        if with_total:
            out.lines.append(_row([f"**{words.total}**", f"**{self.unit.text(*self._sum(counted))}**"]))
            self._claim(len(out.lines) - 1, counted, "table-total-mismatch")

    def _beside_tasks(self) -> None:
        out, words = self.out, self.language
        match self.aside:
            case "issues":
                lines = [f"## {words.issues}", "", *(f"{number}. {self._next_step()}" for number in range(1, 4))]
            case "severities":
                lines = [f"## {words.issues}"]
                for word in (words.levels[1], words.levels[3]):
                    lines += ["", f"### {word}", "", f"1. {self._next_step()}"]
            case "plan":
                heading, phase, length, whole, _ = words.plan
                lines = [f"## {heading} ({whole})"]
                for number in range(1, 4):
                    lines += ["", f"### {phase} {number}: {self._next_step()} ({length})", "", f"- {self._next_step()}"]
            case "metrics":
                lines = [f"## {words.metrics}", "", *(f"- {self._next_step()} {one}" for one in ("> 80%", "< 100ms"))]
            case "assignments":
                # Rules are read in English.
                given = [name for name in self.levels if any(one.priority == name for one in out.meant)]
                lines = ["## Assignments"] if given else []
                for person, name in zip(("Ana", "Ben", "Cleo", "Dan"), given, strict=False):
                    lines += ["", f"### {person}", "", f"- All {name} tasks"]
        out.asides[self.aside] = [len(out.lines) + at for at, line in enumerate(lines) if line]
        out.lines += lines

    # Sections and tasks.

    def _section(self, name: str, form: Form) -> None:
        lines = self.out.lines
        level = self.groups.index(name) if name in self.groups else None
        at = len(lines)
        colour = f"{self.dialect.levels[level].emoji[0]} " if level is not None and self.colours else ""
        lines += [f"## {colour}{name}", ""]
        number = self.choose("tasks", [2, 3, 4])
        places = [Place(self._task(form, level), self._id()) for _ in range(number)]
        tasks = [place.task for place in places]
        self.out.meant += tasks
        self.out.parts.append(Part(name, form, level, at, places))
        printer = {Form.ROW: self._rows, Form.HEADING: self._headings, Form.LINE: self._lines}.get(form, self._list)
        printer(places, own=level is None)
        self.out.parts[-1].end = len(lines)
        # Days in a heading say when and not how much.
        fits = self.estimated and not self.sized and self._sum(tasks)[0] and self.unit.worth != 480
        if fits and self.choose("figures", [True, False]):
            lines[at] += f" ({self.unit.text(*self._sum(tasks))})"
            self._claim(at, tasks, "heading-total-mismatch")
        elif self.tidy and level is None and self.choose("counts", [True, False, False]):
            # What is counted is work: cancelled tasks are none.
            lines[at] += f" ({self.language.counted.format(sum(one.state is not State.CANCELLED for one in tasks))})"
        elif self.tidy and form is Form.CHECKBOX and self.choose("progress", [True, False, False]):
            counted = [one for one in tasks if one.state is not State.CANCELLED]
            lines[at] += f" [{sum(one.state is State.DONE for one in counted)}/{len(counted)}]"

    def _task(self, form: Form, level: int | None) -> Meant:
        draw = self.draw
        self.title = (self.title + 13) % len(self.language.titles)
        state = self.choose("state", self.states[form])
        estimate = None
        if self.sized:
            estimate = (draw(st.sampled_from(SIZES)), 0, 0)
        elif self.estimated:
            low = draw(st.integers(1, 12)) * self.unit.step
            high = low + (draw(st.integers(0, 4)) * self.unit.step if self.ranges else 0)
            estimate = (self.unit.kind, low * self.unit.worth, high * self.unit.worth)
        if self.priorities == "tasks":
            level = draw(st.integers(0, len(self.levels) - 1))
        priority = None if level is None else self.levels[level]
        least, most = self.fixed.get("steps", (1 if form is Form.LINE else 0, 2))
        steps = 0 if form is Form.ROW else draw(st.integers(least, most))
        subtasks = [self._subtask(state) for _ in range(steps)]
        if self.tidy and steps and state is not State.DONE and all(one.state is State.DONE for one in subtasks):
            subtasks[-1] = subtasks[-1]._replace(state=State.OPEN)
        return Meant(form, self.language.titles[self.title], state, estimate, priority, tuple(subtasks))

    def _next_step(self) -> str:
        self.step = (self.step + 5) % len(self.language.steps)
        return self.language.steps[self.step]

    def _subtask(self, parent: State) -> Subtask:
        title = self._next_step()
        done = parent is State.DONE or (parent is not State.CANCELLED and self.draw(st.booleans()))
        return Subtask(title, State.DONE if done else State.OPEN)

    def _id(self) -> str:
        self.number += 1
        return f"T-{self.number:03}" if self.ids else ""

    def _named(self, place: Place) -> str:
        return f"{place.id}: {place.task.title}" if place.id else place.task.title

    def _amount(self, task: Meant) -> str:
        assert task.estimate is not None
        if self.sized:
            return task.estimate[0]
        return self.unit.text(task.estimate[1] // self.unit.worth, task.estimate[2] // self.unit.worth)

    def _tail(self, task: Meant, *, own: bool) -> str:
        mark = f" {self.marks[self.levels.index(task.priority)]}" if own and task.priority else ""
        return f"{mark} ({self._amount(task)})" if task.estimate else mark

    def _boxes(self, place: Place, indent: str) -> None:
        for one in place.task.subtasks:
            place.steps.append(len(self.out.lines))
            self.out.lines.append(f"{indent}- [{self.boxes[one.state]}] {one.title}")
        place.end = len(self.out.lines)

    def _list(self, places: list[Place], *, own: bool) -> None:
        for number, place in enumerate(places, 1):
            task, named = place.task, self._named(place)
            if task.form is Form.CHECKBOX:
                marker = f"{number}. " if self.numbered else "- "
                head = f"[{self.boxes[task.state]}] " + (f"**{named}**" if self.bold else named)
            else:
                marker = self.marker.replace("1", str(number))
                shown = task.state is not State.OPEN or self.draw(st.booleans())
                head = (f"{EMOJI[task.state]} " if shown else "") + f"**{named}**"
            place.line = len(self.out.lines)
            self.out.lines.append(f"{marker}{head}{self._tail(task, own=own)}")
            self._boxes(place, " " * len(marker))
        self.out.lines.append("")

    def _lines(self, places: list[Place], *, own: bool) -> None:
        for place in places:
            mark = " ✅" if place.task.state is State.DONE else ""
            place.line = len(self.out.lines)
            self.out.lines.append(f"**{self._named(place)}{self._tail(place.task, own=own)}**{mark}")
            self._boxes(place, "")
            self.out.lines.append("")

    def _headings(self, places: list[Place], *, own: bool) -> None:
        lines, words = self.out.lines, self.language
        for number, place in enumerate(places, 1):
            task = place.task
            named = self._named(place) if self.ids else f"{number}. {task.title}"
            fields = []
            if task.estimate:
                name = "Story Points" if words is LANGUAGES["en"] and self.unit.kind == POINTS else words.effort
                fields.append(("Size" if self.sized else name, self._amount(task)))
            if own and task.priority:
                fields.append((words.priority, self.words[self.levels.index(task.priority)]))
            if task.state is State.DONE and self.draw(st.booleans()):
                named += " ✅"
            elif task.state is not State.OPEN or self.draw(st.booleans()):
                fields.append((words.status, self.draw(st.sampled_from(words.states[task.state]))))
            place.line = len(lines)
            lines += [f"### {named}", ""]
            match self.fields:
                case "lines":
                    lines += [f"**{name}:** {value}" for name, value in fields]
                case "bullets":
                    lines += [f"- **{name}:** {value}" for name, value in fields]
                case "plain bullets":
                    lines += [f"- {name}: {value}" for name, value in fields]
                case "one line":
                    lines += [" | ".join(f"**{name}**: {value}" for name, value in fields)] if fields else []
            if fields:
                lines.append("")
            lines += [words.prose, ""]
            if task.subtasks:
                lines += [words.steps_below, ""]
                self._boxes(place, "")
                lines.append("")

    def _rows(self, places: list[Place], *, own: bool) -> None:
        lines, words = self.out.lines, self.language
        with_priority = own and self.priorities == "tasks"
        header = ["ID"] if self.ids else []
        header.append(self.draw(st.sampled_from(words.columns)))
        if self.estimated:
            header.append(self.unit.column if self.bare or self.sized else words.estimate)
        header += [words.priority] if with_priority else []
        header.append(words.status)
        lines += [_row(header), "|" + "---|" * len(header)]
        for place in places:
            task = place.task
            cells = [place.id] if self.ids else []
            cells.append(task.title)
            if task.estimate:
                cells.append(_bare(self._amount(task)) if self.bare and not self.sized else self._amount(task))
            if with_priority and task.priority:
                cells.append(self.words[self.levels.index(task.priority)])
            cells.append(self.draw(st.sampled_from(words.states[task.state])))
            place.line = len(lines)
            lines.append(_row(cells))
        whole = all(place.task.state is not State.CANCELLED for place in places)
        fits = self.estimated and not self.sized and whole
        if fits and self.choose("column_totals", [True, False]):
            tasks = [place.task for place in places]
            text = self.unit.text(*self._sum(tasks))
            cells = [f"**{words.total}**", f"**{_bare(text) if self.bare else text}**"]
            cells = ([""] if self.ids else []) + cells
            lines.append(_row(cells + [""] * (len(header) - len(cells))))
            self._claim(len(lines) - 1, tasks, "table-total-mismatch", bare=self.bare)
        lines.append("")


def _bare(text: str) -> str:
    """An amount without its unit."""
    return "".join(character for character in text if character.isdigit() or character == "-")


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


@st.composite
def backlogs(draw: st.DrawFn, /, dialect: str = "default", language: str = "en", **fixed: Any) -> Backlog:
    """A backlog in all five forms, with totals that are right.

    With `tidy=True`, it also is so that nothing at all can be said against it. Other names fix what else is drawn.
    """
    return _Printer(draw, dialect, language, fixed).print()
