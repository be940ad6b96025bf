"""Examples, coverage and mutation of a small rulebook, and of the shipped one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.examples.book import BOOK
from tests.golden_files import ROOT
from whosays.examples.run import Runner
from whosays.examples.suite import Suite, run_suite, with_coverage, with_mutation
from whosays.examples.survivors import read_survivors
from whosays.match.choose import Matchers
from whosays.problems import ProblemsError
from whosays.rules.load import load_rulebook

RUNNER = Runner(Matchers())


def suite_of(folder: Path, text: str, *only: str) -> Suite:
    file = folder / "desk.yaml"
    file.write_text(text, encoding="utf-8")
    return run_suite("desk.yaml", load_rulebook(file), RUNNER, only)


def not_exercised(suite: Suite) -> set[tuple[str, str]]:
    covered = with_coverage(suite, RUNNER).coverage or ()
    return {(each.rule, each.clause) for each in covered if not each.exercised}


def survivors(suite: Suite) -> dict[str, tuple[str, ...]]:
    mutation = with_mutation(suite, RUNNER).mutation
    assert mutation is not None
    return {clause.name: clause.unnoticed for clause in mutation.survivors}


def test_what_fails_and_where_the_rule_stopped(tmp_path: Path) -> None:
    suite = suite_of(tmp_path, BOOK)
    silent, noisy = suite.failures
    assert silent.outcome.missing == (("withholds", "c"),)
    assert silent.stop is not None
    assert silent.stop.clause == "when/2"
    assert noisy.outcome.noisy == (("withholds", "c"),)
    assert noisy.stop is None
    assert [warning.code for warning in suite.warnings] == ["never-fires", "never-silent"]


def test_facts_that_are_none_are_told_where_the_rulebook_is_read(tmp_path: Path) -> None:
    file = tmp_path / "desk.yaml"
    file.write_text(BOOK.replace("given: [{claim: {id: c, text: The bridge is gone.}}]", "given: [{claim: {id: c}}]"))
    with pytest.raises(ProblemsError, match=r"desk\.yaml:68:18: error\[missing-field\]"):
        load_rulebook(file)


def test_facts_of_an_example_made_by_a_program_are_told_at_the_example(tmp_path: Path) -> None:
    file = tmp_path / "desk.yaml"
    file.write_text(BOOK, encoding="utf-8")
    rulebook = load_rulebook(file)
    made = replace(rulebook.rules["far-off"].examples[0], given=({"claim": {"id": "c"}},))
    outcome = RUNNER.outcome(rulebook, rulebook.rules["far-off"], made)
    assert not outcome.passed
    assert [(problem.code, problem.mark) for problem in outcome.problems] == [("missing-field", made.mark)]


def test_an_exception_that_holds_is_named(tmp_path: Path) -> None:
    suite = suite_of(
        tmp_path, BOOK.replace("hedged: true}\n        expect: []", "hedged: true}\n        expect: [{discounts: r}]")
    )
    stop = suite.failures[0].stop
    assert stop is not None
    assert stop.clause == "unless/the report hedges"


def test_only_one_rule(tmp_path: Path) -> None:
    suite = suite_of(tmp_path, BOOK, "far-off")
    assert len(suite.outcomes) == 2
    assert suite.passed


def test_coverage(tmp_path: Path) -> None:
    assert not_exercised(suite_of(tmp_path, BOOK)) == {
        ("far-off", "when/2/any/1"),  # nobody says where anything is
        ("far-off", "when/3"),  # nobody saw it himself
        ("sure", ""),
        ("sure", "when/1"),
        ("sure", "then/1"),
    }


def test_an_exception_is_exercised_only_by_an_example_that_is_silent_because_of_it(tmp_path: Path) -> None:
    found = not_exercised(
        suite_of(
            tmp_path,
            BOOK.replace(
                "s, access: remote}\n          - report: {id: r, claim: c, by: s, basis: hearsay, hedged",
                "s}\n          - report: {id: r, claim: c, by: s, basis: hearsay, hedged",
            ),
        )
    )
    assert ("far-off", "unless/the report hedges") in found


def test_conditions_behind_one_that_nothing_meets_are_not_exercised(tmp_path: Path) -> None:
    found = not_exercised(suite_of(tmp_path, BOOK.replace("id: s, access: remote", "id: s, access: firsthand")))
    assert {("far-off", ""), ("far-off", "when/2"), ("far-off", "then/1")} <= found
    assert ("far-off", "when/1") not in found


def test_mutation_names_the_clauses_that_no_example_needs(tmp_path: Path) -> None:
    found = survivors(suite_of(tmp_path, BOOK, "far-off"))
    assert found["when/1/basis/secondhand"] == ("left out",)
    assert found["when/3"] == ("left out",)
    assert "unless/the report hedges" not in found
    assert "then/2" not in found
    assert "when/1/basis/hearsay" not in found


def test_an_example_that_needs_a_clause_kills_it(tmp_path: Path) -> None:
    more = """      - name: the text decides
        given:
          - claim: {id: c, text: The bridge is gone.}
          - source: {id: s, access: remote}
          - source: {id: t}
          - report: {id: r, claim: c, by: s, basis: secondhand}
        expect: [{discounts: r}, {derive: told}]
  - id: sure
"""
    found = survivors(suite_of(tmp_path, BOOK.replace("  - id: sure\n", more), "far-off"))
    assert "when/1/basis/secondhand" not in found


def test_a_rule_with_a_failing_example_is_not_mutated(tmp_path: Path) -> None:
    mutation = with_mutation(suite_of(tmp_path, BOOK), RUNNER).mutation
    assert mutation is not None
    assert {clause.rule for clause in mutation.clauses} == {"far-off", "sure"}
    assert {clause.survives for clause in mutation.clauses if clause.rule == "sure"} == {True}  # it has no example


def test_accepted_survivors_stand_apart_and_stale_ones_are_told(tmp_path: Path) -> None:
    file = tmp_path / "survivors.yaml"
    file.write_text(
        "survivors:\n  desk:\n"
        "    - {rule: far-off, clauses: [when/3, when/1/basis/hearsay, when/9], why: so it is}\n"
        "    - {rule: gone, clauses: when/1, why: so it is}\n"
        "    - {rule: hearsay-only, clauses: when/1, why: not looked at now}\n",
        encoding="utf-8",
    )
    accepted, problems = read_survivors(file, "desk")
    assert not problems
    mutation = with_mutation(suite_of(tmp_path, BOOK), RUNNER, accepted).mutation
    assert mutation is not None
    assert [clause.name for clause, _ in mutation.excused] == ["when/3"]
    assert "when/3" not in {clause.name for clause in mutation.survivors if clause.rule == "far-off"}
    assert [problem.mark.line for problem in mutation.stale] == [3, 3, 4]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("survivors: {desk: [{rule: a, clauses: when/1}]}", "missing-key"),
        ("survivors: {desk: [{rule: a, clauses: when/1, why: ''}]}", "no-reason"),
        ("survivors: {desk: 3}", "not-a-list"),
        ("- 1", "not-a-mapping"),
        ("survivor: {}", "unknown-key"),
    ],
)
def test_a_bad_file_of_survivors(tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "survivors.yaml"
    file.write_text(text, encoding="utf-8")
    _, problems = read_survivors(file, "desk")
    assert [problem.code for problem in problems] == [code]


@pytest.mark.slow
def test_nearly_every_clause_of_the_shipped_rules_is_needed_by_an_example() -> None:
    accepted, problems = read_survivors(ROOT / "rules" / "survivors.yaml", "standard")
    assert not problems
    suite = with_mutation(run_suite("standard", load_rulebook("standard"), RUNNER), RUNNER, accepted)
    mutation = suite.mutation
    assert mutation is not None
    assert not suite.warnings
    assert not mutation.stale
    assert not mutation.survivors
    assert len(mutation.excused) <= 0.05 * len(mutation.clauses)
    assert len(mutation.clauses) > 5 * len(suite.rules)
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"Of the {len(mutation.clauses)} clauses" in changelog
    assert f"{len(suite.outcomes)} examples need all but {len(mutation.excused)}" in changelog


def test_every_part_of_the_shipped_rules_is_exercised() -> None:
    suite = run_suite("standard", load_rulebook("standard"), RUNNER)
    assert not suite.warnings
    assert not not_exercised(suite)
