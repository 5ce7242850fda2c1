"""What is offered for CI beside the action: the job for GitLab, the container file, and the page about both."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import backlogmd
from backlogmd.__main__ import main
from tests.repository import Repository, environment
from tests.test_docs import tables

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text("utf-8"))
VERSION = backlogmd.__version__

BACKLOG = "# Backlog\n\n- [ ] **Sing** (1 hour)\n- [] **Dance** (2 hours)\n"


INSTRUCTIONS = [
    line.split(maxsplit=1)
    for line in re.sub(r"\\\n", " ", (ROOT / "Containerfile").read_text("utf-8")).splitlines()
    if line and not line.startswith("#")
]
"""Those of the container file, each with its arguments."""


def fences(language: str) -> list[str]:
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return found


def validate(schema: str, file: Path, *options: str) -> None:
    """Check a file against a schema that check-jsonschema holds."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *options, str(file)]
    checked = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert checked.returncode == 0, checked.stdout


class TestGitLab:
    def test_the_job_is_what_the_schema_says(self) -> None:
        validate("vendor.gitlab-ci", ROOT / "ci" / "gitlab.yml", "--data-transform", "gitlab-ci")

    def test_it_installs_this_version(self) -> None:
        assert GITLAB["backlogmd"]["variables"]["BACKLOGMD_VERSION"] == VERSION

    def run(self, folder: Path, **variables: str) -> tuple[int, str]:
        """Run the script of the job in *folder*, as the runner does in one shell; its exit status and what it says."""
        if os.name == "nt":
            pytest.skip("the made program is a script")
        program = folder.parent / "bin" / "backlogmd"
        program.parent.mkdir()
        source = Path(backlogmd.__file__).parents[1]
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{source}" exec "{sys.executable}" -P -m backlogmd "$@"\n', "utf-8")
        program.chmod(0o700)
        given = GITLAB["backlogmd"]["variables"] | variables
        env = environment(
            **given,
            CI="true",
            GITLAB_CI="true",
            CI_PROJECT_DIR=str(folder),
            PATH=f"{program.parent}:{os.environ['PATH']}",
        )
        script = "\n".join(["set -e", *GITLAB["backlogmd"]["script"]])
        ran = subprocess.run(
            # The image has the shell of BusyBox: nothing of bash may be needed.
            ["sh", "-c", script],
            cwd=folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        return ran.returncode, ran.stdout

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        repository = Repository(tmp_path / "it")
        repository.commit(BACKLOG=BACKLOG)
        return repository.path

    def report(self, folder: Path) -> list[tuple[str, int]]:
        """Path and line of each entry of the report that the job declares."""
        name = GITLAB["backlogmd"]["artifacts"]["reports"]["codequality"]
        entries = json.loads((folder / name).read_text("utf-8"))
        return [(one["location"]["path"], one["location"]["lines"]["begin"]) for one in entries]

    def test_its_script_writes_the_report_that_it_declares(self, folder: Path) -> None:
        status, log = self.run(folder)
        assert status == 1
        assert "BL101" in log
        assert self.report(folder) == [("BACKLOG.md", 4)]

    def test_its_variables_are_words(self, folder: Path) -> None:
        (folder / "docs").mkdir()
        (folder / "docs" / "TODO.md").write_text(BACKLOG, encoding="utf-8")
        variables = {"BACKLOGMD_PATHS": "docs/ BACKLOG.md", "BACKLOGMD_ARGS": "--fail-on error --exit-zero"}
        assert self.run(folder, **variables)[0] == 0
        assert sorted(self.report(folder)) == [("BACKLOG.md", 4), ("docs/TODO.md", 4)]

    @pytest.mark.parametrize("variable", ["BACKLOGMD_PATHS", "BACKLOGMD_ARGS"])
    @pytest.mark.parametrize(
        "value", ["; touch ran", "$(touch ran)", "`touch ran`", "\ntouch ran", "' ; touch ran '", "*"]
    )
    def test_none_of_them_is_run(self, folder: Path, variable: str, value: str) -> None:
        status, log = self.run(folder, **{variable: value})
        assert status == 2, log
        assert not (folder / "ran").exists()
        # A pattern stays one.
        assert ("*: no such file" in log) == (value == "*"), log


class TestContainer:
    """The file as text; to build it takes what tests cannot count on."""

    def all(self, name: str) -> list[str]:
        return [rest for instruction, rest in INSTRUCTIONS if instruction == name]

    def test_it_is_made_of_instructions(self) -> None:
        known = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "ENTRYPOINT", "CMD"}
        assert {instruction for instruction, _ in INSTRUCTIONS} == known

    def test_the_base_has_a_version(self) -> None:
        bases = {rest.split()[0] for rest in self.all("FROM")}
        assert len(bases) == 1
        assert all(re.fullmatch(r"docker\.io/library/python:3\.\d+-alpine3\.\d+", base) for base in bases)

    def test_it_runs_without_rights(self) -> None:
        (user,) = self.all("USER")
        assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
        after = [name for name, _ in INSTRUCTIONS[INSTRUCTIONS.index(["USER", user]) :]]
        assert after == ["USER", "WORKDIR", "ENTRYPOINT", "CMD"]

    def test_its_command_is_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        program, command = json.loads(self.all("ENTRYPOINT")[0]), json.loads(self.all("CMD")[0])
        assert program == ["backlogmd"]
        assert main([*command, "--help"]) == 0

    def test_what_it_copies_is_there_and_enough(self) -> None:
        copied = {name for rest in self.all("COPY") if not rest.startswith("--") for name in rest.split()[:-1]}
        assert all((ROOT / name).exists() for name in copied)
        # What the build reads: pyproject.toml and what it names.
        assert copied == {"pyproject.toml", "README.md", "LICENSE", "src"}


class TestPage:
    def workflows(self) -> list[dict[str, Any]]:
        """The workflows for GitHub: those that are whole, and those that a list of steps makes one of."""
        around = {"on": "push", "jobs": {"backlog": {"runs-on": "ubuntu-latest"}}}
        found: list[dict[str, Any]] = []
        for text in fences("yaml"):
            read = yaml.safe_load(text)
            if isinstance(read, list):
                found.append(json.loads(json.dumps(around)))
                found[-1]["jobs"]["backlog"]["steps"] = read
            elif "jobs" in read:
                # YAML 1.1 takes `on` for true.
                found.append({"on" if key is True else key: value for key, value in read.items()})
        return found

    def test_workflows_are_what_the_schema_says(self, tmp_path: Path) -> None:
        assert len(self.workflows()) == 2
        for workflow in self.workflows():
            file = tmp_path / "workflow.yml"
            file.write_text(json.dumps(workflow), encoding="utf-8")
            validate("vendor.github-workflows", file)

    def test_they_use_this_version_and_inputs_that_there_are(self) -> None:
        steps = [step for workflow in self.workflows() for step in workflow["jobs"]["backlog"]["steps"]]
        ours = [step for step in steps if step.get("uses", "").startswith("backlogmd/")]
        assert [step["uses"] for step in ours] == [f"backlogmd/backlogmd@v{VERSION}"] * 2
        assert {name for step in ours for name in step.get("with", {})} <= ACTION["inputs"].keys()
        outputs = set(re.findall(r"steps\.backlog\.outputs\.(\w+)", PAGE))
        assert outputs <= ACTION["outputs"].keys()

    def test_inputs_and_outputs_are_all_listed(self) -> None:
        inputs = [row[0].strip("`") for row in tables(PAGE, "Input", "Value", "If empty")]
        assert inputs == list(ACTION["inputs"])
        assert [row[0].strip("`") for row in tables(PAGE, "Output", "Value")] == list(ACTION["outputs"])

    def test_the_files_for_gitlab_are_what_the_schema_says(self, tmp_path: Path) -> None:
        files = [text for text in fences("yaml") if text.startswith("include:")]
        assert len(files) == 2
        for text in files:
            file = tmp_path / ".gitlab-ci.yml"
            file.write_text(text, encoding="utf-8")
            validate("vendor.gitlab-ci", file, "--data-transform", "gitlab-ci")
            read = yaml.safe_load(text)
            (included,) = read["include"]
            prefix = f"https://raw.githubusercontent.com/backlogmd/backlogmd/v{VERSION}/"
            assert (ROOT / included["remote"].removeprefix(prefix)).is_file()
            own = read.get("backlogmd", {})
            assert own.get("variables", {}).keys() <= GITLAB["backlogmd"]["variables"].keys()
            assert own.get("stage", "test") in read.get("stages", ["test"])

    def test_the_calls_of_the_container_are_calls(self) -> None:
        build, *runs = (line for text in fences("sh") for line in text.splitlines())
        assert build.endswith(f"/backlogmd.git#v{VERSION}")
        assert "--file Containerfile" in build
        for line in runs:
            argv = shlex.split(line.partition(" backlogmd ")[2])
            assert main([*argv, "--help"]) == 0
