"""Checking rules: ids, titles, conclusions, sentences, and how rules refer to each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from whosays.facts.kinds import kinds
from whosays.problems import Mark, short, suggest
from whosays.rules.adjust import warn_of_deprecated
from whosays.rules.check_conditions import ConditionCheck
from whosays.rules.check_contradictions import check_contradictions
from whosays.rules.check_examples import check_examples
from whosays.rules.check_overlap import check_exceptions, check_overlap
from whosays.rules.language import ANY_FACT, COUNT, Language, Type, column_type
from whosays.rules.numbers import Numbers
from whosays.rules.read_conditions import SPECIAL
from whosays.rules.reader import Reader
from whosays.rules.scope import Scope, top_scope
from whosays.rules.syntax import Conclusion, FindingOf, Operand, Path, Relation, Rule, Scenario, Sentence
from whosays.rules.uses import condition_variables, lonely_variables, variable_uses

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")

_CLAIM, _REPORT = Type(kinds=frozenset({"claim"})), Type(kinds=frozenset({"report"}))
# What a rule that could not be read to the end seems to do wrong: what would put it right may stand in the unread part.
_ECHOES = {"unbound-variable", "used-once", "unused-parameter"}
_WORDS = ("by", "strength")
TARGETS = {
    "supports": _CLAIM,
    "opposes": _CLAIM,
    "refutes": _CLAIM,
    "confirms": _CLAIM,
    "withholds": _CLAIM,
    "base_rate": _CLAIM,
    "discounts": Type(kinds=frozenset({"report", "source"})),
    "raises": _REPORT,
    "same_origin": _REPORT,
    "undercuts": ANY_FACT,
}
"""What each effect acts on."""


def check_relations(reader: Reader, relations: Iterable[Relation], language: Language) -> None:
    """Declared relations: their names, and the types of their columns."""
    for relation in relations:
        if not _NAME.fullmatch(relation.name):
            message = f'"{relation.name}" is no name for a relation'
            reader.problem("bad-name", message, relation.mark, hint="a name has small letters, digits and _ only")
        hint = "give the relation another name"
        if relation.name in kinds():  # that a declared kind is called like a relation is said of the kind
            reader.problem("taken", f'"{relation.name}" is a kind of fact already', relation.mark, hint=hint)
            continue
        if relation.name in SPECIAL:
            reader.problem("taken", f'"{relation.name}" is another condition already', relation.mark, hint=hint)
        if not relation.columns:
            reader.problem(
                "no-columns", f'"{relation.name}" needs columns', relation.mark, hint="such as {report: report}"
            )
        for column, text in relation.columns:
            if column_type(text, language.vocabulary) is None:
                hint = suggest(text, (*language.kinds, "text", "time", "number"), "types")
                reader.problem(
                    "unknown-type", f'the column "{column}" cannot be of type "{text}"', relation.mark, hint=hint
                )
        _sentence(
            reader,
            relation.says,
            {name: column.type for name, column in language.relations.get(relation.name, {}).items()},
            language,
        )


def check_rules(
    reader: Reader,
    rules: Sequence[Rule],
    language: Language,
    numbers: Numbers,
    disabled: Collection[str] = (),
    scenarios: Iterable[Scenario] = (),
) -> None:
    """Every rule by itself, then against the others; a disabled rule may still be named.

    `scenarios` are those that examples may name.
    """
    known = {scenario.name: scenario for scenario in scenarios}
    by_id: dict[str, Rule] = {}
    titles: dict[str, Rule] = {}
    for rule in rules:
        if rule.id and by_id.setdefault(rule.id, rule) is not rule:
            _twice(reader, "duplicate-id", f'two rules have the id "{rule.id}"', rule, by_id[rule.id])
        elif rule.title and titles.setdefault(rule.title, rule) is not rule:
            _twice(reader, "duplicate-title", f'two rules have the title "{rule.title}"', rule, titles[rule.title])
        if rule.id and not _ID.fullmatch(rule.id):
            hint = "an id has small letters, digits and - only, such as far-from-the-event"
            reader.problem("bad-id", f'"{short(rule.id)}" is no rule id', rule.mark, hint=hint)
    sound = []
    firsts = {id(rule) for rule in by_id.values()}
    for rule in rules:
        own = Reader()
        _rule(own, rule, language, numbers, by_id, disabled)
        if rule.is_whole and not own.problems:
            check_exceptions(own, rule)
            check_contradictions(own, rule, top_scope(language, rule.when, rule.params))
            sound += [rule] if id(rule) in firsts else []
        check_examples(own, rule, language.vocabulary, known)
        reader.problems += (each for each in own.problems if rule.is_whole or each.code not in _ECHOES)
    check_overlap(reader, sound, numbers)
    _undercut_cycles(reader, rules)


def _rule(
    reader: Reader,
    rule: Rule,
    language: Language,
    numbers: Numbers,
    by_id: Mapping[str, Rule],
    disabled: Collection[str],
) -> None:
    scope = top_scope(language, rule.when, rule.params)
    inner = condition_variables(rule.when) - condition_variables(rule.when, nested=False)
    check = ConditionCheck(reader, rule.params, inner)
    check.conditions(rule.when, scope)
    for unless in rule.unless:
        check.conditions(unless.conditions, scope.inside(unless.conditions))
    for conclusion in rule.then:
        _conclusion(reader, check, conclusion, scope, numbers)
        if conclusion.finding is not None:
            _finding(reader, check, conclusion.finding, scope, by_id, disabled)
        known = {**scope.types, **{name: Type("text") for name in rule.params}}
        for path in conclusion.because.paths():
            check.path(path, Scope(language, known))
    for name, place in lonely_variables(rule).items():
        hint = "drop it, or use it: a variable that stands alone asks nothing"
        reader.problem("used-once", f"${name} is used only here", place, hint=hint, severity="warning")
    uses = variable_uses(rule)
    for name, value in rule.params.items():
        if name not in uses and name not in rule.shared_params:
            hint = f"write ${name} where it is meant, or drop it"
            message = f'the parameter "{name}" is not used'
            reader.problem("unused-parameter", message, value.mark, hint=hint, severity="warning")


def _conclusion(reader: Reader, check: ConditionCheck, conclusion: Conclusion, scope: Scope, numbers: Numbers) -> None:
    for path in conclusion.targets:
        found = check.path(path, scope)
        wanted = TARGETS[conclusion.effect]
        if found is not None and not (found.is_fact and found.meets(wanted)):
            check.wrong(path, found, wanted, scope)
    if conclusion.effect == "derive":
        _derive(reader, check, conclusion, scope)
    for name, operand in conclusion.options.items():
        _option(reader, check, conclusion, name, operand, scope, numbers)


def _derive(reader: Reader, check: ConditionCheck, conclusion: Conclusion, scope: Scope) -> None:
    columns = scope.language.relations.get(conclusion.relation)
    if columns is None:
        hint = suggest(conclusion.relation, scope.language.relations, "relations")
        reader.problem("unknown-relation", f'there is no relation "{conclusion.relation}"', conclusion.mark, hint=hint)
        return
    for name, operand in conclusion.columns:
        column = columns.get(name)
        if column is None:
            hint = suggest(name, columns, "columns")
            reader.problem("unknown-field", f'"{conclusion.relation}" has no column "{name}"', operand.mark, hint=hint)
        else:
            check.operand(operand, column.type, scope)
    absent = columns.keys() - {name for name, _ in conclusion.columns}
    if absent:
        names = ", ".join(sorted(absent))
        hint = f"add `{min(absent)}: $x`"
        reader.problem("missing-key", f'"{conclusion.relation}" needs {names}', conclusion.mark, hint=hint)


def _finding(
    reader: Reader,
    check: ConditionCheck,
    finding: FindingOf,
    scope: Scope,
    by_id: Mapping[str, Rule],
    disabled: Collection[str],
) -> None:
    for path in finding.on:
        check.path(path, scope)
    if finding.rule in disabled:
        return
    target = by_id.get(finding.rule)
    if target is None:
        hint = suggest(finding.rule, by_id, "rules")
        reader.problem("unknown-rule", f'there is no rule "{finding.rule}"', finding.mark, hint=hint)
        return
    warn_of_deprecated(reader, target, "undercut", finding.mark)
    if all(each.effect == "derive" for each in target.then):
        hint = "undercut the facts it derives from, or a rule that concludes something from them"
        message = f'"{finding.rule}" only derives: it has no findings to undercut'
        reader.problem("no-findings", message, finding.mark, hint=hint)


def _option(
    reader: Reader,
    check: ConditionCheck,
    conclusion: Conclusion,
    name: str,
    operand: Operand,
    scope: Scope,
    numbers: Numbers,
) -> None:
    effect = conclusion.effect
    if isinstance(operand, Path) and operand.variable in scope.types:
        found = check.path(operand, scope)
        wanted = COUNT if effect == "base_rate" else ANY_FACT if effect == "undercuts" else None
        if wanted is None:
            hint = (
                f"one of: {', '.join(numbers.discounts if name == 'by' else numbers.strengths)}"
                if name in _WORDS
                else ""
            )
            message = f'"{name}" is a word, a number or a parameter, not a variable'
            reader.problem("unfit-value", message, operand.mark, hint=hint or "write a number from 0 to 1")
        elif found is not None and not found.meets(wanted):
            check.wrong(operand, found, wanted, scope)
        return
    value = check.params.get(operand.variable) if isinstance(operand, Path) else operand
    if value is None:
        assert isinstance(operand, Path)  # a written value is never None
        check.path(operand, scope)
        return
    words: Iterable[str] = ()
    if name == "strength":
        words = numbers.strengths
    elif name == "by":
        words = numbers.discounts
    elif effect == "withholds" and name == "of":
        words = ("belief", "disbelief")
    if words:
        if value.text not in words:
            hint = suggest(value.text, words, "one of")
            reader.problem("unknown-word", f'"{name}" cannot be "{value.text}"', operand.mark, hint=hint)
    elif effect == "base_rate":
        check.operand(value, COUNT, scope)
    elif isinstance(value.value, bool) or not isinstance(value.value, int | float) or not 0 <= value.value <= 1:
        hint = "it is a share: 0.3 is three tenths"
        reader.problem("not-a-share", f'"{name}" must be a number from 0 to 1', operand.mark, hint=hint)


def _sentence(reader: Reader, sentence: Sentence, types: Mapping[str, Type], language: Language) -> None:
    check = ConditionCheck(reader, {})
    for path in sentence.paths():
        check.path(path, Scope(language, types))


def _twice(reader: Reader, code: str, message: str, rule: Rule, first: Rule) -> None:
    note = f"the first is at {first.mark}"
    reader.problem(code, message, rule.mark, note=note, hint="give this one another")


def _undercut_cycles(reader: Reader, rules: Sequence[Rule]) -> None:
    """Whether rules undercut each other in a ring: then no order of weighing them would be right."""
    aims = {rule.id: [each.finding.rule for each in rule.then if isinstance(each.finding, FindingOf)] for rule in rules}
    marks: dict[str, Mark] = {rule.id: rule.mark for rule in rules}
    settled: set[str] = set()
    for start in sorted(aims):
        path: list[str] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, depth = stack.pop()
            del path[depth:]
            if name in path:
                ring = path[path.index(name) :]
                least = ring.index(min(ring))
                ring = ring[least:] + ring[:least]
                message = f"rules undercut each other in a ring: {' -> '.join((*ring, ring[0]))}"
                reader.problem("undercut-cycle", message, marks[ring[0]], hint="take one of these undercuts out")
                return
            if name in settled:
                continue
            path.append(name)
            following = [aim for aim in aims.get(name, ()) if aim in aims]
            if not following:
                settled.add(name)
            stack += [(aim, depth + 1) for aim in sorted(following, reverse=True)]
        settled.update(path)
