"""Who is one person and who are several, and what rules give to one person."""

from __future__ import annotations

import pytest

from backlogmd.query.people import is_shared, person, shares
from backlogmd.query.selection import Finder
from backlogmd.syntax.parse import parse


@pytest.mark.parametrize(
    "name",
    [
        "Team",
        "Team Effort",
        "web-team",
        "Everyone",
        "Ana & Ben",
        "Ana, Ben",
        "Ana and Ben",
        "Ana y Ben",
        "团队",
        "チーム",
    ],
)
def test_several_people_are_shared(name: str) -> None:
    assert is_shared(name)


@pytest.mark.parametrize("name", ["Ana", "Ana Silva", "ben", "Andy Allen", "Jean-Luc", "王小明", "Steam"])
def test_one_person_is_not(name: str) -> None:
    assert not is_shared(name)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Ben", "Ben"),
        ("Ben (Lead)", "Ben"),
        ("Ben - Backend", "Ben"),
        ("Ben: Backend", "Ben"),
        ("Jean-Luc", "Jean-Luc"),
    ],
)
def test_the_name_stands_before_what_somebody_does(heading: str, expected: str) -> None:
    (assignment,) = parse(f"## Assignments\n\n### {heading}\n\n- All HIGH tasks\n").assignments
    assert person(assignment) == expected


@pytest.mark.parametrize(
    ("rule", "taken"),
    [
        ("All HIGH tasks", True),
        ("HIGH tasks of the REST API", True),
        ("Documentation can be shared", False),
        ("All remaining tasks", False),
        ("Support Ben with HIGH tasks", False),
        ("其余任务", False),
    ],
)
def test_a_rule_takes_work_unless_it_leaves_it_to_others(rule: str, taken: bool) -> None:
    document = parse(f"## HIGH\n\n- [ ] Write the parser\n\n## Assignments\n\n### Ana\n\n- {rule}\n")
    assert [share.person for share in shares(document, Finder(document))] == ["Ana"] * taken
