"""Everything there is to say of one rule, before it is put as text or as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from whosays.editing.rule_source import part_of_rule, text_at
from whosays.editing.words import conclusion_in_words, condition_in_words
from whosays.rules.compile import CompiledRulebook
from whosays.rules.syntax import AnyOf, Conclusion, Condition, CountOf, Example, NoneOf, Pattern, Rule


@dataclass(frozen=True, slots=True)
class RuleCard:
    """One rule: `when` and the like are YAML as written, `in_words` a sentence for each condition."""

    rule: Rule
    when: str
    in_words: tuple[str, ...]
    unless: tuple[tuple[str, str], ...]
    effects: tuple[tuple[str, str], ...]
    """In words with its number, and the sentence that the reader of a verdict gets."""
    examples: tuple[tuple[str, str, str], ...]
    """Name, what is given as written, what is expected in words."""
    reads: tuple[str, ...]
    read_by: tuple[str, ...]


def rule_card(rulebook: CompiledRulebook, rule: Rule) -> RuleCard:
    """The card of a rule of this rulebook, with what the rulebook changes in it."""
    words = tuple(map(condition_in_words, rule.when))
    return RuleCard(
        rule=rule,
        when=part_of_rule(rule.mark, "when"),
        in_words=words if all(words) else (),
        unless=tuple((unless.name, text_at(unless.mark)) for unless in rule.unless),
        effects=tuple((conclusion_in_words(rule, each, rulebook.numbers), _because(each)) for each in rule.then),
        examples=tuple(
            (example.name, part_of_rule(rule.mark, "examples", place, "given"), _expected(example))
            for place, example in enumerate(rule.examples)
        ),
        reads=tuple(sorted(_read(rulebook, rule))),
        read_by=tuple(sorted(other.id for other in rulebook.rulebook.rules if rule.id in _read(rulebook, other))),
    )


def effect_words(rule: Rule) -> tuple[str, ...]:
    """What a rule concludes, in a word each: `discounts`, or `derive rests_on`."""
    words = (f"{each.effect} {each.relation}".strip() for each in rule.then)
    return tuple(dict.fromkeys(words))


def _because(conclusion: Conclusion) -> str:
    return "".join(map(str, conclusion.because.parts))


def _expected(example: Example) -> str:
    return ", ".join(f"{effect} {target}" for effect, target in example.expect) or "it stays silent"


def _read(rulebook: CompiledRulebook, rule: Rule) -> set[str]:
    """The rules that derive what this one asks for, and those whose findings it undercuts; not itself."""
    conditions = (*rule.when, *(each for unless in rule.unless for each in unless.conditions))
    asked = set(_asked_for(conditions)) & rulebook.language.relations.keys()
    undercut = {each.finding.rule for each in rule.then if each.finding is not None} & rulebook.rules.keys()
    derived = {other.id for other in rulebook.rulebook.rules if any(each.relation in asked for each in other.then)}
    return (derived | undercut) - {rule.id}


def _asked_for(conditions: Iterable[Condition]) -> Iterator[str]:
    for condition in conditions:
        match condition:
            case Pattern():
                yield condition.kind
            case NoneOf():
                yield from _asked_for(condition.conditions)
            case AnyOf():
                for branch in condition.branches:
                    yield from _asked_for(branch)
            case CountOf():
                yield from _asked_for(condition.where)
