"""One category has two names.

`Tests` here and `Testing` there are two rows of a summary, and who filters by one misses the other. Names are the same
if they differ only in case or in a common English ending. The name that fewer headings have is reported; of equally
frequent ones, the later. Off by default: it is a matter of taste.

Bad:

    # Backlog

    ## HIGH - Tests

    - [ ] Test the parser

    ## LOW - Testing

    - [ ] Test the linter

Good:

    # Backlog

    ## HIGH - Testing

    - [ ] Test the parser

    ## LOW - Testing

    - [ ] Test the linter
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Label
from backlogmd.query.selection import stems
from backlogmd.rule import Finding, rule


@rule("BL611", "this category is called `{usual}` elsewhere", severity="info", default=False)
def check(document: Document) -> Iterator[Finding]:
    called: dict[frozenset[str], dict[str, list[Label]]] = {}
    for section in document.all_sections:
        category = section.category
        if category is not None and stems(category.text):
            called.setdefault(stems(category.text), {}).setdefault(category.text, []).append(category)
    for names in called.values():
        usual = max(names, key=lambda name: len(names[name]))
        for name, labels in names.items():
            for label in labels if name != usual else ():
                yield Finding(
                    label.span,
                    usual=usual,
                    evidence=(Evidence("as here", names[usual][0].span),),
                    help="use one name for both",
                )
