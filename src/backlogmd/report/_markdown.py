"""What reports in Markdown share: text that stays text."""

from __future__ import annotations

from backlogmd.pattern import lazy
from backlogmd.report._results import printable

# All that begins markup within a line, or makes a formula, a link (`https:`, `www.`) or an emoji of words.
_MARKUP = lazy(r"[\\`*_\[\]<>&~$]|:(?=\S)|(?<=[Ww]{3})\.")


def text(plain: str) -> str:
    """*plain* such that nothing in it is markup or ends the cell of a table, and nobody is called by it."""
    marked = _MARKUP.sub(lambda match: f"\\{match.group()}", printable(" ".join(plain.split())))
    # Not by a backslash: names and numbers are looked for in what is shown. Behind `&#8203;` there is nothing to see.
    marked = marked.replace("#", "&#35;&#8203;").replace("@", "@&#8203;")
    # No reader of tables takes an entity for the end of a cell.
    return marked.replace("|", "&#124;")
