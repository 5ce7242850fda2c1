"""Which configuration holds for a file, and where it comes from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from backlogmd.__main__ import main
from backlogmd.config import Config
from backlogmd.diagnostics import Severity
from backlogmd.errors import BacklogmdError
from backlogmd.resolver import Resolver, parse_override

TWICE = "- [ ] a\n- [ ] a\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    Path(".git").mkdir()
    return tmp_path


def write(path: str, text: str = "") -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def ignored(path: str, **options: object) -> tuple[str, ...]:
    """What is ignored at *path*: each test tells its files apart by it."""
    return Resolver(**options).for_file(path).config.ignore  # type: ignore[arg-type]


def test_without_a_file_the_default_holds() -> None:
    resolved = Resolver().for_file("docs/TODO.md")
    assert (resolved.config, resolved.file, resolved.fail_on) == (Config(), None, Severity.WARNING)


def test_the_nearest_file_holds_alone() -> None:
    write("backlogmd.toml", 'ignore = ["BL1"]\nfail-on = "error"')
    write("docs/backlogmd.toml", 'ignore = ["BL2"]')
    assert ignored("TODO.md") == ("BL1",)
    assert ignored("docs/TODO.md") == ("BL2",)
    assert ignored("docs/deep/er/TODO.md") == ("BL2",)
    assert Resolver().for_file("docs/TODO.md").fail_on is Severity.WARNING


def test_the_hidden_name_comes_first_and_pyproject_last() -> None:
    write("pyproject.toml", '[tool.backlogmd]\nignore = ["BL3"]')
    assert ignored("TODO.md") == ("BL3",)
    write("backlogmd.toml", 'ignore = ["BL1"]')
    assert ignored("TODO.md") == ("BL1",)
    write(".backlogmd.toml", 'ignore = ["BL2"]')
    assert ignored("TODO.md") == ("BL2",)


def test_a_pyproject_that_says_nothing_is_passed_over() -> None:
    write("backlogmd.toml", 'ignore = ["BL1"]')
    write("docs/pyproject.toml", '[project]\nname = "x"\ndependencies = ["backlogmd"]')
    assert ignored("docs/TODO.md") == ("BL1",)


@pytest.mark.parametrize(
    "text",
    [
        "[tool.backlogmd]\nignore = ['BL1']",
        "[ tool . backlogmd ]\nignore = ['BL1']",
        "[tool.'backlogmd']\nignore = ['BL1']",
        "['tool'.backlogmd]\nignore = ['BL1']",
        "[tool]\nother = 1\nbacklogmd = { ignore = ['BL1'] }",
        "[tool]\nbacklogmd.ignore = ['BL1']",
        "tool.backlogmd.ignore = ['BL1']",
        "tool = { backlogmd = { ignore = ['BL1'] } }",
    ],
)
def test_a_table_is_found_however_it_is_written(text: str) -> None:
    write("pyproject.toml", text)
    assert ignored("TODO.md") == ("BL1",)


def test_the_search_ends_at_the_root_of_the_repository() -> None:
    write("backlogmd.toml", 'ignore = ["BL1"]')
    Path("vendored/.git").mkdir(parents=True)
    assert ignored("vendored/docs/TODO.md") == ()
    # In a worktree, `.git` is a file.
    write("tree/.git", "gitdir: elsewhere")
    assert ignored("tree/TODO.md") == ()


def test_extend_takes_what_the_file_itself_leaves_out() -> None:
    write("shared/base.toml", 'ignore = ["BL1"]\nfail-on = "error"\n[severity]\nBL2 = "info"\nBL3 = "info"')
    write("backlogmd.toml", 'extend = "shared/base.toml"\n[severity]\nBL3 = "error"')
    resolved = Resolver().for_file("TODO.md")
    assert resolved.config.ignore == ("BL1",)
    assert resolved.fail_on is Severity.ERROR
    assert resolved.config.severity == {"BL2": Severity.INFO, "BL3": Severity.ERROR}
    assert resolved.origins["ignore"] == str(Path("shared/base.toml"))
    assert resolved.origins["severity.BL2"] == str(Path("shared/base.toml"))
    assert resolved.origins["severity.BL3"] == "backlogmd.toml"


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"backlogmd.toml": 'extend = "no.toml"'}, "backlogmd.toml: extend: no.toml: no such file"),
        (
            {"backlogmd.toml": 'extend = "a.toml"', "a.toml": 'extend = "backlogmd.toml"'},
            "a.toml: extend: leads back to backlogmd.toml",
        ),
        (
            {"backlogmd.toml": 'extend = "a.toml"', "a.toml": "ignroe = []"},
            "a.toml: unknown key `ignroe`: did you mean `ignore`?",
        ),
        ({"backlogmd.toml": "ignore = ["}, "backlogmd.toml: not TOML: "),
        ({"pyproject.toml": "[tool]\nbacklogmd = 1"}, "pyproject.toml: tool.backlogmd: should be a table"),
        ({"pyproject.toml": "[tool.backlogmd]\nignroe = []"}, "pyproject.toml: tool.backlogmd: unknown key `ignroe`"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_one_line(files: dict[str, str], line: str) -> None:
    for name, text in files.items():
        write(name, text)
    with pytest.raises(BacklogmdError) as caught:
        Resolver().for_file("TODO.md")
    assert str(caught.value).startswith(line)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_utf_8_is_one_line() -> None:
    Path("backlogmd.toml").write_bytes(b'ignore = ["\xff"]')
    with pytest.raises(BacklogmdError, match=r"backlogmd.toml: not UTF-8 \(byte 11\); save it as UTF-8"):
        Resolver().for_file("TODO.md")


def test_a_file_that_is_named_holds_for_all() -> None:
    write("docs/backlogmd.toml", 'ignore = ["BL2"]')
    write("other.toml", 'ignore = ["BL4"]')
    assert ignored("docs/TODO.md", file="other.toml") == ("BL4",)
    assert ignored("docs/TODO.md", isolated=True) == ()


def test_overrides_win_over_the_file() -> None:
    write("backlogmd.toml", 'ignore = ["BL2"]\n[severity]\nBL1 = "info"')
    resolved = Resolver(overrides={"ignore": ["BL4"], "severity": {"BL3": "error"}}).for_file("TODO.md")
    assert resolved.config.ignore == ("BL4",)
    assert set(resolved.config.severity) == {"BL1", "BL3"}
    assert (resolved.origins["ignore"], resolved.origins["severity.BL1"]) == ("--config", "backlogmd.toml")


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("fail-on=error", {"fail-on": "error"}),
        ("select=['BL4']", {"select": ["BL4"]}),
        ('fail-on = "error"', {"fail-on": "error"}),
        ("rules.oversized-task.limit=2", {"rules": {"oversized-task": {"limit": 2}}}),
        ("unsafe-fixes=true", {"unsafe-fixes": True}),
    ],
)
def test_a_setting_on_the_command_line_is_toml_or_a_text(text: str, table: dict[str, object]) -> None:
    assert parse_override(text) == table


def test_rules_can_be_off_for_some_files() -> None:
    write("backlogmd.toml", '[per-file-ignores]\n"docs/**" = ["duplicate-task"]\n"*.markdown" = ["BL6"]')
    resolver = Resolver()
    assert resolver.for_file("docs/TODO.md").config_for("docs/TODO.md").disabled == ("duplicate-task",)
    assert resolver.for_file("TODO.md").config_for("TODO.md").disabled == ()
    assert resolver.for_file("a.markdown").config_for("a.markdown").disabled == ("BL6",)


# On the command line.


def checked(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, list[str]]:
    """The exit status, and the files with findings."""
    status = main(["check", "--output-format", "concise", "--select", "duplicate-task", *argv])
    return status, sorted(
        {line.split(":")[0].replace("\\", "/") for line in capsys.readouterr().out.splitlines() if ":" in line}
    )


def test_files_are_excluded_even_if_a_hook_names_them(capsys: pytest.CaptureFixture[str]) -> None:
    write("backlogmd.toml", 'exclude = ["archive/", "OLD*.md"]')
    for name in ("TODO.md", "archive/TODO.md", "docs/archive/TODO.md", "OLD-TODO.md"):
        write(name, TWICE)
    assert checked(capsys) == (1, ["TODO.md"])
    assert checked(capsys, "TODO.md", "archive/TODO.md", "OLD-TODO.md") == (1, ["TODO.md"])
    assert checked(capsys, "archive/TODO.md") == (0, [])
    assert checked(capsys, "--no-force-exclude", "archive/TODO.md") == (1, ["archive/TODO.md"])


def test_files_are_included_though_they_have_another_name(capsys: pytest.CaptureFixture[str]) -> None:
    write("backlogmd.toml", 'include = ["plans/*.md", "WORK.txt"]')
    for name in ("plans/a.md", "plans/deep/b.md", "WORK.txt", "other.md"):
        write(name, TWICE)
    assert checked(capsys) == (1, ["WORK.txt", "plans/a.md"])


def test_patterns_are_seen_from_the_file_that_has_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("backlogmd.toml", 'exclude = ["/docs/TODO.md"]')
    write("docs/TODO.md", TWICE)
    write("docs/docs/TODO.md", TWICE)
    monkeypatch.chdir("docs")
    assert checked(capsys, ".") == (1, ["docs/TODO.md"])


def test_each_file_has_its_own_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    write("a/backlogmd.toml", '[severity]\nduplicate-task = "off"')
    write("b/backlogmd.toml", 'fail-on = "error"')
    for name in ("a/TODO.md", "b/TODO.md"):
        write(name, TWICE)
    assert main(["check", "--output-format", "concise"]) == 0
    assert "b/TODO.md" in capsys.readouterr().out
    assert main(["check", "--fail-on", "warning", "b"]) == 1


def test_what_is_selected_on_the_command_line_takes_the_place_of_what_is_configured(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("backlogmd.toml", 'select = ["BL1"]\nignore = ["duplicate-task"]')
    write("TODO.md", TWICE)
    assert main(["check"]) == 0
    assert checked(capsys)[0] == 1
    assert main(["check", "--extend-select", "BL6"]) == 0
    assert main(["check", "--extend-select", "duplicate-task"]) == 0


def test_standard_input_has_the_configuration_of_the_name_it_is_given() -> None:
    write("docs/backlogmd.toml", 'ignore = ["duplicate-task"]')
    for name, status in (("docs/TODO.md", 0), ("TODO.md", 1)):
        command = [sys.executable, "-m", "backlogmd", "check", "-", "--stdin-filename", name]
        assert subprocess.run(command, input=TWICE.encode(), capture_output=True, check=False).returncode == status


class TestConfigCommand:
    def test_it_says_what_holds_and_where_it_comes_from(self, capsys: pytest.CaptureFixture[str]) -> None:
        write(
            "pyproject.toml",
            '[tool.backlogmd]\nselect = ["BL601"]\n[tool.backlogmd.per-file-ignores]\n"x.md" = ["BL601"]',
        )
        assert main(["config", "--config", "fail-on=error"]) == 0
        lines = capsys.readouterr().out.splitlines()
        said = [" ".join(line.split()) for line in lines]
        assert said[0] == "# configuration file: pyproject.toml"
        assert 'select = ["BL601"] # pyproject.toml' in said
        assert 'fail-on = "error" # --config' in said
        assert "ignore = [] # default" in said
        assert said[-1] == "# rules that run (2): BL601, BL901"

    def test_what_it_prints_is_a_configuration(self, capsys: pytest.CaptureFixture[str]) -> None:
        write(
            "backlogmd.toml",
            """
            ignore = ["BL1"]
            [dialect]
            hours-per-day = 6
            [[dialect.levels]]
            name = "A"
            [severity]
            BL2 = "info"
            [rules.oversized-task]
            limit = 4
            """,
        )
        before = Resolver().for_file("TODO.md")
        main(["config"])
        write("backlogmd.toml", capsys.readouterr().out)
        after = Resolver().for_file("TODO.md")
        assert after.settings == before.settings

    def test_it_says_of_each_file_why_it_is_checked_or_not(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("backlogmd.toml", 'exclude = ["archive/"]\ninclude = ["plan.md"]')
        write(".gitignore", "gone.md\nTODO-gone.md")
        for name in ("TODO.md", "plan.md", "notes.md", "archive/TODO.md", "TODO-gone.md", "node_modules/TODO.md"):
            write(name)
        assert main(["config", "--show-files"]) == 0
        said = dict(line.replace("\\", "/").split(": ", 1) for line in capsys.readouterr().out.splitlines())
        assert said == {
            ".git/": "left out: such folders are never looked into",
            "node_modules/": "left out: such folders are never looked into",
            "archive/": "left out: `exclude` of backlogmd.toml has `archive/`",
            "TODO-gone.md": "left out: a .gitignore leaves it out",
            "TODO.md": "checked: its name is that of a backlog",
            "notes.md": "left out: its name is not that of a backlog, and `include` does not have it",
            "plan.md": "checked: `include` of backlogmd.toml has `plan.md`",
        }

    def test_a_path_that_is_not_there_is_one_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["config", "nope.md"]) == 2
        assert capsys.readouterr().err == "backlogmd: nope.md: no such file or folder\n"


def test_pydantic_is_imported_only_where_there_is_a_setting() -> None:
    write("TODO.md", "- [ ] a\n")
    code = "import sys; from backlogmd.__main__ import main; main(['check']); print('pydantic' in sys.modules)"
    for text, imported in (
        (None, "False"),
        ("[project]\nname = 'x'\n", "False"),
        ("[tool.backlogmd]\nignore = ['BL1']\n", "True"),
    ):
        if text is not None:
            write("pyproject.toml", text)
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert run.stdout.splitlines()[-1] == imported
