"""What is checked, and how."""

from __future__ import annotations

from dataclasses import dataclass

from backlogmd.vocabulary import DEFAULT, Dialect


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one run. Rules are named by name, code, beginning of a code (`BL4`), or `ALL`."""

    select: tuple[str, ...] | None = None
    """The rules to run instead of those that are on by default."""
    ignore: tuple[str, ...] = ()
    """Rules not to run. A more exact name wins over a less exact one."""
    extend_select: tuple[str, ...] = ()
    """Rules to run besides."""
    dialect: Dialect = DEFAULT
