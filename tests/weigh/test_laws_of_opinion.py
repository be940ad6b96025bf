"""Laws 1, 7 to 11, 14 and 17 of the algebra: what opinions and verdicts keep to."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.networks import CLAIM_EFFECTS, SHARES, STRENGTHS, Draft, Finding, drafts, floats, networks
from tests.weigh.laws import SLACK, assert_same_claims, law, mirrored
from tests.weigh.oracle import Oracle
from whosays.weigh.constraints import Constraints
from whosays.weigh.evidence import Kind
from whosays.weigh.network import Effect, Target
from whosays.weigh.opinion import ceilings, floors, opinions
from whosays.weigh.scales import BANDS, PRIOR_WEIGHT, Word
from whosays.weigh.verdict import INDEPENDENT, REFUTED, verdicts
from whosays.weigh.weigh import weigh

WORD_MIRROR = {word: Word(Word.ALMOST_CERTAIN - word) for word in range(Word.ALMOST_CERTAIN + 1)}
WORD_MIRROR |= {word: word for word in (Word.CONFLICTED, Word.INSUFFICIENT)}

shares = st.floats(0, 1)
amounts = st.floats(0, 1000)


@st.composite
def constraint_sets(draw):
    low_b, low_d, high_b, high_d = (draw(st.sampled_from((0.0, 1.0)) | shares) for _ in range(4))
    both = max(1.0, low_b + low_d)
    return Constraints(*(floats([x]) for x in (low_b / both, low_d / both, high_b, high_d)))


@law
@given(networks)
def test_1_opinions_are_simplex_and_probabilities_in_range(network):
    weighed = weigh(network)
    opinion, verdict = weighed.opinions, weighed.verdicts
    for part in (
        (opinion.belief, opinion.disbelief, opinion.uncertainty),
        (opinion.final_belief, opinion.final_disbelief, opinion.final_uncertainty),
    ):
        assert all((column >= 0).all() for column in part)
        np.testing.assert_allclose(sum(part), 1.0, atol=SLACK)
    assert (verdict.low - SLACK <= opinion.probability).all()
    assert (opinion.probability <= verdict.high + SLACK).all()
    assert ((opinion.probability >= 0) & (opinion.probability <= 1)).all()
    assert np.isin(verdict.admiralty, range(1, 7)).all()
    assert ((verdict.admiralty == 6) == (verdict.word == Word.INSUFFICIENT)).all()


@law
@given(drafts())
def test_7_support_and_opposition_are_dual(draft):
    one, other = weigh(draft.network()), weigh(mirrored(draft).network())
    o, m, limits = one.opinions, other.opinions, one.opinions.constraints
    assert o.support.tolist() == m.opposition.tolist()
    assert o.opposition.tolist() == m.support.tolist()
    np.testing.assert_allclose(m.probability, 1 - o.probability, atol=SLACK)
    v, w = one.verdicts, other.verdicts
    assert v.leading.tolist() == (-w.leading).tolist()
    assert v.confidence.tolist() == w.confidence.tolist()
    assert v.effective_count.tolist() == w.effective_count.tolist()
    for claim in range(draft.claims):
        on_an_edge = min(abs(o.probability[claim] - edge) for edge in BANDS) < SLACK  # [low, high) has no mirror
        floor = max(limits.floor_belief[claim], limits.floor_disbelief[claim])
        refuted = floor >= REFUTED - SLACK and v.effective_count[claim] < INDEPENDENT  # one reason refutes, none proves
        if not on_an_edge and not refuted:
            assert w.word[claim] == WORD_MIRROR[int(v.word[claim])]


@law
@given(drafts(), st.sampled_from(SHARES), st.sampled_from(SHARES), st.data())
def test_8_undercutting_is_antitone_and_reinstatement_never_exceeds(draft, kappa, again, data):
    """With full weights for findings on claims; with bare letters for all.

    A finding that acts on weights can rest on a report that it weakens: undercut, it leaves itself a better premise.
    """
    victim = draft.add(Finding(data.draw(st.sampled_from(CLAIM_EFFECTS)), 0.5, 0, proofs=[[0]]))
    plain = weigh(draft.network()).weights
    undercutter = draft.add(Finding(Effect.UNDERCUTS, kappa, acts_on=[(Target.FINDING, victim, -1)]))
    undercut = weigh(draft.network()).weights
    draft.add(Finding(Effect.UNDERCUTS, again, acts_on=[(Target.FINDING, undercutter, -1)]))
    reinstated = weigh(draft.network()).weights
    for active in ("finding_active", "finding_active_bare"):
        before, less, back = (getattr(weights, active)[victim] for weights in (plain, undercut, reinstated))
        assert less <= back + SLACK
        assert back <= before + SLACK


@law
@given(drafts(), st.sampled_from(SHARES), st.data())
def test_8_with_bare_letters_undercutting_is_antitone_for_all_findings(draft, kappa, data):
    if not draft.findings:
        return
    victim = data.draw(st.integers(0, len(draft.findings) - 1))
    before = weigh(draft.network()).weights.finding_active_bare[victim]
    draft.add(Finding(Effect.UNDERCUTS, kappa, acts_on=[(Target.FINDING, victim, -1)]))
    assert weigh(draft.network()).weights.finding_active_bare[victim] <= before + SLACK


@law
@given(amounts, amounts, constraint_sets())
def test_9_constraints_are_idempotent_and_keep_to_their_side(support, opposition, limits):
    opinion = opinions(floats([support]), floats([opposition]), limits, floats([0.5]))
    belief, disbelief = opinion.final_belief, opinion.final_disbelief
    again = ceilings(*floors(belief, disbelief, limits), limits)
    np.testing.assert_allclose(again, (belief, disbelief), atol=SLACK)
    assert disbelief >= limits.floor_disbelief - SLACK
    assert belief >= limits.floor_belief - SLACK
    assert belief + opinion.final_uncertainty <= 1 - limits.floor_disbelief + SLACK

    uncapped = dataclasses.replace(limits, ceiling_belief=floats([1.0]))
    without = opinions(floats([support]), floats([opposition]), uncapped, floats([0.5]))
    assert without.final_disbelief == disbelief
    assert without.final_belief >= belief


@law
@given(drafts())
def test_10_contributions_sum_to_belief_and_disbelief(draft):
    network = draft.network()
    weighed, oracle = weigh(network), Oracle(network)
    items = weighed.items
    for side, column in ((1, weighed.opinions.belief), (-1, weighed.opinions.disbelief)):
        at = items.side == side
        total = np.bincount(items.claim[at], items.contribution[at], draft.claims)
        np.testing.assert_allclose(total, column, atol=1e-12, rtol=0)
    for claim, judged in enumerate(oracle.judged):
        for side, share in ((1, judged.b), (-1, judged.d)):
            parts = [i.contribution for i in oracle.items if (i.claim, i.side) == (claim, side)]
            assert sum(parts) == share


@law
@given(drafts(), st.randoms(use_true_random=False))
def test_11_continuous_while_nothing_reaches_or_leaves_0_and_1(draft, rng):
    """What counts nothing joins no groups, and what is tied by 0 is one: these are the steps."""

    def nudged(value):
        return value if value in (0.0, 1.0) else value * (1 - rng.random() * 1e-7)

    near = draft.copy()
    near.sources = [nudged(weight) for weight in near.sources]
    for report in near.reports:
        report.mass *= 1 - rng.random() * 1e-7
    for finding in near.findings:
        finding.size = nudged(finding.size)
    before, after = weigh(draft.network()).opinions, weigh(near.network()).opinions
    np.testing.assert_allclose(after.probability, before.probability, atol=1e-5)
    np.testing.assert_allclose(after.support, before.support, atol=1e-4)


@law
@given(drafts(), st.data())
def test_14_nothing_active_or_strong_is_neutral(draft, data):
    before = weigh(draft.network())
    claim = data.draw(st.integers(0, draft.claims - 1))
    ties = [(data.draw(st.integers(0, len(draft.reports) - 1)), 0)] if draft.reports else []
    inactive = data.draw(st.booleans())
    effect = data.draw(st.sampled_from(tuple(Effect)))
    neutral = {Effect.TIES: 1.0, Effect.CAPS_BELIEF: 1.0, Effect.CAPS_DISBELIEF: 1.0}
    size = data.draw(st.sampled_from(SHARES if effect not in CLAIM_EFFECTS[:2] else STRENGTHS))
    finding = Finding(effect, size if inactive else neutral.get(effect, 0.0), claim, disposition=True)
    if effect == Effect.TIES:
        finding.ties = ties
    elif effect in (Effect.DISCOUNTS, Effect.UNDERCUTS, Effect.RAISES) and draft.reports:
        finding.acts_on = [(Target.REPORT, 0, -1)]
    elif effect == Effect.BASE_RATE:
        finding.base_rate = (3, 9)
    added = draft.add(finding)
    if inactive or effect in (Effect.BASE_RATE, Effect.RAISES):
        draft.add(Finding(Effect.UNDERCUTS, 1.0, acts_on=[(Target.FINDING, added, -1)]))
    assert_same_claims(before, weigh(draft.network()))


@law
@given(drafts(), st.integers(0, 5), st.integers(0, 5))
def test_14_a_base_rate_leaves_the_opinion(draft, hits, misses):
    """One that counts no precedent which a finding rests on: such a finding would be counted twice."""
    for finding in draft.findings:
        finding.base_rate = None
    bare = weigh(draft.network()).opinions
    draft.add(Finding(Effect.BASE_RATE, claim=0, base_rate=(hits, hits + misses)))
    after = weigh(draft.network()).opinions
    for name in ("belief", "disbelief", "uncertainty", "final_belief", "final_disbelief", "final_uncertainty"):
        assert getattr(after, name).tolist() == getattr(bare, name).tolist()
    assert after.base_rate[0] == pytest.approx((hits + 1) / (hits + misses + 2))


@law
@given(networks)
def test_17_replaying_an_explanation_gives_the_same_verdict(network):
    """From items, groups, constraints and base rates alone, in plain Python."""
    weighed = weigh(network)
    items, claims = weighed.items, network.claim_count
    groups, voices = {}, {}
    for row in range(len(items.claim)):
        if items.amount[row] > 0:
            key = (int(items.claim[row]), int(items.side[row]))
            if items.contracted_into[row] < 0:
                at_group = groups.setdefault((*key, int(items.group[row])), [])
                at_group.append(items.q[row] ** items.rank[row] * items.amount[row])
            if items.kind[row] == Kind.ORIGIN:
                head = items.contracted_into[row] if items.contracted_into[row] >= 0 else row
                voices.setdefault(key, set()).add(int(head))

    def per_claim(side, measure):
        return floats(
            sum(measure(sum(adds)) for (c, s, _), adds in groups.items() if (c, s) == (claim, side))
            for claim in range(claims)
        )

    support, opposition = per_claim(1, float), per_claim(-1, float)
    opinion = opinions(support, opposition, weighed.opinions.constraints, weighed.opinions.base_rate)
    n_for, n_against = per_claim(1, lambda x: min(1.0, x)), per_claim(-1, lambda x: min(1.0, x))
    origins_for = np.array([len(voices.get((claim, 1), ())) for claim in range(claims)])
    verdict = verdicts(opinion, n_for, n_against, origins_for)
    np.testing.assert_allclose(opinion.probability, weighed.opinions.probability, atol=1e-12)
    for name in ("word", "confidence", "admiralty", "leading"):
        assert getattr(verdict, name).tolist() == getattr(weighed.verdicts, name).tolist()
    whole = support + opposition + PRIOR_WEIGHT
    np.testing.assert_allclose(opinion.belief, support / whole, atol=1e-12)


def test_an_empty_network_weighs():
    weighed = weigh(Draft(claims=0).network())
    assert len(weighed.opinions.probability) == 0
    assert weigh(Draft(claims=2).network()).verdicts.word.tolist() == [Word.INSUFFICIENT] * 2
