"""Strata in order, and in each of them rounds until nothing is new.

Every matcher gives the same result: what a round derives is sorted before it is numbered and fed to the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from whosays.conclude.derivation import Derivation
from whosays.conclude.factsets import Proof
from whosays.conclude.levels import by_level
from whosays.conclude.reader import Cells, RuleReader
from whosays.deadline import NO_DEADLINE, Deadline
from whosays.match.live import live_rules, relations_read
from whosays.match.matcher import Match, Matcher, Row
from whosays.problems import Problem, ProblemsError
from whosays.rules.program import Count, Program, Stratum

DERIVED_ROWS = 200_000
"""Rows that a program may derive, unless it is told otherwise."""

_CHECKED_EVERY = 1_000  # matches between two looks at the clock

_New = dict[tuple[str, Cells], list[Proof]]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A case as a program sees it: rows of the relations that no rule derives.

    `fact_of` runs parallel to `rows`: the index of the fact that each comes from, -1 for none. `test` evaluates a
    filter of the program on interned values.
    """

    rows: Mapping[str, tuple[Cells, ...]]
    fact_of: Mapping[str, tuple[int, ...]]
    test: Callable[[str, tuple[int, ...]], bool]


def conclude(
    program: Program,
    ground: Ground,
    matcher: Matcher,
    limit: int = DERIVED_ROWS,
    deadline: Deadline = NO_DEADLINE,
) -> Derivation:
    """All that a program derives from a case.

    Raises ProblemsError where that is more than `limit` rows or takes until after the deadline, and what the matcher
    raises.
    """
    run = _Run(program, ground, matcher, limit, deadline)
    for index, stratum in enumerate(program.strata):
        run.count(index, stratum)
        run.derive(index, stratum)
    return run.derivation()


@dataclass(slots=True)
class _Run:
    program: Program
    ground: Ground
    matcher: Matcher
    limit: int
    deadline: Deadline
    all_rows: list[Row] = field(default_factory=list)
    facts: list[int] = field(default_factory=list)
    rounds: list[int] = field(default_factory=list)
    proofs: dict[int, list[Proof]] = field(default_factory=dict)  # of derived rows
    of_relation: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    number_of: dict[tuple[str, Cells], int] = field(default_factory=dict)  # of derived rows
    tested: dict[tuple[str, tuple[int, ...]], bool] = field(default_factory=dict)
    round: int = 0
    derived: int = 0

    def __post_init__(self) -> None:
        for relation in sorted(self.ground.rows):
            for values, fact in zip(self.ground.rows[relation], self.ground.fact_of[relation], strict=True):
                self._number(relation, values, fact)

    def _number(self, relation: str, values: Cells, fact: int = -1) -> Row:
        row = Row(len(self.all_rows), relation, values)
        self.all_rows.append(row)
        self.facts.append(fact)
        self.rounds.append(self.round)
        self.of_relation[relation].append(row)
        return row

    def count(self, index: int, stratum: Stratum) -> None:
        """The counts of a stratum, as one round."""
        new: _New = defaultdict(list)
        for place, count in enumerate(stratum.counts):
            step = len(stratum.rules) + place
            for values, premises in self._counted(count):
                new[count.head, values].append(Proof(index, step, premises))
        if new:
            self._take(new)

    def _counted(self, count: Count) -> Iterator[tuple[Cells, tuple[int, ...]]]:
        items: dict[Cells, list[tuple[int, int]]] = defaultdict(list)
        key_of, counted = self._cells(count.items, count.shared), self._cells(count.items, (count.counted,))
        for row in self.of_relation[count.items]:
            (value,) = counted(row.values)
            if value is not None:
                items[key_of(row.values)].append((value, row.number))
        key_of = self._cells(count.domain, count.shared)
        for row in self.of_relation[count.domain]:
            self.deadline.check()
            key = key_of(row.values)
            if None not in key:
                found = items.get(key, [])
                number = len({value for value, _ in found})
                premises = tuple(sorted({item for _, item in found}))
                yield (*key, number), (row.number, *premises)

    def _cells(self, relation: str, names: Iterable[str]) -> Callable[[Cells], Cells]:
        places = [self.program.relations[relation].index(name) for name in names]
        return lambda values: tuple(values[place] for place in places)

    def derive(self, index: int, stratum: Stratum) -> None:
        """The rules of a stratum, in rounds."""
        live = live_rules(stratum, (name for name, rows in self.of_relation.items() if rows))
        if not live:
            return
        readers = {each: RuleReader(self.program, stratum.rules[each], self.all_rows) for each in live}
        read = relations_read(stratum, live)
        fresh = [row for name in sorted(read) for row in self.of_relation[name]]
        early: dict[int, list[Match]] = defaultdict(list)  # by rule
        with self.matcher.open(self.program, stratum, self.deadline) as session:
            for due in by_level((each, stratum.rules[each]) for each in live):
                again = relations_read(stratum, due)
                while True:
                    self.deadline.check()
                    for match in session.feed(fresh, due):
                        early[match.rule].append(match)
                    new = self._matched(index, readers, [match for each in due for match in early.pop(each, ())])
                    taken = self._take(new) if new else []
                    fresh = [row for row in taken if row.relation in read]
                    if again.isdisjoint(row.relation for row in fresh):
                        break

    def _matched(self, index: int, readers: Mapping[int, RuleReader], matches: Iterable[Match]) -> _New:
        """What matches derive, after their filters: proofs for rows that are there, and rows that are not."""
        new: _New = defaultdict(list)
        for place, match in enumerate(matches):
            if place % _CHECKED_EVERY == 0:
                self.deadline.check()
            reader = readers[match.rule]
            if all(self._test(*test) for test in reader.filters(match.rows)):
                head = (reader.relation, reader.head(match.rows))
                proof = Proof(index, match.rule, match.rows)
                number = self.number_of.get(head)
                if number is None:
                    new[head].append(proof)
                else:
                    self.proofs[number].append(proof)
        return new

    def _test(self, name: str, arguments: tuple[int, ...]) -> bool:
        key = (name, arguments)
        held = self.tested.get(key)
        if held is None:
            held = self.tested[key] = self.ground.test(name, arguments)
        return held

    def _take(self, new: _New) -> list[Row]:
        """Number the rows of a round, in an order that does not depend on who matched them."""
        self.round += 1
        self.derived += len(new)
        if self.derived > self.limit:
            raise self._too_many(new)
        taken = []
        for head in sorted(new):
            row = self._number(*head)
            self.number_of[head] = row.number
            self.proofs[row.number] = new[head]
            taken.append(row)
        return taken

    def _too_many(self, new: _New) -> ProblemsError:
        firsts = Counter(min(proofs)[:2] for proofs in new.values())
        stratum, step = max(sorted(firsts), key=lambda each: firsts[each])
        rules, counts = self.program.strata[stratum].rules, self.program.strata[stratum].counts
        origin = rules[step].origin if step < len(rules) else counts[step - len(rules)].origin
        message = f'the rules derive more than {self.limit:,} rows, most of the last ones by "{origin.rule}"'
        hint = "tie the patterns of the rule together by more variables, or judge a smaller case"
        return ProblemsError([Problem("too-many-derived", message, origin.mark, hint=hint)])

    def derivation(self) -> Derivation:
        """The result, once all strata are done."""
        rows = {name: tuple(rows) for name, rows in sorted(self.of_relation.items())}
        proofs: list[tuple[Proof, ...]] = [()] * len(self.all_rows)
        for number, found in self.proofs.items():
            proofs[number] = tuple(sorted(found))
        return Derivation(self.program, self.all_rows, rows, proofs, self.facts, self.rounds, self.deadline)
