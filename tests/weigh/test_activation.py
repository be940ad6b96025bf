"""Activation: premises, undercutting, and DF-QuAD as an oracle of somebody else's."""

import numpy as np
import pytest
from argumentation.gradual.dfquad import dfquad_strengths
from argumentation.gradual.gradual import WeightedBipolarGraph
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.networks import Draft, Fact, Finding
from whosays.weigh.network import Effect, Target
from whosays.weigh.weigh import weigh

weights = st.floats(0, 1).map(lambda x: round(x, 6))


def undercut(draft, kappa, target, index, by_fact=-1, premises=()):
    return draft.add(Finding(Effect.UNDERCUTS, kappa, proofs=[list(premises)], acts_on=[(target, index, by_fact)]))


def active(draft):
    return weigh(draft.network()).weights.finding_active


@st.composite
def undercutting(draw):
    """Findings with a premise of some weight each, and (above, below, kappa): who undercuts whom."""
    premises = draw(st.lists(weights, min_size=1, max_size=8))
    pairs = st.tuples(*[st.integers(0, len(premises) - 1)] * 2).filter(lambda pair: pair[0] > pair[1])
    rows = draw(st.dictionaries(pairs, weights, max_size=12)) if len(premises) > 1 else {}
    return premises, rows


@given(undercutting())
def test_activation_is_dfquad(case):
    premises, rows = case
    draft = Draft()
    for premise in premises:
        draft.sources.append(premise)
        draft.facts.append(Fact(stated_by=draft.add_report(len(draft.sources) - 1)))
        draft.add(Finding(Effect.UNDERCUTS, proofs=[[len(draft.facts) - 1]]))
    arguments = {f"f{i}": premise for i, premise in enumerate(premises)}
    attacks, supports = set(), {}
    for (above, below), kappa in rows.items():
        middle = f"{above}-{below}"  # an attack has no weight there: a supported middle of base 0 carries kappa
        arguments[middle] = 0.0
        supports[f"f{above}", middle] = kappa
        attacks.add((middle, f"f{below}"))
    graph = WeightedBipolarGraph(frozenset(arguments), arguments, frozenset(attacks), frozenset(supports))
    expected = dfquad_strengths(graph, support_weights=supports).strengths

    for (above, below), kappa in rows.items():
        draft.sources.append(kappa)
        draft.facts.append(Fact(stated_by=draft.add_report(len(draft.sources) - 1)))
        draft.findings[above].acts_on.append((Target.FINDING, below, len(draft.facts) - 1))
    found = active(draft)
    assert [found[i] for i in range(len(premises))] == pytest.approx(
        [expected[f"f{i}"] for i in range(len(premises))], abs=1e-9
    )


def test_premises_are_as_good_as_the_weakest_of_the_best_proof():
    draft = Draft(sources=[0.8, 0.35])
    good, bad = (draft.add_report(source) for source in (0, 1))
    draft.facts += [Fact(stated_by=good), Fact(stated_by=bad), Fact()]
    by_good, by_bad, undisputed = len(draft.facts) - 3, len(draft.facts) - 2, len(draft.facts) - 1
    draft.add(Finding(Effect.SUPPORTS, 1, 0, proofs=[[by_good, by_bad, undisputed]]))
    draft.add(Finding(Effect.SUPPORTS, 1, 0, proofs=[[by_bad], [by_good]]))
    draft.add(Finding(Effect.SUPPORTS, 1, 0, proofs=[[undisputed]]))
    draft.add(Finding(Effect.SUPPORTS, 1, 0, proofs=[[draft.reports[bad].fact]]))  # that it was said is undisputed
    assert active(draft).tolist() == [0.35, 0.8, 1.0, 1.0]


def test_an_undercut_fact_weakens_findings_on_claims_only():
    draft = Draft(sources=[0.8], facts=[Fact()])
    opposes = draft.add(Finding(Effect.OPPOSES, 1, 0, proofs=[[0]]))
    floor = draft.add(Finding(Effect.FLOORS_DISBELIEF, 0.9, 0, proofs=[[0]]))
    discount = draft.add(Finding(Effect.DISCOUNTS, 0.4, proofs=[[0]], acts_on=[(Target.SOURCE, 0, -1)]))
    undercut(draft, 0.75, Target.FACT, 0)
    found = active(draft)
    assert (found[opposes], found[floor], found[discount]) == (0.25, 0.25, 1.0)


def test_an_undercut_fact_weakens_the_reports_based_on_it():
    draft = Draft(facts=[Fact()])
    report = draft.add_voice(0, 1, 0.8, 4)
    draft.basis = [(report, 0)]
    undercut(draft, 0.75, Target.FACT, 0)
    weighed = weigh(draft.network())
    assert weighed.weights.report[report] == 0.25
    assert weighed.opinions.support[0] == pytest.approx(4 * 0.8 * 0.25)


def test_kappa_of_a_fact_is_counted_once():
    draft = Draft(sources=[0.6], facts=[])
    draft.facts.append(Fact(stated_by=draft.add_report(0)))
    floor = draft.add(Finding(Effect.FLOORS_DISBELIEF, 0.9, 0))
    undercut(draft, 0.0, Target.FINDING, floor, by_fact=1, premises=[1])
    assert active(draft).tolist() == [0.4, 1.0]


def test_discounts_keep_bare_letters_and_others_use_full_weights():
    draft = Draft(sources=[0.8], facts=[])
    draft.facts.append(Fact(stated_by=draft.add_report(0)))
    discount = draft.add(Finding(Effect.DISCOUNTS, 0.5, proofs=[[1]], acts_on=[(Target.SOURCE, 0, -1)]))
    support = draft.add(Finding(Effect.SUPPORTS, 1, 0, proofs=[[1]]))
    weights = weigh(draft.network()).weights
    assert weights.source[0] == pytest.approx(0.8 * (1 - 0.5 * 0.8))
    assert weights.finding_active[discount] == 0.8
    assert weights.finding_active[support] == pytest.approx(weights.source[0])
    assert weights.finding_active_bare[support] == 0.8


def test_in_a_family_only_the_strongest_discount_counts():
    draft = Draft(sources=[1.0])
    for family, size in ((0, 0.4), (0, 0.2), (1, 0.2), (-1, 0.5), (-1, 0.5)):
        draft.add(Finding(Effect.DISCOUNTS, size, family=family, acts_on=[(Target.SOURCE, 0, -1)]))
    assert weigh(draft.network()).weights.source[0] == pytest.approx(0.6 * 0.8 * 0.5 * 0.5)


def test_raised_mass_is_doubled_as_far_as_the_finding_holds():
    draft = Draft()
    report = draft.add_voice(0, 1, 0.5, 2)
    draft.facts.append(Fact(stated_by=report))
    draft.add(Finding(Effect.RAISES, proofs=[[len(draft.facts) - 1]], acts_on=[(Target.REPORT, report, -1)]))
    weighed = weigh(draft.network())
    assert weighed.weights.report_mass[report] == 3.0
    assert weighed.items.mass.tolist() == [3.0]
    assert weighed.opinions.support[0] == 1.5


def test_a_ring_of_undercuts_is_an_error():
    draft = Draft()
    first = undercut(draft, 1, Target.FINDING, 1)
    undercut(draft, 1, Target.FINDING, first)
    with pytest.raises(ValueError, match=r"ring: \[0, 1\]"):
        weigh(draft.network())


def test_a_finding_without_a_proof_does_not_hold():
    draft = Draft()
    draft.add(Finding(Effect.SUPPORTS, 8, 0, proofs=[]))
    assert not np.any(active(draft))
