"""What a person reads in one task line, written down before the program read it.

Each table gives lines and everything that is told by them: a part that is not named must not be found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import backlogmd
from backlogmd.nodes import Document, Emphasis, Estimate, Kind, Spelling, Task
from backlogmd.source import Span
from backlogmd.vocabulary import State

Parts = dict[str, object]

STATES: dict[str, Parts] = {
    "- [ ] Write the parser": {"title": "Write the parser"},
    "- [x] Write the parser": {"title": "Write the parser", "state": "done"},
    "- [X] Write the parser": {"title": "Write the parser", "state": "done"},
    "- [/] Write the parser": {"title": "Write the parser", "state": "in-progress"},
    "- [~] Write the parser": {"title": "Write the parser", "state": "in-progress"},
    "- [@] Write the parser": {"title": "Write the parser", "state": "in-progress"},
    "- [-] Write the parser": {"title": "Write the parser", "state": "cancelled"},
    "- [>] Write the parser": {"title": "Write the parser", "state": "deferred"},
    "- [!] Write the parser": {"title": "Write the parser", "state": "blocked"},
    "- [?] Write the parser": {"title": "Write the parser", "state": "question"},
    "- [k] Write the parser": {"title": "Write the parser", "state": "unknown"},
    "- [✓] Write the parser": {"title": "Write the parser", "state": "unknown"},
    "- [\t] Write the parser": {"title": "Write the parser"},
    "- [\u00a0] Write the parser": {"title": "Write the parser"},
    "- [x]\tWrite the parser": {"title": "Write the parser", "state": "done"},
    "* [ ] Write the parser": {"title": "Write the parser"},
    "+ [x] Write the parser": {"title": "Write the parser", "state": "done"},
    "7. [ ] Write the parser": {"title": "Write the parser"},
    "7) [x] Write the parser": {"title": "Write the parser", "state": "done"},
    "> - [ ] Write the parser": {"title": "Write the parser"},
    "- [ ]": {"title": ""},
    "- [x] ": {"title": "", "state": "done"},
}

TITLES: dict[str, Parts] = {
    "- [ ] **Fix the login**": {"title": "Fix the login", "emphasis": "strong"},
    "- [ ] __Fix the login__": {"title": "Fix the login", "emphasis": "strong"},
    "- [ ] ***Fix the login***": {"title": "Fix the login", "emphasis": "strong"},
    "- [ ] *Fix the login*": {"title": "Fix the login", "emphasis": "emphasis"},
    "- [ ] _Fix the login_": {"title": "Fix the login", "emphasis": "emphasis"},
    "- [x] ~~Fix the login~~": {"title": "Fix the login", "emphasis": "strike", "state": "done"},
    "- [ ] **Fix** the login": {"title": "Fix the login", "written": "**Fix** the login"},
    "- [ ] **Login**: the form loses its data": {
        "title": "Login: the form loses its data",
        "written": "**Login**: the form loses its data",
    },
    "- [ ] Fix snake_case_names": {"title": "Fix snake_case_names"},
    "- [ ] Show 2 * 3 * 4 as a product": {"title": "Show 2 * 3 * 4 as a product"},
    "- [ ] Fix the login <!-- seen twice -->": {"title": "Fix the login"},
    "- [ ] Fix the login.": {"title": "Fix the login."},
    "- [ ]   Fix the   login  ": {"title": "Fix the login", "written": "Fix the   login"},
    "- [ ] Fix the\n  login form": {"title": "Fix the login form", "written": "Fix the\n  login form"},
    "- [ ] Ende-zu-Ende-Prüfung für größere Dateien": {"title": "Ende-zu-Ende-Prüfung für größere Dateien"},
    "- [ ] 修复登录页面": {"title": "修复登录页面"},
    "- [ ] 🎉 Celebrate": {"title": "🎉 Celebrate"},
}

ESTIMATES: dict[str, Parts] = {
    "- [ ] **Fix the login** (4 hours)": {
        "title": "Fix the login",
        "emphasis": "strong",
        "estimate": "4 hours: 240 minutes",
    },
    "- [ ] Fix the login (4 hours)": {"title": "Fix the login", "estimate": "4 hours: 240 minutes"},
    "- [ ] Fix the login (4h)": {"title": "Fix the login", "estimate": "4h: 240 minutes"},
    "- [ ] Fix the login (4H)": {"title": "Fix the login", "estimate": "4H: 240 minutes"},
    "- [ ] Fix the login (1 hour)": {"title": "Fix the login", "estimate": "1 hour: 60 minutes"},
    "- [ ] Fix the login (2 hrs)": {"title": "Fix the login", "estimate": "2 hrs: 120 minutes"},
    "- [ ] Fix the login (1.5h)": {"title": "Fix the login", "estimate": "1.5h: 90 minutes"},
    "- [ ] Fix the login (1,5 h)": {"title": "Fix the login", "estimate": "1,5 h: 90 minutes"},
    "- [ ] Fix the login (1h30m)": {"title": "Fix the login", "estimate": "1h30m: 90 minutes"},
    "- [ ] Fix the login (1h 30m)": {"title": "Fix the login", "estimate": "1h 30m: 90 minutes"},
    "- [ ] Fix the login (1hr 45min)": {"title": "Fix the login", "estimate": "1hr 45min: 105 minutes"},
    "- [ ] Fix the login (30 min)": {"title": "Fix the login", "estimate": "30 min: 30 minutes"},
    "- [ ] Fix the login (45 minutes)": {"title": "Fix the login", "estimate": "45 minutes: 45 minutes"},
    "- [ ] Fix the login (1 day)": {"title": "Fix the login", "estimate": "1 day: 480 minutes"},
    "- [ ] Fix the login (0.5 day)": {"title": "Fix the login", "estimate": "0.5 day: 240 minutes"},
    "- [ ] Fix the login (2 weeks)": {"title": "Fix the login", "estimate": "2 weeks: 4800 minutes"},
    "- [ ] Fix the login (1 month)": {"title": "Fix the login", "estimate": "1 month: 9600 minutes"},
    "- [ ] Fix the login (2-3 days)": {"title": "Fix the login", "estimate": "2-3 days: 960 to 1440 minutes"},
    "- [ ] Fix the login (2–3 days)": {"title": "Fix the login", "estimate": "2–3 days: 960 to 1440 minutes"},
    "- [ ] Fix the login (2 - 3 days)": {"title": "Fix the login", "estimate": "2 - 3 days: 960 to 1440 minutes"},
    "- [ ] Fix the login (2 to 3 hours)": {"title": "Fix the login", "estimate": "2 to 3 hours: 120 to 180 minutes"},
    "- [ ] Fix the login (2h-3h)": {"title": "Fix the login", "estimate": "2h-3h: 120 to 180 minutes"},
    "- [ ] Fix the login (30 min - 1 hour)": {
        "title": "Fix the login",
        "estimate": "30 min - 1 hour: 30 to 60 minutes",
    },
    "- [ ] Fix the login (8-4 hours)": {"title": "Fix the login", "estimate": "8-4 hours: 480 to 240 minutes"},
    "- [ ] Fix the login (~6h)": {"title": "Fix the login", "estimate": "~6h: about 360 minutes"},
    "- [ ] Fix the login (≈ 4.7 hours)": {"title": "Fix the login", "estimate": "≈ 4.7 hours: about 282 minutes"},
    "- [ ] Fix the login (about 2 hours)": {"title": "Fix the login", "estimate": "about 2 hours: about 120 minutes"},
    "- [ ] Fix the login (10+ hours)": {"title": "Fix the login", "estimate": "10+ hours: >= 600 minutes"},
    "- [ ] Fix the login (< 1 hour)": {"title": "Fix the login", "estimate": "< 1 hour: <= 60 minutes"},
    "- [ ] Fix the login (under 10 minutes)": {
        "title": "Fix the login",
        "estimate": "under 10 minutes: <= 10 minutes",
    },
    "- [ ] Fix the login (1 day, 3 hours)": {"title": "Fix the login", "estimate": "1 day, 3 hours: 660 minutes"},
    "- [ ] Fix the login (3 days, 24h)": {"title": "Fix the login", "estimate": "3 days, 24h: 1440 minutes"},
    "- [ ] Fix the login (0 hours)": {"title": "Fix the login", "estimate": "0 hours: 0 minutes"},
    "- [ ] Fix the login (8 pts)": {"title": "Fix the login", "estimate": "8 pts: 8 points"},
    "- [ ] Fix the login (3 SP)": {"title": "Fix the login", "estimate": "3 SP: 3 points"},
    "- [ ] Fix the login (1 point)": {"title": "Fix the login", "estimate": "1 point: 1 points"},
    "- [ ] Fix the login (5 story points)": {"title": "Fix the login", "estimate": "5 story points: 5 points"},
    "- [ ] Fix the login (3-5 pts)": {"title": "Fix the login", "estimate": "3-5 pts: 3 to 5 points"},
    "- [ ] Fix the login (M)": {"title": "Fix the login", "estimate": "M: size M"},
    "- [ ] Fix the login (XL)": {"title": "Fix the login", "estimate": "XL: size XL"},
    "- [ ] Fix the login [3d]": {"title": "Fix the login", "estimate": "3d: 1440 minutes"},
    "- [ ] Fix the login （4 hours）": {"title": "Fix the login", "estimate": "4 hours: 240 minutes"},
    "- [ ] Fix the login [Effort: 3d]": {"title": "Fix the login", "estimate": "3d: 1440 minutes"},
    "- [ ] Fix the login (Estimate: 4 hours)": {"title": "Fix the login", "estimate": "4 hours: 240 minutes"},
    "- [ ] Fix the login [estimate:: 2h]": {"title": "Fix the login", "estimate": "2h: 120 minutes"},
    "- [ ] Fix the login [points: 5]": {"title": "Fix the login", "estimate": "5: 5 points"},
    "- [ ] Fix the login (est. 4h)": {"title": "Fix the login", "estimate": "est. 4h: 240 minutes"},
    "- [ ] Fix the login Estimate: 2h": {"title": "Fix the login", "estimate": "2h: 120 minutes"},
    "- [ ] Fix the login - Estimate: 2h": {"title": "Fix the login", "estimate": "2h: 120 minutes"},
    "- [ ] Fix the login Estimated: 2-3 days": {"title": "Fix the login", "estimate": "2-3 days: 960 to 1440 minutes"},
    "- [ ] Fix the login est:2h": {"title": "Fix the login", "estimate": "2h: 120 minutes"},
    "- [ ] Fix the login Est: 2h": {"title": "Fix the login", "estimate": "2h: 120 minutes"},
    "- [ ] Fix the login @est(3 hours)": {"title": "Fix the login", "estimate": "3 hours: 180 minutes"},
    "- [ ] Fix the login ⏱️ 2h": {"title": "Fix the login", "estimate": "2h: 120 minutes"},
    "- [ ] Fix the login ⏱ 1h 30m": {"title": "Fix the login", "estimate": "1h 30m: 90 minutes"},
    "- [ ] Fix the login ~2h": {"title": "Fix the login", "estimate": "~2h: about 120 minutes"},
    "- [ ] Fix the login ~45 min": {"title": "Fix the login", "estimate": "~45 min: about 45 minutes"},
    "- [ ] Fix the login - 4 hours": {"title": "Fix the login", "estimate": "4 hours: 240 minutes"},
    "- [ ] Fix the login – 4 hours": {"title": "Fix the login", "estimate": "4 hours: 240 minutes"},
    "- [ ] Fix the login — 2-3 days": {"title": "Fix the login", "estimate": "2-3 days: 960 to 1440 minutes"},
    "- [ ] Fix the login: 2h": {"title": "Fix the login", "estimate": "2h: 120 minutes"},
    "- [ ] **Fix the login** - 4 hours": {
        "title": "Fix the login",
        "emphasis": "strong",
        "estimate": "4 hours: 240 minutes",
    },
    "- [ ] **Fix the login** — (4 hours)": {
        "title": "Fix the login",
        "emphasis": "strong",
        "estimate": "4 hours: 240 minutes",
    },
    "- [ ] **Fix the login (4 hours)**": {
        "title": "Fix the login",
        "emphasis": "strong",
        "estimate": "4 hours: 240 minutes",
    },
    "- [ ] **Fix the login** **(4 hours)**": {
        "title": "Fix the login",
        "emphasis": "strong",
        "estimate": "4 hours: 240 minutes",
    },
    "- [ ] **Fix the login** *(4 hours)*": {
        "title": "Fix the login",
        "emphasis": "strong",
        "estimate": "4 hours: 240 minutes",
    },
    "- [ ] (4h) **Fix the login**": {"title": "Fix the login", "emphasis": "strong", "estimate": "4h: 240 minutes"},
    "- [ ] (4h) Fix the login": {"title": "Fix the login", "estimate": "4h: 240 minutes"},
    "- [ ] [2 days] - Fix the login": {"title": "Fix the login", "estimate": "2 days: 960 minutes"},
    "- [ ] ~3h Fix the login": {"title": "Fix the login", "estimate": "~3h: about 180 minutes"},
    "- [ ] Fix the login (4h): the form loses its data": {
        "title": "Fix the login: the form loses its data",
        "written": "Fix the login (4h): the form loses its data",
        "estimate": "4h: 240 minutes",
    },
    "- [ ] Fix the login (4h) and the logout": {
        "title": "Fix the login and the logout",
        "written": "Fix the login (4h) and the logout",
        "estimate": "4h: 240 minutes",
    },
    "- [ ] Fix the login (4h) (6 hours)": {
        "title": "Fix the login",
        "estimate": "4h: 240 minutes",
        "more": ["6 hours: 360 minutes"],
    },
    "- [ ] Fix the login\n  - Estimate: 4 hours": {"title": "Fix the login", "estimate": "4 hours: 240 minutes"},
    "- [ ] **Fix the login**\n  - **Estimate:** 2-3 days\n  - Look": {
        "title": "Fix the login",
        "emphasis": "strong",
        "estimate": "2-3 days: 960 to 1440 minutes",
    },
    "- [ ] Fix the login\n  - Effort: 3 pts": {"title": "Fix the login", "estimate": "3 pts: 3 points"},
    "- [ ] Fix the login\n  - Estimated time: ~1 day": {
        "title": "Fix the login",
        "estimate": "~1 day: about 480 minutes",
    },
    "- [ ] Fix the login (2h)\n  - Estimate: 4 hours": {
        "title": "Fix the login",
        "estimate": "2h: 120 minutes",
        "more": ["4 hours: 240 minutes"],
    },
}

# They look like estimates, and are part of a sentence.
NO_ESTIMATES: dict[str, Parts] = {
    line: {"title": line.removeprefix("- [ ] ")}
    for line in (
        "- [ ] Retry after a delay (5min → 15min → 1hr → 4hrs)",
        "- [ ] Offer timer presets 60s / 90s / 120s",
        "- [ ] Add candles (1m/5m/15m/1h/1d)",
        "- [ ] Poll every 10s",
        "- [ ] Limit exports (1 per hour)",
        "- [ ] Warn of 5-min stale data",
        "- [ ] Timestamps are 4 hours ahead",
        "- [ ] Record the 1h video",
        "- [ ] Use a 30-second window",
        "- [ ] Collect 3-5 real-world examples",
        "- [ ] Keep P95 ≤250ms",
        "- [ ] Allow a skew of ±300s",
        "- [ ] Keep the cost at $10/month",
        "- [ ] Choose hosting ($200-500/month)",
        "- [ ] Shrink the bundle (45KB)",
        "- [ ] Draw the chart (3D)",
        "- [ ] Raise the limit (5M)",
        "- [ ] Cut the build (from 4h to 2h)",
        "- [ ] Cut the build from 4h to 2h",
        "- [ ] Rotate the logs (every 2 weeks)",
        "- [ ] Enable by default (currently disabled)",
        "- [ ] Support 2FA",
        "- [ ] Ship on day 1",
        "- [ ] Add tests (Playwright)",
        "- [ ] Plan weeks 1-2",
        "- [ ] Read chapter (4)",
        "- [ ] Support the latest releases (2)",
        "- [ ] Keep (m) and (h) apart",
        "- [ ] Explain `(4h)` in the guide",
        "- [ ] Explain ``est:2h`` in the guide",
        "- [ ] Session timeout: 30 minutes of silence",
        "- [ ] Handle durations such as 1h30m",
    )
}

PRIORITIES: dict[str, Parts] = {
    "- [ ] P0: Fix the login": {"title": "Fix the login", "priority": "P0: URGENT code"},
    "- [ ] P1 - Fix the login": {"title": "Fix the login", "priority": "P1: HIGH code"},
    "- [ ] [P2] Fix the login": {"title": "Fix the login", "priority": "P2: MEDIUM code"},
    "- [ ] (P3) Fix the login": {"title": "Fix the login", "priority": "P3: LOW code"},
    "- [ ] Fix the login (P4)": {"title": "Fix the login", "priority": "P4: LOWEST code"},
    "- [ ] Fix the login [P0]": {"title": "Fix the login", "priority": "P0: URGENT code"},
    "- [ ] **[P1]** Fix the login": {"title": "Fix the login", "priority": "P1: HIGH code"},
    "- [ ] **P1**: Fix the login": {"title": "Fix the login", "priority": "P1: HIGH code"},
    "- [ ] **P1:** Fix the login": {"title": "Fix the login", "priority": "P1: HIGH code"},
    "- [ ] URGENT: Fix the login": {"title": "Fix the login", "priority": "URGENT: URGENT word"},
    "- [ ] Critical - Fix the login": {"title": "Fix the login", "priority": "Critical: URGENT word"},
    "- [ ] HIGH: Fix the login": {"title": "Fix the login", "priority": "HIGH: HIGH word"},
    "- [ ] **High:** Fix the login": {"title": "Fix the login", "priority": "High: HIGH word"},
    "- [ ] (medium) Fix the login": {"title": "Fix the login", "priority": "medium: MEDIUM word"},
    "- [ ] Fix the login (LOW)": {"title": "Fix the login", "priority": "LOW: LOW word"},
    "- [ ] Fix the login [high priority]": {"title": "Fix the login", "priority": "high priority: HIGH word"},
    "- [ ] Fix the login (priority: high)": {"title": "Fix the login", "priority": "high: HIGH word"},
    "- [ ] Fix the login [priority:: low]": {"title": "Fix the login", "priority": "low: LOW word"},
    "- [ ] Fix the login priority:high": {"title": "Fix the login", "priority": "high: HIGH word"},
    "- [ ] Fix the login #priority:high": {"title": "Fix the login", "priority": "high: HIGH word"},
    "- [ ] Fix the login Priority: High": {"title": "Fix the login", "priority": "High: HIGH word"},
    "- [ ] Fix the login @priority(high)": {"title": "Fix the login", "priority": "high: HIGH word"},
    "- [ ] Fix the login @high": {"title": "Fix the login", "priority": "high: HIGH word"},
    "- [ ] 🔴 Fix the login": {"title": "Fix the login", "priority": "🔴: URGENT emoji 🔴"},
    "- [ ] 🟠 Fix the login": {"title": "Fix the login", "priority": "🟠: HIGH emoji 🟠"},
    "- [ ] Fix the login 🟡": {"title": "Fix the login", "priority": "🟡: MEDIUM emoji 🟡"},
    "- [ ] 🟢 **Fix the login**": {"title": "Fix the login", "emphasis": "strong", "priority": "🟢: LOW emoji 🟢"},
    "- [ ] 🔵 Fix the login": {"title": "Fix the login", "priority": "🔵: LOWEST emoji 🔵"},
    "- [ ] 🔥 Fix the login": {"title": "Fix the login", "priority": "🔥: URGENT emoji 🔥"},
    "- [ ] Fix the login [🔴]": {"title": "Fix the login", "priority": "🔴: URGENT emoji 🔴"},
    "- [ ] Fix the login 🔺": {"title": "Fix the login", "priority": "🔺: URGENT emoji 🔺"},
    "- [ ] Fix the login ⏫": {"title": "Fix the login", "priority": "⏫: HIGH emoji ⏫"},
    "- [ ] Fix the login 🔼": {"title": "Fix the login", "priority": "🔼: MEDIUM emoji 🔼"},
    "- [ ] Fix the login 🔽": {"title": "Fix the login", "priority": "🔽: LOW emoji 🔽"},
    "- [ ] Fix the login ⏬": {"title": "Fix the login", "priority": "⏬: LOWEST emoji ⏬"},
    "- [ ] Fix the login ⏬\ufe0f": {"title": "Fix the login", "priority": "⏬: LOWEST emoji ⏬"},
    "- [ ] Fix the login ⏫ 📅 2026-03-01": {
        "title": "Fix the login",
        "priority": "⏫: HIGH emoji ⏫",
        "dates": ["due 2026-03-01"],
    },
    "- [ ] !!! Fix the login": {"title": "Fix the login", "priority": "!!!: URGENT mark"},
    "- [ ] !! Fix the login": {"title": "Fix the login", "priority": "!!: HIGH mark"},
    "- [ ] ! Fix the login": {"title": "Fix the login", "priority": "!: MEDIUM mark"},
    "- [ ] (A) Fix the login": {"title": "Fix the login", "priority": "(A): URGENT letter"},
    "- [ ] (B) Fix the login": {"title": "Fix the login", "priority": "(B): HIGH letter"},
    "- [ ] [#A] Fix the login": {"title": "Fix the login", "priority": "[#A]: URGENT letter"},
    "- [ ] [#C] Fix the login": {"title": "Fix the login", "priority": "[#C]: MEDIUM letter"},
    "- [ ] 游댮 Fix the login": {"title": "Fix the login", "priority": "🔴: URGENT emoji 🔴"},
    "- [ ] 游 HIGH: Fix the login": {"title": "Fix the login", "priority": "HIGH: HIGH word "},
    "- [ ] 🔴 URGENT: Fix the login": {"title": "Fix the login", "priority": "URGENT: URGENT word 🔴"},
    "- [ ] 🟡 **Medium**: Fix the login": {"title": "Fix the login", "priority": "Medium: MEDIUM word 🟡"},
}

NO_PRIORITIES: dict[str, Parts] = {
    line: {"title": line.removeprefix("- [ ] ")}
    for line in (
        "- [ ] High CPU usage on start",
        "- [ ] Move high memory users",
        "- [ ] Handle (A) and (B)",
        "- [ ] Replace the 🔴 in the legend",
        "- [ ] Find critical paths",
        "- [ ] Lower the limit",
        "- [ ] [P] Create the folders",
        "- [ ] Fix: the login loops",
        "- [ ] Parse P256 keys",
        "- [ ] Explain `P0` in the guide",
        "- [ ] Wow! It works",
    )
}

PEOPLE_AND_TAGS: dict[str, Parts] = {
    "- [ ] Fix the login @ana": {"title": "Fix the login", "assignees": ["ana"]},
    "- [ ] @ana Fix the login": {"title": "@ana Fix the login", "assignees": ["ana"]},
    "- [ ] Fix the login @ana @bob-b": {"title": "Fix the login", "assignees": ["ana", "bob-b"]},
    "- [ ] Fix the login (@ana)": {"title": "Fix the login", "assignees": ["ana"]},
    "- [ ] Ask @ana about the login": {"title": "Ask @ana about the login", "assignees": ["ana"]},
    "- [ ] Fix the login assignee: ana": {"title": "Fix the login", "assignees": ["ana"]},
    "- [ ] Fix the login assignee:ana": {"title": "Fix the login", "assignees": ["ana"]},
    "- [ ] Fix the login (assignee: Ana Maria)": {"title": "Fix the login", "assignees": ["Ana Maria"]},
    "- [ ] Fix the login (Owner: Ana, Bob)": {"title": "Fix the login", "assignees": ["Ana", "Bob"]},
    "- [ ] Fix the login [assignee:: @ana]": {"title": "Fix the login", "assignees": ["ana"]},
    "- [ ] Fix the login owner:bob": {"title": "Fix the login", "assignees": ["bob"]},
    "- [ ] Write to ana@example.org": {"title": "Write to ana@example.org"},
    "- [ ] Explain `@property` to all": {"title": "Explain `@property` to all"},
    "- [ ] Fix the login #auth": {"title": "Fix the login", "tags": ["auth"]},
    "- [ ] Fix the login #auth #front/end": {"title": "Fix the login", "tags": ["auth", "front/end"]},
    "- [ ] Fix the login #größe": {"title": "Fix the login", "tags": ["größe"]},
    "- [ ] Fix the #login form": {"title": "Fix the #login form", "tags": ["login"]},
    "- [ ] #auth Fix the login": {"title": "#auth Fix the login", "tags": ["auth"]},
    "- [ ] Fix the login (tags: auth, web)": {"title": "Fix the login", "tags": ["auth", "web"]},
    "- [ ] Port the C# client": {"title": "Port the C# client"},
    "- [ ] Explain `#include` to all": {"title": "Explain `#include` to all"},
    "- [ ] Fix &#39; in titles": {"title": "Fix &#39; in titles"},
}

IDS: dict[str, Parts] = {
    "- [ ] T-014 Fix the login": {"title": "Fix the login", "id": "T-014"},
    "- [ ] T-014: Fix the login": {"title": "Fix the login", "id": "T-014"},
    "- [ ] T-014 - Fix the login": {"title": "Fix the login", "id": "T-014"},
    "- [ ] [T-014] Fix the login": {"title": "Fix the login", "id": "T-014"},
    "- [ ] Fix the login [T-014]": {"title": "Fix the login", "id": "T-014"},
    "- [ ] **T-014** Fix the login": {"title": "Fix the login", "id": "T-014"},
    "- [ ] **T-014: Fix the login**": {"title": "Fix the login", "emphasis": "strong", "id": "T-014"},
    "- [ ] **T-014**: Fix the login (2h)": {"title": "Fix the login", "id": "T-014", "estimate": "2h: 120 minutes"},
    "- [ ] ABC-123 Fix the login": {"title": "Fix the login", "id": "ABC-123"},
    "- [ ] ABC-123: Fix the login": {"title": "Fix the login", "id": "ABC-123"},
    "- [ ] BACK-100.1 Fix the login": {"title": "Fix the login", "id": "BACK-100.1"},
    "- [ ] T001 Fix the login": {"title": "Fix the login", "id": "T001"},
    "- [ ] T001 [P] Fix the login": {"title": "[P] Fix the login", "id": "T001"},
    "- [ ] #12 Fix the login": {"title": "Fix the login", "id": "#12"},
    "- [ ] #12: Fix the login": {"title": "Fix the login", "id": "#12"},
    "- [ ] ABC-123 Fix the login ^fix": {"title": "Fix the login", "id": "ABC-123", "fields": ["block=fix"]},
    "- [ ] Fix the login [id:1.1 priority:high risk:low]": {
        "title": "Fix the login",
        "id": "1.1",
        "priority": "high: HIGH word",
        "fields": ["risk=low"],
    },
    "- [ ] Fix the login 🆔 abc": {"title": "Fix the login", "id": "abc"},
    "- [ ] Fix the login [id:: abc]": {"title": "Fix the login", "id": "abc"},
    "- [ ] Fix the login id:abc": {"title": "Fix the login", "id": "abc"},
    "- [ ] Fix the login ^fix-login": {"title": "Fix the login", "id": "fix-login"},
    "- [ ] (4h) T-014 Fix the login": {"title": "Fix the login", "id": "T-014", "estimate": "4h: 240 minutes"},
    "- [ ] Fix the login (2h), [T-014]": {"title": "Fix the login", "id": "T-014", "estimate": "2h: 120 minutes"},
    "- [ ] Fix the login (2h) | @ana": {
        "title": "Fix the login",
        "estimate": "2h: 120 minutes",
        "assignees": ["ana"],
    },
    "- [ ] Fix the login (2h) [T-014]": {"title": "Fix the login", "id": "T-014", "estimate": "2h: 120 minutes"},
    "- [ ] UTF-8 names break": {"title": "UTF-8 names break"},
    "- [ ] COVID-19 page": {"title": "COVID-19 page"},
    "- [ ] E2E tests fail": {"title": "E2E tests fail"},
    "- [ ] S3 uploads fail": {"title": "S3 uploads fail"},
    "- [ ] H264 videos stutter": {"title": "H264 videos stutter"},
    "- [ ] ES2020 output": {"title": "ES2020 output"},
    "- [ ] S12: Fix the login": {"title": "Fix the login", "id": "S12"},
    "- [ ] **S12: Fix the login**": {"title": "Fix the login", "emphasis": "strong", "id": "S12"},
    "- [ ] F123 - Fix the login": {"title": "Fix the login", "id": "F123"},
    "- [ ] F012 Fix the login": {"title": "Fix the login", "id": "F012"},
    "- [ ] t001.1 Fix the login": {"title": "Fix the login", "id": "t001.1"},
    "- [ ] US5-C Fix the login": {"title": "Fix the login", "id": "US5-C"},
    "- [ ] T1 Fix the login": {"title": "Fix the login", "id": "T1"},
}

DEPENDENCIES: dict[str, Parts] = {
    "- [ ] Fix the login (depends: T-001, T-002)": {"title": "Fix the login", "depends_on": ["T-001", "T-002"]},
    "- [ ] Fix the login (depends on T-001)": {"title": "Fix the login", "depends_on": ["T-001"]},
    "- [ ] Fix the login (depends on: T-001, T-002)": {"title": "Fix the login", "depends_on": ["T-001", "T-002"]},
    "- [ ] Fix the login (blocked by #12)": {
        "title": "Fix the login",
        "depends_on": ["12"],
        "references": ["issue #12"],
    },
    "- [ ] Fix the login depends:T-001": {"title": "Fix the login", "depends_on": ["T-001"]},
    "- [ ] Fix the login depends:T-001,T-002": {"title": "Fix the login", "depends_on": ["T-001", "T-002"]},
    "- [ ] Fix the login blocked-by:t001": {"title": "Fix the login", "depends_on": ["t001"]},
    "- [ ] Fix the login [dependsOn:: a, b]": {"title": "Fix the login", "depends_on": ["a", "b"]},
    "- [ ] Fix the login ⛔ a,b": {"title": "Fix the login", "depends_on": ["a", "b"]},
    "- [ ] Fix the login 🆔 c ⛔ a": {"title": "Fix the login", "id": "c", "depends_on": ["a"]},
}

DATES: dict[str, Parts] = {
    "- [ ] Fix the login 📅 2026-03-01": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [ ] Fix the login 📆 2026-03-01": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [ ] Fix the login 🗓️2026-03-01": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [ ] Fix the login ➕ 2026-02-01 ⏳ 2026-02-02 🛫 2026-02-03": {
        "title": "Fix the login",
        "dates": ["created 2026-02-01", "scheduled 2026-02-02", "start 2026-02-03"],
    },
    "- [x] Fix the login ✅ 2026-03-02": {"title": "Fix the login", "state": "done", "dates": ["done 2026-03-02"]},
    "- [-] Fix the login ❌ 2026-03-02": {
        "title": "Fix the login",
        "state": "cancelled",
        "dates": ["cancelled 2026-03-02"],
    },
    "- [ ] Water the plants 🔁 every 2 weeks 📅 2026-03-01": {
        "title": "Water the plants",
        "fields": ["recurs=every 2 weeks"],
        "dates": ["due 2026-03-01"],
    },
    "- [ ] Fix the login 📅 2026-02-31": {"title": "Fix the login", "dates": ["due 2026-02-31"]},
    "- [ ] Fix the login 📅 2026-03-01 #auth": {
        "title": "Fix the login",
        "dates": ["due 2026-03-01"],
        "tags": ["auth"],
    },
    "- [ ] Fix the login [due:: 2026-03-01]": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [ ] Fix the login (due:: 2026-03-01)": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [ ] Fix the login [created:: 2026-03-01] [scheduled:: 2026-03-02] [start:: 2026-03-03]": {
        "title": "Fix the login",
        "dates": ["created 2026-03-01", "scheduled 2026-03-02", "start 2026-03-03"],
    },
    "- [x] Fix the login [completion:: 2026-03-01]": {
        "title": "Fix the login",
        "state": "done",
        "dates": ["done 2026-03-01"],
    },
    "- [ ] Fix the login (due: 2026-03-01)": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [ ] Fix the login (due 2026-03-01)": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [ ] Fix the login due:2026-03-01": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [ ] Fix the login due: 2026-03-01": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [ ] Fix the login due 2026-03-01": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [ ] Fix the login by 2026-03-01": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [ ] Fix the login, deadline 2026-03-01": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [x] Fix the login - completed 2026-03-01": {
        "title": "Fix the login",
        "state": "done",
        "dates": ["done 2026-03-01"],
    },
    "- [x] Fix the login - Completed: 2026-03-01": {
        "title": "Fix the login",
        "state": "done",
        "dates": ["done 2026-03-01"],
    },
    "- [ ] Fix the login @due(2026-03-01)": {"title": "Fix the login", "dates": ["due 2026-03-01"]},
    "- [ ] Write the notes of 2026-03-01": {"title": "Write the notes of 2026-03-01"},
    "- [ ] Meet at 14:30": {"title": "Meet at 14:30"},
    "- [ ] Show `due:2026-03-01` in grey": {"title": "Show `due:2026-03-01` in grey"},
}

REFERENCES: dict[str, Parts] = {
    "- [ ] Read https://example.org/spec": {
        "title": "Read https://example.org/spec",
        "references": ["url https://example.org/spec"],
    },
    "- [ ] Read https://example.org/spec.": {
        "title": "Read https://example.org/spec.",
        "references": ["url https://example.org/spec"],
    },
    "- [ ] Read [the spec](https://example.org/spec) again": {
        "title": "Read [the spec](https://example.org/spec) again",
        "references": ["url https://example.org/spec"],
    },
    "- [ ] Read <https://example.org/spec>": {
        "title": "Read <https://example.org/spec>",
        "references": ["url https://example.org/spec"],
    },
    "- [ ] Answer acme/site#12 again": {
        "title": "Answer acme/site#12 again",
        "references": ["issue acme/site#12"],
    },
    "- [ ] Answer the questions of #12": {
        "title": "Answer the questions of #12",
        "references": ["issue #12"],
    },
    "- [ ] Fix the login (#12)": {"title": "Fix the login (#12)", "references": ["issue #12"]},
    "- [ ] Do what ABC-123 did": {"title": "Do what ABC-123 did", "references": ["ticket ABC-123"]},
    "- [ ] Patch CVE-2024-12345 now": {"title": "Patch CVE-2024-12345 now", "references": ["cve CVE-2024-12345"]},
    "- [ ] Read of CVE-2024-12345 at https://example.org/CVE-2024-12345": {
        "title": "Read of CVE-2024-12345 at https://example.org/CVE-2024-12345",
        "references": ["cve CVE-2024-12345", "url https://example.org/CVE-2024-12345"],
    },
    "- [ ] Review GHSA-847f-9342-265h": {
        "title": "Review GHSA-847f-9342-265h",
        "references": ["ghsa GHSA-847f-9342-265h"],
    },
    "- [ ] Create v3.7.0 migration guide": {
        "title": "Create v3.7.0 migration guide",
        "references": ["version v3.7.0"],
    },
    "- [ ] Replace the sync in dashboard.js": {
        "title": "Replace the sync in dashboard.js",
        "references": ["path dashboard.js"],
    },
    "- [ ] Split src/app/main.py up": {"title": "Split src/app/main.py up", "references": ["path src/app/main.py"]},
    "- [ ] Split `src/app/main.py` up": {"title": "Split `src/app/main.py` up", "references": ["path src/app/main.py"]},
}

NO_REFERENCES: dict[str, Parts] = {
    line: {"title": line.removeprefix("- [ ] ")}
    for line in (
        "- [ ] Fix HTTP/2 request splitting",
        "- [ ] Set up CI/CD and Prometheus/Grafana",
        "- [ ] Use SHA-256 or AES-128",
        "- [ ] Upgrade to Python 3.12",
        "- [ ] Show 16:9 and std::vector right",
        "- [ ] Fix 5 of 8 failing test suites",
        "- [ ] Reach >80% coverage for 100K+ rows",
        "- [ ] Support [x] and [ ] in lists",
        "- [ ] Cite the paper [1] there",
        "- [ ] Close [issues][list] and [[Daily notes]]",
    )
}

MORE: dict[str, Parts] = {
    "- [ ] Fix the login [2/5]": {"title": "Fix the login", "progress": "[2/5]: 2 of 5"},
    "- [ ] Fix the login [40%]": {"title": "Fix the login", "progress": "[40%]: 40 %"},
    "- [/] [0/3] Fix the login": {"title": "Fix the login", "state": "in-progress", "progress": "[0/3]: 0 of 3"},
    "- [ ] Fix the login risk:medium": {"title": "Fix the login", "fields": ["risk=medium"]},
    "- [ ] Fix the login @team(red)": {"title": "Fix the login", "fields": ["team=red"]},
    "- [ ] Fix the login due:soon": {"title": "Fix the login", "fields": ["due=soon"]},
    "- [ ] Fix the login (effort: unknown)": {"title": "Fix the login (effort: unknown)"},
    "- [ ] Fix the login est:soon": {"title": "Fix the login est:soon"},
    "- [ ] Fix the login ⏱️ soon": {"title": "Fix the login ⏱️ soon"},
    "- [ ] Fix the login [energy:: high]": {"title": "Fix the login", "fields": ["energy=high"]},
    "- [x] **Fix the login** (4 hours) [T-014] @ana #auth 📅 2026-03-01": {
        "title": "Fix the login",
        "state": "done",
        "emphasis": "strong",
        "estimate": "4 hours: 240 minutes",
        "id": "T-014",
        "assignees": ["ana"],
        "tags": ["auth"],
        "dates": ["due 2026-03-01"],
    },
    "- [ ] 🔴 T-014: **Fix CVE-2024-12345** (~2h) (depends: T-013) @ana": {
        "title": "Fix CVE-2024-12345",
        "emphasis": "strong",
        "priority": "🔴: URGENT emoji 🔴",
        "estimate": "~2h: about 120 minutes",
        "id": "T-014",
        "depends_on": ["T-013"],
        "assignees": ["ana"],
        "references": ["cve CVE-2024-12345"],
    },
    "- [ ] (8h) [T-001] Set up the build [P1]": {
        "title": "Set up the build",
        "estimate": "8h: 480 minutes",
        "id": "T-001",
        "priority": "P1: HIGH code",
    },
    "- [ ] Fix the login est:2h due:2026-03-01 @ana #auth": {
        "title": "Fix the login",
        "estimate": "2h: 120 minutes",
        "dates": ["due 2026-03-01"],
        "assignees": ["ana"],
        "tags": ["auth"],
    },
}

ALL = {
    **STATES,
    **TITLES,
    **ESTIMATES,
    **NO_ESTIMATES,
    **PRIORITIES,
    **NO_PRIORITIES,
    **PEOPLE_AND_TAGS,
    **IDS,
    **DEPENDENCIES,
    **DATES,
    **REFERENCES,
    **NO_REFERENCES,
    **MORE,
}


def only_task(text: str) -> tuple[Document, Task]:
    document = backlogmd.parse(text)
    assert len(document.tasks) == 1
    return document, document.tasks[0]


def amount(estimate: Estimate) -> str:
    """`2-3 days: 960 to 1440 minutes`."""
    if estimate.kind is Kind.SIZE:
        return f"{estimate.text}: size {estimate.unit}"
    unit = "points" if estimate.kind is Kind.POINTS else "minutes"
    limits = "about " * estimate.approximate + (f"{estimate.bound} " if estimate.bound else "")
    ends = f"{estimate.low} to {estimate.high}" if estimate.is_range else f"{estimate.low}"
    return f"{estimate.text}: {limits}{ends} {unit}"


def told(document: Document, task: Task) -> Parts:
    """Everything that a task line tells, without what it does not."""
    written = document.source.slice(task.title.span)
    priority, progress = task.priority, task.progress
    parts: Parts = {
        "title": task.title.text,
        "written": "" if written == task.title.text else written,
        "state": "" if task.state is State.OPEN else task.state.value,
        "emphasis": "" if task.emphasis is Emphasis.NONE else task.emphasis.value,
        "estimate": task.estimate and amount(task.estimate),
        "more": [amount(one) for one in task.more_estimates],
        "id": task.id and task.id.text,
        "depends_on": [one.text for one in task.depends_on],
        "assignees": [one.text for one in task.assignees],
        "tags": [one.text for one in task.tags],
        "dates": [f"{one.kind.value} {one.value}" for one in task.dates],
        "fields": [f"{one.name}={one.value}" for one in task.fields],
        "references": [f"{one.kind.value} {one.text}" for one in task.references],
    }
    if priority is not None:
        emoji = f" {priority.emoji.text}" if priority.emoji else ""
        parts["priority"] = f"{priority.text}: {priority.level} {priority.spelling.value}{emoji}"
    if progress is not None:
        share = f"{progress.done} of {progress.total}" if progress.total else f"{progress.percent} %"
        parts["progress"] = f"{progress.text}: {share}"
    return {name: value for name, value in parts.items() if value or name == "title"}


def spans(task: Task) -> Iterator[tuple[str, Span]]:
    """Each part of a task as text, with the place where exactly this text must stand."""
    yield task.state_char, task.state_span
    labels = [task.id] if task.id else []
    for label in (*labels, *task.depends_on, *task.assignees):
        yield label.text, label.span
    for reference in task.references:
        yield reference.text, reference.span
    for estimate in task.more_estimates:
        yield estimate.text, estimate.span
    for date in task.dates:
        yield date.value, date.span
    if task.estimate is not None:
        yield task.estimate.text, task.estimate.span
    if task.progress is not None:
        yield task.progress.text, task.progress.span


@pytest.mark.parametrize(("line", "expected"), ALL.items())
def test_a_line_tells_what_a_person_reads_in_it(line: str, expected: Parts) -> None:
    document, task = only_task(line)
    assert told(document, task) == expected


@pytest.mark.parametrize("line", ALL)
def test_every_part_has_the_place_where_it_stands(line: str) -> None:
    document, task = only_task(f"# Täsks 🎉\r\n\r\n{line}\r\n")
    slice_of = document.source.slice
    for text, span in spans(task):
        assert slice_of(span) == text
    for tag in task.tags:
        assert slice_of(tag.span).removeprefix("#") == tag.text
    for field in task.fields:
        assert field.value in slice_of(field.span)
    if task.priority is not None:
        whole = slice_of(task.priority.span)
        damaged = {"游댮": "🔴", "游": ""}
        if task.priority.emoji is None or task.priority.spelling is Spelling.EMOJI:
            assert damaged.get(whole, whole).rstrip("\ufe0f") == task.priority.text
        else:
            assert task.priority.text in whole
        if task.priority.emoji is not None:
            written = slice_of(task.priority.emoji.span)
            assert damaged.get(written, written).rstrip("\ufe0f") == task.priority.emoji.text


@pytest.mark.parametrize("line", ALL)
def test_a_line_reads_the_same_in_a_quote_and_in_a_nested_list(line: str) -> None:
    bare = told(*only_task(line))
    indented = line.replace("\n", "\n      ")
    quoted = line.replace("\n", "\n> ")
    bare.pop("written", None)
    for text in (f"1. Outside\n\n   - Deeper\n\n      {indented}", f"> {quoted}"):
        nested = told(*only_task(text))
        nested.pop("written", None)
        assert nested == bare


def test_the_state_character_is_kept() -> None:
    _, task = only_task("- [k] Write the parser")
    assert (task.state, task.state_char) == (State.UNKNOWN, "k")


def test_a_title_longer_than_any_a_person_writes_stays_as_it_is() -> None:
    words = "(4h) @ana #auth " * 1000
    _, task = only_task(f"- [ ] {words}")
    assert task.title.text == words.strip()
    assert task.estimate is None


# Fragments of lines, and the letters in them that only say what a part is.
FRAGMENTS = {
    **dict.fromkeys(
        (
            "Fix",
            "the login",
            "(4 hours)",
            "(2-3 days)",
            "[M]",
            "~6h",
            "- 4h",
            "**",
            "*",
            "_",
            "~~",
            "`code`",
            "`",
            "[T-014]",
            "T-014:",
            "#12",
            "#web",
            "@ana",
            "📅 2026-03-01",
            "🔴",
            "⏫",
            "游댮",
            "游",
            "P0:",
            "(A)",
            "[#B]",
            "!!",
            "HIGH:",
            "(HIGH)",
            "[2/5]",
            "[40%]",
            "https://example.org/a",
            "acme/site#3",
            "CVE-2024-12345",
            "v3.7.0",
            "src/a.py",
            "[a](b)",
            "[",
            "]",
            "(",
            ")",
            ":",
            "-",
            "—",
            "|",
            "\\",
            "\u00a0",
            "🆔 x1",
            "⛔ y2,z3",
            "^block",
            "(currently disabled)",
            "HTTP/2",
            "\n  and",
            "risk:low",
            "[energy:: high]",
            "~",
            "::",
            "@b",
            "(Q)",
        ),
        "",
    ),
    "assignee: bob": "assignee",
    "(depends: a, b)": "depends",
    "[due:: 2026-03-01]": "due",
    "due 2026-03-01": "due",
    "Estimate: 2h": "Estimate",
    "@est(3h)": "est",
    "@due(2026-03-01)": "due",
    "[id:: k7]": "id",
    "(priority: low)": "priority",
    "<!-- x -->": "x",
}


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(FRAGMENTS)), max_size=10), st.sampled_from(["", " "]))
def test_what_is_not_understood_stays_in_the_title(fragments: list[str], glue: str) -> None:
    document = backlogmd.parse("- [ ] Words " + glue.join(fragments))
    (task,) = document.tasks
    kept = [task.title.text, *(note.text.text for note in task.notes)]
    kept += [document.source.slice(span) for span in part_spans(task)]
    lost = letters("Words", *fragments) - letters(*kept)
    assert lost <= letters(*(FRAGMENTS[one] for one in fragments))


def part_spans(task: Task) -> Iterator[Span]:
    yield from (span for _, span in spans(task))
    yield from (tag.span for tag in task.tags)
    yield from (field.span for field in task.fields)
    if task.priority is not None:
        yield task.priority.span


def letters(*texts: str) -> Counter[str]:
    return Counter(character for text in texts for character in text if character.isalnum())
