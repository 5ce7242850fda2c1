"""The milestones of a plan are out of order, or a version is misspelled.

Versions, numbered milestones and sprints that stand side by side go up. One that stands elsewhere was moved or has
the wrong number, and who plans by the file works on the wrong one first. Those that go down for the most part are a
list of changes and left alone. So are two alone that go down, unless both have open work and none that is done.
Different kinds, say sprints among versions, are not compared.

A version with two dots in a row, or with a letter where a digit belongs (`1.O`), is no version.

Bad:

    ## Version 1.2

    - [ ] Write the linter

    ## Version 1.1

    - [ ] Write the parser

Good:

    ## Version 1.1

    - [ ] Write the parser

    ## Version 1.2

    - [ ] Write the linter
"""

from collections.abc import Iterator
from itertools import pairwise

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Section
from backlogmd.pattern import lazy
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Role

_KIND = lazy(r"[^\W\d_]+")
_PART = lazy(r"[0-9]+")
_PLAIN = lazy(r"[0-9]+(?:\.[0-9]+)*")
# A letter that looks like 0 or 1, where a digit stands before or after it in its part.
_MISSPELLED = lazy(r"\.\.|\.[0-9]*[OolI][0-9]*(?![\w-])")

_Key = tuple[int, ...]


@rule("BL807", "{what}")
def check(document: Document) -> Iterator[Finding]:
    for sections in (document.sections, *(one.sections for one in document.all_sections)):
        kinds: dict[str, list[tuple[_Key, Section]]] = {}
        for section in sections:
            if section.role is not Role.MILESTONE or section.number is None:
                continue
            if _MISSPELLED.search(section.number):
                yield Finding(
                    section.heading.span,
                    what=f"`{_written(section.number, section.name)}` is no version",
                    help="write numbers with single dots between them",
                )
            elif _PLAIN.fullmatch(section.number):
                kinds.setdefault(_kind(section), []).append((_key(section.number), section))
        for milestones in kinds.values():
            yield from _out_of_order(milestones, document)


def _kind(section: Section) -> str:
    """What the milestone is called: `version` and `v` are one."""
    word = _KIND.search(section.name)
    name = word.group().casefold() if word else ""
    return "version" if name in ("v", "release", "versión", "versão") else name


def _written(number: str, name: str) -> str:
    """The number, which is kept in lower case, as it is written in the name."""
    at = name.lower().find(number)
    return name[at : at + len(number)] if at >= 0 else number


def _key(number: str) -> _Key:
    return tuple(map(int, _PART.findall(number)))


def _out_of_order(milestones: list[tuple[_Key, Section]], document: Document) -> Iterator[Finding]:
    steps = [one <= other for (one, _), (other, _) in pairwise(milestones)]
    if all(steps):
        return
    falls = not _are_planned(milestones, document) if len(steps) == 1 else 2 * sum(steps) < len(steps)
    if falls:
        return
    for (key, before), (other, section) in pairwise(milestones):
        if key > other:
            yield Finding(
                section.heading.span,
                what=f"{section.number} stands after {before.number}",
                evidence=(Evidence(f"the one before: {before.heading.text}", before.heading.span),),
                help="move it to its place, or mend its number",
            )
            return


def _are_planned(milestones: list[tuple[_Key, Section]], document: Document) -> bool:
    """Whether every milestone has open work, and none that is done."""
    tasks = [document.tasks_in(section.span) for _, section in milestones]
    return all(own and not any(task.is_done for task in own) for own in tasks)
