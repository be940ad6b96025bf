"""`whosays calibrate`, as a process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.calibrate.settled import settled_case
from tests.cli.process import refused, whosays
from tests.golden_files import TESTS, assert_golden


def test_two_small_cases(tmp_path: Path) -> None:
    for name in ("bridge", "ferry"):
        settled_case(tmp_path, name)
    ran = whosays("calibrate", ".", "--leave-rules-out", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert_golden(ran.out, TESTS / "golden" / "calibrate" / "two-cases.txt")


def test_json_has_the_same_figures(tmp_path: Path) -> None:
    settled_case(tmp_path)
    ran = whosays("calibrate", "bridge", "--format", "json", cwd=tmp_path)
    found = json.loads(ran.out)
    assert found["schema"] == "whosays/calibration/1"
    (gone, night) = found["claims"]
    assert found["scores"]["engine"]["brier"] == pytest.approx(gone["engine"]["probability"] ** 2)
    assert (gone["outcome"], night["could_be_judged"]) == ("false", False)


def test_it_can_fail_on_a_verdict_for_the_wrong_side(tmp_path: Path) -> None:
    place = settled_case(tmp_path)
    assert whosays("calibrate", place, "--fail-on-wrong").code == 0
    outcome = place / "outcome.yaml"
    outcome.write_text(outcome.read_text(encoding="utf-8").replace("outcome: false", "outcome: true"), encoding="utf-8")
    ran = whosays("calibrate", place, "--fail-on-wrong")
    assert ran.code == 1
    assert "unlikely !" in ran.out


def test_what_cannot_be_scored_is_refused(tmp_path: Path) -> None:
    place = settled_case(tmp_path)
    refused(whosays("calibrate", "nowhere"), "no-case")
    (place / "outcome.yaml").unlink()
    refused(whosays("calibrate", place), "no-outcome")
    (place / "outcome.yaml").write_text("case: other\noutcomes: []\n", encoding="utf-8")
    refused(whosays("calibrate", place), "unknown-case")
    refused(whosays("calibrate", settled_case(tmp_path / "two"), place), "unknown-case")
