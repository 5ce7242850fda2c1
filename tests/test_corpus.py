"""Real backlogs: every finding that the default rules make on them was looked at by a person."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

import backlogmd

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside this checkout"),
]

# File, line, rule; each with why a maintainer would agree.
FINDINGS = {
    # Both boxes below "モデルクラス実装" are ticked, and its own is not.
    ("SuzuzukiKeisuke__suzuki-blackjack_2025__TODO.md", 262, "open-with-all-done"),
    # Seven tasks are done with [X], these two with [x].
    ("andrejnano__UPA-projekt__TODO.md", 7, "inconsistent-done-mark"),
    ("andrejnano__UPA-projekt__TODO.md", 10, "inconsistent-done-mark"),
    # The file is a list of `[ ] | T… | …` lines without bullets: no tool sees one task in it.
    ("maciejjankowski__evil1.org___docs_3._backlog-all.md", 5, "malformed-checkbox"),
    # "15 %" in the status, and 16 of 45 boxes are ticked.
    ("0xthiagomartins__rpa-analyst__sprints_SPRINT_9_FLOW_EDITOR.md", 7, "stale-progress"),
    # One emoji for CRITICAL in a heading and for HIGH in the fields below it.
    ("AsithaLKonara__SmartStoreSaaS__REMAINING_TODO.md", 20, "inconsistent-priority-emoji"),
    # 59 errors are claimed in a heading and a line, and the list of routes adds up to 55.
    ("AsithaLKonara__SmartStoreSaaS__REMAINING_TODO.md", 64, "count-mismatch"),
    ("AsithaLKonara__SmartStoreSaaS__REMAINING_TODO.md", 72, "count-mismatch"),
    # 60-79 days for stories of 54-71, 48-64 for 43-59, 108-143 for 97-130.
    ("CoderMariusz__MonoPilot__new-doc_07-shipping_stories_IMPLEMENTATION-PLAN.md", 131, "prose-total-mismatch"),
    ("CoderMariusz__MonoPilot__new-doc_07-shipping_stories_IMPLEMENTATION-PLAN.md", 178, "total-mismatch"),
    ("CoderMariusz__MonoPilot__new-doc_07-shipping_stories_IMPLEMENTATION-PLAN.md", 179, "total-mismatch"),
    ("CoderMariusz__MonoPilot__new-doc_07-shipping_stories_IMPLEMENTATION-PLAN.md", 180, "total-mismatch"),
    # 66 items are claimed, 57 are listed.
    ("CrygoneJin__schatzinsel__ops_BACKLOG.md", 114, "count-mismatch"),
    # Six of the ten tasks below these phases have no effort: information.
    ("Payamann__Mystickahvezda__docs_archive_2026-03-audits_SKILLS_IMPROVEMENT_PLAN.md", 335, "partial-coverage"),
    # 6-10 hours over a breakdown of 5-10.
    ("RidgetopAi__mandrel__docs_archive_MANDREL_EMBEDDING_ANALYTICS_FIX_PLAN.md", 213, "prose-total-mismatch"),
    # "Under 10 minutes each", and one has 15.
    ("madasacoder__ai-conflict-dashboard__BUG_FIX_PRIORITY.md", 93, "prose-total-mismatch"),
    # Five open boxes whose lines end in a check mark.
    *(("madasacoder__ai-conflict-dashboard__TODO_PRIORITY.md", line, "state-mismatch") for line in range(109, 114)),
    # A machine-kept summary that nobody ran again: 7 of 8 rows, 8 of 17 tasks, 1 of 0, 7 of 8, 135 of 155 minutes.
    ("marcusquinn__cloudron-netbird-app__TODO.md", 92, "count-mismatch"),
    ("marcusquinn__cloudron-netbird-app__TODO.md", 128, "count-mismatch"),
    ("marcusquinn__cloudron-netbird-app__TODO.md", 128, "prose-total-mismatch"),
    # 4h over subtasks of 2h, 30m and 1h.
    ("peeomid__todos.md__demo_todos.md", 13, "parent-estimate-mismatch"),
    # 6h over subtasks of 1h, 2h and 2h.
    ("peeomid__todos.md__demo_todos.md", 26, "parent-estimate-mismatch"),
}


def rows() -> list[dict[str, str]]:
    with (CORPUS / "TRUTH.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def test_the_default_rules_find_what_was_looked_at_and_nothing_else() -> None:
    found = set()
    for row in rows():
        document = backlogmd.parse((CORPUS / row["file"]).read_bytes())
        for one in backlogmd.lint(document):
            found.add((row["file"], document.source.position(one.span.start).line, one.name))
    assert found == FINDINGS


def test_boxes_are_counted_as_by_hand() -> None:
    wrong = []
    for row in rows():
        document = backlogmd.parse((CORPUS / row["file"]).read_bytes())
        boxes = [task for task in document.tasks if task.form.name == "CHECKBOX"]
        states = Counter(task.state.name for task in boxes)
        counted = {
            "tasks_open": states["OPEN"],
            "tasks_done": states["DONE"],
            "tasks_other_state": len(boxes) - states["OPEN"] - states["DONE"],
            "tasks_with_estimate": sum(task.estimate is not None for task in boxes),
        }
        wrong += [
            (row["file"], name, number, row[name]) for name, number in counted.items() if number != int(row[name])
        ]
    assert wrong == []
