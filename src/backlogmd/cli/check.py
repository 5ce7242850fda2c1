"""`backlogmd check`: find what is not true in backlogs."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from backlogmd.cli._inputs import add_reading, read_dialect, read_inputs, wants_color
from backlogmd.errors import BacklogmdError

FORMATS = ("full", "concise", "json")

HELP = "check what backlogs say about themselves"
EXAMPLE = """examples:
  backlogmd check                              every backlog in this folder and below
  backlogmd check BACKLOG.md docs/             one file, and the backlogs in a folder
  backlogmd check --select BL4 BACKLOG.md      only totals and other claims
  backlogmd check --ignore missing-estimate .  all but one rule
  git show HEAD:TODO.md | backlogmd check - --stdin-filename TODO.md

exit status:
  0  clean      1  findings      2  asked work could not be done
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, or - for standard input (default: .)")
    rules = parser.add_argument_group(
        "rules", "named by name, code, beginning of a code, or ALL; commas between several"
    )
    rules.add_argument("--select", action="append", metavar="RULES", help="run these instead of the default ones")
    rules.add_argument("--extend-select", action="append", metavar="RULES", help="run these besides")
    rules.add_argument("--ignore", action="append", metavar="RULES", help="do not run these")
    add_reading(parser)
    output = parser.add_argument_group("output")
    output.add_argument(
        "--output-format", choices=FORMATS, default="full", help="how findings are written (default: full)"
    )
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    output.add_argument("--stdin-filename", metavar="NAME", help="what to call standard input")
    status = parser.add_argument_group("exit status")
    status.add_argument(
        "--fail-on",
        choices=("error", "warning", "info"),
        default="warning",
        help="the least severity that makes the status 1 (default: warning)",
    )
    status.add_argument("--exit-zero", action="store_true", help="end with 0 even if there are findings")


def run(options: argparse.Namespace) -> int:
    """Check and report; the exit status."""
    from backlogmd.config import Config
    from backlogmd.diagnostics import Severity
    from backlogmd.linter import lint, selected_rules
    from backlogmd.report._results import FileResult, printable
    from backlogmd.syntax.parse import parse

    config = Config(
        select=_names("--select", options.select) if options.select is not None else None,
        extend_select=_names("--extend-select", options.extend_select),
        ignore=_names("--ignore", options.ignore),
        dialect=read_dialect(options),
    )
    # A rule that does not exist is found before any file is read.
    selected_rules(config)
    results: list[FileResult] = []
    failed = False
    for path, content in read_inputs(options.paths, options.stdin_filename):
        if isinstance(content, BacklogmdError):
            print(f"backlogmd: {printable(str(content))}", file=sys.stderr)
            failed = True
            continue
        document = parse(content, path=path, dialect=config.dialect)
        failed = failed or document.source.invalid_byte is not None
        results.append(FileResult(document.source, lint(document, config)))
    report = import_module(f"backlogmd.report.{options.output_format}")
    if results or options.output_format == "json":
        for line in report.render(results, color=wants_color(options.color)):
            print(line)
    if failed:
        return 2
    if options.exit_zero:
        return 0
    least = Severity(options.fail_on).weight
    return int(any(one.severity.weight >= least for result in results for one in result.diagnostics))


def _names(option: str, values: list[str] | None) -> tuple[str, ...]:
    """The names that an option was given. One that names nothing (an empty variable, say) must not pass unseen."""
    names = tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())
    if values is not None and not names:
        raise BacklogmdError(f"{option} names no rule")
    return names
