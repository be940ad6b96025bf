"""Scores, figures worked by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.calibrate.forecasts import Forecast
from whosays.calibrate.outcomes import Outcome, Settled, Then
from whosays.calibrate.scores import bands, score


def forecast(
    settled: Settled, probability: float, word: str = "likely", *, case: str = "a", then: Then | None = None
) -> Forecast:
    return Forecast(case, Outcome("c", settled, then, ""), word, probability)


def test_brier_and_log_weigh_each_case_the_same() -> None:
    scores = score(
        [
            forecast("true", 0.8),
            forecast("false", 0.4),
            forecast("false", 0.1, case="b"),
        ]
    )
    assert scores.claims == 3
    assert scores.brier == pytest.approx(((0.04 + 0.16) / 2 + 0.01) / 2)
    assert scores.log == pytest.approx(((-math.log(0.8) - math.log(0.6)) / 2 - math.log(0.9)) / 2)
    assert scores.accuracy == 1.0


def test_even_is_on_no_side() -> None:
    assert score([forecast("true", 0.5), forecast("false", 0.5)]).accuracy == 0.0


def test_claims_that_could_not_be_judged_are_scored_apart() -> None:
    scores = score(
        [
            forecast("true", 0.9),
            forecast("true", 0.9, then="insufficient"),
            forecast("unsettled", 0.5, "insufficient"),
            forecast("unsettled", 0.5, "conflicted"),
        ]
    )
    assert (scores.claims, scores.open, scores.open_right) == (1, 3, 1)
    assert scores.brier == pytest.approx(0.01)


def test_without_a_claim_that_could_be_judged_there_is_no_score() -> None:
    scores = score([forecast("unsettled", 0.5)])
    assert math.isnan(scores.brier)
    assert scores.claims == 0


@pytest.mark.parametrize(
    ("settled", "word", "wrong"),
    [
        ("true", "unlikely", True),
        ("true", "almost no chance", True),
        ("true", "roughly even chance", False),
        ("true", "conflicted", False),
        ("false", "likely", True),
        ("false", "almost certain", True),
        ("false", "insufficient", False),
        ("unsettled", "almost certain", False),
    ],
)
@pytest.mark.parametrize("then", [None, "insufficient"])
def test_wrong_is_a_word_for_the_other_side(settled: Settled, word: str, wrong: bool, then: Then | None) -> None:
    assert bool(score([forecast(settled, 0.5, word, then=then)]).wrong) == wrong


def test_a_forecast_of_nothing_for_what_happened_costs_much_but_not_without_bound() -> None:
    assert 13 < score([forecast("true", 0.0)]).log < 14


def test_bands_hold_the_claims_of_a_word() -> None:
    found = bands(
        [
            forecast("true", 0.7),
            forecast("false", 0.6),
            forecast("false", 0.1, "very unlikely"),
            forecast("unsettled", 0.1, "very unlikely"),
        ]
    )
    assert [(band.word, band.claims, round(band.probability, 9), band.true) for band in found] == [
        ("very unlikely", 1, 0.1, 0.0),
        ("likely", 2, 0.65, 0.5),
    ]


@given(st.lists(st.tuples(st.sampled_from(["true", "false"]), st.floats(0, 1), st.sampled_from("abc")), min_size=1))
def test_denying_the_opposite_scores_the_same(drawn: list[tuple[Settled, float, str]]) -> None:
    opposite: dict[Settled, Settled] = {"true": "false", "false": "true"}
    scores = score([forecast(settled, p, case=case) for settled, p, case in drawn])
    mirrored = score([forecast(opposite[settled], 1 - p, case=case) for settled, p, case in drawn])
    assert scores.brier == pytest.approx(mirrored.brier)
    assert scores.log == pytest.approx(mirrored.log)
    assert 0 <= scores.brier <= 1
