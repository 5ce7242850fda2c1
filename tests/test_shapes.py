"""Whole backlogs in the shapes that people give them, counted by hand; and backlogs printed from a model.

`{total}` in a text stands for a figure of which a true and a false spelling are known.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import backlogmd
from backlogmd import Diagnostic, Dialect, Document, Form, Section
from backlogmd.nodes import Kind
from backlogmd.query.rollup import total
from tests import printed
from tests.printed import Backlog


@dataclass(frozen=True)
class Shape:
    """A backlog and what a person counts in it."""

    text: str
    tasks: dict[str, int]
    """How many tasks have each form and state."""
    estimated: int = 0
    """How many of them have an estimate."""
    sum: str = ""
    """The estimates of the leaves, each unit of work once: `660 min`, `24 pts`."""
    true: str = ""
    """What to put for `{total}` so that nothing is wrong."""
    false: str = ""
    priorities: dict[str, int] = field(default_factory=dict)
    """How many tasks have each level, where that matters; the others have none."""
    told: frozenset[str] = frozenset()
    """The numbers of a message about the false spelling; those of both spellings, if empty."""

    @property
    def right(self) -> str:
        return self.text.replace("{total}", self.true)

    @property
    def wrong(self) -> str:
        return self.text.replace("{total}", self.false)


SHAPES = {
    "numbered headings with a time and steps": Shape(
        """\
# Repairs

## 🔴 CRITICAL - this week

### 1. BUG-12: Mend the login form
**Time**: 2 hours
**Why**: nobody can sign in
- [ ] Read the console of the browser
- [ ] Mend the cookie
- [x] Tell the support team

### 2. Restore the nightly export
**Time**: 3 hours
- [ ] Find the lost table
- [ ] Run it by hand

## 🟡 HIGH - next week

### 3. Speed up the search page
**Time**: 6 hours
- [ ] Measure it
- [ ] Add the index

## Summary

**Total Time**: {total}
""",
        {"heading open": 3, "checkbox open": 6, "checkbox done": 1},
        3,
        "660 min",
        "11 hours",
        "14 hours",
        {"URGENT": 7, "HIGH": 3},
    ),
    "a register of technical debt": Shape(
        """\
# Technical debt

**Total Effort:** {total}

## Open

### [TD-001] Two date formats in one interface
- **Priority:** High
- **Effort:** 2 days
- **Status:** Open

Clients guess which one they get.

### [TD-002] Settings are read in eleven places
- **Priority:** Medium
- **Effort:** 3-4 days
- **Status:** In Progress

## Resolved

### [TD-003] Reports are glued from strings
- **Priority:** High
- **Effort:** 1 day
- **Status:** ✅ Done
""",
        {"heading open": 1, "heading in-progress": 1, "heading done": 1},
        3,
        "2880-3360 min",
        "6-7 days",
        "8-9 days",
        {"HIGH": 2, "MEDIUM": 1},
    ),
    "a sprint as a table of stories": Shape(
        """\
# Sprint 7

**Goal:** people can find their own invoices

| ID | User Story | Story Points | Assignee | Status |
|----|------------|--------------|----------|--------|
| US-1 | As a customer, I want to see my invoices | 8 | Ines | In Progress |
| US-2 | As a customer, I want to download one | 3 | Tomas | To Do |
| US-3 | As a clerk, I want to correct an address | 5 | Ines | In Review |
| US-4 | As a clerk, I want to search by number | 5 | Priya | Done |
| US-5 | As an owner, I want a yearly overview | 3 | | To Do |

**Total Story Points:** {total}
""",
        {"row open": 2, "row in-progress": 2, "row done": 1},
        5,
        "24 pts",
        "24",
        "28",
    ),
    "tables of ranges with a total row": Shape(
        """\
# Warehouse module

## Sprint 1-2 (Days 1-9)

| Track | Story | Complexity | Days | Dependencies |
|-------|-------|------------|------|--------------|
| A | **W.1** Shelves and bins | M | 3-4 | - |
| B | **W.2** Goods received | L | 5-7 | W.1 |
| | **TOTAL** | | **{total}** | |
""",
        {"row open": 2},
        2,
        "3840-5280 min",
        "8-11",
        "9-13",
    ),
    "items with minutes and an arrow": Shape(
        """\
# Release checklist

## Tasks

1. **Freeze the translations** (15 min) → tell the translators
2. **Build the installers** (45 min) → both architectures
3. **Write the release notes** (1 hour) → from the merged changes

**Total:** {total}
""",
        {"item open": 3},
        3,
        "120 min",
        "2 hours",
        "3 hours",
    ),
    "bullets with an emoji for the state": Shape(
        """\
# Roadmap

## Tasks

- ✅ Import from spreadsheets
- ✅ Export to spreadsheets
- 🔄 Shared folders
- ⬜ Offline mode
- ⬜ Dark theme
""",
        {"item done": 2, "item in-progress": 1, "item open": 2},
    ),
    "bold issue lines with points over boxes": Shape(
        """\
# Sprint backlog

## Project: Accounts

#### Epic: Sign-in

**Issue – Sign in with a passkey (3 pts)**
- [ ] Registration route
- [ ] Sign-in route
- [ ] Tests of both

**Issue – Lock an account (2 pts)**
- [x] Count the failed attempts
- [ ] Mail the owner

## Project: Billing

#### Epic: Invoices

**Issue – Number invoices without gaps (5 pts)**
- [ ] A sequence for each year

---

**Total Estimate:** {total}
""",
        {"line open": 3, "checkbox open": 5, "checkbox done": 1},
        3,
        "10 pts",
        "10 points",
        "12 points",
    ),
    "phases with boxes and two units": Shape(
        """\
# Moving the archive

## Phase 1: Look ({total})
- [ ] List what is stored (8h) [T-001]
- [x] Find the duplicates (8h) [T-002]

## Phase 2: Move (1 day, 8h)
- [ ] Copy the files (depends: T-001, T-002) (6h) [T-003]
- [ ] Compare the sums (depends: T-003) (2h) [T-004]
""",
        {"checkbox open": 3, "checkbox done": 1},
        4,
        "1440 min",
        "2 days, 16h",
        "3 days, 24h",
        told=frozenset({"24", "16"}),
    ),
    "a board": Shape(
        """\
# Board

## To Do
- **Clean the sample data** (2h)
- **Label the drawers** (1h)

## Doing
- **Draw the floor plan** (4h)

## Done
- **Measure the rooms** (3h)
- **Order the shelves** (30 min)
""",
        {"item open": 2, "item in-progress": 1, "item done": 2},
        5,
        "630 min",
    ),
    "front matter and keys in brackets": Shape(
        """\
---
task_format_version: 1
---

# Inbox [project:inbox]

- [ ] Renew the passport [id:1 bucket:today created:2026-01-01 est:30m energy:low]
- [ ] Compare the insurers [id:2 bucket:someday created:2026-01-01 est:1h priority:high]

# Garden [project:garden area:home]

- [ ] Build the raised bed [id:3 created:2026-01-01 est:4h]
  - [ ] Saw the boards [id:3.1 created:2026-01-01 est:1h]
  - [ ] Fill in the soil [id:3.2 created:2026-01-01 est:3h]
- [x] Prune the apple tree [id:4 created:2026-01-01 est:2h]
""",
        {"checkbox open": 5, "checkbox done": 1},
        6,
        "450 min",
        priorities={"HIGH": 1},
    ),
    "Chinese tasks with a total": Shape(
        """\
# 实施任务

**总预估工时**: {total}

## 第一阶段：基础（1-2天）

### Task 1.1: 建立目录结构 [P0]

**预估工时**: 0.5 小时 | **依赖**: 无

**任务清单**:
- [x] 新建目录
- [x] 新建类型文件

### Task 1.2: 检测语言 [P1]

**预估工时**: 1.5 小时 | **依赖**: Task 1.1

**任务清单**:
- [x] 读取设置
- [ ] 编写测试

### Task 1.3: 翻译页面 [P1]

**预估工时**: 6 小时 | **依赖**: Task 1.2

**任务清单**:
- [ ] 翻译主页
""",
        {"heading open": 3, "checkbox done": 3, "checkbox open": 2},
        3,
        "480 min",
        "8 小时",
        "12 小时",
        {"URGENT": 3, "HIGH": 5},
    ),
    "German tasks in a table": Shape(
        """\
# Aufgaben

## Werkstatt

| # | Aufgabe | Verantwortlich | Aufwand | Status |
|---|---------|----------------|---------|--------|
| 1 | Regal aufbauen | Jonas | 2 Stunden | Erledigt |
| 2 | Lager zählen | Ute | 1 Tag | In Arbeit |
| 3 | Etiketten drucken | Jonas | 30 Min | Offen |

**Gesamtaufwand:** {total}
""",
        {"row done": 1, "row in-progress": 1, "row open": 1},
        3,
        "630 min",
        "10,5 Stunden",
        "12,5 Stunden",
    ),
    "a Spanish product backlog": Shape(
        """\
# Product Backlog

Los elementos están ordenados por prioridad.

| ID | Requisito | Prioridad | Estimación | Estado |
|---|---|---|---:|---|
| PB-01 | Registrar los préstamos | Alta | 8 puntos | Terminado |
| PB-02 | Avisar de los retrasos | Alta | 5 puntos | En proceso |
| PB-03 | Reservar una sala | Media | 3 puntos | Pendiente |
| PB-04 | Imprimir el carné | Baja | 2 puntos | Pendiente |

**Total:** {total}
""",
        {"row done": 1, "row in-progress": 1, "row open": 2},
        4,
        "18 pts",
        "18 puntos",
        "21 puntos",
        {"HIGH": 2, "MEDIUM": 1, "LOW": 1},
    ),
    "a Russian roadmap": Shape(
        """\
# План

## Завершено ✅

- [x] Импорт таблиц - 23.12.2025
- [x] Журнал событий - 24.12.2025

## В планах 📋

### Высокий приоритет

- [ ] **Поиск по архиву** (8 часов)
  - ускорить запросы

### Низкий приоритет

- [ ] **Новые иконки** (2 часа)

## Отложено ⏸️

- [ ] Мобильное приложение
""",
        {"checkbox done": 2, "checkbox open": 3},
        2,
        "600 min",
        priorities={"HIGH": 1, "LOW": 1},
    ),
    "totals of each priority": Shape(
        """\
# Hardening

## P0 - before the launch

### 1. Rotate the signing keys
**Effort:** 4 hours

### 2. Close the debug port
**Effort:** 30 minutes

**Note:** ask operations first.

## P1 - after the launch

### 3. Limit the failed sign-ins
**Effort:** 6 hours

## Summary

- **Total P0 Work:** {total}
- **Total P1 Work:** 6 hours
""",
        {"heading open": 3},
        3,
        "630 min",
        "4.5 hours",
        "7.5 hours",
        {"URGENT": 2, "HIGH": 1},
    ),
    "estimates beside the time it took": Shape(
        """\
## Part I: Shop

| Task | Estimate | Realtime |
|------|:--------:|:--------:|
| Set up the repository | 15min | 5min |
| List the products | 1hr | 1hr 45min |
| Show one product | 45min | 30min |
| **Total** | **{total}** | **2hr 20min** |
""",
        {"row open": 3},
        3,
        "120 min",
        "2hr",
        "5hr",
    ),
    "weeks that close a list of days": Shape(
        """\
# Sprint 4 - Editor

## Tarefas

1. **Desenhar a tela** (3 dias)
2. **Guardar as posições** (4 dias)
3. **Gerar o diagrama** (3 dias)

**Total:** {total}
""",
        {"item open": 3},
        3,
        "4800 min",
        "2 semanas",
        "4 semanas",
    ),
    "a total in the last heading": Shape(
        """\
# Plan of the migration

## Tasks

### 1. Copy the tables (1-3h)

Row by row.

### 2. Wire the endpoints (2-4h)

All of them.

### 3. Update the client (1h)

Then release it.

## Estimated Total Time: {total}
""",
        {"heading open": 3},
        3,
        "240-480 min",
        "4-8 hours",
        "6-10 hours",
    ),
    "stories with criteria": Shape(
        """\
# Sprint 12

## User Stories

### US-101: Search by postcode

As a driver, I want to search by postcode, so that I find the street.

**Story Points:** 5

**Acceptance Criteria:**
- [x] Half a postcode is enough
- [ ] Unknown ones say so

### US-102: Print the route

**Story Points:** 3

**Acceptance Criteria:**
- [ ] It fits on one page

## Definition of Done

- [ ] Reviewed
- [ ] Released

**Total Story Points:** {total}
""",
        {"heading open": 2, "checkbox open": 4, "checkbox done": 1},
        2,
        "8 pts",
        "8",
        "11",
    ),
    "counts of tasks": Shape(
        """\
# Chores

**Total Tasks:** {total}

## Kitchen

- [x] Descale the kettle
- [ ] Sharpen the knives
- [ ] Sort the spices

## Cellar

- [ ] Stack the wood
- [x] Sweep the floor
- [ ] Oil the hinges
""",
        {"checkbox open": 4, "checkbox done": 2},
        true="6",
        false="9",
    ),
    "progress as a fraction": Shape(
        """\
# Restauração

**Progresso:** {total}

### Fase 1: Madeira
- [x] Lixar as portas
- [ ] Pintar as portas
- [ ] Montar as portas

### Fase 2: Pedra
- [x] Lavar a fachada
""",
        {"checkbox open": 2, "checkbox done": 2},
        true="2/4",
        false="3/4",
    ),
    "a French sprint": Shape(
        """\
# Sprint 2

## Tâches

### 1. Préparer la salle
- **Priorité :** Haute
- **Estimation :** 2 heures
- **Statut :** Terminé

### 2. Imprimer les badges
- **Priorité :** Moyenne
- **Estimation :** 3 heures
- **Statut :** En cours

## Bilan

**Total estimé :** {total}
""",
        {"heading done": 1, "heading in-progress": 1},
        2,
        "300 min",
        "5 heures",
        "8 heures",
        {"HIGH": 1, "MEDIUM": 1},
    ),
    "a Japanese plan": Shape(
        """\
# 計画

## タスク

| タスク | 優先度 | 工数 | 状態 |
|---|---|---|---|
| 在庫を数える | 高 | 2日 | 完了 |
| 棚を並べる | 中 | 3日 | 進行中 |
| 札を貼る | 低 | 1日 | 未着手 |
| **合計** | | **{total}** | |
""",
        {"row done": 1, "row in-progress": 1, "row open": 1},
        3,
        "2880 min",
        "6日",
        "8日",
        {"HIGH": 1, "MEDIUM": 1, "LOW": 1},
    ),
    "Korean boxes": Shape(
        """\
# 할 일

## 작업

- [x] 창고 정리 (2시간)
- [ ] 목록 작성 (3시간)
- [ ] 상자 주문 (30분)

**총 예상 시간:** {total}
""",
        {"checkbox done": 1, "checkbox open": 2},
        3,
        "330 min",
        "5.5시간",
        "9.5시간",
    ),
    "cancelled work": Shape(
        """\
# Backlog

## Tasks

| ID | Task | Estimate | Status |
|----|------|----------|--------|
| A-1 | Index the photos | 3h | To Do |
| A-2 | Print the catalogue | 5h | Cancelled |
| A-3 | Scan the letters | 4h | Done |

**Total Effort:** {total}
""",
        {"row open": 1, "row cancelled": 1, "row done": 1},
        3,
        "420 min",
        "7h",
        "16h",
    ),
    "boxes in the manner of a specification": Shape(
        """\
# Tasks: postcode search

## Phase 1: Set-up

- [x] T001 Create the folders
- [ ] T002 [P] Add the linter in `pyproject.toml`

## Phase 2: Story 1

- [ ] T003 [P] [US1] Write the model in `src/model.py`
- [ ] T004 [US1] Write the service (depends on T003)
""",
        {"checkbox done": 1, "checkbox open": 3},
    ),
}


def counted(document: Document) -> dict[str, int]:
    return dict(Counter(f"{task.form.value} {task.state.value}" for task in document.tasks))


def summed(document: Document, kind: Kind) -> str:
    found = total(document, kind=kind)
    number = f"{found.low}-{found.high}" if found.low != found.high else f"{found.low}"
    return f"{number} {'pts' if kind is Kind.POINTS else 'min'}"


def about(family: str, findings: list[Diagnostic], *, least: int = 0) -> list[Diagnostic]:
    """The findings of a family of rules, from a weight on: 0 information, 1 a warning."""
    return [one for one in findings if one.code.startswith(family) and one.severity.weight >= least]


def shown(findings: list[Diagnostic]) -> list[str]:
    return [f"{one.code} {one.message}" for one in findings]


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text.replace(",", ".")))


@pytest.mark.parametrize("name", SHAPES)
def test_tasks_are_counted_as_by_hand(name: str) -> None:
    assert counted(backlogmd.parse(SHAPES[name].right)) == SHAPES[name].tasks


@pytest.mark.parametrize("name", SHAPES)
def test_estimates_are_counted_and_summed_as_by_hand(name: str) -> None:
    shape = SHAPES[name]
    document = backlogmd.parse(shape.right)
    assert sum(task.estimate is not None for task in document.tasks) == shape.estimated
    if shape.sum:
        assert summed(document, Kind.POINTS if shape.sum.endswith("pts") else Kind.DURATION) == shape.sum


@pytest.mark.parametrize("name", [name for name, shape in SHAPES.items() if shape.priorities])
def test_priorities_are_counted_as_by_hand(name: str) -> None:
    document = backlogmd.parse(SHAPES[name].right)
    found = [document.priority_of(task) for task in document.tasks]
    assert dict(Counter(one.level for one in found if one)) == SHAPES[name].priorities


@pytest.mark.parametrize("name", SHAPES)
def test_nothing_is_said_about_totals_and_estimates_that_are_right(name: str) -> None:
    found = backlogmd.lint(SHAPES[name].right)
    assert shown(about("BL4", found)) == []
    assert shown(about("BL2", found, least=1)) == []


@pytest.mark.parametrize("name", SHAPES)
def test_nothing_is_said_about_the_boxes_of_tasks_that_have_none(name: str) -> None:
    assert shown(about("BL1", backlogmd.lint(SHAPES[name].right))) == []


@pytest.mark.parametrize("name", [name for name, shape in SHAPES.items() if shape.false])
def test_a_false_total_is_reported_with_both_numbers(name: str) -> None:
    shape = SHAPES[name]
    document = backlogmd.parse(shape.wrong)
    found = about("BL4", backlogmd.lint(document))
    line = shape.text[: shape.text.index("{total}")].count("\n") + 1
    assert {document.source.position(one.span.start).line for one in found} == {line}, shown(found)
    told = shape.told or numbers(shape.false) | numbers(shape.true)
    for one in found:
        assert told <= numbers(one.message), one.message


# The same work, written twice.

TABLE_AND_BOXES = """\
# Sprint

| ID | Task | Points | Status |
|----|------|--------|--------|
| T1 | Draw the map | 3 | Done |
| T2 | Print the map | 2 | To Do |
| T3 | Fold the map | 1 | To Do |

**Total:** {total} points

## Steps

- [x] **T1** Draw the map
- [ ] **T2** Print the map
- [ ] **T3** Fold the map
"""

BOXES_AND_ITEMS = """\
# Sprint

## Tasks

- [ ] Draw the map (3 hours)
- [ ] Print the map (2 hours)
- [ ] Fold the map (1 hour)

## Quick wins

1. **Fold the map** (1 hour)

## Summary

**Total:** {total} hours
"""

TABLE_AND_HEADINGS = """\
# Debt

| ID | Task | Effort |
|----|------|--------|
| TD-1 | Split the module | 3h |
| TD-2 | Drop the cache | 2h |
| TD-3 | Name the flags | 1h |
| **Total** | | **{total}h** |

## Details

### TD-1: Split the module

**Effort:** 3h

### TD-2: Drop the cache

**Effort:** 2h

### TD-3: Name the flags

**Effort:** 1h
"""

TWICE = {"a table and boxes": TABLE_AND_BOXES, "boxes and items": BOXES_AND_ITEMS, "rows, headings": TABLE_AND_HEADINGS}


@pytest.mark.parametrize("name", TWICE)
def test_work_that_is_listed_twice_counts_once(name: str) -> None:
    text = TWICE[name].replace("{total}", "6")
    document = backlogmd.parse(text)
    kind, once = (Kind.POINTS, 6) if "points" in text else (Kind.DURATION, 360)
    assert total(document, kind=kind).low == once
    assert shown(about("BL4", backlogmd.lint(document))) == []


@pytest.mark.parametrize("name", TWICE)
def test_a_false_total_over_work_that_is_listed_twice_is_reported(name: str) -> None:
    found = about("BL4", backlogmd.lint(TWICE[name].replace("{total}", "8")))
    assert found
    assert all({"8", "6"} <= numbers(one.message) for one in found), shown(found)


def test_a_total_over_tasks_without_estimates_is_not_called_false() -> None:
    text = (
        "## Tasks\n\n### 1. Split the module\n**Effort:** 3h\n\n### 2. Drop the cache\n"
        "**Effort:** TBD\n\n## Sum\n\n**Total:** 9h\n"
    )
    found = about("BL4", backlogmd.lint(text))
    assert [one.code for one in found] == ["BL411"]
    assert {"9", "3"} <= numbers(found[0].message)


# Pages that are no backlogs.

NO_BACKLOGS = {
    "a page about backlogs": """\
# How we write backlogs

A task looks like `- [ ] Fix the login (4 hours)`. A box `[x]` is done.

```markdown
## High Priority
- [ ] Fix the login (4 hours)
**Total:** 12 hours
```

## Rules

1. **Estimate** every task, such as `(2h)`.
2. **Sum up** each section: `**Total:** 402 hours`.

| Syntax | Meaning |
|--------|---------|
| `- [ ]` | open |
| `- [x]` | done |
""",
    "a pull request template": """\
## What changes

Describe it in two sentences.

## Kind of change

- [ ] Bug fix
- [ ] New feature (takes more than 2 hours to review)
- [ ] Documentation

## Checklist

- [ ] I have run the tests
- [ ] I have updated the changelog
""",
    "an issue template": """\
---
name: Debt
about: Something to clean up
---

**Estimated effort:** <!-- in hours -->

| Question | Score |
|----------|-------|
| How often does it hurt? | 0 |
| How many does it hurt? | 0 |
| **TOTAL SCORE:** | 0 |

- [ ] I have looked for duplicates
""",
    "a changelog": """\
# Changelog

## 2.1.0 - 2026-01-08

### Added
- **Search**: results in under 2 seconds
- **Export**: up to 3 days back (was 1 day)

### Fixed
- Sessions ended after 30 minutes
- 12 of 57 tests were skipped

## 2.0.0 - 2025-11-30

### Changed
- Total download size: 45KB
""",
    "a readme": """\
# lanterns

Draws paper lanterns.

## Features

- [x] Square lanterns
- [x] Round lanterns
- [ ] Star-shaped lanterns

## Installation

1. **Download** the archive (2 min)
2. **Unpack** it
3. **Run** `make`

| Platform | Build time |
|----------|------------|
| Linux | 4 min |
| macOS | 6 min |
""",
    "meeting notes": """\
# Weekly, 8 January

**Duration:** 45 minutes

- Ines: the export takes 4 hours, twice as long as before
- Tomas is away for 2 weeks

## Decisions

1. **Keep** the old format until March
2. **Drop** the 30-second limit
""",
}


@pytest.mark.parametrize("name", NO_BACKLOGS)
def test_a_page_that_is_no_backlog_has_no_findings_about_totals_or_estimates(name: str) -> None:
    found = backlogmd.lint(NO_BACKLOGS[name])
    assert shown(about("BL4", found) + about("BL2", found)) == []


@pytest.mark.parametrize("name", ["a page about backlogs", "a changelog", "meeting notes"])
def test_a_page_without_work_has_no_tasks(name: str) -> None:
    assert [task.title.text for task in backlogmd.parse(NO_BACKLOGS[name]).tasks] == []


# What is printed is read.

law = settings(deadline=None, max_examples=60)


@law
@given(printed.backlogs())
def test_a_printed_backlog_is_read_as_it_was_meant(backlog: Backlog) -> None:
    document = backlogmd.parse(backlog.text)
    assert printed.read(document) == backlog.meant


@law
@given(printed.backlogs())
def test_a_printed_backlog_has_no_findings_about_its_boxes_estimates_or_totals(backlog: Backlog) -> None:
    found = backlogmd.lint(backlog.text)
    assert shown(about("BL1", found) + about("BL4", found) + about("BL2", found, least=1)) == []


@law
@given(printed.backlogs(), st.data())
def test_one_false_total_is_the_one_finding(backlog: Backlog, data: st.DataObject) -> None:
    if not backlog.totals:
        return
    place = data.draw(st.sampled_from(backlog.totals))
    document = backlogmd.parse(backlog.with_false(place))
    found = about("BL4", backlogmd.lint(document))
    assert {document.source.position(one.span.start).line for one in found} == {place.line + 1}, shown(found)
    for one in found:
        assert numbers(place.true) | numbers(place.false) <= numbers(one.message), one.message


@law
@given(printed.backlogs())
def test_the_reading_of_a_section_is_explained(backlog: Backlog) -> None:
    document = backlogmd.parse(backlog.text)
    for task in document.tasks:
        if task.form is not Form.CHECKBOX:
            section = next(one for one in document.parents_of(task) if isinstance(one, Section))
            assert document.explain(section).strip()


# A reading that is wrong for a file can be turned off.


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.CHECKBOX])
@pytest.mark.parametrize("name", SHAPES)
def test_a_form_that_is_turned_off_is_text(name: str, form: Form) -> None:
    dialect = Dialect(forms=frozenset(Form) - {form})
    document = backlogmd.parse(SHAPES[name].right, dialect=dialect)
    assert not [task for task in document.tasks if task.form is form]
    assert f": {form.value}: " not in document.explain()


def test_checkboxes_alone_can_be_asked_for_and_are_always_read() -> None:
    for forms in (frozenset({Form.CHECKBOX}), frozenset[Form]()):
        for shape in SHAPES.values():
            document = backlogmd.parse(shape.right, dialect=Dialect(forms=forms))
            assert {task.form for task in document.tasks} <= {Form.CHECKBOX}
            boxes = sum(count for form, count in shape.tasks.items() if form.startswith("checkbox"))
            assert len(document.tasks) >= boxes


@law
@given(printed.backlogs(), st.sets(st.sampled_from(list(Form))))
def test_turning_forms_off_keeps_the_tasks_of_the_others(backlog: Backlog, off: set[Form]) -> None:
    def spans(forms: frozenset[Form]) -> set[tuple[str, int]]:
        tasks = backlogmd.parse(backlog.text, dialect=Dialect(forms=forms)).tasks
        return {(task.form.value, task.span.start) for task in tasks if task.form not in off}

    assert spans(frozenset(Form)) <= spans(frozenset(Form) - off)
