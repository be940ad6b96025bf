"""Relations in which each row has one proof, since a row tells which rows it was derived from.

Nearly all findings are such: they name the facts of every pattern. Their rows need not be looked for among each other.
"""

from __future__ import annotations

from collections import Counter

from whosays.rules.body import FACT, ITEM
from whosays.rules.program import Atom, FlatRule, Program, Var


def relations_of_one_proof(program: Program) -> frozenset[str]:
    """The relations derived by one rule of which no two matches derive the same row."""
    rules = [rule for stratum in program.strata for rule in stratum.rules]
    times = Counter(rule.head.relation for rule in rules)
    counted = {count.head for stratum in program.strata for count in stratum.counts}
    return frozenset(
        rule.head.relation
        for rule in rules
        if times[rule.head.relation] == 1 and rule.head.relation not in counted and _tells_all(program, rule)
    )


def _tells_all(program: Program, rule: FlatRule) -> bool:
    """Whether a row that the rule derives tells the row of each of its atoms."""
    told = frozenset(term.name for _, term in rule.head.terms if isinstance(term, Var))
    return all(_is_told(program, atom, told) for atom in rule.body)


def _is_told(program: Program, atom: Atom, told: frozenset[str]) -> bool:
    known = {column for column, term in atom.terms if not isinstance(term, Var) or term.name in told}
    columns = program.relations[atom.relation]
    if atom.relation in program.derived or columns == (FACT, ITEM):
        return known.issuperset(columns)  # no two rows have the same cells
    return FACT in known and FACT in columns  # a fact has one row in the relation of its kind
