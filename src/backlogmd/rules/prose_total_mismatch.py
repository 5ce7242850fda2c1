"""A total in a line of text differs from what it sums up.

Lines such as `**Total: 40 hours**` and `Estimated total effort: ~5 days` are read. The total may speak of the section
it stands in or of the whole file, of all tasks or of the open ones; it is reported if no reading holds. With `~` it
may be off by 5 %. A length of time, such as `Total duration: 3 weeks` over tasks in hours, is no sum.

Where the total stands right beside a list of figures that are no tasks, such as `- Testing: 3 days`, it is compared
with these, end by end if they are ranges; the totals that programs keep in TOON comments are compared with their rows.
A sum along a chain, `Critical path: T1 → T3 = 5 days`, is one over exactly these tasks. And `under 10 minutes each:`
over a list must hold for every estimate in it.

Bad:

    - [ ] Write the parser (4 hours)
    - [ ] Write the linter (6 hours)

    **Total: 12 hours**

Good:

    - [ ] Write the parser (4 hours)
    - [ ] Write the linter (6 hours)

    **Total: 10 hours**
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import ClaimKind, Estimate
from backlogmd.query.claims import Facts, Outcome, Verdict
from backlogmd.query.listed import over_limit
from backlogmd.rule import PROSE, Finding, rule
from backlogmd.totals import effort_findings
from backlogmd.vocabulary import Dialect


@rule(
    "BL404",
    "{subject} is given as {claimed}, but {truth}",
    severity="error",
    fix="unsafe",
    changes=(*PROSE, "Claim.value", "Opaque.html"),
)
def check(verdict: Verdict, facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    for kind in (ClaimKind.PROSE, ClaimKind.MACHINE):
        for finding in effort_findings(verdict, kind, facts, dialect.calendar):
            finding.values["truth"] = "{tasks} to {actual}".format_map(finding.values)
            yield finding
    claim = verdict.claim
    if claim.each and verdict.outcome is Outcome.CONTRADICTED and isinstance(claim.value, Estimate):
        over = over_limit(claim)
        yield Finding(
            claim.span,
            subject="each entry",
            claimed=claim.value.text,
            truth=" and ".join(f"`{part.name}` is given {part.value.text}" for part in over[:2]),
            evidence=tuple(Evidence(f"{part.value.text}: {part.name}", part.span) for part in over),
            help="move it out of the list, or write a higher limit",
        )
