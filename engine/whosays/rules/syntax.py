"""The syntax tree of a rulebook: what an author wrote, typed and with the place where it stands. Nothing here computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from whosays.problems import Mark

NOWHERE = Mark("")


@dataclass(frozen=True, slots=True)
class Path:
    """`$report.by.affiliation`: a variable and the fields followed from it."""

    variable: str
    fields: tuple[str, ...] = ()
    mark: Mark = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return "$" + ".".join((self.variable, *self.fields))


@dataclass(frozen=True, slots=True)
class Value:
    """A word, number or flag; `text` as written."""

    text: str
    value: str | int | float | bool
    mark: Mark = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return self.text


Operand = Path | Value

ORDERINGS = ("above", "below", "at_least", "at_most")
TIME_TESTS = ("before", "after", "overlaps", "during", "contains")
TESTS = ("is", "not", "in", "not_in", *ORDERINGS, *TIME_TESTS, "matches", "known")


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison with one or, for `in` and `not_in`, several operands."""

    operator: str
    operands: tuple[Operand, ...]
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class FieldTest:
    """The tests on one field of a pattern; all must hold."""

    name: str
    tests: tuple[Test, ...]
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """`{report: {as: $report, claim: $claim}}`: a fact of a kind, or a row of a relation."""

    kind: str
    alias: Path | None
    fields: tuple[FieldTest, ...]
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class PathTest:
    """`{$report.published: {after: $other.published}}`."""

    path: Path
    tests: tuple[Test, ...]
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class NoneOf:
    """There is nothing for which all of `conditions` hold."""

    conditions: tuple[Condition, ...]
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one branch holds as a whole."""

    branches: tuple[tuple[Condition, ...], ...]
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class CountOf:
    """How many different `of` there are for which `where` holds; `alias` names the number."""

    of: Path
    where: tuple[Condition, ...]
    tests: tuple[Test, ...]
    alias: Path | None
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two different facts, in one order only, so that a pair is found once."""

    first: Path
    second: Path
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Distance:
    """The distance between two places, compared with a length."""

    start: Path
    end: Path
    tests: tuple[Test, ...]
    mark: Mark = field(default=NOWHERE, compare=False)


Condition = Pattern | PathTest | NoneOf | AnyOf | CountOf | Pair | Distance


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the author, with paths where names go."""

    parts: tuple[str | Path, ...]
    mark: Mark = field(default=NOWHERE, compare=False)

    def paths(self) -> tuple[Path, ...]:
        """The paths in it, in order."""
        return tuple(part for part in self.parts if isinstance(part, Path))


@dataclass(frozen=True, slots=True)
class FindingOf:
    """`{finding: <rule id>, on: $x}`: the findings of another rule that speak of all of `on`."""

    rule: str
    on: tuple[Path, ...]
    mark: Mark = field(default=NOWHERE, compare=False)


EffectWord = Literal[
    "derive", "supports", "opposes", "discounts", "raises", "same_origin", "refutes", "confirms", "withholds", "undercuts",
    "base_rate",
]  # fmt: skip
EFFECTS: tuple[EffectWord, ...] = (
    "derive", "supports", "opposes", "discounts", "raises", "same_origin", "refutes", "confirms", "withholds", "undercuts",
    "base_rate",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What follows. `targets` are what it is about; `options` hold strength, by, to, keeps, of, hits as written."""

    effect: EffectWord
    targets: tuple[Path, ...] = ()
    relation: str = ""
    columns: tuple[tuple[str, Operand], ...] = ()
    finding: FindingOf | None = None
    options: Mapping[str, Operand] = field(default_factory=dict)
    because: Sentence = Sentence(())
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Unless:
    """A named exception."""

    name: str
    conditions: tuple[Condition, ...]
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Example:
    """Facts, and what the rule should make of them: (effect, id of the target) pairs; none: it should be silent."""

    name: str
    given: tuple[dict[str, object], ...] | str
    expect: tuple[tuple[str, str], ...]
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
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
    examples: tuple[Example, ...] = ()
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """A derived relation: its columns by name, each a kind of fact or a type of value, and the sentence it says."""

    name: str
    columns: tuple[tuple[str, str], ...]
    says: Sentence = Sentence(())
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What a house rulebook changes in a rule it extends."""

    rule: str
    disabled: str = ""
    params: Mapping[str, Value] = field(default_factory=dict)
    options: Mapping[str, Operand] = field(default_factory=dict)
    unless: tuple[Unless, ...] = ()
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A set of rules with a name."""

    id: str
    title: str = ""
    version: str = ""
    extends: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    rules: tuple[Rule, ...] = ()
    adjust: tuple[Adjustment, ...] = ()
    numbers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    disabled: Mapping[str, str] = field(default_factory=dict)
    mark: Mark = field(default=NOWHERE, compare=False)
