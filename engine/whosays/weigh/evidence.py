"""The items of evidence for and against each claim: what origins say, and what findings infer (step 3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from whosays.weigh.columns import Keyed, firsts, rounded
from whosays.weigh.network import Effect, Floats, Ints, Network
from whosays.weigh.provenance import Paths, Reach


class Kind(IntEnum):
    """What an item of evidence is."""

    ORIGIN = 0
    FINDING = 1


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Items, origins first. A group key stands for a claim and a side: 2 * claim, + 1 for the side against it."""

    side: Ints
    kind: Ints  # Kind
    index: Ints  # the report that names the origin, or the finding
    order: Ints  # rank by content
    mass: Floats  # before the weights of the path, or before activation
    amount: Floats  # x
    pair: Ints  # of an origin: where its best path ends, a row of Reach; else -1

    def take(self, rows: Ints) -> Evidence:
        """Some of the items."""
        return Evidence(
            self.side[rows],
            self.kind[rows],
            self.index[rows],
            self.order[rows],
            self.mass[rows],
            self.amount[rows],
            self.pair[rows],
        )

    def origin_keys(self, reports: int) -> Keyed:
        """Origin items, findable by side * reports + origin."""
        return Keyed.by(np.where(self.kind == Kind.ORIGIN, self.side * reports + self.index, -1))


def side_key(claim: Ints, side: Ints) -> Ints:
    """One integer for a claim and a side."""
    return 2 * claim + (side < 0)


def evidence(network: Network, pairs: Reach, paths: Paths, strength: Floats, active: Floats) -> Evidence:
    """All items, those that amount to nothing included; `strength` is the size of each finding."""
    findings = network.findings
    side, origin, pair = _origin_items(network, pairs, paths)
    finding = np.flatnonzero((findings.effect == Effect.SUPPORTS) | (findings.effect == Effect.OPPOSES))
    amount = rounded(strength[finding] * active[finding])
    return Evidence(
        np.concatenate((side, 2 * findings.claim[finding] + (findings.effect[finding] == Effect.OPPOSES))),
        np.repeat(np.array([Kind.ORIGIN, Kind.FINDING], dtype=np.int64), (len(origin), len(finding))),
        np.concatenate((origin, finding)),
        np.concatenate((network.report_order[origin], findings.order[finding])),
        np.concatenate((paths.mass[pair], strength[finding])),
        np.concatenate((paths.value[pair], amount)),
        np.concatenate((pair, np.full(len(finding), -1))),
    )


def _origin_items(network: Network, pairs: Reach, paths: Paths) -> tuple[Ints, Ints, Ints]:
    """Columns (side key, origin, best pair): of all reports that say so, the one with the best path."""
    says = network.says
    row, pair = Keyed.by(pairs.report).rows(says.report)
    side = side_key(says.claim, says.side)[row]
    report_order = network.report_order[pairs.report[pair]]
    order = np.lexsort((report_order, paths.length[pair], -paths.value[pair], pairs.origin[pair], side))
    side, pair = side[order], pair[order]
    best = firsts(side, pairs.origin[pair])
    return side[best], pairs.origin[pair[best]], pair[best]
