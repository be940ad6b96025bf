"""Calibrations of small cases, and of the shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.calibrate.settled import settled_case
from tests.golden_files import ROOT
from whosays.calibrate.calibration import Calibration, calibrate
from whosays.calibrate.forecasts import SettledCase
from whosays.calibrate.outcomes import read_outcomes
from whosays.explain.report import report_on
from whosays.facts.load import load_case
from whosays.rules.load import load_rulebook

HOUSE = """\
rulebook: house
extends: standard
adjust: {interested-party: {disabled: left out}}
"""


def settled(place: Path) -> SettledCase:
    case = load_case(place)
    return SettledCase(case.id, case, read_outcomes(place, case))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    folder = tmp_path_factory.mktemp("small")
    return calibrate([settled(settled_case(folder, name)) for name in ("bridge", "ferry")], rules=True)


def test_forecasts_are_the_verdicts_and_the_naive_counts(small: Calibration, tmp_path: Path) -> None:
    verdicts = report_on(load_case(settled_case(tmp_path)), load_rulebook()).by_claim
    for pair in small.pairs:
        verdict = verdicts[pair.engine.outcome.claim]
        assert (pair.engine.word, pair.naive.word) == (verdict.word, verdict.naive.word)
        assert pair.naive.probability == verdict.naive.probability
        if verdict.probability is None:
            assert verdict.range[0] <= pair.engine.probability <= verdict.range[1]
        else:
            assert pair.engine.probability == verdict.probability


def test_a_verdict_lies_within_what_it_leans_on(small: Calibration) -> None:
    for pair, lean in zip(small.pairs, small.leans, strict=True):
        assert lean is not None
        assert lean.claim == pair.engine.outcome.claim
        assert lean.low - 1e-9 <= pair.engine.probability <= lean.high + 1e-9
    assert {lean.source for lean in small.leans if lean and lean.spread > 0.01} == {"mason"}


def test_leaving_a_rule_out_is_disabling_it(small: Calibration, tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(HOUSE, encoding="utf-8")
    house = calibrate(
        [settled(settled_case(tmp_path, name)) for name in ("bridge", "ferry")], str(tmp_path / "house.yaml")
    )
    (without,) = (each for each in small.rules if each.rule == "interested-party")
    assert without.scores.brier == pytest.approx(house.engine.brier)
    assert without.gain == pytest.approx(house.engine.brier - small.engine.brier)
    assert without.gain > 0  # the interested party was wrong
    assert without.cases == ("bridge", "ferry")


def test_rules_that_fire_in_no_case_are_left_alone(small: Calibration) -> None:
    assert {"geographic-impossibility", "overlap-in-detail"}.isdisjoint(each.rule for each in small.rules)


def test_leaving_a_case_out_leaves_the_others(small: Calibration) -> None:
    assert [name for name, _ in small.without_case] == [name for name, _ in small.cases] == ["bridge", "ferry"]
    assert dict(small.without_case)["bridge"] == dict(small.cases)["ferry"]


def test_the_order_of_the_cases_makes_no_difference_to_the_scores() -> None:
    cases = [settled(ROOT / "facts" / name) for name in ("zinoviev-letter-1924", "nayirah-incubators-1990")]
    one, other = calibrate(cases), calibrate(cases[::-1])
    assert one.engine.brier == pytest.approx(other.engine.brier)
    assert [(band.word, band.claims) for band in one.bands] == [(band.word, band.claims) for band in other.bands]
