"""The tables that are written say what `assess` says, to the bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from tests.golden_files import ROOT
from whosays.api import assess
from whosays.bulk.check import check
from whosays.bulk.input_files import find_tables
from whosays.bulk.judged import judged
from whosays.bulk.results import write_results
from whosays.facts.load import load_case
from whosays.interchange.tables import export_tables
from whosays.rules.load import load_rulebook

STANDARD = load_rulebook("standard")
CASES = ("jn-is-alliance-2014", "katyn-1944", "nayirah-incubators-1990")


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    cursor = duckdb.connect().execute(f"SELECT * FROM read_parquet('{folder / name}.parquet')")
    names = [each[0] for each in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def several(folder: Path) -> None:
    """Tables of several cases in one folder."""
    connection = duckdb.connect()
    for name in CASES:
        (folder / name).mkdir(parents=True)
        export_tables(load_case(ROOT / "facts" / name), folder / name)
    for kind in {each.stem for each in folder.glob("*/*.parquet")}:
        for name in CASES:
            file = folder / name / f"{kind}.parquet"
            if file.exists():
                new = "" if kind == "case" else f", '{name}' AS \"case\""
                connection.execute(f"COPY (SELECT *{new} FROM '{file}') TO '{folder}/{kind}-{name}.parquet'")


def test_verdicts_findings_and_contributions(tmp_path: Path) -> None:
    several(tmp_path)
    connection = duckdb.connect()
    assert check(connection, find_tables(str(tmp_path), STANDARD.kinds), STANDARD.kinds).cases == len(CASES)
    write_results(connection, STANDARD, judged(connection, STANDARD, 0), tmp_path)
    verdicts, findings, contributions = (table(tmp_path, each) for each in ("verdicts", "findings", "contributions"))
    assert len(verdicts) == sum(len(assess(ROOT / "facts" / name)) for name in CASES)
    for name in CASES:
        result = assess(ROOT / "facts" / name)
        for row in (each for each in verdicts if each["case"] == name):
            _same_verdict(row, result[row["claim"]])
            own = [each for each in contributions if (each["case"], each["claim"]) == (name, row["claim"])]
            _same_contributions(
                own, result[row["claim"]].contributions, [each for each in findings if each["case"] == name]
            )
        _same_findings([each for each in findings if each["case"] == name], result)


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
