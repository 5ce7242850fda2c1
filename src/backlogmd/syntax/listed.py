"""Claims that a list right beside them bears out or not: totals of a breakdown, numbers of entries, limits for each.

    Total: 3 weeks                    The 4 steps:             Quick wins (under 10 minutes each):
    - Design: 5 days                  - Plan                   - Rename the files (5 min)
    - Build: 10 days                  …                        …

A claim is read only where its shape leaves no doubt: every entry has a figure of the same kind, nothing stands between
the list and the line that sums it up, and no word says that the list is a part of something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from backlogmd.nodes import Amount, Claim, ClaimKind, Count, Estimate, Item, Kind, Part, RowKind, Selector
from backlogmd.pattern import lazy
from backlogmd.source import Source, Span
from backlogmd.syntax.estimate import parse_estimate, whole
from backlogmd.syntax.figures import is_total_label, unit_of_label
from backlogmd.syntax.outline import Element, ListBlock, ListItem, TableRows, Text
from backlogmd.syntax.run import Run, trimmed
from backlogmd.syntax.tables import cell_label, row_kind
from backlogmd.syntax.units import unit_of
from backlogmd.vocabulary import Dialect, FieldKind

_LONGEST = 400
"""No figure is looked for in a longer line."""

_FEWEST_COUNTED = 3
"""So many entries must say `N errors` before they are added up."""

_FEWEST_SEPARATORS = 5
"""So often ` · ` must stand in a text before what stands between is counted."""


class Entry(NamedTuple):
    """An entry of a list."""

    run: Run
    """Its first paragraph, without a checkbox."""
    span: Span
    box: str | None = None
    """The character of its checkbox."""
    below: int = 0
    """How many entries are nested in it, at any depth."""
    leaves: int = 1
    """How many of these have none nested in them; 1 if it has none itself."""


class Listing(NamedTuple):
    """A list."""

    entries: tuple[Entry, ...]


class Grid(NamedTuple):
    """A table."""

    source: Source
    rows: Sequence[tuple[Span, Sequence[Span]]]
    """Its rows, the header first, each with its cells."""


Content = Sequence[Run | Listing | Grid | None]
"""What stands in a section or an item, in order; None for code, HTML or a rule."""


def content_of(source: Source, elements: Iterable[Element]) -> list[Run | Listing | Grid | None]:
    """The *elements* of a section or an item as this module reads them."""
    content: list[Run | Listing | Grid | None] = []
    for element in elements:
        if isinstance(element, Text):
            content.append(Run(source, element.lines))
        elif isinstance(element, ListBlock):
            content.append(Listing(tuple(_entry(source, item) for item in element.items)))
        elif isinstance(element, TableRows):
            content.append(Grid(source, element.rows))
        else:
            content.append(None)
    return content


def _entry(source: Source, item: ListItem) -> Entry:
    below, leaves = _nested(item)
    lines = item.lines
    if item.box is None:
        return Entry(Run(source, lines), item.span, None, below, leaves)
    first = Span(min(lines[0].start + item.box.length, lines[0].end), lines[0].end)
    return Entry(Run(source, (first, *lines[1:])), item.span, item.box.character, below, leaves)


def _nested(item: ListItem) -> tuple[int, int]:
    """How many entries are nested in *item*, and how many of them have none nested in them, or 1 for itself."""
    below = leaves = 0
    pending = [inner for block in item.lists for inner in block.items]
    while pending:
        one = pending.pop()
        inner = [deeper for block in one.lists for deeper in block.items]
        below += 1
        leaves += not inner
        pending.extend(inner)
    return below, max(1, leaves)


def listed_claims(
    heading: Run | None,
    content: Content,
    scope: Span,
    dialect: Dialect,
    *,
    has_sections: bool = False,
    others: Callable[[], bool] = bool,
) -> list[Claim]:
    """The claims of a section, or of an item, about the lists that stand right in it.

    *scope* is the section; *has_sections* says whether it has sections below, about which its heading may speak, too;
    *others* whether there are figures in sections beside it, which a total at its end may sum up as well.
    """
    if not any(
        isinstance(one, Listing | Grid) or (isinstance(one, Run) and _is_separated(one.text)) for one in content
    ):
        return []
    reader = _Reader(heading, content, scope, dialect, has_sections=has_sections, others=others)
    return [*reader.totals(), *reader.columns(), *reader.counted(), *reader.numbers(), *reader.limits()]


def with_listed(items: Iterable[Item], claims: Sequence[Claim]) -> Iterator[Item]:
    """*items* of a section and the *claims* read here, each figure once: a claim of both gets the parts."""
    left = list(claims)
    for item in items:
        if isinstance(item, Claim):
            same = next((one for one in left if _overlap(one.span, item.span)), None)
            if same is not None:
                left.remove(same)
                if not same.parts:
                    yield same
                    continue
                yield replace(item, parts=same.parts, each=same.each, value=same.value, span=same.span)
                continue
        yield item
    yield from left


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


# Lines.

_MARKUP = lazy(r"[*`]|~~|(?<!\w)_+|_+(?!\w)")
_STATE_MARKS = " \t\u00a0\ufe0f.,;✅❌⏳🔄⏸⬜🔲☑✔"


def _blanked(text: str) -> str:
    """*text* with blanks for markup, so that places stay."""
    return _MARKUP.sub(lambda match: " " * len(match.group()), text)


def _lines(run: Run) -> list[tuple[int, str]]:
    """The lines of *run* without markup, each with the place where it begins."""
    lines = []
    at = 0
    for line in run.text.split("\n"):
        lines.append((at, _blanked(line) if len(line) <= _LONGEST else ""))
        at += len(line) + 1
    return lines


def _only_line(run: Run) -> str | None:
    """The text of *run* without markup, if it is one line."""
    return None if "\n" in run.text or len(run.text) > _LONGEST else _blanked(run.text)


_LEAD = lazy(r"[^\w(\[\"'#]+")


def _name(text: str) -> str:
    """A name without pictures before it and blanks round it."""
    lead = _LEAD.match(text)
    return " ".join(text[lead.end() if lead else 0 :].split())


# Entries with an amount.

_SEPARATOR = lazy(r"\s*[:：=→]\s*|\s+[-–—]+\s+|\s*\.{3,}\s*")
_GROUP = lazy(r"[(（\[]([^()（）\[\]]{1,60})[)）\]]")
_MOST_SEPARATORS = 6

_FIELDS_OF_TIME = (FieldKind.ESTIMATE, FieldKind.ACTUAL, FieldKind.DUE, FieldKind.START, FieldKind.SCHEDULED)

# Figures of these are read beside each other, not one after the other.
_NO_ADDEND = lazy(
    r"(?:best|worst|expected|realistic|optimistic|pessimistic|likely|typical|average|avg|mean|median|min|max|minimum"
    r"|maximum|before|after|old|new|current|target|previous|baseline|sequential|parallel|original|revised|remaining"
    r"|spent|per|deadline|timeout|interval)\b",
    re.IGNORECASE,
)
_NO_WORK = lazy(
    r"\b(?:total|sub-?total|spent|actual|left|remaining|saved|elapsed|logged|velocity|capacity)\b", re.IGNORECASE
)
_NOT_ADDED = lazy(
    r"\b(?:optional(?:ly)?|parallele?|concurrent(?:ly)?|overlap\w*|simultaneous(?:ly)?|opcional|optionnel\w*|paralelo)\b",
    re.IGNORECASE,
)


def read_part(run: Run, dialect: Dialect) -> Part | None:
    """*run* as one figure of a breakdown: `Testing: 3 days`, `Phase 1 (Database) - 1-3h`, `Testing (3 days)`."""
    text = _only_line(run)
    return None if text is None else _part(text, 0, run, dialect)


def _part(text: str, at: int, run: Run, dialect: Dialect) -> Part | None:
    """The line *text*, which begins at *at* of *run*, as a name and an amount."""
    if not any(map(str.isdigit, text)):
        return None
    for tried, match in enumerate(_SEPARATOR.finditer(text)):
        if tried == _MOST_SEPARATORS:
            break
        estimate = _amount(text, match.end(), at, run, dialect)
        if estimate is not None:
            return _named_part(text[: match.start()], estimate, run)
    end = len(text.rstrip(_STATE_MARKS))
    groups = list(_GROUP.finditer(text, 0, end))
    if groups and groups[-1].end() == end:
        estimate = _estimate(text, *groups[-1].span(1), at, run, dialect)
        if estimate is not None:
            return _named_part(text[: groups[-1].start()], estimate, run)
    return None


def _named_part(name: str, estimate: Estimate, run: Run) -> Part | None:
    bare = _name(name)
    if not any(map(str.isalpha, bare)):
        return None
    return Part(run.span(0, len(run.text)), bare, estimate)


# `6 weeks for the first release`; `(T001-T004)`, `(#12, #14)`.
_PURPOSE = lazy(r"(?<=\w)\s+(?:for|für|para|pour|для)\s+[^\d\s:：][^\d:：]*$", re.IGNORECASE)
_IDS = lazy(r"#[0-9]+|(?<!\w)[^\W\d_]{1,8}-?[0-9]+(?!\w)")


def _amount(text: str, start: int, at: int, run: Run, dialect: Dialect) -> Estimate | None:
    """The amount that stands at *start* of *text* to its end, but for what it is for, or a remark without a figure."""
    start, end = trimmed(text, start, len(text), _STATE_MARKS)
    if text[start:end].endswith((")", "）")):
        opening = max(text.rfind("(", start, end), text.rfind("（", start, end))
        if opening < 0 or any(map(str.isdigit, _IDS.sub("", text[opening:end]))):
            return None
        end = opening
    purpose = _PURPOSE.search(text, start, end)
    if purpose is not None:
        end = purpose.start()
    return _estimate(text, start, end, at, run, dialect)


def _estimate(text: str, start: int, end: int, at: int, run: Run, dialect: Dialect) -> Estimate | None:
    start, end = trimmed(text, start, end)
    estimate = parse_estimate(text[start:end], run.span(at + start, at + end), dialect.calendar)
    return None if estimate is None or estimate.kind is Kind.SIZE or estimate.low < 0 else estimate


def breakdown(listing: Listing, dialect: Dialect) -> list[Part] | None:
    """The parts that the entries of *listing* are, if every one of them is a name with an amount of the same kind.

    One that is a total itself may be the first or the last of them.
    """
    parts: list[Part] = []
    for index, entry in enumerate(listing.entries):
        if entry.box is not None or _NOT_ADDED.search(entry.run.text):
            return None
        part = read_part(entry.run, dialect)
        if part is None or _NO_ADDEND.match(part.name) or dialect.field_kind(part.name) in _FIELDS_OF_TIME:
            return None
        if _is_total(part.name):
            if 0 < index < len(listing.entries) - 1:
                return None
        elif _NO_WORK.search(part.name):
            return None
        parts.append(part)
    kinds = {part.value.kind for part in parts if isinstance(part.value, Estimate)}
    return parts if len(parts) > 1 and len(kinds) == 1 else None


_NOTHING = frozenset(("", "0", "n/a"))


def column(grid: Grid, dialect: Dialect) -> list[Part] | None:
    """The amounts in the one column of a table that has efforts, if every row has one of the same kind.

    None for a table with a total of its own, which has to agree with its rows anyway.
    """
    header = [cell_label(grid.source, cell).text for cell in grid.rows[0][1]]
    columns = [index for index, text in enumerate(header) if _is_effort(text, dialect)]
    if len(columns) != 1 or not columns[0]:
        return None
    parts = []
    for row, cells in grid.rows[1:]:
        labels = [cell_label(grid.source, cell) for cell in cells]
        if row_kind([label.text for label in labels], None) is not RowKind.DATA or len(labels) <= columns[0]:
            return None
        name = next((label.text for label in labels[: columns[0]] if any(map(str.isalpha, label.text))), "")
        cell = labels[columns[0]]
        if cell.text.strip(" -–—").lower() in _NOTHING:
            continue
        estimate = parse_estimate(cell.text, cell.span, dialect.calendar, unit_of_label(header[columns[0]]))
        if (
            estimate is None
            or estimate.kind is Kind.SIZE
            or estimate.low < 0
            or _NOT_ADDED.search(grid.source.slice(row))
        ):
            return None
        parts.append(Part(row, name or labels[0].text, estimate))
    kinds = {part.value.kind for part in parts if isinstance(part.value, Estimate)}
    return parts if len(parts) > 1 and len(kinds) == 1 else None


_IN_PARENTHESES = lazy(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")


def _is_effort(header: str, dialect: Dialect) -> bool:
    """Whether a column has amounts of work: no lengths of time in which several things may happen at once."""
    if _OTHER_TOTAL.search(header) or _NO_WORK.search(header) or _NO_ADDEND.match(header):
        return False
    kinds = (dialect.field_kind(header), dialect.field_kind(_IN_PARENTHESES.sub("", header)))
    return FieldKind.ESTIMATE in kinds


def is_breakdown(listing: Listing, label: str, dialect: Dialect) -> bool:
    """Whether *listing* only divides an amount under a *label* that says so: its entries are no tasks.

    The label is that of the section or of the line before the list: `Breakdown`, `Estimated time: 8h`.
    """
    if breakdown(listing, dialect) is None:
        return False
    name = _name(_SEPARATOR.split(_blanked(label), maxsplit=1)[0])
    return (
        _is_total(name)
        or _BREAKDOWN.search(name) is not None
        or dialect.field_kind(name) in (FieldKind.ESTIMATE, FieldKind.ACTUAL)
    )


_BREAKDOWN = lazy(
    r"\b(?:break[- ]?down|estimat\w*|estimaci(?:ón|ones)|effort|time|hours|aufwand|zeitaufwand|schätzung|aufteilung"
    r"|desglose|esfuerzo|esforço|répartition|détail|оценка|трудозатраты)\b|工时|預估|预估|見積|工数|예상|견적",
    re.IGNORECASE,
)

# Labels of totals beside those of `is_total_label`.
_TOTAL = lazy(
    r"(?:(?:grand |overall |estimated |est\.? )*total(?: (?:\w+ ){0,3}\w+)?"
    r"|gesamt(?:aufwand|zeit|summe)?|summe|insgesamt|totale|suma|soma|somme|итого|всего|合计|合計|总计|總計|共计|总工时|总预估工时|總工時|합계|총계|총합)",
    re.IGNORECASE,
)
# A total of something else, of a part, or a length of time in which several do the work.
_OTHER_TOTAL = lazy(
    r"\b(?:with|without|incl\w*|excl\w*|plus|buffer\w*|contingency|minimum|maximum|min|max|mvp|remaining|left|open|spent"
    r"|actual|so far|timeline|duration|schedule|calendar|elapsed|deadline|dauer|duración|duração|durée|cronograma|team"
    r"|sub-?total|parallele?|paralelo|mit|ohne|con|com|avec|sans)\b",
    re.IGNORECASE,
)


def _is_total(name: str) -> bool:
    """Whether *name* is the label of a total of all that stands beside it."""
    if _OTHER_TOTAL.search(name):
        return False
    return is_total_label(name) or _TOTAL.fullmatch(name) is not None


# Entries with a number of things.

_COUNTED = lazy(r"(?<![\w.,/#-])([0-9]{1,6})\s+([^\W\d_]+(?:\s[^\W\d_]+)?)(?![\w/%])")
_REMARK = lazy(r"\)?\s*(?:[(（][^()（）]*[)）])?[\s.,;]*")


class _Counted(NamedTuple):
    number: int
    noun: str
    """The last word of it, in the singular."""
    part: Part


def _counted(entry: Entry) -> _Counted | None:
    """The number of things that *entry* ends in: `/api/orders - 3 errors`, `Login: 4 errors (flaky)`."""
    text = _only_line(entry.run)
    if text is None:
        return None
    for match in _COUNTED.finditer(text):
        before = text[: match.start()].rstrip()
        if not before.endswith((":", "：", "=", "→", "-", "–", "—", "(")) or not _REMARK.fullmatch(text, match.end()):
            continue
        name, words = _name(before.rstrip(" :：=→-–—(")), match.group(2).split()
        if not name or any(unit_of(word) for word in words):
            return None
        count = Count(int(match.group(1)), match.group(), entry.run.span(*match.span()))
        return _Counted(count.number, _singular(words[-1]), Part(entry.run.span(0, len(entry.run.text)), name, count))
    return None


def _singular(noun: str) -> str:
    word = noun.lower()
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


_NUMBER = lazy(r"(?<![\w.,/#-])[0-9]{1,6}(?=\s)")
_WORD = lazy(r"\s+([^\W\d_]+)")
_MOST_WORDS = 3

# What may come before and after `59 errors` in a line that says how many there are: not `fixed 59 errors`, not
# `59 errors in the parser`.
_BEFORE = lazy(
    r"\W*(?:(?:total|overall|sum|all|found|currently|there are|we have|found a total of|a total of|in total|altogether"
    r"|insgesamt|gesamt)\b[\s:,]*)?",
    re.IGNORECASE,
)
_AFTER = lazy(
    r"(?:\s*,?\s*(?:in )?total)?"
    r"(?:\s+(?:across|over|in|on|from|throughout|spread over|spread across)"
    r"\s+(?:all|several|multiple|various|different|the following|[0-9]{1,6})\b[^,;.:()]*)?\s*[:.]?\s*",
    re.IGNORECASE,
)
_DOUBT = lazy(
    r"[~≈+<>≥≤…]|\.\.\.|\b(?:about|around|approx\w*|roughly|nearly|almost|over|more than|at least|up to|circa|ca|fixed"
    r"|resolved|reduced|remaining|left|down|were|was|had|previous\w*|before|after|of)\b",
    re.IGNORECASE,
)

# Labels that give the number of the entries below them.

_ENTRIES = (
    r"(?:items?|entry|entries|elements?|things?|tasks?|to-?dos?|steps?|bugs?|issues?|stories|story|tickets?|features?"
    r"|einträge|aufgaben|punkte|schritte|elementos?|ítems?|itens|tareas?|tarefas?|pasos?|passos?|tâches?|éléments?|étapes?"
    r"|задач[аи]?|пунктов|шагов)"
)
_NAMED = (
    rf"(?:{_ENTRIES}|reasons?|rules?|questions?|options?|goals?|problems?|findings?|requirements?|changes?|fixes|phases?|stages?"
    r"|principles?|categories|areas|causes|ways|pillars|milestones?|phasen|fases|etapas|этап(?:а|ов)|фаз[ыа]?)"
)
_LABEL_GROUP = lazy(
    rf"(?P<name>.*\S)\s*[(（](?P<count>(?P<number>[0-9]{{1,4}})\s+(?P<words>(?:[^\W\d_]+\s+){{0,2}}){_ENTRIES})[)）]\s*[:：]?\s*",
    re.IGNORECASE,
)
_LABEL_CJK = lazy(
    r"(?P<name>.*\S)\s*[(（](?:共)?\s*(?P<count>(?P<number>[0-9]{1,4})\s?(?P<words>)(?:项|項|个|個|条|條|件|개))[)）]\s*[:：]?\s*"
)
_LABEL_NUMBER = lazy(
    r"\s*(?:(?:the|these|those|our|my|all|the following|following|there are|we have|die|los|las|les|os|as)\s+)?"
    rf"(?P<count>(?P<number>[0-9]{{1,3}})\s+(?P<words>(?:[^\W\d_-]+\s+){{0,2}}){_NAMED})\s*[:：]\s*",
    re.IGNORECASE,
)
# The list is a choice, or the number no number of all of them.
_CHOICE = lazy(
    r"[~≈+<>≥≤…]|\.\.\.|\b[0-9]+\s*(?:of|/|von|de|из|out of)\s*[0-9]+\b"
    r"|\b(?:top|first|last|e\.?g|includ\w*|such as|for example|examples?|some|sample|among|at least|over|more than"
    r"|up to|about|around|approx\w*|roughly|nearly|almost|ca|circa|highlights?|selected|partial\w*|excerpt|max|min|etwa"
    r"|rund|u\.?a|z\.?b|per|each|every|next|other|more|was|were|weekly|daily)\b",
    re.IGNORECASE,
)
_GOES_ON = lazy(
    r"(?:…|\.\.\.|\betc\b\.?|\band so (?:on|forth)\b|\band (?:many |some |a few )?(?:more|others)\b|\bamong others\b"
    r"|\busw\b\.?|\bu\. ?a\.|\betcétera\b|等|など|\bи др\b\.?|\bи т\. ?д\.)\W*$"
    r"|^\W*(?:(?:and |plus )?(?:[0-9]+\+? |many |some |several |a few )?(?:more|others?|additional)\b)",
    re.IGNORECASE,
)


_AND = lazy(r"[,;/+&·•]|\b(?:and|und|y|e|et|и)\b|[(\[][0-9]+[)\]]|[0-9]\s?[x×]|[-–][0-9]", re.IGNORECASE)


class _Label(NamedTuple):
    value: Count
    name: str
    words: str


class _Reader:
    """Reads one section or item."""

    def __init__(
        self,
        heading: Run | None,
        content: Content,
        scope: Span,
        dialect: Dialect,
        *,
        has_sections: bool,
        others: Callable[[], bool],
    ) -> None:
        self.heading = heading
        self.content = content
        self.scope = scope
        self.dialect = dialect
        self.has_sections = has_sections
        self.others = others

    def _run_at(self, index: int) -> Run | None:
        one = self.content[index] if 0 <= index < len(self.content) else None
        return one if isinstance(one, Run) else None

    def _claim(self, value: Estimate | Count, subject: str, parts: Iterable[Part], *, each: bool = False) -> Claim:
        own = tuple(parts)
        return Claim(value.span, ClaimKind.PROSE, Selector(), subject, value, self.scope, None, own, each)

    # Totals of a breakdown.

    def totals(self) -> Iterator[Claim]:
        """A total in a list, in the line before or after it, or in the heading above."""
        found = {
            index: parts
            for index, one in enumerate(self.content)
            if isinstance(one, Listing) and (parts := breakdown(one, self.dialect)) is not None
        }
        for parts in found.values():
            yield from self._total_entry(parts)
        for group in self._groups(found):
            lists = [[part for part in found[index] if not _is_total(part.name)] for index in group]
            alone = len(group) == len(found)
            for total in self._total_before(group, alone=alone):
                yield from self._total(total, _covered(total, lists, sure=True))
            for total in self._total_after(group):
                yield from self._total(total, _covered(total, lists, sure=alone and not self.others()))

    def columns(self) -> Iterator[Claim]:
        """A total in the line before or after a table with a column of amounts."""
        grids = [index for index, one in enumerate(self.content) if isinstance(one, Grid)]
        lists = any(isinstance(one, Listing) and breakdown(one, self.dialect) is not None for one in self.content)
        for index in grids:
            below = list(self._total_after([index]))
            totals = [*self._total_before([index], alone=len(grids) == 1 and not lists), *below]
            grid = self.content[index]
            if not totals or not isinstance(grid, Grid):
                continue
            parts = column(grid, self.dialect) or []
            for total in totals:
                sure = total not in below or (len(grids) == 1 and not lists and not self.others())
                yield from self._total(total, _covered(total, [parts], sure=sure))

    def _total(self, total: Part, parts: list[Part]) -> Iterator[Claim]:
        if parts:
            yield self._claim(_value(total), total.name, parts)

    def _groups(self, found: dict[int, list[Part]]) -> Iterator[list[int]]:
        """The breakdowns that only labels stand between."""
        group: list[int] = []
        for index in found:
            labelled = group and all(self._is_label(self._run_at(one)) for one in range(group[-1] + 1, index))
            if group and not labelled:
                yield group
                group = []
            group.append(index)
        if group:
            yield group

    def _is_label(self, run: Run | None) -> bool:
        """Whether *run* is a line that only names what comes below it."""
        text = _only_line(run) if run is not None else None
        if text is None or any(map(str.isdigit, text)):
            return False
        return text.rstrip().endswith((":", "：")) or (
            run is not None and run.text.startswith("**") and len(text) <= 60
        )

    def _total_entry(self, parts: list[Part]) -> Iterator[Claim]:
        totals = [part for part in parts if _is_total(part.name)]
        if len(totals) == 1 and len(parts) > 2:
            yield self._claim(_value(totals[0]), totals[0].name, (part for part in parts if part is not totals[0]))

    def _total_before(self, group: list[int], *, alone: bool) -> Iterator[Part]:
        index = group[0] - 1
        while index >= 0 and self._is_label(self._run_at(index)):
            index -= 1
        run = self._run_at(index)
        if run is not None:
            yield from self._total_in(run, _lines(run)[-1], of_field=True)
            if index == group[0] - 1 and run.text.count("\n"):
                # `**Total: 8h**` and `Breakdown:` on two lines of one paragraph.
                *_, above, last = _lines(run)
                if not any(map(str.isdigit, last[1])) and last[1].rstrip().endswith((":", "：")):
                    yield from self._total_in(run, above, of_field=True)
        elif index < 0 and self.heading is not None and alone and not self.has_sections:
            yield from self._total_in(self.heading, (0, _only_line(self.heading) or ""), of_field=False)

    def _total_after(self, group: list[int]) -> Iterator[Part]:
        run = self._run_at(group[-1] + 1)
        if run is not None:
            yield from self._total_in(run, _lines(run)[0], of_field=False)

    def _total_in(self, run: Run, line: tuple[int, str], *, of_field: bool) -> Iterator[Part]:
        at, text = line
        part = _part(text, at, run, self.dialect)
        if part is None and text.rstrip(" .").endswith(")"):
            # `68-99 hours (roughly 2-3 weeks)`
            part = _part(text[: text.rindex("(")] if "(" in text else "", at, run, self.dialect)
        if part is not None and (_is_total(part.name) or (of_field and self._is_estimate(part.name))):
            yield part

    def _is_estimate(self, name: str) -> bool:
        return self.dialect.field_kind(name) is FieldKind.ESTIMATE and not _OTHER_TOTAL.search(name)

    # Numbers that the entries add up to.

    def counted(self) -> Iterator[Claim]:
        """`59 errors` beside a list in which every entry says how many."""
        found: list[tuple[int, str, list[_Counted]]] = []
        for index, one in enumerate(self.content):
            if isinstance(one, Listing) and len(one.entries) >= _FEWEST_COUNTED:
                read = [_counted(entry) for entry in one.entries]
                own = [each for each in read if each is not None]
                if len(own) == len(read) and len({each.noun for each in own}) == 1 and not _is_choice(one):
                    found.append((index, own[0].noun, own))
        for index, noun, own in found:
            if sum(other == noun for _, other, _ in found) == 1:
                yield from self._sums(index, noun, own)

    def _sums(self, index: int, noun: str, own: list[_Counted]) -> Iterator[Claim]:
        total = sum(one.number for one in own)
        label = self._run_at(index - 1)
        subject = _name(_blanked(label.text.split("\n")[-1])).rstrip(" :：") if label is not None else ""
        for run, line, subject_of_heading in self._statements():
            count = _statement(run, line, noun, in_group=bool(subject_of_heading))
            if count is None or count.number < max(one.number for one in own) or not _near(count.number, total):
                continue
            yield self._claim(count, subject_of_heading or subject or "the list", (one.part for one in own))

    def _statements(self) -> Iterator[tuple[Run, tuple[int, str], str]]:
        """The lines that may say how many there are; for a heading with what it is about."""
        if self.heading is not None and not self.has_sections and (text := _only_line(self.heading)) is not None:
            yield self.heading, (0, text), _name(text.partition("(")[0]) or "the section"
        for one in self.content:
            runs = [one] if isinstance(one, Run) else []
            if isinstance(one, Listing):
                runs = [entry.run for entry in one.entries]
            for run in runs:
                for line in _lines(run):
                    yield run, line, ""

    # Numbers of entries.

    def numbers(self) -> Iterator[Claim]:
        """`Open bugs (5 items):` before a list, or before a line of texts with ` · ` between them."""
        for index, one in enumerate(self.content):
            if not isinstance(one, Run):
                continue
            lines = _lines(one)
            for place, (at, text) in enumerate(lines):
                label = _label(text, at, one)
                if label is None:
                    continue
                if place + 1 < len(lines):
                    yield from self._pieces(label, one, lines[place + 1][0])
                elif isinstance(below := self._at(index + 1), Listing):
                    yield from self._entries(label, below, index + 1)
                elif isinstance(below, Run):
                    yield from self._pieces(label, below, 0)

    def _at(self, index: int) -> Run | Listing | Grid | None:
        return self.content[index] if index < len(self.content) else None

    def _pieces(self, label: _Label, run: Run, start: int) -> Iterator[Claim]:
        text = run.text[start:]
        marks = [mark for mark in ("·", "•") if text.count(f" {mark} ") >= _FEWEST_SEPARATORS]
        if len(marks) != 1 or ("·" in text and "•" in text) or _GOES_ON.search(text.rstrip()):
            return
        parts = []
        at = start
        for piece in re.split(rf"(?<=\s){marks[0]}(?=\s)", text):
            first, end = trimmed(run.text, at, at + len(piece))
            if first < end:
                span = run.span(first, end)
                parts.append(Part(span, " ".join(run.text[first:end].split()), _one(span)))
            at += len(piece) + 1
        if _near(label.value.number, len(parts)):
            yield self._claim(label.value, label.name, parts)

    def _entries(self, label: _Label, listing: Listing, index: int) -> Iterator[Claim]:
        entries = listing.entries
        number = label.value.number
        if _is_choice(listing) or any(self._is_field(entry) for entry in entries):
            return
        if number in self._other_readings(number, listing, index):
            chosen: Sequence[Entry] = ()
        else:
            chosen = entries
        following = any(isinstance(one, Listing) for one in islice(self.content, index + 1, None))
        if not chosen or following or abs(number - len(entries)) > max(2, number // 3):
            return
        if number > len(entries) and number <= sum(1 + len(_AND.findall(entry.run.text)) for entry in entries):
            return  # Some entries are about several.
        yield self._claim(label.value, label.name, (_itself(entry) for entry in entries))

    def _other_readings(self, number: int, listing: Listing, index: int) -> set[int]:
        """What *number* may be but that of the entries: nested ones, open ones, those of lists that follow."""
        entries = listing.entries
        readings = {
            sum(entry.leaves for entry in entries),
            sum(entry.below for entry in entries),
            len(entries) + sum(entry.below for entry in entries),
            sum(not entry.run.text.lstrip("* ").startswith("~~") for entry in entries),
        }
        if any(entry.box is not None for entry in entries):
            done = sum(entry.box in ("x", "X") for entry in entries)
            readings |= {done, len(entries) - done, sum(entry.box != "-" for entry in entries)}
        together = len(entries)
        for one in islice(self.content, index + 1, None):
            if together >= number:
                break
            if isinstance(one, Listing):
                together += len(one.entries)
                readings.add(together)
        return readings - {len(entries), 0}

    def _is_field(self, entry: Entry) -> bool:
        """Whether *entry* says something about what the label names: `Owner: Ana`."""
        name, colon, _ = _blanked(entry.run.text.split("\n")[0][:80]).partition(":")
        return bool(colon) and self.dialect.field_kind(_name(name)) is not None

    # Limits.

    def limits(self) -> Iterator[Claim]:
        """`under 10 minutes each:` before a list of estimates."""
        for index, one in enumerate(self.content):
            if not isinstance(one, Listing):
                continue
            run = self._run_at(index - 1)
            if run is not None:
                at, text = _lines(run)[-1]
                if text.rstrip().endswith((":", "：", ")")):
                    yield from self._limit(run, at, text, one)
            if self.heading is not None and all(isinstance(above, Run) for above in self.content[:index]):
                yield from self._limit(self.heading, 0, _only_line(self.heading) or "", one)

    def _limit(self, run: Run, at: int, text: str, listing: Listing) -> Iterator[Claim]:
        match = _LIMIT.search(text)
        if match is None:
            return
        amount = match.group("amount") or match.group("later")
        start = match.start("amount" if match.group("amount") else "later")
        estimate = parse_estimate(amount, run.span(at + start, at + start + len(amount)), self.dialect.calendar)
        if estimate is None or estimate.kind is Kind.SIZE or estimate.is_range:
            return
        start, end = trimmed(text, match.start("limit"), start + len(amount))
        if match.group("later"):
            start, end = trimmed(text, match.start("bound"), match.end("later"))
        limit = replace(estimate, bound="<=", text=text[start:end], span=run.span(at + start, at + end))
        parts = [part for entry in listing.entries if (part := self._estimated(entry)) is not None]
        same = [part for part in parts if isinstance(part.value, Estimate) and part.value.kind is limit.kind]
        if same:
            yield self._claim(limit, _name(text).rstrip(" :："), same, each=True)

    def _estimated(self, entry: Entry) -> Part | None:
        """*entry* with its estimate, which may stand in parentheses before more text."""
        part = read_part(entry.run, self.dialect)
        if part is not None:
            return part
        at, text = _lines(entry.run)[0]
        for group in _GROUP.finditer(text):
            estimate = _estimate(text, *group.span(1), at, entry.run, self.dialect)
            if estimate is not None:
                return _named_part(text[: group.start()], estimate, entry.run)
        return None


_BOUND = r"(?:under|less than|within|up to|at most|max\.?|no more than|not more than|below|<=?|≤)"
_QUANTITY = r"[0-9]{1,4}(?:[.,][0-9]+)?\s?-?[^\W\d_]{1,12}"
_LIMIT = lazy(
    rf"(?P<limit>(?<!\w){_BOUND})\s*(?P<amount>{_QUANTITY})"
    r"\s+(?:each|apiece|per (?:task|item|bug|issue|fix|story|ticket|entry|piece))\b"
    r"|\beach (?:one )?(?:is |takes? |should take |can be (?:done|fixed) in )?"
    rf"(?P<bound>{_BOUND})\s*(?P<later>{_QUANTITY})(?!\w)",
    re.IGNORECASE,
)


def _value(part: Part) -> Estimate | Count:
    return part.value


def ends(parts: Iterable[Part]) -> tuple[Amount, Amount]:
    """The sums of the low and of the high ends of estimates, in minutes or points."""
    low: Amount = 0
    high: Amount = 0
    for part in parts:
        if isinstance(part.value, Estimate):
            low += min(part.value.low, part.value.high)
            high += max(part.value.low, part.value.high)
    return whole(low), whole(high)


def _covered(total: Part, lists: list[list[Part]], *, sure: bool) -> list[Part]:
    """The parts that *total* sums up; where it is not *sure* that it is about these, only if it fits exactly."""
    value = total.value
    if not isinstance(value, Estimate):
        return []
    everything = [part for own in lists for part in own]
    if any(isinstance(part.value, Estimate) and part.value.kind is not value.kind for part in everything):
        return []
    if len(lists) == 1 and sure:
        return everything if len(everything) > 1 else []
    claimed = (min(value.low, value.high), max(value.low, value.high))
    return everything if ends(everything) == claimed else []


def _statement(run: Run, line: tuple[int, str], noun: str, *, in_group: bool) -> Count | None:
    """The number of *noun*s that a line gives, or a heading in parentheses at its end."""
    at, text = line
    start, stop = 0, len(text)
    if in_group:
        group = list(_GROUP.finditer(text))
        if group and not text[group[-1].end() :].strip():
            start, stop = group[-1].span(1)
    inner = text[start:stop]
    if _DOUBT.search(inner):
        return None
    for match in _NUMBER.finditer(inner):
        end = match.end()
        for _ in range(_MOST_WORDS):
            word = _WORD.match(inner, end)
            if word is None:
                break
            end = word.end()
            if _singular(word.group(1)) == noun and _BEFORE.fullmatch(inner, 0, match.start()):
                if not _AFTER.fullmatch(inner, end):
                    return None
                first, last = start + match.start(), start + end
                return Count(int(match.group()), text[first:last], run.span(at + first, at + last))
    return None


def _label(text: str, at: int, run: Run) -> _Label | None:
    """The number of entries that a label gives."""
    if not any(map(str.isdigit, text)):
        return None
    source = run.text[at : at + len(text)].strip()
    ends_label = text.rstrip().endswith((":", "：")) or (source.startswith("**") and source.endswith("**"))
    if not ends_label or _CHOICE.search(text):
        return None
    for pattern in (_LABEL_GROUP, _LABEL_CJK, _LABEL_NUMBER):
        match = pattern.fullmatch(text)
        if match is None or any(unit_of(word) for word in match["words"].split()):
            continue
        start, end = at + match.start("count"), at + match.end("count")
        count = Count(int(match["number"]), match["count"], run.span(start, end))
        name = _name(match["name"]) if pattern is not _LABEL_NUMBER else _name(match["words"]) or "the list"
        return _Label(count, name, match["words"])
    return None


def _is_choice(listing: Listing) -> bool:
    """Whether *listing* says that it is not all."""
    return any(_GOES_ON.search(entry.run.text.strip()) for entry in (listing.entries[0], *listing.entries[-2:]))


def _is_separated(text: str) -> bool:
    return text.count(" · ") >= _FEWEST_SEPARATORS or text.count(" • ") >= _FEWEST_SEPARATORS


def _near(claimed: int, counted: int) -> bool:
    """Whether a number can be about so many at all: one of another magnitude counts something else."""
    return abs(claimed - counted) <= max(2, min(claimed, counted) // 2)


def _itself(entry: Entry) -> Part:
    return Part(entry.span, _name(_blanked(entry.run.text.split("\n")[0])), _one(entry.span))


def _one(span: Span) -> Count:
    """What an entry that is counted itself adds."""
    return Count(1, "", Span(span.start, span.start))
