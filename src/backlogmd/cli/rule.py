"""`backlogmd rule NAME`: the manual page of a rule."""

from __future__ import annotations

import argparse

HELP = "show the page of a rule"
EXAMPLE = """examples:
  backlogmd rule total-mismatch
  backlogmd rule BL401
"""

_FIXES = {"none": "no fix", "safe": "safe fix", "unsafe": "unsafe fix", "both": "safe or unsafe fix"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("name", metavar="NAME", help="the name or the code of a rule")


def run(options: argparse.Namespace) -> int:
    """Print the page."""
    from backlogmd.registry import rule_named

    rule = rule_named(options.name)
    print(f"# {rule.name} ({rule.code})")
    print()
    print(f"{rule.severity.value}, {_FIXES[rule.fix]}, {'on' if rule.default else 'off'} by default")
    print()
    print(rule.page.strip())
    return 0
