"""Known findings: what hides them, what does not, and the file that they stand in."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd import Config, lint, parse
from backlogmd.__main__ import main
from backlogmd.baseline import Baseline, BaselineError, entries, written
from backlogmd.registry import rule_named

TEXT = """\
# Work

## High priority

- [ ] Write the parser (2h)
- [ ] Write the parser (3h)
- [ ] Write the linter (0h)

## Low priority

- [ ] Write the docs (4 huors)

## Summary

| Priority | Hours |
|---|---|
| High | 9 hours |
| Low | 4 hours |
"""


def part(start: str, end: str | None = None) -> str:
    """The text from one heading to another."""
    return TEXT[TEXT.index(start) : TEXT.index(end) if end else None]


CONFIG = Config(select=("duplicate-task", "zero-estimate", "malformed-estimate", "total-mismatch"))


def known(text: str, path: str = "BACKLOG.md") -> Baseline:
    """The baseline of what is found in *text*, written and read."""
    document = parse(text)
    lines = written(entry for entry, _ in entries(path, document, lint(document, CONFIG)))
    return Baseline.read(lines, ".backlogmd-baseline", lambda name: rule_named(name).name)


def new(baseline: Baseline, text: str, path: str = "BACKLOG.md") -> list[str]:
    document = parse(text)
    return [one.name for one in baseline.new(path, document, lint(document, CONFIG))]


def test_there_is_something_to_hide() -> None:
    assert [one.name for one in lint(TEXT, CONFIG)] == [
        "duplicate-task", "zero-estimate", "malformed-estimate", "total-mismatch",
    ]  # fmt: skip


def test_what_is_known_is_not_new() -> None:
    baseline = known(TEXT)
    assert new(baseline, TEXT) == []
    assert (baseline.hidden, baseline.gone) == (4, [])


@pytest.mark.parametrize(
    "text",
    [
        "Some words first.\n\n" + TEXT,
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        TEXT.replace("- [ ] Write the linter (0h)", "- [x] Write the linter (0h)\n  - a note"),
        TEXT.replace("| High | 9 hours |", "|   High   |   9 hours   |"),
        TEXT.replace("## High priority", "## HIGH").replace("# Work", "# Other work"),
        # The sections change places.
        "# Work\n\n" + part("## Low", "## Summary") + part("## High", "## Low") + part("## Summary"),
        TEXT.replace("- [ ] Write the docs (4 huors)", "- [ ] Something else (1h)\n- [ ] Write the docs (4 huors)"),
    ],
)  # fmt: skip
def test_editing_elsewhere_and_moving_revives_nothing(text: str) -> None:
    baseline = known(TEXT)
    assert new(baseline, text) == []
    assert baseline.gone == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (TEXT + "\n- [ ] Write a book (0h)\n", ["zero-estimate"]),
        # A third of the same, of which one was known.
        (TEXT.replace("(3h)", "(3h)\n- [ ] Write the parser (1h)"), ["duplicate-task"]),
        (TEXT.replace("(4 huors)", "(5 huors)"), ["malformed-estimate"]),
        (TEXT.replace("9 hours", "10 hours"), ["total-mismatch"]),
        (TEXT.replace("Write the linter (0h)", "Write the rules (0h)"), ["zero-estimate"]),
    ],
)
def test_what_is_new_is_told(text: str, names: list[str]) -> None:
    assert new(known(TEXT), text) == names


def test_what_is_gone_is_counted_for_files_that_were_seen() -> None:
    baseline = known(TEXT)
    assert baseline.gone == []
    assert new(baseline, TEXT.replace("(0h)", "(1h)")) == []
    assert [(entry.path, entry.rule) for entry in baseline.gone] == [("BACKLOG.md", "zero-estimate")]


def test_other_files_have_entries_of_their_own() -> None:
    assert len(new(known(TEXT, "docs/TODO.md"), TEXT)) == 4


def test_the_lines_are_sorted_and_one_each() -> None:
    document = parse(TEXT)
    lines = written(entry for entry, _ in entries("a b\tc\nd.md", document, lint(document, CONFIG))).splitlines()
    assert lines[1:] == sorted(lines[1:])
    assert [line.split("\t")[:2] for line in lines[1:]] == [
        ["a b c d.md", "duplicate-task"], ["a b c d.md", "malformed-estimate"],
        ["a b c d.md", "total-mismatch"], ["a b c d.md", "zero-estimate"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "BACKLOG.md\tduplicat-task\t0123456789abcdef\ta\n",
            "base:1: unknown rule `duplicat-task`: did you mean `duplicate-task`?",
        ),
        (
            "# x\n\n<<<<<<< HEAD\n",
            "base:3: no entry of a baseline; mend the line, or write all anew: backlogmd baseline",
        ),
        (
            "BACKLOG.md\tduplicate-task\t0123\ta\n",
            "base:1: no entry of a baseline; mend the line, or write all anew: backlogmd baseline",
        ),
    ],
)  # fmt: skip
def test_a_line_that_is_no_entry_is_named(text: str, line: str) -> None:
    with pytest.raises(BaselineError) as caught:
        Baseline.read(text, "base", lambda name: rule_named(name).name)
    assert str(caught.value) == line


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.sampled_from(["- [ ] a (0h)", "- [ ] b (0h)", "- [ ] c", "## d", "", "- [ ] c (2 huors)"])),
    st.randoms(),
)
def test_in_any_order_nothing_that_is_known_is_new(lines: list[str], random: object) -> None:
    text = "\n".join(lines)
    one = Config(select=("zero-estimate", "malformed-estimate"))
    document = parse(text)
    baseline = Baseline(entry for entry, _ in entries("x", document, lint(document, one)))
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = parse("\n".join(shuffled))
    assert baseline.new("x", other, lint(other, one)) == []
    assert baseline.gone == []


# On the command line.


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    Path("backlogmd.toml").write_text(
        'select = ["duplicate-task", "zero-estimate", "malformed-estimate", "total-mismatch"]\n'
        'baseline = "known.txt"\n',
        encoding="utf-8",
    )
    Path("BACKLOG.md").write_text(TEXT, encoding="utf-8")
    Path("docs").mkdir()
    Path("docs/TODO.md").write_text("- [ ] a (0h)\n", encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
class TestCommand:
    def test_a_baseline_that_is_configured_must_be_there(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check"]) == 2
        assert capsys.readouterr().err == "backlogmd: known.txt: not a regular file\n"

    def test_it_is_written_used_and_pruned(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert main(["baseline"]) == 0
        assert capsys.readouterr() == ("known.txt: 5 known findings\n", "")
        first = Path("known.txt").read_text("utf-8")
        assert main(["check"]) == 0
        assert capsys.readouterr().err == "5 known findings not shown (known.txt)\n"
        # From another folder, the same files have the same names.
        monkeypatch.chdir("docs")
        assert main(["check", "TODO.md"]) == 0
        monkeypatch.chdir("..")
        Path("BACKLOG.md").write_text(TEXT.replace("(0h)", "(1h)") + "- [ ] b (0h)\n", encoding="utf-8")
        capsys.readouterr()
        assert main(["check", "--output-format", "concise"]) == 1
        out, err = capsys.readouterr()
        assert [line.split(" ")[1] for line in out.splitlines()] == ["BL206"]
        assert err == "4 known findings not shown (known.txt); 1 entry is gone: backlogmd baseline --prune\n"
        assert main(["baseline", "--prune"]) == 0
        assert capsys.readouterr().out == "known.txt: 4 known findings (-1)\n"
        assert set(Path("known.txt").read_text("utf-8").splitlines()) < set(first.splitlines())
        assert main(["check"]) == 1

    def test_entries_of_rules_that_did_not_run_are_not_called_gone(self, capsys: pytest.CaptureFixture[str]) -> None:
        main(["baseline"])
        capsys.readouterr()
        for options in (["--select", "zero-estimate"], ["--ignore", "malformed-estimate"]):
            assert main(["check", *options]) == 0
            assert "gone" not in capsys.readouterr().err

    def test_files_that_are_not_asked_about_keep_their_entries(self, capsys: pytest.CaptureFixture[str]) -> None:
        main(["baseline"])
        Path("BACKLOG.md").write_text("- [ ] a (1h)\n", encoding="utf-8")
        assert main(["baseline", "BACKLOG.md"]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "known.txt: 1 known finding (-4)"
        assert "docs/TODO.md" in Path("known.txt").read_text("utf-8")

    def test_both_sides_of_a_merge_can_be_kept(self) -> None:
        def git(*argv: str) -> None:
            subprocess.run(
                ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", *argv],
                check=True,
                capture_output=True,
            )

        Path(".git").rmdir()
        git("init", "-b", "main")
        Path(".gitattributes").write_text("known.txt merge=union\n", encoding="utf-8")
        main(["baseline"])
        git("add", "-A")
        git("commit", "-m", "one")
        git("checkout", "-b", "other")
        with Path("BACKLOG.md").open("a", encoding="utf-8") as stream:
            stream.write("- [ ] Write a song (0h)\n")
        main(["baseline"])
        git("commit", "-am", "two")
        git("checkout", "main")
        with Path("docs/TODO.md").open("a", encoding="utf-8") as stream:
            stream.write("- [ ] b (0h)\n")
        main(["baseline"])
        git("commit", "-am", "three")
        git("merge", "other")
        assert main(["check"]) == 0
