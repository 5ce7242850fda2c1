"""Known findings, which are not reported again: a file with one line for each.

An entry says what a finding is about and not where it stands: the file, the rule, and a hash of the task or the line.
So sections may move and lines be added, and nothing that is known comes back. Entries are counted: of two findings with
the same content, one entry hides one. The lines are sorted, and both sides of a merge may simply be kept (`merge=union`
in `.gitattributes`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from backlogmd.diagnostics import Diagnostic
from backlogmd.errors import BacklogmdError, UnknownNameError
from backlogmd.nodes import Document, Task
from backlogmd.pattern import lazy

HEADER = "# Known findings, written by `backlogmd baseline`: file, rule, what it is about.\n"

NEVER = frozenset(("BL901",))
"""Rules whose findings are always reported: what cannot be read cannot be known."""

_SHOWN = 60
"""Characters of the text that an entry shows."""

_DIGEST = 16
"""Hexadecimal digits of the hash."""

_WORD = lazy(r"[^\W_]+")
_ENTRY = lazy(r"(?P<path>[^\t]+)\t(?P<rule>[^\t]+)\t(?P<digest>[0-9a-f]{16})(?:\t(?P<text>.*))?")


class BaselineError(BacklogmdError):
    """A baseline that cannot be read."""


class Entry(NamedTuple):
    """One known finding."""

    path: str
    """With `/` between its parts, seen from the folder of the baseline."""
    rule: str
    digest: str
    text: str
    """What people see of it; not compared."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What is compared."""
        return self[:3]

    def __str__(self) -> str:
        return "\t".join(self)


def entries(path: str, document: Document, found: Iterable[Diagnostic]) -> Iterator[tuple[Entry, Diagnostic]]:
    """The entries of the findings in one file, each with its finding."""
    places = _Places(document)
    for one in found:
        if one.code not in NEVER:
            what, text = places.content(one)
            digest = sha256(f"{one.name}\0{what}".encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
            yield Entry(_flat(path), one.name, digest, _flat(text)[:_SHOWN].rstrip()), one


class _Places:
    """What stands where in a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tasks = document.tasks
        self.starts = [task.span.start for task in self.tasks]

    def content(self, one: Diagnostic) -> tuple[str, str]:
        """What a finding is about, however it is moved; and the same for people."""
        source = self.document.source
        line = source.slice(source.line_span(source.position(one.span.start).line))
        marked = "".join(source.slice(one.span).split("\n", 1)[0].split())
        task = self._task_at(one.span.start)
        if task is None:
            return f"{''.join(line.split())}\0{marked}", line.strip(" #|*-")
        # The state, the order and the notes of a task may change; it is still the same.
        name = task.id.text if task.id is not None else " ".join(_WORD.findall(task.title.text.casefold()))
        within = "" if task.title.span.holds(one.span) or one.span.holds(task.title.span) else marked
        return f"{name}\0{within}", task.title.text

    def _task_at(self, place: int) -> Task | None:
        """The innermost task on whose first line *place* stands, or in whose notes."""
        at = bisect_right(self.starts, place) - 1
        if at < 0:
            return None
        task = self.tasks[at]
        if place <= task.span.end:
            return task
        around = (one for one in self.document.parents_of(task) if isinstance(one, Task))
        return next((one for one in around if place <= one.span.end), None)


class Baseline:
    """A file of known findings."""

    def __init__(self, known: Iterable[Entry] = ()) -> None:
        self.known = list(known)
        self._left = Counter(entry.key for entry in self.known)
        """How many findings each entry can still hide."""
        self._seen: set[str] = set()
        """The files that were compared."""

    @classmethod
    def read(cls, text: str, name: str, rule_name: Callable[[str], str]) -> Baseline:
        """The baseline in *text*, which errors call *name*; *rule_name* gives the name of a rule, or raises.

        Raises `BaselineError` with the line that is no entry.
        """
        known = []
        for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            match = _ENTRY.fullmatch(line)
            if match is None:
                raise BaselineError(
                    f"{name}:{number}: no entry of a baseline; mend the line, or write all anew: backlogmd baseline"
                )
            try:
                rule = rule_name(match["rule"])
            except UnknownNameError as error:
                raise BaselineError(f"{name}:{number}: {error}") from None
            known.append(Entry(match["path"], rule, match["digest"], match["text"] or ""))
        return cls(known)

    def new(self, path: str, document: Document, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Those of the findings in a file that are not known."""
        self._seen.add(_flat(path))
        found = list(found)
        hidden = set()
        for entry, one in entries(path, document, found):
            if self._left[entry.key] > 0:
                self._left[entry.key] -= 1
                hidden.add(id(one))
        return [one for one in found if id(one) not in hidden]

    @property
    def hidden(self) -> int:
        """How many findings were known so far."""
        return len(self.known) - sum(self._left.values())

    @property
    def gone(self) -> list[Entry]:
        """The entries for files that were compared that hide nothing any more."""
        left = +self._left
        found = []
        for entry in self.known:
            if entry.path in self._seen and left[entry.key] > 0:
                left[entry.key] -= 1
                found.append(entry)
        return found


def written(known: Iterable[Entry]) -> str:
    """The text of a baseline with these entries."""
    return HEADER + "".join(f"{entry}\n" for entry in sorted(known))


def _flat(text: str) -> str:
    """A text on one line, without what would end a field."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
