"""The tree: what a backlog says, with the exact place of every part.

Nodes are frozen and know nothing of their parents. What a task takes over from around it (its priority, its project)
is asked of the `Document`, never copied. Spans are offsets into `Document.source`; the span of a child lies inside the
span of its parent.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from dataclasses import Field as Field_
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, Literal, TypeVar, cast, dataclass_transform

from backlogmd.source import Source, Span
from backlogmd.vocabulary import Form, Role, State

Amount = int | Fraction
"""An exact number: a whole one is an int."""


class _Node:
    """What all nodes share. It is written once here and not generated for each class, which start-up would feel."""

    __slots__ = ()
    _fields: ClassVar[tuple[Field_[Any], ...]]

    def __init__(self, *values: Any, **named: Any) -> None:
        put = object.__setattr__
        own = self._fields
        for one, value in zip(own, values, strict=False):
            put(self, one.name, value)
        for one in own[len(values) :]:
            if one.name in named and one.init:
                put(self, one.name, named.pop(one.name))
            elif one.default is not MISSING:
                put(self, one.name, one.default)
            elif one.default_factory is not MISSING:
                put(self, one.name, one.default_factory())
            else:
                raise TypeError(f"{self.__class__.__name__} needs `{one.name}`")
        if named or len(values) > len(own):
            raise TypeError(f"{self.__class__.__name__} has no field for {', '.join(named) or values[len(own)]!r}")

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        # Copies and pickles are made anew, for nothing can be set on a node.
        return self.__class__, tuple(getattr(self, one.name) for one in self._fields if one.init)

    def _values(self) -> Iterator[tuple[str, Any]]:
        return ((one.name, getattr(self, one.name)) for one in self._fields if one.compare)

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(value == getattr(other, name) for name, value in self._values())

    def __hash__(self) -> int:
        return hash((self.__class__, *(value for _, value in self._values())))

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({', '.join(f'{name}={value!r}' for name, value in self._values())})"


_N = TypeVar("_N", bound=_Node)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def _node(cls: type[_N]) -> type[_N]:
    """A slotted dataclass that `_Node` keeps frozen."""
    made = dataclass(slots=True, init=False, eq=False, repr=False)(cls)
    made._fields = fields(cast("Any", made))
    return made


class Emphasis(Enum):
    """How the whole title of a task is marked up."""

    NONE = "none"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKE = "strike"


@_node
class Label(_Node):
    """A short piece of text and where it stands: a title, a name, a tag, an id."""

    text: str
    span: Span


class Spelling(Enum):
    """How a priority is written."""

    WORD = "word"
    EMOJI = "emoji"
    CODE = "code"
    LETTER = "letter"
    MARK = "mark"


@_node
class Priority(_Node):
    """A level of the dialect, and how it was written."""

    level: str
    """The name of the level, such as `HIGH`."""
    spelling: Spelling
    text: str
    """What names the level, as written: `High`, `P1`, `🟠`."""
    span: Span
    """Where that stands, with the emoji beside it."""
    emoji: Label | None = None
    """The emoji that stands with it: its text is the emoji as it was meant, its span what stands there."""


class Kind(Enum):
    """What an estimate is counted in. Kinds never mix in a sum."""

    DURATION = "duration"
    POINTS = "points"
    SIZE = "size"


@_node
class Estimate(_Node):
    """How much work something is: a duration or points, each perhaps a range, or a T-shirt size."""

    kind: Kind
    low: Amount
    """Minutes for a duration, points for points, 0 for a size. In a range, the end that is written first."""
    high: Amount
    """The same as `low` unless a range was written."""
    unit: str
    """`minute`, `hour`, `day`, `week`, `month`, `point`, or the size itself (`M`)."""
    text: str
    """The amount as written, without the brackets or the field name around it."""
    span: Span
    """Where `text` stands."""
    approximate: bool = False
    """Written with `~` or a word like it."""
    unit_text: str = ""
    """The last unit as written, such as `hours` or `h`."""
    precision: Amount = 0
    """The worth of the last digit written, in minutes or points: the most that rounding can hide."""
    bound: Literal["", ">=", "<="] = ""
    """`>=` for an open end (`10+ hours`), `<=` for `under 10 minutes`."""

    @property
    def is_range(self) -> bool:
        """Whether two ends were written."""
        return self.low != self.high


@_node
class Progress(_Node):
    """How much is done, as written: `[2/5]`, `[40%]`, `3/37 (8%)`."""

    span: Span
    text: str
    done: int | None = None
    total: int | None = None
    percent: int | None = None


@_node
class Count(_Node):
    """A number of tasks, as written: `24 tasks`, `(5 items)`."""

    number: int
    text: str
    span: Span


class DateKind(Enum):
    """What happens or happened on a date."""

    CREATED = "created"
    SCHEDULED = "scheduled"
    START = "start"
    DUE = "due"
    DONE = "done"
    CANCELLED = "cancelled"


@_node
class Date(_Node):
    """A date of a task. `value` is `YYYY-MM-DD`, in whatever order it is written, and may be no day of any calendar."""

    kind: DateKind
    value: str
    span: Span


@_node
class Field(_Node):
    """A name with a value: `risk:low`, `[energy:: high]`. Names are lower case."""

    name: str
    value: str
    span: Span


class ReferenceKind(Enum):
    """What a reference points at."""

    URL = "url"
    ISSUE = "issue"
    TICKET = "ticket"
    CVE = "cve"
    GHSA = "ghsa"
    VERSION = "version"
    PATH = "path"


@_node
class Reference(_Node):
    """Something outside the backlog that a task names."""

    kind: ReferenceKind
    text: str
    span: Span


class MarkKind(Enum):
    """How a state is written."""

    BOX = "box"
    EMOJI = "emoji"
    STRIKE = "strike"
    FIELD = "field"
    """The value of a field, `Status: Done`, or of a column of a table."""
    SECTION = "section"
    """The name of the section that the task stands in, such as `Done`."""


@_node
class StateMark(_Node):
    """One way in which a task says where it stands. A task may have several, and they may disagree."""

    kind: MarkKind
    state: State
    text: str
    """As written: `✅`, `In progress`; for a section, its heading."""
    span: Span


@_node
class Note(_Node):
    """A bullet without a checkbox, or a further paragraph of an item: what belongs to a task, or plain text."""

    span: Span
    """The whole item, with what is nested in it."""
    text: Label
    notes: tuple[Note, ...] = ()
    tasks: tuple[Task, ...] = ()
    """Tasks nested under the bullet."""
    beside_tasks: bool = False
    """Whether another item of the same list is a task."""
    type: Literal["note"] = "note"


@_node
class Task(_Node):
    """One unit of work."""

    span: Span
    """The whole item, with its notes and subtasks."""
    form: Form
    state: State
    """By the first of its `marks`; open without any."""
    state_char: str
    """The character between the brackets; empty for a task without a box."""
    state_span: Span
    """Where the mark of its state stands; empty, at the title, where there is none."""
    title: Label
    """What is to be done, without markup round the whole and without what the other fields hold."""
    emphasis: Emphasis = Emphasis.NONE
    estimate: Estimate | None = None
    more_estimates: tuple[Estimate, ...] = ()
    """Further estimates of the same task, in the order they stand."""
    priority: Priority | None = None
    id: Label | None = None
    depends_on: tuple[Label, ...] = ()
    assignees: tuple[Label, ...] = ()
    tags: tuple[Label, ...] = ()
    dates: tuple[Date, ...] = ()
    fields: tuple[Field, ...] = ()
    references: tuple[Reference, ...] = ()
    progress: Progress | None = None
    notes: tuple[Note, ...] = ()
    subtasks: tuple[Task, ...] = ()
    actual: Estimate | None = None
    """The time that it really took."""
    marks: tuple[StateMark, ...] = ()
    """Everything that says where it stands, the most binding first: its box, then what stands in its line, its fields,
    its section."""
    type: Literal["task"] = "task"

    @property
    def children(self) -> Iterator[Task]:
        """The subtasks, and the tasks that stand under its notes, in order.

        What stands in the sections below a heading that is a task is asked of `Document.children_of`.
        """
        below = list(self.subtasks)
        for note in self.notes:
            below.extend(_tasks_under(note))
        return iter(sorted(below, key=_start))

    @property
    def counts(self) -> bool:
        """Whether the task is work at all: a cancelled one leaves both sides of every sum."""
        return self.state is not State.CANCELLED

    @property
    def is_done(self) -> bool:
        """Whether the work is finished."""
        return self.state is State.DONE


@_node
class Condition(_Node):
    """One thing that must hold of a task: `hours>4`, `-state:done`, `category~test`."""

    key: str
    """What is looked at, such as `project`; durations are `minutes`, whichever unit was written."""
    operator: Literal[":", "~", "=", "<", "<=", ">", ">="]
    """What is asked of it; `:` is the usual reading of the key (see `syntax.selector`)."""
    values: tuple[str, ...]
    """One of these will do; an empty one means that the task has no such value. Numbers are decimals or fractions."""
    negated: bool = False
    """Whether it must not hold."""


@_node
class Selector(_Node):
    """Which tasks: every condition given must hold; an empty selector means all tasks.

    The one grammar for summary rows, assignment rules, the API and the command line is in `syntax.selector`.
    """

    priorities: tuple[str, ...] = ()
    """Names of levels, one of which the task must have."""
    words: tuple[str, ...] = ()
    """Words that name a project, a category or a milestone, or else stand in titles."""
    states: tuple[State, ...] = ()
    """States, one of which the task must have."""
    name: str = ""
    """The words as they were written, in lower case: a whole name of a section is matched before its words."""
    conditions: tuple[Condition, ...] = ()
    """What else must hold."""

    @property
    def selects_all(self) -> bool:
        """Whether there is no condition."""
        return not (self.priorities or self.words or self.states or self.conditions)


class ClaimKind(Enum):
    """Where a claim stands."""

    SUMMARY = "summary"
    HEADING = "heading"
    PROSE = "prose"
    PARENT = "parent"
    MACHINE = "machine"
    """In data that a program keeps in a comment."""


@_node
class Part(_Node):
    """One of the figures that a claim sums up: an entry of a list, such as `- Testing: 3 days`."""

    span: Span
    name: str
    value: Estimate | Count


@_node
class Claim(_Node):
    """Something the document says about itself that can be computed."""

    span: Span
    kind: ClaimKind
    selector: Selector
    subject: str
    """What the claim is about, in the document's words: `HIGH`, `Phase 1`."""
    value: Estimate | Count | Progress
    scope: Span
    """The innermost part of the document in which it stands: a section, a task, or everything."""
    of_open: bool | None = None
    """Whether the words limit it to open work (True), to finished work (False), or say neither (None)."""
    parts: tuple[Part, ...] = ()
    """The figures that it sums up, where these are listed beside it and are no tasks."""
    each: bool = False
    """Whether it holds of every one of `parts` by itself and not of their sum: `under 10 minutes each`."""
    type: Literal["claim"] = "claim"


class RowKind(Enum):
    """What a row of a summary table does."""

    DATA = "data"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    PARTIAL = "partial"
    """A total of some rows that are not said: a minimum, what remains, with a buffer."""


@_node
class Cell(_Node):
    """One cell: its text without surrounding blanks, and where that stands."""

    text: str
    span: Span
    value: Estimate | Count | Progress | None = None
    """The figure in it, if it is one."""


@_node
class SummaryRow(_Node):
    """A row of a summary table. `selector` is None where the table does not group tasks."""

    span: Span
    kind: RowKind
    key: Label
    name: str
    """The key without its emoji."""
    selector: Selector | None
    cells: tuple[Cell, ...]


class Measure(Enum):
    """What a column of a summary table counts."""

    EFFORT = "effort"
    TASKS = "tasks"
    PROGRESS = "progress"
    OTHER = "other"
    """A figure that says nothing about tasks, such as a cost."""


@_node
class Column(_Node):
    """A column: its header, and what its figures mean. `measure` is None for a column without figures."""

    header: Label
    measure: Measure | None
    of_open: bool | None = None
    """As in `Claim.of_open`."""
    adds_up: bool = True
    """Whether a total of the column is the sum of its rows; not so for averages, rates and parallel time."""


@_node
class SummaryTable(_Node):
    """A table that sums up the work by priority, project, category or the like, or that has a total row."""

    span: Span
    columns: tuple[Column, ...]
    rows: tuple[SummaryRow, ...]
    key_column: int
    """The index of the column that says what a row is about."""
    groups: bool
    """Whether its rows are about groups of tasks of this document."""
    tasks: tuple[Task, ...] = ()
    """The rows that are tasks themselves."""
    type: Literal["summary-table"] = "summary-table"

    @property
    def total(self) -> SummaryRow | None:
        """The last total row, if there is one."""
        return next((row for row in reversed(self.rows) if row.kind is RowKind.TOTAL), None)


@_node
class Table(_Node):
    """Any other table."""

    span: Span
    header: tuple[Cell, ...]
    """Empty for rows that stand by themselves and go on with the table before them."""
    rows: tuple[tuple[Cell, ...], ...]
    tasks: tuple[Task, ...] = ()
    """The rows that are tasks."""
    type: Literal["table"] = "table"


@_node
class KnownIssue(_Node):
    """An entry of a list of known issues."""

    span: Span
    number: int | None
    """The number as written, None in a bullet list."""
    severity: str | None
    """The heading that it stands under, such as `Critical`."""
    title: Label
    details: tuple[Note, ...] = ()
    tasks: tuple[Task, ...] = ()
    """Tasks that stand right below it."""
    type: Literal["known-issue"] = "known-issue"


class ResourceKind(Enum):
    """What is needed."""

    ROLE = "role"
    INFRASTRUCTURE = "infrastructure"


@_node
class Resource(_Node):
    """A person or a thing that the work needs."""

    span: Span
    kind: ResourceKind
    name: Label
    duration: Estimate | None = None
    details: tuple[Note, ...] = ()
    tasks: tuple[Task, ...] = ()
    """Tasks that stand right below it."""
    type: Literal["resource"] = "resource"


@_node
class Metric(_Node):
    """A line of success metrics."""

    span: Span
    text: Label
    subject: str
    comparator: Literal[">", ">=", "<", "<=", "=", "zero"] | None = None
    """None for a metric without a threshold."""
    value: str | None = None
    """The number as written."""
    unit: str | None = None
    condition: str | None = None
    """What follows the figure, such as `for 10MB files`."""
    type: Literal["metric"] = "metric"


@_node
class AssignmentRule(_Node):
    """One line under an assignee: which tasks."""

    span: Span
    text: Label
    selector: Selector
    type: Literal["assignment-rule"] = "assignment-rule"


@_node
class Paragraph(_Node):
    """Running text."""

    span: Span
    text: Label
    type: Literal["paragraph"] = "paragraph"


class OpaqueKind(Enum):
    """What kind of text is not read."""

    CODE = "code"
    FENCE = "fence"
    HTML = "html"
    RULE = "rule"


@_node
class Opaque(_Node):
    """Text that is no part of the backlog: code, HTML, a rule."""

    span: Span
    kind: OpaqueKind
    type: Literal["opaque"] = "opaque"


Item = Task | Note | KnownIssue | Resource | Metric | AssignmentRule | SummaryTable | Table | Claim | Paragraph | Opaque
"""What can stand directly in a section."""


@_node
class Reading(_Node):
    """In which form a section has its tasks, and why it was read so."""

    form: Form
    reason: str
    span: Span
    """What was read so: a heading, a list, a table."""


@_node
class Section(_Node):
    """A heading and everything up to the next heading of its level or above."""

    span: Span
    level: int
    heading: Label
    role: Role
    name: str
    """The heading without its priority, category, estimate and the like."""
    alias: str | None = None
    """A second name, in parentheses after the first; for an assignee, their role."""
    number: str | None = None
    """Of a phase or a version."""
    priority: Priority | None = None
    category: Label | None = None
    estimate: Estimate | None = None
    progress: Progress | None = None
    count: Count | None = None
    items: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    task: Task | None = None
    """The task that the heading itself is. What stands directly below it are its notes and subtasks."""
    readings: tuple[Reading, ...] = ()
    """Why the tasks that have no checkbox were read as tasks."""


@_node
class Phase(_Node):
    """A part of a timeline."""

    span: Span
    number: str | None
    name: str
    duration: Estimate | None
    goals: tuple[Note, ...]


@_node
class Milestone(_Node):
    """A version, and the tasks planned for it."""

    span: Span
    version: str
    tasks: tuple[Task, ...]


@_node
class Assignment(_Node):
    """A person or a team, and the rules that say which tasks are theirs."""

    span: Span
    assignee: str
    assignee_role: str | None
    rules: tuple[AssignmentRule, ...]

    @property
    def is_team(self) -> bool:
        """Whether it is shared by several people."""
        return bool({"team", "everyone", "all", "shared", "anyone"} & set(self.assignee.lower().split()))


@_node
class Document(_Node):
    """A whole backlog."""

    source: Source
    span: Span
    title: Label | None
    """The first heading, where it is of level 1 and the only one of that level."""
    front_matter: Span | None
    preamble: tuple[Item, ...]
    """What stands before the first heading."""
    sections: tuple[Section, ...]
    opaque: tuple[Opaque, ...] = ()
    """Code, HTML and rules at every depth, in the order they stand."""
    readings: tuple[Reading, ...] = ()
    """As in `Section.readings`, for what stands before the first heading."""
    _index: list[Any] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks, subtasks too, in the order they stand."""
        return self._lookup.tasks

    @property
    def all_sections(self) -> tuple[Section, ...]:
        """All sections, at every depth, in the order they stand."""
        return self._lookup.sections

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Everything the document says about itself, in the order it stands."""
        return self._lookup.claims

    @property
    def known_issues(self) -> tuple[KnownIssue, ...]:
        """The entries of lists of known issues."""
        return tuple(item for item in self._lookup.items if isinstance(item, KnownIssue))

    @property
    def resources(self) -> tuple[Resource, ...]:
        """The people and things that the work needs."""
        return tuple(item for item in self._lookup.items if isinstance(item, Resource))

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The lines of success metrics."""
        return tuple(item for item in self._lookup.items if isinstance(item, Metric))

    @property
    def summaries(self) -> tuple[SummaryTable, ...]:
        """The tables that sum something up."""
        return tuple(item for item in self._lookup.items if isinstance(item, SummaryTable))

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The sections that are phases of a timeline."""
        return tuple(
            Phase(one.span, one.number, one.name, one.estimate, _notes_in(one))
            for one in self.all_sections
            if one.role is Role.PHASE
        )

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """The sections that are versions."""
        return tuple(
            Milestone(one.span, one.number or one.name, self.tasks_in(one.span))
            for one in self.all_sections
            if one.role is Role.MILESTONE
        )

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """The people and teams with rules that say which tasks are theirs."""
        return tuple(
            Assignment(one.span, one.name, one.alias, tuple(i for i in one.items if isinstance(i, AssignmentRule)))
            for one in self.all_sections
            if one.role is Role.ASSIGNEE
        )

    @property
    def notes(self) -> Iterator[Note]:
        """All notes at every depth: of tasks, of other notes, of known issues and of resources.

        Those of headings that are tasks come last.
        """
        for item in self._lookup.items:
            if isinstance(item, Note):
                yield from _notes_under(item)
            elif isinstance(item, Task):
                yield from _notes_of(item)
            elif isinstance(item, KnownIssue | Resource):
                for note in item.details:
                    yield from _notes_under(note)
                for task in item.tasks:
                    yield from _notes_of(task)
        for section in self.all_sections:
            if section.task is not None:
                yield from _notes_of(section.task)

    @property
    def items(self) -> tuple[Item, ...]:
        """What stands directly in any section, in order."""
        return self._lookup.items

    def tasks_in(self, span: Span) -> tuple[Task, ...]:
        """The tasks that begin inside *span*."""
        lookup = self._lookup
        first = bisect_right(lookup.starts, span.start - 1)
        return lookup.tasks[first : bisect_right(lookup.starts, span.end - 1)]

    def parents_of(self, node: Task | Section) -> tuple[Task | Section, ...]:
        """What holds *node*, from the innermost task or section to the outermost section.

        The section of a heading that is a task stands outside of that task.
        """
        lookup = self._lookup
        return (lookup.around if isinstance(node, Section) else lookup.parents).get(node.span, ())

    def children_of(self, task: Task) -> tuple[Task, ...]:
        """The tasks right below *task*, in order: subtasks, those under its notes, those in sections below it."""
        return self._lookup.children.get(task.span, ())

    def explain(self, section: Section | None = None) -> str:
        """Why the tasks of *section* (of the whole document if None) were read in the forms they have, line by line."""
        lines = []
        places: tuple[Document | Section, ...] = (self, *self.all_sections) if section is None else (section,)
        for place in places:
            whys: dict[tuple[Form, str], list[str]] = {}
            for why in place.readings:
                whys.setdefault((why.form, why.reason), []).append(str(self.source.position(why.span.start).line))
            items = place.preamble if isinstance(place, Document) else place.items
            boxes = [item for item in items if isinstance(item, Task) and item.form is Form.CHECKBOX]
            if boxes:
                line = str(self.source.position(boxes[0].span.start).line)
                whys.setdefault((Form.CHECKBOX, "the entries have checkboxes"), []).append(line)
            lines += [f"line {', '.join(where)}: {form.value}: {reason}" for (form, reason), where in whys.items()]
        return "\n".join(lines)

    def priority_of(self, task: Task) -> Priority | None:
        """The task's own priority, else that of the nearest task or section around it that has one."""
        if task.priority is not None:
            return task.priority
        return next((one.priority for one in self.parents_of(task) if one.priority is not None), None)

    def project_of(self, task: Task) -> Section | None:
        """The nearest section around the task that is a project; None where the document is the one project."""
        return self._nearest(task, Role.PROJECT)

    def milestone_of(self, task: Task) -> Section | None:
        """The nearest section around the task that is a version."""
        return self._nearest(task, Role.MILESTONE)

    def category_of(self, task: Task) -> Label | None:
        """The category of the nearest section around the task that has one."""
        around = (one.category for one in self.parents_of(task) if isinstance(one, Section))
        return next((category for category in around if category is not None), None)

    def _nearest(self, task: Task, role: Role) -> Section | None:
        for one in self.parents_of(task):
            if isinstance(one, Section) and one.role is role:
                return one
        return None

    @property
    def _lookup(self) -> _Index:
        if not self._index:
            self._index.append(_Index(self))
        index: _Index = self._index[0]
        return index


class _Index:
    """The flat views of a document, made once, when the first of them is asked for."""

    __slots__ = ("around", "children", "claims", "items", "parents", "sections", "starts", "tasks")

    def __init__(self, document: Document) -> None:
        self.around: dict[Span, tuple[Task | Section, ...]] = {}
        """What holds each section."""
        self.parents: dict[Span, tuple[Task | Section, ...]] = {}
        """What holds each task."""
        sections: list[Section] = []
        items: list[Item] = list(document.preamble)
        tasks: list[Task] = []
        claims: list[Claim] = []
        self._add_items(document.preamble, document.span, (), tasks, claims)
        pending: list[tuple[Section, tuple[Task | Section, ...]]] = [(one, ()) for one in reversed(document.sections)]
        while pending:
            section, around = pending.pop()
            self.around[section.span] = around
            sections.append(section)
            items.extend(section.items)
            inside: tuple[Task | Section, ...] = (section, *around)
            if section.task is None:
                claims.extend(_heading_claims(section))
            else:
                self._add_task(section.task, inside, tasks, claims)
                inside = (section.task, *inside)
            self._add_items(section.items, section.span, inside, tasks, claims)
            pending.extend((one, inside) for one in reversed(section.sections))
        self.sections = tuple(sections)
        self.items = tuple(items)
        tasks.sort(key=_start)
        self.tasks = tuple(tasks)
        self.starts = [task.span.start for task in tasks]
        below: dict[Span, list[Task]] = {}
        for task in tasks:
            above = next((one for one in self.parents[task.span] if isinstance(one, Task)), None)
            if above is not None:
                below.setdefault(above.span, []).append(task)
        self.children = {span: tuple(children) for span, children in below.items()}
        claims.extend(claim for task in tasks if task.span in below for claim in _parent_claims(task))
        claims.sort(key=_claim_place)
        self.claims = tuple(claims)

    def _add_items(
        self,
        items: tuple[Item, ...],
        scope: Span,
        around: tuple[Task | Section, ...],
        tasks: list[Task],
        claims: list[Claim],
    ) -> None:
        for item in items:
            if isinstance(item, Task):
                self._add_task(item, around, tasks, claims)
            elif isinstance(item, Note):
                for task in _tasks_under(item):
                    self._add_task(task, around, tasks, claims)
            elif isinstance(item, SummaryTable):
                claims.extend(_summary_claims(item, scope))
                for task in item.tasks:
                    self._add_task(task, around, tasks, claims)
            elif isinstance(item, Table):
                for task in item.tasks:
                    self._add_task(task, around, tasks, claims)
            elif isinstance(item, Claim):
                claims.append(item)
            elif isinstance(item, KnownIssue | Resource):
                for task in (*item.tasks, *(task for note in item.details for task in _tasks_under(note))):
                    self._add_task(task, around, tasks, claims)

    def _add_task(self, task: Task, around: tuple[Task | Section, ...], tasks: list[Task], claims: list[Claim]) -> None:
        self.parents[task.span] = around
        tasks.append(task)
        if task.subtasks or task.notes:
            for child in task.children:
                self._add_task(child, (task, *around), tasks, claims)


def _claim_place(claim: Claim) -> Span:
    return claim.span


def _start(node: Task) -> int:
    return node.span.start


def _tasks_under(note: Note) -> Iterator[Task]:
    yield from note.tasks
    for inner in note.notes:
        yield from _tasks_under(inner)


def _notes_under(note: Note) -> Iterator[Note]:
    yield note
    for inner in note.notes:
        yield from _notes_under(inner)
    for task in note.tasks:
        yield from _notes_of(task)


def _notes_of(task: Task) -> Iterator[Note]:
    for note in task.notes:
        yield from _notes_under(note)
    for child in task.subtasks:
        yield from _notes_of(child)


def _notes_in(section: Section) -> tuple[Note, ...]:
    return tuple(item for item in section.items if isinstance(item, Note))


def _heading_claims(section: Section) -> Iterator[Claim]:
    for value in (section.estimate, section.progress, section.count):
        if value is not None:
            subject = section.name or section.heading.text
            yield Claim(value.span, ClaimKind.HEADING, Selector(), subject, value, section.span)


def _parent_claims(task: Task) -> Iterator[Claim]:
    for value in (task.estimate, task.progress):
        if value is not None:
            yield Claim(value.span, ClaimKind.PARENT, Selector(), task.title.text, value, task.span)


def _summary_claims(table: SummaryTable, scope: Span) -> Iterator[Claim]:
    if not table.groups:
        return
    for row in table.rows:
        if row.selector is None or row.kind not in (RowKind.DATA, RowKind.TOTAL):
            continue
        for column, cell in zip(table.columns, row.cells, strict=False):
            if cell.value is not None and column.measure not in (None, Measure.OTHER):
                yield Claim(cell.span, ClaimKind.SUMMARY, row.selector, row.name, cell.value, scope, column.of_open)
