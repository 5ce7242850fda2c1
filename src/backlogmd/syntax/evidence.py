"""The claims of a section that name their evidence: a list beside them, ids of tasks, the boxes of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from backlogmd.nodes import Claim
from backlogmd.source import Source, Span
from backlogmd.syntax.chains import chain_claims
from backlogmd.syntax.listed import Content, Grid, Listing, breakdown, column, content_of, listed_claims
from backlogmd.syntax.outline import Draft, Element, ListBlock
from backlogmd.syntax.run import Run
from backlogmd.syntax.status import count_claims, is_status_heading, status_claims
from backlogmd.vocabulary import Dialect


def evident_claims(
    source: Source,
    heading: tuple[Span, ...],
    name: str,
    elements: Sequence[Element],
    scope: Span,
    dialect: Dialect,
    *,
    has_sections: bool = False,
    others: Callable[[], bool] = bool,
    of_document: bool = False,
    near_top: bool = False,
    is_task: bool = False,
) -> list[Claim]:
    """The claims of what stands right in one section, before its subsections.

    *heading* are the lines of the heading, *name* is what it is called; *scope* is the span of the section. *others*
    says whether there are figures in the sections beside it. It is the head of the document if it stands before the
    first heading or below the title (*of_document*), and *near_top* if it is a section right below that, which may be
    about the whole document. A heading that is a task (*is_task*) says of itself where it stands.
    """
    content = content_of(source, elements)
    document = Span(0, len(source.text))
    claims = listed_claims(
        Run(source, heading) if heading else None, content, scope, dialect, has_sections=has_sections, others=others
    )
    claims += _nested(source, elements, scope, dialect)
    for run in _runs(content):
        claims += chain_claims(run, document, dialect)
        if not is_task:
            claims += count_claims(run, document if of_document else scope, dialect)
    if of_document or (near_top and is_status_heading(name, dialect)):
        claims += status_claims(content, document, dialect, in_status=not of_document)
    elif not is_task:
        claims += status_claims(content, scope, dialect, in_status=False)
    return claims


class Siblings:
    """Sections that stand beside each other."""

    def __init__(self, source: Source, drafts: Sequence[Draft], dialect: Dialect) -> None:
        self.source = source
        self.drafts = drafts
        self.dialect = dialect
        self._with_figures: set[int] | None = None

    def others_with_figures(self, draft: Draft) -> bool:
        """Whether a section beside *draft* has amounts that a total in *draft* may sum up as well."""
        if self._with_figures is None:
            self._with_figures = {one.start for one in self.drafts if self._has_figures(one)}
        return len(self._with_figures) > (draft.start in self._with_figures)

    def _has_figures(self, draft: Draft) -> bool:
        if draft.parts.estimate is not None:
            return True
        return any(
            (isinstance(one, Listing) and breakdown(one, self.dialect) is not None)
            or (isinstance(one, Grid) and column(one, self.dialect) is not None)
            for one in content_of(self.source, draft.content)
        )


def _nested(source: Source, elements: Sequence[Element], scope: Span, dialect: Dialect) -> Iterator[Claim]:
    """The claims inside the entries of lists, at every depth."""
    pending = list(elements)
    while pending:
        element = pending.pop()
        if isinstance(element, ListBlock):
            for item in element.items:
                if len(item.content) > 1:
                    yield from listed_claims(None, content_of(source, item.content), scope, dialect)
                    pending.extend(item.content)


def _runs(content: Content) -> Iterator[Run]:
    for one in content:
        if isinstance(one, Run):
            yield one
        elif isinstance(one, Listing):
            yield from (entry.run for entry in one.entries)
