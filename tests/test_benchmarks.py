"""The benchmark measures what it says. Times are nobody's promise, so no test looks at them."""

from __future__ import annotations

import importlib.util
import math
import sys
from pathlib import Path
from types import ModuleType

import pytest

from backlogmd.linter import lint
from backlogmd.syntax.parse import parse
from backlogmd.vocabulary import Role


@pytest.fixture(scope="module")
def run() -> ModuleType:
    path = Path(__file__).parents[1] / "benchmarks" / "run.py"
    spec = importlib.util.spec_from_file_location("benchmarks_run", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_small_file_has_the_shape_of_a_real_one(run: ModuleType) -> None:
    document = parse(run.backlog(run.SEED))
    roles = [section.role for section in document.all_sections]
    assert (roles.count(Role.PROJECT), roles.count(Role.PRIORITY)) == (4, 19)
    assert len(document.tasks) == 57
    assert all(task.estimate and len(task.notes) == 3 for task in document.tasks)
    assert len(document.claims) == 5


@pytest.mark.parametrize("tasks", [1, 57, 400])
def test_there_is_nothing_to_find_in_it(run: ModuleType, tasks: int) -> None:
    text = run.backlog(tasks)
    assert len(parse(text).tasks) == tasks
    assert [one.message for one in lint(text) if one.code != "BL409"] == []


def test_tools_take_turns_and_one_that_takes_too_long_is_left_out(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[str] = []

    def seconds(command: list[str], limit: float) -> float:
        calls.append(command[0])
        return math.inf if command[0] == "slow" else 0.5

    monkeypatch.setattr(run, "seconds", seconds)
    times = run.measure({"a": ["a"], "slow": ["slow"]}, {"f": tmp_path / "f"}, 3, 1, lambda text: None)
    assert calls == ["a", "slow", "a", "slow", "a", "a"]
    assert times == {("a", "f"): [0.5, 0.5, 0.5], ("slow", "f"): [math.inf]}


def test_the_table_holds_medians_and_ratios(run: ModuleType) -> None:
    times = {
        ("backlogmd", "10"): [0.1, 0.1, 9.0],
        ("backlogmd", "100"): [0.5, 0.5, 0.5],
        ("other", "10"): [0.2, 0.2, 0.2],
        ("other", "100"): [math.inf],
    }
    assert list(run.report(times, "10", "100", 12)) == [
        "| Tool | 10, ms | ratio | 100, ms | ratio | 100 : 10 |",
        "|---|---:|---:|---:|---:|---:|",
        "| backlogmd | 100 | 1.00 | 500 | 1.00 | 5.0 |",
        "| other | 200 | 2.00 | over 12,000 |  |  |",
    ]


def test_a_run_is_timed_and_ended_when_it_takes_too_long(run: ModuleType) -> None:
    assert 0 < run.seconds([sys.executable, "-c", "raise SystemExit(1)"], 60) < math.inf
    assert run.seconds([sys.executable, "-c", "import time; time.sleep(60)"], 0.2) == math.inf
    with pytest.raises(SystemExit, match="status 3"):
        run.seconds([sys.executable, "-c", "raise SystemExit(3)"], 60)


def test_the_command_is_found(run: ModuleType) -> None:
    command = run.command_of("backlogmd")
    assert command[-1] == "check"
    assert run.version_of("backlogmd", command)
