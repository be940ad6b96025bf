"""What is missing for a rule to fire, read off its closest match; that it fires then is for the engine to say."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from functools import partial
from typing import Any

from whosays.argue.blockers import Blockers
from whosays.argue.choose_value import LEFT_OUT, NoValueError, value_for
from whosays.argue.clauses import Clause, ClausedRule, bound, claused
from whosays.argue.closest import Match, Search, failed
from whosays.argue.plan import NewFact, NewValue, Plan, fresh_id
from whosays.argue.probe import Probe
from whosays.argue.values import Values, written
from whosays.facts.kinds import Field
from whosays.facts.vocabulary import EVIDENCE_KINDS
from whosays.rules.body import Body
from whosays.rules.compile import CompiledRulebook
from whosays.rules.language import Type
from whosays.rules.program import Var
from whosays.rules.syntax import (
    AnyOf,
    CountOf,
    FieldTest,
    Measure,
    NoneOf,
    Operand,
    Pair,
    Path,
    PathTest,
    Pattern,
    Rule,
    Unless,
    Value,
)

DEPTH = 3
"""Rules that derive what another one reads are followed so far."""
_BRANCHES = 8  # ways through the "any" of a rule that are tried

Anchors = Callable[[ClausedRule], Sequence[Body]]


@dataclass(frozen=True, slots=True, eq=False)
class Missing:
    """Looks for plans by which a rule would fire."""

    rulebook: CompiledRulebook
    probe: Probe
    derived: dict[tuple[str, frozenset[tuple[str, Any]], int], Plan | None] = dataclass_field(default_factory=dict)

    def plans(self, rule: Rule, anchors: Anchors, targets: frozenset[str], depth: int = DEPTH) -> list[Plan]:
        """Plans, those that overturn least first. `targets` are the facts that the conclusion is to be about."""
        found: list[Plan] = []
        for variant in itertools.islice(_variants(rule), _BRANCHES):
            in_clauses = claused(self.rulebook, variant)
            for anchor in anchors(in_clauses):
                # What no fact can mend must hold; where it cannot, a new fact may still do.
                fixed = frozenset(each.place for each in in_clauses.clauses if _is_fixed(each.part))
                matches = Search(in_clauses, self.probe, anchor, fixed).closest()[:2]
                for match in matches or Search(in_clauses, self.probe, anchor).closest()[:2]:
                    for spare in (True, False):
                        plan = self._plan(in_clauses, match, targets, bound(anchor), depth, spare=spare)
                        if plan is not None and any(plan.size) and plan not in found:
                            found.append(plan)
        return sorted(found, key=lambda plan: plan.size)

    def _plan(
        self,
        rule: ClausedRule,
        match: Match,
        targets: frozenset[str],
        anchored: frozenset[str],
        depth: int,
        *,
        spare: bool,
    ) -> Plan | None:
        try:
            return _Making(self, rule, match, targets, anchored, depth, spare).plan()
        except NoValueError:
            return None


def _variants(rule: Rule) -> Iterator[Rule]:
    """The rule with one branch chosen of each "any"."""
    choices = [each.branches if isinstance(each, AnyOf) else ((each,),) for each in rule.when]
    for chosen in itertools.product(*choices):
        yield replace(rule, when=tuple(each for branch in chosen for each in branch))


class _Making:
    """Makes one plan from one match."""

    def __init__(
        self,
        missing: Missing,
        rule: ClausedRule,
        match: Match,
        targets: frozenset[str],
        anchored: frozenset[str],
        depth: int,
        spare: bool,
    ) -> None:
        self.missing, self.rule, self.match, self.targets = missing, rule, match, targets
        self.anchored, self.depth, self.spare = anchored, depth, spare
        self.values = Values(missing.probe.gathered.grounded, rule, match)
        self.case = self.values.case
        self.env: dict[str, Any] = {}  # what variables get beyond the match
        self.new: dict[str, NewFact] = {}  # by id
        self.changes: dict[tuple[str, str], NewValue] = {}
        self.plan_so_far = Plan()

    def plan(self) -> Plan:
        """The plan. Raises NoValueError where there is none to be made."""
        out = failed(self.rule, self.match)
        heads = {each.owner if each.owner >= 0 else each.place for each in out if each.fact}
        patterns = [each for each in self.rule.clauses if each.place in heads]
        self._bind_by_relations()
        waiting = [each for each in patterns if self._replaced(each)]
        for variable, kind in {head.fact: head.kind for head in waiting}.items():
            self.env[variable] = self._fresh(kind)
        for head in waiting:
            self._write(head)
        for clause in out:
            if clause.fact and not self._is_new(clause.fact):
                self._change(clause)
            elif isinstance(clause.part, PathTest):
                self._change_path(clause.part)
            elif isinstance(clause.part, Pattern) and not clause.fact:
                self._derive(clause.part)
            elif isinstance(clause.part, NoneOf | Unless):
                self._clear(clause)
            elif (
                isinstance(clause.part, Pair)
                and {clause.part.first.variable, clause.part.second.variable} & self._spared
            ):
                continue  # a new fact is another one
            elif not clause.fact:
                raise NoValueError  # a count, a pair or a distance: no single fact would do
        return self.plan_so_far + Plan(tuple(self.new.values()), tuple(self.changes.values()))

    def _fresh(self, kind: str) -> str:
        taken = [fact.id for fact in self.case] + list(self.new) + [str(each) for each in self.env.values()]
        return fresh_id(kind, taken)

    def _is_new(self, variable: str) -> bool:
        return (self.env.get(variable) is not None and variable not in self.match.values) or variable in self._spared

    @property
    def _spared(self) -> set[str]:
        return {name for name, value in self.env.items() if isinstance(value, str) and value in self.new}

    def _replaced(self, head: Clause) -> bool:
        """Whether a fact of its own takes the place of the one that does not fit."""
        fact = self.values.fact(head.fact)
        if not fact:
            return True
        if fact in self.targets and head.fact in self.anchored:
            return False
        tied = any(
            each.fact != head.fact and head.fact in each.variables
            for each in self.rule.clauses
            if each.place in self.match.passed and isinstance(each.part, FieldTest)
        )
        return self.spare and not tied

    def _read(self, operand: Operand) -> Any:
        if isinstance(operand, Value):
            return operand.value
        start = self.env.get(operand.variable, self.values.of(operand.variable))
        if not operand.fields:
            return start
        if start in self.new and operand.fields[0] in self.new[start].fields:
            start = self.new[start].fields[operand.fields[0]]
            return self.values.walk(start, operand.fields[1:]) if operand.fields[1:] else start
        found = self.values.walk(start, operand.fields)
        return found[0] if isinstance(found, list) and found else found

    def _write(self, head: Clause) -> None:
        """A fact that passes all tests of a pattern, like the one that came closest."""
        assert isinstance(head.part, Pattern)
        fields = self.case.vocabulary[head.kind].fields
        model = self.values.fact(head.fact)
        name = self.env[head.fact]
        found = self.new.setdefault(name, NewFact(head.kind, {"id": name})).fields
        for field in fields.values():
            if field.required and field.name not in found:
                old = self.case[model].get(field.name) if model else None
                found[field.name] = written(old) if old is not None else None
        for test in head.part.fields:
            field = fields[test.name]
            clause = next(each for each in self.rule.clauses if each.owner == head.place and each.part is test)
            if clause.place in self.match.passed and model:
                value = written(self.case[model].get(test.name))
                if value is not None and value not in ([], field.default):
                    found[test.name] = _with(found.get(test.name), value) if field.many else value
                continue
            value = value_for(field, test.tests, partial(self._or_any, field=field, owner=name))
            if value is LEFT_OUT:
                found.pop(test.name, None)
            else:
                found[test.name] = _with(found.get(test.name), value) if field.many else value
        for field in fields.values():
            if field.required and found.get(field.name) is None:
                found[field.name] = self._any(field)

    def _or_any(self, operand: Operand, field: Field, owner: str = "") -> Any:
        """The value of an operand; one that is not bound gets any value that fits the field."""
        value = self._read(operand)
        if value is None and isinstance(operand, Path) and not operand.fields:
            value = self.env[operand.variable] = self._any(field, owner)
        return value

    def _any(self, field: Field, owner: str = "") -> Any:
        if field.type == "ref":
            chosen = [fact.id for fact in self.case if not field.refers_to or fact.kind in field.refers_to]
            chosen = [each for each in chosen if each != owner]
            preferred = [each for each in chosen if each in self.targets]
            if not chosen:
                return self._plain(field.refers_to[0])
            value = (preferred or chosen)[0]
            return [*chosen[: field.min_items]] if field.many and field.min_items > 1 else value
        return value_for(field, (), self._read)

    def _plain(self, kind: str) -> str:
        """A fact of a kind of which the case has none, with no more than it must have."""
        name = self._fresh(kind)
        fields: dict[str, Any] = {"id": name}
        self.new[name] = NewFact(kind, fields)
        for field in self.case.vocabulary[kind].fields.values():
            if field.required and field.name != "id":
                fields[field.name] = self._any(field)
        return name

    def _change(self, clause: Clause) -> None:
        if not isinstance(clause.part, FieldTest):
            raise NoValueError
        self._set(self.values.fact(clause.fact), clause.part.name, clause.part)

    def _change_path(self, part: PathTest) -> None:
        owner = self._read(Path(part.path.variable, part.path.fields[:-1]))
        if not isinstance(owner, str) or not part.path.fields:
            raise NoValueError
        self._set(owner, part.path.fields[-1], part)

    def _set(self, fact: str, name: str, part: FieldTest | PathTest) -> None:
        kind = self.new[fact].kind if fact in self.new else self.case[fact].kind if fact in self.case else ""
        field = self.case.vocabulary[kind].fields.get(name) if kind else None
        if field is None:
            raise NoValueError
        value = value_for(field, part.tests, lambda each: self._or_any(each, field, fact))
        if fact in self.new:
            if value is LEFT_OUT:
                self.new[fact].fields.pop(name, None)
            else:
                self.new[fact].fields[name] = value
            return
        if value is LEFT_OUT:
            value = None
        elif field.many:
            wanted = value if isinstance(value, list) else [value]
            value = [*dict.fromkeys([*written(self.case[fact].get(name)), *wanted])]
        self.changes[fact, name] = NewValue(fact, name, value)

    def _unset(self, part: PathTest) -> None:
        """A field loses the value that stands in the way."""
        owner = self._read(Path(part.path.variable, part.path.fields[:-1]))
        if not part.path.fields or not isinstance(owner, str) or owner not in self.case:
            raise NoValueError
        name = part.path.fields[-1]
        field = self.case.vocabulary[self.case[owner].kind].fields.get(name)
        if field is None or field.required:
            raise NoValueError
        barred = [self._read(operand) for test in part.tests for operand in test.operands]
        left = [each for each in written(self.case[owner].get(name)) if each not in barred] if field.many else []
        self.changes[owner, name] = NewValue(owner, name, left or None)

    def _bind_by_relations(self) -> None:
        """Variables that only a relation would give a value to get one from a row of it, if there is any."""
        gathered = self.missing.probe.gathered
        for clause in self.rule.clauses:
            if not isinstance(clause.part, Pattern) or clause.fact or clause.place in self.match.passed:
                continue
            columns = gathered.derivation.program.relations[clause.part.kind]
            tests = {each.name: each.tests[0].operands[0] for each in clause.part.fields if _is_equality(each)}
            free = {name: each for name, each in tests.items() if isinstance(each, Path) and self._number(each) is None}
            held = {name: number for name, each in tests.items() if (number := self._number(each)) is not None}
            for row in gathered.derivation.rows.get(clause.part.kind, ()):
                cells = dict(zip(columns, row.values, strict=True))
                if held and free and all(cells[name] == number for name, number in held.items()):
                    for name, operand in free.items():
                        number = cells[name]
                        type_ = self.rule.types.get(operand.variable)
                        if not operand.fields and type_ is not None and type_.is_fact and number is not None:
                            self.env.setdefault(operand.variable, gathered.grounded.fact(number).id)
                    break

    def _number(self, operand: Operand) -> int | None:
        value = self._read(operand)
        fact = self.case.get(value) if isinstance(value, str) else None
        return None if fact is None else self.missing.probe.gathered.grounded.first_fact + fact.index

    def _derive(self, part: Pattern) -> None:
        """What is missing for a row of a relation: for the rule that derives it with the least."""
        if self.depth == 0:
            raise NoValueError
        wanted = {each.name: self._read(each.tests[0].operands[0]) for each in part.fields if _is_equality(each)}
        if any(
            wanted[each.name] is None and isinstance(operand := each.tests[0].operands[0], Path) and operand.fields
            for each in part.fields
            if each.name in wanted
        ):
            raise NoValueError  # the path leads nowhere
        key = (part.kind, frozenset(wanted.items()), self.depth)
        if key not in self.missing.derived:
            self.missing.derived[key] = self._least(part, wanted)
        best = self.missing.derived[key]
        if best is None or set(wanted.values()) & self.new.keys():
            raise NoValueError
        self.plan_so_far += best

    def _least(self, part: Pattern, wanted: Mapping[str, Any]) -> Plan | None:
        best: Plan | None = None
        for rule in self.missing.rulebook.rulebook.rules:
            for conclusion in rule.then:
                if conclusion.effect != "derive" or conclusion.relation != part.kind:
                    continue
                operands = dict(conclusion.columns)
                if any(
                    isinstance(operands[name], Value) and wanted[name] not in (None, operands[name].value)  # type: ignore[union-attr]
                    for name in wanted
                ):
                    continue
                known = {name: value for name, value in wanted.items() if isinstance(operands[name], Path)}
                targets = frozenset(each for each in known.values() if isinstance(each, str) and each in self.case)
                anchors = self._anchors(operands, known)
                for plan in self.missing.plans(rule, anchors, targets, self.depth - 1)[:1]:
                    if best is None or plan.size < best.size:
                        best = plan
        return best

    def _anchors(self, operands: Mapping[str, Operand], known: Mapping[str, Any]) -> Anchors:
        def anchors(rule: ClausedRule) -> Sequence[Body]:
            found = [Body()]
            for name, value in known.items():
                operand, number = operands[name], self._number(Value("", value))
                if number is None or not isinstance(operand, Path):
                    continue
                leads = rule.lowering.tests.path(operand, rule.lowering.scope)
                found = [
                    each + lead + Body(atoms=(self.missing.probe.aim(number, Var(term.name)),))
                    for each in found
                    for term, lead in leads
                ]
                type_ = rule.lowering.scope.type_of(operand)
                kind = self.case[str(value)].kind
                if type_ is None or not type_.meets(Type(kinds=frozenset({kind}))):
                    return []
            return [each for each in found if each.atoms]

        return anchors

    def _clear(self, clause: Clause) -> None:
        """The facts that stand in the way, one for each way in which they do."""
        part = clause.part
        assert isinstance(part, NoneOf | Unless)
        if len(part.conditions) == 1 and isinstance(part.conditions[0], PathTest):
            self._unset(part.conditions[0])
            return
        blocked = Blockers(self.missing.probe, self.rule, self.match).of(clause)
        for facts in blocked:
            ids = [self.case.facts[each] for each in facts if self.case.facts[each].id not in self.targets]
            if not ids:
                raise NoValueError
            if not any(each.id in self.plan_so_far.without for each in ids):
                chosen = next((each for each in reversed(ids) if each.kind in EVIDENCE_KINDS), ids[-1])
                self.plan_so_far += Plan(without=(chosen.id,))
        if not blocked:
            raise NoValueError


def _is_fixed(part: object) -> bool:
    """Whether a clause compares what others have found, so that no fact can be put in for it."""
    return isinstance(part, Pair | CountOf | Measure) or (isinstance(part, PathTest) and not part.path.fields)


def _with(old: Any, value: Any) -> Any:
    """A value of a list beside those that are there."""
    if old is None:
        return value
    values = [*(old if isinstance(old, list) else [old]), *(value if isinstance(value, list) else [value])]
    return [*dict.fromkeys(values)]


def _is_equality(field: FieldTest) -> bool:
    return len(field.tests) == 1 and field.tests[0].operator == "is"
