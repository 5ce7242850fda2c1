"""What a person reads in a heading: the table gives everything that is told by it."""

from __future__ import annotations

import pytest

from backlogmd.nodes import Estimate
from backlogmd.syntax.headings import HeadingParts, read_heading
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import DEFAULT

Parts = dict[str, str]

PRIORITIES: dict[str, Parts] = {
    "🔴 URGENT - Bug Fixes": {"priority": "URGENT URGENT 🔴", "category": "Bug Fixes", "role": "priority"},
    "游댮 URGENT - Bug Fixes": {"priority": "URGENT URGENT 🔴", "category": "Bug Fixes", "role": "priority"},
    "游 HIGH - Testing": {"priority": "HIGH HIGH ", "category": "Testing", "role": "priority"},
    "High Priority": {"priority": "HIGH High", "role": "priority"},
    "HIGH": {"priority": "HIGH HIGH", "role": "priority"},
    "**HIGH**": {"priority": "HIGH HIGH", "role": "priority"},
    "Medium priority tasks": {"priority": "MEDIUM Medium", "role": "priority"},
    "High-Priority": {"priority": "HIGH High", "role": "priority"},
    "Priority: High": {"priority": "HIGH High", "role": "priority"},
    "P0": {"priority": "URGENT P0", "role": "priority"},
    "P0: API": {"priority": "URGENT P0", "category": "API", "role": "priority"},
    "P1 - Deployment": {"priority": "HIGH P1", "category": "Deployment", "role": "priority"},
    "🔴 P0 – Security": {"priority": "URGENT P0 🔴", "category": "Security", "role": "priority"},
    "Low | Polish": {"priority": "LOW Low", "category": "Polish", "role": "priority"},
    "🟡 **MEDIUM** — Docs": {"priority": "MEDIUM MEDIUM 🟡", "category": "Docs", "role": "priority"},
    "Critical issues": {"priority": "URGENT Critical", "role": "priority"},
    "Testing (HIGH)": {"priority": "HIGH HIGH", "category": "Testing", "role": "priority"},
    "Bug fixes (high priority)": {"priority": "HIGH high", "category": "Bug fixes", "role": "priority"},
    "Testing - HIGH": {"priority": "HIGH HIGH", "category": "Testing", "role": "priority"},
    "High Priority Tasks 🔴": {"priority": "HIGH High 🔴", "role": "priority"},
    "1. High Priority": {"priority": "HIGH High", "role": "priority"},
    "⚠️ Important": {"priority": "HIGH Important ⚠", "role": "priority"},
    "High (P1)": {"priority": "HIGH High", "role": "priority"},
    "Must Have (P0)": {"priority": "URGENT Must Have", "role": "priority"},
    "Must have": {"priority": "URGENT Must have", "role": "priority"},
    "Nice to have": {"priority": "LOW Nice to have", "role": "priority"},
    "Long-term": {"priority": "LOW Long-term", "role": "priority"},
    "P2.5 - Later": {"priority": "MEDIUM P2.5", "category": "Later", "role": "priority"},
    "Login form [P0]": {"priority": "URGENT P0", "category": "Login form", "role": "priority"},
    "Login form (P1)": {"priority": "HIGH P1", "category": "Login form", "role": "priority"},
    "Alta": {"priority": "HIGH Alta", "role": "priority"},
    "🟡 Media": {"priority": "MEDIUM Media 🟡", "role": "priority"},
    "Prioridad media": {"priority": "MEDIUM media", "role": "priority"},
    "Tareas críticas": {"priority": "URGENT críticas", "role": "priority"},
    "Tarefas de alta prioridade": {"priority": "HIGH alta", "role": "priority"},
    "Priorité haute": {"priority": "HIGH haute", "role": "priority"},
    "🚨 À FAIRE EN PRIORITÉ": {"priority": "URGENT À FAIRE EN PRIORITÉ 🚨", "role": "priority"},
    "Hohe Priorität": {"priority": "HIGH Hohe", "role": "priority"},
    "Priorität: Hoch": {"priority": "HIGH Hoch", "role": "priority"},
    "Высокий приоритет": {"priority": "HIGH Высокий", "role": "priority"},
    "Задачи высокого приоритета": {"priority": "HIGH высокого", "role": "priority"},
    "高優先級": {"priority": "HIGH 高", "role": "priority"},
    "高优先级任务": {"priority": "HIGH 高", "role": "priority"},
    "紧急任务": {"priority": "URGENT 紧急", "role": "priority"},
    "優先度: 中": {"priority": "MEDIUM 中", "role": "priority"},
    "높은 우선순위": {"priority": "HIGH 높은", "role": "priority"},
}

# A word of a level that only happens to stand in the heading.
NO_PRIORITIES: dict[str, Parts] = {
    text: {"name": text}
    for text in (
        "High availability",
        "Low-level API",
        "Important notes",
        "Normal operation",
        "Critical path",
        "P2P network",
        "Highlights",
        "Optional chaining",
        "How urgent is it?",
        "Medium.com articles",
        "Low- and mid-level calls",
        "Media",
        "Media upload",
        "Must",
        "Should we cache it?",
        "Must see",
        "Hoch- und Tiefbau",
        "Bas niveau",
        "高可用",
        "低代码平台",
        "Fix critical path",
    )
}

FIGURES: dict[str, Parts] = {
    "Phase 1 (40h)": {"name": "Phase 1", "number": "1", "estimate": "40h", "role": "phase"},
    "Phase 2 (2 weeks)": {"name": "Phase 2", "number": "2", "estimate": "2 weeks", "role": "phase"},
    "Phase 2: Parser (1-2 weeks)": {
        "name": "Phase 2: Parser",
        "number": "2",
        "estimate": "1-2 weeks",
        "role": "phase",
    },
    "Phase IV": {"name": "Phase IV", "number": "iv", "role": "phase"},
    "API (40h)": {"name": "API", "estimate": "40h"},
    "API [40h]": {"name": "API", "estimate": "40h"},
    "API - 40 hours": {"name": "API", "estimate": "40 hours"},
    "API: ~3 days": {"name": "API", "estimate": "~3 days"},
    "API (12 tasks)": {"name": "API", "count": "12 tasks"},
    "API (40h) (12 tasks)": {"name": "API", "estimate": "40h", "count": "12 tasks"},
    "API [2/5]": {"name": "API", "progress": "[2/5]"},
    "API [40%]": {"name": "API", "progress": "[40%]"},
    "API (3/7 done)": {"name": "API", "progress": "3/7 done"},
    "API (40h) [2/5]": {"name": "API", "estimate": "40h", "progress": "[2/5]"},
    "🔴 URGENT - Bug Fixes (14h)": {
        "priority": "URGENT URGENT 🔴",
        "category": "Bug Fixes",
        "estimate": "14h",
        "role": "priority",
    },
    "Fase 1: Diseño (2 semanas)": {
        "name": "Fase 1: Diseño",
        "number": "1",
        "estimate": "2 semanas",
        "role": "phase",
    },
    "Этап 2. Тесты": {"name": "Этап 2. Тесты", "number": "2", "role": "phase"},
    "阶段 3": {"name": "阶段 3", "number": "3", "role": "phase"},
    "第三阶段：测试": {"name": "第三阶段：测试", "number": "3", "role": "phase"},
    "フェーズ1": {"name": "フェーズ1", "number": "1", "role": "phase"},
    "1단계 준비": {"name": "1단계 준비", "number": "1", "role": "phase"},
    "Phase three": {"name": "Phase three"},
    "Parser (20 minutes total)": {"name": "Parser", "estimate": "20 minutes total"},
    "Estimated Total Time: 6-10 hours": {"name": "Estimated Total Time", "estimate": "6-10 hours"},
    "API: about 3 days": {"name": "API", "estimate": "about 3 days"},
    "接口：约 3 天": {"name": "接口", "estimate": "约 3 天"},
    "API (42 задачи)": {"name": "API", "count": "42 задачи"},
    "接口（12 个任务）": {"name": "接口", "count": "12 个任务"},
    "MVP (45% complete)": {"name": "MVP", "progress": "45% complete"},
    "API ✅": {"name": "API"},
    "✅ API": {"name": "API"},
    "3. API": {"name": "API"},
    "2.1 API": {"name": "API"},
}

NAMES: dict[str, Parts] = {
    "customer-feedback-app (Comment Analyzer)": {"name": "customer-feedback-app", "alias": "Comment Analyzer"},
    "Jonathan (Lead Developer)": {"name": "Jonathan", "alias": "Lead Developer"},
    "Project: Website": {"name": "Website", "role": "project"},
    "Website [project:site]": {"name": "Website", "alias": "site", "role": "project"},
    "Version 1.1": {"name": "Version 1.1", "number": "1.1", "role": "milestone"},
    "v2.0.0-beta": {"name": "v2.0.0-beta", "number": "2.0.0-beta", "role": "milestone"},
    "Release 3": {"name": "Release 3", "number": "3", "role": "milestone"},
    "Milestone 4: Docs": {"name": "Milestone 4: Docs", "number": "4", "role": "milestone"},
    "Версия 2.0": {"name": "Версия 2.0", "number": "2.0", "role": "milestone"},
    "Sprint 9": {"name": "Sprint 9", "number": "9", "role": "milestone"},
    "Sprint 9: Flow editor": {"name": "Sprint 9: Flow editor", "number": "9", "role": "milestone"},
    "Спринт 2": {"name": "Спринт 2", "number": "2", "role": "milestone"},
    "Sprint 3 retrospective": {"name": "Sprint 3 retrospective"},
    "Sprint backlog": {"name": "Sprint backlog"},
    "Проект: Сайт": {"name": "Сайт", "role": "project"},
    "Definition of Done (DoD)": {"name": "Definition of Done", "alias": "DoD", "role": "criteria"},
    "Definition of Done for sprint 3": {"name": "Definition of Done for sprint 3", "role": "criteria"},
    "Phase 1 success criteria": {"name": "Phase 1 success criteria", "role": "criteria"},
    "Acceptance criteria: login": {"name": "Acceptance criteria: login", "role": "criteria"},
    "Criterios de aceptación": {"name": "Criterios de aceptación", "role": "criteria"},
    "验收标准": {"name": "验收标准", "role": "criteria"},
    "Definition of the API": {"name": "Definition of the API"},
    "Erledigt": {"name": "Erledigt", "role": "archive"},
    "Завершено": {"name": "Завершено", "role": "archive"},
    "已完成": {"name": "已完成", "role": "archive"},
    "Résumé": {"name": "Résumé", "role": "summary"},
    "Known Issues": {"name": "Known Issues", "role": "known-issues"},
    "🐛 Known Issues:": {"name": "Known Issues:", "role": "known-issues"},
    "Resource Requirements": {"name": "Resource Requirements", "role": "resources"},
    "Timeline": {"name": "Timeline", "role": "timeline"},
    "Success Metrics": {"name": "Success Metrics", "role": "metrics"},
    "Time Estimates Summary": {"name": "Time Estimates Summary", "role": "summary"},
    "Assignment Recommendations": {"name": "Assignment Recommendations", "role": "assignments"},
    "✅ Completed": {"name": "Completed", "role": "archive"},
    "Completed (3)": {"name": "Completed", "alias": "3", "role": "archive"},
    "`parse` and *friends*": {"name": "parse and friends"},
    "Fix <!-- later --> it": {"name": "Fix it"},
    "C# client": {"name": "C# client"},
    "UI/UX Improvements": {"name": "UI/UX Improvements"},
    "2026": {"name": "2026"},
    "Week 1-2": {"name": "Week 1-2"},
    "snake_case_name": {"name": "snake_case_name"},
    "(empty)": {"name": "(empty)"},
    "🎉": {"name": "🎉"},
    "": {"name": ""},
}


def told(parts: HeadingParts) -> Parts:
    priority, category = parts.priority, parts.category
    emoji = f" {priority.emoji.text}" if priority is not None and priority.emoji is not None else ""
    found = {
        "alias": parts.alias,
        "number": parts.number,
        "priority": f"{priority.level} {priority.text}{emoji}" if priority else None,
        "category": category.text if category else None,
        "estimate": parts.estimate.text if parts.estimate else None,
        "progress": parts.progress.text if parts.progress else None,
        "count": parts.count.text if parts.count else None,
        "role": parts.role.value if parts.role else None,
    }
    # Under a priority, a name says nothing more.
    name = {} if priority else {"name": parts.name}
    return {**name, **{key: value for key, value in found.items() if value is not None}}


ALL: dict[str, Parts] = {**PRIORITIES, **NO_PRIORITIES, **FIGURES, **NAMES}


@pytest.mark.parametrize(("text", "expected"), ALL.items())
def test_a_heading_tells_what_a_person_reads_in_it(text: str, expected: Parts) -> None:
    assert told(read_heading(Run.of(text), DEFAULT)) == expected


@pytest.mark.parametrize("text", ALL)
def test_every_part_has_the_place_where_it_stands(text: str) -> None:
    run = Run.of(f" {text} ")
    parts = read_heading(run, DEFAULT)
    labels = (parts.text, parts.category)
    figures = (parts.estimate, parts.progress, parts.count)
    told = [(part.text, part.span) for part in labels if part is not None]
    told += [(part.text, part.span) for part in figures if part is not None]
    for words, span in told:
        assert run.text[span.start : span.end].strip("*` ") == words.strip("*` ")
    if parts.priority is not None:
        # The emoji, where there is one, and the word: nothing of the heading stands before or behind the two.
        whole = parts.priority.span
        assert parts.priority.text in run.text[whole.start : whole.end]
        if parts.priority.emoji is None:
            assert run.text[whole.start : whole.end] == parts.priority.text
        else:
            assert whole.start in (parts.priority.emoji.span.start, run.text.index(parts.priority.text))
            assert whole.holds(parts.priority.emoji.span)
    if parts.priority is not None and parts.priority.emoji is not None and not text.startswith("游"):
        place = parts.priority.emoji.span
        assert run.text[place.start : place.end].rstrip("\ufe0f") == parts.priority.emoji.text


def test_the_place_of_a_damaged_emoji_is_what_stands_there() -> None:
    run = Run.of("游댮 URGENT - Bug Fixes")
    priority = read_heading(run, DEFAULT).priority
    assert priority is not None
    assert priority.emoji is not None
    assert run.text[priority.emoji.span.start : priority.emoji.span.end] == "游댮"
    assert priority.emoji.text == "🔴"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("API (40h)", 2400), ("Phase 1 (2 weeks)", 4800), ("API - 1.5 days", 720), ("🟢 LOW (30 min)", 30)],
)
def test_the_estimate_of_a_heading_is_in_minutes(text: str, minutes: int) -> None:
    estimate = read_heading(Run.of(text), DEFAULT).estimate
    assert isinstance(estimate, Estimate)
    assert estimate.low == minutes


def test_a_heading_longer_than_any_a_person_writes_is_only_a_name() -> None:
    text = "🔴 URGENT - " + "(4h) " * 200
    parts = read_heading(Run.of(text), DEFAULT)
    assert (parts.priority, parts.estimate, parts.text.text) == (None, None, text.strip())
