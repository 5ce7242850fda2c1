"""What docs/stability.md promises to stay has not changed unnoticed: names of rules, public names, schemas.

`pytest tests/test_stability.py --regen` writes the files anew; the difference then shows what a user has to know.
"""

from __future__ import annotations

import json
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

import backlogmd
from backlogmd.__main__ import main
from backlogmd.cli.schema import NAMES
from backlogmd.registry import all_rules

ROOT = Path(__file__).parents[1]
STABLE = ROOT / "tests" / "stable.json"
SCHEMAS = ROOT / "docs" / "schemas"


def parameters(name: str) -> list[str]:
    """The parameters of a public function."""
    value = getattr(backlogmd, name)
    return list(signature(value).parameters) if callable(value) and not isinstance(value, type) else []


def promised() -> dict[str, Any]:
    return {
        "rules": {rule.code: rule.name for rule in all_rules()},
        "names": {name: parameters(name) for name in backlogmd.__all__},
    }


def test_rules_and_public_names_are_those_that_were_promised(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--regen", default=False):
        STABLE.write_text(json.dumps(promised(), indent=2) + "\n", encoding="utf-8", newline="")
    assert promised() == json.loads(STABLE.read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schema_is_fresh(
    name: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", name]) == 0
    printed = capsys.readouterr().out
    path = SCHEMAS / f"{name}.schema.json"
    if request.config.getoption("--regen", default=False):
        path.write_text(printed, encoding="utf-8", newline="")
    assert path.read_text("utf-8") == printed


def test_no_other_schema_is_published() -> None:
    assert sorted(path.name for path in SCHEMAS.iterdir()) == sorted(f"{name}.schema.json" for name in NAMES)
