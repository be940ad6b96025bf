"""What each item of evidence adds to belief or disbelief; on each side of a claim they sum to b, or d (step 9)."""

from __future__ import annotations

from whosays.weigh.evidence import Evidence
from whosays.weigh.groups import Groups
from whosays.weigh.network import Floats
from whosays.weigh.opinion import Opinions
from whosays.weigh.scales import PRIOR_WEIGHT


def contributions(items: Evidence, groups: Groups, opinion: Opinions) -> Floats:
    """x q^k / K of each item; 0 where another counts in its place."""
    whole = opinion.support + opinion.opposition + PRIOR_WEIGHT
    return groups.adds / whole[items.side // 2]
