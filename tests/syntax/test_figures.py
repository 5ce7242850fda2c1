"""Counts, progress and totals in words."""

from __future__ import annotations

import pytest

from backlogmd.nodes import Count, Estimate, Progress
from backlogmd.source import Span
from backlogmd.syntax.figures import (
    has_claim_word,
    is_total_label,
    of_open,
    read_count,
    read_line_claims,
    read_progress,
)
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import DEFAULT


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("24 tasks", 24),
        ("1 task", 1),
        ("5 items", 5),
        ("3 to-dos", 3),
        ("24 open tasks", 24),
        ("24 tasks total", 24),
        ("total: 24 tasks", 24),
        ("7 Tasks", 7),
        ("42 задачи", 42),
        ("15 Aufgaben", 15),
        ("12 tareas pendientes", 12),
        ("9 tâches", 9),
        ("12 个任务", 12),
        ("共 12 个任务", 12),
        ("12件", 12),
        ("15개 작업", 15),
        ("24", None),
        ("tasks", None),
        ("24 小时", None),
        ("24 tasks (10 done)", None),
        ("v24 tasks", None),
        ("24 hours", None),
        ("24 task forces", None),
        ("24 stories", None),
        ("about 24 tasks", None),
        ("", None),
    ],
)
def test_a_count_is_a_number_of_tasks(text: str, number: int | None) -> None:
    count = read_count(text, Span(3, 3 + len(text)))
    assert count == (None if number is None else Count(number, text, Span(3, 3 + len(text))))


# The text, whether it is in square brackets, and done, total and percent.
PROGRESS = [
    ("[2/5]", True, (2, 5, None)),
    ("2/5", True, (2, 5, None)),
    ("[ 2/5 ]", True, (2, 5, None)),
    ("2 of 5", True, (2, 5, None)),
    ("[40%]", True, (None, None, 40)),
    ("0/3", True, (0, 3, None)),
    ("3/37 (8%)", False, (3, 37, 8)),
    ("3/37 - 8%", False, (3, 37, 8)),
    ("2/5 done", False, (2, 5, None)),
    ("12 of 57 tasks completed", False, (12, 57, None)),
    ("40% complete", False, (None, None, 40)),
    ("100% done", False, (None, None, 100)),
    ("45% (9/20)", False, (9, 20, 45)),
    ("45% complete (9/20 tasks)", False, (9, 20, 45)),
    ("40 % erledigt", False, (None, None, 40)),
    ("15% concluído", False, (None, None, 15)),
    ("3/7 задач выполнено", False, (3, 7, None)),
    ("已完成 45%", False, (None, None, 45)),
    ("100% 완료", False, (None, None, 100)),
    ("0/15 (0%)", False, (0, 15, 0)),
]

NO_PROGRESS = [
    ("2/5", False),
    ("5 of 8", False),
    ("40%", False),
    ("6/5", True),
    ("[6/5]", True),
    ("140%", True),
    ("HTTP/2", True),
    ("1/2/3", True),
    ("5 of 8 failing", True),
    ("80% coverage", False),
    ("80% test coverage", True),
    ("50% spent", False),
    ("45% (9 items left)", False),
    ("2026/03", False),
    ("[x]", True),
    ("[]", True),
    ("", True),
]


@pytest.mark.parametrize(("text", "square", "expected"), PROGRESS)
def test_progress_is_a_fraction_or_a_share(
    text: str, square: bool, expected: tuple[int | None, int | None, int | None]
) -> None:
    progress = read_progress(text, Span(0, len(text)), square=square)
    assert progress is not None
    assert (progress.done, progress.total, progress.percent, progress.text) == (*expected, text)


@pytest.mark.parametrize(("text", "square"), NO_PROGRESS)
def test_other_fractions_are_no_progress(text: str, square: bool) -> None:
    assert read_progress(text, Span(0, len(text)), square=square) is None


# A line of text, and everything it claims: value, subject, priorities it is about, open or done work.
CLAIMS = {
    "Total: 402 hours": "402 hours | Total | | None",
    "**Total: 402 hours**": "402 hours | Total | | None",
    "**Total:** 402 hours": "402 hours | Total | | None",
    "**Total Estimated Time**: 7-14 hours": "7-14 hours | Total Estimated Time | | None",
    "Total effort: ~3 weeks": "~3 weeks | Total effort | | None",
    "Grand total: 12 pts": "12 pts | Grand total | | None",
    "Estimated total: 4 days": "4 days | Estimated total | | None",
    "Total Story Points: 21": "21 | Total Story Points | | None",
    "Total hours: 40": "40 | Total hours | | None",
    "Total remaining effort: 40h": "40h | Total remaining effort | | True",
    "Total time spent: 40h": "40h | Total time spent | | False",
    "**Total P0 Work:** 6 hours": "6 hours | Total P0 Work | URGENT | None",
    "Total HIGH: 12 hours (about two days)": "12 hours | Total HIGH | HIGH | None",
    "Total tasks: 42": "42 | Total tasks | | None",
    "**Tasks:** 24": "24 | Tasks | | None",
    "Open tasks: 7": "7 | Open tasks | | True",
    "**Total Estimated Effort**: 12-19 hours | 40-60 points": "12-19 hours | Total Estimated Effort | | None",
    "Total: 3 days (24h)": "3 days | Total | | None",
    "Итого: 15 дней, 3 недели": "15 дней, 3 недели | Итого | | None",
    "**总预估工时**：约 40-50 小时（5-7 个工作日）": "约 40-50 小时 | 总预估工时 | | None",
    "总工时: 40": "40 | 总工时 | | None",
    "合計: 12時間": "12時間 | 合計 | | None",
    "총 예상 시간: 40시간": "40시간 | 총 예상 시간 | | None",
    "Gesamt: 40h": "40h | Gesamt | | None",
    "Gesamtaufwand: 12 Tage": "12 Tage | Gesamtaufwand | | None",
    "Gesamtstunden: 40": "40 | Gesamtstunden | | None",
    "Durée totale: 3 semaines": "3 semaines | Durée totale | | None",
    "Tempo total: 10 horas": "10 horas | Tempo total | | None",
    "Total: 3 semanas": "3 semanas | Total | | None",
    "Общее время: 40 часов": "40 часов | Общее время | | None",
    "Total time (hours): 40": "40 | Total time (hours) | | None",
    "Total de tareas: 12": "12 | Total de tareas | | None",
    "任务总数：12": "12 | 任务总数 | | None",
    "Всего задач: 42": "42 | Всего задач | | None",
    "Fortschritt: 40 %": "40 % | Fortschritt | | None",
    "进度：45%": "45% | 进度 | | None",
    "Overall Progress: 45% complete (9/20 tasks)": "45% complete (9/20 tasks) | Overall Progress | | None",
    "Progress: 3/37 (8%)": "3/37 (8%) | Progress | | None",
    "Progress: 3/37": "3/37 | Progress | | None",
    "**Overall progress:** 40%": "40% | Overall progress | | None",
    "12 of 57 tasks done": "12 of 57 tasks done | 12 of 57 tasks done | | None",
    "3/7 tasks completed.": "3/7 tasks completed | 3/7 tasks completed | | None",
    "Total cost: $400": None,
    "Total documentation: 90KB": None,
    "Total Documentation: ~90KB": None,
    "Total tests: 42": None,
    "TOTAL SCORE: 180": None,
    "Total time saved: 4 hours": None,
    "Total budget: 3 days": None,
    "Total duration: 10 min video": None,
    "Total time (without tests): 4 hours": None,
    "Итого: 1500 руб": None,
    "总进度: 正常": None,
    "总结: 4 小时": None,
    "Gesamtschule: 3 Tage": None,
    "Total: many": None,
    "Total:": None,
    "The total is 402 hours": None,
    "The total comes to: 402 hours": None,
    "Totally new: 4 hours": None,
    "Time: 4 hours": None,
    "Fix 5 of 8 failing test suites": None,
    "In progress: 3": None,
    "Progress was made in 3/4 of the cases": None,
    "Tasks: see below": None,
    "Tasks: 24 and more": None,
    "Progress: good": None,
    "| Total: | 4h |": None,
}


@pytest.mark.parametrize(("line", "expected"), CLAIMS.items())
def test_a_line_claims_what_a_person_reads_in_it(line: str, expected: str | None) -> None:
    run = Run.of(f"Words before.\n{line}\nWords after.")
    claims = read_line_claims(run, DEFAULT)
    told = [
        f"{one.value.text} | {one.subject} | {' '.join(one.selector.priorities)} | {one.of_open}".replace("|  |", "| |")
        for one in claims
    ]
    assert told == ([] if expected is None else [expected])
    for one in claims:
        assert isinstance(one.value, Count | Estimate | Progress)
        assert run.text[one.span.start : one.span.end].strip("* ") == one.value.text.strip("* ")


@pytest.mark.parametrize(("line", "expected"), [(line, told) for line, told in CLAIMS.items() if told])
def test_a_line_with_a_claim_is_worth_looking_at(line: str, expected: str) -> None:
    assert has_claim_word(line), expected


def test_every_line_of_a_paragraph_may_claim() -> None:
    claims = read_line_claims(Run.of("Total: 40h\nTasks: 7\nProgress: 10%"), DEFAULT)
    assert [one.subject for one in claims] == ["Total", "Tasks", "Progress"]


def test_a_line_longer_than_any_a_person_writes_claims_nothing() -> None:
    assert read_line_claims(Run.of("Total: 402 hours" + " " * 300 + "."), DEFAULT) == []


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Remaining", True),
        ("Open tasks", True),
        ("Left to do", True),
        ("Completed", False),
        ("Time spent", False),
        ("Hours", None),
        ("Opening", None),
        ("Offene Aufgaben", True),
        ("剩余工时", True),
        ("未完成", True),
        ("Осталось", True),
        ("Tareas completadas", False),
        ("已完成", False),
        ("実績時間", False),
        ("总工时", None),
    ],
)
def test_a_label_may_speak_of_open_or_finished_work(label: str, *, expected: bool | None) -> None:
    assert of_open(label) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Total", True),
        ("Estimated total time", True),
        ("Totals", False),
        ("The total", False),
        ("Total: 4h", False),
        ("Gesamtaufwand", True),
        ("总预估工时", True),
    ],
)
def test_a_total_is_known_by_its_label(text: str, *, expected: bool) -> None:
    assert is_total_label(text) is expected
