"""Two people are both given the same tasks.

Either both do the work, or each of them leaves it to the other. Rules that stand under different names are compared
by the open tasks that they select. Teams and pairs are left alone, and so are rules that invite others or take what is
left (`Testing can be shared`, `All remaining tasks`), and tasks that name an assignee themselves. Where only words in
titles select a task, it is a guess, and the finding is information.

Bad:

    ## HIGH - Testing

    - [ ] Cover the parser

    ## Assignments

    ### Ana

    - All HIGH tasks

    ### Ben

    - Testing tasks

Good:

    ## HIGH - Testing

    - [ ] Cover the parser

    ## LOW - Documentation

    - [ ] Write the manual

    ## Assignments

    ### Ana

    - All HIGH tasks

    ### Ben

    - Documentation tasks
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Task
from backlogmd.query.claims import Facts
from backlogmd.query.people import Share, shares
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.totals import MOST_EVIDENCE, plural


@rule("BL703", "`{own}` gives {tasks} to {person} that `{other}` gives to {owner}")
def check(facts: Facts) -> Iterator[Finding]:
    taken: dict[Span, Share] = {}
    for share in shares(facts.document, facts.finder):
        twice: dict[Span, list[Task]] = {}
        rivals: dict[Span, Share] = {}
        for task in share.tasks:
            if task.is_done or not task.counts or task.assignees:
                continue
            first = taken.setdefault(task.span, share)
            if first.person.casefold() != share.person.casefold():
                rivals[first.rule.span] = first
                twice.setdefault(first.rule.span, []).append(task)
        for span, tasks in twice.items():
            yield _finding(share, rivals[span], tasks, facts)


def _finding(share: Share, rival: Share, tasks: list[Task], facts: Facts) -> Finding:
    # Of a task with its subtasks, the task says it all.
    inside = {child.span for task in tasks for child in facts.document.children_of(task)}
    tasks = [task for task in tasks if task.span not in inside]
    evidence = [Evidence(f"the rule of {rival.person}", rival.rule.text.span)]
    evidence += [Evidence(task.title.text, task.title.span) for task in tasks[:MOST_EVIDENCE]]
    if len(tasks) > MOST_EVIDENCE:
        evidence.append(Evidence(f"and {plural(len(tasks) - MOST_EVIDENCE, 'more task')}"))
    return Finding(
        share.rule.text.span,
        own=share.rule.text.text,
        tasks=plural(len(tasks), "task"),
        person=share.person,
        other=rival.rule.text.text,
        owner=rival.person,
        evidence=tuple(evidence),
        guess=share.by_title or rival.by_title,
        help="say in one of the rules what it leaves to the other",
    )
