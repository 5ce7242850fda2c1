"""Options of the test suite."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Runs are alike, so that a change is judged by what it changes; `--hypothesis-profile explore` looks further.
settings.register_profile("alike", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("alike")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regen", action="store_true", help="rewrite the snapshot and fixed fences of tests/rules/*.md")


def pytest_configure(config: pytest.Config) -> None:
    # Tests print what they print anywhere, also where a CI service runs them: those that speak of one set this up.
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITLAB_CI", "CI_PROJECT_DIR"):
        os.environ.pop(name, None)
    if config.getoption("--regen") and os.environ.get("CI"):
        raise pytest.UsageError("--regen writes what the tests expect, so it is refused where CI is set")
    if path := os.environ.get("PYTHONPATH"):
        # Commands that tests run in other folders are to find the same package there.
        os.environ["PYTHONPATH"] = os.pathsep.join(str(Path(one).resolve()) for one in path.split(os.pathsep) if one)
