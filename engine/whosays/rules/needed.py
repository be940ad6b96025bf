"""What a rule depends on: the rules that derive what it asks for, and what these ask for in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from whosays.rules.syntax import AnyOf, Condition, CountOf, NoneOf, Pattern, Rule


def needed_rules(rules: Sequence[Rule], rule: Rule) -> tuple[Rule, ...]:
    """The rules among `rules` without which `rule` could conclude otherwise, in their order; itself is not one.

    What it derives counts too: a chain may run through its own relation.
    """
    deriving: dict[str, list[Rule]] = {}
    for each in rules:
        for relation in derived_by(each):
            deriving.setdefault(relation, []).append(each)
    found: dict[str, Rule] = {}
    waiting = [*relations_asked(rule), *derived_by(rule)]
    seen: set[str] = set()
    while waiting:
        relation = waiting.pop()
        if relation not in seen:
            seen.add(relation)
            for each in deriving.get(relation, ()):
                if each.id not in found:
                    found[each.id] = each
                    waiting += relations_asked(each)
    return tuple(each for each in rules if each.id in found and each.id != rule.id)


def derived_by(rule: Rule) -> frozenset[str]:
    """The relations that a rule derives."""
    return frozenset(each.relation for each in rule.then if each.effect == "derive")


def relations_asked(rule: Rule) -> frozenset[str]:
    """The kinds of facts and the relations that a rule asks for, in its exceptions too."""
    asked = set(_patterns(rule.when))
    for exception in rule.unless:
        asked.update(_patterns(exception.conditions))
    return frozenset(asked)


def _patterns(conditions: Iterable[Condition]) -> Iterator[str]:
    for condition in conditions:
        match condition:
            case Pattern():
                yield condition.kind
            case NoneOf():
                yield from _patterns(condition.conditions)
            case AnyOf():
                for branch in condition.branches:
                    yield from _patterns(branch)
            case CountOf():
                yield from _patterns(condition.where)
            case _:
                pass
