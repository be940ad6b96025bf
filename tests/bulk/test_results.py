"""The tables that are written say what `assess` says, to the bit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden_files import ROOT
from tests.match.test_whole_cases import cases as made_cases
from tests.strategies.reported import reported_cases
from whosays.api import assess
from whosays.bulk.at_once import judged
from whosays.bulk.check import check
from whosays.bulk.input_files import find_tables
from whosays.bulk.results import write_results
from whosays.facts.case import Case
from whosays.facts.load import case_from_dict, load_case
from whosays.interchange.tables import export_tables
from whosays.problems import ProblemsError
from whosays.rules.compile import CompiledRulebook
from whosays.rules.cutting import Cutting
from whosays.rules.load import load_rulebook

STANDARD = load_rulebook("standard")
CASES = ("jn-is-alliance-2014", "katyn-1944", "nayirah-incubators-1990")


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    cursor = duckdb.connect().execute(f"SELECT * FROM read_parquet('{folder / name}.parquet')")
    names = [each[0] for each in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def several(folder: Path, cases: Mapping[str, Case]) -> None:
    """Tables of several cases in one folder."""
    connection = duckdb.connect()
    for name, case in cases.items():
        (folder / name).mkdir(parents=True)
        export_tables(case, folder / name)
    for kind in {each.stem for each in folder.glob("*/*.parquet")}:
        for name in cases:
            file = folder / name / f"{kind}.parquet"
            if file.exists():
                head = kind == "case"
                select = f"SELECT * REPLACE ('{name}' AS \"case\")" if head else f"SELECT *, '{name}' AS \"case\""
                connection.execute(f"COPY ({select} FROM '{file}') TO '{folder}/{kind}-{name}.parquet'")


def same_as_assess(folder: Path, cases: Mapping[str, Case], rulebook: CompiledRulebook = STANDARD) -> None:
    several(folder, cases)
    connection = duckdb.connect()
    assert check(connection, find_tables(str(folder), rulebook.kinds), rulebook.kinds).cases == len(cases)
    write_results(connection, rulebook, judged(connection, rulebook, 0), folder)
    verdicts, findings, contributions = (table(folder, each) for each in ("verdicts", "findings", "contributions"))
    results = {name: assess(case, rulebook) for name, case in cases.items()}
    assert len(verdicts) == sum(map(len, results.values()))
    for name, result in results.items():
        found = [each for each in findings if each["case"] == name]
        for row in (each for each in verdicts if each["case"] == name):
            _same_verdict(row, result[row["claim"]])
            own = [each for each in contributions if (each["case"], each["claim"]) == (name, row["claim"])]
            _same_contributions(own, result[row["claim"]].contributions, found)
        _same_findings(found, result)


def test_shipped_cases(tmp_path: Path) -> None:
    same_as_assess(tmp_path, {name: load_case(ROOT / "facts" / name) for name in CASES})


@settings(max_examples=6)
@given(st.lists(st.one_of(reported_cases(), made_cases()), min_size=1, max_size=5))
def test_made_cases(data: list[dict[str, Any]]) -> None:
    """Their ids are alike, and stand for other facts in each."""
    with TemporaryDirectory() as folder:
        same_as_assess(Path(folder), {f"case-{number}": case_from_dict(each) for number, each in enumerate(data)})


def test_a_rulebook_that_does_not_keep_cases_apart(tmp_path: Path) -> None:
    """It judges each by itself, as there is a rule that any claim of any case would set off in all of them."""
    book = tmp_path / "crowd.yaml"
    book.write_text(
        "rulebook: crowd\ntitle: Many claims\nversion: 1.0.0\nextends: standard\nrules:\n"
        "  - id: another-claim\n    title: There is another claim\n    rationale: To see whether cases meet.\n"
        "    when: [{claim: {as: $one}}, {claim: {as: $other}}, $one: {not: $other}]\n"
        "    then: [{opposes: $one, strength: weak, because: there is $other}]\n"
    )
    rulebook = load_rulebook(book)
    assert Cutting.of(rulebook).obstacles()
    one = {"case": "one", "title": "One", "facts": [{"claim": {"id": "c", "text": "It was so."}}]}
    cases = {f"case-{number}": case_from_dict(one) for number in range(3)}
    same_as_assess(tmp_path / "tables", cases, rulebook)


def test_judging_has_an_end(tmp_path: Path) -> None:
    several(tmp_path, {name: load_case(ROOT / "facts" / name) for name in CASES})
    connection = duckdb.connect()
    check(connection, find_tables(str(tmp_path), STANDARD.kinds), STANDARD.kinds)
    with pytest.raises(ProblemsError) as caught:
        list(judged(connection, STANDARD, 0.01))
    assert [each.code for each in caught.value.problems] == ["time-limit"]


def _same_verdict(row: dict[str, Any], want: Any) -> None:
    got = {name: value for name, value in row.items() if name not in {"case", "claim"}}
    assert got == {
        "word": want.word, "probability": want.probability, "low": want.range[0], "high": want.range[1],
        "base_rate": want.base_rate, "belief": want.opinion.belief, "disbelief": want.opinion.disbelief,
        "uncertainty": want.opinion.uncertainty, "weighed_belief": want.weighed.belief,
        "weighed_disbelief": want.weighed.disbelief, "weighed_uncertainty": want.weighed.uncertainty,
        "confidence": want.confidence, "admiralty": want.admiralty, "reports": want.reports, "origins": want.origins,
        "effective": want.effective, "naive_word": want.naive.word, "naive_probability": want.naive.probability,
        "naive_asserting": want.naive.asserting, "naive_denying": want.naive.denying, "gap": want.gap,
    }  # fmt: skip


def _same_contributions(rows: list[dict[str, Any]], want: Any, findings: list[dict[str, Any]]) -> None:
    rule = {each["finding"]: each["rule"] for each in findings}
    got = sorted(
        (
            row["side"],
            row["report"] or rule[row["finding"]],
            row["mass"],
            row["weight"],
            row["share"],
            row["counts_with"] is not None,
        )
        for row in rows
    )
    assert got == sorted(
        (each.side, each.id, each.mass, each.weight, each.share, bool(each.counts_with)) for each in want
    )


def _same_findings(rows: list[dict[str, Any]], result: Any) -> None:
    gathered = result._report.assessment.gathered
    assert [(row["rule"], row["targets"], row["facts"]) for row in rows] == [
        (
            each.kind.rule.id,
            [gathered.grounded.fact(number).id for number in each.targets],
            [gathered.case.facts[fact].id for fact in sorted(each.proofs[0])] or None,
        )
        for each in gathered.findings
    ]
