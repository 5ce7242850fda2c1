"""The two backlogs that the project was asked for: the findings that a person who counted by hand would make."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest

import backlogmd
from backlogmd.__main__ import main

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not SEEDS.exists(), reason="the seeds are not beside this checkout"),
]


def findings(name: str) -> list[backlogmd.Diagnostic]:
    return backlogmd.lint((SEEDS / name).read_bytes())


def test_the_five_totals_of_the_production_backlog_are_wrong() -> None:
    # Claimed hours, hours counted by hand, tasks counted by hand.
    expected = {
        "URGENT": (42, 48, 9),
        "HIGH": (198, 156, 25),
        "MEDIUM": (108, 81, 17),
        "LOW": (54, 46, 6),
        "TOTAL": (402, 331, 57),
    }

    messages = [one.message for one in findings("production-backlog.md") if one.code == "BL401"]
    told = {message.split()[0]: tuple(map(int, re.findall(r"\d+", message))) for message in messages}

    assert {name: (claimed, tasks, actual) for name, (claimed, actual, tasks) in expected.items()} == told
    assert len(messages) == 5


def test_the_summary_of_the_production_backlog_adds_up_by_itself() -> None:
    assert [one for one in findings("production-backlog.md") if one.name == "table-total-mismatch"] == []


def test_the_damaged_emoji_of_the_production_backlog_are_found() -> None:
    text = (SEEDS / "production-backlog.md").read_text(encoding="utf-8")
    damaged = [one for one in findings("production-backlog.md") if one.name == "mojibake"]

    safety = Counter(one.fix.safety if one.fix else None for one in damaged)
    assert safety == {backlogmd.Safety.SAFE: 14, backlogmd.Safety.UNSAFE: 9}

    unsafe = [one for one in damaged if one.fix and one.fix.safety is backlogmd.Safety.UNSAFE]
    lines = [text[text.rindex("\n", 0, one.span.start) + 1] for one in unsafe]
    assert Counter(lines) == {"#": 8, "|": 1}
    assert {one.fix.edits[0].text for one in unsafe if one.fix} == {"🟠"}

    restored = {text[one.span.start : one.span.end]: one.fix.edits[0].text for one in damaged if one.fix}
    # Encoding to Johab and decoding as UTF-8 brings back what is not lost.
    assert restored == {"游댮": "🔴", "游리": "🟡", "游릭": "🟢", "游": "🟠"}


def test_the_production_backlog_has_nothing_else_to_say() -> None:
    counts = Counter(one.name for one in findings("production-backlog.md"))
    assert counts == {"total-mismatch": 5, "mojibake": 23, "unassigned-tasks": 1}


def test_the_explorer_jobs_contradict_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert [one for one in findings("explorer-jobs.md") if one.severity is not backlogmd.Severity.INFO] == []
    assert main(["check", str(SEEDS / "explorer-jobs.md")]) == 0
    assert main(["check", str(SEEDS / "production-backlog.md")]) == 1
    capsys.readouterr()


@pytest.mark.parametrize(
    ("selector", "tasks", "hours"),
    [
        ("All URGENT tasks", 9, 48),
        ("All HIGH testing tasks", 6, 44),
        ("Performance optimization tasks", 3, 18),
        ("customer-feedback-app", 23, 140),
        ("AI-Whisperers-website-and-courses", 11, 66),
        ("analysis-engine", 11, 56),
        ("yt-transcript-headless", 12, 69),
        ("priority:high", 25, 156),
        ("", 57, 331),
    ],
)
def test_selectors_find_what_was_counted(selector: str, tasks: int, hours: int) -> None:
    document = backlogmd.parse((SEEDS / "production-backlog.md").read_bytes())

    total = backlogmd.total(document, selector)

    assert (tasks, hours * 60) == (total.tasks, total.low)
    assert len(backlogmd.select(document, selector)) == tasks


def sums(capsys: pytest.CaptureFixture[str], name: str, *argv: str) -> dict[str, tuple[int, float | str]]:
    """What `backlogmd tasks` says of each group: how many tasks, and how many hours."""
    assert main(["tasks", str(SEEDS / name), "--output-format", "csv", *argv]) == 0
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    return {next(iter(row.values())): (int(row["tasks"]), float(row["hours_high"] or "nan")) for row in rows}


def test_the_tasks_of_the_production_backlog_add_up_to_what_was_counted(capsys: pytest.CaptureFixture[str]) -> None:
    name = "production-backlog.md"
    assert sums(capsys, name, "--by", "priority") == {
        "URGENT": (9, 48), "HIGH": (25, 156), "MEDIUM": (17, 81), "LOW": (6, 46),
    }  # fmt: skip
    assert {project: hours for project, (_, hours) in sums(capsys, name, "--by", "project").items()} == {
        "customer-feedback-app": 140,
        "AI-Whisperers-website-and-courses": 66,
        "analysis-engine": 56,
        "yt-transcript-headless": 69,
    }
    assert sums(capsys, name, "--by", "priority", "--where", "priority:high category~test") == {"HIGH": (6, 44)}
    assert sums(capsys, name, "--by", "priority", "--where", "category:performance")["MEDIUM"] == (3, 18)
    assert main(["tasks", "--color", "never", str(SEEDS / name)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "57 tasks, 331 hours, 0 done"


def test_the_tasks_of_the_explorer_jobs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", "--color", "never", str(SEEDS / "explorer-jobs.md")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "37 tasks, 0 done, no estimates"
    found = sums(capsys, "explorer-jobs.md", "--by", "milestone")
    assert {name: tasks for name, (tasks, _) in found.items()} == {"Version 1.1": 3, "Version 1.2": 2, "": 32}
