"""An estimate is written so that it cannot be read.

A typing error in the unit, a number in words, a missing number or a missing bracket: the task then counts as one
without an estimate, and every total that covers it is off.

Only what is nearly an estimate is reported: one slip away from a unit of time or from `points`. Other numbers and words
in brackets are left alone.

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
from backlogmd.pattern import lazy
from backlogmd.query.slips import is_one_slip
from backlogmd.rule import HEADING, Finding, rule
from backlogmd.source import Span
from backlogmd.syntax.estimate import NUMBER, parse_amounts
from backlogmd.syntax.units import UNITS
from backlogmd.vocabulary import Dialect

# The last brackets of a title that are no link; only tags, people and a full stop may follow.
_GROUP = lazy(
    r"(?P<open>(?<![\]\w])[(\[]|（)(?P<inside>[^()\[\]（）]*)(?P<close>[)\]）]?)(?P<rest>(?:\s+[#@][\w/-]+)*[\s.]*)$"
)
_NUMBER_THEN_WORD = lazy(rf"(?P<number>~?{NUMBER}(?:\s*[-–]\s*{NUMBER})?)\s*(?P<word>[A-Za-z]{{3,9}})")
_WORDS_THEN_UNIT = lazy(r"(?P<number>[a-z]+)\s+(?P<word>[a-z]+)", re.IGNORECASE)
# A place where a number was: `( hours)`. `(hours)` is a word of the title.
_NO_NUMBER = lazy(r"[\s~≈?_]+(?P<word>[A-Za-z]+)")
_NUMBER_WORDS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
)
_NUMBER_WORDS |= {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_LONG_UNITS = "minutes minute hours hour days day weeks week months month points point".split()
# In other languages more words are near a unit, so that only two letters that changed places are a slip.
_OTHER_UNITS = """minutos minuto horas hora semanas semana puntos punto pontos ponto heures heure jours jour semaines
    semaine minuten stunden stunde wochen woche monate monat punkte punkt""".split()

# So much of the end of a title is looked at: nobody writes a longer estimate.
_LONGEST = 200

# Words that are one slip away from a unit and mean something else.
_OTHER_WORDS = frozenset(
    "pint pints print prints paint paints pointy pointe moth moths mouth mouths weeds weeps".split()
)


@rule(
    "BL201",
    "`{written}` looks like an estimate, but {why}",
    severity="error",
    fix="unsafe",
    changes=(
        *HEADING,
        "Section.estimate",
        "Table.rows",
        "Section.name",
        "Section.alias",
        "Task.estimate",
        "Task.title",
        "Task.emphasis",
    ),
)
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    for task in document.tasks:
        if task.estimate is None:
            yield from _label(task.title, document, dialect)
    for section in document.all_sections:
        if section.estimate is None:
            yield from _label(section.heading, document, dialect)


def _label(label: Label, document: Document, dialect: Dialect) -> Iterator[Finding]:
    tail = max(label.span.start, label.span.end - _LONGEST)
    group = _GROUP.search(document.source.text[tail : label.span.end])
    if group is None:
        return
    found = _meant(group["inside"], dialect, closed=bool(group["close"]))
    if found is None:
        return
    meant, why = found
    start, end = tail + group.start(), tail + group.start("rest")
    close = group["close"] or {"(": ")", "[": "]", "（": "）"}[group["open"]]
    written = f"{group['open']}{meant}{close}"
    yield Finding(
        Span(start, end),
        written=document.source.text[start:end],
        why=why,
        help=f"write `{written}`" if meant else "write the number",
        fix=Fix.unsafe(Edit(Span(start, end), written)) if meant else None,
    )


def _meant(inside: str, dialect: Dialect, *, closed: bool) -> tuple[str, str] | None:
    """What *inside* was meant to be, and what is wrong with it; None if it is no estimate at all."""
    bare = inside.strip()
    if not closed:
        if parse_amounts(bare, dialect.calendar) is not None and any(one.isdigit() for one in bare):
            return bare, "the closing bracket is missing"
        return None
    match = _NO_NUMBER.fullmatch(inside)
    if match is not None and match["word"].lower() in _LONG_UNITS:
        return "", "the number is missing"
    match = _NUMBER_THEN_WORD.fullmatch(bare)
    if match is not None and match["word"].lower() not in UNITS:
        unit = _near_unit(match["word"].lower())
        return (f"{match['number']} {unit}", f"`{match['word']}` is no unit") if unit else None
    match = _WORDS_THEN_UNIT.fullmatch(bare)
    if match is not None and match["number"].lower() in _NUMBER_WORDS and match["word"].lower() in _LONG_UNITS:
        return f"{_NUMBER_WORDS[match['number'].lower()]} {match['word']}", "its number is a word"
    return None


def _near_unit(word: str) -> str | None:
    """The unit that *word* is one slip away from."""
    if word in _OTHER_WORDS:
        return None
    near = (unit for unit in _LONG_UNITS if unit[0] == word[0] and is_one_slip(unit, word))
    letters = sorted(word)
    other = (unit for unit in _OTHER_UNITS if sorted(unit) == letters and is_one_slip(unit, word))
    return next(near, None) or next(other, None)
