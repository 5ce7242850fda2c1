"""A unit is written in another way than nearly everywhere else in the file.

`4h` among `4 hours` means the same, but searches and scripts that look for one miss the other. Compared are estimates
behind the same mark in tasks of one form, or in headings of one level: the unit (`h`, `hrs`, `hours`), its capitals,
and the blank before it. Units of two scripts are not compared. One way must be at least twice as common as the other,
or else the file has no style.

Bad:

    - [ ] Write the parser (4 hours)
    - [ ] Write the linter (6 hours)
    - [ ] Write the docs (2h)

Good:

    - [ ] Write the parser (4 hours)
    - [ ] Write the linter (6 hours)
    - [ ] Write the docs (2 hours)
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from backlogmd.diagnostics import Evidence, Fix
from backlogmd.nodes import Document, Estimate, Kind, Label
from backlogmd.query.amounts import Written, written
from backlogmd.query.claims import Facts
from backlogmd.query.places import mark_before
from backlogmd.rule import PROSE, Finding, Options, rule
from backlogmd.syntax.estimate import parse_amounts
from backlogmd.syntax.units import agreeing
from backlogmd.totals import plural
from backlogmd.vocabulary import Calendar, Dialect

_SPELLINGS = frozenset(
    """m min minute minuto минута мин 分 分钟 分鐘 분 h hr hour heure hora stunde std час ч 小时 小時 時間 시간
    d day jour j día dia tag день дн 天 日 일 wk w week woche semaine semana неделя нед 周 週 週間 주
    mo mos month monat mois mes mês месяц мес 个月 個月 か月 개월
    pt sp point punkt punto ponto балл 点 ポイント 포인트""".split()
)
"""The units that differ in spelling alone. `Personentag` and `workday` may mean another thing than `day`."""

_SHORT_PLURALS = frozenset("mins hrs wks pts".split())


@dataclass(frozen=True, slots=True)
class Style(Options):
    """When a file has a style."""

    times: float = 2
    """How many times as common as another way the usual way is, at least."""

    def __post_init__(self) -> None:
        if not self.times >= 1:
            raise ValueError("must be 1 or more")


class _Place(NamedTuple):
    """An estimate and its parts."""

    estimate: Estimate
    parts: Written

    @property
    def style(self) -> tuple[str, str]:
        """The unit as it is for one, and the blank before it."""
        return _singular(self.parts.unit), " " if self.parts.blank else ""


@rule(
    "BL204",
    "`{odd}` stands among {others} written like `{usual}`",
    fix="safe",
    changes=(
        *(*PROSE, "Section.estimate", "Task.estimate", "Task.more_estimates", "Claim.value", "Table.rows"),
        "SummaryRow.cells",
    ),
)
def check(facts: Facts, dialect: Dialect, style: Style) -> Iterator[Finding]:
    for places in _like_places(facts.document):
        counts = Counter(place.style for place in places)
        usual, number = counts.most_common(1)[0]
        model = next(place for place in places if place.style == usual)
        for place in places:
            if place.style == usual or number < style.times * counts[place.style]:
                continue
            estimate = place.estimate
            meant = _rewritten(place, [one.parts for one in places if one.style == usual], dialect.calendar)
            yield Finding(
                estimate.span,
                odd=estimate.text,
                others=plural(number, "estimate"),
                usual=model.estimate.text,
                evidence=(Evidence(f"`{model.estimate.text}` stands here", model.estimate.span),),
                help=f"write `{meant}`" if meant else "write it in one way",
                fix=Fix.safe(*facts.columns.edits(estimate.span, meant)) if meant else None,
            )


def _like_places(document: Document) -> Iterator[list[_Place]]:
    """The estimates that may be compared: those at places that are alike, in one unit, where there are two styles."""
    found: dict[tuple[object, ...], list[_Place]] = {}
    own = [(section.level, section.estimate) for section in document.all_sections]
    at_tasks = [(task.form, task.estimate) for task in document.tasks if not _is_in_title(task.estimate, task.title)]
    for at, estimate in (*own, *at_tasks):
        if estimate is None or estimate.kind is Kind.SIZE:
            continue
        parts = written(estimate)
        if parts is not None and _singular(parts.unit).lower() in _SPELLINGS:
            found.setdefault((at, estimate.unit, _script(parts.unit)), []).append(_Place(estimate, parts))
    for places in found.values():
        if len({place.style for place in places}) > 1:
            behind: dict[str, list[_Place]] = {}
            for place in places:
                mark = mark_before(document.source, place.estimate.span.start)
                behind.setdefault(mark, []).append(place)
            yield from behind.values()


def _is_in_title(estimate: Estimate | None, title: Label) -> bool:
    """Whether it is a part of the sentence."""
    return estimate is not None and title.span.holds(estimate.span)


def _script(unit: str) -> str:
    """Units of two scripts are of two languages."""
    return "Latin" if unit < "\u0250" else "Cyrillic" if unit < "\u0530" else "other"


def _singular(unit: str) -> str:
    """The unit as it is for one: `hour` of `hours`, `hr` of `hrs`."""
    one = agreeing(unit, "1")
    return one[:-1] if one.lower() in _SHORT_PLURALS else one


def _rewritten(place: _Place, models: list[Written], calendar: Calendar) -> str | None:
    """The estimate in the way of *models*; None if that would mean another amount."""
    parts, estimate = place.parts, place.estimate
    is_one = parts.last == "1"
    # The word as it stands behind a number of this kind, for abbreviations have an `s` or not.
    like = Counter(one.unit for one in models if (one.last == "1") is is_one)
    spelled = Counter(one.unit for one in models)
    unit = agreeing((like or spelled).most_common(1)[0][0], parts.last)
    model = next(one for one in models if one.unit in (like or spelled))
    meant = parts.with_unit(" " if model.blank else "", unit) + model.dot
    before = parse_amounts(estimate.text, calendar)
    after = parse_amounts(meant, calendar)
    if before is None or after is None:
        return None
    return meant if after._replace(unit_text="") == before._replace(unit_text="") else None
