"""What the tests of the laws share: comparing what is said of claims, and changing a draft in one respect."""

from __future__ import annotations

import dataclasses

from hypothesis import settings

from tests.strategies.networks import Draft, ints
from whosays.weigh.network import Effect, Network, Target

SLACK = 1e-9

law = settings(max_examples=50)  # each law was tried with some thousand examples when it was written

SWAPPED = {
    Effect.SUPPORTS: Effect.OPPOSES,
    Effect.FLOORS_BELIEF: Effect.FLOORS_DISBELIEF,
    Effect.CAPS_BELIEF: Effect.CAPS_DISBELIEF,
}
SWAPPED |= {other: one for one, other in SWAPPED.items()}


def columns_of(part):
    """All columns of a dataclass of columns, by name; nested ones too."""
    out = {}
    for field in dataclasses.fields(part):
        value = getattr(part, field.name)
        if dataclasses.is_dataclass(value):
            out |= {f"{field.name}.{name}": nested for name, nested in columns_of(value).items()}
        else:
            out[field.name] = value
    return out


def about_claims(weighed):
    """Everything that has a row a claim."""
    parts = {"o": weighed.opinions, "v": weighed.verdicts, "n": weighed.naive, "c": weighed.counts}
    return {f"{key}.{name}": col for key, part in parts.items() for name, col in columns_of(part).items()}


def assert_same_claims(before, after, pick=slice(None)):
    """Bit for bit the same: `pick` chooses the claims of `after` that are those of `before`."""
    there = about_claims(after)
    for name, here in about_claims(before).items():
        assert here.tolist() == there[name][pick].tolist(), name


def assert_same_evidence(before, after):
    """The same totals of evidence on every claim, and the same number of independent items."""
    assert before.opinions.support.tolist() == after.opinions.support.tolist()
    assert before.opinions.opposition.tolist() == after.opinions.opposition.tolist()


def mirrored(draft: Draft) -> Draft:
    """The same evidence with support and opposition swapped."""
    out = draft.copy()
    out.says = [(report, claim, -side, direct) for report, claim, side, direct in draft.says]
    for finding in out.findings:
        finding.effect = SWAPPED.get(finding.effect, finding.effect)
        if finding.base_rate is not None:
            hits, of = finding.base_rate
            finding.base_rate = (of - hits, of)
    return out


def with_content(draft: Draft) -> Draft:
    """The draft with what is otherwise read off positions written down."""
    out = draft.copy()
    for place, report in enumerate(out.reports):
        report.order = place
        report.outlet = 10_000 + place if report.outlet < 0 else report.outlet
    for place, finding in enumerate(out.findings):
        finding.order = place
    return out


def renamed(draft: Draft, rng) -> tuple[Draft, list[int]]:
    """The same draft under other numbers, and the new number of each claim."""
    draft = with_content(draft)

    def shuffled(count):
        new = list(range(count))
        rng.shuffle(new)
        return new

    claim, source = shuffled(draft.claims), shuffled(len(draft.sources))
    report, fact = shuffled(len(draft.reports)), shuffled(len(draft.facts))
    cite, finding = shuffled(len(draft.cites)), shuffled(len(draft.findings))
    of_target = {
        Target.SOURCE: source,
        Target.REPORT: report,
        Target.CITATION: cite,
        Target.FINDING: finding,
        Target.FACT: fact,
    }

    def at(new, old):
        return old if old < 0 else new[old]

    out = draft.copy()
    for x in out.reports:
        x.source, x.fact = source[x.source], fact[x.fact]
    for x in out.facts:
        x.stated_by = at(report, x.stated_by)
    out.cites = [(report[a], report[b]) for a, b in draft.cites]
    out.basis = [(report[a], fact[b]) for a, b in draft.basis]
    out.says = [(report[r], claim[c], side, direct) for r, c, side, direct in draft.says]
    for x in out.findings:
        x.claim = at(claim, x.claim)
        x.proofs = [[fact[f] for f in facts] for facts in x.proofs]
        x.acts_on = [(target, of_target[target][index], at(fact, by)) for target, index, by in x.acts_on]
        x.ties = [(report[a], report[b]) for a, b in x.ties]

    def moved(values, new):
        return [value for _, value in sorted(zip(new, values, strict=True), key=lambda pair: pair[0])]

    out.sources = moved(out.sources, source)
    out.reports = moved(out.reports, report)
    out.facts = moved(out.facts, fact)
    out.cites = moved(out.cites, cite)
    out.findings = moved(out.findings, finding)
    return out, claim


def shuffled_rows(network: Network, rng) -> Network:
    """The network with the rows of its relations in another order (proofs keep theirs: the first is canonical)."""

    def shuffle(part, names):
        count = len(getattr(part, names[0]))
        order = list(range(count))
        rng.shuffle(order)
        order = ints(order)
        return dataclasses.replace(part, **{name: getattr(part, name)[order] for name in names})

    return dataclasses.replace(
        shuffle(network, ("report_evidence_report", "report_evidence_fact")),
        says=shuffle(network.says, ("report", "claim", "side", "direct")),
        findings=shuffle(network.findings, ("proof_fact_proof", "proof_fact_fact")),
        actions=shuffle(network.actions, ("finding", "target", "index", "by_fact")),
        ties=shuffle(network.ties, ("finding", "first", "second")),
        base_rates=shuffle(network.base_rates, ("finding", "hits", "of")),
    )


def joined(one: Draft, other: Draft) -> Draft:
    """Two drafts side by side, without a link; the claims of the first come first."""
    out, add = with_content(one), with_content(other)
    claims, sources, reports = out.claims, len(out.sources), len(out.reports)
    facts, cites, findings = len(out.facts), len(out.cites), len(out.findings)
    shift = {
        Target.SOURCE: sources,
        Target.REPORT: reports,
        Target.CITATION: cites,
        Target.FINDING: findings,
        Target.FACT: facts,
    }

    def at(old, by):
        return old if old < 0 else old + by

    for x in add.reports:
        x.source, x.fact, x.outlet = x.source + sources, x.fact + facts, x.outlet + 50_000
    for x in add.facts:
        x.stated_by = at(x.stated_by, reports)
    for x in add.findings:
        x.claim = at(x.claim, claims)
        x.proofs = [[f + facts for f in proof] for proof in x.proofs]
        x.acts_on = [(target, index + shift[target], at(by, facts)) for target, index, by in x.acts_on]
        x.ties = [(a + reports, b + reports) for a, b in x.ties]
        x.family = at(x.family, 2)
    out.claims += add.claims
    out.sources += add.sources
    out.reports += add.reports
    out.facts += add.facts
    out.cites += [(a + reports, b + reports) for a, b in add.cites]
    out.basis += [(a + reports, b + facts) for a, b in add.basis]
    out.says += [(r + reports, c + claims, side, direct) for r, c, side, direct in add.says]
    out.findings += add.findings
    return out


def without_opposition(draft: Draft) -> Draft:
    """The draft with nothing in it that speaks against a claim."""
    out = draft.copy()
    out.says = [row for row in draft.says if row[2] > 0]
    for finding in out.findings:
        if finding.effect in (Effect.OPPOSES, Effect.FLOORS_DISBELIEF):
            finding.size = 0.0
    return out
