"""What a start loads. A hook runs on every commit, so its user feels each import.

The tests look at `sys.modules` and not at a clock: a fresh interpreter tells what it has loaded beyond a bare one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import backlogmd

HEAVY = {"pydantic", "markdown_it", "rich", "logging", "asyncio", "importlib.metadata"}

BACKLOG = """\
# Backlog

## High

- [ ] **Write the parser** (4 hours)

## Summary

| Priority | Hours |
|----------|-------|
| High     | 5     |
"""


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh interpreter loads for *code*, beyond what it has anyway."""
    script = f"""
import sys
bare = set(sys.modules)
{code}
loaded = sorted(set(sys.modules) - bare)
import json
print()
print(json.dumps(loaded))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout.splitlines()[-1]))


def loaded_by_command(*argv: str, status: int) -> set[str]:
    # Help and version may leave through SystemExit, as argparse does.
    return loaded_by(f"""
from backlogmd.__main__ import main
try:
    status = main({list(argv)!r})
except SystemExit as exit:
    status = exit.code or 0
assert status == {status}, f"exit status {{status}}"
""")


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = loaded_by("import backlogmd")
    assert "backlogmd" in loaded
    assert not loaded & (HEAVY | {"argparse", "pathspec"})


@pytest.mark.parametrize("output_format", ["concise", "full", "github", "junit", "checkstyle", "markdown"])
def test_a_check_of_a_plain_backlog_loads_no_parser(tmp_path: Path, output_format: str) -> None:
    file = tmp_path / "BACKLOG.md"
    file.write_text(BACKLOG, encoding="utf-8")
    loaded = loaded_by_command("check", "--output-format", output_format, str(file), status=1)
    assert "backlogmd.syntax.plain" in loaded
    assert not loaded & (HEAVY | {"pathspec"})
    # What other commands need, and what nothing configured asks for.
    assert not loaded & {
        "backlogmd.cli.diff",
        "backlogmd.cli.init",
        "backlogmd.baseline",
        "backlogmd.settings",
        "tomllib",
    }


@pytest.mark.parametrize("output_format", ["concise", "full"])
def test_a_check_of_one_file_loads_the_parser_and_no_more(tmp_path: Path, output_format: str) -> None:
    file = tmp_path / "BACKLOG.md"
    file.write_text(BACKLOG + "\n> The fast front end reads no quotes.\n", encoding="utf-8")
    loaded = loaded_by_command("check", "--output-format", output_format, str(file), status=1)
    assert "markdown_it" in loaded
    assert not loaded & {"pydantic", "rich", "asyncio", "importlib.metadata", "pathspec"}


@pytest.mark.parametrize("output_format", ["table", "json", "json-lines", "csv"])
def test_a_list_of_tasks_loads_no_parser_and_no_models(tmp_path: Path, output_format: str) -> None:
    file = tmp_path / "BACKLOG.md"
    file.write_text(BACKLOG, encoding="utf-8")
    loaded = loaded_by_command("tasks", "--output-format", output_format, "--by", "priority", str(file), status=0)
    assert "backlogmd.report._tasks" in loaded
    assert not loaded & (HEAVY | {"pathspec", "backlogmd.query.claims", "backlogmd.registry"})


@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_a_flag_that_reads_no_file_loads_no_parser(flag: str) -> None:
    loaded = loaded_by_command(flag, status=0)
    assert not loaded & (HEAVY | {"pathspec"})


def test_dir_lists_the_public_names() -> None:
    assert set(backlogmd.__all__) <= set(dir(backlogmd))


@pytest.mark.parametrize("name", backlogmd.__all__)
def test_a_public_name_is_there(name: str) -> None:
    assert getattr(backlogmd, name) is getattr(backlogmd, name)


def test_an_unknown_name_is_an_attribute_error() -> None:
    name = "no_such_name"
    with pytest.raises(AttributeError, match=name):
        getattr(backlogmd, name)
