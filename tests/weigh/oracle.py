"""Weighing once more, slowly: plain Python, exact rationals, brute force. It says what `weigh` must say."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from tests.weigh.oracle_values import BANDS, HALF, ONE, WORDS, Item, Judged, exact, merge, product
from whosays.weigh.network import Effect, Network, Target


class Oracle:
    def __init__(self, network: Network) -> None:
        self.n = network
        self.reports = range(len(network.report_source))
        self.findings = range(len(network.findings.effect))
        self.effect = [Effect(e) for e in network.findings.effect.tolist()]
        self.size = [exact(size) for size in network.findings.size]
        self.cites = list(zip(network.cites_from.tolist(), network.cites_to.tolist(), strict=True))
        says = network.says
        self.says = list(zip(says.report.tolist(), says.claim.tolist(), says.side.tolist(), strict=True))
        actions = network.actions
        self.actions = list(
            zip(
                actions.finding.tolist(),
                actions.target.tolist(),
                actions.index.tolist(),
                actions.by_fact.tolist(),
                strict=True,
            )
        )
        self.proofs = [[] for _ in self.findings]
        facts_of = {p: set() for p in range(len(network.findings.proof_finding))}
        rows = zip(network.findings.proof_fact_proof.tolist(), network.findings.proof_fact_fact.tolist(), strict=True)
        for proof, fact in rows:
            facts_of[proof].add(fact)
        for proof, finding in enumerate(network.findings.proof_finding.tolist()):
            self.proofs[finding].append(facts_of[proof])
        self.report_facts = {fact: report for report, fact in enumerate(network.report_fact.tolist())}

        self.find_origins()
        self.find_paths()
        self.weigh()

    # Provenance, by brute force.

    def find_origins(self):
        """A report is (part of) an origin if everything it rests on rests on it."""
        below = {r: {b for a, b in self.cites if a == r} for r in self.reports}
        changed = True
        while changed:
            changed = False
            for report in self.reports:
                for low in list(below[report]):
                    if not below[low] <= below[report]:
                        below[report] |= below[low]
                        changed = True
        self.origin = {}
        for report in self.reports:
            if all(report in below[low] for low in below[report]):
                ring = {report} | below[report]
                self.origin[report] = min(ring, key=lambda r: (int(self.n.report_order[r]), r))

    def find_paths(self):
        """All simple paths (reports, citations) from a report that is an origin, upwards."""
        self.paths = []
        self.ending = {r: [] for r in self.reports}
        for start in self.origin:
            work = [([start], [])]
            while work:
                path, used = work.pop()
                self.paths.append((path, used))
                self.ending[path[-1]].append((path, used))
                for number, (upper, lower) in enumerate(self.cites):
                    if lower == path[-1] and upper not in path:
                        work.append(([*path, upper], [*used, number]))

    # Steps 1 and 2.

    def strength(self, report):
        """W: the best path from the report down to an origin."""
        return max(self.path_weight(path, used) for path, used in self.ending[report])

    def path_weight(self, path, used):
        return product(self.node(report) for report in path) * product(self.rho_citation[c] for c in used)

    def node(self, report):
        return self.rho_report[report] * self.rho_source[int(self.n.report_source[report])]

    def fact_weight(self, fact):
        stated_by = int(self.n.fact_stated_by[fact])
        if stated_by < 0 or fact in self.report_facts:
            return ONE
        return self.strength(stated_by)

    def activate(self):
        """(p, e) of all findings under the present rho."""
        weight = {fact: self.fact_weight(fact) for fact in range(self.n.fact_count)}
        undercuts = {}
        for finding, target, index, by_fact in self.actions:
            if self.effect[finding] == Effect.UNDERCUTS:
                kappa = weight[by_fact] if by_fact >= 0 else self.size[finding]
                key = (finding, target, index)
                undercuts[key] = max(undercuts.get(key, Fraction(0)), kappa)
        active = {}

        def left(target, index):
            return product(1 - kappa * e(g) for (g, t, i), kappa in undercuts.items() if (t, i) == (target, index))

        def premises(finding):
            own = {by for f, _, _, by in self.actions if f == finding}
            evidential = self.effect[finding] not in (Effect.DISCOUNTS, Effect.RAISES, Effect.TIES, Effect.UNDERCUTS)
            best = Fraction(0)
            for facts in self.proofs[finding]:
                value = min([weight[fact] for fact in facts if fact not in own], default=ONE)
                if evidential:
                    value *= product(left(Target.FACT, fact) for fact in facts)
                best = max(best, value)
            return best

        def e(finding):
            if finding not in active:
                active[finding] = premises(finding) * left(Target.FINDING, finding)
            return active[finding]

        return [premises(f) for f in self.findings], [e(f) for f in self.findings], left

    def settle_weights(self):
        n = self.n
        self.rho_source = [exact(w) for w in n.source_weight]
        self.rho_report = [ONE for _ in self.reports]
        self.rho_citation = [ONE for _ in self.cites]
        p_bare, bare, left = self.activate()
        self.bare = bare

        def rho(target, index, base):
            families = {}
            for finding, its_target, its_index, _ in self.actions:
                if self.effect[finding] == Effect.DISCOUNTS and (its_target, its_index) == (target, index):
                    family = int(n.findings.family[finding])
                    key = ("own", finding) if family < 0 else ("family", family)
                    families[key] = max(families.get(key, Fraction(0)), self.size[finding] * bare[finding])
            return base * product(1 - taken for taken in families.values()) * left(target, index)

        basis = list(zip(n.report_evidence_report.tolist(), n.report_evidence_fact.tolist(), strict=True))
        source = [rho(Target.SOURCE, s, base) for s, base in enumerate(self.rho_source)]
        report = [
            rho(Target.REPORT, r, ONE) * product(left(Target.FACT, fact) for at, fact in basis if at == r)
            for r in self.reports
        ]
        citation = [rho(Target.CITATION, c, ONE) for c in range(len(self.cites))]
        self.mass = []
        for r in self.reports:
            raises = [
                bare[f]
                for f, target, index, _ in self.actions
                if self.effect[f] == Effect.RAISES and (target, index) == (Target.REPORT, r)
            ]
            self.mass.append(exact(n.report_mass[r]) * (1 + max(raises, default=Fraction(0))))
        self.rho_source, self.rho_report, self.rho_citation = source, report, citation
        p_full, full, _ = self.activate()
        kept = (Effect.DISCOUNTS, Effect.RAISES, Effect.TIES)
        self.p = [p_bare[f] if self.effect[f] in kept else p_full[f] for f in self.findings]
        self.e = [bare[f] if self.effect[f] in kept else full[f] for f in self.findings]

    # Steps 3 to 8.

    def weigh(self):
        self.settle_weights()
        self.items = self.find_items()
        self.judged = [self.judge(claim) for claim in range(self.n.claim_count)]

    def base_rate(self, claim):
        """The row of BaseRates that counts."""
        rates = self.n.base_rates
        rows = [
            row
            for row, finding in enumerate(rates.finding.tolist())
            if self.n.findings.claim[finding] == claim and self.e[finding] > 0
        ]
        rows.sort(key=lambda row: (-int(rates.of[row]), int(self.n.findings.order[rates.finding[row]]), row))
        return rows[0] if rows else None

    def find_items(self):
        items = []
        for claim in range(self.n.claim_count):
            for side in (1, -1):
                for origin in sorted(set(self.origin.values())):
                    paths = self.paths_to(origin, claim, side)
                    if paths:
                        x = max(self.mass[path[0]] * self.path_weight(path, used) for path, used in paths)
                        items.append(Item(claim, side, 0, origin, int(self.n.report_order[origin]), x))
        for finding in self.findings:
            if self.effect[finding] in (Effect.SUPPORTS, Effect.OPPOSES) and not self.is_spent(finding):
                side = 1 if self.effect[finding] == Effect.SUPPORTS else -1
                claim, order = int(self.n.findings.claim[finding]), int(self.n.findings.order[finding])
                items.append(Item(claim, side, 1, finding, order, self.size[finding] * self.e[finding]))
        return [item for item in items if item.x > 0]

    def paths_to(self, origin, claim, side):
        speaking = {r for r, c, s in self.says if (c, s) == (claim, side)}
        return [(p, used) for r in speaking for p, used in self.ending[r] if self.origin[p[0]] == origin]

    def is_spent(self, finding):
        row = self.base_rate(int(self.n.findings.claim[finding]))
        if row is None:
            return False
        rate = int(self.n.base_rates.finding[row])
        counted = {f for facts in self.proofs[rate] for f in facts if self.n.fact_is_precedent[f]}
        return all(facts & counted for facts in self.proofs[finding])

    def ways_through(self, item):
        """Reports that a tie can name to mean this origin, and the relays that all its paths go through."""
        ring = {r for r, origin in self.origin.items() if origin == item.index}
        relays = set.intersection(*(set(path) for path, _ in self.paths_to(item.index, item.claim, item.side))) - ring
        return ring | relays, relays

    def tie(self, one, other):
        """The smallest q between two items of one side of a claim; 1 if nothing ties them."""
        found = [ONE]
        if (one.kind, other.kind) == (0, 0):
            names_one, relays_one = self.ways_through(one)
            names_other, relays_other = self.ways_through(other)
            found += [self.node(relay) for relay in relays_one & relays_other]
            ties = self.n.ties
            for f, a, b in zip(ties.finding.tolist(), ties.first.tolist(), ties.second.tolist(), strict=True):
                if (a in names_one and b in names_other) or (b in names_one and a in names_other):
                    found.append(1 - self.e[f] * (1 - self.size[f]))
        elif (one.kind, other.kind) == (1, 1):
            canonical, another = self.proofs[one.index][0], self.proofs[other.index][0]
            if any(self.n.fact_is_evidence[fact] for fact in canonical & another):
                found.append(Fraction(0))
            if self.n.findings.disposition[one.index] and self.n.findings.disposition[other.index]:
                found.append(HALF)
        else:
            origin, finding = (one, other) if one.kind == 0 else (other, one)
            if origin is min(self.origins_below(finding), key=Item.precedence, default=None):
                found.append(Fraction(0))
        return min(found)

    def origins_below(self, finding):
        """The origins on the finding's side that a report of the claim, used by the finding, rests on."""
        for origin in self.items:
            if origin.kind == 1 or (origin.claim, origin.side) != (finding.claim, finding.side):
                continue
            for fact in self.proofs[finding.index][0]:
                report = self.report_facts.get(fact)
                speaks = any((r, c) == (report, finding.claim) for r, c, _ in self.says)
                rests = any(self.origin[p[0]] == origin.index for p, _ in self.ending.get(report, []))
                if speaks and rests:
                    yield origin

    def total(self, items):
        """Sets X_G of the items' groups into them; returns the list of X_G."""
        ties = {(i, j): self.tie(items[i], items[j]) for i, j in combinations(range(len(items)), 2)}
        sets = merge(len(items), [pair for pair, q in ties.items() if q == 0])
        heads = []
        for members in sets:
            head = min((items[i] for i in members), key=Item.precedence)
            heads.append(head)
            for i in members:
                if items[i] is not head:
                    items[i].contracted_into = head
        between = {}
        for (i, j), q in ties.items():
            a = next(k for k, members in enumerate(sets) if i in members)
            b = next(k for k, members in enumerate(sets) if j in members)
            if a != b and q < 1:
                key = (min(a, b), max(a, b))
                between[key] = min(q, between.get(key, ONE))
        totals = []
        for number, group in enumerate(merge(len(sets), list(between))):
            q = min((q for (a, _), q in between.items() if a in group), default=ONE)
            members = sorted((heads[k] for k in group), key=Item.precedence)
            for rank, item in enumerate(members):
                item.group, item.rank, item.q, item.adds = number, rank, q, q**rank * item.x
            totals.append(sum((item.adds for item in members), Fraction(0)))
        return totals

    def judge(self, claim):
        supporting = [item for item in self.items if (item.claim, item.side) == (claim, 1)]
        opposing = [item for item in self.items if (item.claim, item.side) == (claim, -1)]
        groups_for, groups_against = self.total(supporting), self.total(opposing)
        support, opposition = sum(groups_for, Fraction(0)), sum(groups_against, Fraction(0))
        whole = support + opposition + 2
        b, d = support / whole, opposition / whole
        for item in supporting + opposing:
            item.contribution = item.adds / whole

        def found(effect):
            return [
                (self.e[f], self.size[f])
                for f in self.findings
                if self.effect[f] == effect and self.n.findings.claim[f] == claim
            ]

        b0 = max((e * z for e, z in found(Effect.FLOORS_BELIEF)), default=Fraction(0))
        d0 = max((e * z for e, z in found(Effect.FLOORS_DISBELIEF)), default=Fraction(0))
        if b0 + d0 > 1:
            b0, d0 = b0 / (b0 + d0), d0 / (b0 + d0)
        b1 = min((1 - e * (1 - z) for e, z in found(Effect.CAPS_BELIEF)), default=ONE)
        d1 = min((1 - e * (1 - z) for e, z in found(Effect.CAPS_DISBELIEF)), default=ONE)
        b_f = max(b0, b * min(ONE, (1 - d0) / (1 - d)))
        d_f = max(d0, d * min(ONE, (1 - b0) / (1 - b)))
        b2 = min(b_f, max(b0, b1 * (1 - d_f)))
        d2 = min(d_f, max(d0, d1 * (1 - b_f)))
        u2 = 1 - b2 - d2

        a, row = HALF, self.base_rate(claim)
        if row is not None:
            rates = self.n.base_rates
            e = self.e[int(rates.finding[row])]
            a += e * (Fraction(int(rates.hits[row]) + 1, int(rates.of[row]) + 2) - HALF)
        probability = b2 + a * u2

        # The verdict.
        def established(amount, ceiling, floor):
            cap = amount if ceiling == 1 else min(amount, 2 * ceiling / (1 - ceiling))
            return cap > 2 or floor > HALF

        for_it, against = established(support, b1, b0), established(opposition, d1, d0)
        n_for, n_against = (sum((min(ONE, x) for x in xs), Fraction(0)) for xs in (groups_for, groups_against))
        prefer = [b_f - d_f, b2 - d2, probability - HALF, for_it - against, n_for - n_against]
        difference = next((x for x in prefer if x != 0), 0)
        leading = (difference > 0) - (difference < 0)
        lead, trail, n_eff, is_established = (b_f, d2, n_for, for_it) if leading >= 0 else (d_f, b2, n_against, against)
        insufficient = not is_established or (probability < HALF if leading >= 0 else probability > HALF)
        conflicted = not insufficient and 2 * trail >= lead
        place = sum(probability >= edge for edge in BANDS)
        if n_eff < 2 and not (leading < 0 and d0 >= Fraction(6, 10)):
            place = min(max(place, 2), 4)
        word = "insufficient" if insufficient else "conflicted" if conflicted else WORDS[place]

        if u2 <= Fraction(2, 10) and n_eff >= 2 and not conflicted:
            confidence = "high"
        else:
            confidence = "moderate" if u2 < HALF else "low"

        number = 5 - sum(probability >= Fraction(k, 10) for k in (2, 4, 6, 8))
        distinct = {id(item.contracted_into or item) for item in supporting if item.kind == 0}
        if number == 1 and len(distinct) < 2:
            number = 2
        origins = {item.index for item in supporting + opposing if item.kind == 0}
        return Judged(
            R=support,
            S=opposition,
            b=b,
            d=d,
            b_f=b_f,
            d_f=d_f,
            b2=b2,
            d2=d2,
            floors=(b0, d0),
            ceilings=(b1, d1),
            a=a,
            P=probability,
            word=word,
            confidence=confidence,
            admiralty=6 if insufficient else number,
            n_eff=n_eff,
            leading=leading,
            established=(for_it, against),
            reports=len({r for r, c, _ in self.says if c == claim}),
            origins=len(origins),
            naive=self.naive(claim),
        )

    def naive(self, claim):
        n, first = self.n, {}
        for row, (report, about, side) in enumerate(self.says):
            if about == claim and n.says.direct[row]:
                outlet = int(n.report_outlet[report])
                rank = (int(n.report_order[report]), report, -side)
                first[outlet] = min(first.get(outlet, rank), rank)
        amounts = {1: Fraction(0), -1: Fraction(0)}
        for _, report, flipped in first.values():
            amounts[-flipped] += 2 * exact(n.source_weight[n.report_source[report]])
        return (amounts[1] + 1) / (amounts[1] + amounts[-1] + 2)
