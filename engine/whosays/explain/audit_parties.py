"""Are the parties treated alike? The case is judged again with two of them in each other's place."""

from __future__ import annotations

from collections import Counter

from whosays.assessment.assess import Assessment
from whosays.explain.again import again
from whosays.explain.checked import Check, Found
from whosays.explain.report import Report
from whosays.facts.swap import main_parties, swapped
from whosays.weigh.evidence import Kind
from whosays.weigh.scales import Word

_NAME = "parties"
_ASKS = "with two parties in each other's place, nothing but names may change"
_DIGITS = 9


def parties_swapped(report: Report, parties: tuple[str, str] | None = None) -> Check:
    """The verdicts with two parties exchanged: these, or the two that the case names most often."""
    pair = parties or main_parties(report.case)
    if pair is None:
        return Check(_NAME, _ASKS, "nothing: the case has no two actors", (), ())
    before = report.assessment
    after = again(before, swapped(report.case, *pair))
    old, new = _figures(before), _figures(after)
    findings = tuple(
        Found(claim, f"{name}: {first} became {second}")
        for claim in sorted(old)
        for name, first, second in _unlike(old[claim], new[claim])
    )
    names = " and ".join(report.case.name_of(each) for each in pair)
    return Check(_NAME, _ASKS, f"{len(old)} verdicts, {names} swapped", (), findings)


def _figures(assessment: Assessment) -> dict[str, dict[str, object]]:
    """All that may not change, by claim: nothing in it is a name."""
    weighed, gathered = assessment.weighed, assessment.gathered
    verdicts, opinions, naive = weighed.verdicts, weighed.opinions, weighed.naive
    parts: dict[int, Counter[object]] = {index: Counter() for index in range(len(gathered.claims))}
    items = weighed.items
    for item, claim in enumerate(items.claim.tolist()):
        index = int(items.index[item])
        is_origin = items.kind[item] == Kind.ORIGIN
        what = gathered.reports[index].id if is_origin else gathered.findings[index].kind.rule.id
        parts[claim][what, int(items.side[item]), round(float(items.contribution[item]), _DIGITS)] += 1
    return {
        claim.id: {
            "word": Word(int(verdicts.word[index])).text,
            "P": _round(opinions.probability[index]),
            "belief": _round(opinions.final_belief[index]),
            "disbelief": _round(opinions.final_disbelief[index]),
            "confidence": int(verdicts.confidence[index]),
            "Admiralty number": int(verdicts.admiralty[index]),
            "origins": int(weighed.counts.origins[index]),
            "independent items": _round(verdicts.effective_count[index]),
            "naive count": _round(naive.probability[index]),
            "parts": parts[index],
        }
        for index, claim in enumerate(gathered.claims)
    }


def _unlike(old: dict[str, object], new: dict[str, object]) -> list[tuple[str, object, object]]:
    found = [(name, old[name], new[name]) for name in old if name != "parts" and old[name] != new[name]]
    if not found and old["parts"] != new["parts"]:
        found.append(("what it is made of", "one thing", "another"))
    return found


def _round(value: float) -> float:
    return round(float(value), _DIGITS) + 0.0
