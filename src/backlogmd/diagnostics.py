"""What a check says: findings at spans, and the edits that would mend them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from backlogmd.source import Span


class Severity(Enum):
    """How much a finding matters. By default, warnings and errors fail a run and information does not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def weight(self) -> int:
        """0 for information, 1 for a warning, 2 for an error."""
        return _WEIGHTS[self.value]


_WEIGHTS = {"info": 0, "warning": 1, "error": 2}


class Safety(Enum):
    """Whether a fix keeps the meaning for certain (safe), or changes a number or guesses (unsafe)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what `span` covers by `text`. An empty span inserts."""

    span: Span
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """*text* after *edits*, which lie apart and in order."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join([*parts, text[at:]])


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together: all of them are made, or none."""

    edits: tuple[Edit, ...]
    safety: Safety

    @classmethod
    def safe(cls, *edits: Edit) -> Fix:
        """A fix that keeps the meaning."""
        return cls(edits, Safety.SAFE)

    @classmethod
    def unsafe(cls, *edits: Edit) -> Fix:
        """A fix that changes a number or guesses."""
        return cls(edits, Safety.UNSAFE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a finding rests on; `span` says where it can be seen."""

    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: which rule, what, where, why one can believe it, and how to mend it."""

    code: str
    """The rule's code, such as `BL401`."""
    name: str
    """The rule's name, such as `total-mismatch`."""
    severity: Severity
    message: str
    """One sentence without a full stop; for numbers, both sides of the contradiction."""
    span: Span
    """What to underline."""
    evidence: tuple[Evidence, ...] = ()
    """The parts of a sum, or the other place of a contradiction."""
    help: str | None = None
    """What to do about it, in a few words."""
    fix: Fix | None = None
    guess: bool = False
    """Whether the rule had to guess: such a finding is information and says so."""
