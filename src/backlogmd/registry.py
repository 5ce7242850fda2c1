"""All rules, found by walking the package `backlogmd.rules`: a new file there is a new rule."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from backlogmd import rules as package
from backlogmd.errors import BacklogmdError, UnknownNameError
from backlogmd.pattern import lazy
from backlogmd.rule import Rule

_PLUGIN_CODE = lazy("(?!BL)[A-Z]{2,4}[0-9]{3}")


def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the codes, those of plugins that were loaded last."""
    return (*_own_rules(), *(rule for rules in _PLUGINS.values() for rule in rules))


@cache
def _own_rules() -> tuple[Rule, ...]:
    found = []
    for module in iter_modules(package.__path__):
        check = import_module(f"{package.__name__}.{module.name}").check
        if not isinstance(check, Rule):
            raise TypeError(f"rules/{module.name}.py: `check` is no rule")
        found.append(check)
    return tuple(sorted(found, key=lambda rule: rule.code))


_PLUGINS: dict[str, tuple[Rule, ...]] = {}
"""The rules of the plugins that were loaded, by the names of the plugins."""


class PluginError(BacklogmdError):
    """A plugin that is not there, cannot be loaded, or gives something else than rules."""


def load_plugin(name: str) -> tuple[Rule, ...]:
    """The rules of the installed plugin *name*: an entry point in the group `backlogmd.rules`.

    It is a rule, a module with a rule as its `check`, or several of these. Raises `PluginError` if there is no such
    plugin or it does not work.
    """
    if name in _PLUGINS:
        return _PLUGINS[name]
    # Only who asks for plugins pays for the search.
    from importlib.metadata import entry_points

    found = entry_points(group="backlogmd.rules")
    if name not in found.names:
        raise UnknownNameError("plugin", name, sorted(found.names), "no installed package offers rules under this name")
    try:
        given: object = found[name].load()
    except Exception as error:  # noqa: BLE001 - whatever goes wrong in a plugin is told as its fault
        raise PluginError(f"the plugin `{name}` cannot be loaded: {type(error).__name__}: {error}") from None
    rules: list[Rule] = []
    for one in given if isinstance(given, list | tuple) else (given,):
        check = getattr(one, "check", one) if not isinstance(one, Rule) else one
        if not isinstance(check, Rule):
            raise PluginError(f"the plugin `{name}` gives {type(one).__name__} where a rule is wanted")
        for other in (*all_rules(), *rules):
            if check.code == other.code or check.name == other.name:
                raise PluginError(f"the plugin `{name}` has a rule {check.code} {check.name}, which there is already")
        if not _PLUGIN_CODE.fullmatch(check.code):
            raise PluginError(
                f"the plugin `{name}` has a rule with the code `{check.code}`: a code is two to four "
                "capital letters, not BL, and three digits"
            )
        rules.append(replace(check, plugin=name))
    _PLUGINS[name] = tuple(rules)
    return _PLUGINS[name]


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
        if selector.lower() == rule.name or (len(upper) > 1 and rule.code.startswith(upper))
    )
    if not matching:
        raise unknown_rule(selector)
    return matching


def unknown_rule(name: str) -> UnknownNameError:
    """The error for a name that no rule has."""
    known = [one for rule in all_rules() for one in (rule.name, rule.code)]
    return UnknownNameError("rule", name, known, "`backlogmd rules` lists them all")
