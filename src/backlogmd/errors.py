"""What can go wrong for reasons that the user can mend: one line each, saying what, where and what to do."""

from __future__ import annotations


class BacklogmdError(Exception):
    """Asked work cannot be done. The message is one clear line; the command line ends with status 2."""


class UnknownNameError(BacklogmdError):
    """A rule, dialect or format that does not exist, with the nearest name that does."""

    def __init__(self, kind: str, name: str, known: list[str], hint: str) -> None:
        # Only the error path pays for difflib.
        from difflib import get_close_matches

        near = get_close_matches(name.lower(), [one.lower() for one in known], n=1)
        spelled = next((one for one in known if near and one.lower() == near[0]), None)
        question = f" did you mean `{spelled}`?" if spelled else f" {hint}"
        super().__init__(f"unknown {kind} `{name}`:{question}")
