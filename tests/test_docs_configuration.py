"""The settings that the documentation shows are settings, and do what it says."""

from __future__ import annotations

import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from backlogmd import lint
from backlogmd.registry import _PLUGINS, rule_named
from backlogmd.settings import DialectTable, Settings, read_settings, settings_schema
from backlogmd.suppress import KINDS
from backlogmd.vocabulary import DIALECTS
from tests.test_docs import tables

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "configuration.md").read_text("utf-8")
DIALECTS_PAGE = (ROOT / "docs" / "dialects.md").read_text("utf-8")


def fences(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def shown() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every fence of TOML, and the settings in it."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for number, text in enumerate(fences(page.read_text("utf-8"), "toml"), 1):
            table = tomllib.loads(text)
            if "project" not in table:
                yield f"{page.name}-{number}", table.get("tool", {}).get("backlogmd", table)


SHOWN = dict(shown())


@pytest.fixture
def house_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The package with a plugin that the page shows, installed."""
    (declared,) = (one for text in fences(PAGE, "toml") if "project" in (one := tomllib.loads(text)))
    project = declared["project"]
    ((entry, module),) = project["entry-points"]["backlogmd.rules"].items()
    (code,) = fences(PAGE, "python")
    assert f"`{module}.py`" in PAGE
    (tmp_path / f"{module}.py").write_text(code, encoding="utf-8")
    about = tmp_path / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Name: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[backlogmd.rules]\n{entry} = {module}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    yield
    _PLUGINS.clear()


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.usefixtures("house_rules")
def test_settings_that_are_shown_can_be_read(name: str) -> None:
    assert SHOWN[name]
    read_settings(SHOWN[name], name)
    jsonschema.Draft202012Validator(settings_schema()).validate(SHOWN[name])


@pytest.mark.usefixtures("house_rules")
def test_the_plugin_that_is_shown_finds_what_its_page_says() -> None:
    (table,) = (one for one in SHOWN.values() if "plugins" in one)
    config = read_settings(table, "backlogmd.toml")
    (found,) = lint("- [ ] FIX THE FENCE\n", config)
    assert (found.code, found.name, found.severity.value) == ("HSE001", "shouting", "error")
    assert lint("- [ ] Fix the fence\n", config) == []
    assert rule_named("shouting").plugin == table["plugins"][0]


def test_every_setting_is_shown() -> None:
    keys = {key for table in SHOWN.values() for key in table}
    assert keys == {name.replace("_", "-") for name in Settings.model_fields}


def test_every_key_of_a_dialect_is_in_the_table() -> None:
    listed = [key.strip() for row in tables(DIALECTS_PAGE, "Key", "Changes") for key in row[0].split(",")]
    assert {*listed, "base", "levels"} == {name.replace("_", "-") for name in DialectTable.model_fields}


def test_every_built_in_dialect_is_in_the_table() -> None:
    assert [row[0] for row in tables(DIALECTS_PAGE, "Name", "What is different")] == list(DIALECTS)


def test_the_comments_that_are_shown_can_be_read() -> None:
    (example,) = fences(PAGE, "markdown")
    assert {kind for kind in KINDS if f"backlogmd-{kind} " in example} >= {*KINDS} - {"disable-file", "enable"}
    assert "BL903" not in {one.code for one in lint(example)}
    assert "BL903" in {one.code for one in lint(example.replace("missing-estimate", "mising-estimate"))}
