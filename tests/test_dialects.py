"""Every spelling that real backlogs have, and what a person reads in it.

A spelling stands in the least text that it needs. Where two readings are fair, the point is not tested, or `one_of`
names both.
"""

from __future__ import annotations

import pytest

import backlogmd
from backlogmd import Document, Estimate, Form, Section, State, Task
from backlogmd.nodes import Claim, ClaimKind, Count, DateKind, Kind, Progress

TITLE = "Rebuild the importer"


def amount(estimate: Estimate | None) -> str | None:
    """An estimate in words: `240 min`, `~120-180 min`, `<=10 min`, `3 pts`, `size M`."""
    if estimate is None:
        return None
    if estimate.kind is Kind.SIZE:
        return f"size {estimate.unit}"
    number = f"{estimate.low}-{estimate.high}" if estimate.is_range else f"{estimate.low}"
    unit = "pts" if estimate.kind is Kind.POINTS else "min"
    return f"{'~' if estimate.approximate else ''}{estimate.bound}{number} {unit}"


def figure(claim: Claim) -> str | None:
    """The value of a claim in words: `~40 min`, `24 tasks`, `3/7`, `40%`."""
    match claim.value:
        case Count(number=number):
            return f"{number} tasks"
        case Progress(done=int(done), total=int(total)):
            return f"{done}/{total}"
        case Progress(percent=percent):
            return f"{percent}%"
        case Estimate() as estimate:
            return amount(estimate)


def one_of(*readings: str | None) -> frozenset[str | None]:
    return frozenset(readings)


def matches(found: object, expected: object) -> bool:
    return found in expected if isinstance(expected, frozenset) else found == expected


def roots(document: Document) -> list[Task]:
    """The tasks that are nobody's subtask."""
    return [task for task in document.tasks if not any(isinstance(one, Task) for one in document.parents_of(task))]


def first(text: str) -> Task:
    tasks = backlogmd.parse(text).tasks
    assert tasks, f"no task is read in {text!r}"
    return tasks[0]


def level(document: Document, task: Task) -> str | None:
    priority = document.priority_of(task)
    return priority.level if priority else None


# Amounts, in every place where an estimate stands.

PLACES = {
    "box": (Form.CHECKBOX, "## Tasks\n\n- [ ] Rebuild the importer ({})\n- [ ] Sort the exports (1 hour)\n"),
    "box-dash": (Form.CHECKBOX, "## Tasks\n\n- [ ] Rebuild the importer - {}\n- [ ] Sort the exports - 1 hour\n"),
    "heading": (Form.HEADING, "## Tasks\n\n### 1. Rebuild the importer ({})\n\n### 2. Sort the exports (1 hour)\n"),
    "item": (Form.ITEM, "## Tasks\n\n1. **Rebuild the importer** ({})\n2. **Sort the exports** (1 hour)\n"),
    "line": (
        Form.LINE,
        (
            "## Tasks\n\n**Rebuild the importer ({})**\n- [ ] Read the old format\n\n"
            "**Sort the exports (1 hour)**\n- [ ] By name\n"
        ),
    ),
    "field": (
        Form.HEADING,
        "## Tasks\n\n### 1. Rebuild the importer\n\n**Effort:** {}\n\n### 2. Sort the exports\n\n**Effort:** 1 hour\n",
    ),
    "bullet": (
        Form.HEADING,
        "## Tasks\n\n### 1. Rebuild the importer\n- Estimate: {}\n\n### 2. Sort the exports\n- Estimate: 1 hour\n",
    ),
    "note": (Form.CHECKBOX, "## Tasks\n\n- [ ] Rebuild the importer\n  - Estimate: {}\n- [ ] Sort the exports\n"),
    "cell": (
        Form.ROW,
        "## Tasks\n\n| Task | Estimate |\n|---|---|\n| Rebuild the importer | {} |\n| Sort | 1 hour |\n",
    ),
}

AMOUNTS = {
    # English
    "4 hours": "240 min",
    "2h": "120 min",
    "30 min": "30 min",
    "3 days": "1440 min",
    "3d": "1440 min",
    "1 week": "2400 min",
    "2 weeks": "4800 min",
    "1 month": "9600 min",
    "1.5 hours": "90 min",
    "1hr 45min": "105 min",
    "half a day": "240 min",
    "half day": "240 min",
    "3 days, 24h": "1440 min",
    # Ranges, doubt, limits
    "2-3 hours": "120-180 min",
    "2-3 hrs": "120-180 min",
    "2–3 days": "960-1440 min",
    "1-2 weeks": "2400-4800 min",
    "~2h": "~120 min",
    "~45 min": "~45 min",
    "10+ hours": ">=600 min",
    "< 1 hour": "<=60 min",
    "under 10 minutes": "<=10 min",
    # Points
    "3 pts": "3 pts",
    "2 points": "2 pts",
    "2 SP": "2 pts",
    "5 story points": "5 pts",
    # Chinese, Japanese, Korean
    "2 小时": "120 min",
    "0.5 天": "240 min",
    "3天": "1440 min",
    "2 周": "4800 min",
    "30 分钟": "30 min",
    "5 个工作日": "2400 min",
    "约 3 小时": "~180 min",
    "2日": "960 min",
    "3日間": "1440 min",
    "1週間": "2400 min",
    "4時間": "240 min",
    "3시간": "180 min",
    "2일": "960 min",
    "1주": "2400 min",
    # Spanish, Portuguese
    "5 puntos": "5 pts",
    "2 dias": "960 min",
    "2 días": "960 min",
    "3 horas": "180 min",
    "30 minutos": "30 min",
    "2 semanas": "4800 min",
    "8 pontos": "8 pts",
    # German
    "4 Stunden": "240 min",
    "4 Std.": "240 min",
    "1 Tag": "480 min",
    "2 Tage": "960 min",
    "3 Wochen": "7200 min",
    "10 Min": "10 min",
    "1,5 Std": "90 min",
    # French
    "2 heures": "120 min",
    "3 jours": "1440 min",
    "2 semaines": "4800 min",
    # Russian
    "4 часа": "240 min",
    "8 часов": "480 min",
    "2 дня": "960 min",
    "5 дней": "2400 min",
    "1 неделя": "2400 min",
    "30 минут": "30 min",
    "2 ч": "120 min",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", AMOUNTS)
def test_an_amount_is_the_same_wherever_it_stands(text: str, place: str) -> None:
    form, context = PLACES[place]
    document = backlogmd.parse(context.format(text))
    tasks = roots(document)
    assert [task.form for task in tasks] == [form, form]
    assert (tasks[0].title.text, amount(tasks[0].estimate)) == (TITLE, AMOUNTS[text])


# Spellings that have a place of their own.

ESTIMATES_OF_A_BOX = {
    "Rebuild the importer (8h) [T-001]": "480 min",
    "Rebuild the importer (depends: T-001, T-002) (8h) [T-003]": "480 min",
    "Rebuild the importer ~2h": "~120 min",
    "Rebuild the importer ~45 min": "~45 min",
    "Rebuild the importer [3d]": "1440 min",
    "Rebuild the importer est:2h": "120 min",
    "Rebuild the importer Est: 2h": "120 min",
    "Rebuild the importer [id:7 est:30m]": "30 min",
    "Rebuild the importer @maria #import ~15m": "~15 min",
    "Rebuild the importer [estimate:: 2h]": "120 min",
    "Rebuild the importer `2h`": one_of("120 min", None),
    "Rebuild the importer — 3 days": "1440 min",
    "Rebuild the importer **(2h)**": "120 min",
    "Rebuild the importer *(2 hours)*": "120 min",
    "Rebuild the importer（3 天）": "1440 min",
    "(2h) Rebuild the importer": "120 min",
    "**Rebuild the importer** (2 hours)": "120 min",
    "**Rebuild the importer (2 hours)**": "120 min",
    "Rebuild the importer (2 SP / 16.0h)": one_of("2 pts", "960 min"),
    "Rebuild the importer (M)": "size M",
}


@pytest.mark.parametrize("line", ESTIMATES_OF_A_BOX)
def test_an_estimate_is_found_in_a_line_with_a_box(line: str) -> None:
    task = first(f"## Tasks\n\n- [ ] {line}\n")
    assert matches(amount(task.estimate), ESTIMATES_OF_A_BOX[line])
    assert TITLE in task.title.text


ESTIMATE_FIELDS = {
    "**Effort:** 2h": "120 min",
    "**Effort**: 2h": "120 min",
    "**Effort: 2h**": "120 min",
    "*Effort:* 2h": "120 min",
    "Effort: 2h": "120 min",
    "- **Effort:** 2h": "120 min",
    "- **Effort**: 2h": "120 min",
    "* Effort: 2h": "120 min",
    "- Effort - 2h": one_of("120 min", None),
    "**Estimate:** 4 hours": "240 min",
    "**Estimated Time:** 2-4 hours": "120-240 min",
    "**Estimated Effort:** 1-2 days": "480-960 min",
    "**Estimation:** 3 days": "1440 min",
    "**Estimated:** 30 min": "30 min",
    "**Time:** 2 hours": "120 min",
    "**Time**: 2 hours  ": "120 min",
    "**Time Estimate:** 6h": "360 min",
    "**Est. Time:** 15 min": "15 min",
    "**Expected time:** 3 hours": "180 min",
    "**Duration:** 3 days": "1440 min",
    "**Story Points:** 5": "5 pts",
    "**Points:** 3": "3 pts",
    "**Effort:** S": "size S",
    "**Effort:** XL": "size XL",
    "**Effort:** L (half day)": one_of("size L", "240 min"),
    "**Effort:** ~3 days": "~1440 min",
    "**Effort:** 6 hours (with review)": "360 min",
    "**Effort:** 2 SP / 16.0h": one_of("2 pts", "960 min"),
    "**Effort:** ~45 min (3 forms at 15 min)": "~45 min",
    "**Priority:** P1 | **Effort:** 2h": "120 min",
    "**Effort:** 2h | **Owner:** Maria": "120 min",
    "**Effort:** 2h, **Risk:** low": "120 min",
    "⏱️ **Estimate:** 2h": "120 min",
    "[effort:: 2h]": "120 min",
    "**预估工时**: 2 小时": "120 min",
    "**预估工时**：0.5 小时 | **依赖**：无": "30 min",
    "**工时**: 3 天": "1440 min",
    "**預估時間**: 4 小時": "240 min",
    "**预估工时**: 约 40-50 小时（5-7 个工作日）": "~2400-3000 min",
    "**見積もり**: 2日": "960 min",
    "**工数**: 3日": "1440 min",
    "**예상 시간**: 3시간": "180 min",
    "**Aufwand:** 3 Stunden": "180 min",
    "**Geschätzter Aufwand:** 2 Tage": "960 min",
    "**Schätzung:** 5 Punkte": "5 pts",
    "**Zeitbudget:** 10 Min": "10 min",
    "**Estimation :** 2 jours": "960 min",
    "**Temps estimé :** 3 h": "180 min",
    "**Estimación:** 5 puntos": "5 pts",
    "**Tiempo estimado:** 3 horas": "180 min",
    "**Esfuerzo:** 2 días": "960 min",
    "**Esforço:** 2 dias": "960 min",
    "**Estimativa:** 4 horas": "240 min",
    "**Tempo estimado:** 4 horas": "240 min",
    "**Оценка:** 4 часа": "240 min",
    "**Трудозатраты:** 2 дня": "960 min",
    # No amount yet, or none of effort.
    "**Effort:** TBD": None,
    "**Effort:** ?": None,
    "**Effort:** -": None,
    "**Effort:** n/a": None,
    "**Effort:** 4-6 hours per page": None,
    "**Time:** 14:30": None,
    "**Timeout:** 30s": None,
    "**Retries:** 5min → 15min → 1hr": None,
    "**Response time:** 200ms": None,
    "**Uptime:** 24 hours": None,
    "**Reading time:** 4 min": None,
    "**Last run:** 2 hours ago": None,
    "**Cost:** $10/month": None,
    "**Size:** 45KB": None,
    "**Symptom:** the clock is 4 hours ahead": None,
    "**Impact:** saves 2 hours a week": None,
    "**Version:** 2.5": None,
    "**Timeframes:** 1m/5m/15m/1h/1d": None,
    "**Time spent:** 2h": None,
    "**Actual:** 2h": None,
}


@pytest.mark.parametrize("field", ESTIMATE_FIELDS)
def test_an_estimate_is_found_in_a_field_below_a_heading(field: str) -> None:
    text = (
        f"## Backlog\n\n### 1. Rebuild the importer\n{field}\n\n"
        "It breaks on tabs.\n\n### 2. Sort the exports\n\nBy name.\n"
    )
    tasks = backlogmd.parse(text).tasks
    assert [(task.form, task.title.text) for task in tasks] == [
        (Form.HEADING, TITLE),
        (Form.HEADING, "Sort the exports"),
    ]
    assert matches(amount(tasks[0].estimate), ESTIMATE_FIELDS[field])
    assert tasks[1].estimate is None


ESTIMATE_CELLS = {
    ("Est.", "30min"): "30 min",
    ("Estimated Time", "2-4 hours"): "120-240 min",
    ("Hours", "4"): "240 min",
    ("Effort (h)", "6"): "360 min",
    ("Estimate (hours)", "1.5"): "90 min",
    ("Effort [days]", "2"): "960 min",
    ("Days", "3-4"): "1440-1920 min",
    ("Points", "5"): "5 pts",
    ("Story Points", "8"): "8 pts",
    ("SP", "13"): "13 pts",
    ("Pts", "**3**"): "3 pts",
    ("Size", "M"): "size M",
    ("Effort", "XL"): "size XL",
    ("Effort", "**2h**"): "120 min",
    ("Time", "1hr 45min"): "105 min",
    ("Estimación", "5 puntos"): "5 pts",
    ("Puntos", "8"): "8 pts",
    ("Estimativa", "3 dias"): "1440 min",
    ("Aufwand", "2 Tage"): "960 min",
    ("Aufwand (Std.)", "4"): "240 min",
    ("Zeitbudget", "5 Min + ggf. Rückruf"): one_of("5 min", ">=5 min", "~5 min"),
    ("Charge", "2 jours"): "960 min",
    ("工时", "3 小时"): "180 min",
    ("預估工時", "2天"): "960 min",
    ("工数", "2日"): "960 min",
    ("예상 시간", "3시간"): "180 min",
    ("Оценка", "3 дня"): "1440 min",
    ("Estimate", ""): None,
    ("Estimate", "-"): None,
    ("Estimate", "TBD"): None,
    ("Estimate", "?"): None,
    ("Timeout", "30s"): None,
    ("Interval", "5 min"): None,
    ("Reading time", "2 min"): None,
    ("Response time", "250ms"): None,
    ("Size", "45KB"): None,
    ("Cost", "$10/month"): None,
    ("Target", "P95 ≤250ms"): None,
    ("Version", "1.5"): None,
    ("Realtime", "1hr 45min"): None,
    ("Actual", "3h"): None,
    ("Notes", "retry after 5 min"): None,
    ("Notes", "1h video from Monday"): None,
    ("Due", "2 days"): None,
}


@pytest.mark.parametrize(("header", "cell"), ESTIMATE_CELLS)
def test_an_estimate_is_found_in_a_cell(header: str, cell: str) -> None:
    text = (
        f"## Tasks\n\n| ID | Task | {header} | Status |\n|---|---|---|---|\n"
        f"| T-1 | Rebuild the importer | {cell} | To Do |\n| T-2 | Sort the exports | | Done |\n"
    )
    tasks = backlogmd.parse(text).tasks
    assert [(task.form, task.title.text) for task in tasks] == [(Form.ROW, TITLE), (Form.ROW, "Sort the exports")]
    assert matches(amount(tasks[0].estimate), ESTIMATE_CELLS[header, cell])


ACTUALS = {
    "### 1. Rebuild the importer\n**Estimate:** 2h\n**Actual:** 3h": ("120 min", "180 min"),
    "### 1. Rebuild the importer\n- Estimated: 2 days\n- Time spent: 4 hours": ("960 min", "240 min"),
    "| Task | Estimate | Actual |\n|---|---|---|\n| Rebuild the importer | 2h | 90 min |": ("120 min", "90 min"),
    "| Task | Estimate | Realtime |\n|---|:-:|:-:|\n| Rebuild the importer | 15min | 1hr 5min |": ("15 min", "65 min"),
    "- [x] Rebuild the importer est:2h actual:45m": ("120 min", "45 min"),
    "- [x] Rebuild the importer (2h)\n  - Actual: 3h": ("120 min", "180 min"),
}


@pytest.mark.parametrize("text", ACTUALS)
def test_time_spent_is_no_estimate(text: str) -> None:
    task = first(f"## Tasks\n\n{text}\n")
    assert (amount(task.estimate), amount(task.actual)) == ACTUALS[text]


# What looks like an estimate and is none, wherever it stands.

LURES = [
    "Retry the webhooks (5min → 15min → 1hr → 4hrs)",
    "Offer timers of 60s / 90s / 120s",
    "Draw charts for all timeframes (1m/5m/15m/1h/1d)",
    "Poll the queue every 10s",
    "Refresh the rates every 4 hours",
    "Limit password resets (1 per hour)",
    "Drop 5-min stale quotes",
    "The clock shows 4 hours ahead",
    "Cut the 1h video",
    "1h video of the workshop",
    "Group events in a 30-second window",
    "Collect 3-5 real-world examples",
    "검색 응답 3초 이내",
    "Keep P95 ≤250ms",
    "Accept a clock skew of ±300s",
    "Link the style guide (2 min read)",
    "Cut the test run from 12 minutes to 4",
    "Test Execution Time - 12+ minutes to 4.5",
    "Stay under $10/month",
    "Move to the $200-500/month plan",
    "Shrink the bundle (45KB)",
    "Cache the token for 24 hours",
    "Log people out after 30 minutes",
    "Keep backups for 30 days",
    "Offer a 7-day trial",
    "Answer support mail 24/7",
    "Replace the 3D viewer",
    "Support up to 10 users",
    "Release 2.5 to the stores",
]

LURE_PLACES = {
    "box": (Form.CHECKBOX, "## Tasks\n\n- [ ] {}\n- [ ] Sort the exports\n"),
    "heading": (Form.HEADING, "## Tasks\n\n### 1. {}\n\nSoon.\n\n### 2. Sort the exports\n\nBy name.\n"),
    "item": (Form.ITEM, "## Tasks\n\n1. **{}**\n2. **Sort the exports**\n"),
    "cell": (
        Form.ROW,
        "## Tasks\n\n| Task | Status |\n|---|---|\n| {} | To Do |\n| Sort the exports | To Do |\n",
    ),
}


@pytest.mark.parametrize("place", LURE_PLACES)
@pytest.mark.parametrize("title", LURES)
def test_what_looks_like_an_estimate_stays_part_of_the_title(title: str, place: str) -> None:
    form, context = LURE_PLACES[place]
    task = first(context.format(title))
    assert (task.form, task.title.text, task.estimate) == (form, title, None)


LURE_NOTES = {
    "box": "## Tasks\n\n- [ ] Rebuild the importer\n  - {}\n",
    "heading": "## Tasks\n\n### 1. Rebuild the importer\n\n{}\n\n### 2. Sort the exports\n\nBy name.\n",
    "field": "## Tasks\n\n### 1. Rebuild the importer\n**Fix:** {}\n\n### 2. Sort the exports\n**Fix:** by name\n",
    "cell": (
        "## Tasks\n\n| Task | Notes | Status |\n|---|---|---|\n"
        "| Rebuild the importer | {} | To Do |\n| Sort the exports | | Done |\n"
    ),
}


@pytest.mark.parametrize("place", LURE_NOTES)
@pytest.mark.parametrize("text", LURES)
def test_what_looks_like_an_estimate_is_none_below_a_task_either(text: str, place: str) -> None:
    task = first(LURE_NOTES[place].format(text))
    assert (task.title.text, task.estimate) == (TITLE, None)


# Priorities.

PRIORITY_PLACES = {
    "field": "## Tasks\n\n### 1. Rebuild the importer\n**Priority**: {}\n\n### 2. Sort the exports\n\nBy name.\n",
    "bullet": "## Tasks\n\n### 1. Rebuild the importer\n- **Priority:** {}\n\n### 2. Sort the exports\n\nBy name.\n",
    "note": "## Tasks\n\n- [ ] Rebuild the importer\n  - Priority: {}\n- [ ] Sort the exports\n",
    "cell": "## Tasks\n\n| Task | Priority |\n|---|---|\n| Rebuild the importer | {} |\n| Sort the exports | |\n",
}

PRIORITIES = {
    "Critical": "URGENT",
    "Urgent": "URGENT",
    "High": "HIGH",
    "HIGH": "HIGH",
    "medium": "MEDIUM",
    "Low": "LOW",
    "**High**": "HIGH",
    "P0": "URGENT",
    "P1": "HIGH",
    "P2": "MEDIUM",
    "P3": "LOW",
    "P4": "LOWEST",
    "🔴 Critical": "URGENT",
    "🔴 High": "HIGH",
    "🔴 **HIGH**": "HIGH",
    "🟠 P1": "HIGH",
    "🟡 High": "HIGH",
    "🟡 Medium": "MEDIUM",
    "🟢 Medium": "MEDIUM",
    "🟢 Low": "LOW",
    "🔵 Low": "LOW",
    "🚨 Critical": "URGENT",
    "⚠️ Medium": "MEDIUM",
    "High 🔴": "HIGH",
    "🔴 P0": "URGENT",
    "High (blocks the release)": "HIGH",
    # Chinese, Japanese, Korean
    "紧急": "URGENT",
    "高": "HIGH",
    "中": "MEDIUM",
    "低": "LOW",
    "높음": "HIGH",
    "낮음": "LOW",
    # Spanish, Portuguese, French, German, Russian
    "CRÍTICA": "URGENT",
    "Alta": "HIGH",
    "Media": "MEDIUM",
    "Média": "MEDIUM",
    "Baja": "LOW",
    "Baixa": "LOW",
    "Haute": "HIGH",
    "🟡 MOYENNE": "MEDIUM",
    "🟢 BASSE": "LOW",
    "Hoch": "HIGH",
    "Mittel": "MEDIUM",
    "Niedrig": "LOW",
    "Высокий": "HIGH",
    "Средний": "MEDIUM",
    "Низкий": "LOW",
}


@pytest.mark.parametrize("place", PRIORITY_PLACES)
@pytest.mark.parametrize("text", PRIORITIES)
def test_a_priority_has_the_level_of_its_word(text: str, place: str) -> None:
    document = backlogmd.parse(PRIORITY_PLACES[place].format(text))
    found = [(task.title.text, level(document, task)) for task in document.tasks]
    assert found == [(TITLE, PRIORITIES[text]), ("Sort the exports", None)]


PRIORITY_LINES = {
    "- [ ] Rebuild the importer (P0)": "URGENT",
    "- [ ] Rebuild the importer [P1]": "HIGH",
    "- [ ] **[P2]** Rebuild the importer": "MEDIUM",
    "- [ ] P3: Rebuild the importer": "LOW",
    "- [ ] (A) Rebuild the importer": "URGENT",
    "- [ ] Rebuild the importer #priority:high": "HIGH",
    "- [ ] Rebuild the importer priority:low": "LOW",
    "- [ ] Rebuild the importer [priority:: high]": "HIGH",
    "- [ ] Rebuild the importer [id:4 priority:high energy:low]": "HIGH",
    "- [ ] Rebuild the importer +urgent": "URGENT",
    "- [ ] 🔴 HIGH: Rebuild the importer": "HIGH",
    "- [ ] [HIGH] Rebuild the importer": "HIGH",
    "- [ ] Rebuild the importer 🔴": "URGENT",
    "### Task 1.1: Rebuild the importer [P0]": "URGENT",
    "### 1. Rebuild the importer (P1)": "HIGH",
    "### 🔴 BUG-12: Rebuild the importer\n**Time:** 2h": "URGENT",
    "### 1. 🟠 HIGH: Rebuild the importer\n**Time:** 2h": "HIGH",
    "1. **Rebuild the importer** [P1] (2h)": "HIGH",
    "- **Rebuild the importer** (2h) - High Priority": "HIGH",
    "**[P1] Rebuild the importer (3 pts)**\n- [ ] Read the old format": "HIGH",
    "| Task | Prio |\n|---|---|\n| Rebuild the importer | P2 |": "MEDIUM",
    "| Requisito | Prioridad |\n|---|---|\n| Rebuild the importer | Alta |": "HIGH",
    "| Aufgabe | Priorität |\n|---|---|\n| Rebuild the importer | Hoch |": "HIGH",
    "| 任务 | 优先级 |\n|---|---|\n| Rebuild the importer | 高 |": "HIGH",
    "| Tâche | Priorité |\n|---|---|\n| Rebuild the importer | Basse |": "LOW",
    "| Задача | Приоритет |\n|---|---|\n| Rebuild the importer | Высокий |": "HIGH",
    # No priorities.
    "- [ ] Rebuild the importer risk:medium": None,
    "- [ ] T001 [P] Rebuild the importer": None,
    "- [ ] Rebuild the importer with high contrast": None,
    "- [ ] Rebuild the importer #effort:high": None,
    "### 1. Rebuild the importer\n**Effort:** Medium": None,
    "### 1. Rebuild the importer\n**Complexity:** Low": None,
    "### 1. Rebuild the importer\n**Impact:** High": None,
    "### 1. Rebuild the importer\n**Risk:** 🟡 Medium": None,
    "### 1. Rebuild the importer\n**Confidence:** High": None,
    "| Task | Risk | Status |\n|---|---|---|\n| Rebuild the importer | High | To Do |": None,
    "| Task | Impact | Effort |\n|---|---|---|\n| Rebuild the importer | High | Low |": None,
    "| Task | Status |\n|---|---|\n| Rebuild the importer | 🟢 Done |": None,
}


@pytest.mark.parametrize("text", PRIORITY_LINES)
def test_a_priority_is_found_in_a_line(text: str) -> None:
    document = backlogmd.parse(f"## Tasks\n\n{text}\n")
    task = document.tasks[0]
    assert level(document, task) == PRIORITY_LINES[text]
    assert TITLE in task.title.text


PRIORITY_HEADINGS = {
    "🔴 URGENT": "URGENT",
    "🔴 **CRITICAL**": "URGENT",
    "🔴 CRITICAL - Fix Today": "URGENT",
    "Critical Issues (Must Fix)": "URGENT",
    "High Priority Tasks 🔴": "HIGH",
    "High Priority (Fix This Week)": "HIGH",
    "🟡 HIGH - Fix This Week": "HIGH",
    "🟢 MEDIUM - Next Sprint": "MEDIUM",
    "Medium Priority": "MEDIUM",
    "Low Priority (Backlog)": "LOW",
    "Priority: High": "HIGH",
    "P1 - Core": "HIGH",
    "P0: Before the launch": "URGENT",
    "🟠 P1": "HIGH",
    "Высокий приоритет": "HIGH",
    "Средний приоритет": "MEDIUM",
    "Низкий приоритет": "LOW",
    "🔴 高優先級": "HIGH",
    "🟡 中優先級": "MEDIUM",
    "低优先级": "LOW",
    "Hohe Priorität": "HIGH",
    "Niedrige Priorität": "LOW",
    "Prioridad alta": "HIGH",
    "Prioridade Baixa": "LOW",
    "Priorité haute": "HIGH",
    "Tasks": None,
    "Critical Path": None,
    "High-Level Goals": None,
    "Low-Hanging Fruit": None,
}


@pytest.mark.parametrize("heading", PRIORITY_HEADINGS)
def test_a_heading_gives_its_priority_to_the_tasks_below(heading: str) -> None:
    document = backlogmd.parse(f"# Plan\n\n## {heading}\n\n- [ ] Rebuild the importer (2h)\n")
    assert level(document, document.tasks[0]) == PRIORITY_HEADINGS[heading]


def test_severity_does_not_take_the_place_of_priority() -> None:
    document = backlogmd.parse("## High Priority\n\n### 1. Rebuild the importer\n**Severity:** LOW\n**Effort:** 2h\n")
    assert level(document, document.tasks[0]) == "HIGH"


SCALES = {
    "the legend of the file": (
        (
            "## Legend\n\n- 🔴 High\n- 🟡 Medium\n- 🟢 Low\n\n## Tasks\n\n"
            "- [ ] Rebuild the importer 🔴\n- [ ] Sort the exports 🟡\n- [ ] Rename the fields 🟢\n"
        ),
        ["HIGH", "MEDIUM", "LOW"],
    ),
    "words beside the same colours": (
        (
            "## 🔴 CRITICAL\n\n- [ ] Rebuild the importer\n\n## 🟡 HIGH\n\n- [ ] Sort the exports\n\n"
            "## 🟢 MEDIUM\n\n- [ ] Rename the fields\n"
        ),
        ["URGENT", "HIGH", "MEDIUM"],
    ),
    "a shifted legend": (
        (
            "**Priority:** 🔴 critical, 🟡 high, 🟢 medium, 🔵 low\n\n## Tasks\n\n"
            "- [ ] Rebuild the importer 🟡\n- [ ] Sort the exports 🟢\n- [ ] Rename the fields 🔵\n"
        ),
        ["HIGH", "MEDIUM", "LOW"],
    ),
    "a legend of states": (
        (
            "**Status:** 🔴 pending, 🟡 in progress, 🟢 done\n\n## Tasks\n\n"
            "- 🔴 **Rebuild the importer**\n- 🟡 **Sort the exports**\n- 🟢 **Rename the fields**\n"
        ),
        [None, None, None],
    ),
}


@pytest.mark.parametrize("name", SCALES)
def test_a_bare_colour_is_read_with_the_legend_of_its_file(name: str) -> None:
    text, levels = SCALES[name]
    document = backlogmd.parse(text)
    assert [level(document, task) for task in document.tasks] == levels


def test_circles_are_states_where_the_file_says_so() -> None:
    text, _ = SCALES["a legend of states"]
    assert [task.state for task in backlogmd.parse(text).tasks] == [State.OPEN, State.IN_PROGRESS, State.DONE]


@pytest.mark.parametrize("words", [("Must", "Should", "Could"), ("Must have", "Should have", "Could have")])
def test_moscow_words_are_levels_in_their_order(words: tuple[str, ...]) -> None:
    rows = "".join(f"| Story {index} | {word} |\n" for index, word in enumerate(words))
    document = backlogmd.parse(f"## Stories\n\n| Story | Priority |\n|---|---|\n{rows}")
    names = [one.name for one in backlogmd.Dialect().levels]
    levels = [names.index(level(document, task) or "") for task in document.tasks]
    assert levels == sorted(set(levels))
    assert len(levels) == 3


# States.

BOXES = {
    "- [ ] Rebuild the importer": State.OPEN,
    "- [x] Rebuild the importer": State.DONE,
    "- [X] Rebuild the importer": State.DONE,
    "* [ ] Rebuild the importer": State.OPEN,
    "1. [ ] Rebuild the importer": State.OPEN,
    "1. [x] Rebuild the importer": State.DONE,
    "- [~] Rebuild the importer": State.IN_PROGRESS,
    "- [/] Rebuild the importer": State.IN_PROGRESS,
    "- [-] Rebuild the importer": State.CANCELLED,
    "- [>] Rebuild the importer": State.DEFERRED,
    "- [y] Rebuild the importer": State.UNKNOWN,
    "- [P] Rebuild the importer": State.UNKNOWN,
    "- [ ] **Rebuild the importer**": State.OPEN,
    "- [ ] ✅ Rebuild the importer": State.OPEN,
    "- [ ] Rebuild the importer ✅": State.OPEN,
    "- [ ] Rebuild the importer ✅ DONE": State.OPEN,
    "- [ ] ~~Rebuild the importer~~": State.OPEN,
    "- [x] ~~Rebuild the importer~~": State.DONE,
    "- [ ] Rebuild the importer\n  - Status: Done": State.OPEN,
    "- [x] Rebuild the importer\n  - Status: To Do": State.DONE,
}


@pytest.mark.parametrize("text", BOXES)
def test_the_box_says_the_state(text: str) -> None:
    task = first(f"## Tasks\n\n{text}\n")
    assert (task.form, task.title.text, task.state) == (Form.CHECKBOX, TITLE, BOXES[text])


MISMATCHES = {
    "- [ ] Rebuild the importer ✅": True,
    "- [ ] ✅ Rebuild the importer": True,
    "- [ ] Rebuild the importer ✅ DONE": True,
    "- [ ] ~~Rebuild the importer~~": True,
    "- [x] Rebuild the importer\n  - Status: To Do": True,
    "- [ ] Rebuild the importer\n  - Status: Done": True,
    "- [x] Rebuild the importer ✅": False,
    "- [x] ~~Rebuild the importer~~": False,
    "- [ ] Rebuild the importer\n  - Status: To Do": False,
    "- [x] Rebuild the importer\n  - Status: ✅ Done": False,
    "- [ ] Rebuild the importer": False,
    "- [ ] Show ✅ beside saved forms": False,
    "- [x] Rebuild the importer ✅ 2026-03-01": False,
    "- ✅ **Rebuild the importer**": False,
}


@pytest.mark.parametrize("text", MISMATCHES)
def test_two_marks_that_disagree_are_reported(text: str) -> None:
    found = backlogmd.lint(f"## Tasks\n\n{text}\n")
    assert any(one.code == "BL506" for one in found) is MISMATCHES[text]


@pytest.mark.parametrize(
    "text",
    [
        "[ ] | T001 | Rebuild the importer |\n[ ] | T002 | Sort the exports |",
        "- [] Rebuild the importer",
        "-[ ] Rebuild the importer",
        "- [ 2. Rebuild the importer",
        "- [x 5. Rebuild the importer",
        "- [y](https://example.org) Rebuild the importer",
        "```\n- [ ] Rebuild the importer\n```",
        "<!--\n- [ ] Rebuild the importer\n-->",
        "    - [ ] Rebuild the importer",
    ],
)
def test_what_is_no_box_makes_no_task_with_a_box(text: str) -> None:
    assert [task for task in backlogmd.parse(f"## Tasks\n\n{text}\n").tasks if task.form is Form.CHECKBOX] == []


STATE_PLACES = {
    "field": "## Tasks\n\n### 1. Rebuild the importer\n**Status**: {}\n\n### 2. Sort the exports\n\nBy name.\n",
    "bullet": "## Tasks\n\n### 1. Rebuild the importer\n- **Status:** {}\n\n### 2. Sort the exports\n\nBy name.\n",
    "cell": "## Tasks\n\n| Task | Status |\n|---|---|\n| Rebuild the importer | {} |\n| Sort the exports | |\n",
}

PAUSED = frozenset({State.BLOCKED, State.DEFERRED})

STATES = {
    "To Do": State.OPEN,
    "TODO": State.OPEN,
    "Open": State.OPEN,
    "Not started": State.OPEN,
    "Pending": State.OPEN,
    "❌ Not started": State.OPEN,
    "⏸️ NOT STARTED": State.OPEN,
    "🔴 Not Started": State.OPEN,
    "⬜": State.OPEN,
    "🔲": State.OPEN,
    "⬜ To Do": State.OPEN,
    "In Progress": State.IN_PROGRESS,
    "🔄": State.IN_PROGRESS,
    "🔄 In Progress": State.IN_PROGRESS,
    "🟡 In Progress": State.IN_PROGRESS,
    "⏳ In progress": State.IN_PROGRESS,
    "In Review": State.IN_PROGRESS,
    "WIP": State.IN_PROGRESS,
    "Done": State.DONE,
    "DONE": State.DONE,
    "✅": State.DONE,
    "✅ Done": State.DONE,
    "✅ **DONE**": State.DONE,
    "✅ Completed": State.DONE,
    "Completed (2026-01-28)": State.DONE,
    "🟢 Done": State.DONE,
    "Closed": State.DONE,
    "Fixed": State.DONE,
    "Blocked": State.BLOCKED,
    "🟠 Blocked": State.BLOCKED,
    "⛔ Blocked": State.BLOCKED,
    "On hold": PAUSED,
    "Deferred": State.DEFERRED,
    "Postponed": State.DEFERRED,
    "Cancelled": State.CANCELLED,
    "Won't fix": State.CANCELLED,
    # Spanish, Portuguese, French, German
    "Pendiente": State.OPEN,
    "En proceso": State.IN_PROGRESS,
    "En progreso": State.IN_PROGRESS,
    "Terminado": State.DONE,
    "Completado": State.DONE,
    "Pendente": State.OPEN,
    "Em andamento": State.IN_PROGRESS,
    "Concluído": State.DONE,
    "À faire": State.OPEN,
    "En cours": State.IN_PROGRESS,
    "Terminé": State.DONE,
    "Offen": State.OPEN,
    "In Arbeit": State.IN_PROGRESS,
    "Erledigt": State.DONE,
    # Russian, Chinese, Japanese, Korean
    "Не начато": State.OPEN,
    "В работе": State.IN_PROGRESS,
    "Готово": State.DONE,
    "Завершено": State.DONE,
    "Отложено": State.DEFERRED,
    "未开始": State.OPEN,
    "待办": State.OPEN,
    "进行中": State.IN_PROGRESS,
    "✅ 已完成": State.DONE,
    "未着手": State.OPEN,
    "進行中": State.IN_PROGRESS,
    "完了": State.DONE,
    "대기": State.OPEN,
    "진행 중": State.IN_PROGRESS,
    "완료": State.DONE,
}


@pytest.mark.parametrize("place", STATE_PLACES)
@pytest.mark.parametrize("text", STATES)
def test_a_status_says_the_state(text: str, place: str) -> None:
    tasks = backlogmd.parse(STATE_PLACES[place].format(text)).tasks
    assert [task.title.text for task in tasks] == [TITLE, "Sort the exports"]
    assert matches(tasks[0].state, STATES[text])
    assert tasks[1].state is State.OPEN


STATE_LINES = {
    "- ✅ Rebuild the importer\n- ⬜ Sort the exports": State.DONE,
    "- ✅ **Rebuild the importer** - since March\n- ⬜ **Sort the exports**": State.DONE,
    "- ⬜ Rebuild the importer\n- ✅ Sort the exports": State.OPEN,
    "- 🔲 Rebuild the importer\n- ✅ Sort the exports": State.OPEN,
    "- 🔄 Rebuild the importer\n- ✅ Sort the exports": State.IN_PROGRESS,
    "- ❌ Rebuild the importer\n- ✅ Sort the exports": frozenset({State.OPEN, State.CANCELLED}),
    "- ⏳ Rebuild the importer\n- ✅ Sort the exports": frozenset({State.OPEN, State.IN_PROGRESS}),
    "- ⏸️ Rebuild the importer\n- ✅ Sort the exports": PAUSED,
    "1. ✅ Rebuild the importer\n2. 🔄 Sort the exports": State.DONE,
    "- Rebuild the importer ✅\n- Sort the exports ⏳": State.DONE,
    "- **Rebuild the importer** ✅\n- **Sort the exports**": State.DONE,
    "- ~~Rebuild the importer~~\n- **Sort the exports**": frozenset({State.DONE, State.CANCELLED}),
    "1. ~~**Rebuild the importer**~~ (2h)\n2. **Sort the exports** (1h)": frozenset({State.DONE, State.CANCELLED}),
    "### 1. Rebuild the importer ✅\n\n### 2. Sort the exports": State.DONE,
    "### ✅ 1. Rebuild the importer\n\n### 🔄 2. Sort the exports": State.DONE,
    "### 1. ✅ Rebuild the importer\n\n### 2. ⬜ Sort the exports": State.DONE,
    "### 1. Rebuild the importer 🔄\n\n### 2. Sort the exports ✅": State.IN_PROGRESS,
    "### 1. Rebuild the importer ✅ DONE\n\n### 2. Sort the exports": State.DONE,
    "### 1. Rebuild the importer - ⏸️ NOT STARTED\n\n### 2. Sort the exports - ✅ DONE": State.OPEN,
    "### ~~1. Rebuild the importer~~\n\n### 2. Sort the exports": frozenset({State.DONE, State.CANCELLED}),
    "**Rebuild the importer (3 pts)** ✅\n- [x] Read it\n\n**Sort the exports (2 pts)**\n- [ ] By name": State.DONE,
    "| | Task |\n|---|---|\n| [x] | Rebuild the importer |\n| [ ] | Sort the exports |": State.DONE,
    "| Task | Done |\n|---|---|\n| Rebuild the importer | [x] |\n| Sort the exports | [ ] |": State.DONE,
    "| Task | Done |\n|---|---|\n| Rebuild the importer | [ ] |\n| Sort the exports | [x] |": State.OPEN,
    "| Task | Done |\n|---|---|\n| Rebuild the importer | ✅ |\n| Sort the exports | ❌ |": State.DONE,
    "| Task | Done |\n|---|---|\n| Rebuild the importer | ❌ |\n| Sort the exports | ✅ |": State.OPEN,
    "| Tarea | Estado |\n|---|---|\n| Rebuild the importer | Terminado |\n| Sort the exports | Pendiente |": State.DONE,
    "| Aufgabe | Status |\n|---|---|\n| Rebuild the importer | Erledigt |\n| Sort the exports | Offen |": State.DONE,
    "| Tâche | Statut |\n|---|---|\n| Rebuild the importer | Terminé |\n| Sort the exports | À faire |": State.DONE,
    "| Tarefa | Situação |\n|---|---|\n| Rebuild the importer | Concluído |\n| Sort the exports | |": State.DONE,
    "| Задача | Статус |\n|---|---|\n| Rebuild the importer | Готово |\n| Sort the exports | |": State.DONE,
    "| 任务 | 状态 |\n|---|---|\n| Rebuild the importer | 已完成 |\n| Sort the exports | 待办 |": State.DONE,
    "| タスク | 状態 |\n|---|---|\n| Rebuild the importer | 完了 |\n| Sort the exports | 未着手 |": State.DONE,
    "| 작업 | 상태 |\n|---|---|\n| Rebuild the importer | 완료 |\n| Sort the exports | 대기 |": State.DONE,
}


@pytest.mark.parametrize("text", STATE_LINES)
def test_a_state_is_found_without_a_box(text: str) -> None:
    tasks = roots(backlogmd.parse(f"## Tasks\n\n{text}\n"))
    assert len(tasks) == 2
    assert TITLE in tasks[0].title.text
    assert not {"✅", "~", "⬜", "🔄", "⏸"} & set(tasks[0].title.text)
    assert matches(tasks[0].state, STATE_LINES[text])


SECTION_STATES = {
    "Done": State.DONE,
    "✅ Done": State.DONE,
    "Completed": State.DONE,
    "Completed ✅": State.DONE,
    "Recently Completed": State.DONE,
    "Completed Tasks": State.DONE,
    "Archive": State.DONE,
    "Завершено ✅": State.DONE,
    "完成": State.DONE,
    "已完成": State.DONE,
    "完了": State.DONE,
    "완료": State.DONE,
    "Erledigt": State.DONE,
    "Terminé": State.DONE,
    "Concluído": State.DONE,
    "Terminado": State.DONE,
    "Completado": State.DONE,
    "In Progress": State.IN_PROGRESS,
    "Doing": State.IN_PROGRESS,
    "🔄 In Progress": State.IN_PROGRESS,
    "In Arbeit": State.IN_PROGRESS,
    "En cours": State.IN_PROGRESS,
    "进行中": State.IN_PROGRESS,
    "Blocked": State.BLOCKED,
    "Deferred": State.DEFERRED,
    "Отложено ⏸️": State.DEFERRED,
    "To Do": State.OPEN,
    "Backlog": State.OPEN,
    "В планах 📋": State.OPEN,
    "À faire": State.OPEN,
}


@pytest.mark.parametrize("heading", SECTION_STATES)
def test_a_section_says_the_state_of_tasks_that_have_no_mark(heading: str) -> None:
    text = f"# Board\n\n## {heading}\n\n- **Rebuild the importer** (2h)\n- **Sort the exports** (1h)\n"
    tasks = backlogmd.parse(text).tasks
    assert [(task.form, task.title.text) for task in tasks] == [(Form.ITEM, TITLE), (Form.ITEM, "Sort the exports")]
    assert [task.state for task in tasks] == [SECTION_STATES[heading]] * 2


@pytest.mark.parametrize("heading", ["Done", "Отложено ⏸️", "In Progress"])
def test_a_box_says_more_than_the_section(heading: str) -> None:
    text = f"# Board\n\n## {heading}\n\n- [ ] Rebuild the importer\n- [x] Sort the exports\n"
    assert [task.state for task in backlogmd.parse(text).tasks] == [State.OPEN, State.DONE]


# Tasks without a box.

FORMS = {
    "numbered headings": (
        "## Tasks\n\n### 1. Rebuild the importer\n\nIt breaks on tabs.\n\n### 2. Sort the exports\n\nBy name.\n",
        Form.HEADING,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "headings called Task": (
        (
            "## Phase 1\n\n### Task 1.1: Rebuild the importer [P0]\n\nText.\n\n"
            "### Task 1.2: Sort the exports [P1]\n\nText.\n"
        ),
        Form.HEADING,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "headings with an id in brackets": (
        (
            "## Debt\n\n### [TD-001] Rebuild the importer\n- **Effort:** 2h\n\n"
            "### [TD-002] Sort the exports\n- **Effort:** 1h\n"
        ),
        Form.HEADING,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "headings with an id and a dash": (
        "## Tareas\n\n### TASK-1 — Rebuild the importer\n\nTexto.\n\n### TASK-2 — Sort the exports\n\nTexto.\n",
        Form.HEADING,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "headings with an id and a colon": (
        (
            "## Critical Bugs\n\n### 🔴 BUG-081: Rebuild the importer\n**Time**: 2h\n\n"
            "### 🔴 BUG-082: Sort the exports\n**Time**: 1h\n"
        ),
        Form.HEADING,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "headings of stories": (
        (
            "## Epic 1\n\n### US-001: Rebuild the importer\n**Story Points:** 3\n\n"
            "### US-002: Sort the exports\n**Story Points:** 2\n"
        ),
        Form.HEADING,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "headings with fields alone": (
        (
            "## 🐛 Bug Fixes\n\n### Rebuild the importer\n**Priority**: High\n**Status**: Open\n\n"
            "### Sort the exports\n**Priority**: Low\n**Status**: Open\n"
        ),
        Form.HEADING,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "rows of stories": (
        (
            "## Sprint 3\n\n| ID | Story | Points | Status |\n|---|---|---|---|\n"
            "| US-1 | Rebuild the importer | 3 | To Do |\n| US-2 | Sort the exports | 5 | Done |\n"
        ),
        Form.ROW,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "rows with notes": (
        "## Tasks\n\n| Task | Notes |\n|---|---|\n| Rebuild the importer | tabs |\n| Sort the exports | by name |\n",
        Form.ROW,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "rows of a Spanish backlog": (
        (
            "# Product Backlog\n\n| ID | Requisito | Prioridad | Estado |\n|---|---|---|---|\n"
            "| PB-01 | Rebuild the importer | Alta | Terminado |\n| PB-02 | Sort the exports | Media | Pendiente |\n"
        ),
        Form.ROW,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "rows of a Chinese debt list": (
        (
            "# 技術債\n\n## 🔴 高優先級\n\n| ID | 位置 | 問題 |\n|---|---|---|\n"
            "| TD-001 | `a.py` | 沒有重試 |\n| TD-002 | `b.py` | 沒有測試 |\n"
        ),
        Form.ROW,
        ["沒有重試", "沒有測試"],
    ),
    "rows that end without a bar": (
        "## Tasks\n\n| Task | Estimate\n|---|---\n| Rebuild the importer | 2h\n|Sort the exports | 1h |\n",
        Form.ROW,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "numbered items with estimates": (
        "## Next steps\n\n1. **Rebuild the importer** (15 min)\n2. **Sort the exports** (1 hour)\n",
        Form.ITEM,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "bold bullets": (
        "## Tasks\n\n- **Rebuild the importer**\n  - it breaks on tabs\n- **Sort the exports**\n  - by name\n",
        Form.ITEM,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "plain bullets with estimates": (
        "## Backlog\n\n- Rebuild the importer (2h)\n- Sort the exports (1h)\n",
        Form.ITEM,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "bold lines over boxes": (
        (
            "## Epic: Data\n\n**Rebuild the importer (3 pts)**\n- [ ] Read the old format\n\n"
            "**Sort the exports (2 pts)**\n- [ ] By name\n"
        ),
        Form.LINE,
        ["Rebuild the importer", "Sort the exports"],
    ),
    "bold lines over bullets": (
        (
            "## Epic: Data\n\n**Rebuild the importer (3 pts)**\n- Read the old format\n\n"
            "**Sort the exports (2 pts)**\n- By name\n"
        ),
        Form.LINE,
        ["Rebuild the importer", "Sort the exports"],
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_work_is_read_in_the_form_in_which_it_is_written(name: str) -> None:
    text, form, titles = FORMS[name]
    tasks = roots(backlogmd.parse(text))
    assert [(task.form, task.title.text) for task in tasks] == [(form, title) for title in titles]


@pytest.mark.parametrize("name", FORMS)
def test_the_form_of_the_tasks_of_a_section_is_explained(name: str) -> None:
    text, _, _ = FORMS[name]
    document = backlogmd.parse(text)
    assert document.tasks
    section = next(one for one in document.parents_of(document.tasks[0]) if isinstance(one, Section))
    reason = document.explain(section)
    assert reason.strip()
    assert "\n" not in reason


BOXES_BELOW = {
    "steps": "**Steps:**\n- [x] Read the old format\n- [ ] Write the new one",
    "acceptance criteria": "**Acceptance Criteria:**\n\n- [x] Read the old format\n- [ ] Write the new one",
    "no word between": "- [x] Read the old format\n- [ ] Write the new one",
    "a heading of criteria": "#### Acceptance Criteria\n\n- [x] Read the old format\n- [ ] Write the new one",
    "a heading of its definition of done": (
        "#### Definition of Done\n- [x] Read the old format\n- [ ] Write the new one"
    ),
}


@pytest.mark.parametrize("name", BOXES_BELOW)
def test_boxes_below_a_task_are_its_parts_and_no_further_addends(name: str) -> None:
    document = backlogmd.parse(
        f"## Tasks\n\n### 1. Rebuild the importer\n**Effort:** 3h\n\n{BOXES_BELOW[name]}\n\n"
        "### 2. Sort the exports\n**Effort:** 1h\n"
    )
    task = roots(document)[0]
    below = [(one.form, one.title.text, one.state) for one in document.children_of(task)]
    assert [one.title.text for one in roots(document)] == [TITLE, "Sort the exports"]
    assert below == [
        (Form.CHECKBOX, "Read the old format", State.DONE),
        (Form.CHECKBOX, "Write the new one", State.OPEN),
    ]
    assert backlogmd.total(document).low == 240


BOXES_BESIDE = [
    "Definition of Done",
    "Success Metrics",
    "Success Criteria",
    "Questions",
    "Daily Checklist",
    "Legend",
    "Demo",
]


@pytest.mark.parametrize("heading", BOXES_BESIDE)
def test_boxes_that_are_no_work_items_stay_in_the_tree(heading: str) -> None:
    document = backlogmd.parse(f"## Tasks\n\n- [x] Rebuild the importer\n\n## {heading}\n\n- [ ] All tests pass\n")
    assert [(task.form, task.state) for task in document.tasks] == [
        (Form.CHECKBOX, State.DONE),
        (Form.CHECKBOX, State.OPEN),
    ]


NO_TASKS = {
    "chapters of a design": (
        "# Design\n\n## 1. Introduction\n\nText.\n\n## 2. Scope\n\nText.\n\n## 3. Data model\n\nText.\n"
    ),
    "how to use the file": "# Backlog\n\n## How to use this file\n\n1. **Read** the list\n2. **Take** the first task\n",
    "a legend": (
        "## Priority Legend\n\n- 🔴 **High** - blocks users\n- 🟡 **Medium** - soon\n- 🟢 **Low** - nice to have\n"
    ),
    "what is out of scope": "## What we are not doing\n\n- ❌ New themes\n- ❌ A mobile app\n",
    "plain notes": "## Notes\n\n- The old format has tabs\n- Exports are sorted by hand\n",
    "a table of figures": (
        "## Browser support\n\n| Browser | Version |\n|---|---|\n| Firefox | 120 |\n| Safari | 17 |\n"
    ),
    "a table of meanings": "## Levels\n\n| Level | Meaning |\n|---|---|\n| P0 | at once |\n| P1 | this week |\n",
    "a table of risks": "## Risks\n\n| Risk | Impact | Mitigation |\n|---|---|---|\n| Data loss | High | Backups |\n",
    "a glossary": "## Glossary\n\n- **Importer**: reads files\n- **Exporter**: writes files\n",
    "a bold line of text": "## Overview\n\n**Everything depends on the importer.**\n\nIt reads files.\n",
    "links": "## Documentation\n\n- [Guide](guide.md)\n- [Reference](reference.md)\n",
    "people": "## Team\n\n| Name | Role |\n|---|---|\n| Maria | Backend |\n| Jonas | Design |\n",
}


@pytest.mark.parametrize("name", NO_TASKS)
def test_what_is_no_work_makes_no_task(name: str) -> None:
    assert [(task.form, task.title.text) for task in backlogmd.parse(NO_TASKS[name]).tasks] == []


# Totals and other claims.

CLAIMS = {
    "**Total Estimated Time**: 7-14 hours": "420-840 min",
    "**Total Estimate:** 29 points": "29 pts",
    "**Total Story Points:** 40": "40 pts",
    "**Total Points:** 40": "40 pts",
    "**Total Implementation Time:** 12 hours": "720 min",
    "**Total Time:** ~12h": "~720 min",
    "**Total Effort:** 3 days": "1440 min",
    "Total Effort: 3 days": "1440 min",
    "- **Total:** 10 hours": "600 min",
    "**Total: 10 hours**": "600 min",
    "> **Total:** 10 hours": one_of("600 min", None),
    "Total: 3 semanas": "7200 min",
    "**Estimated Total:** 6-10 hours": "360-600 min",
    "### Estimated Total Time: 6-10 hours": "360-600 min",
    "**总预估工时**: 约 40-50 小时": "~2400-3000 min",
    "**总计**：12 小时": "720 min",
    "**總計**: 5 天": "2400 min",
    "**合計**: 5日": "2400 min",
    "**총 예상 시간**: 12시간": "720 min",
    "**Итого:** 24 часа": "1440 min",
    "Итого: 5 дней": "2400 min",
    "**Gesamt:** 12 Stunden": "720 min",
    "**Gesamtaufwand:** 3 Tage": "1440 min",
    "**Total estimé :** 4 jours": "1920 min",
    "**Total estimado:** 10 horas": "600 min",
    "**Total de pontos:** 21": "21 pts",
    "**Total P0 Work:** 6 hours": "360 min",
    "### Quick fixes (20 minutes total)": "20 min",
    "**Total Tasks:** 42": "42 tasks",
    "Total tasks: 42": "42 tasks",
    "### API (10 tasks)": "10 tasks",
    "**Progress:** 0/15 (0%)": "0/15",
    "**Progress:** 45% complete": "45%",
    "**Status:** 45% complete": "45%",
}

HEAD = "# Plan\n\n## Tasks\n\n- [ ] Rebuild the importer (2h) (P0)\n- [x] Sort the exports (4h) (P1)\n\n"


def claims_beside_tasks(text: str) -> list[str | None]:
    return [figure(claim) for claim in backlogmd.parse(text).claims if claim.kind is not ClaimKind.PARENT]


@pytest.mark.parametrize("line", CLAIMS)
def test_a_total_is_a_claim(line: str) -> None:
    found = claims_beside_tasks(f"{HEAD}{line}\n\n- [ ] Rename the fields (1h)\n")
    expected = CLAIMS[line]
    assert any(matches(one, expected) for one in found or [None])
    assert len(found) <= 1


def test_a_total_of_one_priority_is_about_that_priority() -> None:
    claims = backlogmd.parse(f"{HEAD}**Total P0 Work:** 6 hours\n").claims
    assert [(claim.selector.priorities, "P0" in claim.subject) for claim in claims] == [(("URGENT",), True)]


def test_counts_of_each_priority_are_claims_of_their_own() -> None:
    claims = backlogmd.parse(f"**Status:** 2 Critical, 3 High, 4 Medium\n\n{HEAD}").claims
    found = [(figure(claim), claim.selector.priorities) for claim in claims]
    assert found == [("2 tasks", ("URGENT",)), ("3 tasks", ("HIGH",)), ("4 tasks", ("MEDIUM",))]


NO_CLAIMS = [
    "**Total Cost:** $500",
    "Total cost: 500 €",
    "**Total Documentation:** ~90KB",
    "**Total tests:** 120",
    "Total Tests Passing: 515",
    "**TOTAL SCORE:** 12",
    "```\nTOTAL 180\n```",
    "```\nTotal: 12-20 hours\n```",
    "Total downtime: 4 hours",
    "Maria wrote 60% of the code.",
    "**Test Coverage:** 85%",
    "**Uptime:** 99.9%",
    "Runs on HTTP/2.",
    "5 of 8 tests fail.",
    "**Sprint Duration:** 2 weeks",
    "**Timeout:** 2 hours",
    "The old importer took 4 hours in total.",
    "### Week 1-2",
    "### Days 12-22",
    "### Sprint 3 (6/24-7/7)",
]


@pytest.mark.parametrize("line", NO_CLAIMS)
def test_what_only_looks_like_a_total_claims_nothing(line: str) -> None:
    assert claims_beside_tasks(f"{HEAD}{line}\n\n- [ ] Rename the fields (1h)\n") == []


TOTAL_WORDS = [
    "Total",
    "**TOTAL**",
    "**Total:**",
    "Sum",
    "Итого",
    "**總計**",
    "总计",
    "合計",
    "합계",
    "Gesamt",
    "Summe",
    "**Total général**",
    "Total geral",
]


@pytest.mark.parametrize("word", TOTAL_WORDS)
@pytest.mark.parametrize(("claimed", "numbers"), [("5h", set()), ("6h", {"6h", "5h"})])
def test_a_total_row_is_no_task_and_is_checked(word: str, claimed: str, numbers: set[str]) -> None:
    text = (
        "## Tasks\n\n| Task | Estimate |\n|---|---|\n| Rebuild the importer | 2h |\n| Sort the exports | 3h |\n"
        f"| {word} | {claimed} |\n"
    )
    document = backlogmd.parse(text)
    assert [task.title.text for task in document.tasks] == [TITLE, "Sort the exports"]
    found = [one for one in backlogmd.lint(document) if one.code.startswith("BL4")]
    assert bool(found) is bool(numbers)
    assert all(number in one.message for one in found for number in numbers)


# People, dates, ids, dependencies, tags.

ASSIGNEES = {
    "- [ ] Rebuild the importer @maria": ["maria"],
    "- [ ] Rebuild the importer (@maria, @jonas)": ["maria", "jonas"],
    "- [ ] Rebuild the importer assignee:maria": ["maria"],
    "- [ ] Rebuild the importer\n  - Owner: Maria": ["Maria"],
    "### 1. Rebuild the importer\n**Owner**: Maria": ["Maria"],
    "### 1. Rebuild the importer\n- **Assigned to:** Maria": ["Maria"],
    "### 1. Rebuild the importer\n**Assignee:** @maria": ["maria"],
    "### 1. Rebuild the importer\n**Responsable:** María": ["María"],
    "### 1. Rebuild the importer\n**Verantwortlich:** Jonas": ["Jonas"],
    "### 1. Rebuild the importer\n**负责人**: 小李": ["小李"],
    "### 1. Rebuild the importer\n**Ответственный:** Мария": ["Мария"],
    "| Task | Owner |\n|---|---|\n| Rebuild the importer | Maria |": ["Maria"],
    "| Task | Assignee |\n|---|---|\n| Rebuild the importer | Maria |": ["Maria"],
    "| Tarea | Responsable |\n|---|---|\n| Rebuild the importer | María |": ["María"],
    "| Tarefa | Responsável |\n|---|---|\n| Rebuild the importer | João |": ["João"],
    "| Task | Owner |\n|---|---|\n| Rebuild the importer | |": [],
    "| Task | Owner |\n|---|---|\n| Rebuild the importer | - |": [],
    "### 1. Rebuild the importer\n**Owner**: TBD": [],
    "- [ ] Rebuild the importer (Playwright)": [],
    "- [ ] Rebuild the importer of `@types/node`": [],
    "- [ ] Rebuild the importer for me@example.org": [],
}


@pytest.mark.parametrize("text", ASSIGNEES)
def test_people_are_found(text: str) -> None:
    task = first(f"## Tasks\n\n{text}\n")
    assert [one.text.removeprefix("@") for one in task.assignees] == ASSIGNEES[text]


DATES = {
    "- [ ] Rebuild the importer due:2026-03-01": (DateKind.DUE, "2026-03-01"),
    "- [ ] Rebuild the importer 📅 2026-03-01": (DateKind.DUE, "2026-03-01"),
    "- [ ] Rebuild the importer [due:: 2026-03-01]": (DateKind.DUE, "2026-03-01"),
    "- [ ] Rebuild the importer [id:3 created:2026-01-01]": (DateKind.CREATED, "2026-01-01"),
    "- [x] Rebuild the importer ✅ 2026-03-01": (DateKind.DONE, "2026-03-01"),
    "- [x] Rebuild the importer ✓ 2026-03-01": (DateKind.DONE, "2026-03-01"),
    "- [x] Rebuild the importer _done:2026-03-11": (DateKind.DONE, "2026-03-11"),
    "- [x] Rebuild the importer (completed 2026-03-11)": (DateKind.DONE, "2026-03-11"),
    "- [ ] Rebuild the importer\n  - Due: 2026-03-01": (DateKind.DUE, "2026-03-01"),
    "### 1. Rebuild the importer\n**Due:** 2026-03-01": (DateKind.DUE, "2026-03-01"),
    "### 1. Rebuild the importer\n**Due Date**: 2026-03-01": (DateKind.DUE, "2026-03-01"),
    "### 1. Rebuild the importer\n- **Deadline:** 2026-03-01": (DateKind.DUE, "2026-03-01"),
    "### 1. Rebuild the importer\n**Target Date:** 2026-03-01": (DateKind.DUE, "2026-03-01"),
    "### 1. Rebuild the importer\n**Completed:** 2026-01-28": (DateKind.DONE, "2026-01-28"),
    "### 1. Rebuild the importer\n**Due:** March 8, 2026": (DateKind.DUE, "2026-03-08"),
    "### 1. Rebuild the importer\n**Fällig:** 23.12.2026": (DateKind.DUE, "2026-12-23"),
    "| Task | Due |\n|---|---|\n| Rebuild the importer | 2026-03-01 |": (DateKind.DUE, "2026-03-01"),
    "| Task | Fix By |\n|---|---|\n| Rebuild the importer | ASAP |": None,
    "### 1. Rebuild the importer\n**Due:** Q3 2026": None,
}


@pytest.mark.parametrize("text", DATES)
def test_dates_are_found(text: str) -> None:
    task = first(f"## Tasks\n\n{text}\n")
    expected = DATES[text]
    assert [(one.kind, one.value) for one in task.dates] == ([expected] if expected else [])


IDS = {
    "- [ ] US-001: Rebuild the importer": "US-001",
    "- [ ] Rebuild the importer [T-001]": "T-001",
    "- [ ] T01 Rebuild the importer": "T01",
    "- [ ] t012 Rebuild the importer": "t012",
    "- [ ] T001 [P] Rebuild the importer": "T001",
    "- [ ] **DEBT-01** Rebuild the importer": "DEBT-01",
    "- [ ] **R8-A-H1**: Rebuild the importer": "R8-A-H1",
    "- [ ] [JIRA-345] Rebuild the importer": "JIRA-345",
    "- [ ] Rebuild the importer [id:7 est:2h]": "7",
    "### [TD-001] Rebuild the importer\n**Effort:** 2h": "TD-001",
    "### TASK-1 — Rebuild the importer\n**Effort:** 2h": "TASK-1",
    "### 🔴 BUG-081: Rebuild the importer\n**Effort:** 2h": "BUG-081",
    "### 1. BUG-027: Rebuild the importer\n**Effort:** 2h": "BUG-027",
    "### US-12: Rebuild the importer\n**Points:** 3": "US-12",
    "1. **PB-01: Rebuild the importer** (2h)": "PB-01",
    "**US-001: Rebuild the importer (3 pts)**\n- [ ] Read the old format": "US-001",
    "| ID | Story | Points |\n|---|---|---|\n| EPIC-3 | Rebuild the importer | 3 |": "EPIC-3",
    "| # | Task | Owner |\n|---|---|---|\n| K15 | Rebuild the importer | Maria |": "K15",
    "- [ ] Rebuild the importer for UTF-8": None,
    "- [ ] Rebuild the importer": None,
}


@pytest.mark.parametrize("text", IDS)
def test_ids_are_found(text: str) -> None:
    task = first(f"## Tasks\n\n{text}\n")
    assert (task.id.text if task.id else None) == IDS[text]
    assert TITLE in task.title.text


DEPENDENCIES = {
    "- [ ] Rebuild the importer (depends: T-1, T-2)": ["T-1", "T-2"],
    "- [ ] Rebuild the importer depends:[S01]": ["S01"],
    "- [ ] Rebuild the importer blocked-by:t001": ["t001"],
    "- [ ] Rebuild the importer ← 07.1, 02.1": ["07.1", "02.1"],
    "- [ ] Rebuild the importer\n  - Depends on: TASK-1": ["TASK-1"],
    "### 1. Rebuild the importer\n**Dependencies:** 2.1": ["2.1"],
    "### 1. Rebuild the importer\n**Depends on:** T-1, T-2": ["T-1", "T-2"],
    "### 1. Rebuild the importer\n- **Blocked by:** BUG-081": ["BUG-081"],
    "### Task 1.2: Rebuild the importer\n**工时**: 2 小时 | **依赖**: Task 1.1": one_of("1.1", "Task 1.1"),
    "| ID | Task | Dependencies |\n|---|---|---|\n| T-3 | Rebuild the importer | T-1, T-2 |": ["T-1", "T-2"],
    "| ID | Tâche | Dépend. |\n|---|---|---|\n| T-3 | Rebuild the importer | T-1 |": ["T-1"],
    "### 1. Rebuild the importer\n**Dependencies:** None": [],
    "### 1. Rebuild the importer\n**工时**: 2 小时 | **依赖**: 无": [],
    "| ID | Task | Dependencies |\n|---|---|---|\n| T-3 | Rebuild the importer | - |": [],
}


@pytest.mark.parametrize("text", DEPENDENCIES)
def test_dependencies_are_found(text: str) -> None:
    found = [one.text for one in first(f"## Tasks\n\n{text}\n").depends_on]
    expected = DEPENDENCIES[text]
    assert found == expected if isinstance(expected, list) else (len(found) == 1 and found[0] in expected)


TAGS = {
    "- [ ] Rebuild the importer #backend #import": ["backend", "import"],
    "- [ ] Rebuild the importer tags:travel": ["travel"],
    "### 1. Rebuild the importer\n**Labels:** backend, import": ["backend", "import"],
    "### 1. Rebuild the importer\n- **Tags:** `backend`, `import`": ["backend", "import"],
    "| Task | Labels | Status |\n|---|---|---|\n| Rebuild the importer | backend, import | To Do |": [
        "backend",
        "import",
    ],
}


@pytest.mark.parametrize("text", TAGS)
def test_tags_are_found(text: str) -> None:
    task = first(f"## Tasks\n\n{text}\n")
    assert [one.text.removeprefix("#") for one in task.tags] == TAGS[text]


FIELDS = {
    "- [ ] Rebuild the importer energy:low": ("energy", "low"),
    "- [ ] Rebuild the importer risk:low": ("risk", "low"),
    "- [ ] Rebuild the importer [energy:: high]": ("energy", "high"),
    "- [ ] Rebuild the importer\n  - Sprint: 4": ("sprint", "4"),
    "### 1. Rebuild the importer\n**Sprint:** 4": ("sprint", "4"),
    "### 1. Rebuild the importer\n**Severity:** HIGH": ("severity", "HIGH"),
    "| Task | Sprint |\n|---|---|\n| Rebuild the importer | 4 |": ("sprint", "4"),
}


@pytest.mark.parametrize("text", FIELDS)
def test_other_fields_are_kept_by_their_name(text: str) -> None:
    task = first(f"## Tasks\n\n{text}\n")
    assert FIELDS[text] in [(one.name, one.value) for one in task.fields]
    assert task.title.text == TITLE


# Whole sections, and what a person reads in their tasks: form, state, id, title, estimate, level.
Read = tuple[str, str, str | None, str, str | None, str | None]
SECTIONS: dict[str, list[Read]] = {
    # Ids, however they are marked up.
    "## Bugs\n\n| ID | Title | Status |\n|---|---|---|\n"
    "| [FR-7](fr/7.md) | Export | ✅ |\n| `FR-8` | Import a file | ⏳ |": [
        ("row", "done", "FR-7", "Export", None, None),
        ("row", "open", "FR-8", "Import a file", None, None),
    ],
    "## 計画\n\n| タスクID | タスク名 | 状態 |\n|---|---|---|\n| K-1 | 検索を作る | 完了 |": [
        ("row", "done", "K-1", "検索を作る", None, None)
    ],
    "## Plan\n\n| Task | Estimate |\n|---|---|\n| A1. Document tree | 2d |\n| B2: Undo | 3d |": [
        ("row", "open", "A1", "Document tree", "2d", None),
        ("row", "open", "B2", "Undo", "3d", None),
    ],
    "## Tasks\n\n- ✅ `TASK-4` - Build the product page\n- ⏳ `TASK-5` - Add coupons": [
        ("item", "done", "TASK-4", "Build the product page", None, None),
        ("item", "open", "TASK-5", "Add coupons", None, None),
    ],
    "## Tasks\n\n- [ ] **Task 1.1**: Add an enum\n- [x] **Task 1.2:** Use it\n- [ ] 2.1 - Show it": [
        ("checkbox", "open", "1.1", "Add an enum", None, None),
        ("checkbox", "done", "1.2", "Use it", None, None),
        ("checkbox", "open", "2.1", "Show it", None, None),
    ],
    "## Tasks\n\n- [ ] 3.12 support\n- [ ] 1.5 times faster": [
        ("checkbox", "open", None, "3.12 support", None, None),
        ("checkbox", "open", None, "1.5 times faster", None, None),
    ],
    "## Work\n\n### Task-002: Draw the map\n**Status**: done": [
        ("heading", "done", "Task-002", "Draw the map", None, None)
    ],
    "## Work\n\n### TASK-F-01: Add the route\n**Effort:** 1h": [
        ("heading", "open", "TASK-F-01", "Add the route", "1h", None)
    ],
    "## Actions\n\n### Fix 1.1: Mend the build\n**Priority:** P0": [
        ("heading", "open", "1.1", "Mend the build", None, "URGENT")
    ],
    # A heading that is nothing but an id.
    "## Epic 1\n\n### TASK-3\nTitle: Set up the database\n\nDescription:\nTables.": [
        ("heading", "open", "TASK-3", "Set up the database", None, None)
    ],
    "## Setup\n\n### TASK-4\nCriar o cliente.\n\n### TASK-5\nCriar o servidor.": [
        ("heading", "open", "TASK-4", "Criar o cliente.", None, None),
        ("heading", "open", "TASK-5", "Criar o servidor.", None, None),
    ],
    # The state in words before the title.
    "## Phase 1: Pages\n\n### [DONE] Add a loading page\n**Effort:** 1 hour": [
        ("heading", "done", None, "Add a loading page", "1 hour", None)
    ],
    "## Tasks\n\n### TASK-1 [pending] 修复按钮\n- 位置：`a.js`\n\n### TASK-2 [done] 删除入口": [
        ("heading", "open", "TASK-1", "修复按钮", None, None),
        ("heading", "done", "TASK-2", "删除入口", None, None),
    ],
    "## Tasks\n\n- [DONE] Log in\n- [IN PROGRESS] Speed up the query": [
        ("item", "done", None, "Log in", None, None),
        ("item", "in-progress", None, "Speed up the query", None, None),
    ],
    "## Tasks\n\n- TODO: write the importer (2h)\n- DOING: mend the parser (3h)\n- DONE: draw the icon (1h)": [
        ("item", "open", None, "write the importer", "2h", None),
        ("item", "in-progress", None, "mend the parser", "3h", None),
        ("item", "done", None, "draw the icon", "1h", None),
    ],
    # A line below the heading in which each part says by itself what it is about.
    "## Tests\n\n### TASK-9: Grammar\n🟠 P1 | 🔄 IN PROGRESS | Est: 3-5d\n\n- [ ] Errors": [
        ("heading", "in-progress", "TASK-9", "Grammar", "3-5d", "HIGH"),
        ("checkbox", "open", None, "Errors", None, "HIGH"),
    ],
    "## Tests\n\n### TASK-9: Grammar\nHigh | Medium | Low": [("heading", "open", "TASK-9", "Grammar", None, None)],
    "## Work\n\n### Ticket 2: Page\n**Type:** Feature | **Priority:** High": [
        ("heading", "open", "2", "Page", None, "HIGH")
    ],
    "## Completed improvements\n\n| ID | Improvement |\n|---|---|\n| R-1 | Shorter pages |": [
        ("row", "done", "R-1", "Shorter pages", None, None)
    ],
    # A file about one task.
    "# TICKET-F01 – Queue with lights\n\n"
    "**Status:** ✅ Erledigt (2026-07-27)\n**Priorität:** Hoch\n\n## Notes\n\n- grey": [
        ("heading", "done", "TICKET-F01", "Queue with lights", None, "HIGH")
    ],
    "# TASK-37: Actores\n\n## Información\n- **Estado:** Completada ✅\n"
    "- **Estimación:** 48 horas\n\n## 1. Clase\n\nTexto": [("heading", "done", "TASK-37", "Actores", "48 horas", None)],
    # Plain entries where the section says that they are to do; others are text.
    "# Heron\n\n## TODO\n\n* IPv6\n* DONE: Windows": [
        ("item", "open", None, "IPv6", None, None),
        ("item", "done", None, "Windows", None, None),
    ],
    "# Heron\n\n## To do\n\n* IPv6\n* Better messages": [
        ("item", "open", None, "IPv6", None, None),
        ("item", "open", None, "Better messages", None, None),
    ],
    "# Heron\n\n## Ideas\n\n* IPv6\n* Windows": [],
    # One entry of a level is as much a task as several.
    "## TODOs\n\n### High priority\n1. **Mend the tests** - they are off\n\n### Low priority\n2. **Draw an icon**": [
        ("item", "open", None, "Mend the tests - they are off", None, "HIGH"),
        ("item", "open", None, "Draw an icon", None, "LOW"),
    ],
    # Numbered bold lines over lists.
    "## Was zu tun ist: Aufgaben\n\n**1. Schnittstelle: Ereignisse (2h)**\n"
    "- Datei anlegen\n\n**Ergebnisse:**\n- ✅ schneller": [
        ("line", "open", None, "Schnittstelle: Ereignisse", "2h", None)
    ],
    # Line breaks of HTML, scopes of packages, words of MoSCoW in German.
    "## Backlog\n\n| Id | Description | Sprint |\n|---|---|---|\n"
    "| #2 | </br>**En tant que** visiteur,<br/>**je veux** payer | 3 |": [
        ("row", "open", "#2", "En tant que visiteur, je veux payer", None, None)
    ],
    "## Stories\n\n### US-01: Anmelden\n\nPriorität: Muss\nAufwand: 5 SP": [
        ("heading", "open", "US-01", "Anmelden", "5 SP", "URGENT")
    ],
    "## Resolved bugs\n\n| ID | Title | Severity |\n|---|---|---|\n| BUG-2 | Blank page | High |": [
        ("row", "done", "BUG-2", "Blank page", None, None)
    ],
}


@pytest.mark.parametrize("text", SECTIONS)
def test_the_tasks_of_a_section_are_read_as_a_person_reads_them(text: str) -> None:
    document = backlogmd.parse(text + "\n")
    found = []
    for task in document.tasks:
        level = document.priority_of(task)
        found.append(
            (
                task.form.value,
                task.state.value,
                task.id and task.id.text,
                task.title.text,
                task.estimate and task.estimate.text,
                level and level.level,
            )
        )
    assert found == SECTIONS[text]


def test_the_scope_of_a_package_is_nobody() -> None:
    task = first("## Tasks\n\n- [ ] Limit the rate (@upstash/ratelimit) with @ana\n")
    assert [one.text for one in task.assignees] == ["ana"]
