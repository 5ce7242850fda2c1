"""Every rule has a page and a fixture, and does what they say.

A fixture, `tests/rules/<file name of the rule>.md`, is Markdown for people. Under a title with the rule's name, each
`##` heading is one case: a sentence or two why, one input fence, and what is expected.

- The input fence has the info `markdown` and four or more backticks or tildes, so that the input may hold fences.
- A `snapshot` fence holds the findings, one a line: `line:column severity[rule-name] message`, and `{safe}` or
  `{unsafe}` where there is a fix. Without it the input must be clean.
- A `toml` fence holds settings, as they stand in `backlogmd.toml`; a `files` fence the paths of files that there are
  beside the document, one a line.
- A `fixed` fence holds the text after all fixes. It is asked for by writing it; an empty one and `--regen` fill it.

With the word `escapes` after the info of an input or fixed fence, `\\t`, `\\r` and `\\uXXXX` (four hexadecimal digits)
in it stand for these characters; every other backslash is itself. In a snapshot, characters that cannot be seen are
always written so.

`pytest tests/test_rules.py --regen` writes the snapshot and fixed fences anew from what the rules say.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from backlogmd import nodes
from backlogmd import rules as package
from backlogmd.config import Config
from backlogmd.diagnostics import Diagnostic, Edit, Safety
from backlogmd.fixer import apart, fix, is_made
from backlogmd.linter import lint
from backlogmd.registry import all_rules
from backlogmd.rule import Rule, Surroundings
from backlogmd.settings import read_settings
from backlogmd.source import Source
from backlogmd.syntax.parse import parse

FIXTURES = Path(__file__).parent / "rules"
RULE_FILES = sorted(path for path in Path(package.__path__[0]).glob("*.py") if path.stem != "__init__")

RULES = {rule.name.replace("-", "_"): rule for rule in all_rules()}

NOT_SHOWN_AS_TEXT = {
    "unreadable_file": "bytes that are not UTF-8 stand in no page and no fixture: TestUnreadableFile has them",
    "not_a_backlog": "a page and a fixture have no name of a file: TestNotABacklog has them",
}
"""Rules whose findings no text can raise, with the reason."""

ALLOWED = {
    "none": set[Safety](),
    "safe": {Safety.SAFE},
    "unsafe": {Safety.UNSAFE},
    "both": {Safety.SAFE, Safety.UNSAFE},
}


# Reading fixtures.


class Known(Surroundings):
    """Files whose paths are known, and no others."""

    def __init__(self, paths: list[str]) -> None:
        self.paths = {PurePosixPath(path) for path in paths}

    def has_file(self, path: str) -> bool | None:
        wanted = PurePosixPath(normpath(path))
        return any(wanted == one or wanted in one.parents for one in self.paths)


@dataclass
class Case:
    """One `##` heading of a fixture."""

    path: Path
    heading: str
    prose: list[str] = field(default_factory=list)
    fences: dict[str, Token] = field(default_factory=dict)
    """By the first word of the info."""

    @property
    def id(self) -> str:
        return f"{self.path.stem}::{self.heading}"

    @property
    def rule(self) -> Rule:
        return RULES[self.path.stem]

    @property
    def input(self) -> str:
        return text_of(self.fences["markdown"])

    @property
    def settings(self) -> str:
        return self.fences["toml"].content if "toml" in self.fences else ""

    @property
    def surroundings(self) -> Surroundings:
        return Known(self.fences["files"].content.splitlines()) if "files" in self.fences else Surroundings()

    @property
    def is_clean(self) -> bool:
        return "snapshot" not in self.fences


def text_of(fence: Token) -> str:
    """The text that a fence stands for."""
    if "escapes" in fence.info.split():
        return re.sub(r"\\(?:([tr])|u([0-9a-fA-F]{4}))", _unescape, fence.content)
    return fence.content


def _unescape(match: re.Match[str]) -> str:
    return {"t": "\t", "r": "\r"}[match[1]] if match[1] else chr(int(match[2], 16))


def escaped(text: str) -> str:
    """*text* with every character that cannot be seen written as an escape, but for blanks and line feeds."""
    short = {"\t": r"\t", "\r": r"\r", "\n": "\n"}
    return "".join(one if one.isprintable() else short.get(one, f"\\u{ord(one):04x}") for one in text)


def read_fixture(path: Path) -> tuple[str, list[Case]]:
    """The title of a fixture and its cases."""
    title = ""
    cases: list[Case] = []
    tokens = MarkdownIt("commonmark").parse(path.read_bytes().decode())
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline" and before is not None and before.type == "heading_open":
            if before.tag == "h1":
                title = token.content
            else:
                assert before.tag == "h2", f"{path.name}: a case is a `##` heading: {token.content}"
                cases.append(Case(path, token.content))
        elif token.type == "inline" and cases:
            cases[-1].prose.append(token.content)
        elif token.type == "fence":
            kind = token.info.partition(" ")[0]
            assert cases, f"{path.name}: a fence before the first case"
            where = cases[-1].id
            assert kind in ("markdown", "snapshot", "fixed", "toml", "files"), (
                f"{where}: a fence of no known kind: `{token.info}`"
            )
            assert kind not in cases[-1].fences, f"{where}: a second fence of the kind `{kind}`"
            assert kind != "markdown" or len(token.markup) >= 4, f"{where}: the input fence needs four backticks"
            cases[-1].fences[kind] = token
    return title, cases


TITLES: dict[str, str] = {}
CASES: list[Case] = []
for _path in sorted(FIXTURES.glob("*.md")):
    TITLES[_path.stem], _cases = read_fixture(_path)
    CASES.extend(_cases)

each_rule = pytest.mark.parametrize("name", sorted(RULES))
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


# Running them.


@cache
def configured(settings: str, **values: Any) -> Config:
    """The configuration of *settings* in TOML, with *values* besides."""
    return replace(read_settings(tomllib.loads(settings), "backlogmd.toml"), **values)


def findings(
    text: str, rule: Rule, settings: str = "", surroundings: Surroundings | None = None
) -> tuple[Diagnostic, ...]:
    """What *rule* alone says about *text*; the rule that is always on, unreadable-file, included."""
    return tuple(lint(text, configured(settings, select=(rule.name,)), surroundings))


def own(case: Case) -> tuple[Diagnostic, ...]:
    """The findings of a case."""
    return findings(case.input, case.rule, case.settings, case.surroundings)


def shown(text: str, rule: Rule, settings: str = "", surroundings: Surroundings | None = None) -> list[str]:
    """The lines of a snapshot."""
    source = Source(text)
    lines = []
    for one in findings(text, rule, settings, surroundings):
        line, column = source.position(one.span.start)
        fix = f" {{{one.fix.safety.value}}}" if one.fix else ""
        lines.append(f"{line}:{column} {one.severity.value}[{one.name}] {escaped(one.message)}{fix}")
    return lines


def edits_of(found: Iterable[Diagnostic]) -> list[Edit]:
    """All edits of all fixes, in order."""
    return sorted((edit for one in found if one.fix for edit in one.fix.edits), key=lambda edit: edit.span)


def fixed(text: str, rule: Rule, settings: str = "") -> str:
    """*text* after all fixes of *rule*, as a run would make them."""
    return fix(text, configured(settings, select=(rule.name,), unsafe_fixes=True)).text


def regenerate(case: Case) -> None:
    """Write the snapshot and fixed fences of *case* anew."""
    # Read again: other cases of the file were written since, so that lines have moved.
    _, cases = read_fixture(case.path)
    case = next(one for one in cases if one.heading == case.heading)
    lines = case.path.read_bytes().decode().split("\n")
    source = case.fences["markdown"]
    snapshot = shown(case.input, case.rule, case.settings, case.surroundings)
    after = fixed(case.input, case.rule, case.settings)
    wanted: dict[str, str | None] = {
        "fixed": escaped(after) if "escapes" in source.info else after,
        "snapshot": "".join(f"{line}\n" for line in snapshot) or None,
    }
    if after == case.input:
        wanted["fixed"] = None
    assert source.map is not None
    for kind, content in wanted.items():
        fence = case.fences.get(kind)
        if fence is not None:
            assert fence.map is not None
            start, end = fence.map
            block = fenced(fence.info, content, fence.markup) if content is not None else []
            # A fence goes with the empty line before it.
            lines[start - (content is None) : end] = block
        elif kind == "snapshot" and content is not None:
            lines[source.map[1] : source.map[1]] = ["", *fenced(kind, content, "```")]
    case.path.write_bytes("\n".join(lines).encode())


def fenced(info: str, content: str, markup: str) -> list[str]:
    """The lines of a fence that is long enough for its content."""
    inside = max((len(run) for run in re.findall(rf"{re.escape(markup[0])}+", content)), default=0)
    mark = markup[0] * max(len(markup), inside + 1)
    return [f"{mark}{info}", *content.removesuffix("\n").split("\n"), mark]


@each_case
def test_fixture(case: Case, request: pytest.FixtureRequest) -> None:
    assert "markdown" in case.fences, "a case needs an input"
    if request.config.getoption("--regen"):
        regenerate(case)
        return
    expected = case.fences["snapshot"].content.splitlines() if "snapshot" in case.fences else []
    assert expected == shown(case.input, case.rule, case.settings, case.surroundings)
    if "fixed" in case.fences:
        assert text_of(case.fences["fixed"]) == fixed(case.input, case.rule, case.settings)


# What every rule must have.


def test_each_rule_has_one_fixture() -> None:
    assert sorted(path.stem for path in RULE_FILES) == sorted(TITLES)


def test_each_rule_is_named_as_its_file() -> None:
    assert sorted(path.stem for path in RULE_FILES) == sorted(RULES)
    assert [name for name in RULES if not re.fullmatch(r"[a-z]+(?:_[a-z]+)*", name)] == []


def test_codes_are_unique() -> None:
    codes = [rule.code for rule in all_rules()]
    assert [code for code, number in Counter(codes).items() if number > 1] == []
    assert [code for code in codes if not re.fullmatch(r"BL[0-9]{3}", code)] == []


def examples(rule: Rule, title: str) -> list[str]:
    """The indented examples under `Bad:`, `Good:` or, with the settings that these need, `With:` of a page."""
    tokens = MarkdownIt("commonmark").parse(rule.page)
    section = ""
    found = []
    for token in tokens:
        if token.type == "inline":
            section = token.content
        elif token.type == "code_block" and section == title:
            found.append(token.content)
    return found


@each_rule
def test_page_begins_with_a_sentence(name: str) -> None:
    lines = RULES[name].page.split("\n")
    assert re.fullmatch(r"[A-Z].*\.", lines[0])
    assert lines[1:2] == [""]


@each_rule
def test_page_has_a_bad_example_that_only_this_rule_finds(name: str) -> None:
    bad = examples(RULES[name], "Bad:")
    assert bad
    if name in NOT_SHOWN_AS_TEXT:
        return
    for example in bad:
        settings = "".join(examples(RULES[name], "With:"))
        assert {one.name for one in findings(example, RULES[name], settings)} == {RULES[name].name}


@each_rule
def test_page_has_a_good_example_that_is_clean(name: str) -> None:
    good = examples(RULES[name], "Good:")
    assert good
    for example in good:
        assert shown(example, RULES[name], "".join(examples(RULES[name], "With:"))) == []


# What every fixture must have.


def cases_of(name: str) -> list[Case]:
    return [case for case in CASES if case.path.stem == name]


@pytest.mark.parametrize("name", sorted(TITLES))
def test_fixture_is_titled_with_the_name_of_the_rule(name: str) -> None:
    assert TITLES[name] == f"`{name.replace('_', '-')}`"


@each_case
def test_heading_stands_once_in_its_file(case: Case) -> None:
    assert [one.heading for one in cases_of(case.path.stem)].count(case.heading) == 1


@each_rule
def test_fixture_has_findings(name: str) -> None:
    if name not in NOT_SHOWN_AS_TEXT:
        assert any(not case.is_clean for case in cases_of(name))


@each_rule
def test_fixture_has_a_clean_case_that_says_how_near_it_comes(name: str) -> None:
    assert any(case.is_clean and case.prose for case in cases_of(name))


@each_rule
def test_fixture_shows_each_kind_of_fix_that_the_rule_declares(name: str) -> None:
    cases = [case for case in cases_of(name) if "fixed" in case.fences]
    shown_fixes = {one.fix.safety for case in cases for one in own(case) if one.fix}
    assert shown_fixes == ALLOWED[RULES[name].fix]


# What holds for every input of every fixture.


@each_case
def test_fix_is_of_a_kind_that_the_rule_declares(case: Case) -> None:
    for one in own(case):
        assert one.fix is None or one.fix.safety in ALLOWED[case.rule.fix]


@each_case
def test_edits_lie_in_the_text_and_apart(case: Case) -> None:
    text = case.input
    found = findings(text, case.rule, case.settings, case.surroundings)
    for edit in edits_of(found):
        assert 0 <= edit.span.start <= edit.span.end <= len(text)
        assert text[edit.span.start : edit.span.end] != edit.text
    # Of fixes that touch, one is made and the others wait.
    made = apart(one for one in found if is_made(one, unsafe_fixes=True))
    assert bool(made) == any(one.fix for one in found)
    for one, other in pairwise(edits_of(made)):
        assert one.span.end <= other.span.start
        assert one.span != other.span


@each_case
def test_fixing_twice_is_fixing_once(case: Case) -> None:
    once = fixed(case.input, case.rule, case.settings)
    assert [one.message for one in findings(once, case.rule, case.settings, case.surroundings) if one.fix] == []


@each_rule
def test_rule_with_fixes_declares_what_they_change_in_the_words_of_the_tree(name: str) -> None:
    rule = RULES[name]
    assert bool(rule.changes) == (rule.fix != "none")
    for one in rule.changes:
        if one in ("parent", "circles"):
            continue
        node, *path = one.lstrip("+-").split(".")
        kind = getattr(nodes, node)
        assert not (path and one.startswith(("+", "-"))), one
        if path and node != "Opaque":
            assert path[0] in {field.name for field in kind._fields}, one


@each_case
def test_message_is_one_sentence_without_a_full_stop(case: Case) -> None:
    for one in own(case):
        for text in (one.message, one.help or "x"):
            assert text == text.strip()
            assert "\n" not in text
            assert not text.endswith(".")


@each_case
def test_spans_lie_in_the_text_whatever_rules_run(case: Case) -> None:
    for one in lint(case.input, Config(select=("ALL",))):
        for span in (one.span, *(evidence.span for evidence in one.evidence if evidence.span)):
            assert 0 <= span.start <= span.end <= len(case.input)


@each_case
def test_every_beginning_can_be_read(case: Case) -> None:
    for end in cuts(len(case.input)):
        for one in lint(case.input[:end], Config(select=("ALL",))):
            assert 0 <= one.span.start <= one.span.end <= end


def cuts(length: int, number: int = 12) -> Iterator[int]:
    """Up to *number* ends, spread evenly."""
    yield from range(0, length, max(1, length // number))


@each_case
def test_line_ends_make_no_difference(case: Case) -> None:
    text = case.input
    if "\r" not in text:
        other = text.replace("\n", "\r\n")
        assert shown(other, case.rule, case.settings, case.surroundings) == shown(
            text, case.rule, case.settings, case.surroundings
        )
        assert fixed(other, case.rule, case.settings) == fixed(text, case.rule, case.settings).replace("\n", "\r\n")


@each_case
def test_byte_order_mark_makes_no_difference(case: Case) -> None:
    text = case.input
    assert shown("\ufeff" + text, case.rule, case.settings, case.surroundings) == shown(
        text, case.rule, case.settings, case.surroundings
    )


# The rules that no text can show.

TEXT = "# Café\n\n- [] Müller anrufen (4 huors)\n- [ ] Größe prüfen – später\n"
JAPANESE = "# 計画\n\n- [ ] ログイン画面を直す (4時間)\n- [ ] 設計書を書く\n"


class TestUnreadableFile:
    """Its findings show the place, and the rest of the file is not judged."""

    @staticmethod
    def lines(raw: bytes) -> list[str]:
        source = Source.read(raw)
        found = [(source.position(one.span.start), one) for one in lint(raw)]
        return [f"{line}:{column} {one.severity.value}[{one.name}] {one.message}" for (line, column), one in found]

    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            (TEXT.encode("cp1252"), "1:6 (byte 5, it looks like Windows-1252)"),
            (3 * TEXT.encode("cp1252"), "1:6 (byte 5, it looks like Windows-1252)"),
            (TEXT.encode("utf-16"), "1:1 (byte 0, it looks like UTF-16)"),
            (TEXT.encode("utf-16-le"), "1:11 (byte 10, it looks like UTF-16)"),
            (b"\xfe\xff" + TEXT.encode("utf-16-be"), "1:1 (byte 0, it looks like UTF-16)"),
            (TEXT.encode("utf-32"), "1:1 (byte 0, it looks like UTF-32)"),
            (JAPANESE.encode("cp932"), "1:3 (byte 2, it looks like cp932)"),
        ],
        ids=["cp1252", "more of cp1252", "utf-16", "utf-16-le without a mark", "utf-16-be", "utf-32", "cp932"],
    )
    def test_names_the_encoding(self, raw: bytes, expected: str) -> None:
        place, _, byte = expected.partition(" ")
        assert self.lines(raw) == [
            f"{place} error[unreadable-file] this file is not UTF-8 {byte}, so it was not checked"
        ]

    def test_a_few_western_letters_are_enough(self) -> None:
        assert "1:10" in self.lines(b"- [ ] caf\xe9\n")[0]
        assert "(byte 9, it looks like Windows-1252)" in self.lines(b"- [ ] caf\xe9\n")[0]

    def test_looks_at_the_place_and_not_at_the_beginning(self) -> None:
        raw = b"- [ ] a\n" * 20_000 + b"- [ ] caf\xe9 \x96 later\n"
        assert "20001:10" in self.lines(raw)[0]
        assert "(byte 160009, it looks like Windows-1252)" in self.lines(raw)[0]

    @pytest.mark.parametrize("raw", [b"a\x81\xffb", bytes(range(128, 256)) * 3, b"a\xed\xa0\x80b", b"\xff"])
    def test_says_nothing_where_nothing_speaks_for_an_encoding(self, raw: bytes) -> None:
        (line,) = self.lines(raw)
        assert "looks like" not in line

    def test_columns_count_characters_before_the_place(self) -> None:
        assert self.lines("\ufeff- [ ] 日本 ".encode() + b"\xe9")[0].startswith("1:10 ")

    @pytest.mark.parametrize("name", ["total-mismatch", "mojibake"])
    def test_runs_whatever_is_selected(self, name: str) -> None:
        config = Config(select=(name,), ignore=("BL901", "ALL"))
        assert [one.code for one in lint(b"\xff", config)] == ["BL901"]

    @pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf# a\n", "# \U0001f534 \ufffd\x00\n".encode()])
    def test_well_formed_text_is_clean(self, raw: bytes) -> None:
        assert lint(raw, Config(select=("unreadable-file",))) == []


class TestNotABacklog:
    """Its findings hang on the name of the file."""

    PROSE = "# Ideas\n\nWe should write down what is to be done, some day.\n"

    @staticmethod
    def found(text: str, path: str | None) -> list[str]:
        document = parse(text, path=path)
        found = lint(document, Config(select=("not-a-backlog",)))
        return [f"{document.source.position(one.span.start).line} {one.severity.value} {one.message}" for one in found]

    @pytest.mark.parametrize("path", ["BACKLOG.md", "docs/roadmap.md", "./team/TODO.md", "C:\\work\\known-issues.md"])
    @pytest.mark.parametrize(
        ("text", "line"),
        [
            (PROSE, 1),
            ("\n\n- Apples\n- Pears\n", 3),
            ("---\nlayout: page\n---\n\nSoon.\n", 1),
            ("```\n- [ ] Write the parser\n```\n", 1),
        ],
        ids=["prose", "a plain list", "front matter", "code"],
    )
    def test_says_that_nothing_was_recognised(self, path: str, text: str, line: int) -> None:
        assert self.found(text, path) == [
            f"{line} info nothing in this file was recognised as work or as a figure about it, so nothing was checked"
        ]

    @pytest.mark.parametrize("path", [None, "<stdin>", "README.md", "docs/design.md", "backlog/decisions.md"])
    def test_other_names_promise_nothing(self, path: str | None) -> None:
        assert self.found(self.PROSE, path) == []

    @pytest.mark.parametrize(
        "text", ["", "\ufeff", "\n \n", "# Backlog\n", "# Backlog\n\n## High\n\n---\n", "Backlog\n=======\n"]
    )
    def test_an_empty_backlog_is_one(self, text: str) -> None:
        assert self.found(text, "BACKLOG.md") == []

    @pytest.mark.parametrize(
        "text",
        [
            "- [ ] Write the parser\n",
            "## Known issues\n\n1. The parser is slow\n",
            "## Phase 1: Parser\n\nHeadings first.\n",
            "## Version 1.1\n\nFaster.\n",
            "## Success metrics\n\n- Coverage > 80%\n",
            "## Resources\n\n- Writer (2 weeks)\n",
            "**Total: 40 hours**\n",
            "| Area | Hours |\n|---|---|\n| API | 4 |\n| Total | 4 |\n",
        ],
    )
    def test_anything_that_was_recognised_is_enough(self, text: str) -> None:
        assert self.found(text, "BACKLOG.md") == []
