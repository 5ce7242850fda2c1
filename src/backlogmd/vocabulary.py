"""The words a backlog is read with.

A `Dialect` holds the vocabularies: ordered priority levels, state characters and words, what fields and columns are
called, the working calendar, and the words that give a section its role. The default dialect takes the common reading
of each spelling, in English, Spanish, Portuguese, French, German, Chinese, Japanese, Korean and Russian; one file may
mix them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from typing import TypeVar

from backlogmd.errors import UnknownNameError

_V = TypeVar("_V")


class Form(Enum):
    """How a task is written."""

    CHECKBOX = "checkbox"
    """An entry of a list with a box: `- [ ] Title`."""
    HEADING = "heading"
    """A heading that is numbered as a task, has an id, or has the fields of one: `### 1. Title`."""
    ROW = "row"
    """A row of a table with a column of titles."""
    ITEM = "item"
    """An entry of a list without boxes, with an estimate, a state or a bold title where work is listed."""
    LINE = "line"
    """A bold line over a list, or a line that begins with a box but no bullet."""


class State(Enum):
    """Where a task stands."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    DEFERRED = "deferred"
    QUESTION = "question"
    UNKNOWN = "unknown"
    """A state character outside the dialect: kept, and counted as work to do."""


class Role(Enum):
    """What a section is."""

    PROJECT = "project"
    PRIORITY = "priority"
    CATEGORY = "category"
    MILESTONE = "milestone"
    KNOWN_ISSUES = "known-issues"
    SEVERITY = "severity"
    RESOURCES = "resources"
    TIMELINE = "timeline"
    PHASE = "phase"
    METRICS = "metrics"
    SUMMARY = "summary"
    ASSIGNMENTS = "assignments"
    ASSIGNEE = "assignee"
    ARCHIVE = "archive"
    CRITERIA = "criteria"
    """How to tell that work is done or how to do it: its boxes are tasks of the tree and no work of their own."""
    TASK = "task"
    """The heading is itself a task."""
    PROSE = "prose"


class FieldKind(Enum):
    """What a field (`**Effort:** 2h`) or a column of a table says about a task."""

    TITLE = "title"
    ID = "id"
    ESTIMATE = "estimate"
    ACTUAL = "actual"
    PRIORITY = "priority"
    SEVERITY = "severity"
    STATE = "state"
    ASSIGNEE = "assignee"
    DUE = "due"
    START = "start"
    SCHEDULED = "scheduled"
    CREATED = "created"
    DONE = "done"
    DEPENDS = "depends"
    SPRINT = "sprint"
    LABELS = "labels"
    PROGRESS = "progress"
    DESCRIPTION = "description"
    """In a table without a column of titles, this one has them."""


@dataclass(frozen=True, slots=True)
class Level:
    """One priority level, with every way to write it. Words are lower case."""

    name: str
    words: tuple[str, ...]
    codes: tuple[str, ...] = ()
    """Such as `P0`; upper case."""
    letters: tuple[str, ...] = ()
    """The letters of todo.txt `(A)` and org `[#A]`."""
    emoji: tuple[str, ...] = ()
    """The emoji of the level, the usual one first; without variation selectors."""
    marks: tuple[str, ...] = ()
    """The arrows of Obsidian Tasks and the exclamation marks of [x]it!."""
    also_seen: tuple[str, ...] = ()
    """Emoji that real files also give to this level, on a scale with fewer or with shifted steps."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How working time converts. Estimates in days and weeks mean working days and weeks."""

    hours_per_day: int = 8
    days_per_week: int = 5
    weeks_per_month: int = 4
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Words for units, in lower case, besides the known ones: `{"godz": "hour"}`."""

    def minutes(self, unit: str) -> int:
        """Minutes in one *unit*: `minute`, `hour`, `day`, `week` or `month`."""
        hours = {
            "hour": 1,
            "day": self.hours_per_day,
            "week": self.hours_per_day * self.days_per_week,
            "month": self.hours_per_day * self.days_per_week * self.weeks_per_month,
        }
        return 1 if unit == "minute" else 60 * hours[unit]


# The words of the levels in the languages of the dialect: masculine, feminine, plural.
_LEVELS = (
    Level(
        "URGENT",
        (
            "urgent", "critical", "blocker", "highest", "immediate", "emergency", "show-stopper", "showstopper",
            "must have", "must-have", "must", "urgente", "urgentes", "crítico", "crítica", "críticos", "críticas",
            "critico", "critica", "bloqueante", "inmediato", "inmediata", "imediato", "imediata", "critique",
            "critiques", "bloquant", "bloquante", "immédiat", "immédiate", "très haute", "muy alta", "muito alta",
            "dringend", "dringende", "kritisch", "kritische", "kritischer", "kritisches", "sofort", "sehr hoch",
            "sehr hohe", "紧急", "緊急", "至急", "最高", "最优先", "最優先", "关键", "關鍵", "致命", "致命的", "立即",
            "긴급", "최우선", "срочно", "срочный", "срочная", "срочное", "срочные", "критический", "критическая",
            "критическое", "критические", "критичный", "критичная", "критично", "критического", "блокер", "наивысший",
            "à faire en priorité", "muss", "debe",
        ),
        ("P0",),
        ("A",),
        ("🔴", "🔥", "🚨", "🛑"),
        ("🔺", "!!!"),
        ("🟠",),
    ),
    Level(
        "HIGH",
        (
            "high", "important", "major", "should have", "should-have", "should", "short-term", "short term", "alta",
            "altas", "alto", "altos", "importante", "importantes", "haute", "hautes", "haut", "hauts", "élevée",
            "élevées", "élevé", "élevés", "hoch", "hohe", "hoher", "hohes", "wichtig", "wichtige", "corto plazo",
            "curto prazo", "court terme", "kurzfristig", "高", "高い", "重要", "较高", "較高", "短期", "높음", "높은",
            "중요", "상", "단기", "высокий", "высокая", "высокое", "высокие", "высокого", "важно", "важный", "важная",
            "важные", "prioritaire", "prioritaires", "prioritario", "prioritaria", "prioritário", "prioritária",
            "soll", "debería",
        ),
        ("P1",),
        ("B",),
        ("🟠",),
        ("⏫", "!!"),
        ("🔴", "🟡", "⚠", "🔺", "⭐", "🔥", "🚨"),
    ),
    Level(
        "MEDIUM",
        (
            "medium", "med", "moderate", "normal", "could have", "could-have", "could", "mid-term", "mid term",
            "medium-term", "medium term", "media", "medias", "medio", "medios", "média", "médias", "médio", "médios",
            "moderada", "moderado", "moyenne", "moyennes", "moyen", "moyens", "modérée", "modéré", "mittel", "mittlere",
            "mittlerer", "mittleres", "medio plazo", "médio prazo", "moyen terme", "mittelfristig", "中", "中等",
            "一般", "普通", "中期", "중간", "보통", "중", "중기", "средний", "средняя", "среднее", "средние",
            "среднего", "обычный", "обычная", "нормальный", "kann", "podría",
        ),
        ("P2",),
        ("C",),
        ("🟡",),
        ("🔼", "!"),
        ("🟠", "🟢", "⚠", "🔸"),
    ),
    Level(
        "LOW",
        (
            "low", "minor", "nice to have", "nice-to-have", "long-term", "long term", "baja", "bajas", "bajo", "bajos",
            "baixa", "baixas", "baixo", "baixos", "basse", "basses", "bas", "faible", "faibles", "mineure", "niedrig",
            "niedrige", "niedriger", "niedriges", "gering", "geringe", "largo plazo", "longo prazo", "long terme",
            "langfristig", "低", "低い", "较低", "較低", "次要", "长期", "長期", "낮음", "낮은", "하", "장기", "низкий",
            "низкая", "низкое", "низкие", "низкого",
        ),
        ("P3",),
        ("D",),
        ("🟢",),
        ("🔽",),
        ("🔵", "⚪", "🟡", "🔻", "⭐"),
    ),
    Level(
        "LOWEST",
        (
            "lowest", "trivial", "optional", "won't have", "won’t have", "opcional", "opcionales", "opcionais",
            "optionnel", "optionnelle", "facultatif", "optionale", "可选", "可選", "最低", "任意", "선택", "최저",
            "опционально", "необязательно", "низший",
        ),
        ("P4",),
        ("E",),
        ("🔵", "⚪"),
        ("⏬",),
        ("⚫", "🟢"),
    ),
)  # fmt: skip

_STATES = {
    " ": State.OPEN,
    "\t": State.OPEN,
    "\u00a0": State.OPEN,
    "\u3000": State.OPEN,
    "x": State.DONE,
    "X": State.DONE,
    "/": State.IN_PROGRESS,
    "~": State.IN_PROGRESS,
    "@": State.IN_PROGRESS,
    "-": State.CANCELLED,
    ">": State.DEFERRED,
    "!": State.BLOCKED,
    "?": State.QUESTION,
}


def _phrases(text: str) -> list[str]:
    """The phrases of a table below; a comma stands between two."""
    return " ".join(text.split()).split(", ")


# What a heading is called when it has the role. Compared with the whole heading in lower case, without emoji,
# numbering and what stands in parentheses.
_ROLE_NAMES = {
    Role.KNOWN_ISSUES: """known issues, known bugs, known problems, known limitations, open issues, problemas conocidos,
        errores conocidos, problemas conhecidos, bugs conhecidos, problèmes connus, bugs connus, bekannte probleme,
        bekannte fehler, 已知问题, 已知問題, 既知の問題, 既知の不具合, 알려진 문제, 알려진 이슈, известные проблемы,
        известные ошибки""",
    Role.RESOURCES: """resources, resource requirements, required resources, resources needed, resourcing, recursos,
        recursos necesarios, recursos necessários, ressources, ressources nécessaires, ressourcen, benötigte ressourcen,
        资源, 資源, 资源需求, リソース, 필요 자원, ресурсы""",
    Role.TIMELINE: """timeline, schedule, project timeline, implementation timeline, phases, cronograma, calendario,
        calendrier, planning, zeitplan, 时间线, 時間線, 时间表, 時程, スケジュール, タイムライン, 일정, график,
        сроки""",
    Role.METRICS: """success metrics, metrics, kpis, key metrics, success metrics & kpis, quality metrics,
        performance metrics, key performance indicators, targets, métricas, métricas de éxito, métricas de sucesso,
        indicadores, métriques, indicateurs, métriques de succès, metriken, kennzahlen, erfolgsmetriken, 指标, 指標,
        成功指标, 成功指標, 지표, метрики, показатели, метрики успеха""",
    Role.SUMMARY: """summary, time estimates summary, time estimate summary, estimates summary, estimate summary,
        time estimates, total estimates, time summary, effort summary, estimates, totals, overview, backlog summary,
        task summary, summary table, priority summary, progress summary, effort estimates, effort estimate,
        effort overview, statistics, stats, progress, progress overview, sprint summary, resumen, totales,
        resumen de estimaciones, estadísticas, progreso, resumo, resumo das estimativas, totais, estatísticas,
        progresso, résumé, récapitulatif, synthèse, statistiques, avancement, zusammenfassung, übersicht, überblick,
        statistik, fortschritt, gesamtaufwand, 总结, 總結, 汇总, 彙總, 概览, 概覽, 概要, 统计, 統計, 进度, 進度,
        工时汇总, まとめ, サマリー, 集計, 進捗, 요약, 통계, 합계, 진행 상황, сводка, итого, итоги, статистика,
        прогресс""",
    Role.ASSIGNMENTS: """assignments, assignment, assignment recommendations, recommended assignments, task assignments,
        team assignments, assignees, ownership, owners, suggested assignments, task assignment, asignaciones,
        responsables, atribuições, responsáveis, affectations, répartition, zuständigkeiten, zuweisungen, 任务分配,
        任務分配, 人员分配, 担当, 担当者, 담당자, 업무 분장, назначения, ответственные""",
    Role.ARCHIVE: """done, completed, archive, archived, finished, closed, completed tasks, done tasks,
        recently completed, completed items, finished tasks, resolved, resolved issues, fixed, shipped, completadas,
        completados, completado, hecho, terminado, terminadas, tareas completadas, archivo, concluído, concluídos,
        concluídas, feito, tarefas concluídas, finalizado, arquivo, terminé, terminés, terminées, fait,
        tâches terminées, archives, erledigt, erledigte aufgaben, abgeschlossen, fertig, archiv, 已完成, 完成, 完了,
        完了済み, 已完成任务, 已完成任務, 归档, 歸檔, アーカイブ, 완료, 완료됨, 완료된 작업, готово, завершено,
        выполнено, сделано, завершённые, завершенные, завершённые задачи, завершенные задачи, выполненные задачи,
        архив""",
    Role.CRITERIA: """success criteria, acceptance criteria, exit criteria, completion criteria, entry criteria,
        criteria, definition of done, definition of ready, dod, dor, done criteria, done when, acceptance tests,
        how to verify, verification checklist, quality checklist, quality gates, quality gate, review checklist,
        pr checklist, pull request checklist, code review checklist, checklist before merging, pre-merge checklist,
        legend, priority legend, status legend, priority levels, status levels, priority definitions, how to use,
        how to use this file, how to use this document, instructions, task template, template, issue template,
        item template, story template, type of change, daily routine, daily checklist, criterios de aceptación,
        criterios de éxito, definición de hecho, definición de terminado, definición de completado, leyenda,
        instrucciones, critérios de aceitação, critérios de aceite, critérios de sucesso, definição de pronto,
        definição de feito, legenda, instruções, critères d'acceptation, critères d’acceptation, critères de succès,
        définition de fini, définition du fini, légende, akzeptanzkriterien, abnahmekriterien, erfolgskriterien,
        legende, anleitung, 验收标准, 驗收標準, 成功标准, 成功標準, 完成标准, 完成標準, 完成的定义, 完成定义, 图例,
        圖例, 使用说明, 使用說明, 受け入れ基準, 受入基準, 受入条件, 完了条件, 完了の定義, 成功基準, 凡例, 使い方,
        인수 조건, 완료 조건, 완료 정의, 성공 기준, 범례, критерии приемки, критерии приёмки, критерии успеха,
        критерии готовности, определение готовности, легенда, инструкция""",
}

# Headings that say where the work below them stands, where it has no mark of its own.
_SECTION_STATES = {
    State.DONE: _ROLE_NAMES[Role.ARCHIVE],
    State.OPEN: """to do, todo, to-do, todos, backlog, open, planned, not started, pending, next, next up, upcoming,
        up next, ready, ready for development, product backlog, open tasks, pending tasks, remaining tasks, remaining,
        por hacer, pendiente, pendientes, tareas pendientes, próximamente, a fazer, pendente, pendentes,
        tarefas pendentes, próximos, à faire, a faire, en attente, à venir, offen, offene aufgaben, geplant,
        zu erledigen, anstehend, 待办, 待辦, 待办事项, 待辦事項, 待处理, 待處理, 未开始, 未開始, 未完成, 计划中, 計劃中,
        未着手, 予定, 할 일, 할일, 예정, 대기, 미완료, в планах, планируется, запланировано, сделать, нужно сделать,
        к выполнению, предстоит""",
    State.IN_PROGRESS: """in progress, in-progress, doing, wip, work in progress, active, ongoing, current, started,
        in review, currently working on, en progreso, en proceso, en curso, en desarrollo, em andamento, em progresso,
        fazendo, en cours, in arbeit, in bearbeitung, laufend, 进行中, 進行中, 开发中, 開發中, 作業中, 対応中, 着手中,
        진행 중, 진행중, в работе, в процессе, выполняется, делается""",
    State.BLOCKED: """blocked, on hold, waiting, waiting for, waiting on, blocked tasks, bloqueado, bloqueados,
        bloqueadas, en espera, em espera, bloqué, bloqués, bloquées, blockiert, wartend, wartet, 阻塞, 受阻, 已阻塞,
        ブロック中, 保留中, 차단됨, 보류, заблокировано, ожидание, в ожидании""",
    State.DEFERRED: """deferred, postponed, later, paused, icebox, someday, someday/maybe, maybe, parking lot, parked,
        on ice, future ideas, snoozed, aplazado, aplazados, pospuesto, pospuestos, más adelante, algún día, adiado,
        adiados, mais tarde, reporté, reportés, plus tard, zurückgestellt, verschoben, später, irgendwann, 推迟, 推遲,
        延期, 延后, 搁置, 擱置, 以后, 以後, 暂缓, 暫緩, 先送り, 保留, 나중에, 연기, 연기됨, отложено, отложенные,
        отложенные задачи, позже, когда-нибудь""",
    State.CANCELLED: """cancelled, canceled, declined, won't do, won’t do, wont do, won't fix, won’t fix, wontfix,
        rejected, dropped, discarded, abandoned, obsolete, not doing, cancelado, cancelados, canceladas, rechazado,
        rechazados, descartado, descartados, rejeitado, rejeitados, annulé, annulés, annulées, abandonné, abandonnés,
        rejeté, rejetés, abgebrochen, abgelehnt, verworfen, 已取消, 取消, 已放弃, 已放棄, 拒绝, キャンセル, 中止, 却下,
        취소, 취소됨, отменено, отклонено, отказано""",
}

# What a field or a column says that tells where one task stands.
_STATE_WORDS = {
    State.OPEN: _SECTION_STATES[State.OPEN]
    + """, new, proposed, draft, idea, unstarted, notstarted, not yet started, not done, undone, incomplete,
        not implemented, not fixed, unresolved, missing, failed, failing, todo next, to start, scheduled, queued,
        in backlog, selected, ready for dev, ready to start, reopened, assigned, nuevo, nueva, abierto, abierta,
        planificado, planificada, sin empezar, sin iniciar, no iniciado, no iniciada, por iniciar, novo, nova, aberto,
        aberta, planejado, planejada, não iniciado, não iniciada, a iniciar, nouveau, nouvelle, ouvert, ouverte,
        planifié, planifiée, prévu, prévue, non commencé, pas commencé, non démarré, à démarrer, neu, nicht begonnen,
        nicht gestartet, ausstehend, 新建, 待开始, 待開始, 待开发, 待開發, 计划, 計劃, 已计划, 未处理, 未處理, 未実施,
        未対応, 未完了, 新規, 待ち, 신규, 미시작, 시작 전, 계획, 계획됨, новый, новая, новое, открыт, открыта, открыто,
        не начато, не начата, не сделано, не готово, запланирована, запланирован, ожидает""",
    State.IN_PROGRESS: _SECTION_STATES[State.IN_PROGRESS]
    + """, testing, review, working, working on it, working on, in work, begun, underway, under way, in development,
        in dev, developing, under development, implementing, in testing, in test, in qa, qa, under review, code review,
        ready for review, review needed, needs review, ready for testing, to review, to test, pr open, partial,
        partially, partially done, partially complete, partially completed, partly done, mostly done, almost done,
        nearly done, iniciado, iniciada, empezado, haciendo, en revisión, en pruebas, parcial, parcialmente,
        parcialmente completado, em desenvolvimento, em execução, em revisão, em teste, em testes, começado, fazendo,
        commencé, commencée, démarré, en développement, en revue, en test, en révision, partiel, partiellement,
        begonnen, angefangen, gestartet, läuft, in entwicklung, im test, in prüfung, teilweise, teilweise erledigt,
        测试中, 測試中, 审核中, 审查中, 部分完成, 已开始, 已開始, レビュー中, テスト中, 着手, 着手済み, 実施中,
        一部完了, 검토 중, 검토중, 테스트 중, 개발 중, 개발중, 작업 중, 작업중, 부분 완료, начато, начата, начат,
        на проверке, на ревью, тестирование, тестируется, в разработке, частично, частично готово""",
    State.DONE: _SECTION_STATES[State.DONE]
    + """, complete, accomplished, implemented, delivered, deployed, released, merged, live, verified, passed, passing,
        in production, solved, fulfilled, all done, done and tested, fully implemented, fully complete, yes, ok, hecha,
        hechos, hechas, completada, completo, completa, terminada, terminados, finalizada, finalizados, finalizadas,
        cerrado, cerrada, cerrados, resuelto, resuelta, implementado, implementada, listo, lista, entregado, entregada,
        feita, feitos, concluída, concluida, concluido, fechado, fechada, resolvido, resolvida, pronto, pronta,
        entregue, terminée, faite, faits, faites, fini, finie, finis, achevé, achevée, complété, complétée, clos, fermé,
        fermée, résolu, résolue, livré, livrée, réalisé, réalisée, corrigé, corrigée, erledigte, fertiggestellt,
        abgeschlossene, beendet, gelöst, behoben, umgesetzt, geschlossen, ausgeliefert, implementiert, 已关闭, 已關閉,
        关闭, 已解决, 已解決, 已修复, 已修復, 已实现, 已發布, 已发布, 已上线, 已交付, 完工, 済, 済み, 対応済み, 対応済,
        実装済み, 実装済, 完成済み, 終了, 解決済み, 修正済み, リリース済み, 완성, 종료, 해결, 해결됨, 구현 완료, 구현됨,
        배포됨, 배포 완료, 개발 완료, готова, готовы, завершена, завершен, завершён, выполнена, выполнен, сделана,
        сделан, закрыто, закрыта, закрыт, решено, решена, исправлено, исправлена, реализовано, реализована, выпущено,
        внедрено""",
    State.CANCELLED: _SECTION_STATES[State.CANCELLED]
    + """, closed as won't fix, removed, deprecated, superseded, invalid, duplicate, not planned, out of scope,
        not needed, no longer needed, n/a, not applicable, cancelada, rechazada, descartada, anulado, obsoleto,
        obsoleta, duplicado, rejeitada, refusé, refusée, obsolète, storniert, gestrichen, entfällt, hinfällig, obsolet,
        已废弃, 已廢棄, 废弃, 作废, 不做, 已拒绝, 已拒絕, 不要, 対応しない, 廃止, 폐기, 제외, отменена, отменен,
        отменён, отклонена, отклонен, отклонён, неактуально, не нужно""",
    State.BLOCKED: _SECTION_STATES[State.BLOCKED]
    + """, blocking, stuck, held, hold, impeded, waiting for feedback, waiting for review, awaiting, awaiting feedback,
        awaiting review, awaiting approval, bloqueada, detenido, detenida, esperando, impedido, impedida, aguardando,
        bloquée, en pause, pausiert, wartet auf, 等待, 等待中, 被阻塞, 卡住, ブロック, 待機, 待機中, 대기 중, 대기중,
        막힘, заблокирована, заблокирован, ждёт, ждет, приостановлено""",
    State.DEFERRED: _SECTION_STATES[State.DEFERRED]
    + """, delayed, skipped, shelved, backburner, back burner, low priority for now, next release, future, stretch,
        stretch goal, aplazada, pospuesta, postergado, postergada, diferido, pausado, pausada, adiada, reportée,
        différé, différée, ajourné, vertagt, aufgeschoben, 暂停, 暫停, 已推迟, 已延期, 延後, 将来, 延期中, 見送り,
        一時停止, 보류됨, 보류 중, 일시 중지, отложена, отложен, перенесено, перенесена, на паузе""",
    State.QUESTION: """question, questions, needs clarification, clarify, to clarify, needs info, need info,
        needs discussion, to discuss, under discussion, tbd, tbc, to be decided, to be determined, to be confirmed,
        to be defined, unclear, undecided, unknown, investigate, por definir, por decidir, a definir, en discusión,
        em discussão, à définir, à décider, à clarifier, à discuter, zu klären, unklar, offene frage, 待定, 待确认,
        待確認, 待讨论, 待討論, 未定, 要確認, 確認中, 検討中, 要検討, 미정, 확인 필요, 논의 필요, вопрос, под вопросом,
        уточнить, требует уточнения, обсудить""",
}

# Emoji that say where a task stands, without variation selectors. Circles of colours are read by the rest of their
# file, not here. Two choices follow what public backlogs mean more often than the pictures do: `⏳` stands before work
# that is planned or waits its turn, beside `🔄` for work in progress; and `❌` before an entry of a list of work says
# that it is not done, or failed, in which case there is still work in it. Given up is `🚫`, held up is `⛔`.
_STATE_EMOJI = {
    State.DONE: "✅, ☑, ✔, ✓, 🗸, 🗹",
    State.OPEN: "⬜, 🔲, ☐, ◻, ◽, ▢, □, 🔳, 📋, 🔜, 🆕, ⏳, ⌛, ❌, ✗, ✘, ✖, ❎",
    State.IN_PROGRESS: "🔄, 🚧, 🏗, 🏃, 👷, ▶, 👀, 🔃, ♻",
    State.BLOCKED: "⛔, 🔒, 🛑, ✋",
    State.DEFERRED: "⏸, ⏭, 💤, 🧊, ❄, 🔮",
    State.CANCELLED: "🚫, 🗑",
    State.QUESTION: "❓, ❔, 🤔",
}

# What fields and columns are called. `timeline` is not among them: it says when, of a group more often than of a task.
_FIELD_NAMES = {
    FieldKind.TITLE: """title, task, tasks, task name, task title, task description, story, stories, story title,
        user story, user stories, issue, issues, issue title, item, items, feature, features, feature name, name,
        work item, work items, action, actions, action item, action items, activity, activities, deliverable,
        deliverables, subject, summary, to do, todo, backlog item, product backlog item, pbi, requirement, requirements,
        initiative, initiatives, bug, bugs, defect, enhancement, improvement, debt, debt item, problem, what, work,
        título, titulo, tarea, tareas, historia, historias, historia de usuario, historias de usuario, elemento,
        nombre, funcionalidad,
        funcionalidades, actividad, actividades, incidencia, requisito, mejora, tarefa, tarefas, história, histórias,
        história de usuário, história do usuário, histórias de usuário, nome, atividade, atividades, melhoria, ação,
        titre, tâche, tâches, tache, taches, nom, fonctionnalité, fonctionnalités, récit, récits, récit utilisateur,
        histoire utilisateur, élément, activité, titel, aufgabe, aufgaben, vorgang, thema, maßnahme, arbeitspaket,
        funktion, anforderung, beschreibung der aufgabe, 任务, 任務, 任务名称, 任務名稱, 任务名, 标题, 標題, 名称, 名稱,
        用户故事, 用戶故事, 使用者故事, 故事, 功能, 功能点, 需求, 工作项, 工作項, 事项, 事項, 待办事项, 待辦事項, 问题,
        問題, タスク, タスク名, 作業, 作業内容, 作業項目, 項目, 件名, タイトル, 題名, 課題, ストーリー,
        ユーザーストーリー, 機能, 機能名, 名前, 작업, 작업명, 작업 내용, 할 일, 할일, 태스크, 제목, 이름, 항목, 기능,
        이슈, 스토리, 사용자 스토리, 유저 스토리, 업무, 과제, задача, задачи, название, наименование, заголовок,
        история, пользовательская история, функция, фича, пункт, работа, работы, проблема, требование""",
    FieldKind.ID: """id, ids, #, no, no., nr, nr., num, number, key, ticket, ticket #, tickets, ticket id, task id,
        task #, story id, story #, issue id, issue #, item id, bug id, feature id, us id, us, us #, pbi id, ref,
        reference, code, jira, issue key, n°, nº, n.º, num., número, numero, código, codigo, clave, referencia,
        referência, numéro, réf, réf., référence, identifiant, nummer, lfd. nr., kennung, schlüssel, 编号, 編號, 序号,
        序號, 任务编号, 任务id, 番号, チケット, 번호, №, № п/п, номер, код, ид""",
    FieldKind.ESTIMATE: """effort, efforts, effort estimate, estimated effort, effort estimation, effort level,
        level of effort, loe, estimate, estimates, estimated, estimation, est, est., est time, est. time, est effort,
        est. effort, est hours, est. hours, est. days, estimated time, estimated hours, estimated days,
        estimated duration, estimated work, time estimate, time estimation, time, times, expected time, expected effort,
        expected duration, duration, hours, hrs, hrs., h, days, points, pts, pts., point, story points, story point, sp,
        sps, size, sizing, t-shirt, t-shirt size, tshirt, tshirt size, shirt size, complexity, workload,
        minutes, minutos, mins, weeks, time needed, time budget, timebox,
        time required, required time, time to complete, time to fix, fix time, effort to fix, dev time, dev effort,
        development time, implementation time, implementation effort, work estimate, original estimate, planned,
        planned hours, planned time, planned effort, esfuerzo, esfuerzo estimado, estimación, estimacion, estimado,
        estimada, tiempo, tiempo estimado, duración, duracion, duración estimada, puntos, puntos de historia, horas,
        horas estimadas, días, dias, tamaño, talla, complejidad, esforço, esforco, esforço estimado, estimativa,
        estimativa de tempo, tempo, tempo estimado, duração, duracao, duração estimada, pontos, pontos de história,
        tamanho, complexidade, effort estimé, estimation du temps, estimé, temps, temps estimé, durée, duree,
        durée estimée, heures, jours, taille, complexité, charge, charge estimée, charge de travail, aufwand, aufwände,
        geschätzter aufwand, aufwandsschätzung, schätzung, geschätzt, geschätzte zeit, geschätzte dauer, zeit,
        zeitaufwand, zeitbudget, zeitschätzung,
        dauer, minuten, stunden, std, std., tage, wochen, pt, punkte, größe, groesse, komplexität, umfang,
        预估, 预计, 估算, 估计, 估时, 预估工时, 预计工时, 估算工时, 估计工时, 预估时间, 预计时间, 估算时间, 估计时间,
        预计耗时, 预估工作量, 预计工作量, 工时, 工作量, 工作量估算, 工期, 时间, 耗时, 用时, 时长, 点数, 故事点,
        故事点数, 规模, 大小, 复杂度, 預估, 預計, 估計, 估時, 預估工時, 預計工時, 估計工時, 預估時間, 預計時間,
        估計時間, 工時, 時間, 耗時, 點數, 故事點, 故事點數, 規模, 複雜度, 工数, 見積, 見積り, 見積もり, 見積工数,
        見積時間, 見積もり時間, 見積もり工数, 予定工数, 予想工数, 想定工数, 想定時間, 所要時間, 予定時間, 作業時間,
        期間, 日数, ポイント, ストーリーポイント, サイズ, 複雑度, 예상, 예상 시간, 예상시간, 예상 소요 시간,
        예상 소요시간, 예상 기간, 소요 시간, 소요시간, 추정, 추정치, 추정 시간, 공수, 예상 공수, 시간, 기간, 작업량,
        포인트, 스토리 포인트, 크기, 복잡도, оценка, оценка времени, оценка трудозатрат, время, трудозатраты,
        трудоемкость, трудоёмкость, длительность, продолжительность, объем, объём, минуты, минут, часы, часов,
        дни, дней, очки,
        стори поинты, сторипоинты, сложность, размер, срок выполнения""",
    FieldKind.ACTUAL: """actual, actuals, actual time, actual effort, actual hours, actual duration, actual days, act,
        act., realtime, real time, time spent, hours spent, spent, time taken, took, time logged, logged time,
        time tracked, tracked, elapsed, elapsed time, tiempo real, tiempo empleado, tiempo invertido, horas reales,
        esfuerzo real, tempo real, tempo gasto, horas reais, esforço real, temps réel, temps passé, durée réelle,
        tatsächlich, tatsächliche zeit, tatsächlicher aufwand, ist, ist-aufwand, ist-zeit, gebucht, 实际, 实际工时,
        实际时间, 实际耗时, 實際工時, 實際時間, 已用时间, 実績, 実績時間, 実績工数, 실제, 실제 시간, 실제 소요 시간,
        실제 소요시간, факт, фактическое время, фактически, затрачено, потрачено""",
    FieldKind.PRIORITY: """priority, priorities, priority level, prio, prio., pri, p, importance, urgency, moscow,
        prioridad, importancia, urgencia, prioridade, importância, urgência, priorité, priorite, urgence, priorität,
        prioritaet, prioritäten, wichtigkeit, dringlichkeit, 优先级, 優先級, 优先度, 優先度, 优先, 優先, 优先顺序,
        優先順序, 優先順位, 重要性, 重要程度, 紧急程度, 緊急程度, 緊急度, 우선순위, 우선 순위, 중요도, 긴급도,
        приоритет, приоритетность, важность, срочность""",
    FieldKind.SEVERITY: """severity, severity level, sev, severidad, gravedad, criticidad, severidade, gravidade,
        criticidade, gravité, sévérité, criticité, schweregrad, schwere, kritikalität, 严重程度, 严重性, 严重级别,
        嚴重程度, 嚴重性, 重大度, 深刻度, 심각도, серьёзность, серьезность, критичность""",
    FieldKind.STATE: """status, state, current status, current state, task status, progress status, estado,
        estado actual, estatus, situación, situação, estado atual, statut, état, etat, avancement actuel, stand,
        zustand, bearbeitungsstand, 状态, 狀態, 当前状态, 目前狀態, 任务状态, 状態, 状況, ステータス, 진행상태, 상태,
        현재 상태, 진행 상태, статус, состояние""",
    FieldKind.ASSIGNEE: """owner, owners, assignee, assignees, assigned, assigned to, assigned agent, assign to,
        task owner, owned by, responsible, responsible person, responsibility, who, by whom, dri, developer, developers,
        dev, engineer, person, people, in charge, lead, contributor, implementer, responsable, responsables, asignado,
        asignada, asignado a, asignada a, encargado, encargada, propietario, dueño, responsável, responsáveis,
        atribuído a, atribuído, atribuida a, designado, dono, assigné, assignée, assigné à, attribué à, affecté à,
        porteur, verantwortlich, verantwortliche, verantwortlicher, zuständig, zugewiesen, zugewiesen an, bearbeiter,
        bearbeiterin, wer, 负责人, 負責人, 责任人, 指派, 指派给, 指派給, 执行人, 分配给, 经办人, 担当, 担当者, アサイン,
        責任者, 담당자, 담당, 책임자, ответственный, ответственная, ответственные, исполнитель, исполнители, назначено,
        назначена, владелец, кто""",
    FieldKind.DUE: """due, due date, due by, due on, deadline, dead line, target date, target completion,
        target completion date, target release date, completion target, eta, fix by, finish by, complete by, needed by,
        end date, until, by, by when, when, expected completion, fecha límite, fecha limite, fecha de vencimiento,
        vencimiento, plazo, fecha de entrega, entrega, fecha fin, fecha de fin, prazo, data limite, data de entrega,
        data de vencimento, data prevista, échéance, echeance, date limite, date d'échéance, date d’échéance,
        date cible, date butoir, date de livraison, délai, fällig, fällig am, fällig bis, fälligkeit, fälligkeitsdatum,
        frist, termin, zieldatum, bis, bis wann, 截止, 截止日期, 截止时间, 截止日, 截止時間, 到期日, 到期, 完成期限,
        期限, 締切, 締め切り, 締切日, 〆切, 納期, 期日, 목표일, 마감, 마감일, 기한, 완료 예정일, 目标日期, срок, сроки,
        срок сдачи, дедлайн, крайний срок""",
    FieldKind.START: """start, start date, started, started on, starts, begin, begins, fecha de inicio, fecha inicio,
        inicio, início, inicio previsto, data de início, data início, début, debut, date de début, date début, beginn,
        start am, startdatum, anfang, gestartet am, 开始, 开始日期, 开始时间, 開始, 開始日期, 開始日, 開始時間, 着手日,
        시작, 시작일, 시작 날짜, начало, дата начала""",
    FieldKind.SCHEDULED: """scheduled, scheduled for, scheduled date, planned date, planned for, do date, programado,
        programada, programado para, fecha programada, agendado, agendada, agendado para, planifié, planifié pour,
        date prévue, geplant, geplant für, geplant am, plantermin, 计划日期, 计划时间, 計劃日期, 予定, 予定日,
        実施予定日, 예정일, 예정, запланировано, запланировано на, плановая дата""",
    FieldKind.CREATED: """created, created at, created on, created date, date created, creation date, added, added on,
        date added, logged, reported, reported on, date reported, opened, opened on, discovered, identified,
        date identified, creado, creada, creado el, fecha de creación, fecha creación, criado, criada, criado em,
        data de criação, créé, créée, créé le, date de création, erstellt, erstellt am, angelegt, angelegt am, erfasst,
        创建, 创建日期, 创建时间, 创建于, 建立日期, 建立時間, 作成日, 登録日, 起票日, 생성, 생성일, 작성일, 등록일,
        создано, создана, создан, дата создания, добавлено""",
    FieldKind.DONE: """done, done on, done date, completed, completed on, completed at, completed date, date completed,
        completion, completion date, finished, finished on, finish date, closed, closed on, closed date, resolved,
        resolved on, resolved date, fixed on, fixed, date fixed, released on, completado, completado el, completada,
        fecha de finalización, fecha de cierre, finalizado, finalizado el, terminado el, concluído, concluído em,
        concluída em, data de conclusão, finalizado em, terminé le, terminée le, achevé le, date de fin,
        date de clôture, erledigt, erledigt am, abgeschlossen, abgeschlossen am, fertig am, abschlussdatum, 完成日期,
        完成时间, 完成時間, 完成于, 完了日, 完了日時, 完了, 完成日, 완료일, 완료, 완료 날짜, завершено, завершена,
        дата завершения, выполнено, дата выполнения, закрыто""",
    FieldKind.DEPENDS: """depends, depends on, dependson, dependent on, dependency, dependencies, deps, dep, dep.,
        depend., blocked by, blockedby, blocker, blockers, after, requires, needs, prerequisite, prerequisites,
        pre-requisites, prereq, prereqs, predecessor, predecessors, waits for, depende de, dependencia, dependencias,
        bloqueado por, requiere, requisitos previos, prerrequisitos, prerequisitos, predecesora, dependência,
        dependências, pré-requisitos, pré-requisito, requer, dépend de, dépend., dépendance, dépendances, dependances,
        bloqué par, bloquée par, prérequis, pré-requis, requiert, abhängigkeit, abhängigkeiten, abhängig von,
        hängt ab von, blockiert durch, blockiert von, voraussetzung, voraussetzungen, benötigt, vorgänger, 依赖, 依賴,
        依赖项, 依賴項, 依赖于, 依赖关系, 依赖任务, 前置, 前置任务, 前置任務, 前置依赖, 前置条件, 依存, 依存関係,
        依存先, 依存タスク, 前提, 前提条件, 前提タスク, 先行タスク, 의존, 의존성, 의존 작업, 의존관계, 종속성,
        선행 작업, 선행작업, 선행 조건, зависимость, зависимости, зависит, зависит от, блокируется, заблокировано,
        требует, предшественник""",
    FieldKind.SPRINT: """sprint, sprints, sprint #, sprint no, target sprint, iteration, iterations, cycle, iteración,
        iteração, itération, 冲刺, 迭代, 衝刺, スプリント, イテレーション, 스프린트, 이터레이션, спринт, итерация""",
    FieldKind.LABELS: """label, labels, tag, tags, keyword, keywords, etiqueta, etiquetas, rótulo, rótulos, marcadores,
        étiquette, étiquettes, schlagwort, schlagworte, schlagwörter, stichworte, 标签, 標籤, タグ, ラベル, 태그, 라벨,
        метка, метки, тег, теги""",
    FieldKind.PROGRESS: """progress, overall progress, % complete, % done, % completed, complete %, % progress,
        percent complete, percent done, percentage, %, progreso, avance, % avance, % de avance, porcentaje, progresso,
        andamento, % concluído, percentual, progression, avancement, % avancement, fortschritt, fertigstellung,
        fertigstellungsgrad, 进度, 進度, 完成度, 完成率, 完成进度, 進捗, 進捗率, 達成率, 진행률, 진행도, 진척도, 진척률,
        달성률, 진행 상황, прогресс, ход выполнения, процент выполнения""",
    FieldKind.DESCRIPTION: """description, desc, desc., details, detail, notes, note, comment, comments, remarks,
        context, scope, descripción, descripcion, detalle, detalles, notas, comentarios, observaciones, descrição,
        descricao, detalhe, detalhes, observações, comentários, détail, détails, commentaire, commentaires, remarques,
        beschreibung, bemerkung, bemerkungen, anmerkung, anmerkungen, notizen, kommentar, 描述, 说明, 說明, 任务描述,
        备注, 備註, 详情, 詳情, 内容, 內容, 説明, 詳細, 備考, 概要, メモ, 설명, 내용, 상세, 비고, 메모, описание,
        подробности, примечание, примечания, комментарий, комментарии, детали""",
}  # fmt: skip

_PRIORITY_NAMES = """priority, priorities, priority level, prio, importance, urgency, prioridad, prioridades,
    importancia, urgencia, prioridade, importância, urgência, priorité, priorités, priorite, urgence, priorität,
    prioritäten, prioritaet, wichtigkeit, dringlichkeit, 优先级, 優先級, 优先度, 優先度, 优先, 優先, 優先順位, 重要性,
    紧急程度, 緊急程度, 緊急度, 重要度, 우선순위, 우선 순위, приоритет, приоритета, приоритетом, приоритеты, важность,
    важности, срочность"""

# Words that name work, beside a number (`24 tasks`) or a level (`Critical issues`).
_WORK_WORDS = """task, tasks, item, items, todo, todos, to-do, to-dos, issue, issues, bug, bugs, fix, fixes, stories,
    user stories, features, tarea, tareas, elementos, historias, incidencias, errores, tarefa, tarefas, itens,
    histórias, tâche, tâches, éléments, aufgabe, aufgaben, punkte, fehler, 任务, 任務, 个任务, 個任務, 项任务, 事项,
    问题, タスク, 課題, 件, 작업, 할 일, 개 작업, 이슈, задача, задачи, задач, пункт, пункта, пунктов, ошибки, баги"""

_WEAK_WORDS = """important, major, minor, normal, moderate, med, optional, trivial, immediate, emergency, must have,
    must-have, should have, should-have, could have, could-have, won't have, won’t have, nice to have, nice-to-have,
    short-term, short term, mid-term, mid term, medium-term, medium term, long-term, long term, critique, critiques,
    alto, altos, importante, importantes, haut, hauts, sofort, medio, medios, médio, moyen, moyens, bajo, bajos, baixo,
    baixos, bas, gering, geringe, wichtig, wichtige, mittel, hohe, hoher, hohes, corto plazo, curto prazo, court terme,
    kurzfristig, medio plazo, médio prazo, moyen terme, mittelfristig, largo plazo, longo prazo, long terme,
    langfristig, 高, 中, 低, 重要, 一般, 普通, 短期, 中期, 长期, 長期, 次要, 立即, 致命, 致命的, 关键, 關鍵, 最高, 最低,
    任意, 可选, 可選, 高い, 低い, 선택, 중요, 보통, 중간, 단기, 중기, 장기, важно, важный, важная, важные, обычный,
    обычная, нормальный, средний, средняя, среднее, средние, opcional, opcionales, opcionais, optionnel, optionnelle,
    facultatif, optionale, опционально, необязательно"""

_CONTEXT_WORDS = "must, should, could, muss, soll, kann, debe, debería, podría, media, medias, 상, 중, 하"

# From the worst.
_SEVERITIES = """critical, blocker, severe, major, important, high, medium, moderate, minor, low, trivial, cosmetic,
    crítico, crítica, críticos, críticas, grave, graves, alta, alto, media, medio, menor, menores, baja, bajo, médio,
    média, baixa, baixo, critique, critiques, majeur, majeurs, moyen, moyenne, mineur, mineurs, faible, kritisch,
    schwer, schwerwiegend, hoch, mittel, leicht, niedrig, gering, 致命, 严重, 嚴重, 紧急, 緊急, 高, 中, 一般, 低, 轻微,
    輕微, 重大, 軽微, 심각, 높음, 중간, 보통, 낮음, критические, критический, высокий, высокая, средний, средняя,
    низкий, низкая, незначительные"""


class Phrases(Mapping[str, _V]):
    """A mapping from phrases to what they mean, made from texts that list the phrases of each meaning.

    It is made when it is first asked: most backlogs need few of the words that are written here. A phrase that is
    listed twice keeps its first meaning.
    """

    __slots__ = ("_made", "_texts")

    def __init__(self, texts: Mapping[_V, str]) -> None:
        self._texts = texts
        self._made: dict[str, _V] = {}

    def _mapping(self) -> dict[str, _V]:
        if not self._made:
            meanings = reversed(tuple(self._texts.items()))
            self._made = {phrase: meaning for meaning, text in meanings for phrase in _phrases(text)}
        return self._made

    def __getitem__(self, phrase: str) -> _V:
        return self._mapping()[phrase]

    def __iter__(self) -> Iterator[str]:
        return iter(self._mapping())

    def __len__(self) -> int:
        return len(self._mapping())


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """The vocabularies one file is read with."""

    name: str = "default"
    levels: tuple[Level, ...] = _LEVELS
    """From the most to the least urgent."""
    states: Mapping[str, State] = field(default_factory=lambda: dict(_STATES))
    """What each character between the brackets of a box means."""
    calendar: Calendar = Calendar()
    bare_sizes: bool = False
    """Whether T-shirt sizes are estimates without brackets."""
    totals: str = "either"
    """What a total speaks of where it does not say: `all` tasks, `open` ones, or `either`, whichever is true."""
    tolerance: float = 0
    """By what share of it a total may be off, whether it says `about` or not."""
    forms: frozenset[Form] = frozenset(Form)
    """The forms in which tasks may be written. Checkboxes are read in any case; what has another form that is left
    out here is text, as it would be without the reason that `Document.explain` gives for it."""
    # What follows is asked with words in lower case, with single blanks, without markup and closing colon.
    role_names: Mapping[str, Role] = field(default_factory=lambda: Phrases(_ROLE_NAMES))
    """The roles that a heading with one of these names gives."""
    section_states: Mapping[str, State] = field(default_factory=lambda: Phrases(_SECTION_STATES))
    """The states that a heading with one of these names gives to work without a mark of its own."""
    state_words: Mapping[str, State] = field(default_factory=lambda: Phrases(_STATE_WORDS))
    """The states that the values of fields and cells name."""
    state_emoji: Mapping[str, State] = field(default_factory=lambda: Phrases(_STATE_EMOJI))
    """The states that emoji name, without variation selectors."""
    field_names: Mapping[str, FieldKind] = field(default_factory=lambda: Phrases(_FIELD_NAMES))
    """What fields and columns are called; see also `field_kind`."""
    priority_names: tuple[str, ...] = tuple(_phrases(_PRIORITY_NAMES))
    """What a priority is called beside its level: `High priority`, `Priority: High`."""
    work_words: frozenset[str] = frozenset(_phrases(_WORK_WORDS))
    """What work is called beside a number or a level."""
    weak_words: tuple[str, ...] = tuple(_phrases(_WEAK_WORDS))
    """Words of levels that are everyday words, too: in a heading they need a priority emoji or the word `priority`,
    unless they are the whole of it."""
    context_words: tuple[str, ...] = tuple(_phrases(_CONTEXT_WORDS))
    """Words of levels that mean one only where a priority is expected: in a field or a column of priorities, beside
    an emoji of one or the word `priority`."""
    severities: tuple[str, ...] = tuple(_phrases(_SEVERITIES))
    """The words of severities of known issues, from the worst."""

    def __post_init__(self) -> None:
        # What a level is called means the level, whatever the word means to others.
        names = {level.name.lower() for level in self.levels}
        for key in ("weak_words", "context_words"):
            words: tuple[str, ...] = getattr(self, key)
            if not names.isdisjoint(words):
                object.__setattr__(self, key, tuple(word for word in words if word not in names))

    def level(self, name: str) -> Level | None:
        """The level called *name*, in any case, by its name or one of its words or codes."""
        wanted = name.lower()
        for level in self.levels:
            if wanted == level.name.lower() or wanted in level.words or wanted.upper() in level.codes:
                return level
        return None

    def role(self, name: str) -> Role | None:
        """The role that a heading called *name*, in lower case, gives by itself, hyphens read as blanks or left out."""
        role = self.role_names.get(name)
        if role is None and "-" in name:
            role = self.role_names.get(name.replace("-", " ")) or self.role_names.get(name.replace("-", ""))
        return role

    def state(self, character: str) -> State:
        """What *character* between the brackets of a box means."""
        return self.states.get(character, State.UNKNOWN)

    def field_kind(self, name: str) -> FieldKind | None:
        """What the field or the column called *name* says, in any case and markup: `**Est. Time (hours):**`."""
        bare = plain_name(name)
        kind = self.field_names.get(bare)
        if kind is None and "-" in bare:
            kind = self.field_names.get(bare.replace("-", " "))
        if kind is None and bare.endswith((")", "）")):
            kind = self.field_names.get(bare.replace("（", "(").rpartition("(")[0].strip())
        if kind is None and bare.endswith("id") and not bare.isascii():
            # `タスクID`, `ID` behind the word for a task in any language that writes it without a blank.
            kind = FieldKind.ID
        return kind


def plain_name(text: str) -> str:
    """*text* as the mappings of a dialect have it: lower case, without markup, colon, `_` and double blanks."""
    return " ".join(text.lower().replace("_", " ").strip(" *`:：\t\u00a0\ufe0f").split())


DEFAULT = Dialect()


def _gfm() -> Dialect:
    """Boxes as GitHub has them: open or done; any other character is reported."""
    states = {character: state for character, state in _STATES.items() if state in (State.OPEN, State.DONE)}
    return replace(DEFAULT, name="gfm", states=states)


def _obsidian_tasks() -> Dialect:
    """The levels and the states of the Obsidian plugin Tasks, https://publish.obsidian.md/tasks."""
    names = ("HIGHEST", "HIGH", "MEDIUM", "LOW", "LOWEST")
    levels = tuple(replace(level, name=name) for level, name in zip(_LEVELS, names, strict=True))
    known = (State.OPEN, State.DONE, State.IN_PROGRESS, State.CANCELLED)
    states = {one: state for one, state in _STATES.items() if state in known and one not in "~@"}
    return replace(DEFAULT, name="obsidian-tasks", levels=levels, states=states)


def _p0() -> Dialect:
    """Levels are called P0 to P4; words and emoji mean the same as ever."""
    levels = tuple(replace(level, name=level.codes[0], words=(level.name.lower(), *level.words)) for level in _LEVELS)
    return replace(DEFAULT, name="p0", levels=levels)


def _tshirt() -> Dialect:
    """Sizes are estimates without brackets, too: `Ship - M`, `XL: Ship`, `Size: S`."""
    return replace(DEFAULT, name="tshirt", bare_sizes=True)


_BUILT_IN: dict[str, Callable[[], Dialect]] = {
    "default": lambda: DEFAULT,
    "gfm": cache(_gfm),
    "obsidian-tasks": cache(_obsidian_tasks),
    "p0": cache(_p0),
    "tshirt": cache(_tshirt),
}

DIALECTS = tuple(_BUILT_IN)
"""The names of the built-in dialects."""


def dialect_named(dialect: Dialect | str | None) -> Dialect:
    """The dialect itself, the built-in one of that name, or the default.

    Raises `UnknownNameError` for a name that is no built-in dialect.
    """
    if isinstance(dialect, Dialect):
        return dialect
    if dialect is None:
        return DEFAULT
    try:
        return _BUILT_IN[dialect]()
    except KeyError:
        raise UnknownNameError("dialect", dialect, list(_BUILT_IN), "known are " + ", ".join(_BUILT_IN)) from None
