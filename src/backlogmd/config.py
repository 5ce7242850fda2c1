"""What is checked, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backlogmd.diagnostics import Severity
from backlogmd.rule import Options
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
    fixable: tuple[str, ...] = ("ALL",)
    """The rules whose fixes may be made."""
    unfixable: tuple[str, ...] = ()
    """Rules whose fixes are not made. A more exact name wins over a less exact one, here and below."""
    extend_safe_fixes: tuple[str, ...] = ()
    """Rules whose unsafe fixes are taken for safe."""
    extend_unsafe_fixes: tuple[str, ...] = ()
    """Rules whose safe fixes are taken for unsafe; of equally exact names in both lists, this one decides."""
    unsafe_fixes: bool = False
    """Whether unsafe fixes are made as well."""
    severity: Mapping[str, Severity] = field(default_factory=dict, hash=False)
    """How much findings matter, by names of rules; the most exact name decides. A guess stays information."""
    plugins: tuple[str, ...] = ()
    """The plugins whose rules may run."""
    disabled: tuple[str, ...] = ()
    """Rules that do not run, whatever else is said."""
    options: Mapping[str, Options] = field(default_factory=dict, hash=False)
    """The options of rules by the names of the rules, as far as they are not the defaults."""
