"""The shipped rules weigh a denial as they weigh an assertion, and one party as they weigh another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.golden_files import ROOT
from whosays.explain.report import report_on
from whosays.explain.verdict import Verdict
from whosays.facts.load import case_from_dict, load_case
from whosays.match.choose import Matchers
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import load_rulebook

CASES = sorted(folder.parent.name for folder in (ROOT / "facts").glob("*/case.yaml"))
OPPOSITE = {"asserts": "denies", "denies": "asserts", "believed": "disbelieved", "disbelieved": "believed"}
BASES = ("firsthand", "secondhand", "hearsay", "document", "analysis", None)
MATCHERS = Matchers()


@cache
def standard() -> CompiledRulebook:
    return load_rulebook()


def verdicts(case: Mapping[str, Any]) -> Mapping[str, Verdict]:
    return report_on(case_from_dict(case), standard(), MATCHERS).by_claim


def told(seed: int, *, turned: bool = False) -> dict[str, Any]:
    """Reports of two claims by people of two camps, some of whom gain; `turned`: all of them say the opposite."""
    random = Random(seed)

    def side(word: str) -> str:
        return OPPOSITE[word] if turned else word

    facts: list[dict[str, Any]] = [{"actor": {"id": name}} for name in ("red", "blue")]
    facts += [{"claim": {"id": claim, "text": f"It is so ({claim})."}} for claim in ("c", "d")]
    for number in range(random.randint(2, 5)):
        source: dict[str, Any] = {"id": f"s{number}", "named": random.choice(("named", "role", "anonymous"))}
        source["access"] = random.choice(("firsthand", "secondhand", "remote"))
        if random.random() < 0.7:
            source["affiliation"] = random.choice(("red", "blue"))
        facts.append({"source": source})
        facts.append({"document": {"id": f"p{number}", "publisher": f"s{random.randint(0, number)}"}})
        report: dict[str, Any] = {"id": f"r{number}", "by": f"s{number}", "claim": random.choice(("c", "c", "d"))}
        report |= {"stance": side(random.choice(("asserts", "denies"))), "hedged": random.random() < 0.3}
        basis = random.choice(BASES)
        report |= {"basis": basis} if basis else {}
        report |= {"in": f"p{number}"} if random.random() < 0.7 else {}
        report |= {"cites": f"r{random.randrange(number)}"} if number and random.random() < 0.3 else {}
        facts.append({"report": report})
    for number in range(random.randint(0, 3)):
        interest = {"id": f"i{number}", "holder": random.choice(("red", "blue")), "claim": random.choice(("c", "d"))}
        interest["gains_if"] = side(random.choice(("believed", "disbelieved")))
        facts.append({"interest": interest})
        if random.random() < 0.5:
            facts.append({"timing": {"id": f"t{number}", "claim": interest["claim"], "interest": f"i{number}"}})
    return {"case": "told", "title": "Told", "as_of": "2015", "facts": facts}


@given(st.integers(0, 2**32))
def test_a_denial_weighs_what_the_assertion_would(seed: int) -> None:
    one, other = verdicts(told(seed)), verdicts(told(seed, turned=True))
    for claim in ("c", "d"):
        sides = {"for": "against", "against": "for"}
        weights = {(each.side, each.id, each.mass, round(each.weight, 9)) for each in one[claim].contributions}
        turned = {(sides[each.side], each.id, each.mass, round(each.weight, 9)) for each in other[claim].contributions}
        assert weights == turned
        assert one[claim].weighed.belief == pytest.approx(other[claim].weighed.disbelief)


@pytest.mark.parametrize("name", CASES)
def test_swapping_two_parties_swaps_nothing_but_names(name: str, tmp_path: Path) -> None:
    folder = ROOT / "facts" / name
    actors = [fact.id for fact in load_case(folder).of_kind("actor")]
    if len(actors) < 2:
        pytest.skip("the case has one party only")
    one, other = Random(name).sample(actors, 2)
    swapped = tmp_path / name
    swapped.mkdir()
    for file in folder.glob("*.yaml"):
        if file.name != "outcome.yaml":
            text = file.read_text(encoding="utf-8")
            # An id stands alone as a value: never within quotes, where the words of the sources are.
            text = re.sub(rf"(?<=[\[ ]){one}(?=[\],}}\n])", "\0", text)
            text = re.sub(rf"(?<=[\[ ]){other}(?=[\],}}\n])", one, text).replace("\0", other)
            (swapped / file.name).write_text(text, encoding="utf-8")
    assert load_case(swapped).hash != load_case(folder).hash
    before, after = (report_on(load_case(place), standard(), MATCHERS).by_claim for place in (folder, swapped))
    assert before.keys() == after.keys()
    for claim, verdict in before.items():
        assert _figures(verdict) == _figures(after[claim])


def _figures(verdict: Verdict) -> tuple[object, ...]:
    shares = sorted((each.side, each.kind, round(each.share, 9)) for each in verdict.contributions)
    return (
        verdict.word,
        verdict.probability,
        verdict.range,
        verdict.confidence,
        verdict.admiralty,
        verdict.naive,
        shares,
    )


def test_what_nobody_could_check_is_neither_believed_nor_disbelieved() -> None:
    facts = [
        {"claim": {"id": claim, "text": f"They wish for peace ({claim}).", "checkable": False}} for claim in ("c", "d")
    ]
    for number in range(4):
        facts.append({"source": {"id": f"s{number}", "reliability": "A"}})
        says = {"claim": "c"} if number < 2 else {"claim": "d", "stance": "denies"}
        facts.append({"report": {"id": f"r{number}", "by": f"s{number}", "basis": "firsthand", **says}})
    found = verdicts({"case": "wish", "title": "A wish", "as_of": "2015", "facts": facts})
    assert found["c"].weighed.belief > 0.6
    assert found["c"].opinion.belief == found["d"].opinion.disbelief == pytest.approx(0.4)
    assert {verdict.word for verdict in found.values()} == {"insufficient"}
