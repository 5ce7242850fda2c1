"""Every example of the CommonMark and GFM specifications is read, checked and given back."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin

import backlogmd
from backlogmd.source import Source
from backlogmd.syntax import commonmark, plain

pytestmark = pytest.mark.corpus

SPECS = Path(__file__).parents[2] / "shared" / "specs"

# The file, and how many examples stand in it.
FILES = {"commonmark-spec.txt": 655, "gfm-spec.txt": 673, "gfm-extensions.txt": 28, "cmark-regression.txt": 19}

# Examples stand between lines of 32 backticks, the Markdown before a line with a full stop; an arrow is a tab.
_EXAMPLE = re.compile(r"^`{32} example[^\n]*\n(.*?)^\.\n.*?^`{32}$", re.MULTILINE | re.DOTALL)


def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").use(front_matter_plugin)


WITHOUT_PLUGIN, WITH_PLUGIN = parser(), parser().use(backlogmd.backlog_plugin)


@pytest.fixture(scope="module", params=FILES)
def examples(request: pytest.FixtureRequest) -> list[str]:
    path = SPECS / str(request.param)
    if not path.exists() and not os.environ.get("CI"):
        pytest.skip(f"{path} is not there: the specifications are kept beside the repository")
    found = [match.group(1).replace("→", "\t") for match in _EXAMPLE.finditer(path.read_text(encoding="utf-8"))]
    assert len(found) == FILES[str(request.param)]
    return found


def test_every_example_is_read_checked_and_given_back(examples: list[str]) -> None:
    for text in examples:
        document = backlogmd.parse(text)
        backlogmd.lint(document)
        assert document.source.text == text


def test_every_example_is_rendered_as_without_the_plugin(examples: list[str]) -> None:
    for text in examples:
        assert WITH_PLUGIN.render(text) == WITHOUT_PLUGIN.render(text)


def test_the_plugin_reads_every_example_as_parse_does(examples: list[str]) -> None:
    for text in examples:
        env: dict[str, Any] = {}
        WITH_PLUGIN.parse(text, env)
        if "\0" not in text:
            assert env["backlog"] == backlogmd.parse(text)


def test_both_front_ends_read_every_example_alike(examples: list[str]) -> None:
    for text in examples:
        blocks = plain.read_blocks(Source(text))
        assert blocks is None or blocks == list(commonmark.read_blocks(Source(text)))


def test_the_tasks_of_the_extension_are_the_tasks_that_are_found() -> None:
    path = SPECS / "gfm-spec.txt"
    if not path.exists() and not os.environ.get("CI"):
        pytest.skip(f"{path} is not there: the specifications are kept beside the repository")
    section = path.read_text(encoding="utf-8").split("## Task list items (extension)")[1].split("\n## ")[0]
    found = [
        [(task.title.text, task.state.value) for task in backlogmd.parse(match.group(1)).tasks]
        for match in _EXAMPLE.finditer(section)
    ]
    assert found == [
        [("foo", "open"), ("bar", "done")],
        [("foo", "done"), ("bar", "open"), ("baz", "done"), ("bim", "open")],
    ]
