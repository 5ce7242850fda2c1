"""`backlogmd rule NAME`: the manual page of a rule."""

from __future__ import annotations

import argparse

HELP = "show the page of a rule"
EXAMPLE = """examples:
  backlogmd rule total-mismatch
  backlogmd rule BL401
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("name", metavar="NAME", help="the name or the code of a rule")


def run(options: argparse.Namespace) -> int:
    """Print the page."""
    from backlogmd.errors import UnknownNameError
    from backlogmd.manual import manual_page
    from backlogmd.registry import rule_named

    try:
        found = rule_named(options.name)
    except UnknownNameError:
        from backlogmd.resolver import Resolver

        # It may be one of a plugin that the configuration of this folder names.
        Resolver().for_folder(".")
        found = rule_named(options.name)
    print(manual_page(found))
    return 0
