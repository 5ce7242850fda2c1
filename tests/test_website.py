"""What the site is built from, and what its builder finds wrong. `make docs` builds it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import backlogmd
from backlogmd.__main__ import main
from backlogmd.manual import as_toml, in_words, manual_page
from backlogmd.registry import all_rules
from backlogmd.rule import Rule
from backlogmd.settings import settings_schema
from tests.test_rules import examples
from website import build

PAGES = build.all_pages()

each_rule = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)


def under(text: str, label: str) -> list[str]:
    """The fences right below a paragraph."""
    found, above = [], ""
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "inline":
            above = token.content
        elif token.type == "fence" and above == label:
            found.append(token.content)
    return found


# The page of a rule.


@each_rule
def test_the_terminal_and_the_site_show_one_text(rule: Rule, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", rule.name]) == 0
    assert PAGES[f"rules/{rule.name}.md"] == capsys.readouterr().out


@each_rule
def test_examples_are_fences_that_hold_what_the_page_has(rule: Rule) -> None:
    for label in ("Bad:", "Good:", "With:"):
        assert under(manual_page(rule), label) == examples(rule, label)


@each_rule
def test_nothing_of_the_page_is_lost(rule: Rule) -> None:
    assert manual_page(rule).startswith(f"# {rule.name} ({rule.code})\n\n{rule.severity.value}, ")
    kept = {line.strip() for line in manual_page(rule).splitlines()}
    assert {line.strip() for line in rule.page.splitlines()} <= kept


def test_an_example_with_a_fence_has_a_longer_one_around_it() -> None:
    assert any("````markdown" in manual_page(rule) for rule in all_rules()) == any(
        "    ```" in rule.page for rule in all_rules()
    )


def test_options_are_listed_with_type_default_and_meaning() -> None:
    page = PAGES["rules/oversized-task.md"]
    assert "- `limit` (number, by default `16`): Hours that one task may take at most.\n" in page
    assert "`[rules.oversized-task]`" in page
    assert "Options" not in PAGES["rules/mojibake.md"]


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "text"),
        ({"type": "string", "format": "date"}, "date"),
        ({"anyOf": [{"type": "integer", "exclusiveMinimum": 0}, {"type": "null"}]}, "whole number (more than 0)"),
        ({"type": "number", "minimum": 0, "exclusiveMaximum": 1}, "number (at least 0, less than 1)"),
        ({"type": "array", "items": {"type": "string"}}, "list of texts"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, "list of `a` or `b`"),
        ({"enum": ["a", "b", "c"]}, "`a`, `b` or `c`"),
        ({"const": "a", "enum": ["a"]}, "`a`"),
        ({"$ref": "#/$defs/Word"}, "`x` or `y`"),
        ({"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Table"}]}, "text or table"),
        ({"type": "boolean"}, "`true` or `false`"),
        ({}, "value"),
    ],
)
def test_types_are_told_in_words(schema: dict[str, object], words: str) -> None:
    assert in_words(schema, {"Word": {"enum": ["x", "y"]}, "Table": {"properties": {}}}) == words


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "not set"), ({}, "`{}`"), (["ALL"], '`["ALL"]`'), (False, "`false`"), ({"a": 1}, "`{ a = 1 }`")],
)
def test_defaults_are_shown_as_a_configuration_has_them(value: object, shown: str) -> None:
    assert as_toml(value) == shown


# The other pages.


def test_every_rule_is_in_the_index_below_its_family() -> None:
    family, listed = "", []
    for line in PAGES["rules/index.md"].splitlines():
        if line.startswith("## "):
            family = line.rpartition("(")[2].rstrip(")")
        elif line.startswith("| [BL"):
            assert line.startswith(f"| [{family}")
            listed.append(line.split("]")[0].removeprefix("| ["))
    assert listed == [f"{rule.code} {rule.name}" for rule in all_rules()]


def test_every_setting_and_option_is_in_the_reference() -> None:
    page = PAGES["configuration-reference.md"]
    schema = settings_schema()
    headings = [line.removeprefix("### ") for line in page.splitlines() if line.startswith("### ")]
    assert headings == [
        f"`{prefix}{name}`"
        for prefix, table in (
            ("", schema),
            ("dialect.", schema["$defs"]["DialectTable"]),
            ("dialect.levels.", schema["$defs"]["LevelTable"]),
        )
        for name in table["properties"]
    ]
    assert (
        'The least severity that makes the exit status 1.\n\n`error`, `warning` or `info`; by default `"warning"`.'
        in page
    )
    assert "What the level is called in findings, and a way to write it.\n\nText; required." in page
    for name, table in schema["properties"]["rules"]["properties"].items():
        for option in table["properties"]:
            assert f"| [{name}](rules/{name}.md) | `{option}` |" in page


def test_every_public_name_is_on_a_page_of_the_library() -> None:
    functions, tree = PAGES["api/functions.md"], PAGES["api/tree.md"]
    for name in set(backlogmd.__all__) - {"__version__"}:
        assert (f"::: backlogmd.{name}\n" in functions) != (f"[backlogmd.nodes.{name}]" in tree), name


def test_every_page_is_in_the_navigation_once() -> None:
    def pages(entry: object) -> list[str]:
        if isinstance(entry, str):
            return [entry]
        values = entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else ()
        return [page for value in values for page in pages(value)]

    navigation = tomllib.loads(f"nav = {build.toml(build.navigation())}")["nav"]
    assert sorted(pages(navigation)) == sorted(PAGES)


@pytest.mark.parametrize(
    ("written", "linked"),
    [
        ("[a](output.md#json)", "[a](output.md#json)"),
        ("[a](#json)", "[a](#json)"),
        ("[a](../benchmarks/README.md)", "[a](performance.md)"),
        ("[a](../CONTRIBUTING.md#layout)", f"[a]({build.REPOSITORY}CONTRIBUTING.md#layout)"),
        ("[a](schemas/config.schema.json)", "[a](schemas/config.schema.json)"),
        ("[a](https://backlogmd.dev/rules/total-mismatch/)", "[a](rules/total-mismatch.md)"),
        ("[a](https://backlogmd.dev/rules/#claims-bl4)", "[a](rules/index.md#claims-bl4)"),
        ("[a](https://example.org/x.md)", "[a](https://example.org/x.md)"),
        ("```\n[a](../CHANGELOG.md)\n```\n[a](../CHANGELOG.md)", "```\n[a](../CHANGELOG.md)\n```\n[a](changelog.md)"),
    ],
)
def test_links_are_those_of_the_site(written: str, linked: str) -> None:
    pages = {"docs/index.md": "index.md", "docs/output.md": "output.md", **build.ELSEWHERE}
    assert build.on_site(written, "docs/index.md", pages) == linked


def test_the_sources_are_written_with_the_navigation_and_the_schemas(tmp_path: Path) -> None:
    build.write_sources(tmp_path)
    project = tomllib.loads((tmp_path / "zensical.toml").read_text("utf-8"))["project"]
    assert (project["site_url"], project["nav"]) == ("https://backlogmd.dev/", build.navigation())
    assert (tmp_path / "pages" / "schemas" / "config.schema.json").is_file()
    for path, text in PAGES.items():
        assert (tmp_path / "pages" / path).read_text("utf-8") == text


# What is wrong with a built site.


def site(folder: Path, **pages: str) -> Path:
    for name, html in pages.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(html, encoding="utf-8")
    return folder


def test_links_that_lead_nowhere_are_found(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        a='<a href="../b/#x">1</a><a href="../b/">2</a><a href="#here">3</a><i id="here"></i>'
        '<a href="https://example.org">4</a>'
        '<a href="../c/">5</a><a href="../b/#y">6</a><a href="#there">7</a><a href="/b/">8</a>'
        '<script src="z.js"></script>'
        '<a href="https://backlogmd.dev/b/">9</a><a href="https://backlogmd.dev/d/">10</a>',
        b='<h1 id="x">B</h1>',
    )
    assert list(build.broken_links(made)) == [
        "a/index.html: ../c/ leads nowhere",
        "a/index.html: ../b/#y leads to no place on its page",
        "a/index.html: #there leads to no place on its page",
        "a/index.html: z.js leads nowhere",
        "a/index.html: https://backlogmd.dev/d/ leads nowhere",
    ]


def test_text_that_is_read_in_another_way_is_found(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        a="<article><h1>A</h1><p>One\n- two</p></article>",
        b="<nav><li>x</li></nav><article><ul><li>y</li></ul></article>",
    )
    assert list(build.misread(made, {"a.md": "# A\n\nOne\n- two\n", "b.md": "- y\n"})) == ["a.md: 0 instead of 1 <li>"]
    assert list(build.misread(made, {"a.md": "::: backlogmd\n"})) == []
