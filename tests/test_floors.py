"""A file imports only from the floors below its own, and the core touches nothing but the text it is given.

Imports are read, not run: those inside functions and under TYPE_CHECKING count as well.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "backlogmd"

# From the ground up. A file may import what stands before it here: on an earlier line, or earlier on its own line.
# Files that share one pattern do not import each other. A file belongs to its exact name, else to the first pattern.
FLOORS = """
_version pattern pairing
naming
syntax/__init__ query/__init__ rules/__init__ report/__init__ lsp/__init__
errors source width
vocabulary diagnostics
since
nodes
syntax/mojibake
syntax/run
syntax/priority
syntax/circles
syntax/units
syntax/estimate
syntax/selector
syntax/figures
syntax/inline
syntax/headings
syntax/blocks
syntax/lines
syntax/commonmark syntax/plain
syntax/tables
syntax/fields
syntax/items
syntax/rows
syntax/outline
syntax/forms
syntax/listed
syntax/chains
syntax/status
syntax/toon
syntax/evidence
syntax/builder
syntax/parse
syntax/plugin
query/dates
query/phases
query/attributes
query/selection
query/rollup
query/agreement
query/listed
query/breakdown
query/comparison
query/unread
query/code
query/markers
query/columns
query/dependencies
query/links
query/subtasks
query/lists
query/people
query/claims
query/groups
query/emoji
query/priorities
query/places
query/slips
query/amounts
query/shape
suppress
rule
totals manual
managed
rules/*
config discovery files registry baseline
git
settings
resolver
judge writing editor
linter fixer sync
suppressing inference
serial
report/_results report/_terminal report/_json report/_tasks report/_changes report/_* report/json report/*
lsp/*
cli/__init__ cli/_inputs cli/_output cli/_* cli/* cli/main
__init__ __main__
"""

# What reaches outside the text: files, the environment, the terminal, other code. No place for it below the command
# line. A type checker's import is none.
OUTSIDE_MODULES = {"importlib", "io", "logging", "os", "pathlib", "pkgutil", "shutil", "socket", "subprocess", "sys"}
OUTSIDE_CALLS = {"__import__", "breakpoint", "eval", "exec", "input", "open", "print"}
OUTSIDE_METHODS = {"open", "read_bytes", "read_text", "write_bytes", "write_text"}

PURE_UNTIL = "lsp/*"
"""The first entry of FLOORS that is no longer the core."""

EXCEPTIONS = {
    ("resolver", "*"): "finds configuration files and reads them",
    ("discovery", "*"): "finds files and reads them: the one place of the core that does that",
    ("git", "*"): "runs git, and nothing else of the core does",
    ("files", "*"): "writes files, and nothing else of the core does",
    ("registry", "importlib"): "imports the modules in rules/, by the names that pkgutil lists",
    ("registry", "pkgutil"): "lists the modules in rules/",
}

# The builder and all above it see the block stream; only these know which parser made it.
PARSER = {"markdown_it", "mdit_py_plugins"}
PARSER_USERS = {"syntax/commonmark", "syntax/plugin"}

ENTRIES = FLOORS.split()
MODULES = sorted(path.relative_to(PACKAGE).with_suffix("").as_posix() for path in PACKAGE.rglob("*.py"))


@dataclass(frozen=True)
class Import:
    line: int
    module: str
    """`source`, `syntax/inline` for our own; `os`, `markdown_it` (the top name) for others."""
    own: bool
    types_only: bool
    """Under `if TYPE_CHECKING:`."""


def entry_of(module: str) -> int | None:
    if module in ENTRIES:
        return ENTRIES.index(module)
    return next((at for at, entry in enumerate(ENTRIES) if fnmatchcase(module, entry)), None)


def tree_of(module: str) -> ast.Module:
    return ast.parse((PACKAGE / f"{module}.py").read_text("utf-8"))


def walk(node: ast.AST, *, types_only: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    """Every node, and whether it stands under `if TYPE_CHECKING:`."""
    yield node, types_only
    guarded: list[ast.stmt] = []
    if isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
        guarded = node.body
    for child in ast.iter_child_nodes(node):
        yield from walk(child, types_only=types_only or child in guarded)


def own_module(dotted: str) -> str | None:
    """The file that `backlogmd.syntax.inline` is, if it is a file."""
    path = dotted.removeprefix("backlogmd").lstrip(".").replace(".", "/")
    for module in (path, f"{path}/__init__".lstrip("/")):
        if module in MODULES:
            return module
    return None


def imports_of(tree: ast.AST, module: str) -> Iterator[Import]:
    package = ["backlogmd", *module.split("/")[:-1]]
    for node, types_only in walk(tree):
        match node:
            case ast.Import(names=names):
                targets = [(one.name, "") for one in names]
            case ast.ImportFrom(module=origin, names=names, level=level):
                parent = package[: len(package) + 1 - level] if level else []
                targets = [(".".join([*parent, *([origin] if origin else [])]), one.name) for one in names]
            case _:
                continue
        for dotted, name in targets:
            top = dotted.partition(".")[0]
            if top != "backlogmd":
                yield Import(node.lineno, top, own=False, types_only=types_only)
                continue
            # `from backlogmd.syntax import inline` names a file; `from backlogmd.syntax.inline import read` is in one.
            # Of the package itself only what is no file comes from `__init__`.
            target = (name and own_module(f"{dotted}.{name}")) or own_module(dotted) or dotted.replace(".", "/")
            yield Import(node.lineno, target, own=True, types_only=types_only)


def calls_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in OUTSIDE_CALLS:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(attr=name)) if name in OUTSIDE_METHODS:
                yield node.lineno, f".{name}"


def climbs(tree: ast.AST, module: str) -> list[str]:
    """The imports of a file that it may not have."""
    here = entry_of(module)
    found = []
    for one in imports_of(tree, module):
        there = entry_of(one.module) if one.own else None
        if one.own and here is not None and (there is None or there >= here):
            found.append(f"{module}.py:{one.line}: imports {one.module}, which does not stand before it in FLOORS")
    return found


def reaches_outside(tree: ast.AST, module: str) -> list[str]:
    """What a file of the core does that is more than reading the text it was given."""
    imports = [
        (one.line, one.module)
        for one in imports_of(tree, module)
        if not one.own and not one.types_only and one.module in OUTSIDE_MODULES
    ]
    return [
        f"{module}.py:{line}: uses {what}, but the core is text in, findings or text out"
        for line, what in [*imports, *calls_of(tree)]
        if not {(module, what), (module, "*")} & set(EXCEPTIONS)
    ]


def test_every_file_has_a_floor() -> None:
    homeless = [module for module in MODULES if entry_of(module) is None]
    assert not homeless, f"add these to FLOORS in {Path(__file__).name}, after what they import: {homeless}"


@pytest.mark.parametrize("module", MODULES)
def test_a_file_imports_only_from_below(module: str) -> None:
    assert climbs(tree_of(module), module) == []


@pytest.mark.parametrize("module", [one for one in MODULES if (entry_of(one) or 0) < ENTRIES.index(PURE_UNTIL)])
def test_the_core_is_pure(module: str) -> None:
    assert reaches_outside(tree_of(module), module) == []


@pytest.mark.parametrize("module", [one for one in MODULES if one not in PARSER_USERS])
def test_only_the_front_end_knows_the_parser(module: str) -> None:
    assert [one for one in imports_of(tree_of(module), module) if one.module in PARSER] == []


@pytest.mark.parametrize(
    ("module", "code", "target"),
    [
        ("source", "import backlogmd", "__init__"),
        ("source", "import backlogmd.nodes", "nodes"),
        ("source", "from backlogmd import nodes", "nodes"),
        ("source", "from backlogmd import parse", "__init__"),
        ("source", "from backlogmd.nodes import Task", "nodes"),
        ("source", "from .nodes import Task", "nodes"),
        ("source", "from . import nodes", "nodes"),
        ("syntax/estimate", "from ..nodes import Task", "nodes"),
        ("syntax/estimate", "from .. import vocabulary", "vocabulary"),
        ("source", "def late():\n    from backlogmd.nodes import Task", "nodes"),
        ("source", "if TYPE_CHECKING:\n    from backlogmd.nodes import Task", "nodes"),
    ],
)
def test_imports_are_seen_however_they_are_written(module: str, code: str, target: str) -> None:
    assert [(one.module, one.own) for one in imports_of(ast.parse(code), module)] == [(target, True)]


def test_a_step_up_or_sideways_is_found() -> None:
    assert climbs(ast.parse("from backlogmd.nodes import Task"), "source")
    assert climbs(ast.parse("from backlogmd.rules.total_mismatch import check"), "rules/stale_progress")
    assert climbs(ast.parse("from backlogmd.never_written import it"), "cli/check")
    assert not climbs(ast.parse("from backlogmd.source import Span"), "nodes")
    assert not climbs(ast.parse("import re"), "errors")


@pytest.mark.parametrize("code", ["import os", "from os import environ", "print(1)", "open('a')", "path.read_text()"])
def test_a_reach_outside_is_found(code: str) -> None:
    assert reaches_outside(ast.parse(code), "linter")
    assert not reaches_outside(ast.parse(code), "discovery")


def test_a_type_is_no_reach_outside() -> None:
    assert not reaches_outside(ast.parse("if TYPE_CHECKING:\n    from pathlib import Path"), "linter")
