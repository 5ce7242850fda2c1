"""The parser of the command line, and the way to the command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import NoReturn

from backlogmd._version import __version__
from backlogmd.cli import check, rule, rules, schema, sync, tasks

COMMANDS = {"check": check, "tasks": tasks, "sync": sync, "rule": rule, "rules": rules, "schema": schema}

_DESCRIPTION = "Checks what a Markdown backlog says about itself (totals, counts, progress) against its tasks."
_EPILOG = """examples:
  backlogmd check BACKLOG.md       what in this file is not true?
  backlogmd tasks BACKLOG.md       how is this file understood?
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


def parser() -> argparse.ArgumentParser:
    """The parser with all commands."""
    top = _Parser("backlogmd", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=_Help)
    top.add_argument("--version", action="version", version=f"backlogmd {__version__}")
    commands = top.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", prog="backlogmd", parser_class=_Parser
    )
    for name, command in COMMANDS.items():
        one = commands.add_parser(
            name,
            help=command.HELP,
            description=command.HELP[0].upper() + command.HELP[1:] + ".",
            epilog=command.EXAMPLE,
            formatter_class=_Help,
            allow_abbrev=False,
        )
        command.add_arguments(one)
    return top


def run(argv: list[str]) -> int:
    """Run the command that *argv* names; its exit status."""
    top = parser()
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
