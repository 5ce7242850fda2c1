"""Text in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from backlogmd.config import Config
from backlogmd.diagnostics import Diagnostic, Safety
from backlogmd.nodes import Claim, Document, Note, Section, SummaryTable, Task
from backlogmd.query.claims import Facts, Verdict
from backlogmd.registry import all_rules, rules_matching
from backlogmd.rule import Finding, Rule
from backlogmd.syntax.parse import parse
from backlogmd.vocabulary import Dialect


def lint(document: Document | str | bytes, config: Config | None = None) -> list[Diagnostic]:
    """The findings of the rules that *config* selects, in the order they stand in the text.

    Each has the fix and the safety that *config* gives it (`fixable`, `extend_safe_fixes` and the like).

    Raises `UnknownNameError` if the configuration names a rule that does not exist.
    """
    config = config or Config()
    rules = selected_rules(config)
    fixes = Fixes(config)
    if not isinstance(document, Document):
        document = parse(document, dialect=config.dialect)
    if document.source.invalid_byte is not None:
        # Where bytes are missing, nothing else that is found can be trusted.
        rules = [rule for rule in rules if rule.code == "BL901"]
    facts = Facts(document)
    # What backlogmd writes itself is right or out of date, and a rule of its own says which.
    said = ((rule, one) for rule in rules for one in _run(rule, facts, config) if not facts.markers.hold(one.span))
    found = [fixes.settled(rule.diagnostic(one)) for rule, one in said]
    return sorted(found, key=lambda one: (one.span, one.code))


def selected_rules(config: Config) -> list[Rule]:
    """The rules that *config* turns on, in the order of their codes.

    Raises `UnknownNameError` for a name that means no rule.
    """
    chosen = _decided(((config.select or ()) + config.extend_select, True), (config.ignore, False))
    on = [rule for rule in all_rules() if chosen.get(rule.code, rule.default and config.select is None)]
    always = [rule for rule in all_rules() if rule.code == "BL901" and rule not in on]
    return [*on, *always]


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


def _decided(*choices: tuple[tuple[str, ...], bool]) -> dict[str, bool]:
    """What *choices* say about each rule that they name, by its code: the most exact name, or else the last."""
    strength: dict[str, tuple[int, bool]] = {}
    for names, wanted in choices:
        for name in names:
            for rule in rules_matching(name):
                exact = _exactness(name, rule)
                if exact >= strength.get(rule.code, (0, False))[0]:
                    strength[rule.code] = (exact, wanted)
    return {code: wanted for code, (_, wanted) in strength.items()}


def _exactness(name: str, rule: Rule) -> int:
    """How closely a name means a rule: `ALL` the least, longer beginnings of a code more, the rule itself the most."""
    if name.upper() == "ALL":
        return 1
    return 10 if name.lower() == rule.name or name.upper() == rule.code else 1 + len(name)


def _run(rule: Rule, facts: Facts, config: Config) -> Iterator[Finding]:
    nodes = _NODES[rule.wants[0]](facts)
    known: dict[type, object] = {Facts: facts, Document: facts.document, Dialect: config.dialect}
    others = [known[kind] for kind in rule.wants[1:]]
    for node in nodes:
        yield from rule.check(node, *others)


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
