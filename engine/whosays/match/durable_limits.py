"""How far durable_rules goes: beyond these figures it is slow, or writes where it should not."""

from __future__ import annotations

from collections.abc import Iterator

from whosays.rules.program import Atom, FlatRule, Program, Var

CASE_ROWS = 5_000
"""Rows of a case; a row costs the engine 9 KB."""
SESSION_ROWS = 20_000
"""Rows of a session, the derived ones included."""
ROWS_A_FETCH = 500
"""Rows that are sent before the matches so far are fetched."""
MATCHES = 500_000
"""Matches that one feed may give."""
LOOSE_JOINS = 2_000_000
"""Combinations of rows that nothing ties together; the engine holds 300 bytes for each."""
LIVE_SESSIONS = 1_000
"""Sessions of one ruleset that are open at the same time."""
PATTERNS_A_RULE = 16
"""Rows that one match can hold; the row that opens negation is one of them."""
TESTS_A_PATTERN = 28
"""Tests of one pattern against the patterns before it."""
PATTERNS_A_RELATION = 60
"""Patterns of one ruleset that ask for rows of the same relation."""
NEGATIONS_A_RULESET = 250
"""Rules of one ruleset that share the pattern which opens negation."""
RELATIONS_A_RULESET = 250
"""Relations that one ruleset tells apart; at 512 its creation never returns."""
COLUMNS = 250
"""Columns of a relation."""
LARGEST_VALUE = 2**63 - 1
"""Integers are held in 64 bits."""


def refusal(program: Program, row_count: int, largest_value: int) -> str:
    """Why a program over so many rows is beyond durable_rules; empty where it is not."""
    if row_count > CASE_ROWS:
        return f"the case has {row_count:,} rows, and durable_rules takes {CASE_ROWS:,}"
    if largest_value > LARGEST_VALUE:
        return f"the case has the value {largest_value}, and durable_rules takes integers of 64 bits"
    for name, columns in program.relations.items():
        if len(columns) > COLUMNS:
            return f"{name} has {len(columns)} columns, and durable_rules takes {COLUMNS}"
    rules = (rule for stratum in program.strata for rule in stratum.rules)
    return next((why for rule in rules for why in _too_much(rule)), "")


def _too_much(rule: FlatRule) -> Iterator[str]:
    patterns = len(rule.body) + bool(rule.negated)
    if patterns > PATTERNS_A_RULE:
        yield f"{rule.name} joins {patterns} patterns, and durable_rules joins {PATTERNS_A_RULE}"
    atoms = len(rule.body) + len(rule.negated)
    if atoms > PATTERNS_A_RELATION:
        yield f"{rule.name} has {atoms} patterns with its negations, and durable_rules takes {PATTERNS_A_RELATION}"
    # Every comparison might fall on the same pattern, and each term of a pattern might be a join.
    tests = max(len(atom.terms) for atom in (*rule.body, *rule.negated)) + len(rule.comparisons)
    if tests > TESTS_A_PATTERN and _tests_at_most(rule) > TESTS_A_PATTERN:
        yield f"{rule.name} has a pattern with {tests} tests, and durable_rules takes {TESTS_A_PATTERN}"


def _tests_at_most(rule: FlatRule) -> int:
    """The joins and comparisons of the widest pattern, whatever order the patterns come in."""
    shared: dict[str, int] = {}
    atoms = (*rule.body, *rule.negated)
    for atom in atoms:
        for name in atom.variables():
            shared[name] = shared.get(name, 0) + 1
    return max(_joins(atom, shared) for atom in atoms) + len(rule.comparisons)


def _joins(atom: Atom, shared: dict[str, int]) -> int:
    return sum(isinstance(term, Var) and shared[term.name] > 1 for _, term in atom.terms)
