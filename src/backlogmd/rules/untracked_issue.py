"""No task resembles a critical known issue.

What is known and critical, but planned nowhere, will not be mended. The words of the issue are looked for in the
titles of the tasks that are not cancelled, and in the headings above them; half of them in one task are enough. Off
unless it is selected: the work may be planned under other words.

Bad:

    - [ ] Write the linter

    ## Known issues

    ### Critical

    1. Parser forgets tables

Good:

    - [ ] Read tables in the parser

    ## Known issues

    ### Critical

    1. Parser forgets tables
"""

from collections import Counter
from collections.abc import Iterator

from backlogmd.nodes import Document, KnownIssue, Section
from backlogmd.query.selection import stems
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.vocabulary import Dialect

# Words that say nothing about what is wrong.
_PLAIN = frozenset(
    "a an the and or of in on for to with without by from at is are be no not does do missing lack gap issue bug "
    "problem error fail failing broken system support el la los las de del en y sin con un una o os as da do em e sem "
    "le les des du et sans der die das und im mit ohne ein eine fehlt fehlende и в на не без для с".split()
)

_COMMON = 100
"""So many tasks are looked at for one word."""


@rule("BL812", "no task resembles the critical issue `{issue}`", severity="info", default=False)
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    issues = [one for one in document.known_issues if _is_critical(one, dialect) and not one.tasks]
    if not issues:
        return
    places: dict[str, set[Span]] = {}
    for task in document.tasks:
        if task.counts:
            around = (one for one in document.parents_of(task) if isinstance(one, Section))
            for word in stems(" ".join((task.title.text, *(one.name for one in around)))):
                if len(places.setdefault(word, set())) < _COMMON:
                    places[word].add(task.span)
    for issue in issues:
        words = stems(issue.title.text) - _PLAIN
        found = Counter(span for word in words for span in places.get(word, ()))
        if words and 2 * max(found.values(), default=0) < len(words):
            yield Finding(
                issue.title.span,
                issue=" ".join(issue.title.text.split()),
                help="plan the work, or say in a task which issue it mends",
            )


def _is_critical(issue: KnownIssue, dialect: Dialect) -> bool:
    """Whether the severity of the issue, or its first word, names the worst level."""
    words = (issue.severity or "").casefold().split()
    levels = {dialect.level(word) for word in (" ".join(words), *words[:1]) if word}
    return dialect.levels[0] in levels
