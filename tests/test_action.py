"""The action for GitHub: its steps run as a runner runs them, in clones as actions/checkout makes them."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import backlogmd
from tests.report_readers import commands
from tests.repository import Repository, environment

if os.name == "nt":
    pytest.skip("the made programs are scripts", allow_module_level=True)

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))

MAIN = """\
# Backlog

## High

- [ ] **Write the parser** (4 hours)
- [ ] **Write the linter** (6 hours)

## Low

- [ ] **Write the manual** (1 hour)
- [] **Print the manual** (2 hours)

## Summary

| Priority | Hours    |
|----------|----------|
| High     | 10 hours |
"""

BRANCH = MAIN.replace("(6 hours)\n", "(6 hours)\n- [ ] **Write the fixer** (5 hours)\n")

LATER = MAIN.replace("# Backlog\n", "# Backlog\n\nKept by two people.\n") + "\n## Ideas\n\n- [ ] **Sing** (1 hour)\n"
"""What has become of the base when the pull request is merged."""

ZIZMOR = Path(sys.executable).with_name("zizmor")

CHECKBOX, TOTAL = "BL101 malformed-checkbox", "BL401 total-mismatch"


class Run(NamedTuple):
    """What a run of the action leaves behind."""

    status: int
    log: str
    outputs: dict[str, str]
    summary: str

    @property
    def annotations(self) -> list[tuple[str, str, str]]:
        """Kind, title and line of each, if it has one."""
        return [(one.name, one.properties["title"], one.properties.get("line", "")) for one in commands(self.log)]


def value_of(expression: str, inputs: dict[str, str], steps: dict[str, dict[str, str]]) -> str:
    """What a runner makes of the expressions that the action uses, and of no others."""
    found = re.fullmatch(r"\$\{\{ (?:inputs\.(\w+)|steps\.(\w+)\.outputs\.(\w+)) \}\}", expression)
    assert found, expression
    name, step, output = found.groups()
    return inputs[name] if name else steps[step].get(output, "")


def read_outputs(file: Path) -> dict[str, str]:
    """The lines `name=value`, of which the last one counts; there may be no others."""
    pairs = [line.partition("=") for line in file.read_text("utf-8").splitlines()]
    assert all(equals for _, equals, _ in pairs), pairs
    return {name: value for name, _, value in pairs}


class Runner:
    """A machine that runs the action in a workspace."""

    def __init__(self, workspace: Path, temporary: Path) -> None:
        self.workspace = workspace
        self.temporary = temporary
        temporary.mkdir(exist_ok=True)
        self.variables: dict[str, str] = {}
        """More of the environment of all steps."""

    def run(self, inputs: Mapping[str, str] | None = None, *, install: bool = False) -> Run:
        """Run the steps with these inputs; without *install*, the first has put the backlogmd under test in place."""
        given = {name: one["default"] for name, one in ACTION["inputs"].items()}
        assert not inputs or inputs.keys() <= given.keys()
        given |= inputs or {}
        steps: dict[str, dict[str, str]] = {} if install else {"install": {"bin": str(self._installed())}}
        summary, log, status = self.temporary / "summary", "", 0
        summary.write_bytes(b"")
        for step in ACTION["runs"]["steps"]:
            if step["id"] in steps:
                continue
            assert step["shell"] == "bash"
            output = self.temporary / f"output-{step['id']}"
            output.write_bytes(b"")
            env = {
                "CI": "true",
                "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_WORKSPACE": str(self.workspace),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(summary),
                "RUNNER_TEMP": str(self.temporary),
                **self.variables,
                **{name: value_of(value, given, steps) for name, value in step["env"].items()},
            }
            ran = subprocess.run(
                # As the runner calls it: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=self.workspace,
                env=environment(**env),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
            )
            log += ran.stdout
            steps[step["id"]] = read_outputs(output)
            status = ran.returncode
            if status:
                break
        outputs = {
            name: value_of(one["value"], given, {"check": {}} | steps) for name, one in ACTION["outputs"].items()
        }
        return Run(status, log, outputs, summary.read_text("utf-8"))

    def _installed(self) -> Path:
        folder = self.temporary / "installed" / "bin"
        folder.mkdir(parents=True, exist_ok=True)
        source = Path(backlogmd.__file__).parents[1]
        programs = {
            "python": f'exec "{sys.executable}" "$@"',
            "backlogmd": f'PYTHONPATH="{source}" exec "{sys.executable}" -P -m backlogmd "$@"',
        }
        for name, line in programs.items():
            (folder / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
            (folder / name).chmod(stat.S_IRWXU)
        return folder


class PullRequest:
    """A repository with a pull request that adds a task and leaves the total as it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hub = Repository(folder / "hub")
        # As GitHub has it: a commit can be asked for by its id.
        self.hub.git("config", "uploadpack.allowAnySHA1InWant", "true")
        self.hub.commit(BACKLOG=MAIN)
        self.base = self._head()
        self.hub.git("switch", "--quiet", "--create", "fixer")
        self.hub.commit(BACKLOG=BRANCH)
        self.head = self._head()
        self.hub.git("switch", "--quiet", "main")
        self.hub.commit(BACKLOG=LATER)
        self.hub.git("switch", "--quiet", "--detach")
        self.hub.git("merge", "--quiet", "--no-ff", "--message", "Merge", "fixer")
        self.merge = self._head()
        self.hub.git("switch", "--quiet", "main")

    def _head(self) -> str:
        return self.hub.git("rev-parse", "HEAD").strip()

    def checkout(self, commit: str, *depth: str) -> Runner:
        """A runner with a clone that has this commit checked out, and the pull request as its event."""
        clone = Repository(self.folder / "clone")
        clone.git("remote", "add", "origin", self.hub.path.as_uri())
        refs = () if depth else ("+refs/heads/*:refs/remotes/origin/*",)
        clone.git("fetch", "--quiet", "--no-tags", *depth, "origin", *refs, commit)
        clone.git("checkout", "--quiet", "--detach", commit)
        runner = Runner(clone.path, self.folder / "temporary")
        event = self.folder / "event.json"
        event.write_text(
            json.dumps({"pull_request": {"base": {"sha": self.base}, "head": {"sha": self.head}}}), encoding="utf-8"
        )
        runner.variables = {"GITHUB_BASE_REF": "main", "GITHUB_EVENT_PATH": str(event), "GITHUB_SHA": commit}
        return runner


@pytest.fixture
def pull_request(tmp_path: Path) -> PullRequest:
    return PullRequest(tmp_path)


@pytest.fixture
def pushed(tmp_path: Path) -> Runner:
    """A runner for a push: no pull request, one backlog with two findings."""
    repository = Repository(tmp_path / "it")
    repository.commit(BACKLOG=BRANCH)
    return Runner(repository.path, tmp_path / "temporary")


class TestPullRequest:
    def test_the_total_is_annotated_and_the_summary_tells_of_the_task(self, pull_request: PullRequest) -> None:
        ran = pull_request.checkout(pull_request.merge, "--depth=1").run()
        assert (ran.status, ran.outputs) == (1, {"findings": "2", "status": "1", "sarif": ""})
        assert ran.annotations == [("error", CHECKBOX, "14"), ("error", TOTAL, "20")]
        heading, _, totals = ran.summary.splitlines()[:3]
        assert heading == "### Backlog: 1 added"
        # 4 + 6 + 5 + 1 + 1 hours; what has no proper box is no task.
        assert totals == "**5 tasks (+1), 17 hours (+5), 17 hours left (+5)**"
        assert "| added | BACKLOG.md\\:9 | HIGH | 5 hours | Write the fixer |" in ran.summary
        assert "| 20 | error: BL401 total-mismatch | High is claimed as 10 hours, " in ran.summary

    @pytest.mark.parametrize("depth", [["--depth=1"], ["--depth=2"], []], ids=str)
    def test_what_happened_on_the_base_since_is_not_the_pull_request_s(
        self, pull_request: PullRequest, depth: list[str]
    ) -> None:
        ran = pull_request.checkout(pull_request.merge, *depth).run()
        assert ran.summary.startswith("### Backlog: 1 added\n")
        assert "Sing" not in ran.summary

    def test_the_head_may_be_checked_out(self, pull_request: PullRequest) -> None:
        ran = pull_request.checkout(pull_request.head).run()
        assert ran.summary.startswith("### Backlog: 1 added\n\n**4 tasks (+1), 16 hours (+5)")

    def test_a_clone_without_history_costs_the_summary_one_part_only(self, pull_request: PullRequest) -> None:
        ran = pull_request.checkout(pull_request.head, "--depth=1").run()
        assert (ran.status, ran.outputs["findings"]) == (1, "2")
        assert [one for one in ran.annotations if one[0] == "warning"] == [("warning", "backlogmd", "")]
        assert "fetch-depth: 0" in ran.log
        assert ran.summary.startswith("### Backlog\n\n#### BACKLOG.md\n")

    @pytest.mark.parametrize("since", ["pull-request", "origin/main"])
    def test_only_what_is_new_may_be_asked_for(self, pull_request: PullRequest, since: str) -> None:
        ran = pull_request.checkout(pull_request.merge).run({"since": since})
        assert (ran.status, ran.annotations) == (1, [("error", TOTAL, "20")])
        assert ran.outputs["findings"] == "1"

    def test_a_shallow_clone_has_what_that_takes(self, pull_request: PullRequest) -> None:
        ran = pull_request.checkout(pull_request.merge, "--depth=1").run({"since": "pull-request", "summary": "false"})
        assert (ran.annotations, ran.summary) == ([("error", TOTAL, "20")], "")

    def test_if_it_has_not_nothing_passes_for_clean(self, pull_request: PullRequest) -> None:
        ran = pull_request.checkout(pull_request.head, "--depth=1").run({"since": "pull-request"})
        assert (ran.status, ran.outputs) == (2, {"findings": "", "status": "2", "sarif": ""})
        assert "fetch-depth: 0" in ran.log

    @pytest.mark.parametrize(
        "event",
        [
            "",
            "{}",
            "[]",
            '{"pull_request": null}',
            '{"pull_request": {"base": {"sha": "--upload-pack=touch ran"}, "head": {"sha": "$(touch ran)"}}}',
            '{"pull_request": {"base": {"sha": 1}, "head": {"sha": []}}}',
        ],
    )
    def test_an_event_of_another_kind_is_none(self, pull_request: PullRequest, event: str) -> None:
        runner = pull_request.checkout(pull_request.merge)
        (pull_request.folder / "event.json").write_text(event, encoding="utf-8")
        ran = runner.run()
        assert (ran.status, ran.outputs["findings"]) == (1, "2")
        assert ran.summary.startswith("### Backlog\n")
        assert not list(pull_request.folder.rglob("ran"))


class TestInputs:
    def test_a_push_has_findings_and_no_changes(self, pushed: Runner) -> None:
        ran = pushed.run()
        assert (ran.status, ran.outputs) == (1, {"findings": "2", "status": "1", "sarif": ""})
        assert ran.annotations == [("error", CHECKBOX, "12"), ("error", TOTAL, "18")]
        assert ran.summary.startswith("### Backlog\n\n#### BACKLOG.md\n")

    def test_a_pull_request_s_input_changes_nothing_for_a_push(self, pushed: Runner) -> None:
        assert pushed.run({"since": "pull-request"}).outputs["findings"] == "2"

    def test_what_is_clean_passes(self, pushed: Runner) -> None:
        (pushed.workspace / "BACKLOG.md").write_text("- [ ] **Sing** (1 hour)\n", encoding="utf-8")
        ran = pushed.run()
        assert (ran.status, ran.outputs, ran.annotations) == (0, {"findings": "0", "status": "0", "sarif": ""}, [])
        assert ran.summary == "### Backlog\n\n**All is well in 1 file**\n"

    def test_paths_and_arguments_are_words_of_which_nothing_is_expanded(self, pushed: Runner) -> None:
        for name in ("two words", "$HOME", "*"):
            (pushed.workspace / name).mkdir()
            (pushed.workspace / name / "TODO.md").write_text(BRANCH, encoding="utf-8")
        ran = pushed.run({"paths": "'two words'\n$HOME  \"*\"", "args": '--ignore  "BL401"\n--exit-zero'})
        assert (ran.status, ran.outputs["findings"]) == (0, "3")
        files = [one.properties["file"] for one in commands(ran.log)]
        assert files == ["two words/TODO.md", "$HOME/TODO.md", "*/TODO.md"]

    def test_a_path_is_no_option(self, pushed: Runner) -> None:
        ran = pushed.run({"paths": "--exit-zero --fix"})
        assert (ran.status, ran.outputs["status"]) == (2, "2")
        assert "--fix: no such file or folder" in ran.log
        assert (pushed.workspace / "BACKLOG.md").read_text("utf-8") == BRANCH

    def test_a_sarif_report_is_written_and_named(self, pushed: Runner) -> None:
        ran = pushed.run({"sarif": "out put.sarif"})
        assert ran.outputs == {"findings": "2", "status": "1", "sarif": "out put.sarif"}
        log = json.loads((pushed.workspace / "out put.sarif").read_text("utf-8"))
        places = [one["locations"][0]["physicalLocation"] for one in log["runs"][0]["results"]]
        assert [(one["artifactLocation"]["uri"], one["region"]["startLine"]) for one in places] == [
            ("BACKLOG.md", 12),
            ("BACKLOG.md", 18),
        ]

    def test_a_report_that_lies_there_is_not_taken_for_one_of_this_run(self, pushed: Runner) -> None:
        (pushed.workspace / "old.sarif").write_text("{}", encoding="utf-8")
        assert pushed.run({"sarif": "old.sarif", "args": "--no-such-option"}).outputs["sarif"] == ""
        # It is complete only if everything could be read.
        assert pushed.run({"sarif": "new.sarif", "paths": "BACKLOG.md gone.md"}).outputs["sarif"] == ""

    def test_without_a_summary_none_is_written(self, pushed: Runner) -> None:
        assert pushed.run({"summary": "false"}).summary == ""

    @pytest.mark.parametrize(
        "inputs",
        [
            {"summary": "yes"},
            {"summary": ""},
            {"args": "--no-such-option"},
            {"args": "--ignore 'BL4"},
            {"paths": 'a"b'},
            {"paths": "gone.md"},
            {"since": "no-such-branch"},
            {"since": "--help"},
            {"sarif": "-"},
            {"sarif": "no/such/folder/x"},
        ],
        ids=str,
    )
    def test_what_cannot_be_done_fails_with_one_line(self, pushed: Runner, inputs: dict[str, str]) -> None:
        ran = pushed.run(inputs)
        assert (ran.status, ran.outputs["status"], ran.outputs["sarif"]) == (2, "2", "")
        said = [line for line in ran.log.splitlines() if line.startswith(("backlogmd", "::error title=backlogmd::"))]
        assert len(said) == 1
        assert "Traceback" not in ran.log

    @pytest.mark.slow
    def test_a_summary_is_never_more_than_github_takes(self, pushed: Runner) -> None:
        text = "# Backlog\n\n- [ ] Sing\n" + "- [] Sing\n" * 9000
        (pushed.workspace / "BACKLOG.md").write_text(text, encoding="utf-8")
        ran = pushed.run()
        assert int(ran.outputs["findings"]) >= 9000
        assert 700_000 < len(ran.summary.encode()) < 1024 * 1024
        assert ran.summary.endswith("|\n\nThere is more in the log.\n")


HOSTILE = [
    "; touch ran",
    "$(touch ran)",
    "`touch ran`",
    "'; touch ran; '",
    '"; touch ran; "',
    "| touch ran",
    "&& touch ran",
    "\ntouch ran\n",
    "x\nstatus=0\nfindings=0",
    "x\n::error title=evil::evil",
    "x\r::error title=evil::evil",
    "${IFS}touch${IFS}ran",
    "%s%n$PATH",
    "--no-such-option",
    "-rf .",
    "__import__('os').system('touch ran')",
]


class TestHostileInputs:
    @pytest.mark.parametrize("names", [("paths", "args", "since"), ("sarif",), ("summary",)], ids=" ".join)
    @pytest.mark.parametrize("value", HOSTILE)
    def test_no_value_is_run(self, pushed: Runner, names: tuple[str, ...], value: str) -> None:
        before = sorted(pushed.workspace.iterdir())
        ran = pushed.run(dict.fromkeys(names, value))
        # A report may have an odd name; nothing else may come of it.
        made = [one.name for one in sorted(pushed.workspace.iterdir()) if one not in before]
        assert made == ([ran.outputs["sarif"]] if ran.outputs["sarif"] else [])
        assert ran.outputs["sarif"] in ("", value)
        assert not list(pushed.temporary.rglob("ran"))
        assert ran.outputs["status"] == str(ran.status)
        assert "evil" not in [title for _, title, _ in ran.annotations]
        assert (pushed.workspace / "BACKLOG.md").read_text("utf-8") == BRANCH

    @pytest.mark.parametrize(
        "value", [*HOSTILE, "v0.1.0", "0.1.0 evil", "0.1.0\n", ".", "../x", "git+https://example.org/x", "1.0; x"]
    )
    def test_only_a_version_is_one(self, pushed: Runner, value: str) -> None:
        ran = pushed.run({"version": value}, install=True)
        assert (ran.status, ran.log) == (
            2,
            "::error title=backlogmd::the input version is no version, such as 0.1.0\n",
        )
        assert not list(pushed.temporary.rglob("ran"))

    def test_no_file_of_the_repository_is_imported(self, pull_request: PullRequest) -> None:
        runner = pull_request.checkout(pull_request.merge, "--depth=1")
        for module in ("backlogmd", "json", "os", "re", "shlex", "sitecustomize", "venv", "pip"):
            (runner.workspace / f"{module}.py").write_text("open('ran', 'w')\n", encoding="utf-8")
        assert runner.run().outputs["findings"] == "2"
        assert not (runner.workspace / "ran").exists()


class TestInstall:
    @pytest.mark.network
    @pytest.mark.slow
    def test_the_checkout_of_the_action_is_installed_and_run(self, pull_request: PullRequest) -> None:
        runner = pull_request.checkout(pull_request.merge, "--depth=1")
        for module in ("venv", "ensurepip", "pip", "json", "sitecustomize"):
            (runner.workspace / f"{module}.py").write_text("open('ran', 'w')\n", encoding="utf-8")
        ran = runner.run(install=True)
        assert f"backlogmd {backlogmd.__version__}\n" in ran.log
        assert (ran.status, ran.outputs) == (1, {"findings": "2", "status": "1", "sarif": ""})
        assert ran.summary.startswith("### Backlog: 1 added\n")
        assert not (runner.workspace / "ran").exists()

    def install(self, folder: Path, path: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run the script with these programs."""
        env = environment(PATH=path, RUNNER_TEMP=str(folder), GITHUB_OUTPUT=str(folder / "output"), **more)
        command = [shutil.which("bash") or "bash", str(ROOT / "action" / "install.sh")]
        return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8")

    @staticmethod
    def program(path: Path, lines: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        path.chmod(stat.S_IRWXU)

    def tools(self, folder: Path) -> Path:
        """A folder with what the script needs, and a Python that is too old."""
        for name in ("dirname", "mktemp"):
            (folder / name).symlink_to(shutil.which(name) or name)
        self.program(folder / "python3", "exit 1")
        return folder

    def test_a_machine_without_python_is_told_what_to_do(self, tmp_path: Path) -> None:
        (tmp_path / "bin").mkdir()
        ran = self.install(tmp_path, str(self.tools(tmp_path / "bin")))
        assert ran.returncode == 2
        assert ran.stdout == (
            "::error title=backlogmd::there is no Python 3.11 or newer here: "
            "run actions/setup-python before this action\n"
        )

    def test_a_newer_python_in_the_tool_cache_is_found(self, tmp_path: Path) -> None:
        (tmp_path / "bin").mkdir()
        cache = tmp_path / "tool cache"
        self.program(cache / "Python" / "3.10.14" / "x64" / "bin" / "python3", "echo too old; exit 3")
        # It is asked for its version, then for an environment; here, it says which.
        self.program(cache / "Python" / "3.12.4" / "x64" / "bin" / "python3", '[ "$2" = -c ] || { echo "$@"; exit 3; }')
        ran = self.install(tmp_path, str(self.tools(tmp_path / "bin")), RUNNER_TOOL_CACHE=str(cache))
        assert ran.returncode == 3
        assert ran.stdout.startswith(f"-I -m venv {tmp_path}/backlogmd.")


class TestDescription:
    def test_it_is_what_its_schema_says(self) -> None:
        checked = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
        )
        assert checked.returncode == 0, checked.stdout

    @pytest.mark.slow
    def test_zizmor_finds_nothing(self) -> None:
        command = [str(ZIZMOR), "--offline", "--no-config", "--persona", "pedantic", "action.yml"]
        checked = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
        assert checked.returncode == 0, checked.stdout + checked.stderr

    @pytest.mark.slow
    def test_zizmor_would_find_an_input_in_a_program(self, tmp_path: Path) -> None:
        text = (ROOT / "action.yml").read_text("utf-8").replace('install.sh"', 'install.sh" ${{ inputs.version }}')
        (tmp_path / "action.yml").write_text(text, encoding="utf-8")
        command = [str(ZIZMOR), "--offline", "--no-config", "action.yml"]
        checked = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
        assert checked.returncode != 0
        assert "template-injection" in checked.stdout

    def test_other_actions_are_named_by_commit(self) -> None:
        used: list[Any] = [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step]
        assert [one for one in used if not re.search(r"@[0-9a-f]{40}$", one)] == []

    def test_no_program_has_an_expression_in_it(self) -> None:
        assert [step["run"] for step in ACTION["runs"]["steps"] if "${{" in step["run"]] == []

    def test_each_input_reaches_a_script_under_its_name(self) -> None:
        given = {name: value for step in ACTION["runs"]["steps"] for name, value in step["env"].items()}
        for name in ACTION["inputs"]:
            assert given[f"INPUT_{name.upper()}"] == f"${{{{ inputs.{name} }}}}"
