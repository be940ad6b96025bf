"""Findings: the conclusions of rules, with what they act on, how strongly, and the facts that prove them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from whosays.conclude import Derivation
from whosays.match.matcher import Row
from whosays.rules.compile import CompiledRulebook, FindingKind
from whosays.rules.grounding import GroundedCase
from whosays.rules.numbers import Numbers
from whosays.rules.syntax import Operand, Path, Value
from whosays.weigh.network import Effect

_EFFECTS = {
    "supports": Effect.SUPPORTS,
    "opposes": Effect.OPPOSES,
    "discounts": Effect.DISCOUNTS,
    "raises": Effect.RAISES,
    "same_origin": Effect.TIES,
    "refutes": Effect.FLOORS_DISBELIEF,
    "confirms": Effect.FLOORS_BELIEF,
    "undercuts": Effect.UNDERCUTS,
    "base_rate": Effect.BASE_RATE,
}


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """One conclusion of one rule for one binding of its variables.

    `proofs` are sets of facts, the canonical one first.
    """

    index: int
    kind: FindingKind
    row: int
    bindings: Mapping[str, int]
    targets: tuple[int, ...]
    proofs: tuple[tuple[int, ...], ...]
    effect: Effect
    size: float
    by_fact: int = -1
    hits: int = 0
    of: int = 0

    def facts_named(self) -> set[int]:
        """The facts it speaks of: those its variables hold, and its targets."""
        return {number for name, number in self.bindings.items() if self.kind.types[name].is_fact} | set(self.targets)


def findings_of(rulebook: CompiledRulebook, grounded: GroundedCase, derivation: Derivation) -> tuple[Finding, ...]:
    """Every finding of a case, in an order that depends on what they say."""
    found: list[tuple[FindingKind, Row]] = [
        (kind, row) for kind in rulebook.findings for row in derivation.rows.get(kind.relation, ())
    ]
    found.sort(key=lambda pair: _content_key(grounded, *pair))
    return tuple(_finding(rulebook, derivation, index, kind, row) for index, (kind, row) in enumerate(found))


def _content_key(grounded: GroundedCase, kind: FindingKind, row: Row) -> tuple[object, ...]:
    """Order by rule, then by what its variables hold (facts by their ids, values by rank), then by what it acts on.

    It is the same order whatever else is in the case.
    """
    facts = {name for name in kind.variables if kind.types[name].is_fact} | {*kind.targets, kind.by}
    cells = [
        grounded.fact(value).id if name in facts and value is not None else value
        for name, value in zip(kind_columns(kind), row.values, strict=True)
    ]
    return (kind.rule.id, kind.number, [(each is not None, each) for each in cells])


def kind_columns(kind: FindingKind) -> tuple[str, ...]:
    """The columns of a finding relation, in order."""
    return (*kind.variables, *kind.targets, *(name for name in (kind.by, kind.hits, kind.of) if name))


def _finding(rulebook: CompiledRulebook, derivation: Derivation, index: int, kind: FindingKind, row: Row) -> Finding:
    derivation.deadline.check()
    cells = {name: value for name, value in zip(kind_columns(kind), row.values, strict=True) if value is not None}
    effect, size = effect_of(rulebook.numbers, kind)
    return Finding(
        index,
        kind,
        row.number,
        {name: cells[name] for name in kind.variables if name in cells},
        tuple(cells[name] for name in kind.targets),
        derivation.fact_sets(row.number),
        effect,
        size,
        by_fact=cells[kind.by] if kind.by else -1,
        hits=cells[kind.hits] if kind.hits else 0,
        of=cells[kind.of] if kind.of else 0,
    )


def effect_of(numbers: Numbers, kind: FindingKind) -> tuple[Effect, float]:
    """The effect of a conclusion and its size as a number."""
    options = {name: _value(kind, operand) for name, operand in kind.conclusion.options.items()}
    match kind.conclusion.effect:
        case "supports" | "opposes":
            return _EFFECTS[kind.conclusion.effect], numbers.strengths[str(options["strength"])]
        case "discounts" | "undercuts":
            return _EFFECTS[kind.conclusion.effect], 1.0 if kind.by else numbers.discounts[str(options["by"])]
        case "same_origin":
            return Effect.TIES, float(options["keeps"])
        case "withholds":
            effect = Effect.CAPS_BELIEF if options["of"] == "belief" else Effect.CAPS_DISBELIEF
            return effect, float(options["to"])
        case "refutes" | "confirms":
            return _EFFECTS[kind.conclusion.effect], float(options["to"])
        case _:
            return _EFFECTS[kind.conclusion.effect], 1.0


def _value(kind: FindingKind, operand: Operand) -> str | float:
    value = kind.rule.params.get(operand.variable) if isinstance(operand, Path) else operand
    return value.value if isinstance(value, Value) else ""
