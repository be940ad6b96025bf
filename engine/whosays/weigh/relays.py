"""Which origins are known through a relay only: its weight ties them, and a tie that names it means them (step 4)."""

from __future__ import annotations

import numpy as np

from whosays.weigh.columns import Keyed, distinct
from whosays.weigh.dominators import dominating_relays
from whosays.weigh.evidence import Evidence, Kind, side_key
from whosays.weigh.network import Flags, Ints, Network
from whosays.weigh.origins import real_citations
from whosays.weigh.provenance import Reach


def relayed_items(network: Network, items: Evidence, pairs: Reach, named: Ints) -> tuple[Ints, Ints]:
    """Rows (origin item, relay that all its paths go through), where that can tie it to another.

    `named` are the reports that ties name. Only those sides of a claim are looked into where a relay that carries two
    origins, or one that a tie names, stands between the claim and origins that do not speak for themselves.
    """
    reports, says = len(pairs.origin_of), network.says
    side, sides = side_key(says.claim, says.side), 2 * network.claim_count
    spoken_by = pairs.origin_of[says.report]
    outright = Keyed.by(np.where(spoken_by >= 0, side * reports + spoken_by, -1))
    is_origin = items.kind == Kind.ORIGIN
    relayed = is_origin & ~outright.has(items.side * reports + items.index)
    present = np.bincount(items.side[is_origin], minlength=sides)
    hidden = np.bincount(items.side[relayed], minlength=sides)

    def some(report: Flags) -> Flags:
        return np.bincount(side[report[says.report]], minlength=sides) > 0

    carried = np.bincount(pairs.report, minlength=reports)
    asked = (hidden > 1) & some(carried > 1)
    asked |= (hidden > 0) & (present > 1) & some(_resting_on(network, named[pairs.origin_of[named] < 0]))
    row = np.flatnonzero(asked[side])
    group, origin, relay = dominating_relays(network, pairs.origin_of, side[row], says.report[row])
    found, item = items.origin_keys(reports).rows(group * reports + origin)
    return item, relay[found]


def _resting_on(network: Network, relays: Ints) -> Flags:
    """Which reports are one of these relays or rest on one."""
    above = np.zeros(len(network.report_source), dtype=np.bool_)
    frontier = distinct(relays)
    if len(frontier):
        rows = real_citations(network)
        by_lower, upper = Keyed.by(network.cites_to[rows]), network.cites_from[rows]
        while len(frontier):
            above[frontier] = True
            frontier = distinct(upper[by_lower.rows(frontier)[1]])
            frontier = frontier[~above[frontier]]
    return above
