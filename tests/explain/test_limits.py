"""Floors, ceilings and base rates are told as they were weighed, what was taken from them included."""

from __future__ import annotations

from pathlib import Path

from tests.explain.books import judged
from whosays.render.text import render_text
from whosays.render.why_text import render_why

FACTS = """
- claim: {id: c, text: It happened.}
- source: {id: s, reliability: B}
- report: {id: r, claim: c, by: s}
- precedent: {id: p1, about: c, outcome: happened}
- precedent: {id: p2, about: c, outcome: failed}
- precedent: {id: p3, about: c, outcome: happened}
"""
RATES = """
- id: one
  title: One precedent
  when: [{precedent: {as: $p, about: $c, outcome: failed}}]
  then:
    - {base_rate: $c, hits: 0, of: 1, because: counted by one.}
- id: three
  title: Three precedents
  when: [{claim: {as: $c}}]
  then:
    - {base_rate: $c, hits: 2, of: 3, because: counted by three.}
"""
NO_THREE = """
- id: no-three
  title: Those are no precedents
  when: [{claim: {as: $c}}]
  then:
    - {undercuts: {finding: three, on: $c}, by: total, because: they are of another kind.}
"""
LIMITS = """
- id: floor
  title: A floor
  when: [{claim: {as: $c}}]
  then:
    - {refutes: $c, to: 0.6, because: it cannot be.}
- id: ceiling
  title: A ceiling
  when: [{claim: {as: $c}}]
  then:
    - {withholds: $c, of: belief, to: 0.5, because: nobody backs it.}
"""
NO_FLOOR = """
- id: no-floor
  title: The floor does not hold
  when: [{claim: {as: $c}}]
  then:
    - {undercuts: {finding: floor, on: $c}, by: total, because: it can be after all.}
"""


def test_the_base_rate_is_the_one_with_most_precedents(tmp_path: Path) -> None:
    verdict = judged(tmp_path, RATES, FACTS).by_claim["c"]
    assert (round(verdict.base_rate, 9), verdict.base_rate_because) == (0.6, "counted by three")


def test_a_base_rate_that_was_taken_away_is_not_told(tmp_path: Path) -> None:
    verdict = judged(tmp_path, RATES + NO_THREE, FACTS).by_claim["c"]
    assert (round(verdict.base_rate, 3), verdict.base_rate_because) == (0.333, "counted by one")


def test_limits_in_force(tmp_path: Path) -> None:
    report = judged(tmp_path, LIMITS, FACTS)
    assert [each.in_force for each in report.by_claim["c"].constraints] == [True, True]
    text = render_text(report)
    assert "    disbelief at least 0.60: it cannot be" in text
    assert "    belief at most 0.50: nobody backs it" in text


def test_a_limit_of_which_nothing_is_left_is_told_with_the_reason_and_only_in_full(tmp_path: Path) -> None:
    report = judged(tmp_path, LIMITS + NO_FLOOR, FACTS)
    assert [each.in_force for each in report.by_claim["c"].constraints] == [False, True]
    assert "it cannot be" not in render_text(report)
    lines = render_why(report, "c").splitlines()
    at = lines.index("    a floor on disbelief, all of it taken away: it cannot be [floor]")
    assert lines[at + 1] == "      less 100%: it can be after all [no-floor]"
    assert lines[at + 2] == "    belief at most 0.50: nobody backs it [ceiling]"
