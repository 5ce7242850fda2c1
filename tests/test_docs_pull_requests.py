"""The page about pull requests is true: its backlog, its change and its commands are run in a real repository."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from backlogmd.report._changes import KINDS
from tests.repository import Repository
from tests.test_docs import tables

PAGE = Path(__file__).parents[1] / "docs" / "pull-requests.md"


def fences(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The branch of the page."""
    made = Repository(tmp_path / "it")
    (backlog,) = fences("markdown")
    (change,) = fences("diff")
    made.commit(BACKLOG=backlog)
    made.git("switch", "--quiet", "--create", "work")
    made.write("../change.patch", change)
    made.git("apply", "../change.patch")
    made.commit()
    return made


def test_the_sessions_that_are_shown_are_those_of_the_example(
    request: pytest.FixtureRequest, repository: Repository
) -> None:
    sessions = fences("console")
    assert len(sessions) == 3
    text = PAGE.read_text("utf-8")
    for session in sessions:
        command = session.partition("\n")[0]
        program, *argv = shlex.split(command.removeprefix("$ "))
        status, out, err = repository.backlogmd(*argv)
        assert (program, status, err) == ("backlogmd", int(argv[0] == "check"), "")
        shown = f"{command}\n{out}"
        if request.config.getoption("--regen", default=False):
            text = text.replace(session, shown)
            PAGE.write_text(text, encoding="utf-8", newline="")
        else:
            assert session == shown


def test_the_other_commands_can_be_called(repository: Repository) -> None:
    commands = [line for fence in fences("sh") for line in fence.splitlines()]
    assert len(commands) == 2
    for command in commands:
        argv = shlex.split(re.split(r" \|", command)[0])[1:]
        assert repository.backlogmd(*argv)[0] == 0, command


def test_every_change_is_in_the_table() -> None:
    rows = tables(PAGE.read_text("utf-8"), "Change", "What became of the task")
    assert [name for row in rows for name in row[0].split(", ")] == list(KINDS)
