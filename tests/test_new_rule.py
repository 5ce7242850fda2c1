"""A rule is one file and one fixture: both are dropped into a copy of the package, and nothing else is touched."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import backlogmd
from tests.repository import environment, run

ROOT = Path(__file__).parents[1]


def shown(title: str) -> str:
    """The fence under the line with *title* of CONTRIBUTING.md: what it shows is what is tested."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    match = re.search(rf"{re.escape(title)}[^\n]*\n\n(?P<mark>~~~+)[^\n]*\n(?P<inside>.*?)(?P=mark)\n", text, re.DOTALL)
    assert match is not None
    return match["inside"]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with one more rule."""
    folder = tmp_path_factory.mktemp("copy")
    package = Path(backlogmd.__file__).parent
    shutil.copytree(package, folder / "src" / "backlogmd", ignore=shutil.ignore_patterns("__pycache__"))
    tests = folder / "tests"
    shutil.copytree(ROOT / "tests", tests, ignore=shutil.ignore_patterns("__pycache__", "corpus"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "src/backlogmd/rules/long_title.py").write_text(shown("`src/backlogmd/rules/long_title.py`"), "utf-8")
    (tests / "rules/long_title.md").write_text(shown("`tests/rules/long_title.md`"), "utf-8")
    return folder


def say(copy: Path, folder: Path, *argv: str) -> tuple[int, str, str]:
    return run(folder, *argv, PYTHONPATH=str(copy / "src"))


LONG = "- [ ] Write the parser, the linter and the docs\n"


def test_it_is_listed(copy: Path, tmp_path: Path) -> None:
    line = next(one for one in say(copy, tmp_path, "rules")[1].splitlines() if "long-title" in one)
    assert line.split() == "BL699 long-title warning no fix off A title is too long to be read at a glance.".split()


def test_it_is_documented(copy: Path, tmp_path: Path) -> None:
    status, out, _ = say(copy, tmp_path, "rule", "long-title")
    assert status == 0
    assert out.startswith("# long-title (BL699)\n\nwarning, no fix, off by default\n")
    assert "- `words` (whole number, by default `12`): How many words a title may have." in out


def test_it_is_configured_and_run(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "BACKLOG.md").write_text(LONG, "utf-8")
    argv = ("check", "--output-format", "concise", "BACKLOG.md")
    assert say(copy, tmp_path, *argv)[:2] == (0, "")
    settings = 'extend-select = ["long-title"]\n[rules.long-title]\nwords = {}\n'
    (tmp_path / "backlogmd.toml").write_text(settings.format(8), "utf-8")
    assert say(copy, tmp_path, *argv)[:2] == (0, "")
    (tmp_path / "backlogmd.toml").write_text(settings.format(5), "utf-8")
    assert say(copy, tmp_path, *argv)[:2] == (1, "BACKLOG.md:1:7: BL699 long-title this title has 8 words\n")
    (tmp_path / "backlogmd.toml").write_text(settings.format('"many"'), "utf-8")
    status, _, said = say(copy, tmp_path, *argv)
    assert (status, said.count("\n")) == (2, 1)
    assert "rules.long-title.words" in said


def test_its_options_are_in_the_schema(copy: Path, tmp_path: Path) -> None:
    schema = json.loads(say(copy, tmp_path, "schema", "config")[1])
    words = schema["properties"]["rules"]["properties"]["long-title"]["properties"]["words"]
    assert (words["type"], words["default"], words["description"]) == (
        "integer",
        12,
        "How many words a title may have.",
    )


def test_its_page_and_its_fixture_are_tested(copy: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_rules.py",
        "-k",
        "long_title",
    ]
    ran = subprocess.run(
        command,
        cwd=copy,
        env=environment(PYTHONPATH=os.pathsep.join((str(copy / "src"), str(copy)))),
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout
