"""Backlogs that are made up as a model and printed as a person would write them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from hypothesis import strategies as st

from backlogmd import Document, Estimate, Form, State, Task
from backlogmd.nodes import Kind


class Subtask(NamedTuple):
    """A box below a task."""

    title: str
    state: State


class Meant(NamedTuple):
    """A task that is nobody's subtask. Estimates are in minutes or points."""

    form: Form
    title: str
    state: State
    estimate: tuple[str, int, int] | None
    priority: str | None
    subtasks: tuple[Subtask, ...]


class Figure(NamedTuple):
    """A total: the 0-based line on which it stands, its spelling, and one that is wrong."""

    line: int
    true: str
    false: str


@dataclass
class Backlog:
    """A printed backlog and what it says."""

    lines: list[str] = field(default_factory=list)
    meant: list[Meant] = field(default_factory=list)
    totals: list[Figure] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def with_false(self, place: Figure) -> str:
        """The text with one total made wrong."""
        lines = list(self.lines)
        before, _, after = lines[place.line].rpartition(place.true)
        lines[place.line] = f"{before}{place.false}{after}"
        return "\n".join(lines) + "\n"

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
    return ("points" if estimate.kind is Kind.POINTS else "minutes", int(estimate.low), int(estimate.high))


class Unit(NamedTuple):
    """How all amounts of a backlog are written. `{}` is the number."""

    one: str
    many: str
    kind: str
    worth: int
    """In minutes or points."""
    step: int
    """Amounts are multiples of it."""
    column: str
    """What a column of bare numbers in this unit is called."""

    def text(self, low: int, high: int) -> str:
        if low == high:
            return (self.one if low == 1 else self.many).format(low)
        return self.many.format(f"{low}-{high}")


UNITS = [
    Unit("{} hour", "{} hours", "minutes", 60, 1, "Hours"),
    Unit("{}h", "{}h", "minutes", 60, 1, "Hours"),
    Unit("{} min", "{} min", "minutes", 1, 15, "Minutes"),
    Unit("{} day", "{} days", "minutes", 480, 1, "Days"),
    Unit("{} pt", "{} pts", "points", 1, 1, "Points"),
    Unit("{} point", "{} points", "points", 1, 1, "Story Points"),
]

# Plain words, none of which says when, how much, how urgent or by whom.
VERBS = "Draw Mend Paint Sort Weave Trim Carve Fold Wash Stack Polish Hang".split()
THINGS = "lanterns baskets ribbons kites benches barrels ladders curtains pebbles sails wheels candles".split()
TITLES = [f"{verb} the {thing}" for verb in VERBS for thing in THINGS]
STEPS = [
    f"{verb} the {thing}"
    for verb in ("Fetch", "Soak", "Bend", "Glue", "Tie", "Dye")
    for thing in ("thread", "wire", "cloth", "reed", "wax", "twine", "felt", "paper")
]

HEADINGS = ["Tasks", "Backlog", "Sprint 3", "Phase 1", "Work Items", "Stories", "Planned Features"]
LEVELS = {"URGENT": ("Critical", "P0"), "HIGH": ("High", "P1"), "MEDIUM": ("Medium", "P2"), "LOW": ("Low", "P3")}
WORDS = {
    State.OPEN: ("To Do", "Open", "⬜ To Do"),
    State.IN_PROGRESS: ("In Progress", "🔄 In Progress"),
    State.DONE: ("Done", "✅ Done", "✅"),
    State.BLOCKED: ("Blocked",),
    State.CANCELLED: ("Cancelled",),
}
BOXES = {
    State.OPEN: " ",
    State.DONE: "x",
    State.IN_PROGRESS: "/",
    State.CANCELLED: "-",
    State.DEFERRED: ">",
    State.BLOCKED: "!",
}
EMOJI = {State.OPEN: "⬜", State.DONE: "✅", State.IN_PROGRESS: "🔄"}
STATES = {
    Form.CHECKBOX: list(BOXES),
    Form.HEADING: list(WORDS),
    Form.ROW: list(WORDS),
    Form.ITEM: list(EMOJI),
    Form.LINE: [State.OPEN, State.DONE],
}


class _Printer:
    """One backlog in the making. How things are spelled is drawn once for the whole of it, as one person writes."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.out = Backlog()
        self.unit = draw(st.sampled_from(UNITS))
        self.estimated = draw(st.sampled_from([True, True, False]))
        self.ranges = draw(st.booleans())
        self.ids = draw(st.booleans())
        self.bold = draw(st.booleans())
        self.priorities = draw(st.sampled_from(["none", "tasks", "sections"]))
        self.fields = draw(st.sampled_from(["lines", "bullets", "plain bullets", "one line"]))
        self.marker = draw(st.sampled_from(["1. ", "- "]))
        self.bare = draw(st.booleans())
        self.title = draw(st.integers(0, len(TITLES) - 1))
        self.step = draw(st.integers(0, len(STEPS) - 1))
        self.number = 0
        self.sums: list[Meant] = []

    def print(self) -> Backlog:
        out, draw = self.out, self.draw
        out.lines += ["# Lantern Festival", ""]
        intro = self.estimated and draw(st.booleans())
        at = len(out.lines)
        names = draw(st.permutations([f"{words[0]} Priority" for words in LEVELS.values()]))
        if self.priorities != "sections":
            names = draw(st.permutations(HEADINGS))
        forms = [form for form in Form if self.estimated or form is not Form.LINE]
        for name in names[: draw(st.integers(1, 3))]:
            self._section(name, draw(st.sampled_from(forms)))
        counted = [one for one in out.meant if one.state is not State.CANCELLED]
        if not self.estimated or not counted:
            out.totals.clear()
            return self._done(counted)
        if intro:
            # It stands above the sections, whose totals move down.
            out.lines[at:at] = [self._total_line(counted), ""]
            out.totals = [one._replace(line=one.line + 2) for one in out.totals]
            self._claim(at, counted)
        else:
            out.lines += ["## Summary", ""]
            if self._levels_are_full(counted) and draw(st.booleans()):
                self._summary(counted)
            else:
                out.lines.append(self._total_line(counted))
                self._claim(len(out.lines) - 1, counted)
        return self._done(counted)

    def _done(self, counted: list[Meant]) -> Backlog:
        # What is wrong is larger than every sum that anyone could mean.
        low, high = self._sum(counted)
        false = self.unit.text(2 * low + 7, 2 * high + (8 if high != low else 7))
        self.out.totals = [
            one._replace(false=false if any(map(str.isalpha, one.true)) else _bare(false)) for one in self.out.totals
        ]
        return self.out

    def _sum(self, tasks: list[Meant]) -> tuple[int, int]:
        amounts = [one.estimate for one in tasks if one.estimate is not None and one.state is not State.CANCELLED]
        return sum(one[1] for one in amounts) // self.unit.worth, sum(one[2] for one in amounts) // self.unit.worth

    def _claim(self, line: int, tasks: list[Meant], *, bare: bool = False) -> None:
        text = self.unit.text(*self._sum(tasks))
        self.out.totals.append(Figure(line, _bare(text) if bare else text, ""))

    def _total_line(self, tasks: list[Meant]) -> str:
        text = self.unit.text(*self._sum(tasks))
        return self.draw(st.sampled_from(["**Total:** {}", "**Total Estimate:** {}", "Total: {}"])).format(text)

    def _levels_are_full(self, counted: list[Meant]) -> bool:
        """Whether every task has a level, and every level has work."""
        levels = {one.priority for one in self.out.meant}
        return None not in levels and levels == {one.priority for one in counted}

    def _summary(self, counted: list[Meant]) -> None:
        lines = self.out.lines
        with_total = self.draw(st.booleans())
        lines += ["| Priority | Estimate |", "|----------|----------|"]
        for name, words in LEVELS.items():
            tasks = [one for one in counted if one.priority == name]
            if tasks:
                lines.append(f"| {words[0]} | {self.unit.text(*self._sum(tasks))} |")
                if not with_total:
                    self._claim(len(lines) - 1, tasks)
        if with_total:
            lines.append(f"| **TOTAL** | **{self.unit.text(*self._sum(counted))}** |")
            self._claim(len(lines) - 1, counted)

    # Sections and tasks.

    def _section(self, name: str, form: Form) -> None:
        draw, lines = self.draw, self.out.lines
        section = next((level for level, words in LEVELS.items() if name.startswith(words[0])), None)
        at = len(lines)
        lines += [f"## {name}", ""]
        tasks = [self._task(form, section) for _ in range(draw(st.integers(2, 4)))]
        self.out.meant += tasks
        printer = {Form.ROW: self._rows, Form.HEADING: self._headings, Form.LINE: self._lines}.get(form, self._list)
        printer(tasks, None if section else "own")
        # Days in a heading say when and not how much.
        if self.estimated and self._sum(tasks)[0] and self.unit.worth != 480 and draw(st.booleans()):
            lines[at] += f" ({self.unit.text(*self._sum(tasks))})"
            self._claim(at, tasks)

    def _task(self, form: Form, section: str | None) -> Meant:
        draw = self.draw
        self.title = (self.title + 13) % len(TITLES)
        state = draw(st.sampled_from(STATES[form]))
        estimate = None
        if self.estimated:
            low = draw(st.integers(1, 12)) * self.unit.step
            high = low + (draw(st.integers(0, 4)) * self.unit.step if self.ranges else 0)
            estimate = (self.unit.kind, low * self.unit.worth, high * self.unit.worth)
        priority = section
        if self.priorities == "tasks":
            priority = draw(st.sampled_from(list(LEVELS)))
        steps = 0 if form is Form.ROW else draw(st.integers(1 if form is Form.LINE else 0, 2))
        subtasks = tuple(self._subtask(state) for _ in range(steps))
        return Meant(form, TITLES[self.title], state, estimate, priority, subtasks)

    def _subtask(self, parent: State) -> Subtask:
        self.step = (self.step + 7) % len(STEPS)
        done = parent is State.DONE or (parent is not State.CANCELLED and self.draw(st.booleans()))
        return Subtask(STEPS[self.step], State.DONE if done else State.OPEN)

    def _id(self) -> str:
        self.number += 1
        return f"T-{self.number:03}"

    def _named(self, task: Meant) -> str:
        return f"{self._id()}: {task.title}" if self.ids else task.title

    def _amount(self, task: Meant) -> str:
        assert task.estimate is not None
        return self.unit.text(task.estimate[1] // self.unit.worth, task.estimate[2] // self.unit.worth)

    def _tail(self, task: Meant, own: str | None) -> str:
        code = f" [{LEVELS[task.priority][1]}]" if own and task.priority else ""
        return f"{code} ({self._amount(task)})" if task.estimate else code

    def _boxes(self, task: Meant, indent: str) -> None:
        self.out.lines += [f"{indent}- [{BOXES[one.state]}] {one.title}" for one in task.subtasks]

    def _list(self, tasks: list[Meant], own: str | None) -> None:
        for number, task in enumerate(tasks, 1):
            named = self._named(task)
            if task.form is Form.CHECKBOX:
                marker = "- "
                head = f"[{BOXES[task.state]}] " + (f"**{named}**" if self.bold else named)
            else:
                marker = self.marker.replace("1", str(number))
                shown = task.state is not State.OPEN or self.draw(st.booleans())
                head = (f"{EMOJI[task.state]} " if shown else "") + f"**{named}**"
            self.out.lines.append(f"{marker}{head}{self._tail(task, own)}")
            self._boxes(task, " " * len(marker))
        self.out.lines.append("")

    def _lines(self, tasks: list[Meant], own: str | None) -> None:
        for task in tasks:
            mark = " ✅" if task.state is State.DONE else ""
            self.out.lines.append(f"**{self._named(task)}{self._tail(task, own)}**{mark}")
            self._boxes(task, "")
            self.out.lines.append("")

    def _headings(self, tasks: list[Meant], own: str | None) -> None:
        lines = self.out.lines
        for number, task in enumerate(tasks, 1):
            named = self._named(task) if self.ids else f"{number}. {task.title}"
            fields = []
            if task.estimate:
                name = "Story Points" if self.unit.kind == "points" else "Effort"
                fields.append((name, self._amount(task)))
            if own and task.priority:
                fields.append(("Priority", LEVELS[task.priority][0]))
            if task.state is State.DONE and self.draw(st.booleans()):
                named += " ✅"
            elif task.state is not State.OPEN or self.draw(st.booleans()):
                fields.append(("Status", self.draw(st.sampled_from(WORDS[task.state]))))
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
            lines += ["The old ones are worn out.", ""]
            if task.subtasks:
                lines += ["**Steps:**", ""]
                self._boxes(task, "")
                lines.append("")

    def _rows(self, tasks: list[Meant], own: str | None) -> None:
        lines = self.out.lines
        with_priority = own is not None and self.priorities == "tasks"
        header = ["ID"] if self.ids else []
        header.append(self.draw(st.sampled_from(["Task", "Story", "Item", "Title"])))
        if self.estimated:
            header.append(self.unit.column if self.bare else "Estimate")
        header += ["Priority"] if with_priority else []
        header.append("Status")
        lines += [_row(header), "|" + "---|" * len(header)]
        for task in tasks:
            cells = [self._id()] if self.ids else []
            cells.append(task.title)
            if task.estimate:
                cells.append(_bare(self._amount(task)) if self.bare else self._amount(task))
            if with_priority and task.priority:
                cells.append(LEVELS[task.priority][0])
            cells.append(self.draw(st.sampled_from(WORDS[task.state])))
            lines.append(_row(cells))
        whole = all(task.state is not State.CANCELLED for task in tasks)
        if self.estimated and whole and self.draw(st.booleans()):
            text = self.unit.text(*self._sum(tasks))
            cells = ["**Total**", f"**{_bare(text) if self.bare else text}**"]
            cells = ([""] if self.ids else []) + cells
            lines.append(_row(cells + [""] * (len(header) - len(cells))))
            self._claim(len(lines) - 1, tasks, bare=self.bare)
        lines.append("")


def _bare(text: str) -> str:
    """An amount without its unit."""
    return "".join(character for character in text if character.isdigit() or character == "-")


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


@st.composite
def backlogs(draw: st.DrawFn) -> Backlog:
    """A backlog in all five forms, with totals that are right."""
    return _Printer(draw).print()
