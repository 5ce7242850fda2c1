"""The same tree inside any markdown-it pipeline."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from backlogmd.nodes import Document, Section, Task
from backlogmd.source import Source
from backlogmd.syntax.builder import build
from backlogmd.syntax.commonmark import blocks_of
from backlogmd.vocabulary import Dialect, dialect_named

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore


def backlog_plugin(md: MarkdownIt, *, dialect: Dialect | str | None = None, html_attrs: bool = False) -> None:
    """Read the backlog in a text that markdown-it parses.

    After parsing, ``env["backlog"]`` holds the `Document`, and ``token.meta["backlog"]`` of each ``heading_open`` and
    ``list_item_open`` that means something holds a dictionary of plain JSON values. Rendered HTML stays the same.

    .. code-block:: python

        from markdown_it import MarkdownIt
        from backlogmd import backlog_plugin

        env = {}
        MarkdownIt("commonmark").enable("table").use(backlog_plugin).parse(text, env)
        env["backlog"].tasks

    :param dialect: the vocabularies to read with, or the name of a built-in dialect
    :param html_attrs: also set ``data-backlog-state`` on the list items of tasks, which changes the HTML
    """
    rule = partial(_annotate, dialect=dialect_named(dialect), html_attrs=html_attrs)
    md.core.ruler.after("block", "backlog", rule)


def _annotate(state: StateCore, *, dialect: Dialect, html_attrs: bool) -> None:
    # markdown-it has made every line end a line feed, so offsets are into that text.
    source = Source(state.src)
    nesting = state.md.options.maxNesting
    document = build(source, blocks_of(source, state.tokens, nesting), dialect)
    state.env["backlog"] = document
    sections = {source.position(section.span.start).line - 1: section for section in document.all_sections}
    tasks = {source.position(task.span.start).line - 1: task for task in document.tasks}
    for index, token in enumerate(state.tokens):
        if token.map is None:
            continue
        line = token.map[0]
        if token.type == "heading_open" and line in sections and token.level == 0:
            token.meta["backlog"] = _section_meta(sections[line])
        elif token.type == "list_item_open" and line in tasks and state.tokens[index + 1].type == "paragraph_open":
            token.meta["backlog"] = _task_meta(tasks[line], document)
            if html_attrs:
                token.attrSet("data-backlog-state", tasks[line].state.value)


def _section_meta(section: Section) -> dict[str, object]:
    return {
        "role": section.role.value,
        "name": section.name,
        "priority": section.priority.level if section.priority else None,
        "category": section.category.text if section.category else None,
        "span": list(section.span),
    }


def _task_meta(task: Task, document: Document) -> dict[str, object]:
    priority = document.priority_of(task)
    return {
        "state": task.state.value,
        "title": task.title.text,
        "priority": priority.level if priority else None,
        "estimate": task.estimate.text if task.estimate else None,
        "id": task.id.text if task.id else None,
        "span": list(task.span),
    }
