"""backlogmd reads Markdown backlogs and checks what they say about themselves.

The public names are imported when they are first used, so that `import backlogmd` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlogmd._version import __version__

if TYPE_CHECKING:
    from backlogmd.config import Config
    from backlogmd.diagnostics import Diagnostic, Edit, Fix, Safety, Severity
    from backlogmd.editor import Editor
    from backlogmd.errors import BacklogmdError
    from backlogmd.fixer import FixResult, fix
    from backlogmd.linter import lint
    from backlogmd.nodes import Claim, Document, Estimate, Priority, Section, Selector, Task
    from backlogmd.query.rollup import Total, total
    from backlogmd.query.selection import select
    from backlogmd.serial import from_json, to_json
    from backlogmd.source import Source, Span
    from backlogmd.syntax.parse import parse
    from backlogmd.syntax.plugin import backlog_plugin
    from backlogmd.vocabulary import Dialect, Form, State

_MODULES = {
    "BacklogmdError": "backlogmd.errors",
    "Claim": "backlogmd.nodes",
    "Config": "backlogmd.config",
    "Diagnostic": "backlogmd.diagnostics",
    "Dialect": "backlogmd.vocabulary",
    "Document": "backlogmd.nodes",
    "Edit": "backlogmd.diagnostics",
    "Editor": "backlogmd.editor",
    "Estimate": "backlogmd.nodes",
    "Fix": "backlogmd.diagnostics",
    "FixResult": "backlogmd.fixer",
    "Form": "backlogmd.vocabulary",
    "Priority": "backlogmd.nodes",
    "Safety": "backlogmd.diagnostics",
    "Section": "backlogmd.nodes",
    "Selector": "backlogmd.nodes",
    "Severity": "backlogmd.diagnostics",
    "Source": "backlogmd.source",
    "Span": "backlogmd.source",
    "State": "backlogmd.vocabulary",
    "Task": "backlogmd.nodes",
    "Total": "backlogmd.query.rollup",
    "backlog_plugin": "backlogmd.syntax.plugin",
    "fix": "backlogmd.fixer",
    "from_json": "backlogmd.serial",
    "lint": "backlogmd.linter",
    "parse": "backlogmd.syntax.parse",
    "select": "backlogmd.query.selection",
    "to_json": "backlogmd.serial",
    "total": "backlogmd.query.rollup",
}

__all__ = [
    "BacklogmdError",
    "Claim",
    "Config",
    "Diagnostic",
    "Dialect",
    "Document",
    "Edit",
    "Editor",
    "Estimate",
    "Fix",
    "FixResult",
    "Form",
    "Priority",
    "Safety",
    "Section",
    "Selector",
    "Severity",
    "Source",
    "Span",
    "State",
    "Task",
    "Total",
    "__version__",
    "backlog_plugin",
    "fix",
    "from_json",
    "lint",
    "parse",
    "select",
    "to_json",
    "total",
]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
