"""Claims that name their evidence, in texts as people write them: what holds, what does not, and what only looks so."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd import parse
from backlogmd.nodes import Claim, Count, Document, Estimate, Progress
from backlogmd.query.listed import Judgement, is_listed, judged, over_limit
from backlogmd.totals import amount_text
from backlogmd.vocabulary import Calendar


def judgements(document: Document) -> list[tuple[Claim, Judgement]]:
    found = ((claim, judged(document, claim)) for claim in document.claims if is_listed(claim))
    return [(claim, judgement) for claim, judgement in found if judgement is not None]


def said(text: str) -> list[str]:
    """Each claim of *text*: as it is written where it holds, else with an arrow and what is true."""
    return [
        claim.value.text if judgement.holds else f"{claim.value.text} -> {truth(claim, judgement)}"
        for claim, judgement in judgements(parse(text))
    ]


def truth(claim: Claim, judgement: Judgement) -> str:
    if claim.each:
        return ", ".join(part.value.text for part in over_limit(claim))
    if judgement.total is not None and isinstance(claim.value, Estimate):
        return amount_text(judgement.total, claim.value, Calendar())
    return str(judgement.number)


BREAKDOWNS = {
    "a heading over a breakdown, ranges added end by end": (
        """\
        ## Estimated total time: 5-9 hours

        **Breakdown**:
        - Phase 1 (Schema): 1-2h
        - Phase 2 (Endpoints): 2-4h
        - Phase 3: 1h
        """,
        ["5-9 hours -> 4-7 hours"],
    ),
    "a heading over a breakdown that adds up": (
        "## Total estimate: 7 hours\n\n- Schema: 3h\n- Endpoints: 4h\n",
        ["7 hours"],
    ),
    "a line after the list": (
        "**Estimated Time**:\n- Login: 2-4 hours\n- Search: 1-2 hours\n\n**Total Estimated Time**: 3-7 hours\n",
        ["3-7 hours -> 3-6 hours"],
    ),
    "a line before the list": ("**Total: 12h**\n\n- Server: 5h\n- Client: 6h\n", ["12h -> 11h"]),
    "a line and a label before the list, in one paragraph": (
        "Total effort: 12h\nBreakdown:\n- Server: 5h\n- Client: 6h\n",
        ["12h -> 11h"],
    ),
    "the last entry of the list": ("- Server: 5h\n- Client: 6h\n- **Total**: 10h\n", ["10h -> 11h"]),
    "the first entry of the list": ("- Total: 11h\n- Server: 5h\n- Client: 6h\n", ["11h"]),
    "weeks that close days": ("- Editor: 4 days\n- Tests: 3 days\n- Docs: 3 days\n\nTotal: 2 weeks\n", ["2 weeks"]),
    "weeks of the calendar that close days": (
        "- Editor: 7 days\n- Tests: 7 days\n- Docs: 7 days\n\nTotal: 3 weeks\n",
        ["3 weeks"],
    ),
    "weeks that do not close days": (
        "- Editor: 10 days\n- Tests: 10 days\n\nTotal: 2 weeks\n",
        ["2 weeks -> 4 weeks"],
    ),
    "Portuguese": (
        "## Estimativa\n- Editor: 3 dias\n- Testes: 7 dias\n\nTotal: 3 semanas\n",
        ["3 semanas -> 2 semanas"],
    ),
    "German": ("- Entwurf: 2 Tage\n- Umsetzung: 5 Tage\n\nGesamt: 7 Tage\n", ["7 Tage"]),
    "Russian": ("- Проект: 2 дня\n- Код: 5 дней\n\nИтого: 8 дней\n", ["8 дней -> 7 дней"]),
    "Chinese": ("- 设计：2天\n- 开发：5天\n\n总计：7天\n", ["7天"]),
    "points": ("- Login: 3 pts\n- Search: 5 pts\n\n**Total points:** 9 pts\n", ["9 pts -> 8 pts"]),
    "amounts in parentheses and after dashes": (
        "Total: 6h\n- Server (2h)\n- Client - 3h\n- Docs — 2h\n",
        ["6h -> 7h"],
    ),
    "remarks without figures": ("Total: 5h\n- Server: 2h (with tests)\n- Client: 3h ✅\n", ["5h"]),
    "an about in the parts is an about in the sum": ("- A: ~2h\n- B: ~38h\n\nTotal: 41h\n", ["41h"]),
    "an about allows five in a hundred": ("- A: 20h\n- B: 20h\n\nTotal: ~42h\n", ["~42h"]),
    "an about allows no more": ("- A: 20h\n- B: 20h\n\nTotal: ~44h\n", ["~44h -> ~40h"]),
    "about an hour and a half": (
        "- Run: 15-20 min\n- Check: 10 min\n- Test: 45 min\n\n**Total**: ~1.5 hours\n",
        ["~1.5 hours"],
    ),
    "two lists with labels between": (
        "**Server:**\n- A: 2h\n- B: 3h\n\n**Client:**\n- C: 4h\n- D: 1h\n\n**Total: 10h**\n",
        ["10h"],
    ),
    "a field over its breakdown": ("**Effort:** 8h\n- Server: 5h\n- Client: 4h\n", ["8h -> 9h"]),
    # What only looks like it.
    "two lists that do not fit are anybody's guess": (
        "**Server:**\n- A: 2h\n- B: 3h\n\n**Client:**\n- C: 4h\n- D: 1h\n\n**Total: 12h**\n",
        [],
    ),
    "an entry without a figure": ("- Server: 5h\n- Client: to be seen\n\nTotal: 10h\n", []),
    "a single entry": ("- Server: 5h\n\nTotal: 10h\n", []),
    "text between list and total": ("- Server: 5h\n- Client: 6h\n\nSee below.\n\nTotal: 10h\n", []),
    "a total of something else": ("- Server: $5\n- Client: $6\n\nTotal: $10\n", []),
    "points and hours": ("- Server: 5h\n- Client: 3 pts\n\nTotal: 10h\n", []),
    "hours under a total of points": ("- Server: 5h\n- Client: 3h\n\nTotal: 10 pts\n", []),
    "work side by side": ("- Server: 5 days\n- Client: 6 days (parallel)\n\nTotal: 6 days\n", []),
    "an optional part": ("- Server: 5h\n- Client: 6h\n- Docs (optional): 2h\n\nTotal: 11h\n", []),
    "two guesses": ("- Best case: 5h\n- Worst case: 9h\n\nTotal: 7h\n", []),
    "a buffer on top": ("- Server: 5h\n- Client: 6h\n\nTotal with buffer: 14h\n", []),
    "what is left": ("- Server: 5h\n- Client: 6h\n\nTotal remaining: 4h\n", []),
    "a length of time": ("- Phase A: 2 weeks\n- Phase B: 3 weeks\n\nTotal duration: 4 weeks\n", []),
    "fields are no parts": ("- Effort: 5h\n- Time: 6h\n\nTotal: 12h\n", []),
    "rates": ("- Pages: 5h each\n- Forms: 6h each\n\nTotal: 12h\n", []),
    "a heading with sections below": ("## Total: 20h\n\n- A: 2h\n- B: 3h\n\n### More\n\n- C: 15h\n", []),
    "two breakdowns under a heading": (
        "## Total: 20h\n\n- A: 2h\n- B: 3h\n\nThe rest comes later.\n\n- C: 5h\n- D: 10h\n",
        [],
    ),
    "a total that may sum up the sections above as well": (
        "### Soon\n\n- A (2h)\n- B (3h)\n\n### Later\n\n- C (2h)\n- D (2h)\n\n**Total: 10h**\n",
        [],
    ),
    "a total that may sum up the headings above as well": (
        "### Soon (3h)\n\nText.\n\n### Later\n\n- C (2h)\n- D (2h)\n\n**Total: 8h**\n",
        [],
    ),
    "figures of a log": ("- Total estimated time: 24h\n- Total actual time: 3h\n- AI time: 1h\n", []),
    "what was spent": ("- Total: 24h\n- Time spent: 3h\n- Time left: 20h\n", []),
    "timers": ("- Timeout: 30 min\n- Interval: 5 min\n\nTotal: 30 min\n", []),
    "in a fence": ("```\n- Server: 5h\n- Client: 6h\n\nTotal: 10h\n```\n", []),
}

COUNTS = {
    "things that entries count": (
        "- 59 console errors across 4 pages\n\n**All**:\n- `/a` - 20 errors\n- b - 1 error\n- `/c` - 34 errors (x)\n",
        ["59 console errors -> 55"],
    ),
    "a heading with a number": (
        "### 2. Crashes (12 errors)\n\n- a: 3 errors\n- b: 4 errors\n- c: 4 errors\n",
        ["12 errors -> 11"],
    ),
    "a number that adds up": ("7 errors:\n\n- a: 3 errors\n- b: 2 errors\n- c: 2 errors\n", ["7 errors"]),
    "numbers in parentheses": ("Total: 9 files\n\n- a (3 files)\n- b (2 files)\n- c (3 files)\n", ["9 files -> 8"]),
    "entries of a label": ("**Open bugs (5 items):**\n- a\n- b\n- c\n- d\n", ["5 items -> 4"]),
    "entries of a bold label without a colon": ("**Open bugs (4 items)**\n\n- a\n- b\n- c\n- d\n", ["4 items"]),
    "entries of a sentence": ("The 4 steps:\n\n1. a\n2. b\n3. c\n", ["4 steps -> 3"]),
    "pieces of a line": (
        "**Old ideas (8 items):**\nMap · Search · Night mode · Export · Sound · Help · Print\n",
        ["8 items -> 7"],
    ),
    "pieces of a line of its own": (
        "**Old ideas (7 items):**\n\nMap • Search • Night mode • Export • Sound • Help • Print\n",
        ["7 items"],
    ),
    "pieces over two lines": (
        "**Old ideas (8 items):**\nMap · Search · Night mode · Export ·\nSound · Help · Print\n",
        ["8 items -> 7"],
    ),
    "German entries": ("**Offen (3 Aufgaben):**\n- a\n- b\n", ["3 Aufgaben -> 2"]),
    "a label inside an entry": ("- The 3 steps:\n  - a\n  - b\n", ["3 steps -> 2"]),
    # What only looks like it.
    "entries about several": ("**Pending (8 items):**\n- P1 (3): a\n- P2 (2): b\n- L4 (2): c\n- d\n- e\n- f\n", []),
    "entries with commas": ("**Pending (6 items):**\n- Login, logout\n- Search\n- Map and list\n- Help\n", []),
    "a limit of entries": ("**Shown (max 6 items):**\n- a\n- b\n- c\n- d\n- e\n", []),
    "some of many": ("**Open bugs (5 of 8 items):**\n- a\n- b\n- c\n- d\n", []),
    "a choice": ("**Some open bugs (5 items):**\n- a\n- b\n- c\n- d\n", []),
    "about so many things": ("~9 errors:\n\n- a: 3 errors\n- b: 2 errors\n- c: 2 errors\n", []),
    "the first of many": ("**Top 5 items:**\n- a\n- b\n- c\n", []),
    "about so many": ("**Open bugs (~5 items):**\n- a\n- b\n- c\n", []),
    "more than so many": ("**Open bugs (5+ items):**\n- a\n- b\n- c\n", []),
    "a list that goes on": ("**Open bugs (5 items):**\n- a\n- b\n- c\n- …\n", []),
    "a list that ends in etc.": ("**Open bugs (5 items):**\n- a\n- b\n- c, d, etc.\n", []),
    "a list that ends in more": ("**Open bugs (5 items):**\n- a\n- b\n- c\n- and 1 more\n", []),
    "examples": ("**Open bugs (5 items), e.g.:**\n- a\n- b\n- c\n", []),
    "another magnitude": ("**Sprint 3 (16 stories):**\n- Goal: checkout\n- a\n- b\n", []),
    "nested entries": ("**Open bugs (4 items):**\n- a\n  - b\n  - c\n- d\n", []),
    "the list goes on below": ("**Open bugs (4 items):**\n- a\n- b\n\nAnd:\n\n- c\n- d\n", []),
    "the lists below are others": ("**Open bugs (4 items):**\n- a\n- b\n- c\n\n**Closed:**\n- d\n- e\n", []),
    "a version": ("**Version 2.0 (5 items):**\n\nText.\n", []),
    "days": ("**Sprint 1 (5 days):**\n- a\n- b\n- c\n- d\n", []),
    "people": ("**Option A (2 engineers):**\n- a\n- b\n- c\n", []),
    "steps to fix so many bugs": ("To fix the 4 bugs:\n\n1. a\n2. b\n3. c\n", []),
    "fields of something": ("**API (4 tasks):**\n- Owner: Ana\n- Priority: high\n- Status: open\n", []),
    "few separators": ("**Old ideas (5 items):**\nMap · Search · Night mode · Export\n", []),
    "different nouns": ("9 errors:\n\n- a: 3 errors\n- b: 2 warnings\n- c: 2 errors\n", []),
    "an entry without a number": ("9 errors:\n\n- a: 3 errors\n- b\n- c: 2 errors\n", []),
    "two entries": ("9 errors:\n\n- a: 3 errors\n- b: 2 errors\n", []),
    "what was fixed": ("Fixed 9 errors.\n\n- a: 3 errors\n- b: 2 errors\n- c: 2 errors\n", []),
    "a part of the entries": ("9 errors in the parser\n\n- a: 3 errors\n- b: 2 errors\n- c: 2 errors\n", []),
    "fewer than one entry": ("5 errors:\n\n- a: 9 errors\n- b: 2 errors\n- c: 2 errors\n", []),
    "another noun": ("9 pages:\n\n- a: 3 errors\n- b: 2 errors\n- c: 2 errors\n", []),
}

LIMITS = {
    "one over": (
        "These can be fixed in under 10 minutes each:\n\n1. **B-1**: Rename (5 min)\n2. **B-2**: Move (15 min)\n",
        ["under 10 minutes -> 15 min"],
    ),
    "none over": ("Quick wins (< 2 hours each):\n- Rename (1h)\n- Move: 90 min\n", ["< 2 hours"]),
    "in a heading": ("## Quick wins (under 2h each)\n\n- Rename (1h)\n- Move (3h)\n- Talk\n", ["under 2h -> 3h"]),
    "the far end of a range": ("Each takes less than 2 hours:\n- a (1-3h)\n- b (1h)\n", ["less than 2 hours -> 1-3h"]),
    "boxes": ("Under 1 hour each:\n- [ ] a (30 min)\n- [ ] b (2h)\n", ["Under 1 hour -> 2h"]),
    "the limit itself": ("Under 10 minutes each:\n- a (10 min)\n- b (5 min)\n", ["Under 10 minutes"]),
    # What only looks like it.
    "all together": ("Can be done in under 10 minutes:\n- a (5 min)\n- b (15 min)\n", []),
    "no estimates": ("Under 10 minutes each:\n- a\n- b\n", []),
    "a rate": ("Under 10 requests each:\n- a (5 min)\n- b (15 min)\n", []),
    "points": ("Under 3 hours each:\n- a (5 pts)\n- b (1 pt)\n", []),
}

TASKS = """\
- [ ] T1 a (2h)
- [ ] T2 b (1-2h)
- [ ] T3 c (4h)
- [ ] T4 d
"""

CHAINS = {
    "a chain that does not add up": (f"{TASKS}\n**Critical Path:** T1 → T3 = 8h\n", ["8h -> 6h"]),
    "a chain that adds up": (f"{TASKS}\nT1 -> T2 -> T3: 7-8h\n", ["7-8h"]),
    "words after the amount": (f"{TASKS}\n**Path:** T1 → T3 = 9 hours sequential\n", ["9 hours -> 6 hours"]),
    # What only looks like it.
    "a task without an estimate": (f"{TASKS}\nT1 → T4 = 9h\n", []),
    "an unknown task": (f"{TASKS}\nT1 → T9 = 9h\n", []),
    "a schedule": (f"{TASKS}\nRetry: 5m → 15m → 1h: 4h\n", []),
    "words": (f"{TASKS}\nDesign → Build → Test = 9h\n", []),
    "no amount": (f"{TASKS}\nT1 → T3 = done\n", []),
    "in a fence": (f"{TASKS}\n```\nT1 → T3 = 9h\n```\n", []),
}

BOXES = "- [x] t1 a ~1h\n- [x] t2 b\n- [ ] t3 c\n- [~] t4 d\n"

TOON = {
    "too few rows": ("<!--TOON:done[3]{id,desc}:\nt1,a\nt2,b\n-->\n", ["3 -> 2"]),
    "as many rows as declared": ("<!--TOON:done[2]{id,desc}:\nt1,a\nt2,b\n-->\n", ["2"]),
    "no rows": ("<!--TOON:done[0]{id,desc}:\n-->\n", ["0"]),
    "pipes": ('<!--TOON:done[2|]{id|desc}:\nt1|a, b\nt2|"c | d"\n-->\n', ["2"]),
    "a quoted comma": ('<!--TOON:done[1]{id,desc,est}:\nt1,"a, b",1h\n-->\n', ["1"]),
    "indented rows, as the specification has them": ("<!-- TOON\ndone[1]{id,desc}:\n  t1,a\n  t2,b\n-->\n", ["1 -> 2"]),
    "a summary": (
        f"{BOXES}\n<!--TOON:summary{{total,in_progress,done}}:\n4,2,1\n-->\n",
        ["4", "2 -> 1", "1 -> 2"],
    ),
    "amounts of the rows": (
        """\
        <!--TOON:done[2]{id,est,actual}:
        t1,~1h,30m
        t2,2h,2h
        -->

        - [x] t1 a
        - [x] t2 b

        <!--TOON:summary{total,total_est,total_actual}:
        2,~3h,4h
        -->
        """,
        ["2", "2", "~3h", "4h -> 2.5h"],
    ),
    "amounts of rows and tasks": (
        """\
        <!--TOON:done[1]{id,est}:
        t1,1h
        -->

        - [x] t1 a
        - [ ] t2 b (2h)

        <!--TOON:summary{total,total_est}:
        2,5h
        -->
        """,
        ["1", "2", "5h -> 3h"],
    ),
    # What only looks like it.
    "a template": ("<!--TOON:done[N]{id,desc}:\nt1,a\n-->\n", []),
    "in a fence": ("```markdown\n<!--TOON:done[3]{id,desc}:\nt1,a\n-->\n```\n", []),
    "a row that is cut off": ("<!--TOON:done[3]{id,desc,est}:\nt1,a\nt2,b,1h\n-->\n", []),
    "text among the rows": ("<!--TOON:done[3]{id,desc}:\nt1,a\nand so on\n-->\n", []),
    "numbers of something else": (f"{BOXES}\n<!--TOON:mail_status{{total,done}}:\n9,9\n-->\n", []),
    "no length": ("<!--TOON:meta{version,format}:\n1.1,x\n-->\n", []),
    "relations": ("<!--TOON:dependencies-->\nt1|blocks|t2\n<!--/TOON:dependencies-->\n", []),
    "finished work that has left": (
        "- [ ] t1 a\n\n<!--TOON:summary{total,done}:\n9,8\n-->\n",
        [],
    ),
    "two summaries": (
        f"{BOXES}\n<!--TOON:summary{{total}}:\n9\n-->\n\n<!--TOON:summary{{total}}:\n7\n-->\n",
        [],
    ),
    "nothing declared": ("<!--TOON:summary{total,done}:\n0,0\n-->\n", []),
}

ALL = {
    f"{group}: {name}": case
    for group, cases in (
        ("breakdown", BREAKDOWNS), ("count", COUNTS), ("limit", LIMITS), ("chain", CHAINS), ("toon", TOON),
    )
    for name, case in cases.items()
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ALL.values(), ids=ALL)
def test_what_is_claimed_and_what_is_true(text: str, expected: list[str]) -> None:
    assert said(dedent(text)) == expected


def test_steps_of_a_timer_are_no_tasks() -> None:
    assert not any(is_listed(claim) for claim in parse("Retry: 5m → 15m → 1h: 4h\n").claims)


STATUSES = {
    "a section": ("# Plan\n\n## Status\n\n🟡 In progress (15%)\n\n## Work\n", ["15%"]),
    "a section in Portuguese": ("# Plano\n\n## Status Atual\n🟡 Em Andamento (15%)\n", ["15%"]),
    "a field below the title": ("# Plan\n\n**Status:** 🚧 In Progress (40 %)\n", ["40 %"]),
    "a field before any heading": ("Status: In progress - 40% complete\n\n# Plan\n", ["40%"]),
    "progress in a section of its own": ("# Plan\n\n## Progress\n\n60% complete\n", ["60%"]),
    "an entry": ("# Plan\n\n## Status\n\n- **Progress:** 60%\n- Tests: 70%\n", ["60%"]),
    "of a part": ("# Plan\n\n## Work\n\n### API\n\n**Status:** In progress (40%)\n", []),
    "of a metric": ("# Plan\n\n## Status\n\nTest coverage: 80%\n", []),
    "of a metric in words": ("# Plan\n\n## Status\n\nTest coverage 80%\n", []),
    "of a definition": ("# Plan\n\n**Story Definition:** 100% complete\n", []),
    "in a sentence": ("# Plan\n\n## Status\n\nWe are at 80% of the budget\n", []),
    "about": ("# Plan\n\n## Status\n\nIn progress (~80%)\n", []),
    "more than all": ("# Plan\n\n## Status\n\nIn progress (180%)\n", []),
    "of a phase": ("# Plan\n\n**Status:** Phase 2 (80%)\n", []),
}


@pytest.mark.parametrize(("text", "expected"), STATUSES.values(), ids=STATUSES)
def test_how_far_the_whole_work_is(text: str, expected: list[str]) -> None:
    document = parse(text)
    whole = [claim for claim in document.claims if isinstance(claim.value, Progress) and claim.scope == document.span]

    assert [claim.value.text for claim in whole] == expected
    assert [document.source.slice(claim.span) for claim in whole] == expected


@pytest.mark.parametrize("text", [text for text, _ in ALL.values()], ids=ALL)
def test_claims_and_parts_stand_where_they_say(text: str) -> None:
    document = parse(dedent(text))
    for claim in document.claims:
        value = claim.value
        assert document.source.slice(value.span) == value.text
        for part in claim.parts:
            assert document.span.holds(part.span)
            if part.value.text:
                assert document.source.slice(part.value.span) == part.value.text


LINES = st.sampled_from(
    [line for text, _ in (*ALL.values(), *STATUSES.values()) for line in dedent(text).split("\n")]
    + ["", "  - b: 3h", "## Total: 5h", "> - a: 2h", "| a | b |", "\t- c (2h)", "(((", ": ：= →", "Total:", "-->"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=12).map("\n".join))
def test_any_mixture_of_such_lines_is_judged(text: str) -> None:
    for claim, judgement in judgements(parse(text)):
        assert isinstance(claim.value, Count | Estimate)
        assert judgement.holds or claim.each or judgement.total is not None or judgement.number is not None


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="-:=→()[]{}<>!TON 0123hmd·•|,~%\n#*é总", max_size=120))
def test_any_text_is_read(text: str) -> None:
    for comment in ("{}", "<!--TOON:done[2]{{id,est}}:\n{}\n-->\n", "**Open (5 items):**\n{}"):
        judgements(parse(comment.format(text)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=2, max_size=12), st.integers(-3, 3), st.booleans())
def test_a_total_holds_exactly_if_it_is_the_sum(hours: list[int], off: int, before: bool) -> None:
    listed = "".join(f"- Step {letter}: {hour}h\n" for letter, hour in zip("abcdefghijkl", hours, strict=False))
    total = f"Total: {sum(hours) + off}h\n"
    found = judgements(parse(f"{total}{listed}" if before else f"{listed}\n{total}"))

    if sum(hours) + off > 0:
        assert [judgement.holds for _, judgement in found] == [off == 0]


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 20), st.integers(0, 20))
def test_a_number_of_entries_holds_exactly_if_it_is_theirs(entries: int, claimed: int) -> None:
    found = judgements(parse(f"**Bugs ({claimed} items):**\n" + "- broken\n" * entries))

    assert all(judgement.holds == (claimed == entries) for _, judgement in found)
    assert bool(found) or claimed == entries or abs(claimed - entries) > max(2, claimed // 3)
