"""Origins, rings and best paths."""

import numpy as np
import pytest
from hypothesis import given

from tests.strategies.networks import Draft, Finding, networks
from tests.weigh.laws import law
from whosays.weigh.evidence import Kind
from whosays.weigh.network import Effect, Target
from whosays.weigh.weigh import weigh


def chain(length, weight=1.0, mass=4.0):
    """Each report rests on the one before; the last says the claim."""
    draft = Draft(sources=[weight])
    for _ in range(length):
        draft.add_report(0, mass)
    draft.cites = [(i + 1, i) for i in range(length - 1)]
    draft.says = [(length - 1, 0, 1, True)]
    return draft


def test_a_path_multiplies_every_report_source_and_citation():
    draft = chain(2)
    draft.sources = [0.9, 0.8]
    draft.reports[1].source = 1
    draft.add(Finding(Effect.DISCOUNTS, 0.5, acts_on=[(Target.CITATION, 0, -1)]))
    draft.add(Finding(Effect.DISCOUNTS, 0.3, acts_on=[(Target.REPORT, 0, -1)]))
    weighed = weigh(draft.network())
    assert weighed.opinions.support[0] == pytest.approx(4 * (0.9 * 0.7) * 0.5 * 0.8)
    assert weighed.weights.report_strength[1] == pytest.approx((0.9 * 0.7) * 0.5 * 0.8)
    assert weighed.items.path_report.tolist() == [0, 1]
    assert weighed.items.path_citation.tolist() == [-1, 0]


def test_the_best_of_several_paths_counts():
    draft = Draft(sources=[1.0, 0.5, 0.9])
    for source in (0, 1, 2, 0):
        draft.add_report(source, 4)
    draft.cites = [(1, 0), (2, 0), (3, 1), (3, 2)]
    draft.says = [(3, 0, 1, True)]
    weighed = weigh(draft.network())
    assert weighed.opinions.support[0] == pytest.approx(3.6)
    assert weighed.items.path_report.tolist() == [0, 2, 3]


def test_of_equal_paths_the_shortest_is_shown_then_the_earliest():
    draft = Draft(sources=[1.0])
    for _ in range(5):
        draft.add_report(0)
    draft.cites = [(4, 3), (3, 2), (2, 0), (4, 2), (4, 1), (1, 0)]
    draft.says = [(4, 0, 1, True)]
    assert weigh(draft.network()).items.path_report.tolist() == [0, 1, 4]
    draft.reports[1].order = 9
    assert weigh(draft.network()).items.path_report.tolist() == [0, 2, 4]


def test_a_ring_that_rests_on_nothing_is_one_origin_with_its_largest_evidence():
    draft = chain(3)
    draft.cites += [(0, 1)]
    draft.reports[0].mass, draft.reports[1].mass = 1.0, 2.0
    weighed = weigh(draft.network())
    assert weighed.weights.report_origin.tolist() == [0, 0, -1]
    assert weighed.opinions.support[0] == 2.0
    assert weighed.items.index.tolist() == [0]
    assert weighed.items.path_report.tolist() == [1, 2]
    draft.add(Finding(Effect.RAISES, acts_on=[(Target.REPORT, 0, -1)]))
    draft.reports[0].mass = 1.5
    assert weigh(draft.network()).items.path_report.tolist() == [0, 1, 2]


def test_a_report_that_cites_itself_is_an_origin():
    draft = chain(1)
    draft.cites = [(0, 0)]
    assert weigh(draft.network()).weights.report_origin.tolist() == [0]


def test_a_ring_that_rests_on_an_origin_is_no_origin():
    draft = chain(4)
    draft.cites += [(1, 3)]
    weighed = weigh(draft.network())
    assert weighed.weights.report_origin.tolist() == [0, -1, -1, -1]
    assert weighed.counts.origins.tolist() == [1]


@pytest.mark.parametrize("ring", [False, True])
def test_a_long_chain_needs_no_stack(ring):
    draft = chain(2500)
    if ring:
        draft.cites.append((0, 2499))
    weighed = weigh(draft.network())
    assert weighed.opinions.support[0] == 4.0
    assert len(weighed.items.path_report) == (1 if ring else 2500)


def test_origins_through_one_relay_only_are_tied_by_its_weight():
    draft = Draft(sources=[1.0, 0.6])
    for source in (0, 0, 1):
        draft.add_report(source, 4)
    draft.cites = [(2, 0), (2, 1)]
    draft.says = [(2, 0, 1, True)]
    weighed = weigh(draft.network())
    assert weighed.items.q.tolist() == pytest.approx([0.6, 0.6])
    assert weighed.opinions.support[0] == pytest.approx(2.4 + 0.6 * 2.4)
    draft.says.append((0, 0, 1, True))  # one now speaks for itself too
    weighed = weigh(draft.network())
    assert weighed.items.q.tolist() == [1.0, 1.0]
    assert weighed.opinions.support[0] == pytest.approx(4 + 2.4)


def test_a_tie_that_names_a_relay_acts_on_the_origins_known_through_it_only():
    draft = Draft(sources=[1.0])
    for _ in range(3):
        draft.add_report(0, 4)
    draft.cites = [(1, 0)]
    draft.says = [(1, 0, 1, True), (2, 0, 1, True)]
    draft.add(Finding(Effect.TIES, 0.3, ties=[(1, 2)]))
    assert weigh(draft.network()).opinions.support[0] == pytest.approx(4 + 0.3 * 4)
    draft.says.append((0, 0, 1, True))
    assert weigh(draft.network()).opinions.support[0] == pytest.approx(8)


@law
@given(networks)
def test_the_path_shown_is_worth_what_the_item_is(network):
    weighed = weigh(network)
    items, weights = weighed.items, weighed.weights
    for row in range(len(items.claim)):
        path = items.path_report[items.path_start[row] : items.path_start[row + 1]]
        used = items.path_citation[items.path_start[row] : items.path_start[row + 1]]
        if items.kind[row] == Kind.FINDING:
            assert len(path) == 0
            continue
        assert weights.report_origin[path[0]] == items.index[row]
        assert items.mass[row] == weights.report_mass[path[0]]
        assert used[0] == -1
        assert network.cites_to[used[1:]].tolist() == path[:-1].tolist()
        assert network.cites_from[used[1:]].tolist() == path[1:].tolist()
        worth = items.mass[row] * np.prod(weights.report[path] * weights.source[network.report_source[path]])
        assert items.amount[row] == pytest.approx(worth * np.prod(weights.citation[used[1:]]), abs=1e-9)
        said = (network.says.report == path[-1]) & (network.says.claim == items.claim[row])
        assert (network.says.side[said] == items.side[row]).any()


def test_a_finding_on_a_report_of_two_origins_does_not_make_them_one():
    """It adds nothing of its own, and takes nothing from either of them."""
    draft = Draft()
    one, other = draft.add_voice(0, 1), draft.add_voice(0, 1)
    draft.sources.append(0.9)
    both = draft.add_report(2)
    draft.cites = [(both, one), (both, other)]
    draft.says.append((both, 0, 1, True))
    without = weigh(draft.network()).opinions.support[0]
    draft.add(Finding(Effect.SUPPORTS, 0.5, claim=0, proofs=[[draft.reports[both].fact]]))
    assert weigh(draft.network()).opinions.support[0] == pytest.approx(without)
