"""Comments that silence findings: `<!-- backlogmd-disable-next-line total-mismatch -- agreed with the customer -->`.

The names are those that users of Markdown linters know: `disable` and `enable` for a range, `disable-line`,
`disable-next-line`, `disable-file`, and for backlogs `disable-task`, which means the task below with its notes. A
comment without names means all rules. `until=2027-03-01` ends it after that day, and `--` begins the reason. A comment
that is wrong, or that silences nothing, is a finding itself: nothing is silenced by mistake for long.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Set
from datetime import date
from typing import NamedTuple

from backlogmd.diagnostics import Diagnostic, Edit
from backlogmd.errors import UnknownNameError
from backlogmd.nodes import Document
from backlogmd.pattern import lazy
from backlogmd.query.code import comments
from backlogmd.source import Span

KINDS = ("disable", "enable", "disable-line", "disable-next-line", "disable-file", "disable-task")

NEVER = frozenset(("BL901", "BL902", "BL903"))
"""Rules that no comment silences: what is not read, and what is wrong with the comments themselves."""

_COMMENT = lazy(r"<!--[ \t]*backlogmd-")
_WORD = lazy(r"[^\s,]+")
_KIND = lazy(r"[A-Za-z-]*[A-Za-z]")
_REASON = lazy(r"(?:^|\s)--(?:\s|$)")


class Name(NamedTuple):
    """A rule, or a group of rules, in a comment."""

    text: str
    span: Span
    codes: frozenset[str]
    """The codes of the rules that it means."""


class Directive(NamedTuple):
    """One comment that can be used."""

    kind: str
    """One of `KINDS`, but not `enable`."""
    span: Span
    """The comment."""
    names: tuple[Name, ...]
    """Empty if it means all rules."""
    reach: Span
    """Where findings must begin to be silenced."""
    reason: str


class Problem(NamedTuple):
    """What is wrong with a comment."""

    span: Span
    message: str
    help: str | None = None


class Unused(NamedTuple):
    """A comment, or a name in one, that silences nothing."""

    directive: Directive
    name: Name | None
    """None if nothing in the comment is of use."""


class Suppressions(NamedTuple):
    """The comments of a document."""

    directives: tuple[Directive, ...] = ()
    problems: tuple[Problem, ...] = ()
    unused: tuple[Unused, ...] = ()
    """What silences nothing, as far as the rules that it means have run; known after `silence`."""

    def silence(
        self, found: Iterable[Diagnostic], ran: Set[str], *, judge_all: bool
    ) -> tuple[list[Diagnostic], Suppressions]:
        """The findings that are left of those that rules with the codes *ran* have made, and what was of no use.

        Comments that mean all rules are judged only with *judge_all*: some of these may not have run.
        """
        left: list[Diagnostic] = []
        used: set[tuple[int, str]] = set()
        coming = sorted(enumerate(self.directives), key=lambda one: one[1].reach.start, reverse=True)
        here: list[tuple[int, Directive]] = []
        for one in sorted(found, key=lambda one: one.span.start):
            place = one.span.start
            while coming and coming[-1][1].reach.start <= place:
                here.append(coming.pop())
            here = [(at, directive) for at, directive in here if place <= directive.reach.end]
            hit = False
            for at, directive in here if one.code not in NEVER else ():
                texts = [name.text for name in directive.names if one.code in name.codes]
                if texts or not directive.names:
                    hit = True
                    used |= {(at, text) for text in texts or ("",)}
            if not hit:
                left.append(one)
        return left, self._replace(unused=tuple(self._unused(used, ran, judge_all=judge_all)))

    def _unused(self, used: set[tuple[int, str]], ran: Set[str], *, judge_all: bool) -> Iterator[Unused]:
        for at, directive in enumerate(self.directives):
            if not directive.names:
                if judge_all and (at, "") not in used:
                    yield Unused(directive, None)
                continue
            # Of a group, all rules must have run; else one that did not might be why it is there.
            idle = [name for name in directive.names if (at, name.text) not in used and name.codes <= ran]
            if len(idle) == len(directive.names):
                yield Unused(directive, None)
            else:
                yield from (Unused(directive, name) for name in idle)


def read_suppressions(
    document: Document, codes_of: Callable[[str], frozenset[str]], today: date | None = None
) -> Suppressions:
    """The comments of *document* that silence findings; those in code are text.

    *codes_of* gives the codes of the rules that a name means, and raises `UnknownNameError` if it means none. After
    the day in its `until`, a comment silences nothing more; without *today*, no day is over.
    """
    if "backlogmd-" not in document.source.text:
        return Suppressions()
    return _Reader(document, codes_of, today).read()


def removed(document: Document, unused: Unused) -> Edit:
    """The edit that takes out what is of no use: a name, or the comment with the line that it stands on by itself."""
    text = document.source.text
    if unused.name is not None:
        start, end = unused.name.span
        while text[start - 1] in " \t,":
            start -= 1
        return Edit(Span(start, end), "")
    start, end = unused.directive.span
    line = document.source.line_span(document.source.position(start).line)
    if not text[line.start : start].strip() and not text[end : line.end].strip():
        after = text[line.end : line.end + 2]
        return Edit(Span(line.start, line.end + (2 if after == "\r\n" else len(after[:1]))), "")
    while start > line.start and text[start - 1] in " \t":
        start -= 1
    return Edit(Span(start, end), "")


class _Reader:
    def __init__(self, document: Document, codes_of: Callable[[str], frozenset[str]], today: date | None) -> None:
        self.document = document
        self.codes_of = codes_of
        self.source = document.source
        self.today = today
        self.directives: list[Directive] = []
        self.problems: list[Problem] = []
        self.open: list[Directive] = []
        """The ranges that are not at their end."""

    def read(self) -> Suppressions:
        for match, end in comments(self.document, _COMMENT):
            if end < 0:
                span = Span(match.start(), self._line(match.start()).end)
                self.problems.append(Problem(span, "this comment has no end", "write `-->` behind it"))
                break
            self._comment(Span(match.start(), end + 3), match.end(), end)
        for one in self.open:
            self.problems.append(
                Problem(
                    one.span,
                    "this range has no end",
                    "write `<!-- backlogmd-enable -->` behind it, or `backlogmd-disable-file` for the whole file",
                )
            )
            self._close(one, len(self.source.text))
        self.directives.sort(key=lambda one: one.span)
        return Suppressions(tuple(self.directives), tuple(self.problems))

    def _comment(self, span: Span, start: int, end: int) -> None:
        text = self.source.text
        match = _KIND.match(text, start, end)
        kind = match.group().lower() if match else ""
        if match is None or kind not in KINDS:
            word = _WORD.match(text, start, end)
            self._unknown(
                span, "comment", f"backlogmd-{word.group() if word else ''}", [f"backlogmd-{one}" for one in KINDS]
            )
            return
        reason = _REASON.search(text, match.end(), end)
        names: list[Name] = []
        holds, unknown = True, False
        for word in _WORD.finditer(text, match.end(), reason.start() if reason else end):
            key, mark, value = word.group().partition("=")
            place = Span(*word.span())
            if mark:
                holds = self._parameter(place, key, value) and holds
                continue
            try:
                codes = self.codes_of(word.group())
            except UnknownNameError as error:
                self.problems.append(Problem(place, str(error).partition(": ")[0], _hint(error)))
                unknown = True
                continue
            names.append(Name(word.group(), place, codes - NEVER))
        # Without the names that mean nothing, it would mean all rules.
        if not holds or (unknown and not names):
            return
        said = text[reason.end() : end].strip() if reason else ""
        directive = Directive(kind, span, tuple(names), span, said)
        if kind == "enable":
            self._enable(directive)
        elif kind == "disable":
            self.open.append(directive)
        else:
            self._reach(directive)

    def _unknown(self, span: Span, kind: str, name: str, known: list[str]) -> None:
        error = UnknownNameError(kind, name, known, "known are " + ", ".join(known))
        self.problems.append(Problem(span, str(error).partition(": ")[0], _hint(error)))

    def _parameter(self, place: Span, key: str, value: str) -> bool:
        """Whether the comment holds in spite of `key=value` in it."""
        if key != "until":
            self._unknown(place, "parameter", key, ["until"])
            return False
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.problems.append(Problem(place, f"`{value}` is no day", "write it as in `until=2027-03-01`"))
            return False
        if self.today is not None and day < self.today:
            self.problems.append(
                Problem(place, f"this comment has expired on {day}", "mend what it silences, or take the comment out")
            )
            return False
        return True

    def _enable(self, given: Directive) -> None:
        codes = frozenset(code for name in given.names for code in name.codes)
        ended = False
        for one in reversed(self.open[:]):
            own = frozenset(code for name in one.names for code in name.codes)
            if not given.names or not own or own & codes:
                ended = True
                kept = tuple(name for name in one.names if given.names and not name.codes <= codes)
                self.open.remove(one)
                if kept:
                    # The others go on behind it.
                    self.open.append(one._replace(names=kept))
                    gone = tuple(name for name in one.names if name not in kept)
                    self._close(one._replace(names=gone), given.span.start)
                else:
                    self._close(one, given.span.start)
        if not ended:
            self.problems.append(
                Problem(
                    given.span,
                    "there is nothing that this comment ends",
                    "take it out, or write `backlogmd-disable` before it",
                )
            )

    def _close(self, one: Directive, end: int) -> None:
        self.directives.append(one._replace(reach=Span(one.span.end, end)))

    def _reach(self, directive: Directive) -> None:
        start, end = directive.span
        if directive.kind == "disable-file":
            reach = Span(0, len(self.source.text))
        elif directive.kind == "disable-line":
            reach = Span(self._line(start).start, self._line(end).end)
        elif directive.kind == "disable-next-line":
            number = self.source.position(end).line + 1
            if self.source.line_span(number).start == len(self.source.text):
                self.problems.append(Problem(directive.span, "there is no line below this comment", None))
                return
            reach = self.source.line_span(number)
        else:
            task = self._task_below(end)
            if task is None:
                self.problems.append(Problem(directive.span, "there is no task below this comment", None))
                return
            reach = task
        self.directives.append(directive._replace(reach=reach))

    def _task_below(self, place: int) -> Span | None:
        tasks = self.document.tasks
        at = bisect_left(tasks, place, key=lambda task: task.span.start)
        return tasks[at].span if at < len(tasks) else None

    def _line(self, place: int) -> Span:
        return self.source.line_span(self.source.position(place).line)


def _hint(error: UnknownNameError) -> str | None:
    """What an error says behind its colon: the nearest name, or where to look."""
    return str(error).partition(": ")[2] or None
