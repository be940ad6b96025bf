"""A rule as the clauses that its author wrote, each lowered by itself: what is told as PASS or FAIL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from whosays.rules.body import FACT, Body
from whosays.rules.compile import CompiledRulebook
from whosays.rules.language import Type
from whosays.rules.lower_rules import RuleLowering
from whosays.rules.lower_tests import CERTAINLY, Constants
from whosays.rules.program import Atom, Var
from whosays.rules.readings import possible
from whosays.rules.syntax import Conclusion, Condition, FieldTest, Path, Pattern, Rule, Unless

Names = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """One clause of a rule. Of a pattern of facts, that there is such a fact is a clause, and each field is one.

    `fact` is the variable of the fact that it is about, `owner` the place of the pattern that a field belongs to.
    """

    place: int
    part: Condition | FieldTest | Unless
    bodies: Sequence[Body]
    binds: Names
    needs: Names
    fact: str = ""
    kind: str = ""
    owner: int = -1

    @property
    def variables(self) -> Names:
        """What ties it to other clauses."""
        return self.binds | self.needs


@dataclass(frozen=True, slots=True, eq=False)
class ClausedRule:
    """A rule in clauses, in the order written: `when`, then `unless`."""

    rule: Rule
    clauses: tuple[Clause, ...]
    lowering: RuleLowering

    @property
    def types(self) -> dict[str, Type]:
        """The types of its variables."""
        return dict(self.lowering.scope.types)


def claused(rulebook: CompiledRulebook, rule: Rule) -> ClausedRule:
    """The clauses of a rule of this rulebook. They mention no text that the program does not."""
    program = rulebook.program
    constants = Constants({text: number for number, text in enumerate(program.constants)})
    doubtful = frozenset(name for name in rulebook.language.relations if possible(name) in program.relations)
    lowering = RuleLowering.of(rule, rulebook.language, constants, doubtful)
    found: list[Clause] = []
    for condition in rule.when:
        if isinstance(condition, Pattern) and condition.kind in rulebook.language.kinds:
            found += _pattern(lowering, condition, len(found))
        else:
            bodies = lowering.conditions.condition(condition, lowering.scope, CERTAINLY)
            found.append(_clause(lowering, len(found), condition, bodies))
    for unless in rule.unless:
        bodies = lowering.conditions.negation(unless.conditions, lowering.scope, CERTAINLY, f"unless: {unless.name}")
        found.append(_clause(lowering, len(found), unless, bodies))
    assert len(constants.texts) == len(program.constants)  # the rule was lowered into this program
    return ClausedRule(rule, tuple(found), lowering)


def _pattern(lowering: RuleLowering, pattern: Pattern, place: int) -> Iterator[Clause]:
    fact = Var(pattern.alias.variable) if pattern.alias is not None else lowering.tests.fresh()
    bare = [Body(atoms=(Atom(pattern.kind, ((FACT, fact),)),))]
    yield _clause(lowering, place, pattern, bare, fact.name, pattern.kind)
    columns = lowering.language.kinds[pattern.kind]
    for offset, field in enumerate(pattern.fields, 1):
        bodies = lowering.conditions.field(
            pattern.kind, columns[field.name], fact, field.tests, lowering.scope, CERTAINLY
        )
        yield _clause(lowering, place + offset, field, bodies, fact.name, pattern.kind, place)


def _clause(
    lowering: RuleLowering,
    place: int,
    part: Condition | FieldTest | Unless,
    bodies: Sequence[Body],
    fact: str = "",
    kind: str = "",
    owner: int = -1,
) -> Clause:
    known = frozenset(lowering.scope.types) | ({fact} if fact else set())
    binds = frozenset.intersection(*(bound(body) for body in bodies)) if bodies else frozenset()
    needs = frozenset().union(*(_asked(body, known) for body in bodies)) - binds
    return Clause(place, part, tuple(bodies), binds, needs, fact, kind, owner)


def bound(body: Body) -> Names:
    """The variables that a body gives values to, the numbers of its counts included."""
    return body.bound() | {count.number.name for count in body.counted}


def _asked(body: Body, known: Names) -> Names:
    """The variables that must have a value outside of what a body negates or counts."""
    return frozenset(name for name in body.variables() if name in known)


def conclusion_paths(conclusion: Conclusion) -> tuple[Path, ...]:
    """What a conclusion is about: what it acts on, or the facts in the row that it derives."""
    if conclusion.finding is not None:
        return conclusion.finding.on
    if conclusion.effect == "derive":
        return tuple(operand for _, operand in conclusion.columns if isinstance(operand, Path))
    return conclusion.targets


def needed_by(clauses: Iterable[Clause], anchored: Names) -> list[Clause]:
    """Those of the clauses whose variables the others, and the anchor, give values to."""
    kept = list(clauses)
    while True:
        binds = anchored.union(*(each.binds for each in kept))
        owners = {each.place for each in kept}
        left = [each for each in kept if each.needs <= binds and (each.owner < 0 or each.owner in owners)]
        if len(left) == len(kept):
            return kept
        kept = left
