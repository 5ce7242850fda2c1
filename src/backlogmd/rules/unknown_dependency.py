"""A task depends on something that does not exist, or on itself.

Either the id is mistyped, or the other task was deleted and nobody saw who waits for it.

What a task depends on may stand in another file, or be no task at all. So only an id is reported whose number belongs
to a count that this file keeps (`T-3` where there are `T-1`, `T-2` and `T-4`), and that stands nowhere else in it;
and a name after `⛔` or `dependsOn::` where others such names are found. Tickets of a tracker, of which a file has but
a few, ids of other counts, bare numbers and words are left alone.

Bad:

    - [ ] T-1: Write the parser
    - [ ] T-2: Write the linter (depends: T-1)
    - [ ] T-3: Write the report (depends: T-22)

Good:

    - [ ] T-1: Write the parser
    - [ ] T-2: Write the linter (depends: T-1)
    - [ ] T-3: Write the report (depends: T-2)
"""

import re
from collections.abc import Iterator

from backlogmd.nodes import Document
from backlogmd.pattern import lazy
from backlogmd.query.code import without_code
from backlogmd.query.dependencies import Dependencies, Dependency, id_of, is_explicit
from backlogmd.rule import Finding, rule

_COUNTED = lazy(r"(?P<family>[^\W_].*?)(?P<number>[0-9]{1,6})")
_AFTER_SIGN = lazy(r"(?:⛔\ufe0f?|\bdepends(?:on)?::)[ \t]*(?:[\w-]+[ \t]*,[ \t]*)*$", re.IGNORECASE)
_PLAIN = lazy(r"[\w-]+")
_ID = lazy(r"[^\W_][\w.-]*[0-9]")


@rule("BL605", "{what}", severity="error")
def check(document: Document) -> Iterator[Finding]:
    names = Dependencies(document)
    found = list(names)
    unknown: list[Dependency] = []
    for one in found:
        if one.is_own:
            yield Finding(one.label.span, what="this task depends on itself", help="name the task that it waits for")
        elif not one.targets:
            unknown.append(one)
    if unknown:
        families = _families(names)
        by_sign = any(one.targets and _is_signed(one, document) for one in found)
        suspects = [one for one in unknown if _is_counted(one, families) or (by_sign and _is_signed(one, document))]
        elsewhere = _mentioned(document, found) if suspects else frozenset()
        for one in suspects:
            if id_of(one.label.text) not in elsewhere:
                yield Finding(
                    one.label.span,
                    what=f"no task here has the id `{one.label.text}` that this one depends on",
                    help="correct the id, or delete the dependency",
                )


def _families(names: Dependencies) -> dict[str, set[int]]:
    """The numbers of each count, by what stands before them."""
    families: dict[str, set[int]] = {}
    for name in names.by_id:
        match = _COUNTED.fullmatch(name)
        if match is not None:
            families.setdefault(match["family"], set()).add(int(match["number"]))
    return families


def _is_counted(one: Dependency, families: dict[str, set[int]]) -> bool:
    """Whether the id would belong to a count that this file keeps."""
    match = _COUNTED.fullmatch(id_of(one.label.text))
    numbers = families.get(match["family"], set()) if match is not None else set()
    if match is None or len(numbers) < 2 or int(match["number"]) in numbers:
        return False
    least, most = min(numbers), max(numbers)
    whole = 2 * len(numbers) > most - least
    return whole and (least <= 1 or least < int(match["number"]) < most)


def _is_signed(one: Dependency, document: Document) -> bool:
    """Whether the name stands after a sign that has nothing but ids after it, and so do the ids of this file."""
    start = one.label.span.start
    line = document.source.text[max(0, start - 80) : start]
    if _PLAIN.fullmatch(one.label.text) is None or _AFTER_SIGN.search(line) is None:
        return False
    return all(target.id is not None and is_explicit(document, target.id) for target in one.targets)


def _mentioned(document: Document, found: list[Dependency]) -> frozenset[str]:
    """What looks like an id anywhere but in a dependency and in code: what has it may be no task for us."""
    starts = {one.label.span.start for one in found}
    return frozenset(
        match.group().casefold() for match in _ID.finditer(without_code(document)) if match.start() not in starts
    )
