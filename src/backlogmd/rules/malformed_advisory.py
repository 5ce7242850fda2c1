"""The id of a security advisory is not one.

A CVE id has a year of four digits and a number of four or more, `CVE-2024-12345`. A GHSA id has three groups of four
characters, `GHSA-847f-9342-265h`, in which there are no vowels and no `0`, `1`, `b` or `k`. With anything else nobody
finds the advisory, neither a reader nor a tool. Placeholders (`CVE-2024-XXXX`), words such as `CVE-based`, and code are
left alone.

Bad:

    - [ ] Update the parser (GHSA-847f-9342)
    - [ ] Update the linter (CVE-24-12345)

Good:

    - [ ] Update the parser (GHSA-847f-9342-265h)
    - [ ] Update the linter (CVE-2024-12345)
"""

import re
from collections.abc import Iterator

from backlogmd.nodes import Document
from backlogmd.pattern import lazy
from backlogmd.query.code import without_code
from backlogmd.rule import Finding, rule
from backlogmd.source import Span

_LOOKS_LIKE = lazy(
    r"(?<![\w-])(?:(?P<cve>CVE[-_]?[0-9]+(?:[-_][0-9]+)*)|(?P<ghsa>GHSA(?:-[0-9a-z]+)+))(?![\w-])", re.IGNORECASE
)
_CVE = lazy(r"CVE-(?:1999|20[0-9]{2})-[0-9]{4,}", re.IGNORECASE)
_YEAR = lazy(r"CVE[-_]?(?:1999|20[0-9]{2})", re.IGNORECASE)
# The alphabet of advisory ids, https://github.com/github/advisory-database.
_GHSA = lazy(r"GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}", re.IGNORECASE)
_PLACEHOLDER = lazy(r"GHSA(?:-(?:x+|y+|z+|[a-wyz]+))+", re.IGNORECASE)


@rule("BL608", "`{id}` is no id of {kind}")
def check(document: Document) -> Iterator[Finding]:
    for match in _LOOKS_LIKE.finditer(without_code(document)):
        written = match.group()
        if match["cve"] is not None:
            # A year by itself speaks of all that was found in it.
            if not _CVE.fullmatch(written) and not _YEAR.fullmatch(written):
                yield _finding(match, "a CVE", "it has a year and a number of four digits or more: CVE-2024-12345")
        elif not _GHSA.fullmatch(written) and not _PLACEHOLDER.fullmatch(written):
            yield _finding(match, "a GitHub advisory", "it has three groups of four characters: GHSA-847f-9342-265h")


def _finding(match: re.Match[str], kind: str, form: str) -> Finding:
    return Finding(Span(*match.span()), id=match.group(), kind=kind, help=form)
