"""The manual page of a rule as Markdown: the one text that `backlogmd rule`, the documentation and SARIF show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backlogmd.rule import Rule

SITE = "https://backlogmd.dev/"
"""Where the documentation is published."""

FIXES = {"none": "no fix", "safe": "safe fix", "unsafe": "unsafe fix", "both": "safe or unsafe fix"}

_LANGUAGES = {"Bad:": "markdown", "Good:": "markdown", "With:": "toml"}
"""What stands in the examples under these lines of a page."""


def manual_page(rule: Rule) -> str:
    """Name, code, severity, kind of fix, whether it is on, and `manual_text`; without a line end."""
    return f"# {rule.name} ({rule.code})\n\n{facts(rule)}\n\n{manual_text(rule)}"


def manual_text(rule: Rule) -> str:
    """What the rule finds and why it matters, its examples as fences, and its options; without a line end."""
    return "\n".join((*_fenced(rule.page.strip().split("\n")), *_options(rule)))


def facts(rule: Rule) -> str:
    """How the rule runs unless it is configured: `error, unsafe fix, on by default`."""
    on = "on by default" if rule.default else "off by default"
    if rule.once_configured and not rule.default:
        on += ", on once its options are given"
    return f"{rule.severity.value}, {FIXES[rule.fix]}, {on}"


def address(rule: Rule) -> str | None:
    """The address of the page; rules of plugins have none."""
    return None if rule.plugin else f"{SITE}rules/{rule.name}/"


def described(schema: Mapping[str, Any]) -> str:
    """The description in a JSON Schema, as one line."""
    return " ".join(str(schema.get("description", "")).split())


def in_words(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """Which values a JSON Schema allows, in Markdown: `list of texts`."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return "table" if "properties" in definitions[name] else in_words(definitions[name], definitions)
    if "anyOf" in schema:
        kinds = (in_words(one, definitions) for one in schema["anyOf"] if one.get("type") != "null")
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in schema:
        *most, last = (f"`{one}`" for one in schema["enum"])
        return f"{', '.join(most)} or {last}" if most else last
    match schema.get("type"):
        case "array":
            items = in_words(schema["items"], definitions)
            return f"list of {items}" if items.startswith("`") else f"list of {items}s"
        case "object":
            return "table"
        case "boolean":
            return "`true` or `false`"
        case "number" | "integer" as kind:
            return ("number" if kind == "number" else "whole number") + _limits(schema)
        case "string":
            return "date" if schema.get("format") == "date" else "text"
        case _:
            return "value"


def default_of(schema: Mapping[str, Any]) -> str:
    """The default in a JSON Schema, in Markdown: "by default `16`", or "not set"."""
    default = schema.get("default")
    return "not set" if default is None else f"by default {as_toml(default)}"


def as_toml(value: object) -> str:
    """A default as a configuration would say it, in Markdown."""
    import json

    if value is None:
        return "not set"
    if isinstance(value, dict):
        # Defaults are small: an empty table, or one with a few keys.
        inside = ", ".join(f"{key} = {json.dumps(one, ensure_ascii=False)}" for key, one in value.items())
        return f"`{{ {inside} }}`" if inside else "`{}`"
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _limits(schema: Mapping[str, Any]) -> str:
    said = {
        "minimum": "at least",
        "exclusiveMinimum": "more than",
        "maximum": "at most",
        "exclusiveMaximum": "less than",
    }
    limits = [f"{words} {schema[key]:g}" for key, words in said.items() if key in schema]
    return f" ({', '.join(limits)})" if limits else ""


def _fenced(lines: list[str]) -> Iterator[str]:
    """The page with the indented examples under `Bad:`, `Good:` and `With:` as fences."""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        yield line
        if line not in _LANGUAGES:
            continue
        begin = at
        while at < len(lines) and (not lines[at] or lines[at].startswith("    ")):
            at += 1
        example = "\n".join(one[4:] for one in lines[begin:at]).strip("\n")
        fence = "```"
        while fence in example:
            fence += "`"
        yield ""
        yield fence + _LANGUAGES[line]
        yield example
        yield fence
        if at < len(lines):
            yield ""


def _options(rule: Rule) -> Iterator[str]:
    if rule.options is None:
        return
    # Only rules with options pay for pydantic.
    from pydantic import TypeAdapter

    schema = TypeAdapter(rule.options).json_schema()
    yield ""
    yield f"Options, in the table `[rules.{rule.name}]` of the configuration:"
    yield ""
    for name, one in schema["properties"].items():
        kind = in_words(one, schema.get("$defs", {}))
        yield f"- `{name.replace('_', '-')}` ({kind}, {default_of(one)}): {described(one)}"
