"""Backlogs that say what they add up to, in the manners of many people: nothing is said of a true figure, and of a
false one both what is claimed and what it really is.

`{figure}` in a text stands for the figure; what the parts come to was added up by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

import backlogmd
from backlogmd import Diagnostic


@dataclass(frozen=True)
class Case:
    """A backlog with one figure that may be true or false."""

    text: str
    true: str
    false: str
    actual: str
    """What the finding says that it really is, in the form of the false figure."""
    rule: str = "prose-total-mismatch"
    quiet: tuple[str, ...] = ()
    """Other figures about which nothing can be said against the author."""


CASES = {
    "boxes, and a total in bold": Case(
        """# Garden app

## Now

- [ ] Draw the beds (3h)
- [x] Import the seed list (5h)
- [ ] Water reminders (2.5h)

**Total:** {figure}
""",
        true="10.5h",
        false="12h",
        actual="10.5h",
        quiet=("5.5 hours", "~10 hours"),
    ),
    "a total of each week as the last bullet of its list": Case(
        """# Relaunch

## Week 1: Foundations

- [ ] Move the fonts (4 hrs)
- [ ] Cut the header (3 hrs)
- **Week 1 Total:** ~7 hours

## Week 2: Content

- [ ] Rewrite the imprint (2 hrs)
- [ ] Translate the help (6 hrs)
- **Week 2 Total:** ~{figure} hours
""",
        true="8",
        false="11",
        actual="~8 hours",
    ),
    "a total of a phase below entries with fields, in German": Case(
        """# Notfallplan

### Phase 1: Grundlagen

1. **Kontakte erfassen**
   - Formular bauen
   - **Aufwand:** 2-3 Tage

2. **Meldekette zeichnen**
   - **Aufwand:** 1-2 Tage

**Phase 1 Gesamtaufwand:** {figure}

### Phase 2: Übungen

3. **Probealarm planen**
   - **Aufwand:** 4 Tage

4. **Probealarm auswerten**
   - **Aufwand:** 2 Tage

**Phase 2 Gesamtaufwand:** 6 Tage
""",
        true="3-5 Tage",
        false="4-5 Tage",
        actual="3-5 Tage",
    ),
    "a total of a phase in a summary at the end": Case(
        """# Migration

## Phase 1: Copy

- [ ] Dump the tables (3h)
- [ ] Load the tables (5h)

## Phase 2: Switch

- [ ] Point the readers (2h)
- [ ] Point the writers (4h)

## Summary

**Phase 1 total effort:** {figure}
**Phase 2 total effort:** 6h
**Total effort:** 14h
""",
        true="8h",
        false="9h",
        actual="8h",
    ),
    "phases as entries, and an adjective before the total": Case(
        """# Umzug

**Geschätzter Gesamtaufwand:** {figure}

**Die Phasen:**

1. **Phase 1 — Aufräumen (1-2d):** Altes löschen, Reste sichern
2. **Phase 2 — Umbau (3-4d):** Neue Tabellen, neue Masken
3. **Phase 3 — Schliff (1d):** Texte und Farben
""",
        true="5-7 Arbeitstage",
        false="5-9 Arbeitstage",
        actual="5-7 Arbeitstage",
    ),
    "phases as headings without tasks, in French": Case(
        """# Mise en ligne

### Phase 1 : Préparer (20 min)

1. Écrire la configuration
2. Relire le texte

### Phase 2 : Déposer (10 min)

1. Créer le dépôt

### Phase 3 : Publier (15 min)

1. Ouvrir le port
2. Prévenir les lecteurs

**Total estimé** : {figure}
""",
        true="45 minutes",
        false="55 minutes",
        actual="45 minutes",
    ),
    "a table of tasks and hours of development, in Spanish": Case(
        """# Próximos pasos

| # | Tarea | Urgencia | Esfuerzo |
|---|-------|----------|----------|
| 1 | Validar la entrada | ALTA | 5h |
| 2 | Escribir el motor | ALTA | 9h |
| 3 | Probar el informe | MEDIA | 4h |

**Tiempo total estimado:** {figure} de desarrollo
""",
        true="18 horas",
        false="24 horas",
        actual="18 horas",
        quiet=("15-20 horas",),
    ),
    "a table of files, which are no tasks, with a total below": Case(
        """# Appendix

### Files to move

| File | Lines | Estimated Time |
|------|-------|----------------|
| `pages/week.tsx` | 900 | 2-3 days |
| `hooks/useWeek.ts` | NEW | 1 day |
| `parts/Cell.tsx` | NEW | 0.5 day |

**Total Estimated Time**: {figure}
""",
        true="3.5-4.5 days",
        false="3.5-6 days",
        actual="3.5-4.5 days",
        quiet=("4 days", "3-5 days"),
    ),
    "a table of work packages with a total above": Case(
        """# 作業計画

**総工数:** {figure}

| 項目 | 工数 | 状態 |
|---|---|---|
| 文書の修正 | 30分 | 計画中 |
| 検査の導入 | 2.5h | 計画中 |
| 全項目の確認 | 2h | 計画中 |
""",
        true="約 5時間",
        false="約 8時間",
        actual="約 5時間",
    ),
    "days without a unit, in Russian": Case(
        """# План

## Оценка времени

| Этап | Дней |
|------|------|
| 1. Подготовка | 0.5 |
| 2. Сборка агента | 1.5 |
| 3. Проверка | 2 |
| **Итого** | **{figure}** |
""",
        true="4",
        false="5",
        actual="4",
        rule="table-total-mismatch",
    ),
    "a total row in German": Case(
        """# Studio

## Aufwand

| Phase | Aufwand |
|-------|---------|
| Grundlage | ~2 Tage |
| Kern | ~3 Tage |
| Feinschliff | ~1 Tag |
| **Gesamt** | **{figure}** |
""",
        true="~6 Tage",
        false="~8 Tage",
        actual="6",
        rule="table-total-mismatch",
    ),
    "a total row in Chinese": Case(
        """# 任务拆分

## 工时汇总

| Sprint | 内容 | 预估工时 |
|--------|------|----------|
| Sprint 1 | 骨架 | 8h |
| Sprint 2 | 用户 | 9h |
| Sprint 3 | 统计 | 4h |
| **合计** | | **{figure}** |
""",
        true="~21h",
        false="~25h",
        actual="21",
        rule="table-total-mismatch",
    ),
    "the label of the total in the middle of its row, in French": Case(
        """# Cahier des charges

| ID | Exigence | Sprint | Charge |
|---|---|---|---|
| EF-01 | Réglage des feux | 1 | 12h |
| EF-02 | Relevé des temps | 1 | 10h |
| EF-03 | Tableau de bord | 2 | 15h |
| | | **Total estimé** | **{figure}** |
""",
        true="37h",
        false="47h",
        actual="37",
        rule="table-total-mismatch",
    ),
    "points of a table of stories": Case(
        """# Story index

**Total stories:** 4
**Total points:** {figure}

## Stories

| ID | Title | Status | Points | Depends on |
|----|-------|--------|--------|------------|
| S-1 | Load the policy | done | 5 | none |
| S-2 | Check the policy | done | 8 | S-1 |
| S-3 | Match a zone | in progress | 8 | S-1 |
| S-4 | Report | todo | 3 | S-3 |
""",
        true="24",
        false="26",
        actual="24",
    ),
    "two tables, and a total at the top": Case(
        """# Execution order

**Total Story Points:** {figure}

### Week 1-2: Schema

| Order | Story ID | Title | Points |
|-------|----------|-------|--------|
| 1 | **DB-001** | Create the schema | 5 |
| 2 | **DB-002** | Create the template | 3 |

### Week 3: Core

| Order | Story ID | Title | Points |
|-------|----------|-------|--------|
| 3 | **CORE-001** | Keep the state | 8 |
| 4 | **CORE-002** | Keep the history | 2 |
""",
        true="18",
        false="21",
        actual="18",
    ),
    "one total for each sprint": Case(
        """# Sprints

### Sprint 1

**Total Story Points:** 5

| ID | Task description | Story points | Status |
|----|------------------|--------------|--------|
| B-11 | Set up the server | 2 | ✅ Done |
| B-12 | Register a user | 3 | ✅ Done |

### Sprint 2

**Total Story Points:** {figure}

| ID | Task description | Story points | Status |
|----|------------------|--------------|--------|
| B-21 | Book a seat | 3 | ✅ Done |
| B-22 | Cancel a seat | 5 | To Do |
""",
        true="8",
        false="10",
        actual="8",
    ),
    "stories as headings with criteria, and the same in a table": Case(
        """# Backlog

## US-1: Create a note

**Priority:** High
**Story Points:** 3

- [ ] A title is required
- [ ] The note gets a number

## US-2: Find a note

**Priority:** Low
**Story Points:** 5

- [ ] Words are found in any case

## Backlog summary

| Story | Priority | Points |
|-------|----------|--------|
| US-1: Create a note | High | 3 |
| US-2: Find a note | Low | 5 |

**Total Story Points:** {figure}
""",
        true="8",
        false="16",
        actual="8",
    ),
    "tickets as headings below a title that sums them up": Case(
        """# EPIC-4: Hardening

**Phase:** 1
**Total Story Points:** {figure}

## Tickets

### TICKET-4-01: Seed a shop

**Story Points:** 5
**Type:** QA

**Acceptance Criteria:**
- [ ] Ten products
- [ ] Two refunds

### TICKET-4-02: Watch the scopes

**Story Points:** 8
**Type:** QA
""",
        true="13",
        false="15",
        actual="13",
    ),
    "points in words below headings": Case(
        """# Payroll

## Story 1.1: Hours

**Estimated Effort:** 2 story points (~1 day)

## Story 1.2: Export

**Estimated Effort:** 5 story points (~2 days)

## Timeline

**Total Story Points:** {figure}

**Estimated Timeline:** 9-12 days
""",
        true="7 points",
        false="9 points",
        actual="7 points",
    ),
    "numbered work in three sections, and a total in the last of them": Case(
        """## Work breakdown

### High priority

1. Add a campus (2-3 hours)
2. Edit a campus (2-3 hours)
3. Fix the empty list (1 hour)

### Medium priority

4. Show pictures (1 hour)
5. Finish the view (30 min)

### Low priority

6. Check the forms (2-3 hours)
7. Polish (1-2 hours)

**Total Estimated Time: {figure}**
""",
        true="9.5-13.5 hours",
        false="12-16 hours",
        actual="9.5-13.5 hours",
        quiet=("9-13 hours", "10-14 hours", "10 hours"),
    ),
    "bold lines with points": Case(
        """# Sprint 4

**Issue – Import orders (8 pts)**
- [ ] CSV
- [ ] XML

**Issue – Export orders (5 pts)**
- [x] CSV

**Total: {figure}**
""",
        true="13 points",
        false="15 points",
        actual="13 points",
    ),
    "a time for all, with its parts in a list that names ids": Case(
        """# Remove the banner

- [x] T001 Delete the component
- [x] T002 Delete the style
- [ ] T003 Look at the page

## Summary

**Estimated Time**: {figure}
- Removal: 5 minutes (T001-T002)
- Looking at it: 15-20 minutes (T003)
- Clean up: 5 minutes
""",
        true="25-30 minutes",
        false="25-40 minutes",
        actual="25-30 minutes",
    ),
    "steps in a list below a total": Case(
        """# Release

**Total time:** {figure}

- Tag: 10 min
- Build: 25 min
- Upload: 10 min
""",
        true="45 min",
        false="60 min",
        actual="45 min",
    ),
    "a heading that sums up the entries below": Case(
        """# Plan

## Engine ({figure})

1. Parser - 4h
2. Lexer - 4h
3. Printer - 3h
""",
        true="11h",
        false="14h",
        actual="11h",
        rule="heading-total-mismatch",
    ),
    "a number of tasks at the end": Case(
        """# Tasks

## Setup

- [x] T001 Make the folder
- [x] T002 Add the linter

## Story

- [ ] T003 Write the page
- [ ] T004 Write the test
- [ ] T005 Translate it

## Summary

- **Total tasks**: {figure}
- **Completed**: 2
""",
        true="5",
        false="7",
        actual="5",
        rule="count-mismatch",
    ),
    "a number of phases before their list, in German": Case(
        """# Umzug

**{figure} Phasen:**

1. **Aufräumen:** Altes löschen
2. **Umbau:** Neue Tabellen
3. **Schliff:** Neue Farben
4. **Abnahme:** Alles ansehen
""",
        true="4",
        false="5",
        actual="4",
        rule="count-mismatch",
    ),
    "progress in a heading's list": Case(
        """# TODO

**Progress:** {figure}

- [x] Read the file
- [x] Count the boxes
- [ ] Write the report
- [ ] Ship it
- [ ] Rest
""",
        true="2/5 (40%)",
        false="3/5 (60%)",
        actual="2",
        rule="stale-progress",
    ),
    "a summary by priority": Case(
        """# Backlog

## High

- [ ] Stop the leak (6h)
- [ ] Rotate the keys (2h)

## Low

- [ ] Draw a logo (3h)

## Summary

| Priority | Hours |
|----------|-------|
| High | {figure} |
| Low | 3 |
""",
        true="8",
        false="10",
        actual="8",
        rule="total-mismatch",
    ),
    "a total in Portuguese over boxes": Case(
        """# Tarefas

- [ ] Escrever o guia (4 horas)
- [ ] Rever o guia (2 horas)

**Tempo total estimado:** {figure}
""",
        true="6 horas",
        false="9 horas",
        actual="6 horas",
    ),
    "a total in Korean over rows": Case(
        """# 작업 목록

| 작업 | 우선순위 | 예상 시간 |
|------|----------|-----------|
| 로그인 화면 | 높음 | 3시간 |
| 설정 화면 | 낮음 | 2시간 |

**총 예상 시간:** {figure}
""",
        true="5시간",
        false="8시간",
        actual="5시간",
    ),
}


def claims(text: str) -> list[Diagnostic]:
    """The findings about figures that a maintainer is bothered with."""
    return [one for one in backlogmd.lint(text) if one.code.startswith("BL4") and one.severity.value != "info"]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_is_said_of_a_true_figure(case: Case) -> None:
    for figure in (case.true, *case.quiet):
        assert [(figure, one.message) for one in claims(case.text.replace("{figure}", figure))] == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_of_a_false_figure_both_numbers_are_said(case: Case) -> None:
    found = claims(case.text.replace("{figure}", case.false))
    assert [one.name for one in found] == [case.rule]
    said = found[0].message
    assert case.false.removesuffix(" de desarrollo") in said
    assert case.actual in said.split("but", 1)[1]


# Figures that look false and are not, or cannot be told.
QUIET = {
    "stories and the tasks they consist of in one table": """# Sprint 3

**Total Story Points:** 13 SP

| Ticket | Type | Title | Story Points | Status |
|--------|------|-------|--------------|--------|
| T-1 | Story | Invoices | 8 | To Do |
| T-2 | Task | Invoice schema | 3 | To Do |
| T-3 | Task | Invoice service | 4 | To Do |
| T-4 | Story | Refunds | 5 | To Do |
| T-5 | Task | Refund service | 4 | To Do |

## T-1: Invoices

**Story Points:** 8

- [ ] An invoice can be printed

## T-2: Invoice schema

**Story Points:** 3
""",
    "parts of a plan in a list with their own total": """# Features

| Feature | Priority | Effort |
|---|---|---|
| Voices | High | 2 weeks |
| Goals | Low | 1 week |

### Total effort

- **Phase 1-2:** 3 weeks (core)
- **Phase 3-4:** 2 weeks (community)
- **Total:** 5 weeks for all of it
""",
    "a table of steps that depend on each other, with durations": """# Publish

| Stage | Duration | Dependency |
|-------|----------|------------|
| 1: Check | 15 min | None |
| 2: Read | 15 min | None |
| 3: Publish | 10 min | 1, 2 |

**Total estimated time**: 25 min
""",
    "a month of which nobody tells the weeks": """# Plan

## Week 1

- [ ] Parser (3h)

## Week 2

- [ ] Printer (5h)

**Month 1 total effort:** 30 hours
""",
    "a part that is done, and may be in the total or not": """# 任务拆分

## 工时汇总

| Sprint | 内容 | 预估工时 |
|--------|------|----------|
| Sprint 0 | 初始化 | 已完成 |
| Sprint 1 | 骨架 | 8h |
| Sprint 2 | 用户 | 9h |
| **合计** | | **~20h** |
""",
    "a table of optional parts": """# Plan

| Part | Effort |
|------|--------|
| Scanner | 2h |
| Migration (optional) | 4h |

**Total effort:** 2h
""",
    "a total of several tables, only one of them beside it": """# Plan

### Server

| File | Effort |
|------|--------|
| api.py | 4h |
| db.py | 3h |

### Client

| File | Effort |
|------|--------|
| page.js | 5h |
| form.js | 2h |

**Total effort:** 14h
""",
    "rows named after numbers that are also those of phases": """# Platform

| Phase | Name | Tasks | Done |
|---|---|---|---|
| 0 | Base | 42 | 20 |
| 1 | Control | 16 | 4 |
| **Total** | | **58** | **24** |

## Phase 1

- [x] Start the cluster
- [ ] Flavours
""",
}


@pytest.mark.parametrize("text", QUIET.values(), ids=QUIET)
def test_what_cannot_be_told_is_not_called_false(text: str) -> None:
    assert [one.message for one in backlogmd.lint(text) if one.severity.value != "info"] == []
