"""What reports for terminals share: colours."""

from __future__ import annotations

from typing import NamedTuple


class Paint(NamedTuple):
    """Colours text, if it is *on*."""

    on: bool

    def __call__(self, text: str, color: str) -> str:
        return f"\x1b[{color}m{text}\x1b[0m" if self.on else text
