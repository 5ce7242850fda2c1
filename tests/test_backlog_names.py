"""The hook and the folder walk look at the same files: those whose name says that people keep work there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from backlogmd.naming import BACKLOG_NAME

HOOKS = Path(__file__).parents[1] / ".pre-commit-hooks.yaml"

MATCHING = """
BACKLOG.md
backlog.markdown
docs/BACKLOG.md
SPRINT_BACKLOG.md
PRODUCT_BACKLOG.md
ProductBacklog.md
_docs/3. backlog-all.md
backlog/production.md
ops/Backlogs/web/checkout.md
TODO.md
todos.md
to-do.md
TO_DO_LIST.md
ToDoList.md
TODO2.md
REMAINING_TODO.md
TODO_PRIORITY.md
docs/todo.draft.md
ROADMAP.md
project-roadmap-2027.md
ProductRoadmap.md
ROAD_MAP.md
M001-ROADMAP.md
tasks.md
specs/003-i18n/tasks.md
remaining tasks.md
task_list.md
task-list.md
tasklist.md
TECH_DEBT.md
tech-debt.md
techdebt.md
technical-debt.md
Technical Debt.md
sprint.md
sprints/SPRINT_9_FLOW_EDITOR.md
milestones.md
MILESTONE-2.md
ESTIMATES.md
estimate.md
project_estimation.md
known_issues.md
KNOWN-ISSUES.md
KnownIssues.md
docs/ISSUES.md
""".strip().splitlines()

OTHERS = """
README.md
CHANGELOG.md
photodocs.md
mastodon.md
docs/métodos.md
método.md
multitasks.md
taskbar.md
sprinter.md
sprints/README.md
sprintf.md
todo/README.md
tasks/README.md
underestimates.md
guesstimate.md
backlogmd.md
backlogging.md
my-backlog/README.md
docs/reporting-issues.md
.github/ISSUE_TEMPLATE.md
.github/ISSUE_TEMPLATE/bug.md
.github/pull_request_template.md
technical-design.md
debt.md
todo
todo.py
BACKLOG.txt
backlog/notes.rst
BACKLOG.md.orig
BACKLOG.md/notes.txt
""".strip().splitlines()


def hook_pattern() -> re.Pattern[str]:
    (pattern,) = {hook["files"] for hook in yaml.safe_load(HOOKS.read_text("utf-8"))}
    return re.compile(pattern)


@pytest.mark.parametrize("name", MATCHING)
def test_a_name_that_promises_work_is_looked_at(name: str) -> None:
    assert hook_pattern().search(name)
    assert BACKLOG_NAME.search(name)


@pytest.mark.parametrize("name", OTHERS)
def test_any_other_name_is_left_alone(name: str) -> None:
    assert not hook_pattern().search(name)
    assert not BACKLOG_NAME.search(name)


def test_the_two_patterns_are_one_text() -> None:
    # Comments and blanks may differ: the pattern is written in verbose mode in both places.
    def bare(pattern: re.Pattern[str]) -> str:
        return re.sub(r"\s+#.*|\s", "", pattern.pattern.replace("[-_ ]", "[-_~]"))

    assert bare(hook_pattern()) == bare(BACKLOG_NAME)
    assert hook_pattern().flags == BACKLOG_NAME.flags
