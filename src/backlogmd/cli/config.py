"""`backlogmd config`: what holds for a path, and where each setting comes from."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backlogmd.cli._inputs import add_configuration, find_configuration
from backlogmd.errors import BacklogmdError

if TYPE_CHECKING:
    from backlogmd.resolver import Resolved

HELP = "show the configuration that holds for a path"
EXAMPLE = """examples:
  backlogmd config                      what holds here, and where it comes from
  backlogmd config docs/BACKLOG.md      what holds for one file
  backlogmd config --show-files docs/   which files are checked, and why or why not
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: .)")
    parser.add_argument("--show-files", action="store_true", help="say for each Markdown file why it is checked or not")
    add_configuration(parser)


def run(options: argparse.Namespace) -> int:
    """Print what holds."""
    resolver = find_configuration(options)
    if options.show_files:
        return _show_files(options.paths or ["."], resolver)
    paths: list[str] = options.paths or ["."]
    for path in paths:
        if not os.path.exists(path):  # noqa: PTH110 - paths are strings here, as in discovery
            raise BacklogmdError(f"{path}: no such file or folder")
        is_folder = os.path.isdir(path)  # noqa: PTH112
        resolved = resolver.for_folder(path) if is_folder else resolver.for_file(path)
        if len(paths) > 1:
            print(f"# {path}")
        for line in _shown(resolved, None if is_folder else path):
            print(line)
    return 0


def _show_files(paths: list[str], resolver: Any) -> int:
    from backlogmd.discovery import UnreadableFileError, explain_files
    from backlogmd.report._results import printable

    failed = False
    for found in explain_files(paths, resolver):
        if isinstance(found, UnreadableFileError):
            print(f"backlogmd: {printable(str(found))}", file=sys.stderr)
            failed = True
        else:
            word = "checked" if found.checked else "left out"
            print(f"{printable(found.path)}: {word}: {printable(found.reason)}")
    return 2 if failed else 0


def _shown(resolved: Resolved, path: str | None) -> Iterator[str]:
    """The settings as TOML, each with the place that it comes from."""
    from backlogmd.linter import selected_rules
    from backlogmd.report._results import printable

    file = os.path.relpath(resolved.file) if resolved.file else None
    yield f"# configuration file: {printable(file) if file else 'none'}"
    lines = list(_settings(resolved))
    width = max((len(line) for line, _ in lines), default=0)
    for line, origin in lines:
        yield printable(f"{line:<{width}}  # {origin}" if origin else line)
    config = resolved.config if path is None else resolved.config_for(path)
    rules = selected_rules(config)
    if config.disabled:
        yield f"# off for this file: {', '.join(config.disabled)}"
    yield f"# rules that run ({len(rules)}): {', '.join(rule.code for rule in rules)}"


def _settings(resolved: Resolved) -> Iterator[tuple[str, str]]:
    """The lines of the settings, and the origin of each. Tables come last, as TOML wants it."""
    from backlogmd.settings import Settings

    settings = resolved.settings or Settings()
    values = settings.model_dump(mode="json", by_alias=True, exclude_none=True)
    values.pop("extend", None)
    for key, value in values.items():
        if not isinstance(value, dict):
            yield f"{key} = {_toml(value)}", resolved.origins.get(key, "default")
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _table(key, value, key, resolved)


def _table(name: str, table: dict[str, Any], key: str, resolved: Resolved) -> Iterator[tuple[str, str]]:
    from backlogmd.settings import toml_key

    if not table:
        return
    flat = {one: value for one, value in table.items() if not isinstance(value, dict)}
    if flat:
        yield "", ""
        yield f"[{name}]", ""
    for one, value in flat.items():
        origin = resolved.origins.get(f"{key}.{one}", "default" if key == "dialect" else resolved.origins.get(key, ""))
        yield f"{toml_key(one)} = {_toml(value)}", origin
    for one, value in table.items():
        if isinstance(value, dict):
            yield from _table(f"{name}.{toml_key(one)}", value, f"{key}.{one}", resolved)


def _toml(value: object) -> str:
    """A value as TOML writes it, which for texts, numbers, truth values and lists of them is JSON."""
    import json

    from backlogmd.settings import toml_key

    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml_key(key)} = {_toml(one)}" for key, one in value.items() if one) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)
