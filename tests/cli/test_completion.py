"""`backlogmd completion SHELL`: keys pressed in real shells, those of the three that are installed."""

from __future__ import annotations

import argparse
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from backlogmd.__main__ import main
from backlogmd.cli.completion import EXAMPLE, SHELLS
from backlogmd.cli.main import COMMANDS, parser
from backlogmd.registry import all_rules
from tests.repository import environment

if os.name == "nt":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from tests.terminal import Terminal

INSTALLED = [shell for shell in SHELLS if shell == "bash" or shutil.which(shell)]

TAB = "\t"

# Where each shell looks, as the help says, and what in its settings makes it look there. bash finds the file by itself
# only with the package bash-completion, which few have.
PLACES = {
    "bash": ".local/share/bash-completion/completions/backlogmd",
    "zsh": ".zfunc/_backlogmd",
    "fish": ".config/fish/completions/backlogmd.fish",
}
SETTINGS = {
    "bash": (".bashrc", "PS1='READY> '\nbind 'set bell-style none'\n. ~/" + PLACES["bash"]),
    "zsh": (".zshrc", "PS1='READY> '\nfpath=(~/.zfunc $fpath)\nautoload -Uz compinit\ncompinit -u"),
    "fish": (".config/fish/config.fish", "function fish_prompt; echo 'READY> '; end\nset fish_greeting"),
}
COMMAND = {"bash": ["bash", "--noprofile", "-i"], "zsh": ["zsh", "-i"], "fish": ["fish", "-i"]}


def script(shell: str) -> str:
    """What the command prints."""
    ran = subprocess.run(
        [sys.executable, "-m", "backlogmd", "completion", shell],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stderr == ""
    return ran.stdout


SCRIPTS = {shell: script(shell) for shell in SHELLS}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the scripts in it, and a `backlogmd` that writes its arguments into the file `called`."""
    for shell in SHELLS:
        settings, text = SETTINGS[shell]
        for name, content in ((PLACES[shell], SCRIPTS[shell]), (settings, text)):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    program = tmp_path / "bin" / "backlogmd"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > ~/calling && mv ~/calling ~/called && echo CALLED\n', "utf-8")
    program.chmod(stat.S_IRWXU)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "MY-BACKLOG.md").touch()
    return tmp_path


def completed(shell: str, home: Path, keys: str) -> list[str]:
    """The arguments that the program gets when these keys are pressed after its name, and then Enter."""
    env = environment(HOME=str(home), TERM="xterm", PATH=f"{home}/bin{os.pathsep}{os.environ['PATH']}")
    env = {name: value for name, value in env.items() if not name.startswith(("XDG_", "ZDOTDIR", "BASH_ENV", "ENV"))}
    with Terminal(COMMAND[shell], home / "work", env) as terminal:
        terminal.wait_for("READY> ")
        terminal.type(f"backlogmd {keys}")
        terminal.type("\r")
        terminal.wait_for("CALLED\r\n")
    return (home / "called").read_text("utf-8").splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("shell", INSTALLED)
@pytest.mark.parametrize(
    ("keys", "arguments"),
    [
        ("compl\t", ["completion"]),
        ("rule total-mism\t", ["rule", "total-mismatch"]),
        ("rule BL40\t1", ["rule", "BL401"]),
        ("rules total-mism\t", ["rules", "total-mismatch"]),
        ("check --sel\ttotal-mism\t", ["check", "--select", "total-mismatch"]),
        ("check --ignore stale-pr\tMY\t", ["check", "--ignore", "stale-progress", "MY-BACKLOG.md"]),
        ("check --output-format sar\t", ["check", "--output-format", "sarif"]),
        ("check --fail-on w\t", ["check", "--fail-on", "warning"]),
        ("check MY\t", ["check", "MY-BACKLOG.md"]),
        ("tasks --forms head\t", ["tasks", "--forms", "heading"]),
        ("schema conf\t", ["schema", "config"]),
        ("completion fi\t", ["completion", "fish"]),
    ],
)
def test_tab_completes(shell: str, home: Path, keys: str, arguments: list[str]) -> None:
    assert completed(shell, home, keys) == arguments


@pytest.mark.parametrize("shell", INSTALLED)
def test_the_shell_can_read_the_script(shell: str) -> None:
    ran = subprocess.run([shell, "-n"], input=SCRIPTS[shell], capture_output=True, encoding="utf-8")
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("shell", SHELLS)
def test_every_rule_command_and_option_is_in_the_script(shell: str) -> None:
    text = SCRIPTS[shell]
    assert [rule.name for rule in all_rules() if rule.name not in text or rule.code not in text] == []
    assert [command for command in COMMANDS if command not in text] == []
    options = {name.lstrip("-") for action in actions(parser()) for name in action.option_strings}
    assert [name for name in options if name not in text] == []


def actions(top: argparse.ArgumentParser) -> list[argparse.Action]:
    """The arguments and options of all commands."""
    (commands,) = (one for one in top._actions if isinstance(one, argparse._SubParsersAction))
    return [action for command in commands.choices.values() for action in command._actions]


def test_a_value_completes_unless_it_can_be_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    import shtab

    tops: list[argparse.ArgumentParser] = []

    def complete(top: argparse.ArgumentParser, shell: str) -> str:
        tops.append(top)
        return ""

    monkeypatch.setattr(shtab, "complete", complete)
    assert main(["completion", "bash"]) == 0
    anything = {
        action.metavar
        for action in actions(tops[0])
        if action.nargs != 0 and not action.choices and not hasattr(action, "complete")
    }
    assert anything == {"REF", "CONDITIONS", "KEYS", "NAME", "REASON"}


@pytest.mark.slow
@pytest.mark.parametrize("shell", INSTALLED)
def test_the_name_of_a_file_is_not_run(shell: str, home: Path) -> None:
    name = "ZZ$(touch ran);`touch ran`.md"
    (home / "work" / name).touch()
    completed(shell, home, "check ZZ\t")
    assert sorted(path.name for path in (home / "work").iterdir()) == sorted(["MY-BACKLOG.md", name])


def test_the_help_says_where_the_scripts_go() -> None:
    assert [f"backlogmd completion {shell} > ~/{place}" in EXAMPLE for shell, place in PLACES.items()] == [True] * 3


@pytest.mark.parametrize("shell", ["tcsh", "powershell", "", "bash; rm"])
def test_another_shell_is_refused(capsys: pytest.CaptureFixture[str], shell: str) -> None:
    assert main(["completion", shell]) == 2
    assert "argument SHELL: invalid choice" in capsys.readouterr().err
