"""Text in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from backlogmd.config import Config
from backlogmd.diagnostics import Diagnostic
from backlogmd.nodes import Claim, Document, Note, Section, SummaryTable, Task
from backlogmd.query.claims import Facts, Verdict
from backlogmd.registry import all_rules, rules_matching
from backlogmd.rule import Finding, Rule
from backlogmd.syntax.parse import parse
from backlogmd.vocabulary import Dialect


def lint(document: Document | str | bytes, config: Config | None = None) -> list[Diagnostic]:
    """The findings of the rules that *config* selects, in the order they stand in the text.

    Raises `UnknownNameError` if the configuration names a rule that does not exist.
    """
    config = config or Config()
    rules = selected_rules(config)
    if not isinstance(document, Document):
        document = parse(document, dialect=config.dialect)
    if document.source.invalid_byte is not None:
        # Where bytes are missing, nothing else that is found can be trusted.
        rules = [rule for rule in rules if rule.code == "BL901"]
    facts = Facts(document)
    found = [rule.diagnostic(finding) for rule in rules for finding in _run(rule, facts, config)]
    return sorted(found, key=lambda one: (one.span, one.code))


def selected_rules(config: Config) -> list[Rule]:
    """The rules that *config* turns on, in the order of their codes.

    Raises `UnknownNameError` for a name that means no rule.
    """
    strength: dict[str, tuple[int, bool]] = {}
    if config.select is None:
        strength = {rule.code: (0, rule.default) for rule in all_rules()}
    for names, wanted in ((config.select or (), True), (config.extend_select, True), (config.ignore, False)):
        for name in names:
            for rule in rules_matching(name):
                exact = _exactness(name, rule)
                if exact >= strength.get(rule.code, (0, False))[0]:
                    strength[rule.code] = (exact, wanted)
    on = [rule for rule in all_rules() if strength.get(rule.code, (0, False))[1]]
    always = [rule for rule in all_rules() if rule.code == "BL901" and rule not in on]
    return [*on, *always]


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
