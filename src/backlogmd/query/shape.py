"""Whether edits leave the parts of a document what they are."""

from __future__ import annotations

from collections.abc import Iterable

from backlogmd.diagnostics import Edit, apply_edits
from backlogmd.nodes import Document
from backlogmd.syntax.parse import parse
from backlogmd.vocabulary import Dialect


def keeps_shape(document: Document, edits: Iterable[Edit], dialect: Dialect) -> bool:
    """Whether the same headings, tasks, notes, tables and so on are read after *edits*, whatever these say then.

    A word in a heading, or in the header of a table, can decide what all below it is.
    """
    text = apply_edits(document.source.text, sorted(edits, key=lambda edit: edit.span))
    return _shape(parse(text, dialect=dialect)) == _shape(document)


def _shape(document: Document) -> tuple[object, ...]:
    return (
        [section.level for section in document.all_sections],
        [(task.form, len(task.notes)) for task in document.tasks],
        [item.type for item in document.items],
        sum(1 for _ in document.notes),
    )
