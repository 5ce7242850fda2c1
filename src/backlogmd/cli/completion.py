"""`backlogmd completion SHELL`: a script by which a shell completes commands, options and the names of rules.

shtab makes it once, and then it needs no Python. argcomplete, the other library that is kept and knows fish, would
start an interpreter at each press of Tab, and wants a hook in the start of every command.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

HELP = "print a script for completion in a shell"
EXAMPLE = """examples:
  backlogmd completion bash > ~/.local/share/bash-completion/completions/backlogmd
  backlogmd completion zsh > ~/.zfunc/_backlogmd
  backlogmd completion fish > ~/.config/fish/completions/backlogmd.fish

~/.zfunc stands for any folder in $fpath. The names of rules are those of this version: print the script anew after an
update.
"""

SHELLS = ("bash", "zsh", "fish")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def run(options: argparse.Namespace) -> int:
    """Print the script; `options.top` is the parser that it is about."""
    import shtab

    for action in _actions(options.top):
        _add_values(action)
    print(shtab.complete(options.top, options.shell))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every argument and option of a parser and of its commands."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)


def _add_values(action: argparse.Action) -> None:
    """Tell shtab which values an argument takes, by the word that stands for them in the help.

    They are written into the script. None come from a command that the script would run: what bash makes of its
    output (`compgen -W`) runs a branch that is called `$(…)`.
    """
    import shtab

    from backlogmd.cli._reports import FORMATS
    from backlogmd.registry import all_rules
    from backlogmd.vocabulary import Form

    rules = all_rules()
    match action.metavar:
        case "NAME" if not action.option_strings:
            action.choices = [name for rule in rules for name in (rule.name, rule.code)]
        case "RULES":
            families = dict.fromkeys(rule.code[:3] for rule in rules)
            action.choices = ["ALL", *families, *(name for rule in rules for name in (rule.name, rule.code))]
        case "FORMAT[=FILE]":
            action.choices = FORMATS
        case "FORMS":
            action.choices = [form.value for form in Form]
        case "PATH" | "FILE" | "BASE | HEAD | PATH":
            action.complete = shtab.FILE  # type: ignore[attr-defined]
