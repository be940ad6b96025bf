"""The arrays and the exact, brute-force oracle say the same on random networks."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.strategies.networks import drafts, networks
from tests.weigh.oracle import Oracle
from whosays.weigh.network import Effect
from whosays.weigh.scales import WORDS, Confidence
from whosays.weigh.weigh import weigh


def near(value):
    return pytest.approx(float(value), abs=1e-9)


def check_agreement(network):
    weighed, oracle = weigh(network), Oracle(network)
    weights = weighed.weights
    assert weights.source.tolist() == near_all(oracle.rho_source)
    assert weights.report.tolist() == near_all(oracle.rho_report)
    assert weights.citation.tolist() == near_all(oracle.rho_citation)
    assert weights.report_strength.tolist() == near_all(oracle.strength(r) for r in oracle.reports)
    assert weights.finding_active_bare.tolist() == near_all(oracle.bare)
    assert weights.finding_active.tolist() == near_all(oracle.e)
    assert weights.finding_premises.tolist() == near_all(oracle.p)
    assert weights.report_origin.tolist() == [oracle.origin.get(r, -1) for r in oracle.reports]
    check_items(weighed.items, oracle)
    for claim, judged in enumerate(oracle.judged):
        check_claim(weighed, claim, judged)


def near_all(values):
    return pytest.approx([float(value) for value in values], abs=1e-9)


def check_items(items, oracle):
    live = np.flatnonzero(items.amount > 0)
    rows = {(int(items.claim[i]), int(items.side[i]), int(items.kind[i]), int(items.index[i])): i for i in live}
    assert len(rows) == len(live)
    assert rows.keys() == {(item.claim, item.side, item.kind, item.index) for item in oracle.items}
    for item in oracle.items:
        at = rows[item.claim, item.side, item.kind, item.index]
        assert items.amount[at] == near(item.x)
        assert items.contribution[at] == near(item.contribution)
        assert items.rank[at] == item.rank
        if item.contracted_into is None:
            assert items.contracted_into[at] == -1
            assert items.q[at] == near(item.q)
        else:
            head = item.contracted_into
            assert items.contracted_into[at] == rows[head.claim, head.side, head.kind, head.index]
            assert items.group[at] == items.group[items.contracted_into[at]]


def check_claim(weighed, claim, judged):
    o, v = weighed.opinions, weighed.verdicts
    assert o.support[claim] == near(judged.R)
    assert o.opposition[claim] == near(judged.S)
    assert (o.belief[claim], o.disbelief[claim]) == (near(judged.b), near(judged.d))
    assert (o.floored_belief[claim], o.floored_disbelief[claim]) == (near(judged.b_f), near(judged.d_f))
    assert (o.final_belief[claim], o.final_disbelief[claim]) == (near(judged.b2), near(judged.d2))
    limits = o.constraints
    assert (limits.floor_belief[claim], limits.floor_disbelief[claim]) == tuple(map(near, judged.floors))
    assert (limits.ceiling_belief[claim], limits.ceiling_disbelief[claim]) == tuple(map(near, judged.ceilings))
    assert o.base_rate[claim] == near(judged.a)
    assert o.probability[claim] == near(judged.P)
    assert v.leading[claim] == judged.leading
    assert (v.support_established[claim], v.opposition_established[claim]) == judged.established
    assert v.effective_count[claim] == near(judged.n_eff)
    assert WORDS[int(v.word[claim])] == judged.word
    assert Confidence(v.confidence[claim]).text == judged.confidence
    assert v.admiralty[claim] == judged.admiralty
    assert weighed.counts.reports[claim] == judged.reports
    assert weighed.counts.origins[claim] == judged.origins
    assert weighed.naive.probability[claim] == near(judged.naive)


@settings(max_examples=200)
@given(networks)
def test_all_kinds_of_findings(network):
    check_agreement(network)


@settings(max_examples=100)
@given(drafts(max_claims=1, max_reports=8, effects=(Effect.TIES, Effect.SUPPORTS)))
def test_ties_on_one_claim(draft):
    check_agreement(draft.network())


@settings(max_examples=100)
@given(drafts(effects=(Effect.UNDERCUTS, Effect.SUPPORTS, Effect.FLOORS_DISBELIEF, Effect.CAPS_BELIEF)))
def test_undercuts_and_constraints(draft):
    check_agreement(draft.network())


@settings(max_examples=100)
@given(drafts(effects=(Effect.BASE_RATE, Effect.SUPPORTS, Effect.OPPOSES)))
def test_base_rates(draft):
    check_agreement(draft.network())
