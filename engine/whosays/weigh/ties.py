"""What ties two items of evidence on one side of a claim: how much the weaker of two still adds (step 4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Self

import numpy as np

from whosays.weigh.columns import Keyed, distinct, firsts, rounded, star
from whosays.weigh.evidence import Evidence, Kind
from whosays.weigh.network import Effect, Floats, Ints, Network
from whosays.weigh.provenance import Reach
from whosays.weigh.relays import relayed_items
from whosays.weigh.scales import HALF_TIE


class Reason(IntEnum):
    """Why two items are tied; `cause` is read accordingly."""

    RELAY = 0  # cause: the report that both are known through only
    FINDING = 1  # cause: the finding that ties two reports
    REPORT_USED = 2  # cause: the report that a finding rests on, whose origin the other is
    FACT_USED = 3  # cause: the fact that both findings rest on
    DISPOSITION = 4  # cause: -1


@dataclass(frozen=True, slots=True, eq=False)
class ItemTies:
    """A row a tie between two items; where several items are tied alike, each is tied to the first only."""

    first: Ints
    second: Ints
    q: Floats  # 0 the same evidence .. 1 not tied
    reason: Ints  # Reason
    cause: Ints

    @classmethod
    def of(cls, first: Ints, second: Ints, q: Floats, reason: Reason, cause: Ints) -> Self:
        """Ties for one reason."""
        return cls(first, second, q, np.full(len(first), reason, dtype=np.int64), cause)


def item_ties(network: Network, items: Evidence, pairs: Reach, node_weight: Floats, active: Floats) -> ItemTies:
    """All ties between items that amount to something."""
    findings = network.findings
    q = rounded(1.0 - active[network.ties.finding] * (1.0 - findings.size[network.ties.finding]))
    tying = np.flatnonzero((findings.effect[network.ties.finding] == Effect.TIES) & (q < 1.0))
    tying = tying[_strongest(network.ties.first[tying], network.ties.second[tying], q[tying])]
    first, second = network.ties.first[tying], network.ties.second[tying]
    laid = ItemTies.of(first, second, q[tying], Reason.FINDING, network.ties.finding[tying])

    relayed, relay = relayed_items(network, items, pairs, np.concatenate((first, second)))
    parts = [
        _by_relay(items, relayed, relay, node_weight),
        _by_finding(items, pairs.origin_of, relayed, relay, laid),
        _by_report_used(network, items, pairs),
        _by_fact_used(network, items),
        _by_disposition(network, items),
    ]
    tie = ItemTies(
        np.concatenate([part.first for part in parts]),
        np.concatenate([part.second for part in parts]),
        np.concatenate([part.q for part in parts]),
        np.concatenate([part.reason for part in parts]),
        np.concatenate([part.cause for part in parts]),
    )
    keep = np.flatnonzero(tie.q < 1.0)
    return ItemTies(tie.first[keep], tie.second[keep], tie.q[keep], tie.reason[keep], tie.cause[keep])


def _strongest(first: Ints, second: Ints, q: Floats) -> Ints:
    """The rows that hold each pair of reports once: a rule ties two again for every claim that both speak on."""
    order = np.lexsort((q, second, first))
    return order[firsts(first[order], second[order])]


def _by_relay(items: Evidence, relayed: Ints, relay: Ints, node_weight: Floats) -> ItemTies:
    """Origins known through one relay only: the relay's weight is what the second still adds."""
    first, second = star(relay, items.side[relayed])
    return ItemTies.of(relayed[first], relayed[second], rounded(node_weight[relay[first]]), Reason.RELAY, relay[first])


def _by_finding(items: Evidence, origin_of: Ints, relayed: Ints, relay: Ints, tying: ItemTies) -> ItemTies:
    """Ties that findings lay between reports; a relay stands for the origins known through it only."""
    named = distinct(np.concatenate((tying.first, tying.second)))
    named = named[origin_of[named] >= 0]
    row, item = Keyed.by(np.where(items.kind == Kind.ORIGIN, items.index, -1)).rows(origin_of[named])
    standing = Keyed.by(np.concatenate((named[row], relay)))
    stands_for = np.concatenate((item, relayed))

    tie_first, at_first = standing.rows(tying.first)
    tie_second, at_second = standing.rows(tying.second)
    item_first, item_second = stands_for[at_first], stands_for[at_second]
    sides = int(items.side.max(initial=0)) + 1
    there = Keyed.by(tie_second * sides + items.side[item_second])
    left, right = there.rows(tie_first * sides + items.side[item_first])
    apart = item_first[left] != item_second[right]
    left, right = left[apart], right[apart]
    tie = tie_first[left]
    return ItemTies.of(item_first[left], item_second[right], tying.q[tie], Reason.FINDING, tying.cause[tie])


def _canonical_facts(network: Network, items: Evidence) -> tuple[Ints, Ints]:
    """Rows (finding item, fact in the canonical proof of the finding)."""
    findings = network.findings
    order = np.argsort(findings.proof_finding, kind="stable")
    canonical = order[firsts(findings.proof_finding[order])]
    proof_of = np.full(len(findings.effect), -1)
    proof_of[findings.proof_finding[canonical]] = canonical
    item = np.flatnonzero(items.kind == Kind.FINDING)
    row, at = Keyed.by(findings.proof_fact_proof).rows(proof_of[items.index[item]])
    return item[row], findings.proof_fact_fact[at]


def _by_report_used(network: Network, items: Evidence, pairs: Reach) -> ItemTies:
    """A finding that rests on a report of this claim is tied 0 with the origin of that report.

    Of several origins it is the largest: tied to all, the finding would make one of origins that are independent.
    """
    reports, says = len(network.report_source), network.says
    item, fact = _canonical_facts(network, items)
    row, report = Keyed.by(network.report_fact).rows(fact)
    item = item[row]
    speaks = Keyed.by(says.claim * reports + says.report).has(items.side[item] // 2 * reports + report)
    item, report = item[speaks], report[speaks]
    row_of_pair, pair = Keyed.by(pairs.report).rows(report)
    item = item[row_of_pair]
    row, origin = items.origin_keys(reports).rows(items.side[item] * reports + pairs.origin[pair])
    item = item[row]
    report = report[row_of_pair][row]
    order = np.lexsort((items.index[origin], items.order[origin], -items.amount[origin], item))
    largest = order[firsts(item[order])]
    return _same_evidence(item[largest], origin[largest], Reason.REPORT_USED, report[largest])


def _by_fact_used(network: Network, items: Evidence) -> ItemTies:
    """Two findings that rest on the same evidence fact are one."""
    item, fact = _canonical_facts(network, items)
    evident = network.fact_is_evidence[fact]
    item, fact = item[evident], fact[evident]
    first, second = star(fact, items.side[item])
    return _same_evidence(item[first], item[second], Reason.FACT_USED, fact[first])


def _by_disposition(network: Network, items: Evidence) -> ItemTies:
    """What is inferred from disposition says much the same thing each time."""
    item = np.flatnonzero(items.kind == Kind.FINDING)
    item = item[network.findings.disposition[items.index[item]]]
    first, second = star(items.side[item])
    none = np.full(len(first), -1)
    return ItemTies.of(item[first], item[second], np.full(len(first), HALF_TIE), Reason.DISPOSITION, none)


def _same_evidence(first: Ints, second: Ints, reason: Reason, cause: Ints) -> ItemTies:
    return ItemTies.of(first, second, np.zeros(len(first)), reason, cause)
