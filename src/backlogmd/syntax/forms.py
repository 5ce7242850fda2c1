"""Which headings, list entries and lines are tasks, though they have no checkbox.

It is decided section by section, by words and by structure, and always with a reason that can be shown. A heading is a
task because it is numbered as one, has an id, or has fields that only work has; a list entry because the entries have
estimates, states or bold titles where work is listed; a line because it is a bold title over a list. Text that only
looks like work (criteria, risks, how-tos) is left alone: where words and structure say nothing, so does this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from backlogmd.nodes import Reading
from backlogmd.pattern import lazy
from backlogmd.source import Source, Span
from backlogmd.syntax.fields import STRONG, FieldLine, front_matter_fields, leading_state, read_fields, says_something
from backlogmd.syntax.inline import LineParts, read_task_line
from backlogmd.syntax.lines import row_cells
from backlogmd.syntax.outline import Draft, Element, ListBlock, ListItem, Outline, TableRows, Text
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import Dialect, FieldKind, Form, Role, State

_WORK_WORDS = frozenset(
    "task tasks story stories issue issues bug bugs backlog todo todos improvement improvements enhancement "
    "enhancements ticket tickets fix fixes debt epic epics sprint items action actions plan roadmap "
    "deliverables iteration kanban wins cleanup refactoring chores defects "
    "tarea tareas historia historias incidencias errores mejoras requisitos pendiente pendientes plan "
    "tarefa tarefas histórias melhorias requisitos pendente pendentes pendências tâche tâches améliorations récits "
    "aufgabe aufgaben fehler verbesserungen anforderungen arbeitspakete maßnahmen vorhaben "
    "задача задачи задач история истории баги ошибки улучшения доработки бэклог план спринт".split()
)
# Features are described more often than they are planned.
_FEATURES = frozenset("feature features funcionalidades fonctionnalités funktionen фичи функции".split())
_PLANNED = frozenset(
    "planned future new requested request requests upcoming missing next proposed nuevas novas nouvelles neue "
    "новые".split()
)
_WORK_CHARACTERS = tuple(
    "任务 任務 待办 待辦 需求 功能 缺陷 故事 计划 計劃 タスク 課題 作業 バグ 機能 計画 "
    "할일 작업 버그 기능 백로그".split()
)
# What a section is that holds no work: with nothing but these words in its name, and such as stand between them.
_OTHER_WORDS = frozenset(
    "overview note notes background risk risks mitigation mitigations blocker blockers dependency dependencies "
    "prerequisite prerequisites reference references appendix glossary context introduction architecture analysis "
    "cause causes lessons learned changelog team roles goal goals objective objectives faq links command commands "
    "example examples documentation conclusion conclusions metric metrics criteria legend definitions stack files "
    "patterns recommendations rationale history retrospective review summary principles rule rules guidelines "
    "assumptions constraints debugging troubleshooting alternative alternatives option options solution solutions "
    "benefits advantages disadvantages pros cons impact results outcome outcomes verification validation steps "
    "procedure instructions ingredients agenda usage installation strengths weaknesses "
    "positivos fortalezas stärken vorteile ergebnisse schritte ablauf ventajas resultados pasos avantages résultats "
    "étapes passos преимущества результаты шаги introducción conclusión conclusiones resumen introdução conclusão "
    "einleitung einführung fazit hintergrund lösungsvorschläge lösungen введение заключение выводы "
    "riesgos riscos risques risiken dependencias dependências dépendances abhängigkeiten notas anmerkungen hinweise "
    "objetivos objectifs ziele риски заметки примечания зависимости цели".split()
)
_BETWEEN = frozenset(
    "a an and the of to for this that in on with or our my your project technical tech key root success additional "
    "external further general other common modify change success week y e de et und von и must be before starting "
    "complete proposed possible potential considered rejected recommended why expected test positive "
    "points pontos puntos au aux du le la les del der die das den zum zur à en к в для".split()
)
# Words for a whole; the others name the pieces of work in it.
_WHOLES = frozenset("backlog plan roadmap sprint iteration kanban debt бэклог план спринт".split())
_OTHER_CHARACTERS = tuple("风险 風險 说明 說明 备注 備註 リスク 備考 メモ 依赖 위험 참고 메모".split())
_OTHER_ROLES = frozenset(
    (Role.SUMMARY, Role.METRICS, Role.RESOURCES, Role.ASSIGNMENTS, Role.ASSIGNEE, Role.CRITERIA, Role.TIMELINE)
)
_WORK_ROLES = frozenset((Role.PRIORITY, Role.PHASE, Role.MILESTONE, Role.ARCHIVE))

_HEAD = lazy(r"[^\w\[(#`]*")
_ALTERNATIVES = frozenset(
    "option options alternative alternatives solution solutions lösungen lösungsvorschläge".split()
)
# Ways to do one thing, of which one is chosen.
_CHOICE = lazy(
    r"[^\w]*(?:(?:option|alternative|approach|variant|variante|scenario|solution|opción|opção|ansatz|lösung|вариант)\s+"
    r"(?:[0-9]{1,2}|[a-z])(?=\s*(?:[:：.,)(–—-]|$))|(?:方案|选项|案)\s?[0-9a-z一二三四五]\b)",
    re.IGNORECASE,
)
_TASK_WORD = lazy(
    r"(?:sub-?task|task|user story|story|issue|bug|ticket|item|todo|feature|action item|tarea|historia|tarefa|história"
    r"|tâche|tache|aufgabe|arbeitspaket|задача|任务|任務|タスク|課題|작업|과제"
    r"|(?:fix|bug ?fix|improvement)(?=\s*#?[0-9]))"
    r"\s*[#№]?\s*(?P<id>(?:[A-Z]{1,6}-?)?[0-9]+(?:[.-][0-9]+)*[a-z]?)?\s*(?P<mark>[:：.)–—]|\s-\s|$)\s*",
    re.IGNORECASE,
)
_ID = lazy(
    r"[\[`]?(?P<id>[A-Z][A-Z0-9]{0,9}-(?:[A-Z]{1,5}-)?[A-Z]?[0-9]+(?:[-.][A-Za-z0-9]+)*|#[0-9]+"
    r"|(?:US|TD|PB|T|BUG|TASK|FEAT|REQ)[0-9]{1,5}"
    r"|(?:Task|Story|Issue|Bug|Ticket|Feature|Item|Todo)-[0-9]+(?:[-.][0-9]+)*)"
    r"[\]`]?(?=[\s:：.)\]–—-]|$)"
)
_NUMBER = lazy(r"(?P<id>[0-9]{1,3}(?:\.[0-9]{1,3})+)[.):：]?\s+(?=\S)|(?P<plain>[0-9]{1,3})[.):：]\s*(?=\S)")
_GROUPS = frozenset("EPIC PRD MILESTONE M PROJECT PLAN EP".split())
_NOT_IDS = frozenset(
    "ADR RFC CVE GHSA ISO UTF SHA HTTP RISK R V Q KPI OKR FAQ STEP SPRINT PHASE DAY WEEK TC TEST UC NFR".split()
)

_BOLD_LINE = lazy(r"\s*(?:\*\*|__)(?P<inner>(?:(?!\*\*|__).)+)(?:\*\*|__)(?P<rest>[^*]*)$")
_STRUCK = lazy(r"\s*~~(?:(?!~~).)+~~\s*[.,;]?\s*$")
_BOX_LINE = lazy(r"\[[ xX~/-]\]\s+\S")
_BOLD_START = lazy(r"\s*(?:[^\w\s*_]+\s*)?(?:\*\*|__)(?P<inner>(?:(?!\*\*|__).)+)(?:\*\*|__)")
_STATE_START = lazy(r"[^\w\s*_`\[(<\"'-]")
_CLAUSE = lazy(r"\s*(?:\*\*|__)(?:GIVEN|WHEN|THEN|Given|When|Then)\b")
_ENOUGH = 0.8
_LONGEST_LABEL = 60
_LABEL_HEAD = lazy(r"^[^\w]+")
# Sections in which even a plain entry is something to do.
_TO_DO = frozenset(
    (
        "todo", "to do", "to-do", "todos", "to-dos", "todo list", "to-do list", "to do list", "things to do",
        "open tasks", "remaining tasks", "pending tasks", "por hacer", "tareas pendientes", "a fazer",
        "tarefas pendentes", "à faire", "a faire", "tâches à faire", "zu erledigen", "offene aufgaben", "待办", "待辦",
        "待办事项", "待辦事項", "やること", "할 일", "할일", "сделать", "нужно сделать",
    )
)  # fmt: skip

Row = tuple[Span, tuple[Span, ...]]
_WORD = lazy(r"[^\W\d_]+")
_CODE = lazy(r"`[^`]*`")
# A text about work: `Introduction to the backlog`, `How to add a task`, `Why plan at all?`.
_ABOUT = lazy(
    r"(?:introduc\w+|introdução|einführung|einleitung|about|how|why|what(?!['’]s next| next| to do)"
    r"|when|overview of|guide|conclusi\w+|conclusão"
    r"|cómo|como|por qué|comment|pourquoi|wie|warum|как|почему|введение"
    r"|(?:report|suggest|submit|creat|writ|add|manag|clos|estimat|prioriti[sz]|triag|handl|track|understand)ing"
    r"|working with)\b"
)


class Numbering(NamedTuple):
    """How a heading begins: its class, the id in it, and where the title goes on."""

    kind: str
    """`word` (`Task 1.1:`), `id` (`[TD-001]`), `number` (`1.`), or nothing."""
    id: Span | None
    """Offsets into the heading's text."""
    start: int
    """Where it begins, behind emoji and markup."""
    end: int


def numbering(text: str) -> Numbering:
    """How the heading *text* begins."""
    head = _HEAD.match(text)
    start = head.end() if head else 0
    match = _TASK_WORD.match(text, start)
    if match is not None and match.end() < len(text) and (match["id"] or match["mark"] not in (".", ")", "")):
        return Numbering("word", Span(*match.span("id")) if match["id"] else None, start, match.end())
    match = _ID.match(text, start)
    if match is not None and match["id"].split("-")[0].rstrip("0123456789") not in _NOT_IDS:
        return Numbering("id", Span(*match.span("id")), start, start)
    match = _NUMBER.match(text, start)
    if match is not None:
        return Numbering("number", Span(*match.span("id")) if match["id"] else None, start, match.end())
    return Numbering("", None, start, start)


def decide(outline: Outline, source: Source, dialect: Dialect) -> None:
    """Say of every section of *outline* whether its name speaks of work, and whether its heading is a task."""
    _Decision(source, dialect).run(outline)


class _Signs:
    """What a section shows of being a task."""

    __slots__ = ("boxes", "draft", "estimated_boxes", "fields", "group", "numbering", "parent", "tables")

    def __init__(self, draft: Draft, parent: Draft | None, fields: set[FieldKind], kind: Numbering) -> None:
        self.draft = draft
        self.parent = parent
        self.fields = fields
        self.numbering = kind
        self.group = False
        """Whether tasks that are no checkboxes stand below it."""
        self.boxes = 0
        self.estimated_boxes = 0
        self.tables = False

    @property
    def strong(self) -> bool:
        """Whether something says so that hardly anything but work has."""
        return bool(self.fields & STRONG) or self.has_estimate

    @property
    def has_estimate(self) -> bool:
        """Whether its heading has an estimate that is no sum of what stands below."""
        return self.draft.parts.estimate is not None and not self.estimated_boxes


class _Decision:
    def __init__(self, source: Source, dialect: Dialect) -> None:
        self.source = source
        self.dialect = dialect

    def run(self, outline: Outline) -> None:
        self._read_front_matter(outline)
        signs: list[_Signs] = []
        for draft in outline.top:
            self._survey(draft, None, outline, signs)
        self.title = outline.title
        self._mark_groups(outline)
        if Form.HEADING not in self.dialect.forms:
            return
        # From the innermost sections outwards: what holds tasks is no task.
        inner: dict[int, list[_Signs]] = {}
        for one in signs if any(one.numbering.kind or one.fields for one in signs) else ():
            inner.setdefault(one.draft.level, []).append(one)
        holders: set[int] = set()
        for level in sorted(inner, reverse=True):
            for reason, chosen in self._chosen(inner[level], holders):
                heading = Span(chosen.draft.lines[0].start, chosen.draft.lines[-1].end)
                chosen.draft.reading = Reading(Form.HEADING, reason, heading)
                if chosen.numbering.kind == "id" and chosen.numbering.id is not None:
                    start, end = chosen.numbering.id
                    outline.ids.add(Run(self.source, chosen.draft.lines).text[start:end])
            for one in inner[level]:
                if one.parent is not None and (one.draft.reading is not None or id(one.draft) in holders):
                    holders.add(id(one.parent))
        if outline.title is not None and not holders:
            self._read_title(outline, outline.title)

    def _read_title(self, outline: Outline, title: Draft) -> None:
        """A file about one task has its id in the title, and its fields below."""
        run = Run(self.source, title.lines)
        kind = numbering(run.text)
        if title.reading is not None or kind.id is None or kind.kind not in ("word", "id"):
            return
        content = title.content or (title.sections[0].content if title.sections else [])
        fields = [field for element in content for field in self._fields_of(element)]
        kinds = {field.kind for field in fields}
        group = run.text[kind.id.start : kind.id.end].split("-")[0] in _GROUPS
        if len(kinds & STRONG) > 1 and not group and not any(isinstance(one, TableRows) for one in title.content):
            heading = Span(title.lines[0].start, title.lines[-1].end)
            reason = "the title has an id, and the fields below it are those of a task"
            title.reading = Reading(Form.HEADING, reason, heading)
            if content is not title.content:
                outline.task_fields = fields

    def _survey(self, draft: Draft, parent: Draft | None, outline: Outline, signs: list[_Signs]) -> None:
        # A title speaks of the whole file, which holds other things, too.
        draft.work = _speaks_of_work(draft, parent.work if parent is not None and parent is not outline.title else None)
        if draft is not outline.title and len(draft.parts.text.text) <= 300:
            run = Run(self.source, draft.lines)
            fields = {field.kind for element in draft.content for field in self._fields_of(element)}
            one = _Signs(draft, parent, fields, numbering(run.text))
            for element in draft.content:
                if isinstance(element, ListBlock):
                    boxes = [item for item in element.items if item.box is not None]
                    one.boxes += len(boxes)
                    if boxes and one.draft.parts.estimate is not None and self._has_estimates(boxes):
                        one.estimated_boxes += 1
                elif isinstance(element, TableRows):
                    one.tables = True
            signs.append(one)
        for child in draft.sections:
            self._survey(child, draft, outline, signs)

    def _read_front_matter(self, outline: Outline) -> None:
        """A file about one task says where it stands, and more, in its front matter."""
        if outline.front_matter is None or Form.HEADING not in self.dialect.forms:
            return
        fields = list(front_matter_fields(Run(self.source, (outline.front_matter,)), self.dialect))
        kinds = {field.kind for field in fields}
        if FieldKind.STATE not in kinds or len(kinds - {FieldKind.TITLE}) < 2:
            return
        outline.task_fields = fields
        if outline.title is not None:
            title = outline.title
            heading = Span(title.lines[0].start, title.lines[-1].end)
            title.reading = Reading(Form.HEADING, "the front matter has the fields of one task", heading)

    def _mark_groups(self, outline: Outline) -> None:
        """Sections side by side that name different states are the columns of a board.

        Where one of those with numbers is about something else, as an introduction is, the numbers are of chapters.
        """
        self.chapters: set[int] = set()
        groups = [outline.top, *(draft.sections for draft in outline.drafts() if draft.sections)]
        for group in groups:
            numbered = [draft for draft in group if numbering(self._text(draft)).kind == "number"]
            if any(draft.work is False for draft in numbered):
                self.chapters.update(map(id, numbered))
            states = [(draft, section_state(draft, self.dialect)) for draft in group]
            if len({state for _, state in states} - {None}) > 1:
                for draft, state in states:
                    draft.board = state is not None and not any(isinstance(one, TableRows) for one in draft.content)

    def _text(self, draft: Draft) -> str:
        return Run(self.source, draft.lines).text

    def _fields_of(self, element: Element) -> Iterator[FieldLine]:
        """The fields in a paragraph, or in the entries of a list without boxes."""
        if isinstance(element, Text):
            yield from self._fields(element.lines)
        elif isinstance(element, ListBlock) and not element.has_tasks:
            for item in element.items:
                yield from self._fields(item.lines)

    def _fields(self, lines: tuple[Span, ...]) -> Iterator[FieldLine]:
        text = self.source.text
        if any(":" in text[line.start : line.end] or "：" in text[line.start : line.end] for line in lines):
            for field in read_fields(Run(self.source, lines), self.dialect):
                if says_something(field, self.dialect):
                    yield field

    def _has_estimates(self, boxes: Sequence[ListItem]) -> bool:
        for item in boxes:
            if item.box is None:
                continue
            first = item.lines[0]
            line = Span(min(first.start + item.box.length, first.end), first.end)
            if read_task_line(Run(self.source, (line,)), self.dialect).estimates:
                return True
        return False

    def _chosen(self, signs: list[_Signs], holders: set[int]) -> Iterator[tuple[str, _Signs]]:
        """The headings of one level that are tasks, each with the reason."""
        able = [one for one in signs if self._can_be_task(one) and id(one.draft) not in holders]
        named = [
            one
            for one in signs
            if one.numbering.kind == "word"
            and one.draft.work is not False
            and (one.parent is None or one.parent.work is not False or one.strong)
        ]
        for one in named:
            yield "the heading says that it is one (`Task 1:`, `Issue 2:`)", one
        for one in able:
            if one.numbering.kind == "id" and (one.parent is None or one.parent.work is not False or one.strong):
                yield "the heading begins with an id", one
        numbered = [one for one in able if one.numbering.kind == "number"]
        strong = [one for one in numbered if one.strong]
        # Without fields, a heading or two with a time may be a part of a guide.
        every = sum(one.numbering.kind == "number" for one in signs)
        sure = len(strong) == every or any(one.fields & STRONG or self._is_in_work(one) for one in strong)
        for one in numbered:
            if sure and 2 * len(strong) >= len(numbered):
                yield "the headings are numbered, and their fields or estimates are those of tasks", one
            elif one.fields & STRONG or self._is_numbered_work(one):
                yield "the heading is numbered where work is listed", one
        plain = [one for one in able if not one.numbering.kind and one.draft.parts.role in (None, Role.CATEGORY)]
        yield from self._with_fields(plain)

    def _is_numbered_work(self, one: _Signs) -> bool:
        """Whether it stands among the numbered headings of a phase, a priority or a list of work."""
        if not self._is_in_work(one) or one.estimated_boxes or one.tables:
            return False
        around = one.parent
        chapter = around is not None and id(around) in self.chapters and around.parts.role is None
        # Under `2. Structure of the backlog` stand more chapters, under `2. Tasks` tasks.
        words = _WORD.findall(around.parts.plain) if around is not None else []
        return not chapter or not (_WORK_WORDS - _WHOLES).isdisjoint((*words[:1], *words[-1:]))

    def _is_in_work(self, one: _Signs) -> bool:
        return one.parent is not None and one.parent is not self.title and one.parent.work is True

    def _with_fields(self, plain: list[_Signs]) -> Iterator[tuple[str, _Signs]]:
        """Headings without a number, which are tasks by their fields, and those beside them that are like them."""
        strong = [one for one in plain if one.fields & STRONG]
        if not strong:
            return
        several = len(strong) > 1 and 2 * len(strong) >= len([one for one in plain if one.draft.work is not False])
        for one in plain:
            if one.fields & STRONG and (several or self._is_in_work(one)):
                yield "its fields are those of a task", one
            elif several and 3 * len(strong) >= 2 * len(plain) and not one.tables and one.draft.content:
                yield "the headings beside it are tasks by their fields", one

    def _can_be_task(self, one: _Signs) -> bool:
        draft = one.draft
        if draft.work is False and not (one.numbering.kind and one.fields & STRONG):
            return False
        if _CHOICE.match(draft.parts.text.text) or (one.parent is not None and _holds_choices(one.parent)):
            return False
        role = draft.parts.role
        if role in _OTHER_ROLES or (role in _WORK_ROLES | {Role.PROJECT, Role.KNOWN_ISSUES} and not one.numbering.kind):
            return False
        if one.estimated_boxes and FieldKind.ESTIMATE not in one.fields:
            return False
        return not (one.tables and not one.fields & STRONG)


def _holds_choices(draft: Draft) -> bool:
    """Whether a section lists ways to do one thing: `Proposed solutions`, `Options`."""
    return draft.work is False and not _ALTERNATIVES.isdisjoint(_WORD.findall(draft.parts.plain))


def _speaks_of_work(draft: Draft, around: bool | None) -> bool | None:
    """Whether the name of a section says that it holds work, or something else.

    A section whose name says neither is what the one *around* it is.
    """
    parts = draft.parts
    if parts.role in _OTHER_ROLES:
        return False
    if parts.priority is not None or parts.role in _WORK_ROLES:
        return True
    # What stands in code is a name of something.
    return named_work(_CODE.sub(" ", parts.text.text).lower() if "`" in parts.text.text else parts.plain, around)


def named_work(name: str, around: bool | None = None) -> bool | None:
    """Whether *name*, in lower case, speaks of work; *around* if it says nothing about that."""
    words = set(_WORD.findall(name))
    if _ABOUT.match(name):
        return False
    if (words & _OTHER_WORDS and words <= _OTHER_WORDS | _BETWEEN) or any(one in name for one in _OTHER_CHARACTERS):
        return False
    if (
        words & _WORK_WORDS
        or (words & _FEATURES and words & _PLANNED)
        or any(one in name for one in _WORK_CHARACTERS)
        or "to do" in name
        or "to-do" in name
    ):
        return True
    return around


# Lists.


def list_reading(
    block: ListBlock,
    draft: Draft | None,
    source: Source,
    dialect: Dialect,
    *,
    ids: Set[str] = frozenset(),
    in_task: bool,
) -> str | None:
    """Why the entries of a list without boxes of their own are tasks; None if they are not.

    A list of *ids* that are headings elsewhere speaks of these tasks and adds none. *in_task* says that the list
    stands below a task, where entries are its steps and notes.
    """
    if Form.ITEM not in dialect.forms:
        return None
    items = [item for item in block.items if item.content and isinstance(item.content[0], Text)]
    if not items or len(items) != len(block.items):
        return None
    if draft is not None and (draft.work is False or draft.parts.role in _OTHER_ROLES):
        return None
    work = draft is not None and draft.work is True
    firsts = [Run(source, item.lines[:1]) for item in items]
    if not in_task and _are_bold(firsts) and sum(_holds_boxes(item) for item in items) * 2 >= len(items):
        return "the entries are bold titles over checkboxes"
    if any(character.isdigit() for run in firsts for character in run.text):
        lines = [read_task_line(run, dialect) for run in firsts]
        if ids and 2 * sum(parts.id is not None and parts.id.text in ids for parts in lines) >= len(items):
            return None
        estimated = [parts for parts in lines if parts.estimates and (work or not _is_label(parts, source))]
        if not work and all(one.unit == "minute" for parts in estimated for one in parts.estimates):
            estimated = []  # An agenda, a recipe.
        if len(estimated) >= (1 if work and not in_task else 2) and len(estimated) >= _ENOUGH * len(items):
            return "the entries have estimates"
        if work and not in_task and 2 * len(estimated) >= len(items) and len(estimated) > 1:
            return "most entries have estimates, and work is listed here"
    if draft is not None and draft.board and not in_task:
        return "the section is a column of a board"
    if draft is not None and not in_task and draft.parts.plain in _TO_DO and not draft.has_tasks:
        return "the section is named as a list of things to do"
    if in_task or not work:
        return None
    states = [_has_state(run.text, dialect) for run in firsts]
    if 2 * sum(states) >= len(items):
        return "the entries begin or end with states, and work is listed here"
    if any(_STRUCK.match(run.text) for run in firsts):
        return "some entries are struck out as done, and work is listed here"
    several = len(items) > 1 or (draft is not None and draft.parts.role is Role.PRIORITY)
    if several and _are_bold(firsts) and not _are_fields(firsts, dialect) and not any(map(_is_scenario, firsts)):
        return "the entries have bold titles, and work is listed here"
    return None


def section_state(draft: Draft, dialect: Dialect) -> State | None:
    """What the name of a section says of what has no mark of its own: `Done`, `✅ Erledigt - alles von 2025`."""
    name = draft.parts.plain
    state = dialect.section_states.get(name)
    if state is None:
        first = re.split(r"\s[-–—]+\s|\s?[:：(（]", name, maxsplit=1)[0].strip(" \t\ufe0f")
        state = dialect.section_states.get(first)
        if state is None:
            # `Resolved bugs`, `Tasks in progress`
            words = [word for word in first.split() if word not in dialect.work_words | _WORK_WORDS]
            state = dialect.section_states.get(" ".join(words)) if len(words) < len(first.split()) else None
    return state


def _are_bold(runs: Sequence[Run]) -> bool:
    return sum(_is_bold(run.text) for run in runs) >= _ENOUGH * len(runs)


def _is_bold(text: str) -> bool:
    """Whether an entry begins with a bold title that is no label."""
    match = _BOLD_START.match(text)
    if match is None:
        return False
    after = text[match.end() : match.end() + 2].lstrip()
    # `**path** `string`` names an argument.
    return not match["inner"].rstrip().endswith((":", "：")) and not after.startswith((":", "：", "`"))


def _is_scenario(run: Run) -> bool:
    """Whether an entry is a clause of a specification: `**WHEN** the bug is fixed`."""
    return _CLAUSE.match(run.text) is not None


def _are_fields(runs: Sequence[Run], dialect: Dialect) -> bool:
    return any(True for run in runs for _ in read_fields(run, dialect))


def _is_label(parts: LineParts, source: Source) -> bool:
    """Whether an entry only names a part with its amount, as in `- Testing: 3 days`: a breakdown and no task."""
    estimate = parts.estimates[0]
    between = source.text[parts.title.span.end : estimate.span.start]
    return between.strip(" *_~≈").endswith((":", "："))


def _holds_boxes(item: ListItem) -> bool:
    return any(one.has_tasks for one in item.lists)


def is_other_label(text: str, dialect: Dialect) -> bool:
    """Whether the line over a list says that it holds no work: `**Success criteria:**`, `Benefits:`."""
    name = text.strip(" \t*_")
    if len(name) > _LONGEST_LABEL or "\n" in name or not (name.endswith((":", "：")) or name != text.strip()):
        return False
    name = _LABEL_HEAD.sub("", name).rstrip(":： *_").lower()
    return dialect.role(name) in _OTHER_ROLES or named_work(name) is False


def _has_state(text: str, dialect: Dialect) -> bool:
    """Whether an entry begins or ends with the emoji of a state, or begins with one in words: `[DONE] …`."""
    if (text[:1] == "[" or text[:3].isupper()) and leading_state(Run.of(text), 0, dialect) is not None:
        return True
    bare = text.strip(" \t*_\ufe0f")
    return bool(bare) and (bare[0] in dialect.state_emoji or bare[-1] in dialect.state_emoji)


# Lines.


def line_reading(
    element: Text, below: Sequence[ListBlock], draft: Draft | None, source: Source, dialect: Dialect
) -> str | None:
    """Why a paragraph, over the lists *below* it, is a task or several; None if it is not."""
    if Form.LINE not in dialect.forms:
        return None
    first = source.slice(element.lines[0])
    if first[:1] == "[" and all(_BOX_LINE.match(source.slice(line)) for line in element.lines):
        return "the lines begin with boxes, though without a bullet"
    if first.lstrip()[:2] == "~~" and all(_STRUCK.match(source.slice(line)) for line in element.lines):
        work = draft is not None and draft.work is True
        return "the lines are struck out as done" if len(element.lines) > 1 or work else None
    return _bold_reading(element, below, draft, source, dialect) if is_bold_line(element, source) else None


def is_bold_line(element: Text, source: Source) -> bool:
    """Whether a paragraph begins with a line that is bold."""
    return source.slice(element.lines[0]).lstrip()[:2] in ("**", "__")


def _bold_reading(
    element: Text, below: Sequence[ListBlock], draft: Draft | None, source: Source, dialect: Dialect
) -> str | None:
    match = _BOLD_LINE.match(source.slice(element.lines[0])) if below else None
    if match is None or (draft is not None and draft.work is False):
        return None
    inner, rest = match["inner"].strip(), match["rest"].strip()
    if inner.endswith((":", "：")) or rest.startswith((":", "：")):
        return None
    if numbering(inner).kind in ("word", "id"):
        return "a bold line that says that it is a task stands over a list"
    if not read_task_line(Run(source, element.lines[:1]), dialect).estimates:
        return None
    entries = (item for block in below for item in block.items)
    if any(read_task_line(Run(source, item.lines[:1]), dialect).estimates for item in entries):
        return None
    return "a bold line with an estimate stands over a list"


# Rows.


def orphan_rows(element: Text, table: TableRows, source: Source) -> list[Row]:
    """The rows at the end of a paragraph that go on with *table*, which a line of text has cut in two.

    Each must have as many cells as the header.
    """
    rows: list[Row] = []
    columns = len(table.rows[0][1])
    for line in reversed(element.lines):
        text = source.slice(line)
        cells = tuple(row_cells(source.text, line)) if text[:1] == "|" and text.rstrip()[-1:] == "|" else ()
        if len(cells) != columns or columns < 2:
            break
        rows.append((line, cells))
    return rows[::-1]
