"""The Code Quality report is as GitLab's documentation has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backlogmd.linter import lint
from backlogmd.report._results import FileResult
from backlogmd.report.gitlab import render
from backlogmd.source import Source
from tests.hostile import INJECTIONS
from tests.report.test_formats import made

SEED = Path(__file__).parents[3] / "shared" / "seeds" / "production-backlog.md"

BACKLOG = "# A\n\n- [] One\n- [] One\n- [X] Two\n- [x] Three\n- [x] Four\n"


def report(*results: FileResult) -> Any:
    return json.loads("\n".join(render(results)))


def result(text: str, path: str = "BACKLOG.md") -> FileResult:
    return FileResult(Source(text, path), lint(text))


def assert_gitlab_takes(report: Any) -> None:
    """The table of https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format, row by row."""
    assert isinstance(report, list)
    for one in report:
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert all(isinstance(one[name], str) and one[name] for name in ("description", "check_name", "fingerprint"))
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        path = one["location"]["path"]
        assert path
        # "Do not prefix with ./"
        assert not path.startswith(("./", "/"))
        assert one["location"]["lines"]["begin"] >= 1
        assert one["location"]["positions"]["begin"]["line"] == one["location"]["lines"]["begin"]
    assert len({one["fingerprint"] for one in report}) == len(report)


def test_gitlab_takes_it() -> None:
    found = report(result(BACKLOG), result(BACKLOG, "docs/TODO.md"))
    assert len(found) == 2 * len(lint(BACKLOG)) >= 4
    assert_gitlab_takes(found)


@pytest.mark.corpus
@pytest.mark.skipif(not SEED.exists(), reason="the seeds are not beside this checkout")
def test_gitlab_takes_the_production_backlog() -> None:
    found = report(result(SEED.read_text(encoding="utf-8"), "production-backlog.md"))
    assert len(found) == 29
    assert_gitlab_takes(found)


def test_without_a_finding_it_is_an_empty_list() -> None:
    # So that the merge request sees that earlier ones are gone.
    assert report() == report(result("# A\n")) == []


@pytest.mark.parametrize("text", INJECTIONS.values(), ids=INJECTIONS.keys())
def test_gitlab_takes_hostile_text(text: str) -> None:
    found = report(made(text))
    assert len(found) == 3
    assert_gitlab_takes(found)
