"""Two rulebooks on one case: which verdicts differ, and which of the differing rules carry each move.

The differences are applied one by one to the first rulebook, and left out one by one from the second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from whosays.assessment.assess import Assessment
from whosays.assessment.findings import effect_of
from whosays.assessment.gather import Gathered, gather
from whosays.assessment.provenance import floats
from whosays.explain.again import again
from whosays.explain.judgement import Judgement, Move, judgements, moves
from whosays.problems import Mark, Problem, ProblemsError
from whosays.rules.compile import CompiledRulebook
from whosays.rules.differences import Between, Difference, differences
from whosays.weigh.network import Network
from whosays.weigh.weigh import weigh
from whosays.weigh.weighed import Weighed

_LEAST = 0.01  # of a probability: two digits show it
_SHARE = 0.1  # of a move that need not be accounted for
_DIGITS = 12

_Set = frozenset[Difference]


@dataclass(frozen=True, slots=True)
class Carried:
    """What one difference does to one verdict: alone it moves the first by `alone`; without it the second is at
    `without` more or less."""

    difference: str
    before: str
    after: str
    alone: float
    without: float


@dataclass(frozen=True, slots=True)
class MovedBetween:
    """A verdict by either rulebook.

    `carried_by` are differences that give the word of the second, and its probability but for a tenth of the move;
    none of them can be left out. `others` touch the verdict and are not needed for that.
    """

    move: Move
    carried_by: tuple[Carried, ...]
    others: tuple[Carried, ...]


@dataclass(frozen=True, slots=True)
class Divides:
    """A difference, and the claims whose moves it helps to carry."""

    difference: str
    before: str
    after: str
    carries: tuple[str, ...]
    touches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulebooksCompared:
    """Every claim by two rulebooks, what moved farthest first; and the differences, what carries most first."""

    claims: tuple[MovedBetween, ...]
    differences: tuple[Divides, ...]


def compare_rulebooks(assessment: Assessment, other: CompiledRulebook) -> RulebooksCompared:
    """What becomes of the verdicts by another rulebook. Raises ProblemsError where judging again takes too long."""
    found = differences(assessment.rulebook, other)
    trying = _Trying(assessment, Between(assessment.rulebook, other), found)
    texts = {claim.id: claim.get("text") for claim in assessment.case.of_kind("claim")}
    between = tuple(
        MovedBetween(move, *(trying.carrying(move.claim) if _shows(move) else ((), ())))
        for move in moves(trying.judged(()), trying.judged(found), texts)
    )
    divides = (_divides(each, between) for each in found)
    ordered = sorted(divides, key=lambda each: (-len(each.carries), -len(each.touches)))
    return RulebooksCompared(between, tuple(ordered))


def _shows(move: Move) -> bool:
    """Whether the word moved, or the probability by as much as two digits show."""
    assert move.before is not None
    assert move.after is not None
    return move.before.word != move.after.word or abs(move.by) >= _LEAST / 2


def _divides(each: Difference, between: Iterable[MovedBetween]) -> Divides:
    carries, touches = [], []
    for claim in between:
        if any(carried.difference == each.name for carried in claim.carried_by):
            carries.append(claim.move.claim)
        elif any(carried.difference == each.name for carried in claim.others):
            touches.append(claim.move.claim)
    return Divides(each.name, each.before, each.after, tuple(carries), tuple(touches))


@dataclass(eq=False)
class _Trying:
    """Judges by rulebooks in between, each set of differences once."""

    assessment: Assessment
    between: Between
    differences: tuple[Difference, ...]
    _known: dict[_Set, dict[str, Judgement]] = field(default_factory=dict)
    _derived: dict[_Set, Gathered] = field(default_factory=dict)
    _gathered: dict[_Set, Gathered] = field(default_factory=dict)
    _touching: dict[str, tuple[Difference, ...]] = field(default_factory=dict)

    def judged(self, chosen: Collection[Difference]) -> dict[str, Judgement]:
        """The verdicts by the first rulebook with these differences."""
        key = frozenset(chosen)
        if key not in self._known:
            self.assessment.gathered.derivation.deadline.check()
            gathered, network = self._network(key)
            self._known[key] = judgements(gathered, _weighed(network))
        return self._known[key]

    def _network(self, chosen: _Set) -> tuple[Gathered, Network]:
        """What is weighed: gathered anew only where more than sizes changed."""
        if not chosen:
            return self.assessment.gathered, self.assessment.gathered.network
        kept = frozenset(each for each in chosen if each.derives or each.what == "rule")
        if kept and chosen == frozenset(self.differences):
            gathered = again(self.assessment, rulebook=self.between.after).gathered  # the second rulebook itself
            return gathered, gathered.network
        if kept not in self._gathered:
            derived = self._derive(frozenset(each for each in chosen if each.derives))
            sized = self.between.sized(derived.rulebook, kept)
            self._gathered[kept] = gather(sized, derived.grounded, derived.derivation)
        gathered = self._gathered[kept]
        if kept == chosen:
            return gathered, gathered.network
        return gathered, _resized(gathered, self.between.sized(gathered.rulebook, chosen))

    def _derive(self, chosen: _Set) -> Gathered:
        """What follows by the rules that these differences give, whatever the sizes."""
        if chosen not in self._derived:
            own = self.assessment.gathered
            lacking = self.between.after.rules.keys() - own.rulebook.rules.keys()
            if not chosen and not lacking:
                self._derived[chosen] = own
            else:
                self._derived[chosen] = again(self.assessment, rulebook=self.between.whole(chosen)).gathered
        return self._derived[chosen]

    def carrying(self, claim: str) -> tuple[tuple[Carried, ...], tuple[Carried, ...]]:
        """The differences that carry the move of a claim, and those that only touch it, the strongest first."""
        carried = [found for each in self.differences if (found := self._carried(claim, each))]
        carried.sort(key=lambda pair: (-abs(pair[1].alone) - abs(pair[1].without), pair[1].difference))
        needed = self._least(claim, [difference for difference, _ in carried])
        return (
            tuple(told for difference, told in carried if difference in needed),
            tuple(told for difference, told in carried if difference not in needed),
        )

    def _carried(self, claim: str, each: Difference) -> tuple[Difference, Carried] | None:
        """What one difference does to a claim; None if nothing, or if it cannot be applied by itself."""
        try:
            alone = self.judged((each,))[claim]
            without = self.judged([other for other in self.differences if other != each])[claim]
        except ProblemsError as error:
            if any(problem.code == "time-limit" for problem in error.problems):
                raise
            return each, Carried(each.name, each.before, each.after, 0.0, 0.0)
        first, last = self.judged(())[claim], self.judged(self.differences)[claim]
        if alone == first and without == last:
            return None
        moved = (alone.probability - first.probability, last.probability - without.probability)
        return each, Carried(each.name, each.before, each.after, *(round(by, _DIGITS) + 0.0 for by in moved))

    def _least(self, claim: str, ordered: list[Difference]) -> _Set:
        """Differences that account for a move, none of which can be spared: the strongest are taken until they do."""
        for each in ordered:
            if self._accounts(claim, [each]):
                return frozenset({each})
        chosen: list[Difference] = []
        for each in ordered:
            chosen.append(each)
            if self._accounts(claim, chosen):
                break
        else:
            return frozenset(ordered)
        for each in reversed(chosen[:-1]):
            fewer = [other for other in chosen if other != each]
            if self._accounts(claim, fewer):
                chosen = fewer
        return frozenset(chosen)

    def _accounts(self, claim: str, chosen: Collection[Difference]) -> bool:
        try:
            found = self.judged(chosen)[claim]
        except ProblemsError as error:
            if any(problem.code == "time-limit" for problem in error.problems):
                raise
            return False
        first, last = self.judged(())[claim], self.judged(self.differences)[claim]
        allowed = max(_LEAST / 2, _SHARE * abs(last.probability - first.probability))
        return found.word == last.word and abs(found.probability - last.probability) <= allowed


def _weighed(network: Network) -> Weighed:
    """What a network weighs; ProblemsError where rules of two rulebooks undercut each other in a ring."""
    try:
        return weigh(network)
    except ValueError as error:
        raise ProblemsError([Problem("undercut-cycle", str(error), Mark("compare"))]) from error


def _resized(gathered: Gathered, rulebook: CompiledRulebook) -> Network:
    """The network with the sizes of another rulebook: findings, letters and masses."""
    numbers, network = rulebook.numbers, gathered.network
    size = {kind.relation: effect_of(numbers, kind)[1] for kind in rulebook.findings}
    disposition = [numbers.disposition.get(each.kind.rule.family, 0) > 0 for each in gathered.findings]
    findings = replace(
        network.findings,
        size=floats(size[each.kind.relation] for each in gathered.findings),
        disposition=floats(disposition) > 0,
    )
    return replace(
        network,
        source_weight=floats(numbers.letters[source.get("reliability")] for source in gathered.sources),
        report_mass=floats(numbers.mass[report.get("basis") or "unstated"] for report in gathered.reports),
        findings=findings,
    )
