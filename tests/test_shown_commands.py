"""Every command that the README and the documentation show is run here, in a repository made for its page.

What a fence says is printed must be what is printed. Programs that are not ours are replaced by stand-ins that look at
what they get; the few commands that are run elsewhere are listed with the place.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from backlogmd.cli.main import parser
from tests.repository import Repository, environment

ROOT = Path(__file__).parents[1]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "benchmarks/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]

BACKLOG = """\
# Backlog

## High

- [ ] **Write the parser** (4 hours) @ana
- [] **Write the linter** (6 hours)

## Low

- [x] **Write the manual** (2 hours)

## Summary

| Priority  | Hours    |
|-----------|----------|
| High      | 12 hours |
| Low       | 2 hours  |
"""

STAND_INS = {
    "backlogmd": "import runpy; runpy.run_module('backlogmd', run_name='__main__')",
    # What it runs is installed already.
    "uvx": "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])",
    # The library of the program, for the program may not be there.
    "jq": """
import json, sys, jq
raw, (program,) = "-r" in sys.argv, [one for one in sys.argv[1:] if one != "-r"]
for value in jq.compile(program).input_text(sys.stdin.read()):
    print(value if raw and isinstance(value, str) else json.dumps(value))
""",
    "reviewdog": "import json, sys; assert json.load(sys.stdin)['diagnostics'], 'nothing to review'",
    # The container of tests/test_ci.py, or rather the program in it.
    "docker": """
import os, sys
if sys.argv[1] == "run":
    os.execvp("backlogmd", sys.argv[sys.argv.index("backlogmd"):])
""",
    # Once on a small file is as good as often on large ones where nobody looks at the times.
    "python": """
import os, sys
os.execv(sys.executable, [sys.executable, *sys.argv[1:], "--rounds", "1", "--sizes", "57"])
""",
}

ELSEWHERE = {
    r"make \w+": ".ci/run",
    r"pip install backlogmd": ".ci/run",
    r"pre-commit (install|run .*)": "tests/test_pre_commit_hook.py",
}
"""Commands that install things, and the file that runs them."""


class Fence(NamedTuple):
    """What stands between two lines of backticks."""

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"


def fences(page: Path) -> Iterator[Fence]:
    text = page.read_text("utf-8")
    for found in re.finditer(r"^( *)(`{3,})(\w*).*\n((?:.*\n)*?)\1\2 *$", text, re.MULTILINE):
        inside = re.sub(rf"^{found[1]}", "", found[4], flags=re.MULTILINE)
        yield Fence(page, text.count("\n", 0, found.start()) + 1, found[3], inside)


def commands(fence: Fence) -> list[str]:
    """The commands in a fence."""
    match fence.language:
        case "sh" | "bash" | "shell":
            lines = fence.text.splitlines()
        case "console":
            lines = [line.removeprefix("$ ") for line in fence.text.splitlines() if line.startswith("$ ")]
        case "yaml":
            lines = [line for text in steps(yaml.safe_load(fence.text)) for line in text.splitlines()]
        case _:
            lines = []
    return [bare for line in lines if (bare := re.sub(r"(^| +)# .*", "", line).strip())]


def steps(value: Any) -> Iterator[str]:
    """What the jobs of a CI service run."""
    if isinstance(value, list):
        for one in value:
            yield from steps(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key in ("run", "script", "before_script", "after_script"):
                yield from [one] if isinstance(one, str) else one
            else:
                yield from steps(one)


FENCES = {page: [fence for fence in fences(page) if commands(fence)] for page in PAGES}


@pytest.fixture
def world(page: Path, tmp_path: Path) -> Repository:
    """A repository with the backlog of the page, if it shows one, and its change on a branch."""
    shown = {one.language: one.text for one in reversed(list(fences(page)))}
    said = "\n".join(command for fence in FENCES[page] for command in commands(fence))
    made = Repository(tmp_path / "it")
    if "TODO.md" in said:
        made.write("TODO.md", "- [ ] Water the beans\n")
    for path in [*(ROOT / "examples").glob("*.md"), ROOT / "benchmarks" / "run.py"]:
        if f"{path.parent.name}/" in said:
            made.write(path.relative_to(ROOT).as_posix(), path.read_bytes())
    backlog = shown.get("markdown", "")
    made.commit(BACKLOG=backlog if "- [" in backlog else BACKLOG)
    made.git("switch", "--quiet", "--create", "work")
    if "diff" in shown:
        made.write("../change.patch", shown["diff"])
        made.git("apply", "../change.patch")
        made.commit()
    stand_ins = tmp_path / "bin"
    stand_ins.mkdir()
    for name, code in STAND_INS.items():
        (stand_ins / name).write_text(f"#!{sys.executable}\n{code.strip()}\n", encoding="utf-8")
        (stand_ins / name).chmod(0o755)
    return made


def ran(world: Repository, command: str) -> subprocess.CompletedProcess[str]:
    beside = world.path.parent
    variables = environment(PYTHONIOENCODING="utf-8", GITHUB_STEP_SUMMARY=str(beside / "summary.md"))
    variables["PATH"] = f"{beside / 'bin'}:{variables['PATH']}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=world.path, env=variables, capture_output=True, encoding="utf-8"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", [page for page in PAGES if FENCES[page]], ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_they_run_as_shown_one_after_the_other(request: pytest.FixtureRequest, world: Repository, page: Path) -> None:
    for fence in FENCES[page]:
        printed = ""
        for command in commands(fence):
            place = next((file for pattern, file in ELSEWHERE.items() if re.fullmatch(pattern, command)), None)
            if place is None:
                printed += f"$ {command}\n{printed_by(world, fence, command)}"
        if fence.language == "console":
            if request.config.getoption("--regen", default=False):
                text = page.read_text("utf-8").replace(f"```console\n{fence.text}", f"```console\n{printed}")
                page.write_text(text, "utf-8", newline="")
            else:
                assert fence.text == printed


def printed_by(world: Repository, fence: Fence, command: str) -> str:
    """What a command prints, and it must do its work."""
    program = shlex.split(command)[0]
    assert program in STAND_INS, f"{fence}: say in STAND_INS or ELSEWHERE how `{program}` is run"
    it = ran(world, command)
    # 1 says that there are findings, or a difference.
    assert it.returncode in (0, 1), f"{fence}: {command}: {it.stderr}"
    assert not re.search("^(backlogmd:|Traceback)", it.stderr, re.MULTILINE), f"{fence}: {command}: {it.stderr}"
    # A page may show what goes to standard error, too.
    beside = it.stderr if it.stderr and it.stderr in fence.text else ""
    # The one thing that is another with every run.
    return re.sub(r'(?<=timestamp=")[^"]+', "2027-03-04T05:06:07", it.stdout) + beside


ALL = [command for page in PAGES for fence in FENCES[page] for command in commands(fence)]


def test_what_runs_elsewhere_does() -> None:
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    targets = {command.split()[1] for command in ALL if command.startswith("make ")}
    assert {"test", "lint", "demo", "dev", "docs"} <= targets
    for target in targets:
        assert re.search(rf"^make {target}$", ci, re.MULTILINE), target
    name = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["name"]
    assert name == "backlogmd"
    assert re.search(r'pip .*install .*"\$package"', ci)
    hook = (ROOT / "tests" / "test_pre_commit_hook.py").read_text("utf-8")
    assert '"install"' in hook
    assert '"run", "backlogmd", "--all-files"' in hook


INLINE = [
    (page, found)
    for page in PAGES
    for found in re.findall(
        r"(?<!`)`(backlogmd [^`\n]+)`(?!`)",
        re.sub(r"^ *```.*?^ *```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL),
    )
]


@pytest.mark.parametrize(("page", "command"), INLINE, ids=[command for _, command in INLINE])
def test_a_command_in_a_sentence_can_be_called(page: Path, command: str) -> None:
    # `[…]` and `…` stand for what may follow.
    argv = shlex.split(re.split(r" [\[|…]| \.\.\.", command)[0])[1:]
    argv = ["full" if one == "FORMAT" else one for one in argv]
    try:
        options = parser().parse_args(argv)
    except SystemExit:
        pytest.fail(f"{page.name}: `{command}` is no command")
    assert options.command == argv[0]


def test_there_are_many() -> None:
    assert len(ALL) > 40
    assert len(INLINE) > 25
    assert all(FENCES[ROOT / name] for name in ("README.md", "docs/getting-started.md", "docs/output.md"))
