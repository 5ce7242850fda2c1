"""Reads reports as those read them for whom they are made. Nothing of backlogmd is used here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from junitparser import JUnitXml, Skipped
from markdown_it import MarkdownIt


class Found(NamedTuple):
    """A finding as a report has it."""

    path: str
    line: int
    column: int
    """In the unit of the format."""
    code: str
    level: str
    """In the words of the format."""
    message: str
    """The first line of what the report says."""


class Command(NamedTuple):
    """A workflow command of GitHub Actions."""

    name: str
    properties: dict[str, str]
    message: str


def workflow_command(line: str) -> Command | None:
    """What the runner takes *line* for.

    From https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions and @actions/core:
    `::name key=value,key=value::message`. Blanks before it do not count; %25, %0D and %0A stand for characters
    everywhere, %3A and %2C in values only.
    """
    match = re.fullmatch(r"\s*::(?P<name>[^\s:]+)(?: (?P<given>.*?))?::(?P<message>.*)", line, re.DOTALL)
    if match is None:
        return None
    properties: dict[str, str] = {}
    for pair in filter(None, (match["given"] or "").strip().split(",")):
        key, equals, value = pair.partition("=")
        if equals and value:
            properties[key] = unescaped(value, {"0D": "\r", "0A": "\n", "3A": ":", "2C": ",", "25": "%"})
    return Command(match["name"], properties, unescaped(match["message"], {"0D": "\r", "0A": "\n", "25": "%"}))


def unescaped(text: str, escapes: dict[str, str]) -> str:
    return re.sub("%(" + "|".join(escapes) + ")", lambda match: escapes[match[1]], text)


def commands(output: str) -> list[Command]:
    """Every command in a log. The runner cuts it at any line end."""
    return [one for line in re.split(r"\r\n|\r|\n", output) if (one := workflow_command(line))]


def read_json(output: str) -> list[Found]:
    return [_json(one, file["path"]) for file in json.loads(output)["files"] for one in file["findings"]]


def read_json_lines(output: str) -> list[Found]:
    return [_json(one, one["path"]) for one in map(json.loads, output.split("\n") if output else [])]


def _json(one: dict[str, Any], path: str) -> Found:
    place = one["place"]
    return Found(path, place["line"], place["column"], one["code"], one["severity"], one["message"])


def read_sarif(output: str) -> list[Found]:
    (run,) = json.loads(output)["runs"]
    found = []
    for one in run["results"]:
        (location,) = one["locations"]
        region = location["physicalLocation"]["region"]
        path = unquote(location["physicalLocation"]["artifactLocation"]["uri"], errors="surrogateescape")
        message = one["message"]["text"].split("\n")[0].removesuffix(".")
        found.append(Found(path, region["startLine"], region["startColumn"], one["ruleId"], one["level"], message))
    return found


def read_github(output: str) -> list[Found]:
    found = []
    for one in commands(output):
        given = one.properties
        code = given["title"].split(" ")[0]
        first = one.message.split("\n")[0]
        found.append(Found(given["file"], int(given["line"]), int(given["col"]), code, one.name, first))
    return found


def read_gitlab(output: str) -> list[Found]:
    found = []
    for one in json.loads(output):
        begin = one["location"]["positions"]["begin"]
        assert one["location"]["lines"]["begin"] == begin["line"]
        head, _, message = one["description"].partition(": ")
        code, name = head.split(" ")
        assert name == one["check_name"]
        found.append(Found(one["location"]["path"], begin["line"], begin["column"], code, one["severity"], message))
    return found


def read_rdjson(output: str) -> list[Found]:
    found = []
    for one in json.loads(output)["diagnostics"]:
        start = one["location"]["range"]["start"]
        code = one["code"]["value"].split(" ")[0]
        message = one["message"].split("\n")[0]
        found.append(Found(one["location"]["path"], start["line"], start["column"], code, one["severity"], message))
    return found


def read_junit(output: str) -> list[Found]:
    found = []
    for suite in JUnitXml.fromstring(output.encode()):
        for case in suite:
            for outcome in case.result:
                code, _, line, column = re.fullmatch(r"(\w+) ([\w-]+) \(line (\d+), column (\d+)\)", case.name).groups()  # type: ignore[union-attr]
                level = "skipped" if isinstance(outcome, Skipped) else outcome.type
                found.append(Found(suite.name, int(line), int(column), code, level, outcome.message))
    return found


def read_checkstyle(output: str) -> list[Found]:
    """As Checkstyle's XMLLogger writes it: elements and attributes that it does not have are an error."""
    root = ET.fromstring(output.encode())  # noqa: S314 - written a moment ago
    assert root.tag == "checkstyle"
    found = []
    for file in root:
        assert (file.tag, list(file.keys())) == ("file", ["name"])
        for one in file:
            assert (one.tag, len(one)) == ("error", 0)
            given = dict(one.attrib)
            line, column = int(given.pop("line")), int(given.pop("column"))
            program, code, _ = given.pop("source").split(".")
            assert program == "backlogmd"
            severity, message = given.pop("severity"), given.pop("message")
            assert not given
            found.append(Found(file.attrib["name"], line, column, code, severity, message))
    return found


def read_markdown(output: str) -> list[Found]:
    """What is shown. Anything that is more than text, a table, a heading, a line break or bold is an error."""
    # Words that GitHub makes links of, where no backslash is in them.
    assert not re.search(r"https?://|www\.", output)
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(output)
    found, path, cells = [], "", list[str]()
    for at, token in enumerate(tokens):
        assert token.type not in ("html_block", "fence", "code_block", "hr", "blockquote_open"), token
        if token.type == "inline":
            shown = _shown(token.children or [])
            if tokens[at - 1].type == "heading_open":
                path = shown
            elif tokens[at - 1].type == "td_open":
                cells.append(shown)
        elif token.type == "tr_close" and cells:
            line, rule, said = cells
            level, code, _ = rule.split(" ")
            found.append(Found(path, int(line), 0, code, level.rstrip(":"), said.split("\n")[0]))
            cells = []
    return found


def _shown(tokens: list[Any]) -> str:
    parts = []
    for token in tokens:
        if token.type == "html_inline":
            assert token.content == "<br>"
            parts.append("\n")
        else:
            assert token.type in ("text", "strong_open", "strong_close"), token
            parts.append(token.content)
    text = "".join(parts)
    # What would call someone is broken by a character that nobody sees.
    assert not re.search(r"@\w|#\d", text)
    return text.replace("\u200b", "")


MACHINE: dict[str, Callable[[str], list[Found]]] = {
    "json": read_json,
    "json-lines": read_json_lines,
    "sarif": read_sarif,
    "github": read_github,
    "gitlab": read_gitlab,
    "rdjson": read_rdjson,
    "junit": read_junit,
    "checkstyle": read_checkstyle,
}
"""The formats for programs, and how each of them is read."""
