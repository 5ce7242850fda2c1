"""An estimate in `m` may mean minutes or months.

backlogmd reads `m` as minutes. In a plan, a small number of them is as likely to be months. The rule is silent where
the file makes the meaning plain: `1h30m`, `45m`, or `min` elsewhere.

Bad:

    - [ ] Migrate the database (3m)

Good:

    - [ ] Migrate the database (3 months)
"""

from collections.abc import Iterator

from backlogmd.nodes import Document, Estimate, Kind
from backlogmd.pattern import lazy
from backlogmd.rule import Finding, rule

_MOST_MONTHS = 12
_UNIT = lazy(r"(?<=[0-9])\s*m\b")


@rule("BL203", "`{written}` may mean minutes or months")
def check(document: Document) -> Iterator[Finding]:
    written = [section.estimate for section in document.all_sections]
    for task in document.tasks:
        written += (task.estimate, *task.more_estimates)
    estimates = [one for one in written if one is not None and one.kind is Kind.DURATION and one.unit == "minute"]
    doubtful = [estimate for estimate in estimates if _is_doubtful(estimate)]
    if len(doubtful) < len(estimates):
        return
    for estimate in doubtful:
        number = _UNIT.sub("", estimate.text)
        yield Finding(estimate.span, written=estimate.text, help=f"write `{number} min` or `{number} months`")


def _is_doubtful(estimate: Estimate) -> bool:
    return estimate.unit_text == "m" and max(estimate.low, estimate.high) <= _MOST_MONTHS
