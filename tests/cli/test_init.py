"""`backlogmd init`, as it is called: arguments in, files and an exit status out."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from backlogmd import __version__
from backlogmd.__main__ import main
from backlogmd.cli.init import with_hook
from backlogmd.resolver import Resolver

SHARED = Path(__file__).parents[3] / "shared"
FILES = sorted([*SHARED.glob("corpus/*.md"), *SHARED.glob("seeds/*.md")])

PLAIN = "## 🟠 HIGH - Login\n\n- [ ] Mend the login (2h)\n"
SHIFTED = "## 🔴 HIGH - Login\n\n- [ ] a (0h)\n\n## 🟡 MEDIUM - Cart\n\n- [ ] b (1h)\n"

COMMENT = "# How the backlogs here are read and checked; what can be set: backlogmd schema config\n"

STANZA = f"""\
  - repo: https://github.com/backlogmd/backlogmd
    rev: v{__version__}
    hooks:
      - id: backlogmd
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BACKLOGMD_DEBUG", raising=False)
    (tmp_path / ".git").mkdir()
    return tmp_path


def write(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(list(argv))
    return (status, *capsys.readouterr())


def everything() -> dict[str, bytes]:
    """All files here, and what is in them."""
    return {path.as_posix(): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def test_a_usual_backlog_needs_a_comment_and_no_more(capsys: pytest.CaptureFixture[str]) -> None:
    write("TODO.md", PLAIN)
    status, out, err = run(capsys, "init")
    assert (status, err) == (0, "")
    assert out == (
        "Read 1 file with 1 task\n"
        "Everything is written as the default dialect has it\n"
        "without a setting: forms of tasks: checkbox (1); units of estimates: hour (1)\n"
        "for pre-commit, write into .pre-commit-config.yaml (or: backlogmd init --pre-commit):\n"
        f"repos:\n{STANZA}"
        "wrote backlogmd.toml\n"
    )
    assert everything() == {"TODO.md": PLAIN.encode(), "backlogmd.toml": COMMENT.encode()}


def test_what_was_inferred_is_said_and_written(capsys: pytest.CaptureFixture[str]) -> None:
    write("docs/TODO.md", SHIFTED + "- [k] c\n")
    status, out, _ = run(capsys, "init")
    assert status == 0
    assert (
        "dialect.levels: 🔴 stands for HIGH\n"
        "  docs/TODO.md:1: ## 🔴 HIGH - Login\n"
        "not decided: [k] is no known state, and its tasks count as open\n"
        "  docs/TODO.md:8: - [k] c\n"
    ) in out
    assert Path("backlogmd.toml").read_text("utf-8") == (
        COMMENT + "\n"
        "[dialect]\n"
        "# 🔴 stands for HIGH: docs/TODO.md:1\n"
        "levels = [\n"
        '    {name = "URGENT"},\n'
        '    {name = "HIGH", emoji = ["🔴", "🟠"]},\n'
        '    {name = "MEDIUM", emoji = ["🟡"]},\n'
        '    {name = "LOW"},\n'
        '    {name = "LOWEST"},\n'
        "]\n"
        "# docs/TODO.md:8: [k] is no known state, and its tasks count as open. What does it mean?\n"
        '# states.k = "in-progress"\n'
    )


@pytest.mark.parametrize("backlog", [SHIFTED, PLAIN], ids=["a table", "no table"])
@pytest.mark.parametrize("pyproject", [False, True])
def test_what_is_commented_out_can_be_used(
    capsys: pytest.CaptureFixture[str], backlog: str, *, pyproject: bool
) -> None:
    write("TODO.md", backlog + '- [k] c\n- ["] d\n- [*] e\n')
    if pyproject:
        write("pyproject.toml", "")
    run(capsys, "init")
    path = Path("pyproject.toml" if pyproject else "backlogmd.toml")
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^# (\S+ = )", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    config = Resolver().for_folder("").config
    assert {config.dialect.states[one].value for one in 'k"*'} == {"in-progress"}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_pyproject_keeps_every_other_byte(capsys: pytest.CaptureFixture[str], newline: str, end: str) -> None:
    old = newline.join(['[project]  # "one"', "name='x'", "", "[[tool.x.y]]", "a = {b = 1,c=2}"]) + end.replace(
        "\n", newline
    )
    write("pyproject.toml", old)
    write("TODO.md", SHIFTED)
    assert run(capsys, "init")[0] == 0
    new = Path("pyproject.toml").read_bytes()
    assert new.startswith(old.encode())
    assert (b"\n" in new.replace(b"\r\n", b"")) == (newline == "\n")
    table = tomllib.loads(new.decode())
    assert table.pop("project") == {"name": "x"}
    assert table["tool"].pop("x") == {"y": [{"a": {"b": 1, "c": 2}}]}
    assert list(table["tool"]["backlogmd"]["dialect"]) == ["levels"]
    assert set(everything()) == {"TODO.md", "pyproject.toml"}


@pytest.mark.parametrize("old", ["tool = {x = 1}\n", "not toml", b"\xff"])
def test_a_pyproject_that_takes_no_table_is_left_alone(capsys: pytest.CaptureFixture[str], old: str | bytes) -> None:
    path = write("pyproject.toml", old)
    before = path.read_bytes()
    write("TODO.md", PLAIN)
    status, out, _ = run(capsys, "init")
    assert status == 0
    assert "pyproject.toml cannot take a table [tool.backlogmd]\n" in out
    assert path.read_bytes() == before
    assert Path("backlogmd.toml").exists()


@pytest.mark.parametrize("options", [(), ("--baseline", "--pre-commit", "--adopt-totals"), ("--baseline", "plan.md")])
@pytest.mark.parametrize("pyproject", [False, True])
def test_a_second_run_changes_nothing(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...], *, pyproject: bool
) -> None:
    write("TODO.md", SHIFTED + "\n## Summary\n\n| Priority | Hours |\n|---|---|\n| HIGH | 0 |\n| MEDIUM | 2 |\n")
    write("plan.md", PLAIN)
    write(".pre-commit-config.yaml", "repos:\n  - repo: local\n    hooks: []\n")
    if pyproject:
        write("pyproject.toml", '[project]\nname = "x"\n')
    before = everything()
    assert run(capsys, "init", *options)[0] == 0
    after = everything()
    assert after != before
    status, out, err = run(capsys, "init", *options)
    name = "pyproject.toml" if pyproject else "backlogmd.toml"
    assert (status, out, err) == (0, f"{name} holds here already; nothing is written\n", "")
    assert everything() == after


def test_a_dry_run_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    write("TODO.md", SHIFTED)
    before = everything()
    status, out, _ = run(capsys, "init", "--dry-run", "--baseline", "--pre-commit")
    assert status == 0
    assert out.splitlines()[-4:] == [
        "1 known finding",
        "would write .backlogmd-baseline",
        "would write .pre-commit-config.yaml",
        "would write backlogmd.toml",
    ]
    assert everything() == before


@pytest.mark.parametrize("name", [".backlogmd.toml", "backlogmd.toml", "pyproject.toml"])
def test_where_a_configuration_holds_nothing_is_written(capsys: pytest.CaptureFixture[str], name: str) -> None:
    write(name, "[tool.backlogmd]\n" if name == "pyproject.toml" else "")
    write("docs/TODO.md", SHIFTED)
    before = everything()
    assert run(capsys, "init", "docs", "--pre-commit") == (0, f"{name} holds here already; nothing is written\n", "")
    assert everything() == before


def test_files_that_have_their_own_configuration_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    write("a/backlogmd.toml", "")
    write("a/TODO.md", SHIFTED)
    write("b/TODO.md", PLAIN)
    _, out, _ = run(capsys, "init")
    assert out.startswith("a/TODO.md: left out, a/backlogmd.toml holds for it\nRead 1 file with 1 task\n")


def test_a_file_that_is_named_is_checked_from_then_on(capsys: pytest.CaptureFixture[str]) -> None:
    write("docs/my plan [1].md", "- [ ] a (0h)\n")
    write("notes.md", "Nothing of note.\n")
    write("TODO.md", PLAIN)
    assert run(capsys, "check")[0] == 0
    status, out, _ = run(capsys, "init", ".", "docs/my plan [1].md", "notes.md", "--pre-commit")
    assert status == 0
    assert "include: docs/my plan [1].md has no name of a backlog\n" in out
    assert "notes.md: no work in it, so it is not included\n" in out
    assert tomllib.loads(Path("backlogmd.toml").read_text("utf-8")) == {"include": ["/docs/my plan \\[1].md"]}
    status, out, _ = run(capsys, "check", "--output-format", "concise")
    assert (status, out.partition(" ")[0]) == (1, "docs/my")
    (repo,) = yaml.safe_load(Path(".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    hook, other = repo["hooks"]
    assert (hook, other["id"]) == ({"id": "backlogmd"}, "backlogmd")
    assert re.search(other["files"], "docs/my plan [1].md")
    assert not re.search(other["files"], "docs/TODO.md")


def test_the_configuration_stands_where_the_backlogs_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("other/a/TODO.md", PLAIN)
    write("other/b/TODO.md", PLAIN)
    write("here/x.txt", "")
    monkeypatch.chdir(tmp_path / "here")
    assert run(capsys, "init", "../other/a/TODO.md", "../other/b")[0] == 0
    assert (tmp_path / "other" / "backlogmd.toml").exists()


def test_a_baseline_is_written_and_used(capsys: pytest.CaptureFixture[str]) -> None:
    write("TODO.md", SHIFTED)
    assert run(capsys, "check")[0] == 1
    assert run(capsys, "init", "--baseline")[0] == 0
    assert [line.split("\t")[:2] for line in Path(".backlogmd-baseline").read_text("utf-8").splitlines()[1:]] == [
        ["TODO.md", "zero-estimate"]
    ]
    status, _, err = run(capsys, "check")
    assert (status, err) == (0, "1 known finding not shown (.backlogmd-baseline)\n")


def test_totals_are_adopted(capsys: pytest.CaptureFixture[str]) -> None:
    rows = "| Priority | Hours |\n|----------|-------|\n| HIGH | 2 |\n| LOW | {} |\n"
    backlog = "## HIGH\n\n- [ ] a (2h)\n\n## LOW\n\n- [ ] b (4h)\n\n## Summary\n\n"
    file = write("TODO.md", backlog + rows.format(9))
    status, out, _ = run(capsys, "init", "--adopt-totals", "--baseline")
    assert status == 0
    assert "wrote TODO.md\n0 known findings\n" in out
    text = file.read_text("utf-8")
    assert text.startswith(backlog + "<!-- backlogmd:totals by=priority columns=hours total=no -->\n")
    assert "| LOW" in text
    assert "9" not in text
    assert run(capsys, "check")[0] == 0


def test_what_cannot_be_read_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "init", "none.md") == (2, "", "backlogmd: none.md: no such file or folder\n")
    assert run(capsys, "init", "-")[::2] == (2, "backlogmd: init writes a configuration for files, and - is none\n")
    assert run(capsys, "init")[0] == 2
    write("TODO.md", b"- [ ] \xff\n")
    status, _, err = run(capsys, "init")
    assert (status, err) == (2, "backlogmd: TODO.md: not UTF-8 (byte 6); save it as UTF-8\n")
    assert not Path("backlogmd.toml").exists()


def test_a_file_cannot_control_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    write("TODO.md", "- [k] \x1b[31mred\n- [\x1b] b\n")
    _, out, _ = run(capsys, "init")
    assert "TODO.md:1: - [k] \\x1b[31mred\n" in out
    assert "\x1b" not in out
    assert "\x1b" not in Path("backlogmd.toml").read_text("utf-8")


# The hook.


@pytest.mark.parametrize(
    ("old", "expected"),
    [
        ("repos:\n  - repo: local\n    hooks:\n      - id: x\n", None),
        ("repos:\n  - repo: local\n    hooks:\n      - id: x\n      # - id: backlogmd\n      - id: y\n", None),
        ("repos:\n- repo: local\n  hooks:\n  - id: x\n", f"""\
repos:
- repo: local
  hooks:
  - id: x
- repo: https://github.com/backlogmd/backlogmd
  rev: v{__version__}
  hooks:
  - id: backlogmd
"""),
        ("# top\n---\nrepos:  # ours\n-   repo: local\n    hooks:\n    -   id: x\n\n# below\nci: {}\n", f"""\
# top
---
repos:  # ours
-   repo: local
    hooks:
    -   id: x
-   repo: https://github.com/backlogmd/backlogmd
    rev: v{__version__}
    hooks:
    -   id: backlogmd

# below
ci: {{}}
"""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_hook_is_appended(capsys: pytest.CaptureFixture[str], old: str, expected: str | None, newline: str) -> None:
    file = write(".pre-commit-config.yaml", old.replace("\n", newline))
    write("TODO.md", PLAIN)
    status, out, _ = run(capsys, "init")
    assert (status, "wrote .pre-commit-config.yaml\n" in out) == (0, True)
    assert file.read_bytes() == (expected or old + STANZA).replace("\n", newline).encode()
    before, after = (yaml.safe_load(one) for one in (old, file.read_text("utf-8")))
    hook = {"repo": "https://github.com/backlogmd/backlogmd", "rev": f"v{__version__}", "hooks": [{"id": "backlogmd"}]}
    assert after == {**before, "repos": [*before["repos"], hook]}


def test_a_list_without_a_line_end_gets_one() -> None:
    old = "repos:\n  - repo: local\n    hooks: []"
    assert with_hook(old) == f"{old}\n{STANZA}"


@pytest.mark.parametrize(
    "text",
    [
        "repos: []\n",
        "repos: [{repo: local, hooks: []}]\n",
        "repos:\n  [{repo: local, hooks: []}]\n",
        "repos:\n",
        "ci: {}\n",
        "",
        "repos: &anchor\n  - repo: local\n",
        "repos:\n  - repo: local\nrepos:\n  - repo: other\n",
        "{repos: []}\n",
        "repos:\n  - {repo: local}\n",
        "repos:\n  - repo: local\n    hooks: 'a\n  b'\n",
    ],
)
def test_another_shape_is_left_alone(capsys: pytest.CaptureFixture[str], text: str) -> None:
    file = write(".pre-commit-config.yaml", text)
    write("TODO.md", PLAIN)
    status, out, _ = run(capsys, "init", "--pre-commit")
    assert (status, file.read_text("utf-8")) == (0, text)
    assert f"is not plainly one; add to that list:\n{STANZA}" in out


@pytest.mark.parametrize("hook", ["- id: backlogmd", '-   id: "backlogmd-fix"', "- {id: backlogmd}"])
def test_a_hook_that_is_there_is_enough(capsys: pytest.CaptureFixture[str], hook: str) -> None:
    text = f"repos:\n  - repo: local\n    hooks:\n      {hook}\n"
    file = write(".pre-commit-config.yaml", text)
    write("TODO.md", PLAIN)
    _, out, _ = run(capsys, "init")
    assert ".pre-commit-config.yaml has the hook already\n" in out
    assert file.read_text("utf-8") == text


# Real backlogs.


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_backlog_is_adopted(capsys: pytest.CaptureFixture[str], path: Path) -> None:
    write(path.name, path.read_bytes())

    def found() -> set[str]:
        return set(run(capsys, "check", "--output-format", "concise", path.name)[1].splitlines())

    before = found()
    assert run(capsys, "init", path.name)[0] == 0
    files = everything()
    assert Resolver().for_file(path.name).file is not None
    assert run(capsys, "config", path.name)[0] == 0
    assert found() <= before
    assert run(capsys, "init", path.name)[0] == 0
    assert everything() == files
    assert files[path.name] == path.read_bytes()
