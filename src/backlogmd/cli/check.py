"""`backlogmd check`: find what is not true in backlogs."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, TextIO

from backlogmd.cli._baseline import Baselines, name_in
from backlogmd.cli._inputs import add_configuration, find_configuration, read_dialect, read_inputs
from backlogmd.cli._output import show_diff, wants_color, write_bytes
from backlogmd.cli._reports import add_reports, wanted_reports, write_reports
from backlogmd.cli._versions import NewFindings, add_versions
from backlogmd.errors import BacklogmdError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlogmd.cli._reports import Output
    from backlogmd.config import Config
    from backlogmd.diagnostics import Diagnostic
    from backlogmd.fixer import FixResult
    from backlogmd.nodes import Document
    from backlogmd.report._results import FileResult
    from backlogmd.resolver import Resolver
    from backlogmd.rule import Surroundings

HELP = "check what backlogs say about themselves"
EXAMPLE = """examples:
  backlogmd check                              every backlog in this folder and below
  backlogmd check BACKLOG.md docs/             one file, and the backlogs in a folder
  backlogmd check --select BL4 BACKLOG.md      only totals and other claims
  backlogmd check --ignore missing-estimate .  all but one rule
  backlogmd check --diff --unsafe-fixes        show what could be fixed, wrong totals too
  backlogmd check --fix                        fix what keeps the meaning, and write it
  backlogmd check --output-format full --output-format sarif=backlog.sarif
  backlogmd check --since origin/main          only what this branch has changed or made false
  backlogmd check --staged                     only what the next commit does
  backlogmd check --add-suppressions "agreed"  write comments that silence what is left
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
    rules.add_argument("--baseline", metavar="FILE", help="a file of known findings, which are not reported")
    add_versions(parser)
    add_configuration(parser)
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
    parser.add_argument(
        "--add-suppressions",
        metavar="REASON",
        help="write a comment for each finding that is left, so that the next check is clean",
    )
    output = parser.add_argument_group("output")
    add_reports(output)
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    output.add_argument("--stdin-filename", metavar="NAME", help="what to call standard input")
    status = parser.add_argument_group("exit status")
    status.add_argument(
        "--fail-on",
        choices=("error", "warning", "info"),
        help="the least severity that makes the status 1 (default: as configured, else warning)",
    )
    status.add_argument("--exit-non-zero-on-fix", action="store_true", help="end with 1 if something was fixed")
    status.add_argument("--exit-zero", action="store_true", help="end with 0 even if there are findings")


def run(options: argparse.Namespace) -> int:
    """Check, fix if that is asked for, and report; the exit status."""
    run = _Run(find_configuration(options), options)
    # A report that cannot be written is found before any file is read, too.
    reports = wanted_reports(options)
    # Fixed text takes the place of findings on standard output.
    filters = options.fix and not options.diff and "-" in options.paths
    if options.add_suppressions is not None:
        _check_suppressions(options)
    if filters and len(options.paths) > 1:
        raise BacklogmdError("with --fix, - stands alone: standard output is for its text")
    for path, content in run.inputs():
        run.take(path, content)
    if options.diff:
        run.conclude()
        return 2 if run.failed else int(run.changed and not options.exit_zero)
    run.report(reports, sys.stderr if filters else sys.stdout)
    if options.add_suppressions is not None:
        print(run.suppressions(), file=sys.stderr)
    for line in run.baselines.summary(all_ran=not (run.new or options.select or options.ignore)):
        print(line, file=sys.stderr)
    if run.failed:
        return 2
    if options.exit_zero:
        return 0
    if options.exit_non_zero_on_fix and run.fixed:
        return 1
    return int(run.serious)


def _check_suppressions(options: argparse.Namespace) -> None:
    """Refuse what `--add-suppressions` cannot do, before any file is read."""
    from backlogmd.suppressing import checked_reason

    checked_reason(options.add_suppressions)
    if "-" in options.paths:
        raise BacklogmdError("--add-suppressions writes files, and - is none")
    if options.diff:
        raise BacklogmdError("--add-suppressions writes files, and --diff writes none; leave out one of the two")


def _with_options(config: Config, options: argparse.Namespace) -> Config:
    """The configuration with what the command line says.

    `--select` and `--fixable` take the place of all that is configured about which rules and which fixes; other
    options add to it.
    """
    from dataclasses import replace

    changes: dict[str, Any] = {
        "dialect": read_dialect(options, config.dialect),
        "unsafe_fixes": config.unsafe_fixes or options.unsafe_fixes,
    }
    if options.select is not None:
        config = replace(config, extend_select=(), ignore=())
        changes["select"] = _names("--select", options.select)
    if options.fixable is not None:
        config = replace(config, unfixable=())
        changes["fixable"] = _names("--fixable", options.fixable)
    for key in ("extend_select", "ignore", "unfixable", "extend_safe_fixes", "extend_unsafe_fixes"):
        option = "--" + key.replace("_", "-")
        changes[key] = getattr(config, key) + _names(option, getattr(options, key))
    return replace(config, **changes)


class _Run:
    """One call of the command: what was found, fixed and refused so far."""

    def __init__(self, resolver: Resolver, options: argparse.Namespace) -> None:
        from backlogmd.linter import Fixes, selected_rules

        self.resolver = resolver
        self.options = options
        # What is wrong with the options, or with the configuration that holds here, is found before any file is read.
        self.config = _with_options(resolver.for_folder("").config, options)
        selected_rules(self.config)
        Fixes(self.config)
        compares = options.since is not None or options.staged
        self.new = NewFindings(options, resolver) if compares else None
        self.results: list[FileResult] = []
        self.failed = False
        self.baselines = Baselines()
        self.changed = False
        """Whether a fix changes any text."""
        self.serious = False
        """Whether there is a finding that makes the run fail."""
        self.silenced = 0
        """How many findings were silenced by comments that were written."""
        self.commented: list[int] = []
        """How many comments each file has got that has got any."""

    @property
    def fixed(self) -> int:
        """How many findings were fixed."""
        return sum(result.fixed for result in self.results)

    def inputs(self) -> Iterator[tuple[str, bytes | BacklogmdError]]:
        """The name of each input with its bytes, or with the reason why there are none."""
        if self.new is not None:
            return self.new.inputs()
        return read_inputs(self.options.paths, self.options.stdin_filename, self.resolver)

    def take(self, path: str, content: bytes | BacklogmdError) -> None:
        """Check one input, and fix it."""
        from backlogmd.diagnostics import Severity
        from backlogmd.discovery import FilesBeside
        from backlogmd.linter import lint
        from backlogmd.report._results import FileResult
        from backlogmd.syntax.parse import parse

        if isinstance(content, BacklogmdError):
            self._fail(content)
            return
        resolved = self.resolver.for_file(path)
        config = _with_options(resolved.config_for(path), self.options)
        document = parse(content, path=path, dialect=config.dialect)
        self.failed = self.failed or document.source.invalid_byte is not None
        unnamed = path == "<stdin>" and self.options.stdin_filename is None and "-" in self.options.paths
        beside = FilesBeside(None if unnamed else path)
        result = None
        if self.options.fix or self.options.diff:
            fixed = self._fixed(path, content, document, config, beside)
            if fixed is not None:
                document = fixed.document
                result = FileResult(document.source, fixed.remaining, len(fixed.applied))
        if result is None:
            new = self.new
            found = new.found_in(document, config, beside) if new else lint(document, config, beside)
            result = FileResult(document.source, found)
        known = None if unnamed else self.options.baseline or resolved.baseline
        if self.options.add_suppressions is not None:
            document, result = self._suppressed(document, result, config, beside, known)
        if known is not None:
            left = self.baselines.at(known).new(name_in(known, path), document, result.diagnostics)
            result = result._replace(diagnostics=left)
        least = Severity(self.options.fail_on) if self.options.fail_on else resolved.fail_on
        self.serious = self.serious or any(one.severity.weight >= least.weight for one in result.diagnostics)
        self.results.append(result)

    def _fixed(
        self, path: str, content: bytes, document: Document, config: Config, beside: Surroundings
    ) -> FixResult | None:
        """What fixing came to once the fixes are written or shown; None where that could not be done."""
        from backlogmd.fixer import fix

        stream = path == _stream_name(self.options) and "-" in self.options.paths
        try:
            fixed = fix(document, config, beside)
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
        return fixed

    def _suppressed(
        self, document: Document, result: FileResult, config: Config, beside: Surroundings, known: str | None
    ) -> tuple[Document, FileResult]:
        """The document with comments for its findings once they are written, and what remains."""
        from backlogmd.baseline import Baseline
        from backlogmd.files import replace_file
        from backlogmd.linter import lint
        from backlogmd.suppressing import add_suppressions

        path = result.path

        def left(document: Document, found: list[Diagnostic]) -> list[Diagnostic]:
            # What the baseline knows needs no comment. Each time, all of its entries are there to be used.
            if known is None:
                return found
            return Baseline(self.baselines.at(known).known).new(name_in(known, path), document, found)

        added = add_suppressions(document, self.options.add_suppressions, config, beside, left)
        if not added.comments:
            return document, result
        try:
            replace_file(path, _bytes(added.document.source.text), expected=_bytes(document.source.text))
        except BacklogmdError as error:
            self._fail(error)
            return document, result
        self.silenced += added.silenced
        self.commented.append(added.comments)
        after = added.document
        return after, result._replace(source=after.source, diagnostics=lint(after, config, beside))

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

    def report(self, reports: list[Output], stream: TextIO) -> None:
        """Print or write the findings."""
        from backlogmd.report._results import fixes

        unsafe = self.config.unsafe_fixes
        for error in write_reports(reports, self.results, stream, color=self.options.color, unsafe_fixes=unsafe):
            self._fail(error)
        if self.fixed and not any(one.format == "full" and one.file is None for one in reports):
            print(fixes(self.results), file=sys.stderr)

    def suppressions(self) -> str:
        """How many comments were written."""
        from backlogmd.report._results import counted

        if not self.commented:
            return "No suppressions written"
        comments = counted(sum(self.commented), "comment")
        files = counted(len(self.commented), "file")
        return f"{counted(self.silenced, 'finding')} silenced by {comments} in {files}"

    def _fail(self, error: BacklogmdError) -> None:
        from backlogmd.report._results import printable

        print(f"backlogmd: {printable(str(error))}", file=sys.stderr)
        self.failed = True


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _stream_name(options: argparse.Namespace) -> str:
    return options.stdin_filename or "<stdin>"


def _names(option: str, values: list[str] | None) -> tuple[str, ...]:
    """The names that an option was given. One that names nothing (an empty variable, say) must not pass unseen."""
    names = tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())
    if values is not None and not names:
        raise BacklogmdError(f"{option} names no rule")
    return names
