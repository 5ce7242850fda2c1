"""The plugin annotates tokens and leaves everything else in a markdown-it pipeline as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

import backlogmd
from backlogmd import backlog_plugin
from backlogmd.errors import UnknownNameError
from backlogmd.vocabulary import Dialect, Level, State

TEXT = """\
# Backlog

## 🔴 URGENT - Bug Fixes

- [ ] **Fix the login** (4 hours) [T-014]
  - look at the form
  - [x] P3: Write a test
- plain

## Notes

> 1. [/] Quoted

```
- [ ] no task
```
"""


def parser(*plugins: Callable[..., None], **options: Any) -> MarkdownIt:
    md = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    for plugin in plugins:
        md.use(plugin, **options)
    return md


def annotated(text: str, md: MarkdownIt | None = None) -> list[Token]:
    return [token for token in (md or parser(backlog_plugin)).parse(text) if "backlog" in token.meta]


def metas(text: str, md: MarkdownIt | None = None) -> list[dict[str, Any]]:
    return [token.meta["backlog"] for token in annotated(text, md)]


def test_headings_and_tasks_say_what_they_mean() -> None:
    assert [{key: value for key, value in meta.items() if key != "span"} for meta in metas(TEXT)] == [
        {"role": "prose", "name": "Backlog", "priority": None, "category": None},
        {"role": "priority", "name": "URGENT - Bug Fixes", "priority": "URGENT", "category": "Bug Fixes"},
        {"state": "open", "title": "Fix the login", "priority": "URGENT", "estimate": "4 hours", "id": "T-014"},
        {"state": "done", "title": "Write a test", "priority": "LOW", "estimate": None, "id": None},
        {"role": "category", "name": "Notes", "priority": None, "category": "Notes"},
        {"state": "in-progress", "title": "Quoted", "priority": None, "estimate": None, "id": None},
    ]


def test_they_stand_on_the_tokens_that_open_headings_and_items() -> None:
    told = [(token.type, token.tag, token.map) for token in annotated(TEXT)]
    assert told == [
        ("heading_open", "h1", [0, 1]),
        ("heading_open", "h2", [2, 3]),
        ("list_item_open", "li", [4, 7]),
        ("list_item_open", "li", [6, 7]),
        ("heading_open", "h2", [9, 10]),
        ("list_item_open", "li", [11, 12]),
    ]


def test_their_values_are_plain_json() -> None:
    for meta in metas(TEXT):
        assert json.loads(json.dumps(meta)) == meta


def test_their_spans_are_places_in_the_text() -> None:
    lines = [TEXT[slice(*meta["span"])].split("\n")[0] for meta in metas(TEXT)]
    assert lines == [
        "# Backlog",
        "## 🔴 URGENT - Bug Fixes",
        "- [ ] **Fix the login** (4 hours) [T-014]",
        "- [x] P3: Write a test",
        "## Notes",
        "1. [/] Quoted",
    ]


def test_the_document_is_in_the_environment() -> None:
    env: dict[str, Any] = {"mine": 1}
    parser(backlog_plugin).parse(TEXT, env)
    assert env["backlog"] == backlogmd.parse(TEXT)
    assert env["mine"] == 1


def test_an_environment_that_is_used_again_holds_the_last_document() -> None:
    md, env = parser(backlog_plugin), dict[str, Any]()
    md.parse("- [ ] a", env)
    md.parse("- [ ] b", env)
    assert [task.title.text for task in env["backlog"].tasks] == ["b"]


def test_the_html_is_the_same_with_and_without_it() -> None:
    assert parser(backlog_plugin).render(TEXT) == parser().render(TEXT)


def test_html_attributes_are_set_only_where_they_are_asked_for() -> None:
    with_attributes = parser(backlog_plugin, html_attrs=True).render(TEXT)
    assert with_attributes != parser().render(TEXT)
    for value in ("open", "done", "in-progress"):
        assert with_attributes.count(f'<li data-backlog-state="{value}">') == 1
    stripped = with_attributes
    for state in State:
        stripped = stripped.replace(f' data-backlog-state="{state.value}"', "")
    assert stripped == parser().render(TEXT)


NESTED = {
    "- [ ] a\n  - [x] b\n    1. [/] c\n": [("a", "open"), ("b", "done"), ("c", "in-progress")],
    "- - [ ] a\n": [("a", "open")],
    "- - - [ ] a\n    - [x] b\n": [("a", "open"), ("b", "done")],
    "> - [ ] a\n>   > - [x] b\n": [("a", "open"), ("b", "done")],
    "- > - [ ] a\n": [("a", "open")],
    "- ```\n  - [ ] no\n  ```\n- [ ] a\n": [("a", "open")],
    "- [ ] a\n\n      - [ ] no\n": [("a", "open")],
    "-\n  [ ] a\n": [("a", "open")],
    "- words\n  - [ ] a\n": [("a", "open")],
    "<!--\n- [ ] no\n-->\n- [ ] a\n": [("a", "open")],
    "---\nx: y\n---\n- [ ] a\n": [("a", "open")],
    "- # words\n\n  [ ] no\n- [ ] a\n": [("a", "open")],
}


@pytest.mark.parametrize(("text", "expected"), NESTED.items())
def test_each_task_stands_on_its_own_item(text: str, expected: list[tuple[str, str]]) -> None:
    tokens = parser(backlog_plugin).parse(text)
    items = [index for index, token in enumerate(tokens) if token.type == "list_item_open"]
    told = []
    for index in items:
        meta = tokens[index].meta.get("backlog")
        if meta is not None:
            # The words of the task are those of the paragraph that the item begins with.
            assert tokens[index + 1].type == "paragraph_open"
            assert meta["title"] in tokens[index + 2].content
            told.append((meta["title"], meta["state"]))
    assert told == expected


def test_headings_inside_of_lists_and_quotes_are_no_sections() -> None:
    assert [meta["name"] for meta in metas("# A\n\n> # B\n\n- # C\n\nD\n===\n")] == ["A", "D"]


def test_a_text_with_other_line_ends_has_the_same_tasks() -> None:
    crlf = parser(backlog_plugin)
    assert [meta["title"] for meta in metas(TEXT.replace("\n", "\r\n")) if "title" in meta] == [
        meta["title"] for meta in metas(TEXT, crlf) if "title" in meta
    ]


# Beside other plugins.


def test_the_meta_of_others_is_kept() -> None:
    def other(md: MarkdownIt) -> None:
        def rule(state: StateCore) -> None:
            for token in state.tokens:
                token.meta["other"] = True

        md.core.ruler.after("block", "other", rule)

    # `other` runs before or after, as it is registered.
    for plugins in ((other, backlog_plugin), (backlog_plugin, other)):
        tokens = annotated(TEXT, parser(*plugins))
        assert len(tokens) == 6
        assert all(token.meta["other"] is True for token in tokens)


def with_task_lists() -> MarkdownIt:
    """The parser with markdown-it-py's own task lists, which came with version 4.1."""
    md = MarkdownIt("commonmark", {"tasklists": True})
    checked = [token for token in md.parse("- [x] a") if "checked" in token.meta]
    if not checked:
        pytest.skip("this markdown-it-py has no task lists of its own")
    return md


def test_it_works_beside_the_task_lists_of_markdown_it() -> None:
    md = with_task_lists()
    html = md.render("- [ ] a (4h)\n- [x] b\n- c\n")
    tokens = annotated("- [ ] a (4h)\n- [x] b\n- c\n", md.use(backlog_plugin))
    assert [(token.meta["checked"], token.meta["backlog"]["state"]) for token in tokens] == [
        (False, "open"),
        (True, "done"),
    ]
    assert [token.meta["backlog"]["title"] for token in tokens] == ["a", "b"]
    assert md.render("- [ ] a (4h)\n- [x] b\n- c\n") == html


@pytest.mark.parametrize("first", [True, False])
def test_it_works_beside_the_tasklists_plugin(first: bool) -> None:
    plain = parser(tasklists_plugin)
    both = parser(backlog_plugin, tasklists_plugin) if first else parser(tasklists_plugin, backlog_plugin)
    assert both.render(TEXT) == plain.render(TEXT)
    assert [meta["title"] for meta in metas(TEXT, both) if "title" in meta] == [
        "Fix the login",
        "Write a test",
        "Quoted",
    ]


def test_it_works_beside_plugins_that_set_attributes() -> None:
    text = "{.big}\n# A\n\n{.small}\n- [ ] a\n"
    md = parser(attrs_block_plugin)
    html = md.render(text)
    assert parser(attrs_block_plugin, backlog_plugin).render(text) == html
    assert "big" in html


def test_a_parser_without_tables_and_front_matter_will_do() -> None:
    env: dict[str, Any] = {}
    MarkdownIt("commonmark").use(backlog_plugin).parse("| a |\n|---|\n\n- [ ] b\n", env)
    assert [task.title.text for task in env["backlog"].tasks] == ["b"]


def test_a_parser_with_every_rule_will_do() -> None:
    env: dict[str, Any] = {}
    MarkdownIt("js-default").use(backlog_plugin).parse("| a |\n|---|\n\n- [ ] ~~b~~ https://example.org\n", env)
    assert [task.title.text for task in env["backlog"].tasks] == ["~~b~~ https://example.org"]


# Options.


def test_a_dialect_may_be_given() -> None:
    dialect = Dialect(levels=(Level("HOCH", ("hoch",)),), states={"v": State.DONE})
    (meta,) = metas("- [v] a [hoch]", parser(backlog_plugin, dialect=dialect))
    assert (meta["state"], meta["priority"], meta["title"]) == ("done", "HOCH", "a")


def test_a_dialect_that_does_not_exist_is_refused_at_once() -> None:
    with pytest.raises(UnknownNameError, match="strange"):
        parser(backlog_plugin, dialect="strange")
