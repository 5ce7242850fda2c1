"""`backlogmd tasks`: how backlogs are read, task by task or summed up."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from backlogmd.cli._inputs import add_configuration, find_configuration, read_dialect, read_inputs
from backlogmd.cli._output import terminal_columns, wants_color
from backlogmd.errors import BacklogmdError

FORMATS = ("table", "json", "json-lines", "csv")

HELP = "list the tasks that backlogs hold, or sum them up"
EXAMPLE = """examples:
  backlogmd tasks                                       every task in this folder and below
  backlogmd tasks --where priority:high BACKLOG.md      those that match
  backlogmd tasks --where state:open --where "hours>4"  those that match both
  backlogmd tasks --by priority,project                 numbers of tasks, hours and progress
  backlogmd tasks --output-format csv > tasks.csv

conditions, all of which must hold:
  priority:high,medium    one of these         -state:done       the opposite
  category:testing        has this word        category~test     has these characters
  project=api             is exactly this      text:"log in"     words of the title
  priority>=high          and above            assignee:none     has none
  hours>4  days<=2  points:3  size:M  estimate:none  due<2027-03
  also: section, milestone, tag, id, form; the shell wants quotes round what has <, > or blanks in it

exit status:
  0  listed      2  asked work could not be done
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, or - for standard input (default: .)")
    choice = parser.add_argument_group("which tasks")
    choice.add_argument(
        "--where", action="append", metavar="CONDITIONS", help="only tasks for which they hold (see below)"
    )
    add_configuration(parser)
    output = parser.add_argument_group("output")
    output.add_argument(
        "--by",
        action="append",
        metavar="KEYS",
        help="sums instead of tasks: priority, project, category, milestone, state, assignee, form or file; "
        "commas between several",
    )
    output.add_argument("--output-format", choices=FORMATS, default="table", help="(default: table)")
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    output.add_argument("--stdin-filename", metavar="NAME", help="what to call standard input")


def run(options: argparse.Namespace) -> int:
    """List or sum up; the exit status."""
    from backlogmd.report import _tasks
    from backlogmd.report._results import printable
    from backlogmd.syntax.parse import parse
    from backlogmd.syntax.selector import parse_where

    # What cannot be asked is found before any file is read.
    by = _keys(options.by)
    resolver = find_configuration(options)
    dialect = read_dialect(options, resolver.for_folder("").config.dialect)
    selectors = [parse_where(_given("--where", text), dialect) for text in options.where or ()]
    chosen: list[_tasks.Chosen] = []
    failed = False
    for path, content in read_inputs(options.paths, options.stdin_filename, resolver):
        if isinstance(content, BacklogmdError):
            print(f"backlogmd: {printable(str(content))}", file=sys.stderr)
            failed = True
            continue
        own = read_dialect(options, resolver.for_file(path).config.dialect)
        document = parse(content, path=path, dialect=own)
        if document.source.invalid_byte is not None:
            offset = document.source.invalid_byte
            print(f"backlogmd: {printable(path)}: not UTF-8 (byte {offset})", file=sys.stderr)
            failed = True
        chosen.append(_tasks.choose(document, selectors))
    if not chosen and options.output_format == "table":
        return 2
    report = _tasks.task_sums(chosen, by) if by else _tasks.task_list(chosen)
    form = import_module(f"backlogmd.report.tasks_{options.output_format.replace('-', '_')}")
    for line in form.render(report, color=wants_color(options.color), columns=terminal_columns()):
        print(line)
    return 2 if failed else 0


def _given(option: str, text: str) -> str:
    """What an option was given. Nothing (an empty variable, say) must not pass unseen."""
    if not text.strip():
        raise BacklogmdError(f"{option} is empty")
    return text


def _keys(values: list[str] | None) -> list[str]:
    """The keys to sum up by, each once."""
    from backlogmd.errors import UnknownNameError
    from backlogmd.query.breakdown import KEYS

    names = [name.strip().lower() for value in values or () for name in _given("--by", value).split(",")]
    for name in names:
        if name not in KEYS:
            raise UnknownNameError("key of --by", name, list(KEYS), f"known are {', '.join(KEYS)}")
    return list(dict.fromkeys(names))
