"""What a rule is: a page with a function under it.

A rule's file holds its manual page (the docstring), its message and one generator. Everything else is derived: its
name from the file's name, its summary from the first line of the page, the nodes that it wants from the annotation of
the generator's first parameter, its options from that of a later one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from backlogmd.diagnostics import Diagnostic, Evidence, Fix, Severity
from backlogmd.source import Span

FixKind = Literal["none", "safe", "unsafe", "both"]

HEADING = ("Section.heading", "Section.name", "Section.alias", "Section.category", "Document.title")
"""The text of a heading, whatever in it is changed, and the names where that is all there is for them."""

EMOJI = (
    *HEADING,
    "Section.priority.emoji",
    "Task.priority.emoji",
    "SummaryRow.key",
    "SummaryRow.cells",
    "Table.rows",
    "circles",
)
"""What shows the emoji beside a priority, and what the circles of the whole file mean by it."""

PROSE = ("Paragraph.text", "Note.text", *HEADING)
"""The text of a line in which a claim can stand."""

NEW_TASK = (
    *("+Task", "-Task", "-Note", "-Paragraph", "-KnownIssue", "-Metric", "-AssignmentRule", "-Resource", "-Claim"),
    *("Note.beside_tasks", "Section.role", "Section.category", "+Note", "parent"),
)
"""What changes where a line becomes a task: what it was is gone, what is below it is below the task, and what a section
is may hang on its having tasks; entries that were read as tasks are the notes of one."""


class Options:
    """Base of the options of a rule: a frozen dataclass in the rule's file, which its check asks for by annotation.

    Each field has a default, and a docstring below it that documentation and schema show. `__post_init__` may raise
    `ValueError`, with a line that says what is wrong, for values that make no sense. In a configuration the options of
    a rule stand in the table `rules.NAME`, with hyphens where names of fields have underscores.
    """

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid", "use_attribute_docstrings": True}


class Surroundings:
    """What is known of the world around a document; by itself, nothing.

    Whoever may look at files hands a class in that does (see `backlogmd.discovery`).
    """

    def has_file(self, path: str) -> bool | None:
        """Whether there is a file or folder at *path*, with `/` between its parts, seen from the document's folder.

        None if that is not known.
        """
        return None

    def today(self) -> date | None:
        """The day on which the check is made; None if it must not matter."""
        return None


class Finding:
    """What a rule yields. The values given by keyword fill the rule's message.

    A *severity* is given where it is not that of the rule.
    """

    __slots__ = ("evidence", "fix", "guess", "help", "severity", "span", "values")

    def __init__(
        self,
        span: Span,
        *,
        evidence: tuple[Evidence, ...] = (),
        help: str | None = None,  # noqa: A002 - the word that the output uses
        fix: Fix | None = None,
        guess: bool = False,
        severity: Severity | None = None,
        **values: object,
    ) -> None:
        self.span = span
        self.evidence = evidence
        self.help = help
        self.fix = fix
        self.guess = guess
        self.severity = severity
        self.values = values


Check = Callable[..., Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the registry and the linter see it."""

    code: str
    name: str
    message: str
    """With `{placeholders}` for the values of a finding."""
    severity: Severity
    fix: FixKind
    """Which fixes its findings can carry."""
    changes: tuple[str, ...]
    """What its fixes may change in the tree, in the words of `backlogmd.judge`: `Task.state_char`, `+Task`."""
    default: bool
    """Whether it is on without configuration."""
    once_configured: bool
    """Whether it is on as soon as a configuration gives its options."""
    page: str
    """The manual page, Markdown with indented examples under `Bad:` and `Good:`."""
    check: Check
    wants: tuple[type, ...]
    """The types of the parameters: the first says for which nodes it is called, the others what else it asks for."""
    plugin: str = ""
    """The plugin that it comes from; empty for rules of backlogmd."""

    @property
    def options(self) -> type[Options] | None:
        """The class of its options, if it has any."""
        return next((kind for kind in self.wants if issubclass(kind, Options)), None)

    @property
    def when(self) -> Literal["on", "off", "configured"]:
        """Whether it is on without configuration; `configured`: as soon as its options are given."""
        return "on" if self.default else "configured" if self.once_configured else "off"

    @property
    def summary(self) -> str:
        """What it finds, in one line."""
        return self.page.strip().split("\n", 1)[0]

    def diagnostic(self, finding: Finding) -> Diagnostic:
        """The finding, with the rule's name and message on it. A guess is information, whatever the rule's severity."""
        return Diagnostic(
            self.code,
            self.name,
            Severity.INFO if finding.guess else finding.severity or self.severity,
            self.message.format_map(finding.values),
            finding.span,
            finding.evidence,
            finding.help,
            finding.fix,
            finding.guess,
        )


def rule(
    code: str,
    message: str,
    *,
    severity: Literal["error", "warning", "info"] = "warning",
    fix: FixKind = "none",
    changes: tuple[str, ...] = (),
    default: bool = True,
    once_configured: bool = False,
) -> Callable[[Check], Rule]:
    """Make a generator the check of a rule.

    Where its findings have fixes, *changes* names the differences in the tree that these may make; a fix that makes
    another one is refused. White space that no node holds needs no name.

    A rule that is not on by *default* is on where it is selected or, if *once_configured*, where its options are given.
    Besides the node, which comes first, a check may ask for `Facts`, `Document`, `Dialect`, `Surroundings` and its own
    `Options`.

    The file must not postpone its annotations: the types of the parameters are read from them.
    """

    def declare(check: Check) -> Rule:
        scope: dict[str, Any] = check.__globals__
        wants = tuple(kind for name, kind in check.__annotations__.items() if name != "return")
        name = scope["__name__"].rpartition(".")[2].replace("_", "-")
        page = scope["__doc__"] or ""
        return Rule(code, name, message, Severity(severity), fix, changes, default, once_configured, page, check, wants)

    return declare
