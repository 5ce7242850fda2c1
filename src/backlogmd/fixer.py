"""Text in, text out: the fixes of findings, made until none is left to make.

Fixes are made in rounds, in memory. Of fixes that overlap, the first one is made and the others wait for the next
round, where they may be gone. After each round the text is parsed again and the tree is the judge (see
`backlogmd.judge`): where anything else has changed than the rules declared, no text is given back at all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backlogmd.config import Config
from backlogmd.diagnostics import Diagnostic, Safety, apply_edits
from backlogmd.errors import BacklogmdError
from backlogmd.judge import Difference, Moves, differences
from backlogmd.linter import lint
from backlogmd.nodes import Document
from backlogmd.registry import rule_named
from backlogmd.rule import Surroundings
from backlogmd.source import Source
from backlogmd.syntax.parse import parse

_PATIENCE = 100
"""So many rounds may pass without a new low in the number of fixes that are left to make."""


class FixError(BacklogmdError):
    """The fixes of rules cannot be trusted, by a fault of backlogmd; `rules` are the names of the rules."""

    def __init__(self, source: Source, rules: Iterable[str], what: str) -> None:
        self.rules = tuple(dict.fromkeys(rules))
        names = " and ".join(f"`{name}`" for name in self.rules)
        super().__init__(
            f"{source.path or '<text>'}: nothing was written: {what.format(rules=names)}; this is a fault of "
            "backlogmd: please report it with this file, the command line and the version, and leave the fixes out "
            f"meanwhile: --unfixable {','.join(self.rules)}"
        )


@dataclass(frozen=True, slots=True)
class FixResult:
    """What fixing came to."""

    before: Source
    """The text as it was."""
    document: Document
    """The new text, parsed."""
    applied: tuple[Diagnostic, ...]
    """The findings whose fixes were made, round by round; their places are those of the text of their round."""
    remaining: tuple[Diagnostic, ...]
    """The findings of the new text."""

    @property
    def text(self) -> str:
        """The new text."""
        return self.document.source.text

    @property
    def content(self) -> bytes:
        """The new text in UTF-8: of bytes that were given, every one that no fix changed."""
        return self.text.encode("utf-8", "surrogateescape")

    @property
    def changed(self) -> bool:
        """Whether the new text is another one."""
        return self.text != self.before.text


def fix(
    text: Document | str | bytes, config: Config | None = None, surroundings: Surroundings | None = None
) -> FixResult:
    """Make the fixes of the findings in *text*: the safe ones, and with `config.unsafe_fixes` the others too.

    Nothing is written anywhere. A `Document` must have been parsed with the dialect of *config*. What lies around the
    text counts as far as *surroundings* knows it (see `lint`).

    Raises `FixError` where the fixes of two rules undo each other, or where one changes what it should not, and
    `UnknownNameError` if the configuration names a rule that does not exist.
    """
    config = config or Config()
    document = text if isinstance(text, Document) else parse(text, dialect=config.dialect)
    before = document.source
    applied: list[Diagnostic] = []
    made: dict[str, list[Diagnostic]] = {}
    fewest, waited = 0, 0
    while True:
        found = lint(document, config, surroundings)
        open_fixes = [one for one in found if is_made(one, unsafe_fixes=config.unsafe_fixes)]
        chosen = apart(open_fixes)
        if not chosen:
            return FixResult(before, document, tuple(applied), tuple(found))
        made[document.source.text] = chosen
        after = judged(document, chosen, config)
        if after.source.text in made:
            raise FixError(before, _rivals(made, after.source.text), "the fixes of {rules} undo each other")
        fewest, waited = (len(open_fixes), 0) if not fewest or len(open_fixes) < fewest else (fewest, waited + 1)
        if waited == _PATIENCE:
            raise FixError(before, (one.name for one in chosen), "the fixes of {rules} come to no end")
        applied += chosen
        document = after


def is_made(one: Diagnostic, *, unsafe_fixes: bool) -> bool:
    """Whether a finding has a fix that is made."""
    return one.fix is not None and bool(one.fix.edits) and (unsafe_fixes or one.fix.safety is Safety.SAFE)


def apart(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Of findings with fixes, in their order, those whose edits neither overlap nor touch those of an earlier one."""
    chosen: list[Diagnostic] = []
    taken: list[tuple[int, int]] = []
    for one in found:
        spans = sorted(edit.span for edit in one.fix.edits) if one.fix is not None else []
        if not any(_touches(taken, start, end) for start, end in spans):
            chosen.append(one)
            for span in spans:
                taken.insert(bisect_left(taken, span), span)
    return chosen


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the spans *taken*, which lie apart and in order, stands in or at the one from *start* to *end*."""
    first = bisect_left(taken, start, key=lambda span: span[1])
    return first < len(taken) and taken[first][0] <= end


def judged(document: Document, chosen: Sequence[Diagnostic], config: Config) -> Document:
    """*document* after the fixes of *chosen*, which lie apart.

    Raises `FixError` if anything differs that the rules of the findings do not declare.
    """
    after, undeclared = _tried(document, chosen, config)
    if undeclared is None:
        return after
    alone = ((one, _tried(document, [one], config)[1]) for one in chosen)
    guilty, undeclared = next(((one, found) for one, found in alone if found is not None), (None, undeclared))
    rules = [guilty.name] if guilty is not None else [one.name for one in chosen]
    line = document.source.position((guilty or chosen[0]).span.start).line
    raise FixError(
        document.source, rules, f"a fix of {{rules}} (line {line}) would also change `{undeclared.name}` in the tree"
    )


def _tried(document: Document, chosen: Sequence[Diagnostic], config: Config) -> tuple[Document, Difference | None]:
    """The document after the fixes, and the first difference that no rule declares."""
    pairs = [(edit, one) for one in chosen for edit in (one.fix.edits if one.fix is not None else ())]
    pairs.sort(key=lambda pair: pair[0].span)
    moves = Moves([edit for edit, _ in pairs])
    after = parse(apply_edits(document.source.text, moves.edits), path=document.source.path, dialect=config.dialect)
    for difference in differences(document, after, moves):
        near = {index for span in difference.before for index in moves.touching(span)}
        near.update(index for span in difference.after for index in moves.touching_after(span))
        rules = {pairs[index][1].code for index in near}
        if not any(difference.is_one_of(rule_named(code).changes) for code in rules):
            return after, difference
    return after, None


def _rivals(made: dict[str, list[Diagnostic]], text: str) -> list[str]:
    """The rules whose fixes led from *text* back to it."""
    texts = list(made)
    return [one.name for state in texts[texts.index(text) :] for one in made[state]]
