"""Clauses as a program of the engine, and what it derives read back.

All constants of a program are ranked, and each is the integer of its rank: so comparing integers compares constants.
A predicate that has facts as well as rules keeps its facts in a relation of their own, and a rule copies them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.conformance import datalog
from tests.conformance.datalog import Clauses, Constant, Negation, OutsideError, Rule, Variable, Wildcard
from whosays.conclude import Derivation, Ground
from whosays.rules.program import Atom, Comparison, Const, FlatRule, Origin, Program, Term, Var
from whosays.rules.strata import NegationCycle, stratify

ALWAYS = "(always)"
"""A relation with one row and no column, for bodies that hold nothing to join."""

Rows = frozenset[tuple[Constant, ...]]
_Facts = dict[str, set[tuple[Constant, ...]]]


@dataclass(frozen=True, slots=True)
class Translation:
    """A program with its facts; the constant of the integer i is `constants[i]`."""

    program: Program
    ground: Ground
    constants: tuple[Constant, ...]

    @property
    def row_count(self) -> int:
        """How many facts there are."""
        return sum(len(rows) for rows in self.ground.rows.values())

    def model(self, derivation: Derivation) -> dict[str, Rows]:
        """The rows of every predicate that has some."""
        return {
            name: frozenset(tuple(self.constants[value or 0] for value in row.values) for row in rows)
            for name, rows in derivation.rows.items()
        }


def translate(clauses: Clauses) -> Translation | NegationCycle:
    """The program of some clauses. Raises OutsideError where it is unsafe or a predicate has two arities."""
    widths = _widths(clauses)
    rules = [_solved(rule) for rule in clauses.rules]
    for rule in rules:
        _check_safe(rule)
    facts: _Facts = defaultdict(set)
    for name, rows in clauses.facts:
        facts[name].update(rows)
    for rule in rules:
        if not rule.body:
            facts[rule.head.predicate].add(tuple(term for term in rule.head.terms if isinstance(term, Constant)))
    rules = [rule for rule in rules if rule.body]

    derived = {rule.head.predicate for rule in rules}
    constants = tuple(sorted({*_fact_constants(facts), *_rule_constants(rules)}))
    flat = _Flat({each: number for number, each in enumerate(constants)})
    flat_rules = [flat.rule(number, rule) for number, rule in enumerate(rules)]
    for name in sorted(derived & facts.keys()):
        flat_rules.append(flat.copy(name, widths[name]))
        facts[_given(name)], widths[_given(name)] = facts.pop(name), widths[name]
    if any(atom.relation == ALWAYS for rule in flat_rules for atom in rule.body):
        facts[ALWAYS], widths[ALWAYS] = {()}, 0

    strata = stratify(flat_rules, ())
    if isinstance(strata, NegationCycle):
        return strata
    relations = {name: _columns(width) for name, width in widths.items()}
    texts = tuple(str(each.value) for each in constants)
    return Translation(Program(relations, strata, texts, frozenset(derived)), flat.ground(facts), constants)


def only_negated(clauses: Clauses) -> str:
    """A variable that stands in one negated atom and nowhere else, if there is one: it means any value."""
    for rule in clauses.rules:
        bound, negated = _positive(rule), _negated(rule)
        for name in sorted(frozenset().union(*(atom.variables() for atom in negated)) - bound):
            return name
    return ""


def _widths(clauses: Clauses) -> dict[str, int]:
    found: dict[str, int] = {}
    in_facts = ((name, len(row)) for name, rows in clauses.facts for row in rows)
    in_rules = ((atom.predicate, len(atom.terms)) for rule in clauses.rules for atom in _atoms(rule))
    for name, width in (*in_facts, *in_rules):
        if found.setdefault(name, width) != width:
            raise OutsideError(f"{name} has {found[name]} terms here and {width} there")
    return found


def _atoms(rule: Rule) -> Iterator[datalog.Atom]:
    yield rule.head
    for literal in rule.body:
        if isinstance(literal, Negation):
            yield literal.atom
        elif isinstance(literal, datalog.Atom):
            yield literal


def _negated(rule: Rule) -> list[datalog.Atom]:
    return [literal.atom for literal in rule.body if isinstance(literal, Negation)]


def _compared(rule: Rule) -> list[datalog.Comparison]:
    return [literal for literal in rule.body if isinstance(literal, datalog.Comparison)]


def _positive(rule: Rule) -> frozenset[str]:
    """The variables that positive atoms bind."""
    return frozenset().union(*(each.variables() for each in rule.body if isinstance(each, datalog.Atom)))


def _solved(rule: Rule) -> Rule:
    """The rule without the equalities that give a value to a variable no positive atom binds."""
    bound = _positive(rule)
    for test in _compared(rule):
        for variable, term in ((test.left, test.right), (test.right, test.left)):
            is_free = test.operator == "=" and isinstance(variable, Variable) and variable.name not in bound
            if is_free and term not in (variable, Wildcard()):
                rest = tuple(literal for literal in rule.body if literal is not test)
                return _solved(_replaced(Rule(rule.head, rest), variable, term))
    return rule


def _replaced(rule: Rule, variable: datalog.Term, term: datalog.Term) -> Rule:
    def in_term(each: datalog.Term) -> datalog.Term:
        return term if each == variable else each

    def in_literal(each: datalog.Literal) -> datalog.Literal:
        if isinstance(each, datalog.Comparison):
            return datalog.Comparison(in_term(each.left), each.operator, in_term(each.right))
        return Negation(in_atom(each.atom)) if isinstance(each, Negation) else in_atom(each)

    def in_atom(each: datalog.Atom) -> datalog.Atom:
        return datalog.Atom(each.predicate, tuple(in_term(part) for part in each.terms))

    return Rule(in_atom(rule.head), tuple(in_literal(each) for each in rule.body))


def _check_safe(rule: Rule) -> None:
    terms = (*rule.head.terms, *(term for test in _compared(rule) for term in (test.left, test.right)))
    if Wildcard() in terms:
        raise OutsideError("unsafe: _ stands where a value is needed")
    needed = {term.name for term in terms if isinstance(term, Variable)}
    negated = Counter(name for atom in _negated(rule) for name in atom.variables())
    needed |= {name for name, times in negated.items() if times > 1}
    for name in sorted(needed - _positive(rule)):
        raise OutsideError(f"unsafe: no positive atom binds {name}")


def _fact_constants(facts: _Facts) -> Iterator[Constant]:
    return (each for rows in facts.values() for row in rows for each in row)


def _rule_constants(rules: Iterable[Rule]) -> Iterator[Constant]:
    for rule in rules:
        in_atoms = (term for atom in _atoms(rule) for term in atom.terms)
        in_tests = (term for test in _compared(rule) for term in (test.left, test.right))
        yield from (term for term in (*in_atoms, *in_tests) if isinstance(term, Constant))


def _columns(width: int) -> tuple[str, ...]:
    return tuple(f"c{place}" for place in range(width))


def _given(name: str) -> str:
    return f"{name} (given)"


class _Flat:
    """Writes clauses with the numbers of their constants."""

    def __init__(self, number_of: Mapping[Constant, int]) -> None:
        self.number_of = number_of

    def rule(self, number: int, rule: Rule) -> FlatRule:
        body = tuple(self.atom(each) for each in rule.body if isinstance(each, datalog.Atom)) or (Atom(ALWAYS, ()),)
        comparisons = tuple(
            Comparison(self.term(test.left), test.operator, self.term(test.right)) for test in _compared(rule)
        )
        negated = tuple(self.atom(each) for each in _negated(rule))
        name = f"rule {number}"
        return FlatRule(name, self.atom(rule.head), body, comparisons, negated=negated, origin=Origin(name))

    def copy(self, name: str, width: int) -> FlatRule:
        terms = tuple((column, Var(column)) for column in _columns(width))
        told = _given(name)
        return FlatRule(told, Atom(name, terms), (Atom(told, terms),), origin=Origin(told))

    def atom(self, atom: datalog.Atom) -> Atom:
        columns = zip(_columns(len(atom.terms)), atom.terms, strict=True)
        return Atom(atom.predicate, tuple((each, self.term(term)) for each, term in columns if term != Wildcard()))

    def term(self, term: datalog.Term) -> Term:
        if isinstance(term, Constant):
            return Const(self.number_of[term])
        assert isinstance(term, Variable)
        return Var(term.name)

    def ground(self, facts: _Facts) -> Ground:
        rows = {
            name: tuple(sorted(tuple(self.number_of[each] for each in row) for row in found))
            for name, found in facts.items()
        }
        fact_of, start = {}, 0
        for name, found in rows.items():
            fact_of[name] = tuple(range(start, start + len(found)))
            start += len(found)
        return Ground(rows, fact_of, lambda *_: True)
