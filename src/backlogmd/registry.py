"""All rules, found by walking the package `backlogmd.rules`: a new file there is a new rule."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from backlogmd import rules as package
from backlogmd.errors import UnknownNameError
from backlogmd.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the codes."""
    found = []
    for module in iter_modules(package.__path__):
        check = import_module(f"{package.__name__}.{module.name}").check
        if not isinstance(check, Rule):
            raise TypeError(f"rules/{module.name}.py: `check` is no rule")
        found.append(check)
    return tuple(sorted(found, key=lambda rule: rule.code))


def rule_named(name: str) -> Rule:
    """The rule with this name or code.

    Raises `UnknownNameError` if there is none.
    """
    for rule in all_rules():
        if name.lower() == rule.name or name.upper() == rule.code:
            return rule
    raise unknown_rule(name)


def rules_matching(selector: str) -> tuple[Rule, ...]:
    """The rules that *selector* means: a name, a code, the beginning of codes such as `BL4`, or `ALL`.

    Raises `UnknownNameError` if it means none.
    """
    upper = selector.upper()
    if upper == "ALL":
        return all_rules()
    matching = tuple(
        rule
        for rule in all_rules()
        if selector.lower() == rule.name or (upper.startswith("BL") and rule.code.startswith(upper))
    )
    if not matching:
        raise unknown_rule(selector)
    return matching


def unknown_rule(name: str) -> UnknownNameError:
    """The error for a name that no rule has."""
    known = [one for rule in all_rules() for one in (rule.name, rule.code)]
    return UnknownNameError("rule", name, known, "`backlogmd rules` lists them all")
