"""`backlogmd sync`: bring the totals between markers up to date."""

from __future__ import annotations

import argparse
import sys

from backlogmd.cli._inputs import add_configuration, find_configuration, read_dialect, read_inputs
from backlogmd.cli._output import show_diff, wants_color, write_bytes
from backlogmd.errors import BacklogmdError

HELP = "bring totals between markers up to date"
EXAMPLE = """examples:
  backlogmd sync                       every backlog in this folder and below
  backlogmd sync --check BACKLOG.md    write nothing; show what is out of date
  backlogmd sync --adopt BACKLOG.md    put hand-written summaries between markers first
  backlogmd sync - < BACKLOG.md        read standard input, write standard output

markers, each on a line of its own:
  <!-- backlogmd:totals by=priority columns=tasks,hours,done -->
  <!-- /backlogmd:totals -->
  <!-- backlogmd:progress -->
  <!-- /backlogmd:progress -->

exit status:
  0  up to date      1  out of date (with --check)      2  asked work could not be done
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, or - for standard input (default: .)")
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 if something is out of date")
    parser.add_argument(
        "--adopt", action="store_true", help="put hand-written summary tables between markers, where that is certain"
    )
    add_configuration(parser)
    output = parser.add_argument_group("output")
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    output.add_argument("--stdin-filename", metavar="NAME", help="what to call standard input")


def run(options: argparse.Namespace) -> int:
    """Write what is out of date, or show it; the exit status."""
    from backlogmd.discovery import read_stream

    if "-" in options.paths and len(options.paths) > 1:
        raise BacklogmdError("- is standard input and stands alone, for its text goes to standard output")
    run = _Run(options)
    if options.paths == ["-"]:
        name = options.stdin_filename or "<stdin>"
        run.stream(name, read_stream(sys.stdin, name))
    else:
        for path, content in read_inputs(options.paths, None, run.resolver):
            run.file(path, content)
    return run.status()


class _Run:
    """One call of the command: what was seen so far."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.resolver = find_configuration(options)
        self.check: bool = options.check
        self.adopt: bool = options.adopt
        self.color = wants_color(options.color)
        self.failed = False
        self.stale = False
        self.streamed = False
        """Whether standard output is taken by the text."""
        self.seen = False
        """Whether there were markers that can be used."""

    def status(self) -> int:
        """The exit status, after a word where there was nothing to do."""
        if not (self.stale or self.failed or self.streamed):
            none = "No markers found: `backlogmd sync --help` shows how they are written"
            print("All totals between markers are up to date" if self.seen else none)
        return 2 if self.failed else int(self.check and self.stale)

    def file(self, path: str, content: bytes | BacklogmdError) -> None:
        """Bring one file up to date."""
        from backlogmd.files import replace_file
        from backlogmd.report._results import printable

        try:
            old, new = self._texts(path, content)
            if new != old and self.check:
                self._show(path, old, new)
            elif new != old:
                replace_file(path, new.encode(), expected=old.encode())
                print(f"{printable(path)}: written")
        except BacklogmdError as error:
            self._fail(str(error))

    def stream(self, name: str, content: bytes | BacklogmdError) -> None:
        """Bring standard input up to date, onto standard output."""
        self.streamed = not self.check
        try:
            old, new = self._texts(name, content)
        except BacklogmdError as error:
            self._fail(str(error))
            if not self.check and isinstance(content, bytes):
                # Whoever reads the text gets it as it was, and not none.
                write_bytes(content)
            return
        if not self.check:
            write_bytes(new.encode())
        elif new != old:
            self._show(name, old, new)

    def _texts(self, path: str, content: bytes | BacklogmdError) -> tuple[str, str]:
        """The text of a file, and what it should be.

        Raises `BacklogmdError` if there is none.
        """
        from backlogmd.query.markers import read_markers
        from backlogmd.sync import adopt, refresh
        from backlogmd.syntax.parse import parse

        if isinstance(content, BacklogmdError):
            raise content
        dialect = read_dialect(self.options, self.resolver.for_file(path).config.dialect)
        document = parse(content, path=path, dialect=dialect)
        if document.source.invalid_byte is not None:
            raise BacklogmdError(f"{path}: not UTF-8 (byte {document.source.invalid_byte}); save it as UTF-8")
        markers = read_markers(document)
        for problem in markers.problems:
            line, column = document.source.position(problem.span.start)
            self._fail(f"{path}:{line}:{column}: {problem.message}" + (f"; {problem.help}" if problem.help else ""))
        if self.adopt:
            adoption = adopt(document, dialect)
            for refusal in adoption.refused:
                line, _ = document.source.position(refusal.span.start)
                self._tell(f"{path}:{line}: this table is left as it is: {refusal.reason}")
            new = adoption.text
        else:
            new = refresh(document, dialect)
        self.seen = self.seen or bool(markers.blocks)
        self.stale = self.stale or new != document.source.text
        return document.source.text, new

    def _fail(self, message: str) -> None:
        self.failed = True
        self._tell(f"backlogmd: {message}")

    def _tell(self, message: str) -> None:
        from backlogmd.report._results import printable

        print(printable(message), file=sys.stderr)

    def _show(self, path: str, old: str, new: str) -> None:
        """Print how a text would change."""
        from backlogmd.report._results import printable

        print(f"{printable(path)}: out of date", file=sys.stderr)
        show_diff(path, old, new, color=self.color)
