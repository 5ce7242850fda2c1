"""Titles of one list are written in two ways: some bold and some plain, or some with a full stop and some without.

Readers take the bold ones for more important. The style that fewer titles of the list have is reported; of equally
frequent ones, that which comes later. Off by default: it is a matter of taste. Other punctuation, several sentences,
and abbreviations such as `etc.` are left alone.

Bad:

    - [ ] **Write the parser**
    - [ ] **Write the linter**
    - [ ] Write the report

Good:

    - [ ] **Write the parser**
    - [ ] **Write the linter**
    - [ ] **Write the report**
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document, Emphasis, Task
from backlogmd.pattern import lazy
from backlogmd.query.lists import task_lists
from backlogmd.rule import Finding, rule
from backlogmd.source import Source, Span

_ABBREVIATION = lazy(r"(?:\.\.|\b(?:etc|e\.g|i\.e|vs|no|nr|usw|z\.B|resp|incl|approx|inc|ltd|ca|[A-Z]))\.$")
_SENTENCE_END = lazy(r"[.!?…。][\"'”’)]?\s")
_STOPS = ".。"


@rule(
    "BL612",
    "this title {own}, and {number} of the {titles} in this list {others}",
    severity="info",
    fix="safe",
    changes=("Task.emphasis", "Task.title"),
    default=False,
)
def check(document: Document) -> Iterator[Finding]:
    source = document.source
    for tasks in task_lists(document):
        titled = [one for one in tasks if one.title.text]
        bold = [one for one in titled if one.emphasis is Emphasis.STRONG]
        plain = [one for one in titled if one.emphasis is Emphasis.NONE]
        for one, are_bold, usual in _odd(bold, plain, titled):
            yield Finding(
                one.title.span,
                own="is bold" if are_bold else "is not bold",
                number=len(usual),
                titles=len(titled),
                others="are not" if are_bold else "are",
                help="take its asterisks away" if are_bold else "make it bold, too",
                fix=_made_plain(one, source) if are_bold else _made_bold(one, source),
            )
        stopped = [one for one in titled if _ends_with_stop(one)]
        bare = [one for one in titled if one.title.text[-1].isalnum()]
        for one, has_stop, usual in _odd(stopped, bare, titled):
            yield Finding(
                one.title.span,
                own="ends with a full stop" if has_stop else "has no full stop",
                number=len(usual),
                titles=len(titled),
                others="do not" if has_stop else "have one",
                help="delete the full stop" if has_stop else "end it with a full stop",
                fix=_without_stop(one, source) if has_stop else _with_stop(one, usual[0], source),
            )


def _odd(first: list[Task], second: list[Task], titled: list[Task]) -> Iterator[tuple[Task, bool, list[Task]]]:
    """Of two kinds of titles, those of the rarer kind, whether that is the first one, and those of the other."""
    if not first or not second:
        return
    kinds = sorted(((first, True), (second, False)), key=lambda kind: (len(kind[0]), -kind[0][0].span.start))
    odd, usual = kinds
    for one in odd[0]:
        yield one, odd[1], usual[0]


def _ends_with_stop(task: Task) -> bool:
    text = task.title.text
    return text[-1] in _STOPS and not _ABBREVIATION.search(text) and not _SENTENCE_END.search(text)


def _made_plain(task: Task, source: Source) -> Fix | None:
    start, end = task.title.span
    for mark in ("**", "__"):
        if source.text.startswith(mark, start - 2) and source.text.startswith(mark, end) and start >= 2:
            return Fix.safe(Edit(Span(start - 2, start), ""), Edit(Span(end, end + 2), ""))
    return None


def _made_bold(task: Task, source: Source) -> Fix | None:
    """Not where markup in the title could meet that round it."""
    start, end = task.title.span
    if any(one in source.slice(task.title.span) for one in "*_\\<\n\r"):
        return None
    return Fix.safe(Edit(Span(start, start), "**"), Edit(Span(end, end), "**"))


def _without_stop(task: Task, source: Source) -> Fix | None:
    end = task.title.span.end
    return Fix.safe(Edit(Span(end - 1, end), "")) if source.text[end - 1] in _STOPS else None


def _with_stop(task: Task, model: Task, source: Source) -> Fix | None:
    """Only at the end of the line: `Write the parser. (4h)` would be no better."""
    end = task.title.span.end
    last = source.text[end - 1].isalnum() and source.text[end : end + 1] in ("", "\r", "\n", "*")
    return Fix.safe(Edit(Span(end, end), model.title.text[-1])) if last else None
