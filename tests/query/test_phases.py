"""Which headings are phases, which of them belong together, and where else a phase is spoken of."""

from __future__ import annotations

import pytest

from backlogmd.query.phases import Mentions, phase_groups
from backlogmd.syntax.parse import parse


def groups(text: str) -> list[list[tuple[int, ...]]]:
    return [[one.numbers for one in group] for group in phase_groups(parse(text))]


@pytest.mark.parametrize(
    ("heading", "numbers"),
    [
        ("Phase 2", (2,)),
        ("✅ Phase 2: Linter (2 weeks)", (2,)),
        ("PHASE 0 — Scaffolding", (0,)),
        ("Phase IV - Docs", (4,)),
        ("Phase 2-4: Docs", (2, 3, 4)),
        ("Phase 2 & 4", (2, 4)),
        ("Fase 3", (3,)),
        ("1-й этап: чтение", (1,)),
        ("第二阶段：数据", (2,)),
        ("フェーズ3", (3,)),
        ("3단계: 검사", (3,)),
    ],
)
def test_a_heading_names_phases(heading: str, numbers: tuple[int, ...]) -> None:
    assert groups(f"## {heading}\n\n- [ ] Write the rules\n") == [[numbers]]


@pytest.mark.parametrize(
    "heading", ["Phase 2 dependencies", "Phase 2a: Linter", "Phase 1.5", "Phases", "After phase 2"]
)
def test_other_headings_name_none(heading: str) -> None:
    assert groups(f"## {heading}\n\n- [ ] Write the rules\n") == []


def test_phases_belong_together_where_they_stand_side_by_side() -> None:
    text = (
        "# A\n\n## Phase 1\n\n## Phase 2\n\n# B\n\n## Phase 1\n\n## Notes\n\n## Phase 3\n\n## Phase 1\n\n## Phase 2\n"
    )
    assert groups(text) == [[(1,), (2,)], [(1,), (3,)], [(1,), (2,)]]


def test_the_number_can_be_written_anew_where_it_stands_alone_in_digits() -> None:
    document = parse("## Phase 1: A\n\n## Phase 2-3: B\n\n## Phase IV: C\n")
    ((one, several, roman),) = phase_groups(document)
    assert one.ordinal is not None
    assert document.source.slice(one.ordinal) == "1"
    assert several.ordinal is None
    assert roman.ordinal is None


@pytest.mark.parametrize(
    ("line", "spoken_of"),
    [
        ("Phase 2 was dropped.", True),
        ("Phases 1-3 are done.", True),
        ("See the 2nd phase.", False),
        ("第二阶段已取消。", True),
        ("Phase 3 comes next.", False),
        ("Phase 2.5 is new.", False),
    ],
)
def test_a_phase_is_spoken_of_outside_of_its_heading(line: str, spoken_of: bool) -> None:
    document = parse(f"{line}\n\n## Phase 1\n\n## Phase 2\n")
    (group,) = phase_groups(document)
    assert Mentions(document).besides(group, [2]) == spoken_of
