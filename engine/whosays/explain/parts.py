"""The parts of a verdict, read off the weighed columns: what each origin and finding adds, and what was taken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from whosays.assessment.assess import Assessment
from whosays.assessment.findings import Finding
from whosays.explain.verdict import Constraint, Contribution, Taken
from whosays.explain.wording import name_of, say
from whosays.weigh.evidence import Kind
from whosays.weigh.network import Effect, Target

_CONSTRAINTS = {
    Effect.FLOORS_DISBELIEF: ("disbelief", "least"),
    Effect.FLOORS_BELIEF: ("belief", "least"),
    Effect.CAPS_BELIEF: ("belief", "most"),
    Effect.CAPS_DISBELIEF: ("disbelief", "most"),
}
_DIGITS = 12


class Parts:
    """Reads the parts of all verdicts of one assessment."""

    def __init__(self, assessment: Assessment) -> None:
        self.gathered = assessment.gathered
        self.weighed = assessment.weighed
        self.case = assessment.case
        self._acting: dict[tuple[int, int], list[int]] = defaultdict(list)  # (target kind, index) -> findings
        actions = self.gathered.network.actions
        for finding, target, index in zip(
            actions.finding.tolist(), actions.target.tolist(), actions.index.tolist(), strict=True
        ):
            self._acting[(target, index)].append(finding)
        self._items: dict[int, list[int]] = defaultdict(list)
        for item, claim in enumerate(self.weighed.items.claim.tolist()):
            self._items[claim].append(item)
        # A report is counted once a claim, on whichever side it speaks.
        self._speaking = Counter(claim for _, claim in {said[:2] for said in self.gathered.provenance.said})
        self._findings: dict[int, list[Finding]] = defaultdict(list)
        for finding_on, claim in zip(
            self.gathered.findings, self.gathered.network.findings.claim.tolist(), strict=True
        ):
            self._findings[claim].append(finding_on)

    def because(self, finding: Finding) -> str:
        """The author's sentence for a finding."""
        params = {name: value.text for name, value in finding.kind.rule.params.items()}
        return say(
            finding.kind.conclusion.because, self.gathered.grounded, finding.bindings, finding.kind.types, params
        )

    def contributions(self, claim: int) -> tuple[Contribution, ...]:
        """What each origin and finding adds to a claim, the largest first; those that were reduced to nothing last."""
        items = self.weighed.items
        sides, shares, amounts = items.side.tolist(), items.contribution.tolist(), items.amount.tolist()
        order = sorted(
            self._items[claim],
            key=lambda item: (-sides[item], -round(shares[item], _DIGITS), -round(amounts[item], _DIGITS), item),
        )
        groups = self.weighed.items.group.tolist()
        named = dict.fromkeys(groups[item] for item in order if groups[item] >= 0)
        number = {group: place for place, group in enumerate(named)} | {-1: -1}  # by claim, whatever else is judged
        return tuple(self._contribution(item, number[groups[item]]) for item in order)

    def constraints(self, claim: int) -> tuple[Constraint, ...]:
        """The floors and ceilings on a claim, those that were taken away included."""
        found = []
        for finding in self._findings[claim]:
            if finding.effect in _CONSTRAINTS:
                of, at = _CONSTRAINTS[finding.effect]
                active = float(self.weighed.weights.finding_active[finding.index])
                bound = active * finding.size if at == "least" else 1 - active * (1 - finding.size)
                found.append(
                    Constraint(
                        finding.kind.rule.id,
                        self.because(finding),
                        of,
                        at,
                        round(bound, _DIGITS) + 0.0,
                        self.taken_from(finding),
                        self._facts(finding),
                    )
                )
        found.sort(
            key=lambda each: (
                each.at,
                each.of,
                -each.bound if each.at == "least" else each.bound,
                each.rule,
                each.because,
            )
        )
        return tuple(found)

    def base_rate(self, claim: int) -> str:
        """Why the base rate is what it is; empty where it is even."""
        active = self.weighed.weights.finding_active
        rates = [each for each in self._findings[claim] if each.effect == Effect.BASE_RATE and active[each.index] > 0]
        best = max(rates, key=lambda each: (each.of, -each.index), default=None)
        return self.because(best) if best is not None else ""

    def reports(self, claim: int) -> int:
        """How many reports speak on a claim, those known through another's document included."""
        return self._speaking[claim]

    def letter(self, claim: int) -> str:
        """The letter of the strongest origin that says the claim is so, else of the strongest that denies it."""
        items = self.weighed.items
        origins = [item for item in self._items[claim] if items.kind[item] == Kind.ORIGIN]
        sides, amounts = items.side.tolist(), items.amount.tolist()
        best = min(origins, key=lambda item: (-sides[item], -round(amounts[item], _DIGITS), item), default=None)
        if best is None:
            return "F"
        report = self.gathered.reports[items.index[best]]
        return str(self.case[report.get("by")].get("reliability"))

    def _contribution(self, item: int, group: int) -> Contribution:
        items = self.weighed.items
        index, into = int(items.index[item]), int(items.contracted_into[item])
        side = "for" if items.side[item] > 0 else "against"
        mass, weight, share = (
            round(float(each[item]), _DIGITS) + 0.0 for each in (items.mass, items.amount, items.contribution)
        )
        counts_with = self._name(into) if into >= 0 else ""
        if items.kind[item] == Kind.FINDING:
            finding = self.gathered.findings[index]
            rule = finding.kind.rule
            return Contribution(
                side,
                "finding",
                rule.id,
                rule.title,
                self.because(finding),
                mass,
                weight,
                share,
                group,
                counts_with,
                taken=self.taken_from(finding),
                facts=self._facts(finding),
            )
        path = items.path_report[items.path_start[item] : items.path_start[item + 1]].tolist()
        report = self.gathered.reports[index]
        source = self.case[report.get("by")]
        said = self.gathered.reports[path[-1]] if path else report
        because = report.get("basis") or "basis not stated"
        if said.get("claim") != self.gathered.claims[items.claim[item]].id:
            because += f"; {said.get('stance')} that: {self.case[said.get('claim')].get('text')}"
        return Contribution(
            side,
            "origin",
            report.id,
            name_of(self.case, source),
            because,
            mass,
            weight,
            share,
            group,
            counts_with,
            path=tuple(self._by(each) for each in path),
            taken=self._taken_on(path),
            raised=self._raised(path[0] if path else index),
            facts=tuple(self.gathered.reports[each].id for each in path),
        )

    def _by(self, report: int) -> str:
        return name_of(self.case, self.case[self.gathered.reports[report].get("by")])

    def _name(self, item: int) -> str:
        items = self.weighed.items
        index = int(items.index[item])
        return self._by(index) if items.kind[item] == Kind.ORIGIN else self.gathered.findings[index].kind.rule.title

    def _taken_on(self, path: list[int]) -> tuple[Taken, ...]:
        """What was taken from the weight of the reports on a path, and of their sources: the letter first."""
        taken: list[Taken] = []
        for report in path:
            source = int(self.gathered.network.report_source[report])
            letter = self.gathered.sources[source].get("reliability")
            base = float(self.gathered.network.source_weight[source])
            taken.append(Taken("", f"{self._by(report)}: reliability {letter}", round(1 - base, _DIGITS)))
            taken += self._shares(self._acting.get((Target.SOURCE, source), ()))
            taken += self._shares(self._acting.get((Target.REPORT, report), ()))
        return tuple(taken)

    def _shares(self, findings: Iterable[int]) -> list[Taken]:
        """The strongest discount of each family, and every undercut."""
        columns, active = self.gathered.network.findings, self.weighed.weights.finding_active_bare
        best: dict[tuple[int, int], tuple[float, int]] = {}
        for index in findings:
            effect = self.gathered.findings[index].effect
            if effect == Effect.RAISES:
                continue
            family = int(columns.family[index]) if effect == Effect.DISCOUNTS else -1 - index
            share = float(columns.size[index] * active[index])
            key = (int(effect), family)
            if key not in best or share > best[key][0]:
                best[key] = (share, index)
        ordered = sorted(best.values(), key=lambda pair: (-round(pair[0], _DIGITS), pair[1]))
        return [self._taken(index, share) for share, index in ordered if share > 0]

    def _raised(self, report: int) -> tuple[Taken, ...]:
        active = self.weighed.weights.finding_active_bare
        found = [
            index
            for index in self._acting.get((Target.REPORT, report), ())
            if self.gathered.findings[index].effect == Effect.RAISES
        ]
        best = max(found, key=lambda index: (active[index], -index), default=None)
        return (self._taken(best, float(active[best])),) if best is not None and active[best] > 0 else ()

    def taken_from(self, finding: Finding) -> tuple[Taken, ...]:
        """What was taken from a finding: by who states its premises, and by what undercuts it or a fact it uses."""
        weights = self.weighed.weights
        taken: list[Taken] = []
        acting = set(self._acting.get((Target.FINDING, finding.index), ()))
        proof = finding.proofs[0] if finding.proofs else ()
        for fact in proof:
            acting.update(self._acting.get((Target.FACT, fact), ()))
        stated = [fact for fact in proof if weights.fact[fact] < 1 and self.gathered.network.fact_stated_by[fact] >= 0]
        if stated:
            weakest = min(stated, key=lambda fact: (round(float(weights.fact[fact]), _DIGITS), fact))
            report = int(self.gathered.network.fact_stated_by[weakest])
            share = round(1 - float(weights.fact[weakest]), _DIGITS)
            taken.append(Taken("", f"it rests on the word of {self._by(report)}", share))
        for index in sorted(acting):
            undercut = self.gathered.findings[index]
            kappa = undercut.size
            if undercut.by_fact >= 0:
                kappa = float(weights.fact[self.gathered.grounded.fact(undercut.by_fact).index])
            share = kappa * float(weights.finding_active[index])
            if share > 0:
                taken.append(self._taken(index, share))
        return tuple(taken)

    def _taken(self, index: int, share: float) -> Taken:
        finding = self.gathered.findings[index]
        return Taken(finding.kind.rule.id, self.because(finding), round(share, _DIGITS))

    def _facts(self, finding: Finding) -> tuple[str, ...]:
        return tuple(self.case.facts[fact].id for fact in (finding.proofs[0] if finding.proofs else ()))
