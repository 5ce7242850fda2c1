"""The same heading stands twice under one parent.

What belongs together is in two places, and a link to the heading finds only the first. Case, emoji, emphasis and blanks
make no difference.

Sections that come back are left alone: a heading that stands there three times, or several headings that come back
together, such as `Goals` and `Notes` for every release. So are headings that are tasks, for `duplicate-task`, those
that say how to tell that work is done, and dates of a log.

Bad:

    ## Parser

    - [ ] Read headings

    ## Linter

    - [ ] Write the rules

    ## Parser

    - [ ] Read lists

Good:

    ## Parser

    - [ ] Read headings
    - [ ] Read lists

    ## Linter

    - [ ] Write the rules
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Section
from backlogmd.pattern import lazy
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Role

_WORD = lazy(r"[^\W_]+")


@rule("BL602", "`{heading}` stands on line {line} already")
def check(document: Document) -> Iterator[Finding]:
    for siblings in (document.sections, *(one.sections for one in document.all_sections)):
        named: dict[str, list[Section]] = {}
        for section in siblings:
            name = " ".join(_WORD.findall(section.heading.text.casefold()))
            if any(character.isalpha() for character in name):
                named.setdefault(name, []).append(section)
        repeated = [sections for sections in named.values() if len(sections) > 1]
        # Where several headings come back, that is how the document is built.
        if len(repeated) == 1 and len(repeated[0]) == 2:
            first, again = repeated[0]
            if first.task is None and again.task is None and Role.CRITERIA not in (first.role, again.role):
                yield Finding(
                    again.heading.span,
                    heading=again.heading.text,
                    line=document.source.position(first.heading.span.start).line,
                    evidence=(Evidence("the first one stands here", first.heading.span),),
                    help="put both sections together, or say how they differ",
                )
