"""Rules of other packages: an installed one, with an entry point, in a process of its own.

Installed is what Python finds: a folder on the path with the package and the `.dist-info` that an installer writes.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.repository import run

RULE = '''"""A task is shouted.

Whoever reads a list of shouted tasks stops hearing them.

Bad:

    - [ ] MEND THE GATE

Good:

    - [ ] Mend the gate
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backlogmd.nodes import Task
from backlogmd.rule import Finding, Options, rule


@dataclass(frozen=True, slots=True)
class Loudness(Options):
    """What is too loud."""

    least_letters: int = 4
    """How many letters a title must have at least."""


@rule("ACM101", "`{title}` is shouted", severity="warning")
def check(task: Task, loudness: Loudness) -> Iterator[Finding]:
    title = task.title.text
    if title.isupper() and sum(map(str.isalpha, title)) >= loudness.least_letters:
        yield Finding(task.title.span, title=title)
'''

SHOUTED = "# Work\n\n- [ ] MEND THE GATE\n- [ ] Oil the hinges\n"
NAMED = 'plugins = ["acme"]\n'


class Team:
    """A folder with a backlog, beside which packages can be installed."""

    def __init__(self, path: Path) -> None:
        self.folder, self.packages = path / "work", path / "packages"
        self.folder.mkdir()
        self.packages.mkdir()
        self.write("BACKLOG.md", SHOUTED)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def install(self, value: str = "backlogmd_acme.shouted_task", **modules: str) -> None:
        """Install a package with these modules, which offers *value* under the name `acme`."""
        package, meta = self.packages / "backlogmd_acme", self.packages / "backlogmd_acme-1.0.dist-info"
        package.mkdir()
        meta.mkdir()
        (package / "__init__.py").write_text("", encoding="utf-8")
        for name, text in modules.items():
            (package / f"{name}.py").write_text(text, encoding="utf-8")
        (meta / "METADATA").write_text("Metadata-Version: 2.1\nName: backlogmd-acme\nVersion: 1.0\n", encoding="utf-8")
        (meta / "entry_points.txt").write_text(f"[backlogmd.rules]\nacme = {value}\n", encoding="utf-8")

    def backlogmd(self, *argv: str) -> tuple[int, str, str]:
        """The exit status, and what is said on both streams."""
        path = os.pathsep.join(filter(None, (str(self.packages), os.environ.get("PYTHONPATH"))))
        return run(self.folder, *argv, PYTHONPATH=path)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def check(team: Team, *argv: str) -> tuple[int, str, str]:
    return team.backlogmd("check", "--output-format", "concise", *argv, "BACKLOG.md")


FINDING = "BACKLOG.md:3:7: ACM101 shouted-task `MEND THE GATE` is shouted\n"


def test_a_plugin_that_is_installed_and_not_named_does_nothing(team: Team) -> None:
    team.install(shouted_task=RULE)
    assert check(team)[:2] == (0, "")
    assert "shouted-task" not in team.backlogmd("rules")[1]
    status, _, said = team.backlogmd("rule", "shouted-task")
    assert (status, said.count("\n")) == (2, 1)


class TestNamed:
    @pytest.fixture(autouse=True)
    def installed(self, team: Team) -> None:
        team.install(shouted_task=RULE)
        team.write("backlogmd.toml", NAMED)

    def test_its_rules_are_run(self, team: Team) -> None:
        status, out, _ = check(team)
        assert (status, FINDING in out) == (1, True)

    def test_they_are_listed_behind_the_others(self, team: Team) -> None:
        last = team.backlogmd("rules")[1].splitlines()[-1]
        assert last.split() == "ACM101 shouted-task warning no fix on A task is shouted.".split()
        one = json.loads(team.backlogmd("rules", "ACM", "--output-format", "json")[1])["rules"]
        assert [(rule["name"], rule["plugin"]) for rule in one] == [("shouted-task", "acme")]
        assert "shouted-task" not in team.backlogmd("rules", "--isolated")[1]

    def test_they_have_a_page_with_their_options(self, team: Team) -> None:
        status, out, _ = team.backlogmd("rule", "shouted-task")
        assert status == 0
        assert out.startswith("# shouted-task (ACM101)\n\nwarning, no fix, on by default\n\nA task is shouted.\n")
        assert "- `least-letters`" in out
        assert "How many letters a title must have at least." in out

    def test_they_are_selected_silenced_and_weighed_like_others(self, team: Team) -> None:
        assert FINDING in check(team, "--select", "ACM")[1]
        assert check(team, "--ignore", "shouted-task")[:2] == (0, "")
        team.write("backlogmd.toml", NAMED + 'severity = { shouted-task = "info" }\n')
        assert check(team)[0] == 0
        team.write("backlogmd.toml", NAMED)
        team.write("BACKLOG.md", SHOUTED.replace("GATE", "GATE <!-- backlogmd-disable-line shouted-task -->"))
        assert check(team)[:2] == (0, "")

    def test_their_options_are_set_and_checked(self, team: Team) -> None:
        team.write("backlogmd.toml", NAMED + "[rules.shouted-task]\nleast-letters = 20\n")
        assert check(team)[:2] == (0, "")
        team.write("backlogmd.toml", NAMED + "[rules.shouted-task]\nleast-leters = 20\n")
        status, _, said = check(team)
        place = "backlogmd.toml: rules.shouted-task"
        assert (status, said) == (
            2,
            f"backlogmd: {place}: unknown option `least-leters`: did you mean `least-letters`?\n",
        )


TAKEN = RULE.replace("ACM101", "BL101")
ODD = RULE.replace("ACM101", "X1")
RAISING = RULE.replace("    title = task.title.text\n", '    raise KeyError("gate")\n    title = task.title.text\n')

BROKEN = {
    "raises when it is loaded": (
        {"shouted_task": 'raise OSError("no\\nlicence")\n'},
        "the plugin `acme` cannot be loaded: OSError: no",
    ),
    "a module that is not there": ({}, "the plugin `acme` cannot be loaded: ModuleNotFoundError: "),
    "no rule": ({"shouted_task": "check = len\n"}, "the plugin `acme` gives module where a rule is wanted"),
    "a code that exists": ({"shouted_task": TAKEN}, "the plugin `acme` has a rule BL101 shouted-task, which there is"),
    "a code of another form": ({"shouted_task": ODD}, "the plugin `acme` has a rule with the code `X1`: a code is"),
    "raises in its check": (
        {"shouted_task": RAISING},
        "the rule shouted-task of plugin `acme` failed: KeyError: 'gate'; please report it to its authors",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_plugin_that_misbehaves_is_one_line_and_status_two(team: Team, name: str) -> None:
    modules, expected = BROKEN[name]
    team.install(**modules)
    team.write("backlogmd.toml", NAMED)
    status, out, said = check(team)
    assert (status, out, said.count("\n")) == (2, "", 1), said
    assert said.startswith("backlogmd: ")
    assert expected in said


def test_a_plugin_that_is_not_installed_is_one_line_and_status_two(team: Team) -> None:
    team.write("backlogmd.toml", NAMED)
    for argv in (["check"], ["rules"]):
        status, _, said = team.backlogmd(*argv)
        why = "no installed package offers rules under this name"
        assert (status, said) == (2, f"backlogmd: backlogmd.toml: plugins: unknown plugin `acme`: {why}\n")


@pytest.mark.parametrize("names", ['["acme"]', '["backlogmd_acme"]', '["backlogmd_acme.shouted_task"]'])
def test_what_stands_in_the_repository_is_never_run(team: Team, names: str) -> None:
    trap = 'open("ran", "w").close()\n' + RULE
    (team.folder / "backlogmd_acme").mkdir()
    for path in ("backlogmd_acme/__init__.py", "backlogmd_acme/shouted_task.py", "acme.py", "sitecustomize.py"):
        team.write(path, trap)
    (team.folder / "backlogmd_acme-1.0.dist-info").mkdir()
    team.write(
        "backlogmd_acme-1.0.dist-info/entry_points.txt", "[backlogmd.rules]\nacme = backlogmd_acme.shouted_task\n"
    )
    team.write("backlogmd_acme-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: backlogmd-acme\nVersion: 1.0\n")
    team.write("backlogmd.toml", f"plugins = {names}\n")
    # As the installed command does, unlike `python -m`, the folder is not looked into for modules.
    path = os.environ.get("PYTHONPATH", "")
    status, _, said = run(team.folder, "check", "BACKLOG.md", PYTHONSAFEPATH="1", PYTHONPATH=path)
    assert (status, said.count("\n")) == (2, 1)
    assert not (team.folder / "ran").exists()
