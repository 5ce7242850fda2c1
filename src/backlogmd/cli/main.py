"""The parser of the command line, and the way to the command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, NoReturn

from backlogmd._version import __version__


class _Commands(Mapping[str, Any]):
    """The modules of the commands by their names, in the order of the help; each is imported when it is asked for."""

    _NAMES = "check tasks diff sync init config baseline rule rules schema completion".split()

    def __getitem__(self, name: str) -> Any:
        if name not in self._NAMES:
            raise KeyError(name)
        return import_module(f"backlogmd.cli.{name}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._NAMES)

    def __len__(self) -> int:
        return len(self._NAMES)


COMMANDS = _Commands()

_DESCRIPTION = "Checks what a Markdown backlog says about itself (totals, counts, progress) against its tasks."
_EPILOG = """examples:
  backlogmd check BACKLOG.md       what in this file is not true?
  backlogmd tasks BACKLOG.md       how is this file understood?
  backlogmd diff main              what has this branch done to the tasks?
  backlogmd rules                  what is checked?
  backlogmd rule total-mismatch    what does a finding mean?
"""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Examples as they are written. The width is given, for argparse would import shutil to ask the terminal."""

    def __init__(self, prog: str) -> None:
        columns = os.environ.get("COLUMNS", "")
        super().__init__(prog, width=int(columns) - 2 if columns.isdecimal() else 100)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One clear line, not the whole usage."""
        from backlogmd.report._results import printable

        print(f"{self.prog}: {printable(message)} (see `{self.prog} --help`)", file=sys.stderr)
        raise SystemExit(2)


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The parser with all commands; with *only* one of them where nothing else is asked for."""
    top = _Parser("backlogmd", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=_Help)
    top.add_argument("--version", action="version", version=f"backlogmd {__version__}")
    commands = top.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", prog="backlogmd", parser_class=_Parser
    )
    for name in COMMANDS if only is None else (only,):
        command = COMMANDS[name]
        one = commands.add_parser(
            name,
            help=command.HELP,
            description=command.HELP[0].upper() + command.HELP[1:] + ".",
            epilog=command.EXAMPLE,
            formatter_class=_Help,
            allow_abbrev=False,
        )
        command.add_arguments(one)
    if only is None:
        # What it prints is about all commands.
        commands.choices["completion"].set_defaults(top=top)
    return top


def run(argv: list[str]) -> int:
    """Run the command that *argv* names; its exit status."""
    first = argv[0] if argv else ""
    top = parser(first if first in COMMANDS and first != "completion" else None)
    try:
        options = top.parse_args(list(_joined(argv)))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    if options.command is None:
        top.print_help()
        return 2
    status: int = COMMANDS[options.command].run(options)
    return status


def _joined(argv: list[str]) -> Iterator[str]:
    """`--where -state:done` as `--where=-state:done`: argparse would take the condition for an option."""
    rest = iter(argv)
    for argument in rest:
        value = next(rest, None) if argument == "--where" else None
        if value is None:
            yield argument
        elif value.startswith("-") and not value.startswith("--"):
            yield f"{argument}={value}"
        else:
            yield from (argument, value)
