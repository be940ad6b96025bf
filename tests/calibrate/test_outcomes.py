"""Reading what became of the claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.calibrate.settled import OUTCOME, settled_case
from whosays.calibrate.outcomes import Outcome, read_outcomes
from whosays.facts.load import load_case
from whosays.problems import ProblemsError


def outcomes(folder: Path, text: str = OUTCOME) -> tuple[Outcome, ...]:
    place = settled_case(folder, outcome=text)
    return read_outcomes(place, load_case(place))


def test_outcomes_come_in_the_order_of_the_claims(tmp_path: Path) -> None:
    gone, night = outcomes(tmp_path)
    assert gone == Outcome("gone", "false", None, "It stands to this day.")
    assert (gone.could_be_judged, gone.is_true, night.could_be_judged) == (True, False, False)


def test_a_claim_that_is_left_out_is_not_scored(tmp_path: Path) -> None:
    text = "case: bridge\noutcomes:\n  - {claim: night, outcome: true, right_answer_then: insufficient}\n"
    (night,) = outcomes(tmp_path, text.replace("{", "{{").replace("}", "}}"))
    assert night.is_true
    assert not night.could_be_judged


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("case: bridge\n", "missing-key", "outcome.yaml:1:1"),
        ("case: ferry\noutcomes: []\n", "unknown-case", "outcome.yaml:1:7"),
        ("case: bridge\noutcomes:\n  - {claim: gon, outcome: true}\n", "unknown-claim", "outcome.yaml:3:13"),
        ("case: bridge\noutcomes:\n  - {claim: gone, outcome: maybe}\n", "unknown-word", "outcome.yaml:3:28"),
        ("case: bridge\noutcomes:\n  - {claim: gone}\n", "missing-key", "outcome.yaml:3:5"),
        ("case: bridge\noutcome: []\n", "unknown-key", "outcome.yaml:2:1"),
        ("case: [bridge\n", "yaml-syntax", "outcome.yaml:1:7"),
        (
            "case: bridge\noutcomes:\n  - {claim: gone, outcome: true}\n  - {claim: gone, outcome: false}\n",
            "duplicate-claim",
            "outcome.yaml:4:13",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, code: str, place: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        outcomes(tmp_path, text.replace("{", "{{").replace("}", "}}"))
    found = {(problem.code, str(problem.mark).rsplit("/", 1)[-1]) for problem in caught.value.problems}
    assert (code, place) in found


def test_a_case_without_outcomes_cannot_be_scored(tmp_path: Path) -> None:
    place = settled_case(tmp_path)
    (place / "outcome.yaml").unlink()
    with pytest.raises(ProblemsError, match="no-outcome"):
        read_outcomes(place, load_case(place))
