"""The words that amounts of work are written with: units and how they agree with a number, `about`, `half`, `up to`.

Words are looked up and never tried one after the other, so that more languages cost no time.
"""

from __future__ import annotations

from functools import cache

_INFLECTED: dict[str, tuple[tuple[str, ...], ...]] = {
    "minute": (
        ("minute", "minutes"), ("minute", "minuten"), ("minuto", "minutos"), ("минута", "минуты", "минут"),
        ("минуту", "минуты", "минут"),
    ),
    "hour": (
        ("hour", "hours"), ("stunde", "stunden"), ("arbeitsstunde", "arbeitsstunden"), ("heure", "heures"),
        ("hora", "horas"), ("час", "часа", "часов"), ("человеко-час", "человеко-часа", "человеко-часов"),
    ),
    "day": (
        ("day", "days"), ("workday", "workdays"), ("manday", "mandays"), ("tag", "tage"), ("tag", "tagen"),
        ("arbeitstag", "arbeitstage"), ("arbeitstag", "arbeitstagen"), ("werktag", "werktage"),
        ("personentag", "personentage"), ("manntag", "manntage"), ("jour", "jours"), ("journée", "journées"),
        ("jour-homme", "jours-homme"), ("jour-homme", "jours-hommes"), ("jour ouvré", "jours ouvrés"),
        ("día", "días"), ("dia", "dias"), ("día hábil", "días hábiles"), ("dia útil", "dias úteis"),
        ("día-persona", "días-persona"), ("dia-pessoa", "dias-pessoa"), ("день", "дня", "дней"),
        ("рабочий день", "рабочих дня", "рабочих дней"), ("человеко-день", "человеко-дня", "человеко-дней"),
    ),
    "week": (
        ("week", "weeks"), ("woche", "wochen"), ("arbeitswoche", "arbeitswochen"), ("semaine", "semaines"),
        ("semana", "semanas"), ("неделя", "недели", "недель"), ("неделю", "недели", "недель"),
    ),
    "month": (
        ("month", "months"), ("monat", "monate"), ("monat", "monaten"), ("personenmonat", "personenmonate"),
        ("mois", "mois"), ("mes", "meses"), ("mês", "meses"), ("месяц", "месяца", "месяцев"),
    ),
    "point": (
        ("point", "points"), ("story point", "story points"), ("storypoint", "storypoints"), ("punkt", "punkte"),
        ("storypunkt", "storypunkte"), ("punto", "puntos"), ("punto de historia", "puntos de historia"),
        ("ponto", "pontos"), ("ponto de história", "pontos de história"), ("балл", "балла", "баллов"),
    ),
}  # fmt: skip
"""The forms of each word in lower case: for one, for several; in Russian for one, for two, for five."""

_UNINFLECTED = {
    "minute": "mins min m мин 分钟 分鐘 分間 分 분간 분",
    "hour": "hrs hr h stdn ч 小时 小時 个小时 個小時 時間 工时 工時 人时 人時 시간",
    "day": (
        "d j дн 天 日 日間 个工作日 個工作日 工作日 个人天 人天 人日 工日 营业日 営業日 稼働日 일간 일 영업일 근무일"
    ),
    "week": "wks wk w sem нед 周 週 个星期 個星期 星期 週間 주일 주간 주",
    "month": "mos mo мес 个月 個月 ヶ月 か月 カ月 ケ月 人月 개월 달",
    "point": "pts pt sp 故事点 个故事点 ポイント ストーリーポイント 포인트 스토리포인트",
}

UNITS: dict[str, str] = {form: unit for unit, words in _INFLECTED.items() for forms in words for form in forms} | {
    form: unit for unit, forms in _UNINFLECTED.items() for form in forms.split()
}
"""Each spelling of a unit, in lower case, and the unit it means."""

# In other cases these are other words: `5M` is five million, `3D` a dimension, one `tag` marks something, `2 std` are
# deviations, and `3 pt` are points where `3 PT` are Personentage.
del UNITS["tag"]
_CASED = {"M": None, "D": None, "W": None, "J": None, "PT": "day", "Tag": "day", "Std": "hour", "MT": "day"}

# What a unit is counted in: `person-days`, `working days`, `dev hours`.
_WORK = frozenset("person man men work working business dev developer engineer engineering ideal".split())

MEANINGS: dict[str, str] = {
    word: kind
    for kind, words in {
        "range": "to|bis|à|至|到|から",
        # Between two numbers a range, before one number a limit.
        "until": "até|hasta|до",
        "and": "and|und|et|y|e|и|和|と",
        "about": (
            "about|around|approx|approximately|roughly|circa|ca|etwa|ungefähr|rund|zirka|environ|env|aprox"
            "|aproximadamente|unos|unas|cerca de|alrededor de|около|примерно|约|大约|大概|約|およそ|약|대략"
            "|左右|程度|くらい|ぐらい|정도|前後"
        ),
        "most": (
            "under|up to|less than|max|maximum|unter|bis zu|höchstens|maximal|maximum|jusqu'à|moins de|menos de|máximo"
            "|не более|менее|меньше|不到|最多|以内|以下|이내|이하|未満"
        ),
        "least": (
            "over|at least|more than|minimum|mind|mindestens|über|au moins|plus de|al menos|más de|pelo menos|mais de"
            "|более|не менее|至少|最少|以上|이상"
        ),
        "one": "a|an|ein|eine|einen|un|une|una|um|uma",
        "half": "half|halber|halben|halbe|halbes|demi|medio|media|meio|meia|半",
    }.items()
    for word in words.split("|")
}
"""Other words of an amount, in lower case, and what part they play in it."""

AFTER = frozenset("左右 程度 くらい ぐらい 정도 前後 以内 以下 이내 이하 未満 以上 이상 max maximum minimum".split())
"""Those of `MEANINGS` that may follow the amount."""

GENITIVE = frozenset("около до менее меньше более".split()) | {"не более", "не менее"}
"""Those of `MEANINGS` after which Russian puts the unit into the genitive: `около 3 часов`."""

HALVES = {
    "half-day": "day",
    "half-hour": "hour",
    "demi-journée": "journée",
    "demi-heure": "heure",
    "полдня": "дня",
    "полчаса": "часа",
    "반나절": "일",
}
"""Words for a half of a unit, and the unit."""

LONGEST_PHRASE = 3
"""So many words a unit or one of `MEANINGS` has at most."""


def unit_of(word: str) -> str | None:
    """The unit that *word* (or a phrase of a few words) means, as `minute`, `hour`, …; None for any other word."""
    if word in _CASED:
        return _CASED[word]
    lower = word.lower()
    unit = UNITS.get(lower)
    if unit is None and lower.isascii():
        kind, mark, last = lower.replace("-", " ").rpartition(" ")
        if mark and kind in _WORK and len(last) > 1:
            unit = UNITS.get(last)
            if unit in ("minute", "point"):
                return None
    return unit


def is_abbreviation(unit: str) -> bool:
    """Whether a dot behind the word *unit* is likely to be its own, as in `2 Std.`."""
    return unit.lower() not in _forms() and (len(unit) > 1 or not unit.isascii())


# Some write `2 hr`, but nobody `1 hrs`.
_SINGULAR = {"pts": "pt", "hrs": "hr", "mins": "min", "wks": "wk", "mos": "mo"}
_PLURAL = {"pt": "pts", "hr": "hrs", "wk": "wks"}


def agreeing(unit: str, number: str, *, genitive: bool = False, was_one: bool = False) -> str:
    """The word *unit* in the form that *number* asks for in its language: `1 hour`, `2 hours`; `5 часов`.

    An abbreviation that stood with one (*was_one*) may have another form for several: `1 pt`, `2 pts`.
    """
    if number == "1":
        unit = _SINGULAR.get(unit, unit)
    elif was_one:
        unit = _PLURAL.get(unit, unit)
    forms = _forms().get(unit.lower())
    if forms is None:
        # `person-days`: the last part is inflected.
        cut = max(unit.rfind("-"), unit.rfind(" ")) + 1
        return unit[:cut] + agreeing(unit[cut:], number, genitive=genitive) if cut else unit
    written = forms[_russian(number, genitive=genitive) if len(forms) > 2 else _is_several(number, forms[0])]
    if unit.isupper():
        return written.upper()
    return written[0].upper() + written[1:] if unit[0].isupper() else written


def _is_several(number: str, one: str) -> bool:
    # In French, one and a half is not yet several.
    return float(number.replace(",", ".")) >= 2 if one in _FRENCH else number != "1"


def _russian(number: str, *, genitive: bool) -> int:
    """Which of the three forms goes with *number*: of the singular, its genitive, the genitive plural."""
    if not number.isdecimal():
        return 1
    last, teens = int(number[-1]), number[-2:-1] == "1"
    if teens or last == 0 or last > 4 or (genitive and last > 1):
        return 2
    return 1 if genitive or last > 1 else 0


_FRENCH = frozenset("heure jour journée semaine mois jour-homme".split()) | {"jour ouvré"}


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for words in _INFLECTED.values():
        for one in words:
            for form in one:
                forms.setdefault(form, one)
    return forms
