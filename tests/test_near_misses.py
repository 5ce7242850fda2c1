"""Pages that look like backlogs, or have words and shapes of theirs, and what a person finds to do in them."""

from __future__ import annotations

import pytest

import backlogmd

# Each page with the tasks in it: form, state and title.
PAGES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "a readme with features, steps and options": (
        """\
# Heron

## Features

- ✅ Reads every feed
- ✅ Works on a train
- 🚧 Shared folders

## Installation

1. **Fetch** the archive (takes 3 minutes)
2. **Unpack** it (1 minute)

## Options

| Option | Type | Default | Description |
|---|---|---|---|
| `depth` | number | 3 | How far to follow links |
| `pause` | number | 10 | Seconds between two pages |
""",
        [],
    ),
    "a changelog": (
        """\
# Changelog

## [2.4.0] - 2025-03-09

### Added

- **Folders**: feeds in groups
- Export to OPML (#41)

### Fixed

- **BUG-7**: a crash with an empty feed
- Issue #38: dates in the wrong zone

### Removed

- The old importer
""",
        [],
    ),
    "a decision with options": (
        """\
# ADR-012: Keep the queue in the database

**Status:** Accepted
**Priority:** High

## Considered options

### Option A: A table
**Effort:** 2 days
**Risk:** low

### Option B: A broker
**Effort:** 8 days
**Risk:** high

## Consequences

- ✅ One thing less to run
- ❌ Slower when it grows
""",
        [],
    ),
    "solutions of which one is chosen": (
        """\
# Duplicate lookups

## Proposed solutions

### 1. Cache the answer
**Effort:** Small
**Risk:** Low

### 2. Ask once
**Effort:** Medium
**Risk:** Low

## Conclusion

The second.
""",
        [],
    ),
    "the reference of an interface about tasks": (
        """\
# Tasks over HTTP

## Tasks

| Method | Path | Description | Status |
|---|---|---|---|
| GET | /tasks | Lists the tasks | 200 |
| POST | /tasks | Makes a task | 201 |

### `Client.request(path, options)`

Arguments:

* **path** `string`
* **options** `RequestOptions` (optional)

## Errors

| Code | Name | Description |
|---|---|---|
| 404 | NotFound | There is no such task |
| 409 | Conflict | Someone else was faster |
""",
        [],
    ),
    "a tutorial with sections that have numbers and times": (
        """\
# A task list in half an hour

## 1. Introduction

What you will build.

## 2. The task model (10 min)

### 2.1 Fields

Text.

### 2.2 Defaults

Text.

## 3. Conclusion

What you have built.
""",
        [],
    ),
    "a comparison of products": (
        """\
# Which tracker?

| Feature | Jira | Kanboard | Heron |
|---|---|---|---|
| Boards | ✅ | ✅ | ✅ |
| Estimates | ✅ | ❌ | ✅ |
| Price | $10 | $0 | $0 |

| Feature | Status | Remark |
|---|---|---|
| Boards | ✅ | drag and drop |
| Export | ❌ | not planned |
""",
        [],
    ),
    "what one can do with each product": (
        """\
# Trackers

| Activity | Jira | Kanboard |
|---|---|---|
| Plan a sprint | ✅ | ❌ |
| Print the board | ❌ | ✅ |
""",
        [],
    ),
    "a team, its risks and its schedule": (
        """\
# Project handbook

## Team

| Name | Role | Hours |
|---|---|---|
| Ines Prado | Lead | 40 |
| Tom Aarts | Tester | 24 |

## Risks

| ID | Risk | Priority | Owner |
|---|---|---|---|
| R1 | The supplier is late | High | Ines |

## Schedule

| Phase | Duration | Deliverables |
|---|---|---|
| Design | 2 weeks | Drawings of every page |
| Building | 5 weeks | A version to try |
""",
        [],
    ),
    "notes of a meeting": (
        """\
# Weekly, 3 March

Present: Ines, Tom

## Agenda

1. **Where the release is** (10 min)
2. **Hiring** (20 min)

## Discussion

- Ines: the release is 2 days late
- Tom: the tests take 40 minutes

## Decisions

- **Ship** on Friday

## Action items

| # | Action | Owner | Due |
|---|---|---|---|
| 1 | Write the release notes | Ines | 2025-03-05 |
| 2 | Post the opening | Tom | 2025-03-07 |
""",
        [("row", "open", "Write the release notes"), ("row", "open", "Post the opening")],
    ),
    "a list for every release": (
        """\
# Release checklist

## Preparation

- [ ] All tests pass
- [ ] The changelog has an entry

## Release

1. Pick a version, for example `v1.4.0`
2. Tag it and push the tag
3. Wait for the build (about 10 minutes)
""",
        [("checkbox", "open", "All tests pass"), ("checkbox", "open", "The changelog has an entry")],
    ),
    "how to work with issues": (
        """\
# Contributing

## Reporting bugs

- **Use a title** that tells them apart
- **Name the version**

## Suggesting enhancements

- **Say why**
- **Give an example**

## Issue labels

| Label | Meaning |
|---|---|
| bug | Something is broken |
""",
        [],
    ),
    "a guide to backlogs": (
        """\
# The backlog

## 1. Introduction to the backlog

- **Purpose** : one list for everyone
- **Audience** : the team

## 2. Structure of the backlog

### 2.1 What a task says

- **Priority:** how much it matters, in one of three levels (high, medium, low).
- **Owner:** the person or the team that does it.
- **Effort:** how long it will take us to finish it.

### 2.2 Order

- **Review:** once a week, on Monday.
""",
        [],
    ),
    "a handbook of operations": (
        """\
# Runbook: restore the database

**Owner:** operations

## 1. Stop the service

Tell the others.

## 2. Restore the dump (10-15 minutes)

1. Copy it
2. Load it

## Troubleshooting

### Issue: connection refused

Start it again.

### Issue 2: disk is full

Remove old logs.
""",
        [],
    ),
    "the report of an outage": (
        """\
# Postmortem: two hours without mail

**Severity:** High
**Duration:** 2 hours

## Timeline

- 10:00 the alarm goes off
- 10:30 a rollback (took 30 minutes)

## Root cause

- **Settings**: a wrong port

## Action items

- [ ] Watch the queue (2h)
- [x] Test the settings (3h)
""",
        [("checkbox", "open", "Watch the queue"), ("checkbox", "done", "Test the settings")],
    ),
    "a report of tests": (
        """\
# Test report

| Test | Status | Duration |
|---|---|---|
| test_login | ✅ | 2s |
| test_logout | ❌ | 1s |

### TC-001: Sign in
**Priority:** High

1. Open the page
2. Sign in
""",
        [],
    ),
    "requirements": (
        """\
# Export

## 2. Goals

- **Faster reports**: less waiting
- **Fewer calls**: people help themselves

## 3. Functional requirements

### 3.1 To a spreadsheet

A reader can export a table.

## 4. Non-functional requirements

| ID | Requirement | Target |
|---|---|---|
| NFR-1 | An export is ready soon | 5s |
""",
        [],
    ),
    "a specification in clauses": (
        """\
## ADDED Requirements

### Requirement: Levels of bugs

Every bug SHALL have a level.

#### Scenario: A critical bug

- **WHEN** a bug loses data
- **THEN** its level is critical (🔴)

#### Scenario: A bug of low priority

- **GIVEN** a bug in a corner
- **THEN** it can wait
""",
        [],
    ),
    "a recipe": (
        """\
# Bread

**Time:** 3 hours

## Ingredients

- 500 g flour
- 10 g salt

## Steps

1. **Mix** (10 minutes)
2. **Rest** (2 hours)
3. **Bake** (50 minutes)
""",
        [],
    ),
    "a programme of talks": (
        """\
# Meetup

## Talks

1. **Opening** (10 min)
2. **Parsers by hand** (30 min)
3. **Questions** (15 min)

## Costs

| Item | Cost | Owner |
|---|---|---|
| Room | 200 € | Ines |
| Food | 300 € | Tom |
""",
        [],
    ),
    "a syllabus": (
        """\
# Syllabus

| Week | Topic | Hours | Assignment |
|---|---|---|---|
| 1 | Values and names | 3 | Sheet 1 |
| 2 | Lists | 3 | Sheet 2 |

## Lesson 1: Names (45 min)

Text.

## Lesson 2: Lists (60 min)

Text.
""",
        [],
    ),
    "a curriculum vitae": (
        """\
# Ines Prado

## Experience

### Senior developer (2 years)

- **Built** the search
- **Led** three people

### Developer (3 years)

- ✅ Shipped the app

## Projects

| Project | Role | Duration |
|---|---|---|
| Search | Lead | 6 months |
""",
        [],
    ),
    "how a team plans": (
        """\
# How we plan

## What is a user story?

- **Story**: a small piece of work
- **Points**: 1, 2, 3, 5, 8

## Our ceremonies

| Ceremony | When | Duration |
|---|---|---|
| Planning | Monday | 2 hours |
| Retrospective | Friday | 1 hour |

## Estimation

- XS: 1 hour
- S: half a day
- M: 1-2 days
""",
        [],
    ),
    "bugs, of which there are none": (
        """\
# Bugs

## Open bugs

| ID | Title | Status | Severity |
|---|---|---|---|
| — | No bugs are known | — | — |

## Resolved bugs

| ID | Title | Reported |
|---|---|---|
| BUG-2 | A blank page | 2025-02-01 |

## Legend

| Status | Meaning |
|---|---|
| ✅ FIXED | Mended and tested |
""",
        [("row", "done", "A blank page")],
    ),
    "a list of contents over a plan": (
        """\
# Entwicklungsplan

## Inhalt

1. [Überblick](#überblick)
   - [Technik](#technik)
2. [🚀 Phase 1: Grundlagen (Woche 1-2)](#phase-1)
   - [Sprint 1: Gerüst (Woche 1)](#sprint-1)

## Phase 1: Grundlagen (Woche 1-2)

**Vorteile:**

- ✅ Früh zu sehen
- ✅ Leicht zu ändern

**Ergebnisse:**

- ✅ Ein Gerüst
""",
        [],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_tasks_that_a_person_finds(name: str) -> None:
    text, tasks = PAGES[name]
    found = [(one.form.value, one.state.value, one.title.text) for one in backlogmd.parse(text).tasks]
    assert found == tasks


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_said_about_the_estimates_and_the_figures_of_a_page(name: str) -> None:
    text, _ = PAGES[name]
    found = [f"{one.code} {one.message}" for one in backlogmd.lint(text) if one.code.startswith(("BL2", "BL4"))]
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_the_same_behind_a_title_that_speaks_of_work(name: str) -> None:
    """The name of a file says what it is for; what stands in it decides what is a task."""
    text, tasks = PAGES[name]
    behind = "# Backlog\n\n" + "\n".join(f"#{line}" if line.startswith("#") else line for line in text.splitlines())
    found = [one.title.text for one in backlogmd.parse(behind).tasks if one.form.value == "row"]
    assert found == [title for form, _, title in tasks if form == "row"]
