"""A finding is recognised after lines have moved, and taken for no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogmd.linter import lint
from backlogmd.report._fingerprints import identified, line_hashes
from backlogmd.report._results import FileResult
from backlogmd.source import Source

BACKLOG = """\
# Backlog

## High

- [ ] **Write the parser** (4 hours)
- [ ] **Write the linter** (6 hours)
- [] **Write the manual** (1 hour)

## Low

- [ ] **Write the site** (2 hours)
- [] **Write the manual** (1 hour)

## Summary

| Priority | Hours    |
|----------|----------|
| High     | 14 hours |
| Low      | 14 hours |
"""


def found(text: str, path: str = "BACKLOG.md") -> list[tuple[str, str]]:
    """The code and the fingerprint of each finding."""
    ((_, each),) = identified([FileResult(Source(text, path), lint(text))])
    return [(one.code, fingerprint) for one, fingerprint in each]


def test_no_two_findings_have_one_fingerprint() -> None:
    results = [FileResult(Source(BACKLOG, path), lint(BACKLOG)) for path in ("a.md", "b.md", "a.md")]
    each = [fingerprint for _, found in identified(results) for _, fingerprint in found]
    assert len(set(each)) == len(each) == 3 * len(lint(BACKLOG))
    assert all(len(one) == 32 and int(one, 16) >= 0 for one in each)


@pytest.mark.parametrize(
    "changed",
    [
        "A line above.\n\n" + BACKLOG,
        BACKLOG.replace("## High", "Some words.\n\n## High"),
        BACKLOG.replace("\n", "\r\n"),
        "\ufeff" + BACKLOG,
        # The message says 11 hours instead of 10, and the claim is as wrong as before.
        BACKLOG.replace("## Low", "- [ ] **Write the tests** (1 hour)\n\n## Low"),
        BACKLOG.replace("| High     | 14 hours |", "|  High  |  14 hours  |"),
        BACKLOG + "\nA line below.\n",
    ],
)
def test_they_stay_when_lines_move_and_other_lines_change(changed: str) -> None:
    assert found(changed) == found(BACKLOG)
    assert [code for code, _ in found(BACKLOG)] == ["BL101", "BL101", "BL401", "BL401"]


def test_other_text_another_rule_and_another_file_have_others() -> None:
    before = dict.fromkeys(fingerprint for _, fingerprint in found(BACKLOG))
    after = [fingerprint for _, fingerprint in found(BACKLOG.replace("| High     | 14", "| High     | 15"))]
    assert [one in before for one in after] == [True, True, False, True]
    assert not set(before) & {fingerprint for _, fingerprint in found(BACKLOG, "TODO.md")}


def test_of_two_that_are_the_same_one_is_left_when_the_other_is_gone() -> None:
    first, second, *_ = found(BACKLOG)
    assert first != second
    left, *_ = found(BACKLOG.replace("- [] **Write the manual** (1 hour)\n\n## Low", "\n## Low"))
    assert left == first


def test_a_line_of_megabytes_is_no_work_for_each_finding() -> None:
    # Were the whole line part of each fingerprint, this would read a thousand times two million characters.
    text = "- [ ] a " + "ðŸ”´ b " * 300_000
    one = lint(text[:100])[0]
    result = FileResult(Source(text, "a.md"), [one] * 1000)
    ((_, each),) = identified([result])
    assert len({fingerprint for _, fingerprint in each}) == 1000


@given(st.text(alphabet="ab \n\r\t🔴"), st.integers(1, 5))
def test_blank_lines_above_change_nothing(text: str, number: int) -> None:
    body = f"{text}\n- [] a\n"
    assert [one for one in found("x\n\n" * number + body) if one[0] == "BL101"] == [
        one for one in found("x\n\n" + body) if one[0] == "BL101"
    ]


# Input and hashes of the tests of github/codeql-action, src/fingerprints.test.ts.
GREETINGS = ["e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
             "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", GREETINGS),
        (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", GREETINGS),
        (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", GREETINGS),
        (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", GREETINGS),
        (
            "Lorem ipsum dolor sit amet.\n" * 10,
            [
                *(f"a7f2ff13bc495cf2:{number}" for number in range(1, 7)),
                *("a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1"),
                "c129715d7a2bc9a3:1",
            ],
        ),
    ],
)
def test_github_computes_the_same_hashes(text: str, hashes: list[str]) -> None:
    assert line_hashes(Source(text)) == hashes


@given(st.text())
def test_every_line_has_a_hash_whatever_the_text(text: str) -> None:
    source = Source(text)
    assert len(line_hashes(source)) == len(source.line_starts)
