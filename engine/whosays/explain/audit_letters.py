"""Do letter and number of an Admiralty pair keep apart? STANAG 2511 wants each judged without the other."""

from __future__ import annotations

from dataclasses import replace

from whosays.explain.checked import Check
from whosays.explain.report import Report
from whosays.weigh.weigh import weigh

_NAME = "letters"
_ASKS = "how often does the number of the information move when the letter of one source moves?"


def letters_and_numbers(report: Report) -> Check:
    """Each source in turn is weighed by the least and the greatest letter, the findings staying as they are.

    That the number moves is no finding: evidence is worth what its source is worth. How far it does is to be known.
    """
    gathered = report.assessment.gathered
    network, numbers = gathered.network, report.rulebook.numbers
    letters = numbers.letters.values()
    speaking = sorted({int(network.report_source[said.report]) for said in gathered.provenance.said})
    asked, moved, by_source = 0, 0, []
    for source in speaking:
        gathered.derivation.deadline.check()
        found = []
        for weight in (min(letters), max(letters)):
            weights = network.source_weight.copy()
            weights[source] = weight
            found.append(weigh(replace(network, source_weight=weights)).verdicts.admiralty)
        changed = int((found[0] != found[1]).sum())
        asked += len(gathered.claims)
        moved += changed
        if changed:
            by_source.append((changed, gathered.sources[source].id))
    share = f" ({moved / asked:.0%})" if asked else ""
    told = [f"the number moved in {moved} of {asked} pairs of a source and a claim{share}"]
    by_source.sort(key=lambda each: (-each[0], each[1]))
    if by_source:
        most = ", ".join(f"{source} ({changed})" for changed, source in by_source[:3])
        told.append(f"most by the letters of {most}")
    return Check(_NAME, _ASKS, f"{len(speaking)} sources, each with the least and the greatest letter", tuple(told), ())
