"""Whole documents: what is a task and what is not, and the two seeds figure by figure.

The figures of the seeds were counted by hand; they stand in the README beside the seeds.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

import backlogmd
from backlogmd.errors import UnknownNameError
from backlogmd.nodes import Document, Note, ResourceKind, RowKind, Task
from backlogmd.vocabulary import Dialect, Role, State

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def titles(text: str) -> list[str]:
    return [task.title.text for task in backlogmd.parse(text).tasks]


# What is a task.

NO_TASKS = {
    "a fence": "```\n- [ ] a\n```\n",
    "a fence with tildes": "~~~ md\n- [ ] a\n~~~\n",
    "a fence that is not closed": "```\n- [ ] a\n\n- [x] b\n",
    "a fence in a list": "- words\n  ```\n  - [ ] a\n  ```\n",
    "a comment": "<!--\n- [ ] a\n-->\n",
    "a comment on one line": "<!-- - [ ] a -->\n",
    "an HTML block": "<div>\n- [ ] a\n</div>\n",
    "preformatted HTML": "<pre>\n\n- [ ] a\n\n</pre>\n",
    "indented code": "    - [ ] a\n",
    "code indented by a tab": "\t- [ ] a\n",
    "indented code in a list": "- words\n\n      - [ ] a\n",
    "front matter": "---\ntodo:\n- [ ] a\n---\n",
    "a sentence": "Write `- [ ]` to make a box - [ ] like this.\n",
    "a table": "| [ ] | a |\n|---|---|\n| [x] | - [ ] b |\n",
    "a heading": "# [ ] a\n",
    "a plain bullet": "- a\n",
    "a link": "- [x](https://example.org)\n- [a](b)\n",
    "a reference": "- [x]: /url\n- [x][y]\n",
    "a citation": "- [1] a\n",
    "no blank after the box": "- [x]a\n",
    "no blank in the box": "- [] a\n",
    "two characters in the box": "- [xx] a\n",
    "an escaped box": "- \\[ ] a\n- \\[x\\] b\n",
    "a code block below a box that is empty": "-\n\n      [ ] a\n",
}


@pytest.mark.parametrize("text", NO_TASKS.values(), ids=NO_TASKS)
def test_what_only_looks_like_a_task_is_none(text: str) -> None:
    assert titles(text) == []
    assert titles(text.replace("\n", "\r\n")) == []


TASKS = {
    "every bullet": ("- [ ] a\n* [ ] b\n+ [ ] c\n", ["a", "b", "c"]),
    "numbers": ("1. [ ] a\n2) [ ] b\n", ["a", "b"]),
    "nested lists": ("- [ ] a\n  - [x] b\n    - [ ] c\n- [ ] d\n", ["a", "b", "c", "d"]),
    "a list in a numbered list": ("10. [ ] a\n    - [ ] b\n", ["a", "b"]),
    "below a plain bullet": ("- words\n  - [ ] a\n    - words\n      - [ ] b\n", ["a", "b"]),
    "quotes": ("> - [ ] a\n> > - [ ] b\n", ["a", "b"]),
    "a quote in a list": ("- [ ] a\n  > - [ ] b\n", ["a", "b"]),
    "tabs": ("-\t[ ] a\n\t- [ ] b\n\t\t- [ ] c\n", ["a", "b", "c"]),
    "a blank line between": ("- [ ] a\n\n\n- [ ] b\n\n  - [ ] c\n", ["a", "b", "c"]),
    "right below a heading": ("## A\n- [ ] a\n## B\n- [ ] b\n", ["a", "b"]),
    "right below a paragraph": ("Words:\n- [ ] a\n", ["a"]),
    "before and after a fence": ("- [ ] a\n```\n- [ ] no\n```\n- [ ] b\n", ["a", "b"]),
    "a details element": ("<details>\n<summary>More</summary>\n\n- [ ] a\n\n</details>\n", ["a"]),
    "three blanks before": ("   - [ ] a\n", ["a"]),
    "no final newline": ("- [ ] a", ["a"]),
    "words that are only code": ("- [ ] `a`\n", ["`a`"]),
    "words on the next line": ("- [ ]\n  a\n", ["a"]),
    "the row before a table": ("- [ ] a\n\n| b |\n|---|\n- [ ] c\n", ["a", "c"]),
}


@pytest.mark.parametrize(("text", "expected"), TASKS.values(), ids=TASKS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_box_in_a_list_is_a_task(text: str, expected: list[str], newline: str, bom: str) -> None:
    assert titles(bom + text.replace("\n", newline)) == expected


def test_notes_and_subtasks_hang_under_their_task() -> None:
    document = backlogmd.parse("- [ ] a\n  - note\n    - deeper\n  - [x] b\n    - of b\n  - last\n- plain\n- [ ] c\n")
    first, second, third = document.tasks
    assert [note.text.text for note in first.notes] == ["note", "last"]
    assert [note.text.text for note in first.notes[0].notes] == ["deeper"]
    assert first.subtasks == (second,)
    assert [note.text.text for note in second.notes] == ["of b"]
    assert (third.notes, third.subtasks) == ((), ())
    assert [note.text.text for note in document.notes] == ["note", "deeper", "last", "of b", "plain"]
    assert [note.text.text for note in document.notes if note.beside_tasks] == ["note", "last", "plain"]


def test_priority_and_category_may_come_from_one_heading_or_from_two() -> None:
    document = backlogmd.parse("## High Priority\n### Testing\n- [ ] a\n## 🟢 LOW - Docs\n- [ ] b\n- [ ] P0: c\n")
    told = [
        (document.priority_of(task), document.category_of(task), document.project_of(task)) for task in document.tasks
    ]
    assert [(one and one.level, two and two.text, three) for one, two, three in told] == [
        ("HIGH", "Testing", None),
        ("LOW", "Docs", None),
        ("URGENT", "Docs", None),
    ]


def test_a_dialect_may_be_given_or_named() -> None:
    dialect = Dialect(states={" ": State.DONE})
    assert backlogmd.parse("- [ ] a", dialect=dialect).tasks[0].state is State.DONE
    assert backlogmd.parse("- [ ] a", dialect="default").tasks[0].state is State.OPEN
    with pytest.raises(UnknownNameError, match="strange"):
        backlogmd.parse("", dialect="strange")


def test_the_path_is_only_a_name() -> None:
    assert backlogmd.parse("", path="no/such/file.md").source.path == "no/such/file.md"


def test_bytes_are_read_as_utf_8() -> None:
    assert backlogmd.parse("- [ ] größer".encode()).tasks[0].title.text == "größer"
    document = backlogmd.parse("- [ ] größer".encode("latin-1"))
    assert (len(document.tasks), document.source.invalid_byte) == (1, 8)


# The seeds.


def seed(name: str) -> Document:
    path = SEEDS / name
    if not path.exists() and not os.environ.get("CI"):
        pytest.skip(f"{path} is not there: the seeds are kept beside the repository")
    return backlogmd.parse(path.read_bytes(), path=name)


@pytest.fixture(scope="module")
def production() -> Document:
    return seed("production-backlog.md")


@pytest.fixture(scope="module")
def explorer() -> Document:
    return seed("explorer-jobs.md")


def hours(tasks: Iterable[Task]) -> float:
    return sum(float(task.estimate.low) for task in tasks if task.estimate) / 60


@pytest.mark.corpus
class TestProductionBacklog:
    def test_it_has_four_projects_with_hours_and_one_alias(self, production: Document) -> None:
        projects = [one for one in production.all_sections if one.role is Role.PROJECT]
        assert {one.name: hours(production.tasks_in(one.span)) for one in projects} == {
            "customer-feedback-app": 140,
            "AI-Whisperers-website-and-courses": 66,
            "analysis-engine": 56,
            "yt-transcript-headless": 69,
        }
        assert [one.alias for one in projects] == ["Comment Analyzer", None, None, None]

    def test_its_title_is_the_first_heading(self, production: Document) -> None:
        assert production.title is not None
        assert production.title.text == "Production Systems Backlog"

    def test_its_tasks_and_hours_by_priority_are_those_counted_by_hand(self, production: Document) -> None:
        by_level: dict[str, list[Task]] = {}
        for task in production.tasks:
            priority = production.priority_of(task)
            assert priority is not None
            by_level.setdefault(priority.level, []).append(task)
        assert {level: (len(tasks), hours(tasks)) for level, tasks in by_level.items()} == {
            "URGENT": (9, 48),
            "HIGH": (25, 156),
            "MEDIUM": (17, 81),
            "LOW": (6, 46),
        }
        assert (len(production.tasks), hours(production.tasks)) == (57, 331)

    def test_all_its_tasks_are_open_with_a_bold_title_and_an_estimate(self, production: Document) -> None:
        assert {task.state for task in production.tasks} == {State.OPEN}
        assert {task.emphasis.value for task in production.tasks} == {"strong"}
        assert [task for task in production.tasks if task.estimate is None or task.more_estimates] == []
        assert {task.priority for task in production.tasks} == {None}

    def test_it_has_19_sections_of_a_priority_and_a_category(self, production: Document) -> None:
        sections = [one for one in production.all_sections if one.role is Role.PRIORITY]
        told = Counter(
            f"{one.priority.level} - {one.category.text}" for one in sections if one.priority and one.category
        )
        assert len(sections) == 19
        assert told == Counter(
            """URGENT - Bug Fixes
            HIGH - Features to Complete
            HIGH - Testing
            HIGH - Documentation
            MEDIUM - Performance
            MEDIUM - Technical Debt
            LOW - Enhancements
            URGENT - Deployment
            HIGH - Features
            MEDIUM - Content
            LOW - Enhancements
            HIGH - Testing
            HIGH - Deployment
            MEDIUM - Documentation
            MEDIUM - Bug Fixes
            URGENT - Tests
            HIGH - Bug Fixes
            HIGH - Features
            MEDIUM - Documentation""".replace("            ", "").splitlines()
        )

    def test_its_damaged_emoji_are_read_as_the_priority_they_were(self, production: Document) -> None:
        sections = [one for one in production.all_sections if one.priority is not None]
        seen = {
            (production.source.slice(one.priority.emoji.span), one.priority.emoji.text, one.priority.level)
            for one in sections
            if one.priority is not None and one.priority.emoji is not None
        }
        assert seen == {("游댮", "🔴", "URGENT"), ("游", "", "HIGH"), ("游리", "🟡", "MEDIUM"), ("游릭", "🟢", "LOW")}

    def test_it_has_186_notes_and_6_tasks_without(self, production: Document) -> None:
        assert sum(len(task.notes) for task in production.tasks) == 186
        assert sum(not task.notes for task in production.tasks) == 6
        assert [note for task in production.tasks for note in task.notes if note.notes or note.tasks] == []
        assert sum(len(task.subtasks) for task in production.tasks) == 0

    def test_its_summary_table_claims_402_hours(self, production: Document) -> None:
        (table,) = production.summaries
        claimed = {row.name: row.cells[1].value for row in table.rows}
        assert {name: getattr(value, "low", 0) / 60 for name, value in claimed.items()} == {
            "URGENT": 42,
            "HIGH": 198,
            "MEDIUM": 108,
            "LOW": 54,
            "TOTAL": 402,
        }
        assert [row.kind for row in table.rows] == [RowKind.DATA] * 4 + [RowKind.TOTAL]
        assert len(production.claims) == 5

    def test_its_assignments_have_people_roles_and_rules(self, production: Document) -> None:
        told = {
            (one.assignee, one.assignee_role, one.is_team): [
                (rule.text.text, " ".join(rule.selector.priorities), " ".join(rule.selector.words))
                for rule in one.rules
            ]
            for one in production.assignments
        }
        assert told == {
            ("Jonathan", "Lead Developer", False): [
                ("All URGENT tasks", "URGENT", ""),
                ("All HIGH testing tasks", "HIGH", "testing"),
                ("Performance optimization tasks", "", "performance optimization"),
                ("Security fixes", "", "security fixes"),
            ],
            ("Team Effort", None, True): [
                ("Documentation can be distributed", "", "documentation"),
                ("Feature implementation can be parallel", "", "feature implementation"),
                ("Testing can be shared", "", "testing"),
            ],
        }

    @pytest.mark.parametrize(
        ("rule", "number", "sum_of_hours"),
        [("All URGENT tasks", 9, 48), ("All HIGH testing tasks", 6, 44), ("Performance optimization tasks", 3, 18)],
    )
    def test_an_assignment_selects_the_tasks_counted_by_hand(
        self, production: Document, rule: str, number: int, sum_of_hours: int
    ) -> None:
        rules = [one for assignment in production.assignments for one in assignment.rules if one.text.text == rule]
        selected = backlogmd.select(production, rules[0].selector)
        assert (len(selected), hours(selected)) == (number, sum_of_hours)

    def test_what_looks_like_a_figure_or_markup_is_read_as_it_is_meant(self, production: Document) -> None:
        written = [task.title.text for task in production.tasks]
        assert "Fix HTTP/2 request splitting vulnerability" in written
        assert "Fix 5 of 8 failing test suites" in written
        assert "Optimize batch processing for 100K+ datasets" in written
        notes = [note.text.text for note in production.notes]
        assert "Enable by default (currently disabled)" in notes
        assert "Design sampling algorithm for >50K rows" in notes
        assert [task.progress for task in production.tasks if task.progress] == []
        references = [(one.kind.value, one.text) for task in production.tasks for one in task.references]
        assert references == [("version", "v3.7.0")]

    def test_it_is_given_back_byte_for_byte(self, production: Document) -> None:
        assert production.source.text.encode() == (SEEDS / "production-backlog.md").read_bytes()


@pytest.mark.corpus
class TestExplorerJobs:
    def test_it_is_one_project_of_its_own(self, explorer: Document) -> None:
        assert [one.name for one in explorer.all_sections if one.role is Role.PROJECT] == []
        assert explorer.title is not None
        assert explorer.title.text == "Bitcoin Stamps Explorer Jobs"

    def test_its_32_tasks_stand_in_8_categories_of_3_priorities(self, explorer: Document) -> None:
        told = Counter(
            (priority.level, category.text)
            for task in explorer.tasks
            if (priority := explorer.priority_of(task)) and (category := explorer.category_of(task))
        )
        assert told == {
            ("HIGH", "Testing Infrastructure"): 4,
            ("HIGH", "Security Enhancements"): 4,
            ("HIGH", "Performance Optimization"): 4,
            ("MEDIUM", "Documentation"): 4,
            ("MEDIUM", "Monitoring"): 4,
            ("MEDIUM", "Database"): 4,
            ("LOW", "UI/UX Improvements"): 4,
            ("LOW", "Developer Experience"): 4,
        }

    def test_its_37_tasks_are_open_and_have_no_estimate(self, explorer: Document) -> None:
        assert len(explorer.tasks) == 37
        assert {task.state for task in explorer.tasks} == {State.OPEN}
        assert {task.estimate for task in explorer.tasks} == {None}

    def test_it_plans_two_versions(self, explorer: Document) -> None:
        told = {one.version: [(task.title.text, len(task.notes)) for task in one.tasks] for one in explorer.milestones}
        assert told == {
            "1.1": [("Admin dashboard", 3), ("Enhanced streaming", 3), ("Improved security", 3)],
            "1.2": [("Advanced features", 3), ("Performance upgrades", 3)],
        }

    def test_it_knows_six_issues_of_two_severities(self, explorer: Document) -> None:
        told = [(one.severity, one.number, one.title.text, len(one.details)) for one in explorer.known_issues]
        assert told == [
            ("Critical", 1, "Missing admin authentication system", 3),
            ("Critical", 2, "Performance bottlenecks", 3),
            ("Critical", 3, "Testing gaps", 3),
            ("Important", 1, "Documentation gaps", 3),
            ("Important", 2, "Monitoring limitations", 3),
            ("Important", 3, "Database concerns", 3),
        ]

    def test_it_needs_two_people_and_three_things(self, explorer: Document) -> None:
        told = [(one.kind, one.name.text, one.duration and one.duration.text) for one in explorer.resources]
        assert told == [
            (ResourceKind.ROLE, "Senior Backend Developer", "2 weeks"),
            (ResourceKind.ROLE, "DevOps Engineer", "1 week"),
            (ResourceKind.INFRASTRUCTURE, "Additional Redis instance for caching", None),
            (ResourceKind.INFRASTRUCTURE, "Monitoring stack (Prometheus/Grafana)", None),
            (ResourceKind.INFRASTRUCTURE, "CI/CD pipeline upgrades", None),
        ]
        assert [[detail.text.text for detail in one.details] for one in explorer.resources[:2]] == [
            ["Security implementation", "Performance optimization", "Testing infrastructure"],
            ["Monitoring setup", "CI/CD pipeline", "Deployment automation"],
        ]

    def test_it_has_three_phases_of_two_weeks_with_three_goals(self, explorer: Document) -> None:
        told = [(one.number, one.name, one.duration and one.duration.text, len(one.goals)) for one in explorer.phases]
        assert told == [(str(number), f"Phase {number}", "2 weeks", 3) for number in (1, 2, 3)]
        assert [goal.text.text for goal in explorer.phases[2].goals] == [
            "UI/UX improvements",
            "Advanced features",
            "Final testing and deployment",
        ]

    def test_it_has_twelve_metrics(self, explorer: Document) -> None:
        told = [(one.subject, one.comparator, one.value, one.unit, one.condition) for one in explorer.metrics]
        assert told == [
            ("Upload success rate", ">", "99.9", "%", None),
            ("Streaming latency", "<", "100", "ms", None),
            ("Cache hit rate", ">", "90", "%", None),
            ("Memory usage stable", None, None, None, None),
            ("Test coverage", ">", "80", "%", None),
            ("critical security issues", "zero", None, None, None),
            ("Documentation completeness", None, None, None, None),
            ("Successful CI/CD builds", None, None, None, None),
            ("Upload time", "<", "5", "s", "for 10MB files"),
            ("streaming interruptions", "zero", None, None, None),
            ("Intuitive admin interface", None, None, None, None),
            ("Clear error messaging", None, None, None, None),
        ]

    def test_it_claims_nothing_that_can_be_wrong(self, explorer: Document) -> None:
        assert backlogmd.lint(explorer) == []
        assert explorer.assignments == ()
        assert explorer.summaries == ()

    def test_its_plain_bullets_are_goals_and_details_and_notes_of_tasks(self, explorer: Document) -> None:
        top = [item for item in explorer.items if isinstance(item, Note)]
        assert len(top) == 9
        assert sum(len(task.notes) for task in explorer.tasks) == 15

    def test_it_is_given_back_byte_for_byte(self, explorer: Document) -> None:
        assert explorer.source.text.encode() == (SEEDS / "explorer-jobs.md").read_bytes()
