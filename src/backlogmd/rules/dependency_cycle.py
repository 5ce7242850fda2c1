"""Tasks wait for each other, so that none of them can begin.

One of the dependencies is the wrong way round, or a task has to be split. Finished and cancelled tasks wait for
nothing. A task that depends on itself is for `unknown-dependency`.

Bad:

    - [ ] T-1: Write the parser (depends: T-2)
    - [ ] T-2: Write the linter (depends: T-1)

Good:

    - [ ] T-1: Write the parser
    - [ ] T-2: Write the linter (depends: T-1)
"""

from collections.abc import Iterator
from itertools import pairwise

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Label, Task
from backlogmd.query.dependencies import Dependencies, name_of
from backlogmd.rule import Finding, rule
from backlogmd.source import Span

_Edges = dict[Span, dict[Span, Label]]
"""For the first listing of each task: what it waits for, and where it says so."""


@rule("BL606", "these tasks wait for each other: {cycle}", severity="error")
def check(document: Document) -> Iterator[Finding]:
    names = Dependencies(document)
    tasks: dict[Span, Task] = {}
    edges: _Edges = {}
    for one in names:
        if not one.targets or one.task.is_done or not one.task.counts:
            continue
        task, target = names.listings_of(one.task)[0], names.listings_of(one.targets[0])[0]
        tasks[task.span], tasks[target.span] = task, target
        if task.span != target.span:
            edges.setdefault(task.span, {}).setdefault(target.span, one.label)
    for members in _knots(edges):
        path = _cycle(min(members), members, edges)
        chain = [*path, path[0]]
        labels = [edges[here][there] for here, there in pairwise(chain)]
        yield Finding(
            labels[0].span,
            cycle=" → ".join(f"`{name_of(tasks[span])}`" for span in chain),
            evidence=tuple(Evidence("and this one waits, too", label.span) for label in labels[1:4]),
            help="take one of these dependencies away",
        )


def _knots(edges: _Edges) -> list[set[Span]]:
    """The strongly connected parts of more than one task, in the order they stand (Tarjan's algorithm)."""
    number: dict[Span, int] = {}
    low: dict[Span, int] = {}
    stack: list[Span] = []
    on_stack: set[Span] = set()
    found: list[set[Span]] = []
    for root in edges:
        if root in number:
            continue
        number[root] = low[root] = len(number)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(edges[root]))]
        while work:
            here, others = work[-1]
            there = next(others, None)
            if there is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[here])
                if low[here] == number[here]:
                    members = {here}
                    while stack[-1] != here:
                        members.add(stack.pop())
                    stack.pop()
                    on_stack -= members
                    if len(members) > 1:
                        found.append(members)
            elif there not in number:
                number[there] = low[there] = len(number)
                stack.append(there)
                on_stack.add(there)
                work.append((there, iter(edges.get(there, ()))))
            elif there in on_stack:
                low[here] = min(low[here], number[there])
    return sorted(found, key=min)


def _cycle(start: Span, members: set[Span], edges: _Edges) -> list[Span]:
    """A shortest way from *start* back to it."""
    before: dict[Span, Span] = {}
    queue = [start]
    for here in queue:
        for there in edges.get(here, ()):
            if there == start:
                path = [here]
                while path[-1] != start:
                    path.append(before[path[-1]])
                return path[::-1]
            if there in members and there not in before:
                before[there] = here
                queue.append(there)
    return [start]
