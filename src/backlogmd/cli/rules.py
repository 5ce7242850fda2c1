"""`backlogmd rules`: all rules, one a line."""

from __future__ import annotations

import argparse

HELP = "list all rules: code, name, severity, fixes, whether it is on by default, and what it finds"
EXAMPLE = """examples:
  backlogmd rules
  backlogmd rules BL4
  backlogmd rules --output-format json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "selector", nargs="?", default="ALL", metavar="RULES", help="a name, a code or the beginning of codes"
    )
    parser.add_argument(
        "--output-format", choices=("text", "json"), default="text", help="how to print them (default: text)"
    )
    parser.add_argument(
        "--isolated", action="store_true", help="leave out the plugins that the configuration of this folder names"
    )


def run(options: argparse.Namespace) -> int:
    """Print the list, with the rules of the plugins that are configured here."""
    from backlogmd.registry import rules_matching
    from backlogmd.resolver import Resolver

    Resolver(isolated=options.isolated).for_folder(".")
    found = rules_matching(options.selector)
    if options.output_format == "json":
        from backlogmd.report import rules_json

        for line in rules_json.render(found):
            print(line)
        return 0
    from backlogmd.report._results import printable

    fixes = {"none": "no fix", "safe": "safe fix", "unsafe": "unsafe fix", "both": "both fixes"}
    rows = [(one.code, one.name, one.severity.value, fixes[one.fix], one.when, one.summary) for one in found]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True))
        print(printable(line.rstrip()))
    return 0
