"""What was judged, as columns: all that is written of a verdict comes from these."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.weigh.network import Ints, Network
from whosays.weigh.weighed import Weighed


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A network with what was made of it. Facts are meant by their index in the table `fact`.

    `facts` says which each fact of the network is. `finding_rule` are places in the rules of the rulebook.
    """

    facts: Ints
    claim_fact: Ints
    claim_reports: Ints  # how many reports speak on each claim, those known through another's document included
    network: Network
    weighed: Weighed
    finding_rule: Ints
    target_finding: Ints  # a row a (finding, what it acts on), in the order in which the rule names them
    target_fact: Ints
