"""Derived relations as a whole: each should be derived by some rule, and read by some condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from whosays.rules.reader import Reader
from whosays.rules.syntax import AnyOf, Condition, CountOf, NoneOf, Pattern, Relation, Rule, Rulebook


def check_use_of_relations(
    reader: Reader, own: Rulebook, common: Iterable[Relation], rules: Sequence[Rule], written: Sequence[Rule]
) -> None:
    """Warn of relations of a rulebook that lead nowhere.

    `common` are the relations that every rulebook has, `rules` those in force, `written` those of every rulebook that
    is built upon, the disabled ones included.
    """
    taken = {relation.name for relation in common}
    derived = {conclusion.relation for rule in (*rules, *written) for conclusion in rule.then}
    read = {pattern.kind for rule in rules for pattern in _patterns_of(rule)}
    for relation in own.relations:
        if relation.name in taken or relation.name in read:
            continue
        message = f'no condition reads the relation "{relation.name}"'
        hint = "read it in the `when` of a rule that concludes something from it, or drop it"
        reader.problem("unread-relation", message, relation.mark, hint=hint, severity="warning")
    told: set[str] = set()
    names = {relation.name for relation in own.relations}
    for rule in own.rules:
        for pattern in _patterns_of(rule):
            if pattern.kind in names - taken - derived - told:
                told.add(pattern.kind)
                message = f'no rule derives "{pattern.kind}", so that this holds for nothing'
                hint = f"add a rule with `then: [derive: {{{pattern.kind}: ...}}]`, or ask for something else"
                reader.problem("underived-relation", message, pattern.mark, hint=hint, severity="warning")


def _patterns_of(rule: Rule) -> Iterator[Pattern]:
    yield from _patterns(rule.when)
    for unless in rule.unless:
        yield from _patterns(unless.conditions)


def _patterns(conditions: Iterable[Condition]) -> Iterator[Pattern]:
    for condition in conditions:
        match condition:
            case Pattern():
                yield condition
            case NoneOf():
                yield from _patterns(condition.conditions)
            case CountOf():
                yield from _patterns(condition.where)
            case AnyOf():
                for branch in condition.branches:
                    yield from _patterns(branch)
