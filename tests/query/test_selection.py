"""Which tasks conditions select: each query with the tasks that a person would point at."""

from __future__ import annotations

import pytest

import backlogmd
from backlogmd import BacklogmdError, select, total
from backlogmd.query.selection import Finder, Match
from backlogmd.syntax.parse import parse
from backlogmd.syntax.selector import parse_where
from backlogmd.vocabulary import DEFAULT

# Tasks are known by the letter that their titles end in.
BACKLOG = """\
# Web shop

## checkout (Payments)

### 🔴 URGENT - Bug Fixes

- [ ] T-1 **Fix the login page a** (2-6 hours) @ana #print due 2027-03-01
- [x] T-12 **Fix the cart b** (4 hours) @bo @ana

### HIGH - Unit Testing

- [/] **Test the login of the page c** (1 day) #print/paper
- [!] **Testing of catalogues d** (3 pts) due 2027-02-15
- [-] **Tests nobody wants e** (9 hours)

## api

### HIGH - Features

- [ ] #12 **Log in f** (4+ hours)
  - [x] **Read the token g** (1 hour)
  - [ ] **Store the token h** @bo
- [ ] **搜索功能的测试 i** (M)

### LOW - Chores

- [>] **Prettify j** (8 pts)
- [?] **Ask (why) k**

## Version 1.1

- [ ] **Translate l** (30 min)
"""

QUERIES = {
    # Priorities
    "priority:urgent": "ab",
    "priority:high": "cdefghi",
    "priority:URGENT,low": "abjk",
    "priority:P0": "ab",
    "priority>=high": "abcdefghi",
    "priority<high": "jk",
    "priority!=high": "abjkl",
    "-priority:high": "abjkl",
    "priority:none": "l",
    "priority:low,none": "jkl",
    "-priority:none": "abcdefghijk",
    "priority:high priority:low": "",
    "priority>urgent": "",
    # States
    "state:open": "acdfhijkl",
    "state:todo": "afhil",
    "state:done": "bg",
    "-state:done": "acdefhijkl",
    "!state:done,cancelled": "acdfhijkl",
    "state:in-progress,blocked": "cd",
    "state:deferred,question": "jk",
    # Names: words, characters, the whole
    "project:checkout": "abcde",
    "project:payments": "abcde",
    "project:api": "fghijk",
    "project:none": "l",
    "category:testing": "cde",
    "category:test": "cde",
    'category:"unit tests"': "cde",
    'category:"testing unit"': "",
    "category:esting": "",
    "category~esting": "cde",
    "category=testing": "",
    'category="unit testing"': "cde",
    "category:fix,chore": "abjk",
    "category!=features": "abcdejkl",
    "milestone:1.1": "l",
    "section:shop": "abcdefghijkl",
    "section:chores": "jk",
    # Titles; subtasks are parts of what they stand under
    "text:login": "ac",
    'text:"login page"': "a",
    'text~"log"': "acdfgh",
    "text:log": "fgh",
    'text:"log in"': "fgh",
    "text:token": "gh",
    "-text:token": "abcdefijkl",
    "text:测试": "i",
    'text:"ask (why)"': "k",
    # Ids, people, tags
    "id:T-1": "a",
    "id:t-1,t-12": "ab",
    "id~t-1": "ab",
    "id:#12": "fgh",
    "id:12": "fgh",
    "-id:none": "abfgh",
    "assignee:ana": "ab",
    "owner:bo": "bh",
    "assignee:@ana assignee:bo": "b",
    "assignee:none": "cdefgijkl",
    "tag:print": "ac",
    "tag=print": "a",
    "tag:#print/paper": "c",
    # Amounts: of a range the higher end
    "hours>4": "ace",
    "hours>=4": "abcef",
    "hours<=4": "bfgl",
    "hours:6": "a",
    "hours:none": "dhijk",
    "hours!=4": "acdeghijkl",
    "hours>0.25 hours<0.75": "l",
    "minutes:30": "l",
    "days>=1": "ce",
    "days:1": "c",
    "points>=3": "dj",
    "points<8": "d",
    "size:m": "i",
    "estimate:none": "hk",
    "-estimate:none priority:low": "j",
    # Dates
    "due<2027-03": "d",
    "due<=2027-03": "ad",
    "due:2027-02": "d",
    "due>2027-02-15": "a",
    "due:none": "bcefghijkl",
    "form:checkbox": "abcdefghijkl",
    "form:heading,row": "",
    # All at once, and with words
    "priority:high category~test -state:cancelled hours>4": "c",
    "All HIGH testing tasks state:open": "cd",
    "checkout state:open": "acd",
    "state:open and priority:low": "jk",
}


def letters(query: str) -> str:
    return "".join(task.title.text[-1] for task in select(parse(BACKLOG), query))


@pytest.mark.parametrize(("query", "expected"), QUERIES.items())
def test_a_query_selects_what_a_person_would_point_at(query: str, expected: str) -> None:
    assert letters(query) == expected


@pytest.mark.parametrize("query", [one for one in QUERIES if " " not in one and one[0] not in "-!"])
def test_the_opposite_of_a_condition_selects_the_rest(query: str) -> None:
    assert {*letters(f"-{query}")} == {*"abcdefghijkl"} - {*letters(query)}


@pytest.mark.parametrize(
    ("query", "match"),
    [
        ("priority:high", Match.CONDITION),
        ("hours>4", Match.CONDITION),
        ("category:testing", Match.NAME),
        ("text:login", Match.TITLE),
        ("text:login project:checkout", Match.NAME),
        ("text:nowhere", Match.NOTHING),
    ],
)
def test_how_the_tasks_were_found(query: str, match: Match) -> None:
    assert Finder(parse(BACKLOG)).find(parse_where(query, DEFAULT)).match is match


@pytest.mark.parametrize("ask", [select, total, lambda document, query: select(document, query, dialect="default")])
def test_a_mistake_in_a_query_is_no_empty_answer(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(BacklogmdError, match=r"unknown priority `hihg`: did you mean `HIGH`\?"):
        ask(parse(BACKLOG), "priority:hihg")


def test_the_words_of_a_row_are_no_query() -> None:
    # What a document says is never an error, whatever it looks like.
    text = (
        "## API\n\n- [ ] a (4h)\n\n## Assignments\n\n### Ana\n\n- priority:hihg\n- https://example.org\n- hours>many\n"
    )
    assert [rule.selector.conditions for rule in backlogmd.parse(text).assignments[0].rules] == [(), (), ()]


def test_a_rule_of_an_assignment_may_have_conditions() -> None:
    text = f"{BACKLOG}\n## Assignments\n\n### Ana\n\n- category:testing hours>4\n"
    (rule,) = backlogmd.parse(text).assignments[0].rules
    assert [task.title.text[-1] for task in select(backlogmd.parse(text), rule.selector)] == ["c", "e"]
