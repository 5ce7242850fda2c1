"""Figures that a document gives about itself in words: counts, progress, totals.

The words are looked up and not listed in regular expressions, for they are those of several languages.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from backlogmd.nodes import Condition, Count, Estimate, Progress, Selector
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.estimate import read_amounts
from backlogmd.syntax.run import Run
from backlogmd.syntax.selector import parse_selector
from backlogmd.syntax.units import unit_of
from backlogmd.vocabulary import Dialect

# Not `stories` or `bugs`: those are seldom what the checkboxes of the file are.
_WORK = frozenset(
    "task tasks item items todo todos to-do to-dos tarea tareas elementos tarefa tarefas itens tâche tâches éléments "
    "aufgabe aufgaben einträge задача задачи задач пункт пункта пунктов 작업 태스크 할일 항목".split()
)
_TOTAL = frozenset(
    "total totale totaux totales totais insgesamt gesamt summe gesamtsumme итого всего общий общая общее общие общих "
    "общего сумма 합계 총합 총계 총 전체 トータル".split()
)
_OPEN = frozenset(
    "remaining open left outstanding todo pending unfinished restante restantes pendiente pendientes pendente "
    "pendentes abiertas abertas restant restants ouvertes offen offene offenen verbleibend verbleibende übrig "
    "осталось оставшееся оставшиеся открытых открытые 남은 미완료".split()
)
_DONE = frozenset(
    "done complete completed finished closed spent actual hecho hecha hechas completado completada completadas "
    "completados completo terminado terminada terminadas feito feita feitas concluído concluída concluídas "
    "concluídos finalizado terminé terminée terminés terminées fait faites achevé réalisé erledigt erledigte fertig "
    "fertiggestellt abgeschlossen abgeschlossene aufgewendet выполнено выполненных завершено завершенных завершённых "
    "готово сделано потрачено затрачено 완료 완료된 실제".split()
)
# Without blanks between the words.
_UNSPACED_OPEN = ("剩余", "剩餘", "未完成", "未完了", "待办", "待辦", "残り", "残作業", "미완료")
_UNSPACED_DONE = ("已完成", "完了済", "完了タスク", "已用", "实际", "實際", "実績")
_PROGRESS = frozenset(
    "progress completion completed done progreso avance completado progresso andamento concluído progression "
    "avancement terminé fortschritt erledigt fertigstellung прогресс выполнено готово завершено 进度 總進度 总进度 "
    "进展 進度 完成度 完成率 完成进度 完成進度 总体进度 整體進度 "
    "整体进度 進捗 進捗率 進捗状況 全体進捗 達成率 진행률 진행도 진행 진척도 진척률 완료율 달성률".split()
)
_PROGRESS_ADDS = frozenset(
    "overall total current tasks task general global geral actual gesamt gesamter allgemein общий текущий "
    "전체 현재".split()
)
_DONE_PHRASES = ("完成", "已完成", "完了", "完了済み", "達成")

_WORDS = lazy(r"[^\W_]+(?:['’-][^\W_]+)*")
_UNSPACED_WORK = lazy(r"(?:个|個|项|項)?\s*(?:任务|任務|事项|事項|待办事项|待辦事項|タスク|项目|件|項目)")
_COUNTED = lazy(r"(?P<lead>[^0-9]{0,20})(?P<number>[0-9]{1,6})\s*(?P<work>\S.{0,40})")


def read_count(text: str, span: Span) -> Count | None:
    """*text* as a number of tasks: `24 tasks`, `5 items`, `42 задачи`, `共 12 个任务`."""
    match = _COUNTED.fullmatch(text.strip()) if any(map(str.isdigit, text)) else None
    if match is None:
        return None
    lead = match["lead"].strip(" :：").lower()
    if lead and lead not in ("共", "総数", "总共", "一共", "計", "총", "全", "全部") and lead not in _TOTAL:
        return None
    return Count(int(match["number"]), text, span) if _says_work(match["work"]) else None


def _says_work(text: str) -> bool:
    """Whether *text* says no more than that tasks are meant: `tasks`, `open tasks`, `tasks in total`, `个任务`."""
    words = _WORDS.findall(text.lower())
    if not words or re.fullmatch(r"[\w\s'’-]*", text) is None:
        return False
    if all(word in _WORK or word in _OPEN or word in _TOTAL or word in ("in", "개", "의") for word in words):
        return any(word in _WORK for word in words)
    return not text.isascii() and _UNSPACED_WORK.fullmatch(text) is not None


_FRACTION = lazy(
    r"(?P<done>[0-9]{1,6})\s*(?:/|of|de|von|из|sur)\s*(?P<total>[0-9]{1,6})(?P<words>[^\d(,–—%]{0,40})"
    r"(?:[(（,–—]?\s*(?P<percent>[0-9]{1,3})(?:\.[0-9]+)?\s?%\s*[)）]?)?(?P<after>[^\d%]{0,20})",
    re.IGNORECASE,
)
_FRACTION_WORD = lazy(r"[0-9] (?:of|de|von|из|sur) ", re.IGNORECASE)
_PERCENT = lazy(
    r"(?P<before>[^\d%]{0,20}?)(?P<percent>[0-9]{1,3})\s?[%％](?P<words>[^\d%(（/]{0,30})"
    r"(?:[(（]\s*(?P<done>[0-9]{1,6})\s*(?:/|of)\s*(?P<total>[0-9]{1,6})(?P<work>[^\d)）]{0,20})[)）])?",
    re.IGNORECASE,
)


def read_progress(text: str, span: Span, *, square: bool = False) -> Progress | None:
    """*text* as progress: `[2/5]`, `40%`, `3/37 (8%)`, `12 of 57 done`, `45% (9/20)`, `40 % erledigt`.

    If it is *square*, in brackets that may be part of the text, a bare fraction is enough; elsewhere a word or a
    percentage must say what it is.
    """
    bare = text[1:-1].strip() if square and text.startswith("[") and text.endswith("]") else text
    if not any(map(str.isdigit, bare)):
        return None
    match = _FRACTION.fullmatch(bare) if "/" in bare or _FRACTION_WORD.search(bare) else None
    if match is not None:
        words = _done_words(match["words"].rstrip(" -"))
        after = _done_words(match["after"])
        if words is None or after is None or not (square or words or match["percent"]):
            return None
        done, total = int(match["done"]), int(match["total"])
        if done > total:
            return None
        return Progress(span, text, done, total, int(match["percent"]) if match["percent"] else None)
    match = _PERCENT.fullmatch(bare) if "%" in bare or "％" in bare else None
    if match is None or int(match["percent"]) > 100:
        return None
    before, words = _done_words(match["before"]), _done_words(match["words"])
    if before is None or words is None or not (square or before or words or match["done"]):
        return None
    if match["done"]:
        done, total = int(match["done"]), int(match["total"])
        if done > total or _done_words(match["work"]) is None:
            return None
        return Progress(span, text, done, total, int(match["percent"]))
    return Progress(span, text, percent=int(match["percent"]))


def _done_words(text: str) -> bool | None:
    """Whether *text* says that work is done (True), says nothing or only which work (False), or says else (None)."""
    bare = text.strip().lower()
    if not bare:
        return False
    if bare in _DONE_PHRASES:
        return True
    words = _WORDS.findall(bare)
    if not words or not all(word in _WORK or word in _DONE or word in ("are", "is") for word in words):
        return None
    # `spent` and `actual` speak of time.
    if any(word in ("spent", "actual") for word in words):
        return None
    return any(word in _DONE for word in words)


class LineClaim(NamedTuple):
    """A claim in a line of text."""

    span: Span
    value: Estimate | Count | Progress
    selector: Selector
    subject: str
    of_open: bool | None


_LONGEST = 200

# A label that ends in a colon, then the figure; nothing else may stand on the line but a remark in parentheses.
_ONE_BY_ONE = lazy(
    r"(?P<amount>[^|]*?\w)\s+(?:sequential(?:ly)?|in sequence|of (?:effort|(?:focused )?work|development|coding)"
    r"|(?:of work |dispatch )?(?:over|across|spread over) ~?[0-9][^|]*"
    r"|(?:development|dev|coding|work)(?: (?:time|work|effort))?"
    r"|de (?:desarrollo|trabajo|desenvolvimento|trabalho|développement|travail)"
    r"|entwicklungs(?:zeit|aufwand|arbeit)|arbeit|работы|разработки)\s*(?:\|.*)?$",
    re.IGNORECASE,
)
_LABELLED = lazy(
    r"\s*(?P<label>[^:：|\s][^:：|]{1,60})[:：]\s*(?P<value>[^:：(（]*)(?P<remark>\([^()]*\)|（[^（）]*）)?[\s.。]*$"
)
_BARE_PROGRESS = lazy(r"[0-9]{1,6}\s*(?:/|of|de|von|из|sur)\s*[0-9]{1,6}\s+\D+$", re.IGNORECASE)
_EMPHASIS = lazy(r"[*`]|(?<!\w)_+|_+(?!\w)")

# What may stand before `total`: what is counted, and how sure it is.
_QUALIFIERS = frozenset(
    "grand overall estimated combined sum project sprint expected planned approximate approx tiempo esfuerzo "
    "estimación duración horas trabajo tempo esforço estimativa duração trabalho temps effort estimation durée "
    "charge travail heures jours days hours points time story geschätzter geschätzte geschätzt geschaetzter "
    "geschaetzte geplanter geplante voraussichtlicher voraussichtliche estimado estimada estimé estimée prévu prévue "
    "previsto prevista оценка итоговая предполагаемая ориентировочная 예상 소요".split()
)
# `Phase 1 total`, `Week 2: total`: the part of the plan that a total is of.
_PART = lazy(
    r"(?P<part>(?:phase|week|sprint|milestone|iteration|stage|step|release|epic|part|section|month|day|track|woche|monat"
    r"|etappe|fase|semana|etapa|mes|mês|semaine|étape|mois|этап|фаза|неделя|спринт|месяц)\s[0-9]{1,3}[a-z]?)"
    r"(?:\s*[-–—])?\s+(?P<label>\S.*)",
    re.IGNORECASE,
)
_EFFORT_WORDS = frozenset(
    "estimate estimated estimates estimation effort time hours hour days weeks work workload duration points point "
    "story sp implementation development dev remaining open outstanding left for of the all in planned timeline "
    "estimado estimada estimados geral general tiempo esfuerzo horas días semanas puntos de del trabajo duración "
    "estimación tempo esforço dias pontos trabalho duração estimativa do da previsto prevista estimé estimée temps "
    "heures jours semaines durée charge travail du des prévu aufwand zeit dauer stunden tage schätzung geschätzt "
    "geschätzter geschätzte arbeitszeit punkte время времени часов дней оценка оценке трудозатраты трудозатрат "
    "длительность объем объём работ 예상 시간 소요 소요시간 공수 작업 작업시간 기간".split()
)
_NO_EFFORT = frozenset(
    "cost costs price budget score size saved savings saving runtime downtime uptime latency execution coverage "
    "documentation revenue memory".split()
)
_COMPOUND = lazy(r"(?:gesamt)(?P<what>aufwand|zeit|dauer|schätzung|stunden|arbeitszeit|summe|umfang)?(?:s)?")
# The parts of an unspaced label, such as `总预估工时` and `合計工数`.
_UNSPACED_LABEL = lazy(
    r"(?:总计|總計|総計|合计|合計|总共|总|總|総|全体|预估|预计|估计|估算|預估|預計|估計|工时|工時|时间|時間|工数|工作量|耗时|"
    r"工作|见积|見積もり|見積り|見積|所要|作業|予定|想定|开发|開発|天数|日数|点数|点|数)+"
)
_UNSPACED_TOTAL = ("总", "總", "総", "合计", "合計", "全体")
_UNSPACED_COUNT = lazy(
    r"(?:总|總|総|合计|合計|全)?(?:任务|任務|事项|事項|タスク|待办)(?:总数|總數|総数|数量|數量|数|數|合計)?"
)
_COUNT_ADDS = frozenset(
    "total number of the count de número nombre anzahl all totales totais gesamt insgesamt всего количество число "
    "общее 총 전체 수 개수".split()
)


def is_total_label(text: str) -> bool:
    """Whether *text* is the label of a total, such as `Estimated total time`, `Durée totale`, `Phase 1 total`."""
    return _total(_without_part(text)[1]) is not None


def _without_part(label: str) -> tuple[str, str]:
    """The part of a plan that a label begins with, in lower case, and the rest: `phase 1` and `Total effort`."""
    match = _PART.fullmatch(label)
    return (match["part"].lower(), match["label"]) if match is not None else ("", label)


def _total(label: str) -> list[str] | None:
    """The words beside `total` in a label of a total; None if *label* is none."""
    words = label.split()
    lower = [word.lower().strip("()") for word in words]
    before = 0
    for word in lower:
        if word in _TOTAL:
            # `Total`, `Grand total`, `Tiempo total`, and a few words behind.
            break
        if word.startswith("gesamt") and _COMPOUND.fullmatch(word):
            break
        if not word.isascii() and word.startswith(_UNSPACED_TOTAL) and _UNSPACED_LABEL.fullmatch(word):
            break
        if word not in _QUALIFIERS and not (not word.isascii() and _UNSPACED_LABEL.fullmatch(word)):
            return None
        before += 1
    else:
        return None
    rest = words[before + 1 :]
    vague = before > 0 and lower[before - 1] in ("estimated", "overall")
    if (len(rest) > 5 and not vague) or not all(map(_may_follow, rest)):
        return None
    return None if any(word in _NO_EFFORT for word in lower) else rest


def _may_follow(word: str) -> bool:
    """Whether *word* may stand behind `total`; in parentheses, only what the figure is counted in."""
    bare = word.lower().strip("()")
    return bare in _EFFORT_WORDS if bare != word.lower() else re.fullmatch(r"[\w&/'’-]+", word) is not None


_CLAIM_WORDS = (
    "total", "progres", "tasks", "complet", "items", "tareas", "tarefas", "tâches", "aufgaben", "gesamt", "avance",
    "fortschritt", "summe", "erledigt", "conclu", "todos",
)  # fmt: skip
_CLAIM_WORDS_BEYOND = (
    "总", "總", "総", "合计", "合計", "全体", "任务", "任務", "タスク", "进", "進", "完成", "итого", "всего", "общ",
    "сумма", "задач", "прогресс", "выполнено", "готово", "합계", "총", "작업", "진", "완료", "달성",
)  # fmt: skip


def has_claim_word(text: str) -> bool:
    """Whether it is worth looking for a claim in *text*: most text says nothing of the kind."""
    lower = text.lower()
    if any(word in lower for word in _CLAIM_WORDS):
        return True
    return not lower.isascii() and any(word in lower for word in _CLAIM_WORDS_BEYOND)


def read_line_claims(run: Run, dialect: Dialect) -> list[LineClaim]:
    """The claims that the lines of a paragraph make: `**Total: 402 hours**`, `Progress: 3/37 (8%)`, `Tasks: 24`."""
    claims = []
    position = 0
    for line in run.text.split("\n"):
        claim = _line_claim(line, position, run, dialect)
        if claim is not None:
            claims.append(claim)
        position += len(line) + 1
    return claims


def _line_claim(line: str, position: int, run: Run, dialect: Dialect) -> LineClaim | None:
    if len(line) > _LONGEST:
        return None
    text = _EMPHASIS.sub(lambda match: " " * len(match.group()), line)
    bare = text.strip().rstrip(".")
    if bare[:1].isdigit() and _BARE_PROGRESS.match(bare):
        start = position + line.index(bare[0])
        span = run.span(start, start + len(bare))
        progress = read_progress(bare, span) if any(word in _WORK for word in _WORDS.findall(bare.lower())) else None
        return None if progress is None else LineClaim(span, progress, Selector(), bare, None)
    match = _LABELLED.match(text)
    if match is None:
        return None
    label = " ".join(match["label"].split())
    value, start = match["value"].rstrip(" .。"), position + match.start("value")
    if not value:
        return None
    span = run.span(start, start + len(value))
    if _is_progress_label(label):
        written = match["value"] + match["remark"] if match["remark"] else value
        span = run.span(start, start + len(written))
        progress = read_progress(written, span, square=True)
        return None if progress is None else LineClaim(span, progress, Selector(), label, None)
    counted = _count_label(label)
    if counted is not None:
        number = re.match("[0-9]{1,6}", value)
        if number is None or (number.group() != value and read_count(value, span) is None):
            return None
        return LineClaim(span, Count(int(number.group()), value, span), Selector(), label, counted or None)
    part, own = _without_part(label)
    what = _total(own)
    if what is None:
        return None
    # `60-79 days sequential | 40 days with 4 tracks`: the work is what one after the other takes.
    one_by_one = _ONE_BY_ONE.match(value)
    if one_by_one is not None:
        value = one_by_one["amount"]
        span = run.span(start, start + len(value))
    amounts = read_amounts(value, span, dialect.calendar, unit_of_label(label))
    if not amounts:
        return None
    estimate = amounts[0]
    selector = _covered(what, dialect)
    if part:
        selector = replace(selector, conditions=(*selector.conditions, Condition("section", ":", (part,))))
    return LineClaim(estimate.span, estimate, selector, label, of_open(label))


def _is_progress_label(label: str) -> bool:
    words = _WORDS.findall(label.lower())
    if not words or not any(word in _PROGRESS for word in words):
        return False
    if words[0] == "tasks":
        return words == ["tasks", "done"]
    return all(word in _PROGRESS or word in _PROGRESS_ADDS for word in words)


def _count_label(label: str) -> bool | None:
    """Whether *label* names a number of open tasks (True) or of tasks (False); None if it names none."""
    lower = label.lower()
    words = _WORDS.findall(lower)
    if any(word in _WORK for word in words):
        if all(word in _WORK or word in _COUNT_ADDS or word in _OPEN for word in words):
            return any(word in _OPEN for word in words)
        return None
    return False if not lower.isascii() and _UNSPACED_COUNT.fullmatch(lower) else None


def unit_of_label(label: str) -> str:
    """The unit that *label* gives to a bare number: `Total Story Points`, `Gesamtstunden`, `总工时`."""
    for word in reversed(_WORDS.findall(label.lower())):
        if word in ("sp", "points"):
            return "points"
        unit = unit_of(word.removeprefix("gesamt")) if len(word) > 2 or not word.isascii() else None
        if unit is None and not word.isascii():
            unit = "hour" if word.endswith(("工时", "工時")) else "point" if word.endswith(("点", "点数")) else None
        if unit is not None:
            return unit + "s"
    return ""


def _covered(what: list[str], dialect: Dialect) -> Selector:
    """What `Total P0 Work` is about: what is left of the label without the words that only say `effort`."""
    words = [word for word in what if word.lower().strip("()") not in _EFFORT_WORDS]
    words = [word for word in words if word.isascii() or not _UNSPACED_LABEL.fullmatch(word)]
    return parse_selector(" ".join(words), dialect)


def of_open(label: str) -> bool | None:
    """Whether *label* limits a figure to open work (True), to finished work (False), or says neither (None)."""
    lower = label.lower()
    words = _WORDS.findall(lower)
    if any(word in _OPEN for word in words) or ("to" in words and "to do" in lower):
        return True
    if any(word in _DONE for word in words):
        return False
    if lower.isascii():
        return None
    if any(word in lower for word in _UNSPACED_OPEN):
        return True
    return False if any(word in lower for word in _UNSPACED_DONE) else None
