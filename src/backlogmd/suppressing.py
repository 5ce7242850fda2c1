"""Text in, text out: comments for the findings that are left, so that the next check is clean.

A comment stands as near to what it silences as Markdown lets it: at the end of the line, in the last cell of a row,
above a heading, and where none of these will do, at the end of the file. After each change the text is parsed and
checked again: if anything else than a comment has come into the tree, or a finding is still there, the next place is
tried.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from backlogmd.config import Config
from backlogmd.diagnostics import Diagnostic, Edit, apply_edits
from backlogmd.errors import BacklogmdError
from backlogmd.judge import Difference, Moves, differences
from backlogmd.linter import lint
from backlogmd.nodes import Document
from backlogmd.pattern import lazy
from backlogmd.registry import rules_matching
from backlogmd.rule import Surroundings
from backlogmd.source import Span
from backlogmd.suppress import NEVER, Directive, read_suppressions
from backlogmd.syntax.parse import parse

_ONLY_COMMENTS = lazy(r"(?:\s*<!--[ \t]*backlogmd-(?:(?!-->).)*-->)+\s*")
_BEFORE_HEADING = lazy(r"[ \t>]*")
_ATX = lazy(r"[ \t>]*#{1,6}(?:[ \t]|$)")

_IN_TEXT = frozenset(("Paragraph.text.text", "Note.text.text"))
"""Where the text of several lines has a comment within."""

_ROUNDS = 3
"""What is silenced in the last resort can be found anew once the text has changed, but not for ever."""

Left = Callable[[Document, list[Diagnostic]], list[Diagnostic]]


class ReasonError(BacklogmdError):
    """A reason that cannot stand in a comment."""


class Suppressed(NamedTuple):
    """What came of it."""

    document: Document
    """The new text, parsed; the old document if nothing was written."""
    silenced: int
    """How many findings the new comments silence."""
    comments: int
    """How many comments were written or extended."""


def add_suppressions(
    document: Document,
    reason: str,
    config: Config | None = None,
    surroundings: Surroundings | None = None,
    left: Left | None = None,
) -> Suppressed:
    """Write a comment with *reason* for each finding in *document*, which was parsed with the dialect of *config*.

    *left* gives, of the findings in a document, those that are wanted silent: all, unless some are known (see
    `backlogmd.baseline`). What is wrong with a file or with its comments (BL901 to BL903) is never silenced.

    Raises `ReasonError` if the reason is empty or cannot stand in a comment.
    """
    said = checked_reason(reason)
    return _Writer(document, said, config or Config(), surroundings, left or (lambda _, found: found)).write()


def checked_reason(reason: str) -> str:
    """*reason* as it is written.

    Raises `ReasonError` if it is empty or cannot stand in a comment.
    """
    said = reason.strip()
    if not said:
        raise ReasonError('suppressions need a reason: --add-suppressions "agreed with the customer"')
    if not said.isprintable():
        raise ReasonError("a reason for suppressions stands on one line, without control characters")
    if "-->" in said or "<!--" in said:
        raise ReasonError("a reason for suppressions cannot hold `<!--` or `-->`, which begin and end a comment")
    return said


class _Group(NamedTuple):
    """The findings that begin on one line."""

    line: int
    found: tuple[Diagnostic, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return _names(self.found)


class _Writer:
    def __init__(
        self, document: Document, reason: str, config: Config, surroundings: Surroundings | None, left: Left
    ) -> None:
        self.reason = reason
        self.config = config
        self.surroundings = surroundings
        self.left = left
        self.comments = 0
        self._take(document, self._found(document))

    def _take(self, document: Document, found: list[Diagnostic]) -> None:
        """Go on with *document*, in which *found* is left."""
        self.document = document
        self.found = found
        today = self.surroundings.today() if self.surroundings is not None else None
        self.directives = read_suppressions(document, _codes_of, today).directives
        self.headings = sorted(section.heading.span.start for section in document.all_sections)

    def write(self) -> Suppressed:
        if self.document.source.invalid_byte is not None:
            return Suppressed(self.document, 0, 0)
        before = len(self._open())
        for _ in range(_ROUNDS):
            now = len(self._open())
            if now:
                self._beside(self._groups())
                self._for_file()
            if len(self._open()) in (0, now):
                break
        return Suppressed(self.document, before - len(self._open()), self.comments)

    def _found(self, document: Document) -> list[Diagnostic]:
        return self.left(document, lint(document, self.config, self.surroundings))

    def _open(self) -> list[Diagnostic]:
        return [one for one in self.found if one.code not in NEVER]

    def _groups(self) -> list[_Group]:
        lines: dict[int, list[Diagnostic]] = {}
        for one in self._open():
            lines.setdefault(self.document.source.position(one.span.start).line, []).append(one)
        return [_Group(line, tuple(found)) for line, found in sorted(lines.items())]

    # Beside the findings.

    def _beside(self, groups: Sequence[_Group]) -> None:
        """Silence as many of *groups* as can be at their own places.

        What stands further down is done first, so that the places of what waits stay what they are.
        """
        if not groups:
            return
        if len(groups) == 1:
            for edit in self._ways(groups[0]):
                if self._try([edit], groups[0].found):
                    return
            return
        firsts = [next(self._ways(group), None) for group in groups]
        edits = sorted((edit for edit in firsts if edit is not None), key=lambda edit: edit.span)
        wanted = [one for group, edit in zip(groups, firsts, strict=True) if edit is not None for one in group.found]
        if self._try(edits, wanted):
            return
        half = len(groups) // 2
        self._beside(groups[half:])
        self._beside(groups[:half])

    def _ways(self, group: _Group) -> Iterator[Edit]:
        """The edits that may silence the findings on a line, the best first."""
        source = self.document.source
        line = source.line_span(group.line)
        text = source.slice(line)
        bare = text.rstrip(" \t")
        directives = [one for one in self.directives if one.reach == line]
        for one in directives:
            if one.kind in ("disable-line", "disable-next-line") and _can_grow(source.slice(one.span), one):
                yield _grown(one, group.names)
                return
        if self._is_heading(line, text):
            above = next((one for one in directives if one.kind == "disable-next-line"), None)
            comment = self._comment("disable-next-line", group.names)
            before = _BEFORE_HEADING.match(text)
            prefix = before.group() if before else ""
            if above is not None:
                yield Edit(Span(above.span.end, above.span.end), f" {comment}")
            else:
                yield Edit(Span(line.start, line.start), f"{prefix}{comment}{source.newline}")
            return
        if bare.endswith("|") and not bare.endswith("\\|") and bare.count("|") > 1:
            cell = line.start + len(bare) - 1
            blank = "" if source.text[cell - 1] in " \t" else " "
            # In a table, a pipe ends the cell wherever it stands.
            comment = self._comment("disable-line", group.names).replace("|", "\\|")
            yield Edit(Span(cell, cell), f"{blank}{comment} ")
        elif bare:
            end = line.start + len(bare)
            comment = self._comment("disable-line", group.names)
            # Blanks at the end may be a line break, which is read from those before the comment.
            blanks = text[len(bare) :] or " "
            yield Edit(Span(end, end), blanks + (comment.replace("|", "\\|") if "|" in bare else comment))

    def _is_heading(self, line: Span, text: str) -> bool:
        if _ATX.match(text):
            return True
        at = bisect_right(self.headings, line.end) - 1
        return at >= 0 and self.headings[at] >= line.start

    # For the file.

    def _for_file(self) -> None:
        """Silence what is left in the whole file: all of it by one comment, or else each rule by itself."""
        names = _names(self._open())
        for chosen in (names, *((name,) for name in names)):
            wanted = [one for one in self._open() if one.name in chosen]
            if wanted:
                any(self._try([edit], wanted) for edit in self._ways_for_file(_names(wanted)))

    def _ways_for_file(self, names: tuple[str, ...]) -> Iterator[Edit]:
        source = self.document.source
        text, newline = source.text, source.newline
        for one in self.directives:
            if one.kind == "disable-file" and _can_grow(source.slice(one.span), one):
                yield _grown(one, names)
                break
        comment = self._comment("disable-file", names)
        lines = len(source.line_starts)
        if not text or not source.slice(Span(source.line_starts[max(lines - 2, 0)], len(text))).strip():
            gap = ""
        else:
            gap = newline if text[-1] in "\r\n" else newline * 2
        yield Edit(Span(len(text), len(text)), f"{gap}{comment}{newline}")
        front = self.document.front_matter
        if front is None:
            yield Edit(Span(source.start, source.start), f"{comment}{newline}{newline}")
        else:
            below = source.position(front.end).line + 1
            if below <= len(source.line_starts):
                place = source.line_starts[below - 1]
                yield Edit(Span(place, place), f"{newline}{comment}{newline}{newline}")

    # What is tried.

    def _try(self, edits: Sequence[Edit], wanted: Sequence[Diagnostic]) -> bool:
        """Make *edits* if they silence the findings *wanted* and do nothing else."""
        if not edits:
            return False
        before = self.document
        moves = Moves(edits)
        text = apply_edits(before.source.text, moves.edits)
        after = parse(text, path=before.source.path, dialect=self.config.dialect)
        if any(not _is_comment(one, before, after) for one in differences(before, after, moves)):
            return False
        found = self._found(after)
        allowed = Counter(one.code for one in self.found)
        allowed.subtract(one.code for one in wanted)
        if any(number > allowed[code] for code, number in Counter(one.code for one in found).items()):
            return False
        self._take(after, found)
        self.comments += len(edits)
        return True

    def _comment(self, kind: str, names: Iterable[str]) -> str:
        return f"<!-- backlogmd-{kind} {' '.join(names)} -- {self.reason} -->"


def _names(found: Iterable[Diagnostic]) -> tuple[str, ...]:
    """The names of the rules, in the order of their codes."""
    return tuple(dict.fromkeys(one.name for one in sorted(found, key=lambda one: one.code)))


def _codes_of(name: str) -> frozenset[str]:
    return frozenset(rule.code for rule in rules_matching(name))


def _can_grow(text: str, one: Directive) -> bool:
    """Whether a comment can take more names: what is silenced until a day is no place for what has none."""
    return bool(one.names) and "until=" not in text


def _grown(one: Directive, names: Iterable[str]) -> Edit:
    place = max(name.span.end for name in one.names)
    return Edit(Span(place, place), "".join(f" {name}" for name in names))


def _is_comment(one: Difference, before: Document, after: Document) -> bool:
    """Whether a difference of the trees is no more than a comment that silences findings."""
    if one.name in _IN_TEXT:
        return True
    if one.name == "+Opaque":
        return bool(one.after) and _ONLY_COMMENTS.fullmatch(after.source.slice(one.after[0])) is not None
    if one.name == "Opaque.html":
        return all(
            _ONLY_COMMENTS.fullmatch(document.source.slice(span)) is not None
            for document, spans in ((before, one.before), (after, one.after))
            for span in spans[:1]
        )
    return False
