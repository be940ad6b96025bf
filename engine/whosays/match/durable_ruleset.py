"""A stratum as durable_rules rulesets: each flat rule becomes one rule, in the part of the engine that can be trusted.

- Every fact carries `k: 1`, and every pattern with a test against another pattern ends with a test on `k` that always
  holds: where the last such test of a pattern fails, the engine reads beyond its memory (events.c:612).
- A rule with a negation waits for the `$phase` fact, which is sent when all that is negated has been sent: a blocker
  that comes late does not take a match back.
- `dist: 0` lets one row match two patterns of a rule, as a join of a relation with itself must.
- A column that another pattern refers to, or that has to be known, is asked for by `$ex`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whosays.match import durable_limits as limits
from whosays.match.durable_reading import Reading, reading_of
from whosays.match.join_order import join_order
from whosays.rules.program import Atom, Comparison, ComparisonOperator, Const, FlatRule, Program, Stratum, Var

OPEN, PHASE = -1, -2
"""The types of the two facts that are not rows; those of rows are the numbers of their relations."""

_OPERATORS = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
_MIRRORED: dict[ComparisonOperator, ComparisonOperator] = {
    "=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=",
}  # fmt: skip

_Terms = list[dict[str, object]]
_Place = tuple[str, int]  # the alias of a pattern and a column


@dataclass(frozen=True, slots=True)
class RulesetPlan:
    """One ruleset: `r<i>` is the stratum's rule i, and `places[i][j]` where a match of it lists the row of atom j.

    `loose` are the rules that join what nothing ties together, and the relations whose rows meet each other freely.
    """

    text: str
    rules: frozenset[int]
    places: dict[int, tuple[int, ...]]
    loose: tuple[tuple[FlatRule, tuple[str, ...]], ...]
    readings: dict[str, Reading]
    negates: bool


def plan_rulesets(program: Program, stratum: Stratum) -> tuple[RulesetPlan, ...]:
    """The rulesets of a stratum: one, or more where one would be beyond the engine's limits."""
    groups: list[_Group] = []
    for index, rule in enumerate(stratum.rules):
        if not rule.body:
            raise ValueError(f"{rule.name} has no body")
        if all(_holds(test) for test in rule.comparisons if _is_constant(test)):
            if not groups or not groups[-1].has_room(rule):
                groups.append(_Group())
            groups[-1].add(index, rule)
    return tuple(_plan(program, group.rules) for group in groups)


class _Group:
    """Rules that share a ruleset."""

    def __init__(self) -> None:
        self.rules: dict[int, FlatRule] = {}
        self.uses: Counter[str] = Counter()
        self.negating = 0

    def has_room(self, rule: FlatRule) -> bool:
        more = _relations(rule)
        return (
            all(self.uses[name] + count <= limits.PATTERNS_A_RELATION for name, count in more.items())
            and len(self.uses.keys() | more.keys()) <= limits.RELATIONS_A_RULESET
            and self.negating + bool(rule.negated) <= limits.NEGATIONS_A_RULESET
        )

    def add(self, index: int, rule: FlatRule) -> None:
        self.rules[index] = rule
        self.uses.update(_relations(rule))
        self.negating += bool(rule.negated)


def _relations(rule: FlatRule) -> Counter[str]:
    return Counter(atom.relation for atom in (*rule.body, *rule.negated))


def _plan(program: Program, rules: dict[int, FlatRule]) -> RulesetPlan:
    atoms = [atom for rule in rules.values() for atom in (*rule.body, *rule.negated)]
    type_of = {name: number for number, name in enumerate(sorted({atom.relation for atom in atoms}))}
    orders = {index: join_order(rule.body) for index, rule in rules.items()}
    lowered: dict[str, object] = {"open": {"all": [{"o": {"t": OPEN}}]}}
    for index, rule in rules.items():
        lowered[f"r{index}"] = {"all": _Lowering(program, type_of, rule).patterns(orders[index]), "dist": 0}
    negates = any(rule.negated for rule in rules.values())
    readings = {
        name: reading_of(type_of[name], program.relations[name], [atom for atom in atoms if atom.relation == name])
        for name in type_of
    }
    places = {index: _places(rule, orders[index]) for index, rule in rules.items()}
    joined = ((rule, _loose(rule.body, orders[index])) for index, rule in rules.items())
    loose = tuple((rule, relations) for rule, relations in joined if len(relations) > 1)
    return RulesetPlan(json.dumps(lowered, separators=(",", ":")), frozenset(rules), places, loose, readings, negates)


def _places(rule: FlatRule, order: Sequence[int]) -> tuple[int, ...]:
    """Where the row of each atom stands among those of a match: patterns in their order, `$phase` before them."""
    return tuple(order.index(atom) + bool(rule.negated) for atom in range(len(order)))


def _loose(body: Sequence[Atom], order: Iterable[int]) -> tuple[str, ...]:
    bound: set[str] = set()
    found = []
    for index in order:
        if not body[index].variables() & bound:
            found.append(body[index].relation)
        bound |= body[index].variables()
    return tuple(found)


class _Lowering:
    """The patterns of one rule."""

    def __init__(self, program: Program, type_of: dict[str, int], rule: FlatRule) -> None:
        self.program = program
        self.type_of = type_of
        self.rule = rule
        self.bound: dict[str, _Place] = {}
        self.waiting = [test for test in rule.comparisons if not _is_constant(test)]
        self.first = "ph" if rule.negated else ""

    def patterns(self, order: Iterable[int]) -> list[dict[str, object]]:
        found: list[dict[str, object]] = [{"ph": {"t": PHASE}}] if self.rule.negated else []
        for index in order:
            found.append({f"p{index}": self._pattern(f"p{index}", self.rule.body[index])})
        for index, atom in enumerate(self.rule.negated):
            found.append({f"n{index}$not": self._pattern(f"n{index}", atom)})
        return found

    def _pattern(self, alias: str, atom: Atom) -> dict[str, object]:
        self.first = self.first or alias
        constants: _Terms = [{"t": self.type_of[atom.relation]}]
        known: _Terms = []
        inside: _Terms = []
        across: _Terms = []
        mine: dict[str, int] = {}
        columns = self.program.relations[atom.relation]
        for column, term in atom.terms:
            place = columns.index(column)
            if isinstance(term, Const):
                constants.append({f"c{place}": term.value})
                continue
            known.append({"$ex": {f"c{place}": 1}})
            if term.name in mine:
                inside.append({f"c{place}": {"$m": f"c{mine[term.name]}"}})
            else:
                mine[term.name] = place
                if term.name in self.bound:
                    across.append(_equal(place, self.bound[term.name]))
        for name, place in mine.items():
            if not alias.startswith("n"):
                self.bound.setdefault(name, (alias, place))
        if not alias.startswith("n"):
            self._compare(mine, inside, across)
        if across:
            across.append({"k": {self.first: "k"}})
        # Tests are tried in this order; `$ex` must come before what reads the column.
        return {"$and": [*_unique(constants), *_unique(known), *inside, *across]}

    def _compare(self, mine: dict[str, int], inside: _Terms, across: _Terms) -> None:
        """The comparisons whose variables are all bound by now, as tests on the pattern that bound the last of them."""
        ready = [test for test in self.waiting if _names(test) <= self.bound.keys()]
        self.waiting = [test for test in self.waiting if test not in ready]
        for test in ready:
            left, operator, right = test.left, test.operator, test.right
            if not (isinstance(left, Var) and left.name in mine):
                left, operator, right = right, _MIRRORED[operator], left
            assert isinstance(left, Var)
            own = mine[left.name]
            if isinstance(right, Const):
                inside.append(_compared(operator, own, right.value))
            elif right.name in mine:
                inside.append(_compared(operator, own, {"$m": f"c{mine[right.name]}"}))
            else:
                other, column = self.bound[right.name]
                across.append(_compared(operator, own, {other: f"c{column}"}))


def _equal(column: int, place: _Place) -> dict[str, object]:
    return {f"c{column}": {place[0]: f"c{place[1]}"}}


def _compared(operator: str, column: int, right: object) -> dict[str, object]:
    test = {f"c{column}": right}
    return test if operator == "=" else {_OPERATORS[operator]: test}


def _unique(terms: _Terms) -> _Terms:
    return [term for index, term in enumerate(terms) if term not in terms[:index]]


def _names(test: Comparison) -> frozenset[str]:
    return frozenset(term.name for term in (test.left, test.right) if isinstance(term, Var))


def _is_constant(test: Comparison) -> bool:
    return not _names(test)


def _holds(test: Comparison) -> bool:
    assert isinstance(test.left, Const)
    assert isinstance(test.right, Const)
    left, right = test.left.value, test.right.value
    match test.operator:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
