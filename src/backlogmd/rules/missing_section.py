"""A section that the configuration asks for is not there.

The option `sections` lists names of headings. Case, numbering, emoji and emphasis make no difference, and neither does
a priority or an estimate in the heading. The rule is on as soon as sections are listed.

Bad:

    # Backlog

    ## Tasks

    - [ ] Write the parser

Good:

    # Backlog

    ## Tasks

    - [ ] Write the parser

    ## Definition of done

    - Every rule has a page.

With:

    [rules.missing-section]
    sections = ["Tasks", "Definition of done"]
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backlogmd.nodes import Document
from backlogmd.pattern import lazy
from backlogmd.rule import Finding, Options, rule
from backlogmd.source import Span

_WORD = lazy(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Required(Options):
    """What every backlog must have."""

    sections: tuple[str, ...] = ()
    """Names of headings, of any level."""

    def __post_init__(self) -> None:
        if not all(_words(name) for name in self.sections):
            raise ValueError("the name of a section needs a letter or a digit")


@rule("BL614", "there is no section `{name}`", severity="error", default=False, once_configured=True)
def check(document: Document, required: Required) -> Iterator[Finding]:
    if not required.sections:
        return
    known: set[tuple[str, ...]] = set()
    for section in document.all_sections:
        category = section.category.text if section.category is not None else ""
        known.update(
            (_words(section.heading.text), _words(section.name), _words(section.alias or ""), _words(category))
        )
    start = document.source.start
    place = document.title.span if document.title is not None else Span(start, start)
    for name in required.sections:
        if _words(name) not in known:
            yield Finding(place, name=name, help=f"add a heading `{name}`, or take it out of the configuration")


def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(name.casefold()))
