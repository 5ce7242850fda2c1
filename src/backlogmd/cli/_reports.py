"""Where findings go: the formats that are asked for, and the file or stream for each of them."""

# Paths are strings, as in discovery.
# ruff: noqa: PTH109, PTH110

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, NamedTuple, TextIO

from backlogmd.cli._output import wants_color, wants_links
from backlogmd.errors import BacklogmdError

if TYPE_CHECKING:
    from backlogmd.report._results import FileResult

FORMATS = (
    *("full", "concise", "json", "json-lines"),
    *("sarif", "github", "gitlab", "junit", "rdjson", "checkstyle", "markdown"),
)

_LINES = {"full", "concise", "github"}
"""Formats that can share a stream: lines for people, and lines that a service picks out of them."""


_LINKED = {"full", "concise"}
"""Formats whose codes can be links, on a terminal."""

_FOR_PEOPLE = {"full", "concise", "github", "markdown"}


class Output(NamedTuple):
    """One report that is asked for."""

    format: str
    file: str | None
    """None for standard output."""


def add_reports(group: argparse._ArgumentGroup) -> None:
    """Declare the formats of the reports, and the files they go to."""
    group.add_argument(
        "--output-format",
        action="append",
        type=_output,
        metavar="FORMAT[=FILE]",
        help=f"how findings are written, and where to; may be given several times: {', '.join(FORMATS)} (default: "
        "full; on GitHub Actions, annotations besides)",
    )
    group.add_argument("--output-file", metavar="FILE", help="where to, for a format that names no file itself")


def _output(text: str) -> Output:
    name, equals, file = text.partition("=")
    if name not in FORMATS:
        from backlogmd.errors import UnknownNameError

        raise argparse.ArgumentTypeError(
            str(UnknownNameError("format", name, list(FORMATS), f"known are {', '.join(FORMATS)}"))
        )
    if equals and not file:
        raise argparse.ArgumentTypeError(f"no file stands after `{text}`")
    return Output(name, None if file in ("", "-") else file)


def wanted_reports(options: argparse.Namespace) -> list[Output]:
    """The reports that the options, or else the CI service, ask for.

    Raises `BacklogmdError` if two of them would be written to one place.
    """
    named: list[Output] = options.output_format or [Output("full", None)]
    if options.output_file is not None:
        if not options.output_file:
            raise BacklogmdError("--output-file names no file")
        bare = [one for one in named if one.file is None]
        if len(bare) != 1:
            raise BacklogmdError("--output-file goes with one format; for others write --output-format FORMAT=FILE")
        file = None if options.output_file == "-" else options.output_file
        named = [Output(one.format, file) if one is bare[0] else one for one in named]
    if options.output_format is None and os.environ.get("GITHUB_ACTIONS") == "true":
        named = [*named, Output("github", None)]
    taken: dict[str | None, str] = {}
    for name, file in named:
        place = file and os.path.realpath(file)
        other = taken.get(place)
        if other and (file or not {other, name} <= _LINES):
            where = file or "standard output"
            raise BacklogmdError(
                f"{other} and {name} would both be written to {where}: name a file, as in {name}=report"
            )
        taken[place] = name
    if options.diff and any(file for _, file in named):
        raise BacklogmdError("--diff writes no report, so that no file can be named for one")
    return named


def write_reports(
    outputs: Sequence[Output], results: Iterable[FileResult], stream: TextIO, *, color: str, unsafe_fixes: bool
) -> list[BacklogmdError]:
    """Write each report to its file or else to *stream*; gives back why any could not be written.

    A report for people says nothing where nothing was checked; one for programs is then empty.
    """
    from importlib import import_module

    results = [one._replace(in_repository=_in_repository(one.path)) for one in results]
    read = {os.path.realpath(one.path) for one in results}
    failed: list[BacklogmdError] = []
    # Files first: whoever reads the stream may go away before its end.
    for name, file in sorted(outputs, key=lambda one: one.file is None):
        if not results and name == "full" and file is None:
            continue
        colored = color == "always" if file else wants_color(color)
        form = import_module(f"backlogmd.report.{name.replace('-', '_')}")
        links = {"links": wants_links(color, stream)} if name in _LINKED and file is None else {}
        lines = form.render(results, color=colored, unsafe_fixes=unsafe_fixes, **links)
        if file is None:
            if name not in _FOR_PEOPLE and isinstance(stream, TextIOWrapper):
                # What programs read is UTF-8 wherever it is written.
                stream.reconfigure(encoding="utf-8")
            for line in lines:
                print(line, file=stream)
            continue
        try:
            if os.path.realpath(file) in read:
                raise BacklogmdError(f"{file}: not written: the report would take the place of what was checked")
            from backlogmd.files import write_file

            write_file(file, "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
        except BacklogmdError as error:
            failed.append(error)
    return failed


def _in_repository(path: str) -> str | None:
    """*path* as seen from the root of the repository; None for what is no file in it.

    Links are followed, for services show what they lead to.
    """
    if not os.path.exists(path):
        return None
    root = os.path.realpath(_root())
    try:
        inside = os.path.relpath(os.path.realpath(path), root)
    except ValueError:
        # Another drive of Windows.
        return None
    return None if inside.split(os.sep, 1)[0] == os.pardir else inside.replace(os.sep, "/")


def _root() -> str:
    """The root of the repository: the CI service says where it is, else it is where `.git` is, else here."""
    for service, workspace in (("GITHUB_ACTIONS", "GITHUB_WORKSPACE"), ("GITLAB_CI", "CI_PROJECT_DIR")):
        if os.environ.get(service) and (root := os.environ.get(workspace)):
            return root
    from backlogmd.discovery import repository_of

    here = os.getcwd()
    return repository_of(here) or here
