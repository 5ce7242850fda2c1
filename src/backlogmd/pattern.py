"""Regular expressions that are compiled when the first text needs them.

Compiling is a good part of a cold start, and most backlogs need few of the expressions that are written here.
"""

from __future__ import annotations

import re
from typing import cast


class _Lazy:
    """Stands for a compiled expression; compiles it at the first use and then has its methods as its own."""

    def __init__(self, expression: str, flags: int) -> None:
        self._expression = expression
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self._expression, self._flags)
        for method in ("match", "fullmatch", "search", "sub", "finditer", "findall", "split", "pattern", "flags"):
            setattr(self, method, getattr(compiled, method))
        value: object = getattr(compiled, name)
        return value


def lazy(expression: str, flags: int = 0) -> re.Pattern[str]:
    """*expression* as `re.compile` gives it, but not compiled yet."""
    return cast("re.Pattern[str]", _Lazy(expression, int(flags)))
