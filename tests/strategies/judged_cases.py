"""Small whole cases, as dicts in the shape of a case file: reports for and against, and what rules take from them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

LETTERS = st.sampled_from("ABCDF")


@st.composite
def judged_cases(draw: st.DrawFn) -> dict[str, Any]:
    """A case of one or two claims, up to four sources and as many reports, and a few facts that rules look at."""
    claims = [f"c{number}" for number in range(draw(st.integers(1, 2)))]
    facts: list[dict[str, Any]] = [{"actor": {"id": "camp", "name": "the camp"}}]
    facts += [{"claim": {"id": each, "text": f"{each} is so."}} for each in claims]
    sources = [f"s{number}" for number in range(draw(st.integers(1, 4)))]
    for each in sources:
        source: dict[str, Any] = {"id": each, "reliability": draw(LETTERS)}
        if draw(st.booleans()):
            source["named"] = draw(st.sampled_from(["role", "anonymous"]))
        if draw(st.booleans()):
            source["affiliation"] = "camp"
        facts.append({"source": source})
    reports: list[str] = []
    for number in range(draw(st.integers(1, 4))):
        report: dict[str, Any] = {
            "id": f"r{number}",
            "claim": draw(st.sampled_from(claims)),
            "by": draw(st.sampled_from(sources)),
            "stance": draw(st.sampled_from(["asserts", "asserts", "denies"])),
        }
        if reports and draw(st.booleans()):
            report["cites"] = draw(st.sampled_from(reports))
        if draw(st.booleans()):
            report["basis"] = draw(st.sampled_from(["firsthand", "secondhand", "hearsay"]))
        reports.append(report["id"])
        facts.append({"report": report})
    claim = st.sampled_from(claims)
    if draw(st.booleans()):
        gains = draw(st.sampled_from(["believed", "disbelieved"]))
        facts.append({"interest": {"id": "i", "holder": "camp", "claim": draw(claim), "gains_if": gains}})
    if draw(st.booleans()):
        sign = {"id": "e", "claim": draw(claim), "observation": "smoke", "surely": 0.9}
        facts.append({"expectation": {**sign, "seen": draw(st.sampled_from(["yes", "no", "unknown"]))}})
    for number in range(draw(st.integers(0, 2))):
        obstacle = {"id": f"o{number}", "claim": draw(claim)}
        if draw(st.booleans()):
            obstacle["report"] = draw(st.sampled_from(reports))
        facts.append({"obstacle": obstacle})
    return {"case": "small", "title": "Small", "facts": facts}
