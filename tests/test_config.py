"""Which rules a configuration turns on: the most exact name decides, and of equals the one that says no."""

from __future__ import annotations

import pytest

from backlogmd.config import Config
from backlogmd.errors import UnknownNameError
from backlogmd.linter import lint, selected_rules
from backlogmd.registry import all_rules

ALL = {rule.code for rule in all_rules()}
DEFAULT = {rule.code for rule in all_rules() if rule.default}
BL4 = {code for code in ALL if code.startswith("BL4")}
UNREADABLE = {"BL901"}
"""Runs always: without it a file that could not be read would pass for a clean one."""


def codes(
    select: tuple[str, ...] | None = None, ignore: tuple[str, ...] = (), extend_select: tuple[str, ...] = ()
) -> set[str]:
    rules = selected_rules(Config(select=select, ignore=ignore, extend_select=extend_select))
    found = [rule.code for rule in rules]
    assert len(found) == len(set(found))
    return set(found)


def test_without_settings_the_rules_of_the_default_run() -> None:
    assert codes() == DEFAULT


def test_they_come_in_the_order_of_their_codes() -> None:
    found = [rule.code for rule in selected_rules(Config(select=("mojibake", "BL4", "BL101")))]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        (("ALL",), ALL),
        (("all",), ALL),
        (("BL",), ALL),
        (("BL4",), BL4),
        (("bl4",), BL4),
        (("BL401",), {"BL401"}),
        (("total-mismatch",), {"BL401"}),
        (("Total-Mismatch",), {"BL401"}),
        (("BL401", "mojibake"), {"BL301", "BL401"}),
        ((), set()),
    ],
)
def test_select_takes_names_codes_and_families(select: tuple[str, ...], expected: set[str]) -> None:
    assert codes(select) == expected | UNREADABLE


def test_extend_select_adds_to_the_default_and_to_a_selection() -> None:
    off = ALL - DEFAULT
    assert codes(extend_select=("ALL",)) == ALL
    assert codes(extend_select=tuple(off)) == DEFAULT | off
    assert codes(("BL401",), extend_select=("BL301",)) == {"BL301", "BL401"} | UNREADABLE


@pytest.mark.parametrize("name", ["total-mismatch", "BL401"])
def test_ignore_takes_a_rule_out(name: str) -> None:
    assert codes(ignore=(name,)) == DEFAULT - {"BL401"}


@pytest.mark.parametrize(
    ("select", "ignore", "extend_select", "expected"),
    [
        # A rule beats its family, whichever of them says yes.
        (("BL4",), ("BL401",), (), BL4 - {"BL401"}),
        (("BL401",), ("BL4",), (), {"BL401"}),
        (("total-mismatch",), ("BL4",), (), {"BL401"}),
        ((), ("BL4",), ("BL401",), {"BL401"}),
        (None, ("BL4",), ("BL401",), (DEFAULT - BL4) | {"BL401"}),
        # A longer beginning of the codes beats a shorter one.
        (("BL40",), ("BL4",), (), {code for code in BL4 if code.startswith("BL40")}),
        (("BL4",), ("BL40",), (), {code for code in BL4 if not code.startswith("BL40")}),
        # Everything is the least exact name.
        (("ALL",), ("BL4",), (), ALL - BL4),
        (("BL4",), ("ALL",), (), BL4),
        # Of equally exact names, the one that says no.
        (("BL401",), ("BL401",), (), set()),
        (("total-mismatch",), ("total-mismatch",), (), set()),
        (("ALL",), ("ALL",), (), set()),
        ((), ("BL401",), ("BL401",), set()),
    ],
)
def test_the_more_exact_name_decides(
    select: tuple[str, ...] | None, ignore: tuple[str, ...], extend_select: tuple[str, ...], expected: set[str]
) -> None:
    assert codes(select, ignore, extend_select) == expected | UNREADABLE


def test_a_file_that_is_not_utf_8_is_always_reported() -> None:
    assert codes(ignore=("ALL",)) == UNREADABLE
    assert [one.code for one in lint(b"\xff", Config(ignore=("BL901", "unreadable-file")))] == ["BL901"]


@pytest.mark.parametrize("field", ["select", "ignore", "extend_select"])
@pytest.mark.parametrize("name", ["total-mismach", "BL999", "B", "4", "", "BL4 "])
def test_a_name_that_means_no_rule_is_an_error_wherever_it_stands(field: str, name: str) -> None:
    with pytest.raises(UnknownNameError, match="unknown rule"):
        lint("", Config(**{field: (name,)}))  # type: ignore[arg-type]


def test_a_configuration_can_be_a_key() -> None:
    assert len({Config(), Config(), Config(ignore=("BL4",))}) == 2
