"""What the README shows is what happens. Its examples in Python are run by test_docs.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import backlogmd
from backlogmd.__main__ import main
from backlogmd.registry import all_rules

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def fences(language: str) -> list[str]:
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return found


def test_the_example_gives_the_output_that_is_shown(
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (backlog,) = fences("markdown")
    (session,) = fences("console")
    command = session.partition("\n")[0]
    assert command == "$ backlogmd check BACKLOG.md"
    monkeypatch.chdir(tmp_path)
    Path("BACKLOG.md").write_text(backlog, encoding="utf-8")
    assert main(["check", "--color", "never", "BACKLOG.md"]) == 1
    output = capsys.readouterr().out
    if request.config.getoption("--regen", default=False):
        (ROOT / "README.md").write_text(README.replace(session, f"{command}\n{output}"), encoding="utf-8", newline="")
        session = f"{command}\n{output}"
    assert session == f"{command}\n{output}"


def test_the_pre_commit_snippet_names_this_hook_and_this_version() -> None:
    snippet, _ = fences("yaml")
    (repository,) = yaml.safe_load(snippet)["repos"]
    assert repository["repo"] == "https://github.com/backlogmd/backlogmd"
    assert repository["rev"] == f"v{backlogmd.__version__}"
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (hook,) = repository["hooks"]
    assert hook["id"] == hooks[0]["id"]
    assert all(f"`{other['id']}`" in README for other in hooks[1:])


def test_the_action_is_that_of_this_version() -> None:
    _, snippet = fences("yaml")
    assert yaml.safe_load(snippet)[-1] == {"uses": f"backlogmd/backlogmd@v{backlogmd.__version__}"}


def test_the_families_are_those_of_the_rules() -> None:
    listed = re.findall(r"^- \*\*\w+\*\* \((BL\d)\)", README, re.MULTILINE)
    # BL9 is about files and stands in the table of exit statuses.
    assert listed == sorted({rule.code[:3] for rule in all_rules()} - {"BL9"})


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("- [] One\n", "BL1"),
        ("- [ X ] One\n", "BL1"),
        ("-[ ] One\n", "BL1"),
        ("- [ ] Ship (two hours)\n", "BL2"),
        ("- [ ] Ship (5-2 days)\n", "BL2"),
        ("## ðŸ”´ URGENT\n\n- [ ] One\n", "BL3"),
    ],
)
def test_what_it_says_it_finds_it_finds(text: str, family: str) -> None:
    assert family in {finding.code[:3] for finding in backlogmd.lint(text)}


def test_the_commands_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for line in re.findall(r"^uvx backlogmd (check[^#\n]*)", README, re.MULTILINE):
        from backlogmd.cli.main import parser

        assert parser().parse_args(line.split()).command == "check"
