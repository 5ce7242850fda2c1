"""Two open tasks have titles that say nearly the same.

Perhaps they are one task, written down twice. Off by default, because it is a guess: `Test the login page` and `Test
the logout page` are two tasks. Titles with different numbers, ids or code are not compared, nor are titles of fewer
than three words, a task with its own steps, and titles that are the same (see `duplicate-task`). The option
`similarity` says how much of them must agree.

Bad:

    ## API

    - [ ] Add rate limiting to the public API
    - [ ] Add rate limits to the public API

Good:

    ## API

    - [ ] Add rate limiting to the public API
    - [ ] Write the documentation of the public API
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Task
from backlogmd.pattern import lazy
from backlogmd.query.rollup import is_work
from backlogmd.query.selection import stem
from backlogmd.rule import Finding, Options, rule

_WORD = lazy(r"[^\W_]+")
_NUMBER = lazy(r"`[^`]*`|\w*[0-9][\w.]*")
_FEWEST_WORDS = 3
_TELLING = 3
"""Of each title, so many of its rarest words are looked up."""
_COMMON = 40
"""A word in more titles than this tells nothing, and would cost as many comparisons for each of them."""


@dataclass(frozen=True, slots=True)
class Similarity(Options):
    """When two titles are nearly the same."""

    similarity: float = 85
    """Per cent of the characters that must agree, with the words of each title in the order of the alphabet."""

    def __post_init__(self) -> None:
        if not 0 < self.similarity <= 100:
            raise ValueError("must be more than 0 and at most 100 per cent")


@rule("BL610", "this title is nearly that of line {line}: `{title}`", severity="info", default=False)
def check(document: Document, options: Similarity) -> Iterator[Finding]:
    tasks = [task for task in document.tasks if task.counts and not task.is_done and is_work(document, task)]
    words = [_WORD.findall(task.title.text.casefold()) for task in tasks]
    kept = [at for at, own in enumerate(words) if len(own) >= _FEWEST_WORDS]
    if len(kept) < 2:
        return
    # Only a document that needs it pays for the import.
    from rapidfuzz.fuzz import ratio

    sorted_words = {at: " ".join(sorted(words[at])) for at in kept}
    numbers = {at: sorted(_NUMBER.findall(tasks[at].title.text)) for at in kept}
    for first, at in _pairs(kept, words):
        one, other = tasks[first], tasks[at]
        if words[first] == words[at] or numbers[first] != numbers[at] or _belong(one, other, document):
            continue
        if ratio(sorted_words[first], sorted_words[at], score_cutoff=options.similarity) > 0:
            yield Finding(
                other.title.span,
                line=document.source.position(one.title.span.start).line,
                title=one.title.text,
                evidence=(Evidence("the other one stands here", one.title.span),),
                help="delete one of them, or say how they differ",
                guess=True,
            )


def _pairs(kept: list[int], words: list[list[str]]) -> Iterator[tuple[int, int]]:
    """Titles that share one of their telling words, each later one with each earlier one."""
    stems = {at: sorted({stem(word) for word in words[at]}) for at in kept}
    frequency = Counter(one for own in stems.values() for one in own)
    having: dict[str, list[int]] = {}
    for at in kept:
        telling = sorted(stems[at], key=lambda one: (frequency[one], one))[:_TELLING]
        near = {other for one in telling for other in having.get(one, ())}
        yield from ((other, at) for other in sorted(near))
        for one in stems[at]:
            if frequency[one] <= _COMMON:
                having.setdefault(one, []).append(at)


def _belong(one: Task, other: Task, document: Document) -> bool:
    """Whether one is a part of the other, or both have ids of their own, which differ."""
    if one.id is not None and other.id is not None and one.id.text != other.id.text:
        return True
    return any(above.span == one.span for above in document.parents_of(other))
