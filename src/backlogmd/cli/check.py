"""`backlogmd check`: find what is not true in backlogs."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

from backlogmd.cli._inputs import add_reading, read_dialect, read_inputs
from backlogmd.cli._output import show_diff, wants_color, write_bytes
from backlogmd.errors import BacklogmdError

if TYPE_CHECKING:
    from backlogmd.config import Config
    from backlogmd.nodes import Document
    from backlogmd.report._results import FileResult

FORMATS = ("full", "concise", "json")

HELP = "check what backlogs say about themselves"
EXAMPLE = """examples:
  backlogmd check                              every backlog in this folder and below
  backlogmd check BACKLOG.md docs/             one file, and the backlogs in a folder
  backlogmd check --select BL4 BACKLOG.md      only totals and other claims
  backlogmd check --ignore missing-estimate .  all but one rule
  backlogmd check --diff --unsafe-fixes        show what could be fixed, wrong totals too
  backlogmd check --fix                        fix what keeps the meaning, and write it
  git show HEAD:TODO.md | backlogmd check - --stdin-filename TODO.md

exit status:
  0  clean, or everything fixed      1  findings, or a difference      2  asked work could not be done
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
    fixes = parser.add_argument_group("fixes")
    fixes.add_argument("--fix", action="store_true", help="write the safe fixes; findings are those that remain")
    fixes.add_argument("--diff", action="store_true", help="show what --fix would write, and write nothing")
    fixes.add_argument(
        "--unsafe-fixes", action="store_true", help="fix also what changes a number or has to be guessed"
    )
    fixes.add_argument("--fixable", action="append", metavar="RULES", help="fix these only (default: ALL)")
    fixes.add_argument("--unfixable", action="append", metavar="RULES", help="do not fix these")
    fixes.add_argument("--extend-safe-fixes", action="append", metavar="RULES", help="take fixes of these for safe")
    fixes.add_argument("--extend-unsafe-fixes", action="append", metavar="RULES", help="take fixes of these for unsafe")
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
    status.add_argument("--exit-non-zero-on-fix", action="store_true", help="end with 1 if something was fixed")
    status.add_argument("--exit-zero", action="store_true", help="end with 0 even if there are findings")


def run(options: argparse.Namespace) -> int:
    """Check, fix if that is asked for, and report; the exit status."""
    from backlogmd.diagnostics import Severity
    from backlogmd.linter import Fixes, selected_rules

    config = _config(options)
    # A rule that does not exist is found before any file is read.
    selected_rules(config)
    Fixes(config)
    # Fixed text takes the place of findings on standard output.
    filters = options.fix and not options.diff and "-" in options.paths
    if filters and len(options.paths) > 1:
        raise BacklogmdError("with --fix, - stands alone: standard output is for its text")
    run = _Run(config, options)
    for path, content in read_inputs(options.paths, options.stdin_filename):
        run.take(path, content)
    if options.diff:
        run.conclude()
        return 2 if run.failed else int(run.changed and not options.exit_zero)
    run.report(sys.stderr if filters else sys.stdout)
    if run.failed:
        return 2
    if options.exit_zero:
        return 0
    if options.exit_non_zero_on_fix and run.fixed:
        return 1
    least = Severity(options.fail_on).weight
    return int(any(one.severity.weight >= least for result in run.results for one in result.diagnostics))


def _config(options: argparse.Namespace) -> Config:
    from backlogmd.config import Config

    return Config(
        select=_names("--select", options.select) if options.select is not None else None,
        extend_select=_names("--extend-select", options.extend_select),
        ignore=_names("--ignore", options.ignore),
        fixable=_names("--fixable", options.fixable) if options.fixable is not None else Config().fixable,
        unfixable=_names("--unfixable", options.unfixable),
        extend_safe_fixes=_names("--extend-safe-fixes", options.extend_safe_fixes),
        extend_unsafe_fixes=_names("--extend-unsafe-fixes", options.extend_unsafe_fixes),
        dialect=read_dialect(options),
        unsafe_fixes=options.unsafe_fixes,
    )


class _Run:
    """One call of the command: what was found, fixed and refused so far."""

    def __init__(self, config: Config, options: argparse.Namespace) -> None:
        self.config = config
        self.options = options
        self.results: list[FileResult] = []
        self.failed = False
        self.changed = False
        """Whether a fix changes any text."""

    @property
    def fixed(self) -> int:
        """How many findings were fixed."""
        return sum(result.fixed for result in self.results)

    def take(self, path: str, content: bytes | BacklogmdError) -> None:
        """Check one input, and fix it."""
        from backlogmd.linter import lint
        from backlogmd.report._results import FileResult
        from backlogmd.syntax.parse import parse

        if isinstance(content, BacklogmdError):
            self._fail(content)
            return
        document = parse(content, path=path, dialect=self.config.dialect)
        self.failed = self.failed or document.source.invalid_byte is not None
        result = None
        if self.options.fix or self.options.diff:
            result = self._fixed(path, content, document)
        self.results.append(result or FileResult(document.source, lint(document, self.config)))

    def _fixed(self, path: str, content: bytes, document: Document) -> FileResult | None:
        """The findings that remain once the fixes are written or shown; None where that could not be done."""
        from backlogmd.fixer import fix
        from backlogmd.report._results import FileResult

        stream = path == _stream_name(self.options) and "-" in self.options.paths
        try:
            fixed = fix(document, self.config)
            if self.options.diff:
                show_diff(path, fixed.before.text, fixed.text, color=wants_color(self.options.color))
            elif stream:
                write_bytes(fixed.content)
            elif fixed.changed:
                from backlogmd.files import replace_file

                replace_file(path, fixed.content, expected=content)
        except BacklogmdError as error:
            self._fail(error)
            if stream and not self.options.diff:
                # Whoever reads the text gets it as it was, and not none.
                write_bytes(content)
            return None
        self.changed = self.changed or fixed.changed
        return FileResult(fixed.document.source, fixed.remaining, len(fixed.applied))

    def conclude(self) -> None:
        """Say after a diff what it would have fixed, and what could not be read."""
        from backlogmd.report import concise

        unreadable = [one for one in self.results if one.source.invalid_byte is not None]
        for line in concise.render(unreadable):
            print(line, file=sys.stderr)
        more = sum(one.fix is not None for result in self.results for one in result.diagnostics)
        hint = f"{more} more with --unsafe-fixes" if more and not self.config.unsafe_fixes else ""
        if self.fixed:
            print(f"Would fix {self.fixed}" + (f" ({hint})" if hint else ""), file=sys.stderr)
        else:
            print("Nothing to fix" + (f" ({hint})" if hint else ""), file=sys.stderr)

    def report(self, stream: TextIO) -> None:
        """Print the findings."""
        from backlogmd.report._results import fixes

        wanted = self.options.output_format
        report = import_module(f"backlogmd.report.{wanted}")
        if self.results or wanted == "json":
            color = wants_color(self.options.color)
            for line in report.render(self.results, color=color, unsafe_fixes=self.config.unsafe_fixes):
                print(line, file=stream)
        if wanted != "full" and self.fixed:
            print(fixes(self.results), file=sys.stderr)

    def _fail(self, error: BacklogmdError) -> None:
        from backlogmd.report._results import printable

        print(f"backlogmd: {printable(str(error))}", file=sys.stderr)
        self.failed = True


def _stream_name(options: argparse.Namespace) -> str:
    return options.stdin_filename or "<stdin>"


def _names(option: str, values: list[str] | None) -> tuple[str, ...]:
    """The names that an option was given. One that names nothing (an empty variable, say) must not pass unseen."""
    names = tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())
    if values is not None and not names:
        raise BacklogmdError(f"{option} names no rule")
    return names
