"""Evidence to verdict, as one page: the steps of the algebra in their order."""

from __future__ import annotations

import numpy as np

from whosays.weigh.activation import activate, fact_weights, settle
from whosays.weigh.base_rate import base_rates, chosen_base_rates, strengths
from whosays.weigh.constraints import constraints
from whosays.weigh.contributions import contributions
from whosays.weigh.counts import count_voices
from whosays.weigh.evidence import Evidence, evidence
from whosays.weigh.groups import Groups, group_items, side_totals
from whosays.weigh.naive import naive_count
from whosays.weigh.network import Floats, Ints, Network
from whosays.weigh.opinion import opinions
from whosays.weigh.origins import origin_of_reports
from whosays.weigh.provenance import Paths, Reach, best_paths, node_weights, reach, report_strengths
from whosays.weigh.ties import item_ties
from whosays.weigh.verdict import verdicts
from whosays.weigh.weighed import Items, Ties, Weighed, Weights
from whosays.weigh.weight import bare_rho, full_rho, masses


def weigh(network: Network) -> Weighed:
    """The verdict on every claim of a network, with all that led to it.

    Raises ValueError where findings undercut each other in a ring; rulebooks are checked for that when they load.
    """
    origin_of = origin_of_reports(network)
    bare = activate(network, fact_weights(network, report_strengths(network, origin_of, bare_rho(network))))
    rho, mass = full_rho(network, bare), masses(network, bare)
    strength = report_strengths(network, origin_of, rho)
    fact_weight = fact_weights(network, strength)
    full = settle(network, bare, activate(network, fact_weight))

    pairs = reach(network, origin_of)
    paths = best_paths(network, pairs, rho, mass)
    rates = chosen_base_rates(network, full.active)
    everything = evidence(network, pairs, paths, strengths(network, rates), full.active)
    live = np.flatnonzero(everything.amount > 0)
    items = everything.take(live)
    ties = item_ties(network, items, pairs, node_weights(network, rho), full.active)
    groups = group_items(items, ties)
    totals, effective = side_totals(items, groups, 2 * network.claim_count)

    limits = constraints(network, full.active)
    opinion = opinions(totals[0::2], totals[1::2], limits, base_rates(network, full.active, rates))
    counts = count_voices(network, items, groups)
    return Weighed(
        opinions=opinion,
        verdicts=verdicts(opinion, effective[0::2], effective[1::2], counts.distinct_for),
        naive=naive_count(network),
        counts=counts,
        items=_items(
            everything, live, groups, contributions(items, groups, opinion), _walk(everything.pair, pairs, paths)
        ),
        ties=Ties(live[ties.first], live[ties.second], ties.q, ties.reason, ties.cause),
        weights=Weights(
            rho.source,
            rho.report,
            rho.citation,
            mass,
            strength,
            fact_weight,
            full.premises,
            bare.active,
            full.active,
            origin_of,
        ),
    )


def _items(
    everything: Evidence, live: Ints, groups: Groups, contribution: Floats, walk: tuple[Ints, Ints, Ints]
) -> Items:
    """The items with their groups, numbered among all items; those that amount to nothing are in no group."""
    count = len(everything.side)
    group, rank, contracted_into = np.full((3, count), -1)
    q, share = np.ones(count), np.zeros(count)
    group[live], rank[live], q[live], share[live] = live[groups.group], groups.rank, groups.q, contribution
    contracted_into[live] = np.where(groups.contracted_into < 0, -1, live[groups.contracted_into])
    return Items(
        everything.side // 2,
        1 - 2 * (everything.side % 2),
        everything.kind,
        everything.index,
        everything.mass,
        everything.amount,
        group,
        q,
        rank,
        share,
        contracted_into,
        *walk,
    )


def _walk(pair: Ints, pairs: Reach, paths: Paths) -> tuple[Ints, Ints, Ints]:
    """The best paths that end at the given pairs (-1: none), one after the other, each from its origin."""
    length = np.where(pair >= 0, paths.length[pair], 0) if len(paths.length) else np.zeros(len(pair), dtype=np.int64)
    start = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(length)))
    report, citation = np.empty((2, int(start[-1])), dtype=np.int64)
    row = np.flatnonzero(length)
    at, node = start[row + 1] - 1, pair[row]
    while len(node):
        report[at], citation[at] = pairs.report[node], paths.citation[node]
        on = paths.before[node] >= 0
        at, node = at[on] - 1, paths.before[node[on]]
    return start, report, citation
