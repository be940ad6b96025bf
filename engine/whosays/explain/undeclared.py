"""How much hangs on what reports do not tell of where they have it from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from whosays.assessment.assess import Assessment
from whosays.assessment.provenance import Said
from whosays.explain.again import again
from whosays.explain.judgement import Judgement, judgements
from whosays.facts.variants import with_facts, with_fields
from whosays.weigh.weigh import weigh


@dataclass(frozen=True, slots=True)
class Undeclared:
    """The reports on a claim that state neither basis nor citation, and the verdict if that went either way.

    `apart`: each of them is its own origin, and no rule ties it to another. `together`: each rests on the strongest
    earlier one that says the same.
    """

    reports: tuple[str, ...]
    rests_on: tuple[tuple[str, str], ...]  # (report, the one it would rest on) of `together`
    apart: Judgement
    together: Judgement


def undeclared(assessment: Assessment, claim: int) -> Undeclared:
    """Judge a claim once more for each of the two ways."""
    gathered = assessment.gathered
    said = [row for row in gathered.provenance.said if row.claim == claim]
    citing = {citation.report for citation in gathered.provenance.citations}
    open_ = {
        row.report for row in said if row.report not in citing and gathered.reports[row.report].get("basis") is None
    }
    name = gathered.claims[claim].id
    resting = _resting(assessment, said, open_)
    return Undeclared(
        tuple(sorted(gathered.reports[each].id for each in open_)),
        tuple(sorted(resting.items())),
        _apart(assessment, open_)[name],
        _together(assessment, resting)[name] if resting else judgements(gathered, assessment.weighed)[name],
    )


def _apart(assessment: Assessment, reports: set[int]) -> dict[str, Judgement]:
    """The verdicts with no tie by a rule between the reports, or those who pass them on, and any other."""
    network = assessment.gathered.network
    above: dict[int, list[int]] = defaultdict(list)
    for citation in assessment.gathered.provenance.citations:
        above[citation.rests_on].append(citation.report)
    named = np.array(sorted(_reached(reports, above)), dtype=np.int64)
    kept = np.flatnonzero(~(np.isin(network.ties.first, named) | np.isin(network.ties.second, named)))
    ties = replace(
        network.ties,
        finding=network.ties.finding[kept],
        first=network.ties.first[kept],
        second=network.ties.second[kept],
    )
    return judgements(assessment.gathered, weigh(replace(network, ties=ties)))


def _together(assessment: Assessment, resting: dict[str, str]) -> dict[str, Judgement]:
    """The verdicts if each of the reports cited the other one; the rules are run again, as they may ask who cites."""
    case = assessment.case
    facts = (with_fields(fact, {"cites": (resting[fact.id],)}) if fact.id in resting else fact for fact in case)
    judged = again(assessment, with_facts(case, facts))
    return judgements(judged.gathered, judged.weighed)


def _resting(assessment: Assessment, said: Sequence[Said], open_: set[int]) -> dict[str, str]:
    """For each of the reports the strongest earlier one on the same side that does not itself rest on it."""
    gathered, weights = assessment.gathered, assessment.weighed.weights
    order = gathered.network.report_order.tolist()
    strength = (weights.report_strength * weights.report_mass).tolist()
    below: dict[int, list[int]] = defaultdict(list)
    for citation in gathered.provenance.citations:
        below[citation.report].append(citation.rests_on)
    found: dict[str, str] = {}
    for report, _, side in said:
        if report not in open_:
            continue
        earlier = [other for other, _, same in said if same == side and order[other] < order[report]]
        for other in sorted(earlier, key=lambda each: (-round(strength[each], 12), order[each])):
            if report not in _reached([other], below):
                found[gathered.reports[report].id] = gathered.reports[other].id
                below[report].append(other)
                break
    return found


def _reached(reports: Iterable[int], steps: Mapping[int, Sequence[int]]) -> set[int]:
    """The reports, and all that they lead to."""
    found = set(reports)
    waiting = list(found)
    while waiting:
        more = [each for each in steps.get(waiting.pop(), ()) if each not in found]
        found.update(more)
        waiting += more
    return found
