"""A total may count work that is no checkbox: such a total is not called wrong."""

from __future__ import annotations

import pytest

from backlogmd import lint

BOXES = "- [ ] a (2h)\n- [ ] b (3h)\n"

# Each text holds 8 hours, or 8 points, outside of its boxes.
ELSEWHERE = {
    "a bullet": "### Next\n\n- **Write the docs** (8 hours)\n",
    "a bullet with a dash": "### Next\n\n- Write the docs - 1 day\n",
}
TASKS = {
    "an effort line below a heading": "### 1. Task\n\n**Effort:** 8 hours\n",
    "a heading": "### 1. Task (8h)\n\nText.\n",
    "a table of tasks": "### Next\n\n| Task | Estimate |\n|---|---|\n| Write docs | 8h |\n",
}
NOTHING = {
    "a time frame in a heading": "### Phase 1 (2 weeks)\n\nText.\n",
    "a symptom": "### 1. Task\n\nTime is 8 hours ahead.\n",
    "people": "### Resources\n\n- Developer (2 weeks)\n",
}


def totals(text: str, claimed: str) -> list[str]:
    document = f"# Plan\n\n## Boxes\n\n{BOXES}\n## Other\n\n{text}\n## Sum\n\n**Total: {claimed}**\n"
    return [one.name for one in lint(document) if one.code.startswith("BL40")]


@pytest.mark.parametrize("text", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_estimates_elsewhere_may_be_in_a_total(text: str) -> None:
    assert totals(text, "13 hours") == []
    assert totals(text, "11 hours") == []


@pytest.mark.parametrize("text", TASKS.values(), ids=TASKS.keys())
def test_what_is_read_as_a_task_is_in_the_sum(text: str) -> None:
    assert totals(text, "13 hours") == []
    assert totals(text, "11 hours") == ["prose-total-mismatch"]


@pytest.mark.parametrize("text", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_a_total_that_nothing_explains_is_wrong(text: str) -> None:
    # Less than the boxes alone, or more than everything together.
    assert totals(text, "4 hours") == ["prose-total-mismatch"]
    assert totals(text, "14 hours") == ["prose-total-mismatch"]


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_what_is_no_estimate_explains_nothing(text: str) -> None:
    assert totals(text, "13 hours") == ["prose-total-mismatch"]


def test_a_heading_is_explained_only_by_what_stands_below_it() -> None:
    below = "## API (13h)\n\n" + BOXES + "\n### Docs\n\n**Effort:** 8 hours\n"
    beside = "## API (13h)\n\n" + BOXES + "\n## Docs\n\n**Effort:** 8 hours\n"
    assert [one.name for one in lint(below)] == []
    assert [one.name for one in lint(beside)] == ["heading-total-mismatch"]


def test_subtasks_explain_themselves() -> None:
    text = "- [ ] a (9h)\n  - [ ] b (1h)\n\n**Effort:** 8 hours\n"
    assert [one.name for one in lint(text)] == ["parent-estimate-mismatch"]
