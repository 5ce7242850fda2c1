"""Documents as JSON and back, and the schema of that form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogmd import from_json, parse, to_json
from backlogmd.serial import document_schema
from tests.json_schema import references, violations

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.md"))

# Every kind of node, and the numbers that are no ints.
VARIED = """\
---
owner: ana
---

Preamble with a [ ] that is none.

- [ ] 🔴 T-1 **Ship it** (1.5h) [2/5] @ana #auth due 2027-01-31 [risk:: low] see https://example.org
  - Estimate: 20 min
  - [x] Part one (1/3)
  - Estimate: 4 hours
    - [~] Deeper (2-3 days)
- [-] T-2 (8 pts) (M) depends on T-1
- plain

```
- [ ] code
```

## Summary

| Priority | Hours | Done |
|----------|-------|------|
| 🔴 URGENT | ~1.1h | 40%  |
| Subtotal | 0.7 h |      |
| **Total** | 3+ h | 1/2  |

| Name | Note |
|------|------|
| a    | b    |

**Total: 402 hours** and 24 tasks

## Known Issues
### Critical
1. It burns
   - quickly
## Resources
- Developer (2 weeks)
## Success Metrics
- Latency < 5s for 10MB files
- Zero fires
## Timeline
### Phase 1 (2 weeks)
- Goal
## Assignments
### Ana (Lead)
- All URGENT tasks
"""


def schema() -> dict[str, Any]:
    return json.loads(json.dumps(document_schema()))  # type: ignore[no-any-return]


def texts() -> list[str]:
    return [VARIED, VARIED.replace("\n", "\r\n"), "\ufeff", "", *(path.read_text("utf-8") for path in EXAMPLES)]


@pytest.mark.parametrize("text", texts())
def test_what_is_written_is_read_back_the_same(text: str) -> None:
    document = parse(text, path="docs/BACKLOG.md")
    again = from_json(to_json(document))
    assert again == document
    assert again.source.text == text
    assert again.tasks == document.tasks
    assert again.claims == document.claims
    assert to_json(again) == to_json(document)


@given(st.text())
def test_so_is_any_other_text(text: str) -> None:
    document = parse(text)
    assert from_json(to_json(document)) == document


def test_what_was_looked_up_before_makes_no_difference() -> None:
    fresh, used = parse(VARIED), parse(VARIED)
    assert used.tasks
    assert used.source.position(10).line > 1
    assert to_json(used) == to_json(fresh)


def test_it_can_be_indented_and_given_as_bytes() -> None:
    document = parse(VARIED)
    assert to_json(document, indent=2).startswith('{\n  "source": {')
    assert from_json(to_json(document, indent=2).encode()) == document


@pytest.mark.parametrize("text", texts())
def test_it_is_as_the_schema_has_it(text: str) -> None:
    assert list(violations(json.loads(to_json(parse(text))), schema())) == []


def test_the_schema_names_its_dialect_and_refers_to_nothing_else() -> None:
    published = schema()
    assert published["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {one.removeprefix("#/$defs/") for one in references(published)} <= set(published["$defs"])
    # What a document keeps for itself is nobody's business.
    names = {name for model in [published, *published["$defs"].values()] for name in model.get("properties", {})}
    assert not [name for name in names if name.startswith("_")]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"source": 1}', "not json"])
def test_anything_else_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match="Document"):
        from_json(text)


def test_bytes_that_are_not_utf_8_have_no_place_in_json() -> None:
    with pytest.raises(ValueError, match="utf-8"):
        to_json(parse(b"- [ ] a\xff"))
