"""Checking rules: ids, titles, conclusions, sentences, and how rules refer to each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from whosays.problems import Mark, suggest
from whosays.rules.check_conditions import ConditionCheck
from whosays.rules.language import ANY_FACT, COUNT, Language, Type, column_type
from whosays.rules.numbers import Numbers
from whosays.rules.reader import Reader
from whosays.rules.scope import Scope, top_scope
from whosays.rules.syntax import Conclusion, FindingOf, Operand, Path, Relation, Rule, Sentence
from whosays.rules.uses import lonely_variables, variable_uses

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")

_CLAIM, _REPORT = Type(kinds=frozenset({"claim"})), Type(kinds=frozenset({"report"}))
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
            reader.problem("bad-name", message, relation.mark, hint="small letters, digits and _")
        if relation.name in language.kinds:
            reader.problem("taken", f'"{relation.name}" is a kind of fact already', relation.mark)
        if not relation.columns:
            reader.problem(
                "no-columns", f'"{relation.name}" needs columns', relation.mark, hint="such as {report: report}"
            )
        for column, text in relation.columns:
            if column_type(text) is None:
                hint = suggest(text, (*language.kinds, "text", "time", "number"), "types")
                reader.problem(
                    "unknown-type", f'the column "{column}" cannot be of type "{text}"', relation.mark, hint=hint
                )
        _sentence(
            reader,
            relation.says,
            {name: column.type for name, column in language.relations[relation.name].items()},
            language,
        )


def check_rules(
    reader: Reader, rules: Sequence[Rule], language: Language, numbers: Numbers, disabled: Collection[str] = ()
) -> None:
    """Every rule by itself, then against the others; a disabled rule may still be named."""
    by_id: dict[str, Rule] = {}
    titles: dict[str, Rule] = {}
    for rule in rules:
        _unique(reader, "duplicate-id", "id", rule.id, by_id, rule)
        _unique(reader, "duplicate-title", "title", rule.title, titles, rule)
        if not _ID.fullmatch(rule.id):
            reader.problem("bad-id", f'"{rule.id}" is no rule id', rule.mark, hint="small letters, digits and -")
    for rule in rules:
        _rule(reader, rule, language, numbers, by_id, disabled)
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
    check = ConditionCheck(reader, rule.params)
    check.conditions(rule.when, scope)
    for unless in rule.unless:
        check.conditions(unless.conditions, scope.inside(unless.conditions))
    for conclusion in rule.then:
        _conclusion(reader, check, conclusion, scope, numbers)
        if conclusion.finding is not None and conclusion.finding.rule not in disabled:
            _finding(reader, check, conclusion.finding, scope, by_id)
        known = {**scope.types, **{name: Type("text") for name in rule.params}}
        _sentence(reader, conclusion.because, known, language)
    for name, place in lonely_variables(rule).items():
        hint = "drop it, or use it: a variable that stands alone asks nothing"
        reader.problem("used-once", f"${name} is used only here", place, hint=hint, severity="warning")
    uses = variable_uses(rule)
    for name, value in rule.params.items():
        if name not in uses and name not in rule.shared_params:
            reader.problem("unused-parameter", f'the parameter "{name}" is not used', value.mark, severity="warning")


def _conclusion(reader: Reader, check: ConditionCheck, conclusion: Conclusion, scope: Scope, numbers: Numbers) -> None:
    for path in conclusion.targets:
        found = check.path(path, scope)
        wanted = TARGETS[conclusion.effect]
        if found is not None and not (found.is_fact and found.meets(wanted)):
            message = f"{path} is {found}, but {wanted} is needed here"
            reader.problem("wrong-type", message, path.mark)
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
        reader.problem("missing-key", f'"{conclusion.relation}" needs {", ".join(sorted(absent))}', conclusion.mark)


def _finding(
    reader: Reader, check: ConditionCheck, finding: FindingOf, scope: Scope, by_id: Mapping[str, Rule]
) -> None:
    for path in finding.on:
        check.path(path, scope)
    target = by_id.get(finding.rule)
    if target is None:
        hint = suggest(finding.rule, by_id, "rules")
        reader.problem("unknown-rule", f'there is no rule "{finding.rule}"', finding.mark, hint=hint)
    elif all(each.effect == "derive" for each in target.then):
        reader.problem("no-findings", f'"{finding.rule}" only derives: it has no findings to undercut', finding.mark)


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
            reader.problem("unfit-value", f'"{name}" is a word, a number or a parameter, not a variable', operand.mark)
        elif found is not None and not found.meets(wanted):
            reader.problem("wrong-type", f"{operand} is {found}, but {wanted} is needed here", operand.mark)
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
        reader.problem("not-a-share", f'"{name}" must be a number from 0 to 1', operand.mark)


def _sentence(reader: Reader, sentence: Sentence, types: Mapping[str, Type], language: Language) -> None:
    check = ConditionCheck(reader, {})
    for path in sentence.paths():
        check.path(path, Scope(language, types))


def _unique(reader: Reader, code: str, what: str, value: str, seen: dict[str, Rule], rule: Rule) -> None:
    first = seen.setdefault(value, rule)
    if first is not rule:
        note = f"the first is at {first.mark}"
        reader.problem(code, f'two rules have the {what} "{value}"', rule.mark, note=note)


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
