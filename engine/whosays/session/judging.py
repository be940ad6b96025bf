"""Judging the parts of a session, each once as long as its facts stay as they are; and the report on all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from whosays.assessment.assess import Assessment, assess
from whosays.explain.report import Report, explained, in_order
from whosays.explain.verdict import Verdict
from whosays.facts.case import Case
from whosays.match.choose import Matchers
from whosays.problems import ProblemsError
from whosays.rules.compile import CompiledRulebook
from whosays.session.facts import Facts
from whosays.session.parts import Cut, Cutter, Part
from whosays.version import VERSION

_TOGETHER = 500  # facts: small parts are judged together up to so many, as each judging has its cost


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A part, the verdicts on its claims, and notes on how it was judged."""

    part: Part
    verdicts: Mapping[str, Verdict]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where a session stands: its facts, and each part as it was judged."""

    facts: Facts
    cut: Cut = field(default_factory=Cut)
    judged: Mapping[frozenset[int], Judged] = field(default_factory=dict)

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """The verdict on every claim."""
        return {claim: verdict for each in self.judged.values() for claim, verdict in each.verdicts.items()}

    @property
    def notes(self) -> tuple[str, ...]:
        """What is worth knowing of how the parts were judged, each once."""
        return tuple(sorted({note for each in self.judged.values() for note in each.notes}))


@dataclass(slots=True, eq=False)
class Judge:
    """Judges parts by one rulebook, with matchers that are kept."""

    rulebook: CompiledRulebook
    cutter: Cutter
    matchers: Matchers
    time_limit: float
    judgings: int = 0
    """How many parts have been judged so far."""

    def standing(self, facts: Facts, before: Standing, touched: Collection[str]) -> Standing:
        """What facts come to; parts that are as before keep their verdicts. Raises ProblemsError as `assess` does."""
        cut = self.cutter.cut(facts.by_id, before.cut, touched)
        parts = {part.key: part for part in cut.parts}
        due = [part for key, part in parts.items() if key not in before.judged]
        new = {each.part.key: each for each in self._judged(facts, due)}
        return Standing(facts, cut, {key: new[key] if key in new else before.judged[key] for key in parts})

    def _judged(self, facts: Facts, due: Sequence[Part]) -> Iterator[Judged]:
        for batch in _batches(due):
            try:
                yield from self._together(facts, batch)
            except ProblemsError:
                if len(batch) == 1:
                    raise
                for part in batch:  # what is too much for one judging may not be for several
                    yield from self._together(facts, [part])

    def _together(self, facts: Facts, parts: Sequence[Part]) -> list[Judged]:
        case = facts.case_of({fact.entry.id: fact for part in parts for fact in part.facts}.values())
        assessment = assess(case, self.rulebook, self.matchers, self.time_limit)
        verdicts = {verdict.claim: verdict for verdict in explained(assessment)}
        self.judgings += len(parts)
        note = assessment.matcher.note
        return [
            Judged(part, {claim: verdicts[claim] for claim in part.claims}, (note,) if note else ()) for part in parts
        ]


def _batches(parts: Iterable[Part]) -> Iterator[list[Part]]:
    batch: list[Part] = []
    size = 0
    for part in parts:
        if batch and size + len(part.facts) > _TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append(part)
        size += len(part.facts)
    if batch:
        yield batch


class LiveReport(Report):
    """The report on a session as it stood: its verdicts were judged in parts.

    Explanations that need more than the verdicts are made from the case as a whole, which is judged when one is asked
    for the first time.
    """

    def __init__(self, standing: Standing, rulebook: CompiledRulebook, time_limit: float) -> None:
        values = {
            "verdicts": in_order(standing.verdicts.values()),
            "engine": VERSION,
            "is_public": False,
            "_standing": standing,
            "_rulebook": rulebook,
            "_time_limit": time_limit,
        }
        vars(self).update(values)  # it is frozen for all others

    @property
    def case(self) -> Case:
        """The case that was judged."""
        return self._standing.facts.case

    @property
    def rulebook(self) -> CompiledRulebook:
        """The rulebook it was judged by."""
        return self._rulebook

    @property
    def notes(self) -> tuple[str, ...]:
        """What is worth knowing of how its parts were judged."""
        return self._standing.notes

    @cached_property
    def assessment(self) -> Assessment:
        """The case judged as a whole."""
        matchers = self.matchers()
        try:
            return assess(self.case, self.rulebook, matchers, self._time_limit)
        finally:
            matchers.close()

    def matchers(self) -> Matchers:
        """The matchers to judge it with once more: as in the session, durable_rules has a process of its own."""
        return Matchers(isolate=True)

    _standing: Standing
    _rulebook: CompiledRulebook
    _time_limit: float
