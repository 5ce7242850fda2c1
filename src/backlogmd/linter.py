"""Text in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from backlogmd.config import Config
from backlogmd.diagnostics import Diagnostic, Safety, Severity
from backlogmd.nodes import Claim, Document, Note, Section, SummaryTable, Task
from backlogmd.query.claims import Facts, Verdict
from backlogmd.registry import PluginError, all_rules, rules_matching
from backlogmd.rule import Finding, Rule, Surroundings
from backlogmd.suppress import Suppressions, read_suppressions
from backlogmd.syntax.parse import parse
from backlogmd.vocabulary import Dialect

_V = TypeVar("_V")


def lint(
    document: Document | str | bytes, config: Config | None = None, surroundings: Surroundings | None = None
) -> list[Diagnostic]:
    """The findings of the rules that *config* selects, in the order they stand in the text.

    What lies around the document (files that it links to, the day) counts as far as *surroundings* knows it. Each
    finding has the fix and the safety that *config* gives it (`fixable`, `extend_safe_fixes` and the like).

    Raises `UnknownNameError` if the configuration names a rule that does not exist.
    """
    config = config or Config()
    rules = selected_rules(config)
    fixes = Fixes(config)
    weights = _decided(*(((name,), severity) for name, severity in config.severity.items()))
    if not isinstance(document, Document):
        document = parse(document, dialect=config.dialect)
    if document.source.invalid_byte is not None:
        # Where bytes are missing, nothing else that is found can be trusted.
        rules = [rule for rule in rules if rule.code == "BL901"]
    facts = Facts(document, config.dialect)
    around = surroundings or Surroundings()

    def said(rules: Iterable[Rule], suppressions: Suppressions) -> list[Diagnostic]:
        # What backlogmd writes itself is right or out of date, and a rule of its own says which.
        return [
            fixes.settled(_weighed(rule.diagnostic(one), weights))
            for rule in rules
            for one in _run(rule, facts, config, around, suppressions)
            if not facts.markers.hold(one.span)
        ]

    suppressions = read_suppressions(document, _codes_of, around.today())
    late = [rule for rule in rules if rule.wants[0] is Suppressions]
    found = said((rule for rule in rules if rule not in late), suppressions)
    if suppressions.directives:
        found, suppressions = suppressions.silence(
            found, {rule.code for rule in rules}, judge_all=config.select is None and not config.ignore
        )
    return sorted([*found, *said(late, suppressions)], key=lambda one: (one.span, one.code))


def _codes_of(name: str) -> frozenset[str]:
    return frozenset(rule.code for rule in rules_matching(name))


def selected_rules(config: Config) -> list[Rule]:
    """The rules that *config* turns on, in the order of their codes.

    Raises `UnknownNameError` for a name that means no rule.
    """
    chosen = _decided(((config.select or ()) + config.extend_select, True), (config.ignore, False))
    off = _decided((config.disabled, True))
    on = [
        rule
        for rule in all_rules()
        if chosen.get(rule.code, _is_default(rule, config) and config.select is None)
        and rule.code not in off
        and (not rule.plugin or rule.plugin in config.plugins)
    ]
    always = [rule for rule in all_rules() if rule.code == "BL901" and rule not in on]
    return [*on, *always]


def _is_default(rule: Rule, config: Config) -> bool:
    return rule.default or (rule.once_configured and rule.name in config.options)


def _weighed(one: Diagnostic, weights: Mapping[str, Severity]) -> Diagnostic:
    """The finding with the severity that it has by the configuration. A guess stays information."""
    severity = weights.get(one.code)
    return one if severity is None or one.guess else replace(one, severity=severity)


class Fixes:
    """What a configuration says about fixes.

    Raises `UnknownNameError` for a name that means no rule.
    """

    def __init__(self, config: Config) -> None:
        self._made = _decided((config.fixable, True), (config.unfixable, False))
        self._safe = _decided((config.extend_safe_fixes, True), (config.extend_unsafe_fixes, False))

    def settled(self, one: Diagnostic) -> Diagnostic:
        """The finding with the fix, and the safety of it, that it has by the configuration."""
        if one.fix is None:
            return one
        if not self._made.get(one.code, False):
            return replace(one, fix=None)
        safe = self._safe.get(one.code)
        if safe is None:
            return one
        return replace(one, fix=replace(one.fix, safety=Safety.SAFE if safe else Safety.UNSAFE))


def _decided(*choices: tuple[tuple[str, ...], _V]) -> dict[str, _V]:
    """What *choices* say about each rule that they name, by its code: the most exact name, or else the last."""
    strength: dict[str, tuple[int, _V]] = {}
    for names, wanted in choices:
        for name in names:
            for rule in rules_matching(name):
                exact = _exactness(name, rule)
                if rule.code not in strength or exact >= strength[rule.code][0]:
                    strength[rule.code] = (exact, wanted)
    return {code: wanted for code, (_, wanted) in strength.items()}


def _exactness(name: str, rule: Rule) -> int:
    """How closely a name means a rule: `ALL` the least, longer beginnings of a code more, the rule itself the most."""
    if name.upper() == "ALL":
        return 1
    return 10 if name.lower() == rule.name or name.upper() == rule.code else 1 + len(name)


def _run(
    rule: Rule, facts: Facts, config: Config, surroundings: Surroundings, suppressions: Suppressions
) -> Iterator[Finding]:
    nodes = (suppressions,) if rule.wants[0] is Suppressions else _NODES[rule.wants[0]](facts)
    known: dict[type, object] = {
        Facts: facts,
        Document: facts.document,
        Dialect: config.dialect,
        Surroundings: surroundings,
    }
    if rule.options is not None:
        known[rule.options] = config.options.get(rule.name) or rule.options()
    others = [known[kind] for kind in rule.wants[1:]]
    try:
        for node in nodes:
            yield from rule.check(node, *others)
    except Exception as error:
        if not rule.plugin:
            raise
        raise PluginError(
            f"the rule {rule.name} of plugin `{rule.plugin}` failed: {type(error).__name__}: {error}; please report it "
            f"to its authors, and leave it out meanwhile: --ignore {rule.name}"
        ) from None


_NODES: dict[type, Callable[[Facts], Iterable[object]]] = {
    Document: lambda facts: (facts.document,),
    Facts: lambda facts: (facts,),
    Section: lambda facts: facts.document.all_sections,
    Task: lambda facts: facts.document.tasks,
    Note: lambda facts: facts.document.notes,
    Claim: lambda facts: facts.document.claims,
    Verdict: lambda facts: facts.verdicts,
    SummaryTable: lambda facts: facts.document.summaries,
}
