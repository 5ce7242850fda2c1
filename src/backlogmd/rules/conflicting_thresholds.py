"""One metric is to reach two different values.

`Coverage > 80%` in one place and `Coverage > 90%` in another: nobody can say whether the work is good enough. Metrics
are compared by their words, in any case and number, where they point the same way, have one unit and no condition
(`for 10MB files`). They stand in one section, or in sections that only sort metrics by what they are about, such as
`Performance` and `Quality`: values for `Phase 1` and `Phase 2`, or for `Desktop` and `Mobile`, may differ.

Bad:

    ## Success metrics

    ### Quality

    - Test coverage > 80%

    ### Release

    - Test coverage > 90%

Good:

    ## Success metrics

    ### Quality

    - Test coverage > 80%

    ### Release

    - Start-up time < 100ms
"""

from collections.abc import Iterator
from fractions import Fraction

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Metric, Section
from backlogmd.pattern import lazy
from backlogmd.query.selection import stems
from backlogmd.rule import Finding, rule
from backlogmd.source import Span

# Headings that sort metrics by what they are about and say neither when nor for what part they hold.
_ASPECTS = frozenset(
    (
        *("performance", "quality", "reliability", "technical", "business", "release", "testing", "tests", "security"),
        *("stability", "usability", "user experience", "developer experience", "code quality", "test coverage"),
        *("engineering", "product", "operations", "rendimiento", "calidad", "seguridad", "desempenho", "qualidade"),
        *("segurança", "qualité", "sécurité", "leistung", "qualität", "sicherheit", "性能", "质量", "品質", "安全"),
        *("技术", "技術", "품질", "성능", "보안", "качество", "производительность", "безопасность", "надёжность"),
    )
)
_NUMBER = lazy(r"[0-9]+(?:[.,][0-9]+)?")
_DIRECTIONS = {">": "at least", ">=": "at least", "<": "at most", "<=": "at most", "=": "exactly"}

_Key = tuple[frozenset[str], str, str]


@rule("BL810", "`{subject}` is to be {one} here, but {other} on line {line}")
def check(document: Document) -> Iterator[Finding]:
    seen: dict[_Key, tuple[Metric, frozenset[Span]]] = {}
    for section in document.all_sections:
        metrics = [item for item in section.items if isinstance(item, Metric)]
        if not metrics:
            continue
        around = (section, *(one for one in document.parents_of(section) if isinstance(one, Section)))
        headings = frozenset(one.span for one in around if not _sorts(one))
        for metric in metrics:
            key = _key(metric)
            if key is None:
                continue
            first, others = seen.setdefault(key, (metric, headings))
            if _value(metric) != _value(first) and headings == others:
                yield _finding(metric, first, document)


def _sorts(section: Section) -> bool:
    """Whether the section only says what its metrics are about."""
    return section.name.casefold().rstrip(":：") in _ASPECTS


def _key(metric: Metric) -> _Key | None:
    """What is measured, in which direction and unit; None where it cannot be compared."""
    direction = _DIRECTIONS.get(metric.comparator or "")
    words = stems(metric.subject)
    if direction is None or metric.condition or not words or metric.value is None:
        return None
    return (words, direction, (metric.unit or "").casefold()) if _NUMBER.fullmatch(metric.value) else None


def _value(metric: Metric) -> Fraction:
    return Fraction((metric.value or "0").replace(",", "."))


def _finding(metric: Metric, first: Metric, document: Document) -> Finding:
    return Finding(
        metric.text.span,
        subject=metric.subject,
        one=_threshold(metric),
        other=_threshold(first),
        line=document.source.position(first.text.span.start).line,
        evidence=(Evidence(f"the other value: {first.text.text}", first.text.span),),
        help="keep one of them, or say for what each holds",
    )


def _threshold(metric: Metric) -> str:
    unit = metric.unit or ""
    return f"{metric.comparator} {metric.value}{unit if unit == '%' or not unit else f' {unit}'}"
