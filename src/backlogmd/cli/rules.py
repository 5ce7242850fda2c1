"""`backlogmd rules`: all rules, one a line."""

from __future__ import annotations

import argparse

HELP = "list all rules"
EXAMPLE = """examples:
  backlogmd rules
  backlogmd rules BL4
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "selector", nargs="?", default="ALL", metavar="RULES", help="a name, a code or the beginning of codes"
    )


def run(options: argparse.Namespace) -> int:
    """Print the list."""
    from backlogmd.registry import rules_matching

    found = rules_matching(options.selector)
    width = max(len(rule.name) for rule in found)
    for rule in found:
        print(f"{rule.code}  {rule.name:<{width}}  {rule.severity.value:<7}  {rule.summary}")
    return 0
