"""What reports for terminals share: colours, and links to the pages of rules."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from backlogmd.diagnostics import Diagnostic


class Paint(NamedTuple):
    """Colours text, if it is *on*."""

    on: bool

    def __call__(self, text: str, color: str) -> str:
        return f"\x1b[{color}m{text}\x1b[0m" if self.on else text


def title(one: Diagnostic, *, links: bool) -> str:
    """Code and name of the rule; with *links*, and if the rule has a page on the site, as a link to it.

    The link is OSC 8: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda.
    """
    text = f"{one.code} {one.name}"
    # Nothing of a file can be in an address: it is looked up.
    address = _addresses().get((one.code, one.name)) if links else None
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if address else text


@cache
def _addresses() -> dict[tuple[str, str], str | None]:
    from backlogmd.manual import address
    from backlogmd.registry import all_rules

    return {(rule.code, rule.name): address(rule) for rule in all_rules()}
