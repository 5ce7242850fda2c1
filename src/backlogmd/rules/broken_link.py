"""A link leads to a file or to a heading that does not exist.

The file was moved or the heading renamed, and the reader ends up nowhere. Links within the document need the anchors
that GitHub makes of headings. Paths are looked up where the place of the document is known, seen from its folder; what
lies outside of its repository is not judged.

A page that is linked without `.md`, or as `.html`, may be that Markdown file. Addresses, paths from the root of a site,
placeholders such as `path/to/file`, and names without dot and slash are left alone.

Bad:

    See [the parser](#parsre).

    ## Parser

    - [ ] Read headings

Good:

    See [the parser](#parser).

    ## Parser

    - [ ] Read headings
"""

from collections.abc import Iterator

from backlogmd.nodes import Document
from backlogmd.pattern import lazy
from backlogmd.query.links import Link, anchor_key, anchors_of, links_of, slug_of
from backlogmd.rule import Finding, Surroundings, rule

_ADDRESS = lazy(r"[A-Za-z][A-Za-z0-9+.-]+:|/|\\|www\.")
_PLACEHOLDER = lazy(r"[{}<>*$|…]|\.\.\.|(?:^|/)path/to(?:/|$)")
_LINE = lazy(r":[0-9]+(?:[-:][0-9]+)?$")
_NO_HEADING = lazy(r"(?:top|l[0-9]+(?:c[0-9]+)?(?:-l?[0-9]+(?:c[0-9]+)?)?|fn.*|\^.*|:~:.*|[!/].*)?$")


@rule("BL609", "{what}")
def check(document: Document, surroundings: Surroundings) -> Iterator[Finding]:
    anchors: _Anchors | None = None
    for link in sorted(links_of(document), key=lambda one: one.span):
        path, hash_sign, anchor = link.destination.partition("#")
        if not path and hash_sign:
            if anchors is None:
                anchors = _Anchors(document)
            yield from _to_anchor(link, anchor, anchors)
        elif path:
            yield from _to_file(link, path, surroundings)


class _Anchors:
    """The anchors of a document, and those with the same letters and digits as another."""

    def __init__(self, document: Document) -> None:
        self.known = anchors_of(document)
        self._by_letters: dict[str, str] = {}
        for key, anchor in self.known.items():
            self._by_letters.setdefault(_letters(key), anchor)

    def near(self, wanted: str) -> str | None:
        letters = _letters(wanted)
        return self._by_letters.get(letters) if letters else None


def _to_anchor(link: Link, anchor: str, anchors: _Anchors) -> Iterator[Finding]:
    wanted = anchor_key(_decoded(anchor)).removeprefix("user-content-")
    if _NO_HEADING.match(wanted) or _PLACEHOLDER.search(wanted) or wanted in anchors.known:
        return
    if " " in wanted and anchor_key(slug_of(wanted)) in anchors.known:
        # Some editors link by the words of a heading.
        return
    near = anchors.near(wanted)
    yield Finding(
        link.span,
        what=f"there is no heading with the anchor `#{anchor}`",
        help=f"write `#{near}`" if near is not None else "link to a heading of this file, or delete the link",
    )


def _to_file(link: Link, path: str, surroundings: Surroundings) -> Iterator[Finding]:
    path = path.partition("?")[0]
    if _ADDRESS.match(path) or _PLACEHOLDER.search(path) or not ("." in path or "/" in path):
        return
    path = _decoded(path)
    names = [path, _LINE.sub("", path), f"{path.rstrip('/')}.md"]
    if path.endswith(".html"):
        names.append(f"{path[:-5]}.md")
    if all(surroundings.has_file(name) is False for name in dict.fromkeys(names)):
        yield Finding(
            link.span, what=f"there is no file or folder `{path}`", help="correct the path, or delete the link"
        )


def _letters(anchor: str) -> str:
    return "".join(one for one in anchor if one.isalnum())


def _decoded(text: str) -> str:
    """*text* without percent escapes."""
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)
