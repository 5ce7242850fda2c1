"""An estimate in `m` may mean minutes or months.

backlogmd reads `m` as minutes. A small number of them is as likely to be months in a plan. The rule is silent where
the file makes the meaning plain: `1h30m`, `45m`, or `min` elsewhere.

Bad:

    - [ ] Migrate the database (3m)

Good:

    - [ ] Migrate the database (3 months)
"""

from collections.abc import Iterator

from backlogmd.nodes import Document, Estimate, Kind
from backlogmd.rule import Finding, rule

_MOST_MONTHS = 12


@rule("BL203", "`{written}` may mean minutes or months")
def check(document: Document) -> Iterator[Finding]:
    estimates = [
        estimate
        for task in document.tasks
        for estimate in (task.estimate, *task.more_estimates)
        if estimate is not None and estimate.kind is Kind.DURATION and estimate.unit == "minute"
    ]
    doubtful = [estimate for estimate in estimates if _is_doubtful(estimate)]
    if len(doubtful) < len(estimates):
        return
    for estimate in doubtful:
        number = estimate.text.rstrip("mM ")
        yield Finding(estimate.span, written=estimate.text, help=f"write `{number} min` or `{number} months`")


def _is_doubtful(estimate: Estimate) -> bool:
    return estimate.unit_text == "m" and estimate.high <= _MOST_MONTHS
