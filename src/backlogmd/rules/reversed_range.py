"""The larger end of a range comes first.

Bad:

    - [ ] Write the parser (8-4 hours)

Good:

    - [ ] Write the parser (4-8 hours)
"""

import re
from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document, Estimate
from backlogmd.rule import Finding, rule
from backlogmd.syntax.estimate import NUMBER


@rule("BL207", "the range `{written}` begins with its larger end", severity="error", fix="safe")
def check(document: Document) -> Iterator[Finding]:
    estimates = [task.estimate for task in document.tasks] + [section.estimate for section in document.all_sections]
    for estimate in estimates:
        if estimate is not None and estimate.low > estimate.high:
            turned = _turned(estimate)
            yield Finding(
                estimate.span,
                written=estimate.text,
                help=f"write `{turned}`" if turned else "write the smaller end first",
                fix=Fix.safe(Edit(estimate.span, turned)) if turned else None,
            )


def _turned(estimate: Estimate) -> str | None:
    """The range with its ends exchanged: the numbers, and their units where each end has its own."""
    numbers = list(re.finditer(rf"{NUMBER}(?:\s?[A-Za-z]+)?", estimate.text))
    if len(numbers) != 2:
        return None
    first, second = numbers
    own_units = first.group()[-1].isalpha() and second.group()[-1].isalpha()
    if own_units:
        low, high = first.group(), second.group()
        return estimate.text[: first.start()] + high + estimate.text[first.end() : second.start()] + low + estimate.text[second.end() :]
    digits = list(re.finditer(NUMBER, estimate.text))
    one, two = digits
    text = estimate.text
    return text[: one.start()] + two.group() + text[one.end() : two.start()] + one.group() + text[two.end() :]
