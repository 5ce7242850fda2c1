"""The words that made-up backlogs are printed with, in each language that is read."""

from __future__ import annotations

from dataclasses import dataclass

from backlogmd import State
from backlogmd.nodes import Kind


@dataclass(frozen=True)
class Unit:
    """How all amounts of a backlog are written. `{}` is the number."""

    one: str
    many: str
    kind: str
    worth: int
    """In minutes or points."""
    step: int
    """Amounts are multiples of it."""
    column: str
    """What a column of bare numbers in this unit is called; empty where it has none."""
    slip: str = ""
    """An amount in which the unit is misspelled."""

    def text(self, low: int, high: int) -> str:
        if low == high:
            return (self.one if low == 1 else self.many).format(low)
        return self.many.format(f"{low}-{high}")


MINUTES, POINTS = "minutes", Kind.POINTS.value


@dataclass(frozen=True)
class Language:
    """What a backlog in one language is written with.

    Titles and steps are plain words, none of which says when, how much, how urgent or by whom.
    """

    titles: tuple[str, ...]
    steps: tuple[str, ...]
    headings: tuple[str, ...]
    levels: tuple[str, ...]
    """From the most urgent: what fields and cells say."""
    groups: tuple[str, ...]
    """And headings over all the tasks of a level."""
    states: dict[State, tuple[str, ...]]
    units: tuple[Unit, ...]
    effort: str
    """What a field of estimates is called, a field of priorities and one of states."""
    priority: str
    status: str
    columns: tuple[str, ...]
    """What a column of titles may be called."""
    estimate: str
    """What a column of estimates is called, and the word for a row that adds them up."""
    total: str
    totals: tuple[str, ...]
    """Lines with a total."""
    summary: str
    """The headings of a summary, of known issues and of metrics."""
    issues: str
    metrics: str
    plan: tuple[str, str, str, str, str]
    """The heading of a plan, what its phases are called, and two, six and eight weeks."""
    counted: str
    """How many tasks there are."""
    steps_below: str = "**Steps:**"
    prose: str = "The old ones are worn out."


def _phrases(pattern: str, verbs: str, things: str) -> tuple[str, ...]:
    return tuple(pattern.format(verb=verb, thing=thing) for verb in verbs.split() for thing in things.split())


LANGUAGES = {
    "en": Language(
        titles=_phrases(
            "{verb} the {thing}",
            "Draw Mend Paint Sort Weave Trim Carve Fold Wash Stack Polish Hang",
            "lanterns baskets ribbons kites benches barrels ladders curtains pebbles sails wheels candles",
        ),
        steps=_phrases(
            "{verb} the {thing}", "Fetch Soak Bend Glue Tie Dye", "thread wire cloth reed wax twine felt paper"
        ),
        headings=("Tasks", "Backlog", "Sprint 3", "Phase 1", "Work Items", "Stories", "Planned Features"),
        levels=("Critical", "High", "Medium", "Low"),
        groups=("Critical Priority", "High Priority", "Medium Priority", "Low Priority"),
        states={
            State.OPEN: ("To Do", "Open", "⬜ To Do"),
            State.IN_PROGRESS: ("In Progress", "🔄 In Progress"),
            State.DONE: ("Done", "✅ Done", "✅"),
            State.BLOCKED: ("Blocked",),
            State.CANCELLED: ("Cancelled",),
        },
        units=(
            Unit("{} hour", "{} hours", MINUTES, 60, 1, "Hours", "4 huors"),
            Unit("{}h", "{}h", MINUTES, 60, 1, "Hours"),
            Unit("{} min", "{} min", MINUTES, 1, 15, "Minutes"),
            Unit("{} day", "{} days", MINUTES, 480, 1, "Days", "3 dasy"),
            Unit("{} pt", "{} pts", POINTS, 1, 1, "Points"),
            Unit("{} point", "{} points", POINTS, 1, 1, "Story Points", "3 pionts"),
        ),
        effort="Effort",
        priority="Priority",
        status="Status",
        columns=("Task", "Story", "Item", "Title"),
        estimate="Estimate",
        total="Total",
        totals=("**Total:** {}", "**Total Estimate:** {}", "Total: {}"),
        summary="Summary",
        issues="Known issues",
        metrics="Success metrics",
        plan=("Timeline", "Phase", "2 weeks", "6 weeks", "8 weeks"),
        counted="{} tasks",
    ),
    "es": Language(
        titles=_phrases(
            "{verb} las {thing}",
            "Pintar Coser Lavar Doblar Tallar Ordenar",
            "cintas cestas velas sillas ruedas cortinas cometas",
        ),
        steps=_phrases(
            "{verb} las {thing}",
            "Atar Mojar Pegar Buscar Cortar Juntar",
            "telas cuerdas hojas ramas hebras pieles tablas",
        ),
        headings=("Tareas", "Trabajo pendiente", "Sprint 3", "Fase 1", "Historias"),
        levels=("Crítica", "Alta", "Media", "Baja"),
        groups=("Prioridad crítica", "Prioridad alta", "Prioridad media", "Prioridad baja"),
        states={
            State.OPEN: ("Pendiente", "Por hacer"),
            State.IN_PROGRESS: ("En progreso", "En curso"),
            State.DONE: ("Completado", "✅ Hecho"),
            State.BLOCKED: ("Bloqueado",),
            State.CANCELLED: ("Cancelado",),
        },
        units=(
            Unit("{} hora", "{} horas", MINUTES, 60, 1, "Horas", "4 hroas"),
            Unit("{} h", "{} h", MINUTES, 60, 1, "Horas"),
            Unit("{} punto", "{} puntos", POINTS, 1, 1, "Puntos", "3 putnos"),
        ),
        effort="Estimación",
        priority="Prioridad",
        status="Estado",
        columns=("Tarea", "Historia"),
        estimate="Estimación",
        total="Total",
        totals=("**Total:** {}", "**Total estimado:** {}"),
        summary="Resumen",
        issues="Problemas conocidos",
        metrics="Métricas",
        plan=("Cronograma", "Fase", "2 semanas", "6 semanas", "8 semanas"),
        counted="{} tareas",
        steps_below="**Pasos:**",
        prose="Las viejas ya no sirven.",
    ),
    "pt": Language(
        titles=_phrases(
            "{verb} as {thing}",
            "Pintar Coser Lavar Dobrar Talhar Arrumar",
            "fitas cestas velas cadeiras rodas cortinas pipas",
        ),
        steps=_phrases(
            "{verb} as {thing}",
            "Atar Molhar Colar Buscar Cortar Juntar",
            "telas cordas folhas varas linhas peles placas",
        ),
        headings=("Tarefas", "Trabalho pendente", "Sprint 3", "Fase 1", "Histórias"),
        levels=("Crítica", "Alta", "Média", "Baixa"),
        groups=("Prioridade crítica", "Prioridade alta", "Prioridade média", "Prioridade baixa"),
        states={
            State.OPEN: ("Pendente", "A fazer"),
            State.IN_PROGRESS: ("Em andamento",),
            State.DONE: ("Concluído", "✅ Feito"),
            State.BLOCKED: ("Bloqueado",),
            State.CANCELLED: ("Cancelado",),
        },
        units=(
            Unit("{} hora", "{} horas", MINUTES, 60, 1, "Horas", "4 hroas"),
            Unit("{}h", "{}h", MINUTES, 60, 1, "Horas"),
            Unit("{} ponto", "{} pontos", POINTS, 1, 1, "Pontos", "3 potnos"),
        ),
        effort="Estimativa",
        priority="Prioridade",
        status="Status",
        columns=("Tarefa", "História"),
        estimate="Estimativa",
        total="Total",
        totals=("**Total:** {}", "**Total estimado:** {}"),
        summary="Resumo",
        issues="Problemas conhecidos",
        metrics="Métricas",
        plan=("Cronograma", "Fase", "2 semanas", "6 semanas", "8 semanas"),
        counted="{} tarefas",
        steps_below="**Passos:**",
        prose="As velhas já não servem.",
    ),
    "fr": Language(
        titles=_phrases(
            "{verb} les {thing}",
            "Peindre Coudre Laver Plier Sculpter Ranger",
            "rubans paniers voiles chaises roues rideaux bougies",
        ),
        steps=_phrases(
            "{verb} les {thing}",
            "Nouer Mouiller Coller Chercher Couper Joindre",
            "toiles cordes feuilles tiges peaux mailles planches",
        ),
        headings=("Tâches", "Backlog", "Sprint 3", "Phase 1", "Améliorations"),
        levels=("Critique", "Haute", "Moyenne", "Basse"),
        groups=("Priorité critique", "Priorité haute", "Priorité moyenne", "Priorité basse"),
        states={
            State.OPEN: ("À faire",),
            State.IN_PROGRESS: ("En cours",),
            State.DONE: ("Terminé", "✅ Fait"),
            State.BLOCKED: ("Bloqué",),
            State.CANCELLED: ("Annulé",),
        },
        units=(
            Unit("{} heure", "{} heures", MINUTES, 60, 1, "Heures", "4 heuers"),
            Unit("{} h", "{} h", MINUTES, 60, 1, "Heures"),
            Unit("{} point", "{} points", POINTS, 1, 1, "Points", "3 pionts"),
        ),
        effort="Estimation",
        priority="Priorité",
        status="Statut",
        columns=("Tâche",),
        estimate="Estimation",
        total="Total",
        totals=("**Total :** {}", "**Total estimé :** {}"),
        summary="Récapitulatif",
        issues="Problèmes connus",
        metrics="Métriques",
        plan=("Calendrier", "Phase", "2 semaines", "6 semaines", "8 semaines"),
        counted="{} tâches",
        steps_below="**Étapes :**",
        prose="Les anciens sont usés.",
    ),
    "de": Language(
        titles=_phrases(
            "{thing} {verb}",
            "malen nähen waschen falten schnitzen ordnen",
            "Bänder Körbe Segel Stühle Räder Vorhänge Kerzen",
        ),
        steps=_phrases(
            "{thing} {verb}", "knoten wässern kleben holen schneiden fügen", "Tuch Garn Laub Holz Leder Draht Papier"
        ),
        headings=("Aufgaben", "Backlog", "Sprint 3", "Phase 1", "Verbesserungen"),
        levels=("Kritisch", "Hoch", "Mittel", "Niedrig"),
        groups=("Kritische Priorität", "Hohe Priorität", "Mittlere Priorität", "Niedrige Priorität"),
        states={
            State.OPEN: ("Offen", "Zu erledigen"),
            State.IN_PROGRESS: ("In Arbeit",),
            State.DONE: ("Erledigt", "✅ Fertig"),
            State.BLOCKED: ("Blockiert",),
            State.CANCELLED: ("Abgebrochen",),
        },
        units=(
            Unit("{} Stunde", "{} Stunden", MINUTES, 60, 1, "Stunden", "4 Studnen"),
            Unit("{} h", "{} h", MINUTES, 60, 1, "Stunden"),
            Unit("{} Punkt", "{} Punkte", POINTS, 1, 1, "Punkte", "3 Puntke"),
        ),
        effort="Aufwand",
        priority="Priorität",
        status="Status",
        columns=("Aufgabe",),
        estimate="Aufwand",
        total="Gesamt",
        totals=("**Gesamt:** {}", "**Gesamtaufwand:** {}"),
        summary="Zusammenfassung",
        issues="Bekannte Probleme",
        metrics="Metriken",
        plan=("Zeitplan", "Phase", "2 Wochen", "6 Wochen", "8 Wochen"),
        counted="{} Aufgaben",
        steps_below="**Schritte:**",
        prose="Das alte ist verschlissen.",
    ),
    "zh": Language(
        titles=_phrases("{verb}{thing}", "绘制 缝补 清洗 折叠 雕刻 摆放", "灯笼 篮子 丝带 风筝 长椅 木桶 窗帘"),
        steps=_phrases("{verb}{thing}", "浸泡 粘贴 捆绑 裁剪 染色 晾晒", "棉线 布料 芦苇 蜡块 麻绳 毛毡 纸张"),
        headings=("任务", "任务列表", "Sprint 3", "阶段 1", "用户故事"),
        levels=("紧急", "高", "中", "低"),
        groups=("紧急优先级", "高优先级", "中优先级", "低优先级"),
        states={
            State.OPEN: ("待办", "未开始"),
            State.IN_PROGRESS: ("进行中",),
            State.DONE: ("已完成", "✅ 完成"),
            State.BLOCKED: ("阻塞",),
            State.CANCELLED: ("已取消",),
        },
        units=(
            Unit("{} 小时", "{} 小时", MINUTES, 60, 1, ""),
            Unit("{}小时", "{}小时", MINUTES, 60, 1, ""),
            Unit("{} 分钟", "{} 分钟", MINUTES, 1, 15, ""),
        ),
        effort="预估工时",
        priority="优先级",
        status="状态",
        columns=("任务",),
        estimate="工时",
        total="总计",
        totals=("**总计：** {}", "总计：{}"),
        summary="汇总",
        issues="已知问题",
        metrics="指标",
        plan=("时间表", "阶段", "2 周", "6 周", "8 周"),
        counted="{} 个任务",
        steps_below="**步骤：**",
        prose="旧的已经坏了。",
    ),
    "ja": Language(
        titles=_phrases(
            "{thing}を{verb}", "描く 縫う 洗う たたむ 彫る 並べる", "提灯 かご リボン 凧 ベンチ 樽 カーテン"
        ),
        steps=_phrases("{thing}を{verb}", "浸す 貼る 結ぶ 切る 染める 干す", "糸 布 葦 蝋 紐 フェルト 紙"),
        headings=("タスク", "タスク一覧", "スプリント 3", "フェーズ 1", "予定の機能"),
        levels=("緊急", "高", "中", "低"),
        groups=("優先度: 緊急", "優先度: 高", "優先度: 中", "優先度: 低"),
        states={
            State.OPEN: ("未着手", "未対応"),
            State.IN_PROGRESS: ("進行中", "作業中"),
            State.DONE: ("完了", "✅ 完了"),
            State.BLOCKED: ("ブロック中",),
            State.CANCELLED: ("中止",),
        },
        units=(
            Unit("{}時間", "{}時間", MINUTES, 60, 1, ""),
            Unit("{} 時間", "{} 時間", MINUTES, 60, 1, ""),
            Unit("{}分", "{}分", MINUTES, 1, 15, ""),
        ),
        effort="見積もり",
        priority="優先度",
        status="状態",
        columns=("タスク",),
        estimate="工数",
        total="合計",
        totals=("**合計:** {}", "合計：{}"),
        summary="まとめ",
        issues="既知の問題",
        metrics="指標",
        plan=("スケジュール", "フェーズ", "2週間", "6週間", "8週間"),
        counted="{}件",
        steps_below="**手順:**",
        prose="古いものは壊れた。",
    ),
    "ko": Language(
        titles=_phrases("{thing} {verb}", "그리기 꿰매기 씻기 접기 깎기 쌓기", "등불 바구니 리본 연 의자 나무통 커튼"),
        steps=_phrases("{thing} {verb}", "담그기 붙이기 묶기 자르기 물들이기 말리기", "실 천 갈대 밀랍 노끈 가죽 종이"),
        headings=("작업", "작업 목록", "스프린트 3", "단계 1", "예정 기능"),
        levels=("긴급", "높음", "중간", "낮음"),
        groups=("우선순위: 긴급", "우선순위: 높음", "우선순위: 중간", "우선순위: 낮음"),
        states={
            State.OPEN: ("대기", "할 일"),
            State.IN_PROGRESS: ("진행 중",),
            State.DONE: ("완료", "✅ 완료"),
            State.BLOCKED: ("차단됨",),
            State.CANCELLED: ("취소",),
        },
        units=(
            Unit("{}시간", "{}시간", MINUTES, 60, 1, ""),
            Unit("{} 시간", "{} 시간", MINUTES, 60, 1, ""),
            Unit("{}분", "{}분", MINUTES, 1, 15, ""),
        ),
        effort="예상 시간",
        priority="우선순위",
        status="상태",
        columns=("작업",),
        estimate="공수",
        total="합계",
        totals=("**합계:** {}", "합계: {}"),
        summary="요약",
        issues="알려진 문제",
        metrics="지표",
        plan=("일정", "단계", "2주", "6주", "8주"),
        counted="{}개 작업",
        steps_below="**순서:**",
        prose="옛것은 낡았다.",
    ),
    "ru": Language(
        titles=_phrases(
            "{verb} {thing}",
            "Покрасить Сшить Вымыть Сложить Вырезать Расставить",
            "ленты корзины паруса стулья колёса шторы свечи",
        ),
        steps=_phrases(
            "{verb} {thing}",
            "Связать Намочить Склеить Принести Обрезать Просушить",
            "нитки ткани листья ветки шкуры доски верёвки",
        ),
        headings=("Задачи", "Бэклог", "Спринт 3", "Фаза 1", "Истории"),
        levels=("Критический", "Высокий", "Средний", "Низкий"),
        groups=("Критический приоритет", "Высокий приоритет", "Средний приоритет", "Низкий приоритет"),
        states={
            State.OPEN: ("К выполнению", "Не начато"),
            State.IN_PROGRESS: ("В работе",),
            State.DONE: ("Готово", "✅ Выполнено"),
            State.BLOCKED: ("Заблокировано",),
            State.CANCELLED: ("Отменено",),
        },
        units=(
            Unit("{} ч", "{} ч", MINUTES, 60, 1, "Часы"),
            Unit("{} мин", "{} мин", MINUTES, 1, 15, "Минуты"),
        ),
        effort="Оценка",
        priority="Приоритет",
        status="Статус",
        columns=("Задача",),
        estimate="Оценка",
        total="Итого",
        totals=("**Итого:** {}", "**Всего:** {}"),
        summary="Итоги",
        issues="Известные проблемы",
        metrics="Метрики",
        plan=("Сроки", "Фаза", "2 недели", "6 недель", "8 недель"),
        counted="{} задач",
        steps_below="**Шаги:**",
        prose="Старые износились.",
    ),
}
