"""From the naive count to the verdict, step by step."""

from __future__ import annotations

import itertools

import pytest

import whosays
from tests.docs.pages import page, yaml_blocks
from tests.golden_files import ROOT

FOUNDING = ROOT / "facts" / "jn-is-alliance-2014"


@pytest.fixture(scope="module")
def founding() -> whosays.Result:
    return whosays.assess(FOUNDING)


def test_they_lead_from_the_naive_count_to_the_verdict(founding: whosays.Result) -> None:
    for claim, verdict in founding.items():
        steps = founding.steps(claim)
        assert steps[0].probability == verdict.naive.probability
        low, high = verdict.range
        assert steps[-1].probability == pytest.approx(low + verdict.base_rate * (high - low), abs=1e-11)
        if verdict.probability is not None:
            assert steps[-1].probability == verdict.probability


def test_the_changes_add_up(founding: whosays.Result) -> None:
    for claim in founding:
        steps = founding.steps(claim)
        assert 0.5 + sum(step.change for step in steps) == pytest.approx(steps[-1].probability, abs=1e-11)
        for before, after in itertools.pairwise(steps):
            assert after.change == pytest.approx(after.probability - before.probability, abs=1e-12)


def test_the_bridge_by_hand(tmp_path) -> None:
    """The case that docs/semantics.md works by hand, cut off after each part of it."""
    file = tmp_path / "bridge.yaml"
    file.write_text(next(block for block in yaml_blocks(page("semantics")) if block.startswith("case: bridge")))
    found = whosays.assess(file).steps("blown-up")

    def even(support: float, opposition: float = 0.0) -> float:
        return (support + 1) / (support + opposition + 2)

    origins = 4 * 0.8 + 4 * 0.6 + 1 * 0.6  # the ferryman, the officer, the sergeant, by their letters
    tied = 4 * 0.8 + 4 * 0.6 + 0.3 * 0.6  # officer and sergeant are of one camp
    discounted = 3.2 + 0.864 + 0.3 * 0.36
    capped = 0.55 * (1 - 0.8 / (discounted + 0.8 + 2))
    expected = [
        ("naive count", 0.8684),
        ("origins instead of outlets", even(origins)),
        ("ties between reports", even(tied)),
        ("discounts, raises and undercuts", even(discounted)),
        ("findings for and against", even(discounted, 0.8)),
        ("floors and ceilings", capped + 0.5 * (1 - capped - 0.8 / (discounted + 2.8))),
        ("base rate", 0.6861),
    ]
    assert [step.name for step in found] == [name for name, _ in expected]
    assert [step.probability for step in found] == pytest.approx([p for _, p in expected], abs=5e-5)


def test_no_claims() -> None:
    assert whosays.assess({"case": "empty", "title": "Nothing", "facts": []})._report.steps == {}
