"""The chains along which a claim was passed on, as trees: each report once, under the one that it rests on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from whosays.assessment.assess import Assessment
from whosays.conclude.factsets import Proof
from whosays.explain.wording import name_of, say
from whosays.rules.program import FlatRule, Var
from whosays.rules.scope import top_scope
from whosays.weigh.evidence import Kind
from whosays.weigh.origins import strong_components

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Rests:
    """A report rests on another: it cites it, or a rule concludes so for the reason given."""

    on: str
    who: str
    rule: str  # empty: it cites it
    because: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A report in a chain, `depth` steps above its origin; it stands after the one it rests on.

    `speaks` is "for", "against" or "both"; empty if it only speaks on another claim and hands something on.
    `rests_on` are all that it rests on, the one it stands under first.
    """

    report: str
    who: str
    outlet: str
    published: str
    basis: str
    speaks: str
    depth: int
    rests_on: tuple[Rests, ...]
    repeats: str  # the earlier report whose story it tells again


@dataclass(frozen=True, slots=True)
class Held:
    """What an origin amounts to on one side: its evidence x, and what of that is added after ties."""

    side: str
    evidence: float
    adds: float


@dataclass(frozen=True, slots=True)
class Chain:
    """An origin and all who passed it on, in the order in which to print them. `ring`: reports that are one origin."""

    origin: str
    counted: bool
    held: tuple[Held, ...]
    ring: tuple[str, ...]
    reports: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """Reports that rest on each other; `one_origin` if they rest on nothing else."""

    reports: tuple[str, ...]
    one_origin: bool


class PassingOn:
    """Reads the chains of one claim off an assessment."""

    def __init__(self, assessment: Assessment, claim: int) -> None:
        self.gathered, self.weighed = assessment.gathered, assessment.weighed
        self.case, self.claim = assessment.case, claim
        provenance = self.gathered.provenance
        self.order: list[int] = self.gathered.network.report_order.tolist()
        self.origin_of: list[int] = self.weighed.weights.report_origin.tolist()
        self.rests_on: dict[int, list[int]] = defaultdict(list)
        for citation in provenance.citations:
            self.rests_on[citation.report].append(citation.rests_on)
        self.sides: dict[int, set[int]] = defaultdict(set)
        for said in provenance.said:
            if said.claim == claim:
                self.sides[said.report].add(said.side)
        self.reach = self._reach()
        self.depth, self.under = self._parents()
        self.why = self._reasons()

    def _reach(self) -> set[int]:
        """The reports that speak on the claim, and all that they rest on."""
        found, waiting = set(self.sides), list(self.sides)
        while waiting:
            below = [each for each in self.rests_on[waiting.pop()] if each not in found]
            found.update(below)
            waiting += below
        return found

    def _parents(self) -> tuple[dict[int, int], dict[int, int]]:
        """How far each report is from an origin, and the report it stands under: the nearest, then the strongest."""
        strength = self.weighed.weights.report_strength.tolist()
        above: dict[int, list[int]] = defaultdict(list)
        for report in self.reach:
            for low in self.rests_on[report]:
                above[low].append(report)
        depth = {each: 0 for each in self.reach if self.origin_of[each] >= 0}
        under = {each: self.origin_of[each] for each in depth if self.origin_of[each] != each}
        level = sorted(depth)
        while level:
            offered: dict[int, list[int]] = defaultdict(list)
            for low in level:
                for high in above[low]:
                    if high not in depth:
                        offered[high].append(low)
            for high, lows in offered.items():
                best = min(lows, key=lambda low: (-round(strength[low], _DIGITS), self.order[low]))
                # A ring that is one origin is told at its head; who rests on any of it stands under its origin.
                under[high] = self.origin_of[best] if self.origin_of[best] >= 0 else best
                depth[high] = depth[best] + 1
            level = sorted(offered)
        return depth, under

    def chains(self) -> tuple[Chain, ...]:
        """All origins below the claim, those for it first, each with what was made of it."""
        kept = self._kept()
        children: dict[int, list[int]] = defaultdict(list)
        for report in kept:
            if report in self.under and self.origin_of[report] < 0:
                children[self.under[report]].append(report)
        held = self._held()
        roots = {self.origin_of[each] for each in kept if self.origin_of[each] >= 0}
        ordered = sorted(roots, key=lambda root: (*_worth(held[root]), self.order[root]))
        return tuple(self._chain(root, children, kept, tuple(held[root])) for root in ordered)

    def _kept(self) -> set[int]:
        """What speaks on the claim, and what stands between that and its origin."""
        kept: set[int] = set()
        for report in self.sides:
            low = report
            while low not in kept:
                kept.add(low)
                low = self.under.get(low, low)
        # An origin that is reached by a second way only is an origin all the same.
        kept.update(self.origin_of[each] for each in self.reach if self.origin_of[each] >= 0)
        return kept

    def _chain(self, root: int, children: dict[int, list[int]], kept: set[int], held: tuple[Held, ...]) -> Chain:
        ring = sorted((each for each in self.reach if self.origin_of[each] == root), key=lambda each: self.order[each])
        told: list[Passed] = []
        members = [each for each in ring if each in self.sides and each != root]
        waiting = [(root, 0)]
        while waiting:
            report, depth = waiting.pop()
            told.append(self._passed(report, depth))
            if report == root:
                told += [self._passed(each, 0) for each in members]
            below = sorted(children[report], key=lambda each: self.order[each], reverse=True)
            waiting += [(each, depth + 1) for each in below if each in kept]
        return Chain(
            self._id(root),
            any(each.evidence > 0 for each in held),
            held,
            tuple(self._id(each) for each in ring) if len(ring) > 1 else (),
            tuple(told),
        )

    def _held(self) -> dict[int, list[Held]]:
        items, found = self.weighed.items, defaultdict[int, list[Held]](list)
        rows = [row for row, claim in enumerate(items.claim.tolist()) if claim == self.claim]
        for row in rows:
            if items.kind[row] == Kind.ORIGIN:
                amount, rank = float(items.amount[row]), int(items.rank[row])
                adds = round(amount * float(items.q[row]) ** rank, _DIGITS) if rank >= 0 else 0.0
                side = "for" if items.side[row] > 0 else "against"
                found[int(items.index[row])].append(Held(side, amount + 0.0, adds))
        return found

    def _passed(self, report: int, depth: int) -> Passed:
        fact = self.gathered.reports[report]
        document = self.case.get(fact.get("in") or "")
        publisher = document.get("publisher") if document is not None else None
        outlet = name_of(self.case, self.case[publisher]) if publisher else ""
        published = fact.get("published") or (document.get("published") if document is not None else None) or ""
        sides = self.sides.get(report, set())
        speaks = "both" if len(sides) > 1 else "for" if 1 in sides else "against" if sides else ""
        standing_under = self.under.get(report)
        lows = sorted(self.rests_on[report], key=lambda low: (low != standing_under, self.order[low]))
        return Passed(
            fact.id,
            self._who(report),
            outlet,
            published,
            fact.get("basis") or "",
            speaks,
            depth,
            tuple(self.why[report, low] for low in lows),
            fact.get("repeats") or "",
        )

    def loops(self) -> tuple[Loop, ...]:
        """The rings of reports that rest on each other, among those that the claim comes from."""
        cites = {report: self.rests_on[report] for report in sorted(self.reach)}
        rings = [ring for ring in strong_components(cites) if len(ring) > 1]
        found = [
            Loop(
                tuple(self._id(each) for each in sorted(ring, key=lambda each: self.order[each])),
                self.origin_of[ring[0]] >= 0,
            )
            for ring in rings
        ]
        return tuple(sorted(found, key=lambda loop: loop.reports))

    def _reasons(self) -> dict[tuple[int, int], Rests]:
        """Why each report rests on another, by the proof that the matcher gave."""
        derivation, provenance = self.gathered.derivation, self.gathered.provenance
        rows = {row.number: row for row in derivation.rows.get("rests_on", ())}
        found: dict[tuple[int, int], Rests] = {}
        for row in rows.values():
            pair = (provenance.index(row.values[0]), provenance.index(row.values[1]))
            direct = [each for each in derivation.proofs_of(row.number) if not rows.keys() & set(each.premises)]
            if direct and pair[0] in self.reach:
                # What is written comes before what is concluded.
                told = sorted((self._because(proof) for proof in direct), key=lambda each: (each[0] != "", each))
                found[pair] = Rests(self._id(pair[1]), self._who(pair[1]), *told[0])
        return found

    def _because(self, proof: Proof) -> tuple[str, str]:
        """The rule by which one report rests on another, and its sentence; of a citation an empty rule."""
        derivation, book = self.gathered.derivation, self.gathered.rulebook
        step = derivation.step_of(proof)
        rule = book.rules[step.origin.rule]
        if rule.id == "prelude-citation" or not isinstance(step, FlatRule):
            return "", "cites it"
        bindings: dict[str, int] = {}
        for atom, premise in zip(step.body, proof.premises, strict=True):
            columns = derivation.program.relations[atom.relation]
            values = dict(zip(columns, derivation.row(premise).values, strict=True))
            for column, term in atom.terms:
                value = values[column]
                if isinstance(term, Var) and value is not None:
                    bindings[term.name] = value
        types = top_scope(book.language, rule.when, rule.params).types
        params = {name: value.text for name, value in rule.params.items()}
        (sentence,) = (each.because for each in rule.then if each.mark == step.origin.mark)
        known = {name: value for name, value in bindings.items() if name in types}
        return rule.id, say(sentence, self.gathered.grounded, known, types, params)

    def _id(self, report: int) -> str:
        return self.gathered.reports[report].id

    def _who(self, report: int) -> str:
        return name_of(self.case, self.case[self.gathered.reports[report].get("by")])


def _worth(held: list[Held]) -> tuple[bool, float]:
    """Sort key of an origin: those for the claim first, the largest first."""
    return (not any(each.side == "for" for each in held), -sum(each.evidence for each in held))
