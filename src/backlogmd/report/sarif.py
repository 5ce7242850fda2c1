"""For code scanning: the Static Analysis Results Interchange Format, SARIF 2.1.0.

It holds what GitHub asks for beyond the standard: help for every rule, fingerprints, paths from the root of the
repository, and regions of one line, for an alert is shown on a pull request only if all of its lines are part of it.
See https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from backlogmd._version import __version__
from backlogmd.diagnostics import Diagnostic, Severity
from backlogmd.manual import address, manual_text
from backlogmd.pattern import lazy
from backlogmd.registry import all_rules
from backlogmd.report._fingerprints import identified, line_hashes
from backlogmd.report._json import escaped, holdable
from backlogmd.report._regions import Columns, on_one_line
from backlogmd.report._results import FileResult, explained, is_fixable, sentence
from backlogmd.rule import Rule
from backlogmd.source import Source, Span


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class Message(_Model):
    """Plain text."""

    text: str


class Help(Message):
    """Text, and the same in Markdown."""

    markdown: str


class Configuration(_Model):
    """How a rule runs unless it is configured."""

    enabled: bool
    level: Literal["note", "warning", "error"]


class Properties(_Model):
    """What GitHub filters and sorts by."""

    tags: list[str]
    precision: Literal["high", "medium"]
    severity: Literal["error", "warning", "recommendation"] = Field(serialization_alias="problem.severity")


class ReportingDescriptor(_Model):
    """A rule."""

    id: str
    name: str
    short_description: Message
    full_description: Message
    help: Help
    help_uri: str | None
    default_configuration: Configuration
    properties: Properties


class ToolComponent(_Model):
    """The program and its rules."""

    name: Literal["backlogmd"]
    version: str
    rules: list[ReportingDescriptor]


class Tool(_Model):
    """What ran."""

    driver: ToolComponent


class ArtifactLocation(_Model):
    """A file."""

    uri: str


class Region(_Model):
    """Lines and columns from 1, the end column exclusive."""

    start_line: int = Field(ge=1)
    start_column: int = Field(ge=1)
    end_line: int = Field(ge=1)
    end_column: int = Field(ge=1)


class PhysicalLocation(_Model):
    """A region of a file."""

    artifact_location: ArtifactLocation
    region: Region


class Location(_Model):
    """Where a finding is."""

    physical_location: PhysicalLocation


class RelatedLocation(Location):
    """Where something is that a finding rests on."""

    id: int
    message: Message


class ArtifactContent(_Model):
    """Text to put in."""

    text: str


class Replacement(_Model):
    """Text in the place of a region."""

    deleted_region: Region
    inserted_content: ArtifactContent


class ArtifactChange(_Model):
    """Replacements in a file."""

    artifact_location: ArtifactLocation
    replacements: list[Replacement] = Field(min_length=1)


class FixModel(_Model):
    """Changes that belong together."""

    description: Message
    artifact_changes: list[ArtifactChange]


class Result(_Model):
    """A finding."""

    rule_id: str
    rule_index: int | None
    level: Literal["note", "warning", "error"]
    message: Message
    locations: list[Location]
    related_locations: list[RelatedLocation]
    partial_fingerprints: dict[str, str]
    fixes: list[FixModel]


class Run(_Model):
    """One run of the program."""

    tool: Tool
    column_kind: Literal["utf16CodeUnits"]
    results: list[Result]


class SarifLog(_Model):
    """A whole report."""

    json_schema: str = Field(serialization_alias="$schema")
    version: Literal["2.1.0"]
    runs: list[Run]


_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS: dict[Severity, Literal["note", "warning", "error"]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
_PROBLEMS: dict[Severity, Literal["error", "warning", "recommendation"]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}

_LONGEST = 1024
"""Characters that GitHub takes of a description."""

# What would be a link in a message of SARIF.
_LINK = lazy(r"\](?=\()")

# Such as stand for no byte of a name.
_NO_BYTE = lazy("[\ud800-\udc7f\udd00-\udfff]")


def render(results: Iterable[FileResult], *, color: bool = False, unsafe_fixes: bool = False) -> Iterator[str]:
    """The report as one JSON object with all rules; fixes are those that would be made, with *unsafe_fixes* all."""
    rules = all_rules()
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    found: list[Result] = []
    for result, each in identified(results):
        file = _File(result, unsafe_fixes=unsafe_fixes)
        found.extend(file.finding(one, numbers.get(one.code), fingerprint) for one, fingerprint in each)
    driver = ToolComponent(name="backlogmd", version=__version__, rules=[_descriptor(rule) for rule in rules])
    run = Run(tool=Tool(driver=driver), column_kind="utf16CodeUnits", results=found)
    log = SarifLog(json_schema=_SCHEMA, version="2.1.0", runs=[run])
    yield escaped(log.model_dump_json(indent=2, by_alias=True, exclude_none=True))


class _File:
    """What all findings in a file share."""

    def __init__(self, result: FileResult, *, unsafe_fixes: bool) -> None:
        self._source: Source = result.source
        self._unsafe_fixes = unsafe_fixes
        self._artifact = ArtifactLocation(uri=_uri(result.place))
        self._columns = Columns(result.source, "utf-16")
        self._hashes = cache(lambda: line_hashes(result.source))

    def finding(self, one: Diagnostic, rule: int | None, fingerprint: str) -> Result:
        location = self._location(one.span)
        related = [
            RelatedLocation(
                id=at, message=_message(each.message), physical_location=self._location(each.span).physical_location
            )
            for at, each in enumerate(one.evidence)
            if each.span is not None
        ]
        line = location.physical_location.region.start_line
        return Result(
            rule_id=one.code,
            rule_index=rule,
            level=_LEVELS[one.severity],
            # The first sentence is the title.
            message=_message(f"{sentence(one.message)}.", *explained(one, self._source)),
            locations=[location],
            related_locations=related,
            partial_fingerprints={
                # The one that GitHub looks at, and the one that no other finding has.
                "primaryLocationLineHash": self._hashes()[line - 1],
                "backlogmdFinding/v1": fingerprint,
            },
            fixes=[self._fix(one)] if is_fixable(one, unsafe_fixes=self._unsafe_fixes) else [],
        )

    def _location(self, span: Span) -> Location:
        _, start, end = on_one_line(span, self._source)
        region = self._region(Span(start, end))
        return Location(physical_location=PhysicalLocation(artifact_location=self._artifact, region=region))

    def _region(self, span: Span) -> Region:
        return Region(
            start_line=self._source.position(span.start).line,
            start_column=self._columns.column(span.start),
            end_line=self._source.position(span.end).line,
            end_column=self._columns.column(span.end),
        )

    def _fix(self, one: Diagnostic) -> FixModel:
        replacements = [
            Replacement(
                deleted_region=self._region(edit.span), inserted_content=ArtifactContent(text=holdable(edit.text))
            )
            for edit in (one.fix.edits if one.fix else ())
        ]
        return FixModel(
            description=_message(one.help or one.message),
            artifact_changes=[ArtifactChange(artifact_location=self._artifact, replacements=replacements)],
        )


def _descriptor(rule: Rule) -> ReportingDescriptor:
    page = rule.page.strip()
    description = " ".join(page.partition("\n\nBad:")[0].split())
    if len(description) > _LONGEST:
        description = f"{description[: _LONGEST - 1]}…"
    return ReportingDescriptor(
        id=rule.code,
        name=rule.name,
        short_description=Message(text=rule.summary),
        full_description=Message(text=description),
        help=Help(text=manual_text(rule), markdown=manual_text(rule)),
        help_uri=address(rule),
        default_configuration=Configuration(enabled=rule.default, level=_LEVELS[rule.severity]),
        properties=Properties(
            tags=["backlog"],
            precision="medium" if rule.severity is Severity.INFO else "high",
            severity=_PROBLEMS[rule.severity],
        ),
    )


def _message(*lines: str) -> Message:
    return Message(text=_LINK.sub("] ", "\n".join(map(sentence, lines))))


def _uri(path: str) -> str:
    """*path* as a reference to a URI; a name that is not UTF-8 keeps its bytes."""
    raw = _NO_BYTE.sub("\ufffd", path).encode("utf-8", "surrogateescape")
    return quote(raw) if not path.startswith("/") else f"file://{quote(raw)}"
