"""The list of rules for programs: one JSON object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from backlogmd._version import __version__
from backlogmd.rule import Rule


class RuleModel(BaseModel):
    """A rule as it is without configuration."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    fix: Literal["none", "safe", "unsafe", "both"]
    """Which fixes its findings can carry."""
    default: Literal["on", "off", "configured"]
    """Whether it is on without configuration; `configured`: as soon as its options are given."""
    plugin: str | None
    """The plugin that it comes from; null for rules of backlogmd."""
    summary: str


class RulesModel(BaseModel):
    """What `backlogmd rules --output-format json` prints."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    rules: list[RuleModel]


def render(rules: Iterable[Rule]) -> Iterator[str]:
    """The lines of the output."""
    models = [
        RuleModel(
            code=one.code,
            name=one.name,
            severity=one.severity.value,
            fix=one.fix,
            default=one.when,
            plugin=one.plugin or None,
            summary=one.summary,
        )
        for one in rules
    ]
    yield RulesModel(version=__version__, rules=models).model_dump_json(indent=2)
