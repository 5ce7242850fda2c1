"""What can be set, and the one line that each mistake gets."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from backlogmd import lint, parse
from backlogmd.__main__ import main
from backlogmd.config import Config
from backlogmd.diagnostics import Severity
from backlogmd.errors import BacklogmdError
from backlogmd.linter import selected_rules
from backlogmd.nodes import Kind
from backlogmd.settings import ConfigError, read_settings, settings_schema
from backlogmd.vocabulary import Form, Role, State


def config(text: str) -> Config:
    return read_settings(tomllib.loads(text), "backlogmd.toml")


# Mistakes.

MISTAKES = [
    ('selct = ["BL4"]', "unknown key `selct`: did you mean `select`?"),
    ("fail_on = 'error'", "unknown key `fail_on`: did you mean `fail-on`?"),
    ('select = ["BL90x"]', "select: unknown rule `BL90x`: did you mean `BL904`?"),
    ('select = ["totl-mismatch"]', "select: unknown rule `totl-mismatch`: did you mean `total-mismatch`?"),
    ('select = "BL4"', "select: the text `BL4` should be a list: [...]"),
    ("select = [1]", "select[0]: the number `1` should be a text"),
    ('ignore = ["duplicat-task"]', "ignore: unknown rule `duplicat-task`: did you mean `duplicate-task`?"),
    (
        'extend-select = ["nothing-like-it"]',
        "extend-select: unknown rule `nothing-like-it`: `backlogmd rules` lists them all",
    ),
    ('unfixable = ["mojibak"]', "unfixable: unknown rule `mojibak`: did you mean `mojibake`?"),
    ('extend-safe-fixes = ["BL40x"]', "extend-safe-fixes: unknown rule `BL40x`: did you mean `BL410`?"),
    ('severity = "error"', "severity: the text `error` should be a table"),
    (
        '[severity]\ntotal-mismatch = "fatal"',
        "severity.total-mismatch: unknown value `fatal`: known are error, warning, info, off",
    ),
    ('[severity]\ntotal-mismatch = "eror"', "severity.total-mismatch: unknown value `eror`: did you mean `error`?"),
    ('[severity]\ntotl-mismatch = "error"', "severity: unknown rule `totl-mismatch`: did you mean `total-mismatch`?"),
    ('fail-on = "warnings"', "fail-on: unknown value `warnings`: did you mean `warning`?"),
    ("unsafe-fixes = 'maybe'", "unsafe-fixes: the text `maybe` should be true or false"),
    (
        '[per-file-ignores]\n"a/*" = ["BLx"]',
        'per-file-ignores."a/*": unknown rule `BLx`: `backlogmd rules` lists them all',
    ),
    ('[rules.oversized-tsk]\nlimit = 3', "rules: unknown rule `oversized-tsk`: did you mean `oversized-task`?"),
    ('[rules.oversized-task]\nlimt = 3', "rules.oversized-task: unknown option `limt`: did you mean `limit`?"),
    ('[rules.oversized-task]\nlimit = "a"', "rules.oversized-task.limit: the text `a` should be a number"),
    ("[rules.oversized-task]\nlimit = -3", "rules.oversized-task: must be more than 0 hours"),
    ("[rules.mojibake]\nx = 1", "rules.mojibake: this rule has no options"),
    ("[rules]\noversized-task = 3", "rules.oversized-task: the number `3` should be a table"),
    ('plugins = ["acme"]', "plugins: unknown plugin `acme`: no installed package offers rules under this name"),
    ('dialect = "p00"', "dialect: unknown dialect `p00`: did you mean `p0`?"),
    ('[dialect]\nbase = "obsidian-task"', "dialect: unknown dialect `obsidian-task`: did you mean `obsidian-tasks`?"),
    ("dialect = 3", "dialect: the number `3` should be a name or a table"),
    ("[dialect]\nhours-per-dya = 3", "dialect: unknown key `hours-per-dya`: did you mean `hours-per-day`?"),
    ("[dialect]\nhours-per-day = 0", "dialect.hours-per-day: the number `0` should be greater than 0"),
    ("[dialect]\ndays-per-week = 2.5", "dialect.days-per-week: the number `2.5` should be a whole number"),
    ('[[dialect.levels]]\nnam = "X"', "dialect.levels[0]: unknown key `nam`: did you mean `name`?"),
    ('[[dialect.levels]]\nwords = ["x"]', "dialect.levels[0].name: this key must be given"),
    ('[[dialect.levels]]\nname = ""', "dialect.levels[0].name: the text `` should not be empty"),
    ('[dialect.states]\nkk = "done"', "dialect.states.kk: the text `kk` should be one character"),
    ('[dialect.states]\nk = "don"', "dialect.states.k: unknown value `don`: did you mean `done`?"),
    ('[dialect.sections]\nsumary = ["x"]', "dialect.sections.sumary: unknown value `sumary`: did you mean `summary`?"),
    ('[dialect.units]\nhuor = ["x"]', "dialect.units.huor: unknown value `huor`: did you mean `hour`?"),
    ('[dialect]\nforms = ["hading"]', "dialect.forms[0]: unknown value `hading`: did you mean `heading`?"),
    ('[dialect]\ntotals = "opn"', "dialect.totals: unknown value `opn`: did you mean `open`?"),
    ("[dialect]\ntolerance = 2", "dialect.tolerance: the number `2` should be less than 1"),
    ('[dialect.setions]\nsummary = ["x"]', "dialect: unknown key `setions`: did you mean `sections`?"),
    ('include = "docs"', "include: the text `docs` should be a list: [...]"),
    ("baseline = 1", "baseline: the number `1` should be a text"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), MISTAKES)
def test_a_mistake_is_one_line_that_says_where_and_what(text: str, line: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config(text)
    assert str(caught.value) == f"backlogmd.toml: {line}"


@pytest.mark.parametrize(("text", "line"), MISTAKES[::6])
def test_on_the_command_line_it_ends_with_status_2(
    text: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("backlogmd.toml").write_text(text, encoding="utf-8")
    Path("BACKLOG.md").write_text("- [ ] a\n- [ ] a\n", encoding="utf-8")
    assert main(["check"]) == 2
    assert capsys.readouterr() == ("", f"backlogmd: backlogmd.toml: {line}\n")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--select", "BL90x"], "unknown rule `BL90x`: did you mean `BL904`?"),
        (["--ignore", "duplicat-task"], "unknown rule `duplicat-task`: did you mean `duplicate-task`?"),
        (["--fixable", "mojibak"], "unknown rule `mojibak`: did you mean `mojibake`?"),
        (["--extend-unsafe-fixes", "BL"], None),
        (["--config", "fail-on=eror"], "--config: fail-on: unknown value `eror`: did you mean `error`?"),
        (["--config", "selct=['BL4']"], "--config: unknown key `selct`: did you mean `select`?"),
        (["--config", "nope.toml"], "nope.toml: no such file or directory"),
        (["--config", "nope"], "--config `nope`: neither a file nor a setting such as fail-on=error"),
        (["--config", "a.toml", "--config", "b.toml"], "--config names two files: a.toml and b.toml"),
        (["--isolated", "--config", "a.toml"], "--isolated takes no configuration file, but --config names a.toml"),
        (["--forms", "hading"], "unknown form of --forms `hading`: did you mean `heading`?"),
        (["--baseline", "nope"], "nope: not a regular file"),
    ],
)
def test_mistakes_in_options_are_one_line(
    arguments: list[str],
    line: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("BACKLOG.md").write_text("- [ ] a\n", encoding="utf-8")
    status = main(["check", *arguments])
    out, err = capsys.readouterr()
    if line is None:
        assert (status, err) == (0, "")
    else:
        assert (status, out, err) == (2, "", f"backlogmd: {line}\n")


# What settings mean.


def codes(one: Config) -> set[str]:
    return {rule.code for rule in selected_rules(one)}


def test_an_empty_table_is_the_default() -> None:
    assert config("") == Config()


def test_rules_are_chosen_as_on_the_command_line() -> None:
    assert codes(config('select = ["BL6"]\nignore = ["BL601"]')) == codes(Config(select=("BL6",), ignore=("BL601",)))
    assert "BL209" in codes(config('extend-select = ["oversized-task"]'))


def test_severity_is_given_by_the_most_exact_name() -> None:
    one = config('[severity]\nBL6 = "error"\nduplicate-task = "info"\nALL = "warning"\nBL603 = "off"')
    assert "BL603" not in codes(one)
    found = lint("- [ ] a\n- [ ] a\n- [ ] b T-1\n", one)
    assert {(each.name, each.severity) for each in found} == {("duplicate-task", Severity.INFO)}


def test_options_reach_their_rule() -> None:
    one = config('extend-select = ["BL209"]\n[rules.oversized-task]\nlimit = 2')
    assert [each.name for each in lint("- [ ] a (3h)\n", one)] == ["oversized-task"]
    assert lint("- [ ] a (3h)\n", config('extend-select = ["BL209"]')) == []


class TestDialect:
    def test_levels_of_ones_own_take_the_place_of_the_others(self) -> None:
        dialect = config(
            '[[dialect.levels]]\nname = "Now"\nwords = ["asap"]\nemoji = ["🔥"]\n[[dialect.levels]]\nname = "Later"\n'
        ).dialect
        document = parse("## 🔥 Now\n\n- [ ] a\n\n## Later\n\n- [ ] b\n\n## ASAP\n\n- [ ] c\n", dialect=dialect)
        levels = [document.priority_of(task) for task in document.tasks]
        assert [level and level.level for level in levels] == ["Now", "Later", "Now"]

    def test_a_level_with_a_known_name_keeps_its_spellings(self) -> None:
        dialect = config('[[dialect.levels]]\nname = "HIGH"\nemoji = ["🟣"]\n[[dialect.levels]]\nname = "LOW"').dialect
        document = parse("## 🟣 Alta prioridad\n\n- [ ] a\n\n## 🟢 Low Priority\n\n- [ ] b\n", dialect=dialect)
        levels = [document.priority_of(task) for task in document.tasks]
        assert [level and level.level for level in levels] == ["HIGH", "LOW"]

    def test_states_sections_and_forms(self) -> None:
        dialect = config(
            'dialect.forms = ["checkbox"]\n[dialect.states]\nk = "done"\n[dialect.sections]\nsummary = ["Numbers"]\n'
        ).dialect
        document = parse("## Numbers\n\n- [k] a\n\n## Tasks\n\n### 1. b\n\n**Effort:** 2h\n", dialect=dialect)
        assert [(task.state, task.form) for task in document.tasks] == [(State.DONE, Form.CHECKBOX)]
        assert document.all_sections[0].role is Role.SUMMARY

    def test_the_calendar_converts_days(self) -> None:
        dialect = config("[dialect]\nhours-per-day = 6\ndays-per-week = 4").dialect
        document = parse("- [ ] a (2 days)\n- [ ] b (1 week)\n", dialect=dialect)
        assert [task.estimate and task.estimate.low for task in document.tasks] == [2 * 6 * 60, 4 * 6 * 60]

    def test_words_for_units(self) -> None:
        dialect = config('[dialect.units]\nhour = ["godz.", "Godziny"]\npoint = ["bean", "beans"]').dialect
        document = parse("- [ ] a (2 godziny)\n- [ ] b (3 beans)\n- [ ] c (4 godz.)\n- [ ] d (2h)\n", dialect=dialect)
        estimates = [task.estimate for task in document.tasks]
        assert [one and (one.kind, one.low) for one in estimates] == [
            (Kind.DURATION, 120), (Kind.POINTS, 3), (Kind.DURATION, 240), (Kind.DURATION, 120),
        ]  # fmt: skip

    def test_what_totals_speak_of(self) -> None:
        text = "# Work\n\n- [x] a (2h)\n- [ ] b (3h)\n\n**Total: {} hours**\n"
        for totals, true in (("all", {5}), ("open", {3}), ("either", {3, 5}), (None, {3, 5})):
            one = config(f'dialect.totals = "{totals}"' if totals else "")
            for figure in (2, 3, 5):
                found = [each.code for each in lint(text.format(figure), one) if each.code.startswith("BL40")]
                assert (found == []) is (figure in true), (totals, figure)

    def test_how_far_off_totals_may_be(self) -> None:
        text = "# Work\n\n- [ ] a (40h)\n- [ ] b (60h)\n\n**Total: {} hours**\n"
        one = config("dialect.tolerance = 0.05")
        assert [each.code for each in lint(text.format(104), one)] == []
        assert [each.code for each in lint(text.format(110), one)] == ["BL404"]
        assert [each.code for each in lint(text.format(104))] == ["BL404"]


# The built-in dialects.


@pytest.mark.parametrize(
    ("line", "estimate", "title"),
    [
        ("Fix login (M)", "M", "Fix login"),
        ("Fix login - XL", "XL", "Fix login"),
        ("Fix login, S", "S", "Fix login"),
        ("Fix login Size: M", "M", "Fix login"),
        ("M: Fix login", "M", "Fix login"),
        ("L - Fix login", "L", "Fix login"),
        ("Fix the L cache", None, "Fix the L cache"),
        ("M", None, "M"),
        ("Fix login (2h) - see M", "2h", "Fix login (2h) - see M"),
    ],
)
def test_in_tshirt_sizes_need_no_brackets(line: str, estimate: str | None, title: str) -> None:
    (task,) = parse(f"- [ ] {line}\n", dialect="tshirt").tasks
    assert task.estimate is None if estimate is None else task.estimate and task.estimate.text == estimate
    assert task.title.text == title or (estimate == "2h" and task.title.text.startswith("Fix login"))


def test_without_it_they_do() -> None:
    (task,) = parse("- [ ] Fix login - XL\n").tasks
    assert (task.estimate, task.title.text) == (None, "Fix login - XL")


@pytest.mark.parametrize(
    ("dialect", "unknown"),
    [("default", "k*"), ("gfm", "k*/-!?>~"), ("obsidian-tasks", "k*!?>~"), ("p0", "k*"), ("tshirt", "k*")],
)
def test_a_dialect_knows_some_characters_in_boxes(dialect: str, unknown: str) -> None:
    text = "".join(f"- [{one}] Task {one}\n" for one in " xX/-!?>~k*")
    document = parse(text, dialect=dialect)
    assert "".join(task.state_char for task in document.tasks if task.state is State.UNKNOWN) == "".join(
        one for one in " xX/-!?>~k*" if one in unknown
    )


@pytest.mark.parametrize(
    ("dialect", "levels"),
    [
        ("default", ["URGENT", "HIGH", "LOW", "LOWEST"]),
        ("p0", ["P0", "P1", "P3", "P4"]),
        ("obsidian-tasks", ["HIGHEST", "HIGH", "LOW", "LOWEST"]),
    ],
)
def test_a_dialect_names_its_levels(dialect: str, levels: list[str]) -> None:
    text = "- [ ] P0: a\n- [ ] b ⏫\n\n## Low priority\n\n- [ ] c\n\n## P4\n\n- [ ] d\n"
    document = parse(text, dialect=dialect)
    found = [document.priority_of(task) for task in document.tasks]
    assert [one and one.level for one in found] == levels


# The schema.


@pytest.fixture(scope="module")
def validator() -> Any:
    return jsonschema.Draft202012Validator(settings_schema())


def test_the_schema_is_a_schema(validator: Any) -> None:
    validator.check_schema(settings_schema())


@pytest.mark.parametrize("text", [text for text, line in MISTAKES if "unknown plugin" not in line])
def test_the_schema_finds_what_it_can_know(text: str, validator: Any) -> None:
    found = list(validator.iter_errors(tomllib.loads(text)))
    names = "unknown rule" in dict(MISTAKES)[text] or "unknown dialect" in dict(MISTAKES)[text]
    ranges = "must be more" in dict(MISTAKES)[text] or "no options" in dict(MISTAKES)[text]
    assert found or names or ranges


def test_the_schema_takes_what_is_right(validator: Any) -> None:
    text = """
        extend = "../backlogmd.toml"
        select = ["ALL"]
        exclude = ["archive/"]
        fail-on = "error"
        [severity]
        BL6 = "off"
        [dialect]
        base = "p0"
        hours-per-day = 6
        [[dialect.levels]]
        name = "P0"
        [rules.oversized-task]
        limit = 8
        """
    assert list(validator.iter_errors(tomllib.loads(text))) == []


def test_errors_are_of_the_kind_that_the_command_line_knows() -> None:
    assert issubclass(ConfigError, BacklogmdError)
