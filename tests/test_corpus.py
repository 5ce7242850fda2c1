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
    # Seven tasks are done with [X], these two with [x].
    ("andrejnano__UPA-projekt__TODO.md", 7, "inconsistent-done-mark"),
    ("andrejnano__UPA-projekt__TODO.md", 10, "inconsistent-done-mark"),
    # The file is a list of `[ ] | T… | …` lines without bullets: no tool sees one task in it.
    ("maciejjankowski__evil1.org___docs_3._backlog-all.md", 5, "malformed-checkbox"),
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
