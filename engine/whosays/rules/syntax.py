"""The syntax tree of a rulebook: what an author wrote, typed and with the place where it stands. Nothing here computes.

Nodes are compared by identity (`eq=False`): nobody needs more, and it halves what these classes cost at start-up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from whosays.marked import MarkedScalar, Node
from whosays.problems import Mark

NOWHERE = Mark("")


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """`$report.by.affiliation`: a variable and the fields followed from it."""

    variable: str
    fields: tuple[str, ...] = ()
    mark: Mark = NOWHERE

    def __str__(self) -> str:
        return "$" + ".".join((self.variable, *self.fields))


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A word, number or flag; `text` as written."""

    text: str
    value: str | int | float | bool
    mark: Mark = NOWHERE

    def __str__(self) -> str:
        return self.text


Operand = Path | Value

ORDERINGS = ("above", "below", "at_least", "at_most")
TIME_TESTS = ("before", "after", "overlaps", "during", "contains")
TESTS = ("is", "not", "in", "not_in", *ORDERINGS, *TIME_TESTS, "matches", "known")


@dataclass(frozen=True, slots=True, eq=False)
class Test:
    """One comparison with one or, for `in` and `not_in`, several operands."""

    operator: str
    operands: tuple[Operand, ...]
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class FieldTest:
    """The tests on one field of a pattern; all must hold."""

    name: str
    tests: tuple[Test, ...]
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """`{report: {as: $report, claim: $claim}}`: a fact of a kind, or a row of a relation."""

    kind: str
    alias: Path | None
    fields: tuple[FieldTest, ...]
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class PathTest:
    """`{$report.published: {after: $other.published}}`."""

    path: Path
    tests: tuple[Test, ...]
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class NoneOf:
    """There is nothing for which all of `conditions` hold."""

    conditions: tuple[Condition, ...]
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class AnyOf:
    """At least one branch holds as a whole."""

    branches: tuple[tuple[Condition, ...], ...]
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class CountOf:
    """How many different `of` there are for which `where` holds; `alias` names the number."""

    of: Path
    where: tuple[Condition, ...]
    tests: tuple[Test, ...]
    alias: Path | None
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two different facts, in one order only, so that a pair is found once."""

    first: Path
    second: Path
    mark: Mark = NOWHERE


MeasureWord = Literal["distance", "travel", "elapsed"]


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """A distance between two places, the speed needed from one to the other between two times, or the time from one
    time to another; compared with a size."""

    word: MeasureWord
    places: tuple[Path, ...]
    times: tuple[Operand, ...]
    tests: tuple[Test, ...]
    mark: Mark = NOWHERE


Condition = Pattern | PathTest | NoneOf | AnyOf | CountOf | Pair | Measure


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence of the author, with paths where names go."""

    parts: tuple[str | Path, ...]
    mark: Mark = NOWHERE

    def paths(self) -> tuple[Path, ...]:
        """The paths in it, in order."""
        return tuple(part for part in self.parts if isinstance(part, Path))


@dataclass(frozen=True, slots=True, eq=False)
class FindingOf:
    """`{finding: <rule id>, on: $x}`: the findings of another rule that speak of all of `on`."""

    rule: str
    on: tuple[Path, ...]
    mark: Mark = NOWHERE


EffectWord = Literal[
    "derive",
    "supports",
    "opposes",
    "discounts",
    "raises",
    "same_origin",
    "refutes",
    "confirms",
    "withholds",
    "undercuts",
    "base_rate",
]
EFFECTS: tuple[EffectWord, ...] = get_args(EffectWord)


@dataclass(frozen=True, slots=True, eq=False)
class Conclusion:
    """What follows. `targets` are what it is about; `options` hold strength, by, to, keeps, of, hits as written."""

    effect: EffectWord
    targets: tuple[Path, ...] = ()
    relation: str = ""
    columns: tuple[tuple[str, Operand], ...] = ()
    finding: FindingOf | None = None
    options: Mapping[str, Operand] = field(default_factory=dict)
    because: Sentence = Sentence(())
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class Unless:
    """A named exception."""

    name: str
    conditions: tuple[Condition, ...]
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """A named group of facts that examples share."""

    name: str
    facts: tuple[dict[str, object], ...]
    mark: Mark = NOWHERE
    nodes: tuple[Node, ...] = ()  # the facts with their places: for checking


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """Facts, and what the rule should make of them: (effect, id of the target) pairs; none: it should be silent.

    `given` are the facts written in the example itself, `scenarios` the names of those it shares, each with its place.
    """

    name: str
    given: tuple[dict[str, object], ...]
    expect: tuple[tuple[str, str], ...]
    mark: Mark = NOWHERE
    scenarios: tuple[tuple[str, Mark], ...] = ()
    nodes: tuple[Node, ...] = ()  # what was given, and what was expected, with their places: for checking
    expects: tuple[tuple[MarkedScalar, tuple[MarkedScalar, ...]], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One heuristic."""

    id: str
    title: str
    when: tuple[Condition, ...]
    then: tuple[Conclusion, ...]
    unless: tuple[Unless, ...] = ()
    rationale: str = ""
    references: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    status: str = "stable"
    family: str = ""
    params: Mapping[str, Value] = field(default_factory=dict)
    shared_params: frozenset[str] = frozenset()  # those that the head of the rulebook gives to all its rules
    examples: tuple[Example, ...] = ()
    replaces: tuple[tuple[str, Mark], ...] = ()  # ids of rules that an extended rulebook has, each with its place here
    is_whole: bool = True  # whether all that was written could be read
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """A derived relation: its columns by name, each a kind of fact or a type of value, and the sentence it says."""

    name: str
    columns: tuple[tuple[str, str], ...]
    says: Sentence = Sentence(())
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class DeclaredField:
    """A field of a declared kind: its type as written, or the words of a choice."""

    name: str
    type: str | tuple[str, ...]
    many: bool = False
    required: bool = False
    default: Value | None = None
    description: str = ""
    mark: Mark = NOWHERE
    type_mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class DeclaredKind:
    """A kind of fact that a rulebook declares."""

    name: str
    fields: tuple[DeclaredField, ...]
    description: str = ""
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class Adjustment:
    """What a house rulebook changes in a rule it extends."""

    rule: str
    disabled: str = ""
    params: Mapping[str, Value] = field(default_factory=dict)
    options: Mapping[str, Operand] = field(default_factory=dict)
    unless: tuple[Unless, ...] = ()
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """A set of rules with a name."""

    id: str
    title: str = ""
    version: str = ""
    extends: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    kinds: tuple[DeclaredKind, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    rules: tuple[Rule, ...] = ()
    adjust: tuple[Adjustment, ...] = ()
    numbers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    disabled: Mapping[str, str] = field(default_factory=dict)
    own_rules: frozenset[str] = frozenset()  # once loaded: the ids of those it has itself, not by `extends`
    number_marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    extends_marks: tuple[Mark, ...] = ()
    mark: Mark = NOWHERE
