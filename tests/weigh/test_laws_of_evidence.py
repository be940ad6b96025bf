"""Laws 2 to 6, 12, 13, 15 and 16 of the algebra: what adding, copying, tying and renaming evidence may do."""

from itertools import pairwise

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.strategies.networks import LETTERS, MASSES, SHARES, Draft, Finding, drafts
from tests.weigh.laws import (
    SLACK,
    assert_same_claims,
    assert_same_evidence,
    joined,
    law,
    renamed,
    shuffled_rows,
    with_content,
    without_opposition,
)
from tests.weigh.oracle import Oracle
from whosays.weigh.network import Effect, Target
from whosays.weigh.scales import Word
from whosays.weigh.weigh import weigh

POSITIVE = (Word.LIKELY, Word.VERY_LIKELY, Word.ALMOST_CERTAIN)


@law
@given(drafts(), st.randoms(use_true_random=False))
def test_2_the_order_of_rows_does_not_matter(draft, rng):
    network = draft.network()
    assert_same_claims(weigh(network), weigh(shuffled_rows(network, rng)))


@law
@given(drafts(), st.randoms(use_true_random=False))
def test_16_renaming_changes_nothing(draft, rng):
    other, claim = renamed(draft, rng)
    assert_same_claims(weigh(with_content(draft).network()), weigh(other.network()), claim)


@law
@given(drafts(max_findings=5), drafts(max_findings=5))
def test_15_what_is_not_linked_to_a_claim_changes_nothing(draft, other):
    assert_same_claims(
        weigh(with_content(draft).network()), weigh(joined(draft, other).network()), slice(0, draft.claims)
    )


@law
@given(drafts(), st.sampled_from(LETTERS), st.sampled_from(MASSES), st.booleans(), st.data())
def test_3_new_support_never_lowers_the_probability(draft, letter, mass, said, data):
    more, claim = draft.copy(), data.draw(st.integers(0, draft.claims - 1))
    if said:
        more.add_voice(claim, 1, letter, mass)
    else:
        more.add(Finding(Effect.SUPPORTS, mass, claim))
    before, after = weigh(draft.network()), weigh(more.network())
    assert after.opinions.probability[claim] >= before.opinions.probability[claim] - SLACK


@law
@given(drafts(), st.sampled_from(LETTERS), st.sampled_from(MASSES), st.booleans(), st.data())
def test_3_new_opposition_never_raises_it_nor_makes_a_positive_word(draft, letter, mass, said, data):
    more, claim = draft.copy(), data.draw(st.integers(0, draft.claims - 1))
    if said:
        more.add_voice(claim, -1, letter, mass)
    else:
        more.add(Finding(Effect.OPPOSES, mass, claim))
    before, after = weigh(draft.network()), weigh(more.network())
    assert after.opinions.probability[claim] <= before.opinions.probability[claim] + SLACK
    if before.verdicts.word[claim] == Word.INSUFFICIENT:
        assert after.verdicts.word[claim] not in POSITIVE


@law
@given(drafts(), st.integers(1, 4), st.data())
def test_4_copies_of_what_is_said_already_add_nothing(draft, copies, data):
    draft.add_voice(0, 1)
    report, claim, side, direct = data.draw(st.sampled_from(draft.says))
    more = draft.copy()
    for _ in range(copies):
        more.sources.append(data.draw(st.sampled_from(LETTERS)))
        copy = more.add_report(len(more.sources) - 1)
        more.cites.append((copy, report))
        more.says.append((copy, claim, side, direct))
    before, after = weigh(draft.network()), weigh(more.network())
    assert_same_evidence(before, after)
    assert before.opinions.probability.tolist() == after.opinions.probability.tolist()
    assert before.verdicts.word.tolist() == after.verdicts.word.tolist()


@law
@given(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=30), st.sampled_from((0.0, 0.3, 0.5, 0.9)))
def test_4_a_group_adds_at_most_its_largest_over_one_minus_q(letters, q):
    draft = Draft()
    voices = [draft.add_voice(0, 1, letter) for letter in letters]
    draft.add(Finding(Effect.TIES, q, ties=list(pairwise(voices))))
    weighed = weigh(draft.network())
    assert weighed.opinions.support[0] <= weighed.items.amount.max() / (1 - q) + SLACK


@law
@given(drafts(max_reports=6), st.data())
def test_5_closing_a_ring_adds_nothing(draft, data):
    """Among reports that reach an origin, where the lower one is on every path of the upper one.

    Without that condition the new citation brings the lower report what the upper one rests on besides.
    """
    lower = draft.add_report(0)
    draft.cites.append((lower, draft.add_voice(0, 1)))
    if lower:
        draft.cites.append((lower, data.draw(st.integers(0, lower - 1))))
    upper = draft.add_report(0)
    draft.cites.append((upper, lower))
    draft.says += [(lower, 0, 1, True), (upper, 0, -1, True)]
    oracle = Oracle(draft.network())
    closing = [
        (lower, upper)
        for upper in oracle.reports
        for lower in oracle.reports
        if lower != upper and lower not in oracle.origin and all(lower in path for path, _ in oracle.ending[upper])
    ]
    assert (lower, upper) in closing
    more = draft.copy()
    more.cites.append(data.draw(st.sampled_from(closing)))
    assert_same_claims(weigh(draft.network()), weigh(more.network()))


@law
@given(drafts(), st.sampled_from(SHARES), st.data())
def test_6_discounting_never_refutes(draft, delta, data):
    draft = without_opposition(draft)
    draft.add(Finding(Effect.DISCOUNTS, delta, acts_on=[(Target.SOURCE, 0, -1)]))
    if draft.reports:
        report = data.draw(st.integers(0, len(draft.reports) - 1))
        draft.add(Finding(Effect.DISCOUNTS, delta, acts_on=[(Target.REPORT, report, -1)]))
    opinion = weigh(draft.network()).opinions
    assert not opinion.opposition.any()
    assert not opinion.final_disbelief.any()
    assert (opinion.probability >= opinion.base_rate - SLACK).all()


@law
@given(drafts(effects=(Effect.TIES, Effect.DISCOUNTS, Effect.RAISES)), st.sampled_from(SHARES))
def test_12_a_discount_distributes_over_fusion(draft, delta):
    draft.cites.clear()  # a path through two reports of the source would be discounted twice
    for finding in draft.findings:
        finding.acts_on = [act for act in finding.acts_on if act[0] != Target.CITATION]
    for report in draft.reports:
        report.source = 0
    less = draft.copy()
    less.add(Finding(Effect.DISCOUNTS, delta, acts_on=[(Target.SOURCE, 0, -1)]))
    before, after = weigh(draft.network()).opinions, weigh(less.network()).opinions
    np.testing.assert_allclose(after.support, (1 - delta) * before.support, atol=SLACK)
    np.testing.assert_allclose(after.opposition, (1 - delta) * before.opposition, atol=SLACK)


@law
@given(drafts(max_claims=1, effects=(Effect.TIES, Effect.SUPPORTS)), st.sampled_from(SHARES), st.data())
def test_13_a_tie_never_raises_the_total(draft, q, data):
    """But where contracting a tie of 0 takes the smallest q out of a group that still has several items."""
    draft.add_voice(0, 1)
    draft.add_voice(0, 1)
    report = st.integers(0, len(draft.reports) - 1)
    more = draft.copy()
    more.add(Finding(Effect.TIES, q, ties=[(data.draw(report), data.draw(report))]))
    before, after = weigh(draft.network()), weigh(more.network())
    if q == 0:
        several = (after.items.rank >= 0) & np.isin(after.items.group, after.items.group[after.items.rank > 0])
        assume((after.items.q <= before.items.q + SLACK)[several].all())
    assert (after.opinions.support <= before.opinions.support + SLACK).all()
    assert (after.opinions.opposition <= before.opinions.opposition + SLACK).all()
