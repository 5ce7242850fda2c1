"""An estimate is written so that it cannot be read.

A typing error in the unit, a number in words, a missing number or a missing bracket: the task then counts as one
without an estimate, and every total that covers it is off.

Only what is nearly an estimate is reported; other words in brackets are left alone.

Bad:

    - [ ] Write the parser (4 huors)
    - [ ] Write the linter (four hours)
    - [ ] Write the docs (4 hours

Good:

    - [ ] Write the parser (4 hours)
    - [ ] Write the linter (4 hours)
    - [ ] Write the docs (4 hours)
"""

import re
from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document, Label
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.syntax.estimate import NUMBER, UNITS, parse_amounts
from backlogmd.vocabulary import Dialect

_GROUP = re.compile(r"(?P<open>[(\[])\s*(?P<inside>[^()\[\]]*?)\s*(?P<close>[)\]]?)\s*$")
_NUMBER_THEN_WORD = re.compile(rf"(?P<number>~?{NUMBER}(?:\s*[-–]\s*{NUMBER})?)\s*(?P<word>[A-Za-z]{{3,9}})")
_WORDS_THEN_UNIT = re.compile(r"(?P<number>[a-z]+)[\s-]+(?P<word>[a-z]+)", re.IGNORECASE)
_NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_LONG_UNITS = ("minutes", "minute", "hours", "hour", "days", "day", "weeks", "week", "months", "month", "points", "point")


@rule("BL201", "`{written}` looks like an estimate, but {why}", severity="error", fix="unsafe")
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    for task in document.tasks:
        if task.estimate is None:
            yield from _label(task.title, document, dialect)
    for section in document.all_sections:
        if section.estimate is None:
            yield from _label(section.heading, document, dialect)


def _label(label: Label, document: Document, dialect: Dialect) -> Iterator[Finding]:
    group = _GROUP.search(document.source.slice(label.span))
    if group is None:
        return
    found = _meant(group["inside"], dialect, closed=bool(group["close"]))
    if found is None:
        return
    meant, why = found
    start = label.span.start + group.start("open")
    end = label.span.start + max(group.end("inside"), group.end("close"))
    written = f"({meant})"
    fix = Fix.unsafe(Edit(Span(start, end), written)) if meant else None
    yield Finding(
        Span(start, end),
        written=document.source.text[start:end],
        why=why,
        help=f"write `{written}`" if meant else "write the number",
        fix=fix,
    )


def _meant(inside: str, dialect: Dialect, *, closed: bool) -> tuple[str, str] | None:
    """What *inside* was meant to be, and what is wrong with it; None if it is no estimate at all."""
    if not closed:
        if parse_amounts(inside, dialect.calendar) is not None and any(one.isdigit() for one in inside):
            return inside, "the closing bracket is missing"
        return None
    if inside.lower() in _LONG_UNITS:
        return "", "the number is missing"
    match = _NUMBER_THEN_WORD.fullmatch(inside)
    if match is not None and match["word"].lower() not in UNITS:
        unit = _near_unit(match["word"])
        return (f"{match['number']} {unit}", f"`{match['word']}` is no unit") if unit else None
    match = _WORDS_THEN_UNIT.fullmatch(inside)
    if match is not None and match["number"].lower() in _NUMBER_WORDS and match["word"].lower() in _LONG_UNITS:
        number = _NUMBER_WORDS.index(match["number"].lower())
        return f"{number} {match['word']}", "its number is a word"
    return None


def _near_unit(word: str) -> str | None:
    # Imported here, for most files have no such word.
    from difflib import get_close_matches

    same_start = [unit for unit in _LONG_UNITS if unit[0] == word[0].lower()]
    near = get_close_matches(word.lower(), same_start, n=1, cutoff=0.75)
    return near[0] if near else None
