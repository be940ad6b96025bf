"""The founding case comes out as its texts, taken together, conclude: by general rules and default numbers.

The words that count as agreeing were fixed before the first run: improbable: P below .45 and not insufficient;
doubtful: P below .5, or insufficient; open: insufficient, conflicted, or P from .2 to .8; probable: P above .55.
"""

from __future__ import annotations

import pytest

import whosays
from tests.golden_files import ROOT

CONCLUSIONS = {
    "pact": "improbable",
    "local-truce": "open",
    "hundred-fighters": "improbable",
    "help-in-idlib": "improbable",
    "destroy-srf": "doubtful",
    "kurdish-front": "improbable",
    "war-planning": "doubtful",
    "defectors-73": "open",
    "qalamoun": "probable",
    "khorasan-role": "open",
    "jma-refused": "probable or insufficient",
    "attack-nov-2": "probable",
    "jund-al-aqsa": "improbable",
    "photos": "improbable",
    "reconcile": "improbable",
}


@pytest.fixture(scope="module")
def result() -> whosays.Result:
    return whosays.assess(ROOT / "facts" / "jn-is-alliance-2014")


def agrees(verdict: whosays.Verdict, conclusion: str) -> bool:
    p, insufficient = verdict.probability, verdict.word == "insufficient"
    match conclusion:
        case "improbable":
            return p is not None and p < 0.45
        case "doubtful":
            return insufficient or (p is not None and p < 0.5)
        case "open":
            return insufficient or verdict.word == "conflicted" or (p is not None and 0.2 <= p <= 0.8)
        case "probable":
            return p is not None and p > 0.55
        case _:
            return (
                any(agrees(verdict, each) for each in conclusion.split(" or "))
                if " or " in conclusion
                else insufficient
            )


@pytest.mark.parametrize("claim", CONCLUSIONS)
def test_verdict(result: whosays.Result, claim: str) -> None:
    assert agrees(result[claim], CONCLUSIONS[claim]), result[claim]


def test_all_claims_are_judged(result: whosays.Result) -> None:
    assert set(result) == set(CONCLUSIONS)


def test_the_impossible_front_is_contradicted_on_the_ground(result: whosays.Result) -> None:
    assert any(each.of == "disbelief" and each.at == "least" for each in result["kurdish-front"].constraints)


def test_many_outlets_are_few_origins(result: whosays.Result) -> None:
    assert result["pact"].origins < result["pact"].reports


def test_the_naive_count_makes_more_of_the_pact(result: whosays.Result) -> None:
    pact = result["pact"]
    assert pact.probability is not None
    assert pact.naive.probability > pact.probability + 0.3
