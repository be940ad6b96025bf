"""The tables that are written: verdicts, findings and contributions, from the columns of what was judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from whosays.bulk import sql
from whosays.bulk.judged import Judged
from whosays.rules.compile import CompiledRulebook
from whosays.weigh.columns import DIGITS, rounded
from whosays.weigh.evidence import Kind
from whosays.weigh.network import Effect, Floats, Ints
from whosays.weigh.scales import WORDS, Confidence, Word

Column = NDArray[Any]
RESULTS = ("verdicts", "findings", "contributions")
_PARTS = ("verdict", "finding", "target", "proof", "item", "path")


def write_results(
    connection: duckdb.DuckDBPyConnection, rulebook: CompiledRulebook, parts: Iterable[Judged], folder: Path
) -> None:
    """Write the three tables for all that was judged over the table `fact` of the connection, in its order."""
    columns = _together(list(parts))
    _names(connection, rulebook)
    for name in _PARTS:
        connection.register(f"judged_{name}", columns[name])
    for name, select in (("verdicts", _VERDICTS), ("findings", _FINDINGS), ("contributions", _CONTRIBUTIONS)):
        connection.execute(f"COPY ({select}) TO {sql.text(folder / f'{name}.parquet')} (FORMAT parquet)")
    for name in _PARTS:
        connection.unregister(f"judged_{name}")


def _names(connection: duckdb.DuckDBPyConnection, rulebook: CompiledRulebook) -> None:
    """What numbers stand for, as small tables."""
    named = {
        "rule": [(place, rule.id) for place, rule in enumerate(rulebook.rulebook.rules)],
        "effect": [(int(each), each.name.lower()) for each in Effect],
        "word": [(int(each), WORDS[each]) for each in Word],
        "confidence": [(int(each), each.text) for each in Confidence],
    }
    for table, rows in named.items():
        values = ", ".join(f"({number}, {sql.text(text)})" for number, text in rows)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE name_{table} AS SELECT * FROM (VALUES {values}) v(number, name)"
        )


def _together(parts: Sequence[Judged]) -> dict[str, dict[str, Column]]:
    """The columns of all parts, one after the other; findings and items are numbered through."""
    found: dict[str, list[dict[str, Column]]] = {name: [] for name in _PARTS}
    findings = items = 0
    for part in parts:
        for name, columns in _part(part, findings, items).items():
            found[name].append(columns)
        findings += len(part.finding_rule)
        items += len(part.weighed.items.claim)
    return {
        name: {column: np.concatenate([each[column] for each in columns]) for column in columns[0]}
        for name, columns in found.items()
    }


def _part(part: Judged, findings: int, items: int) -> dict[str, dict[str, Column]]:
    weighed, network = part.weighed, part.network
    report_fact = part.facts[network.report_fact]
    found, said = network.findings, weighed.items
    is_origin = said.kind == Kind.ORIGIN
    claim_of = np.concatenate([part.claim_fact, [-1]])  # so that claim -1 is fact -1
    first_proof = np.unique(found.proof_finding, return_index=True)[1]
    in_first = np.isin(found.proof_fact_proof, first_proof)
    steps = np.repeat(np.arange(len(said.claim)), np.diff(said.path_start))
    return {
        "verdict": _verdicts(part, report_fact),
        "finding": {
            "finding": np.arange(len(found.effect)) + findings,
            "rule": part.finding_rule,
            "effect": found.effect,
            "claim": claim_of[found.claim],
            "size": found.size,
            "active": _number(weighed.weights.finding_active),
        },
        "target": {
            "finding": part.target_finding + findings,
            "place": np.arange(len(part.target_fact)),
            "fact": part.target_fact,
        },
        "proof": {
            "finding": found.proof_finding[found.proof_fact_proof[in_first]] + findings,
            "fact": part.facts[found.proof_fact_fact[in_first]],
        },
        "item": {
            "item": np.arange(len(said.claim)) + items,
            "claim": part.claim_fact[said.claim],
            "side": said.side,
            "report": np.where(is_origin, _at(report_fact, said.index), -1),
            "finding": np.where(is_origin, -1, said.index + findings),
            "mass": _number(said.mass),
            "weight": _number(said.amount),
            "share": _number(said.contribution),
            "group": np.where(said.group >= 0, said.group + items, -1),
            "counts_with": np.where(said.contracted_into >= 0, said.contracted_into + items, -1),
        },
        "path": {"item": steps + items, "place": np.arange(len(steps)), "report": _at(report_fact, said.path_report)},
    }


def _verdicts(part: Judged, report_fact: Ints) -> dict[str, Column]:
    weighed = part.weighed
    opinion, verdicts, naive = weighed.opinions, weighed.verdicts, weighed.naive
    return {
        "claim": part.claim_fact,
        "origin": _leading_origin(part, report_fact),
        "word": verdicts.word,
        "probability": _number(opinion.probability),
        "low": _number(verdicts.low),
        "high": _number(verdicts.high),
        "base_rate": _number(opinion.base_rate),
        "belief": _number(opinion.final_belief),
        "disbelief": _number(opinion.final_disbelief),
        "uncertainty": _number(opinion.final_uncertainty),
        "weighed_belief": _number(opinion.belief),
        "weighed_disbelief": _number(opinion.disbelief),
        "weighed_uncertainty": _number(opinion.uncertainty),
        "confidence": verdicts.confidence,
        "admiralty": verdicts.admiralty,
        "reports": part.claim_reports,
        "origins": weighed.counts.origins,
        "effective": _number(verdicts.effective_count),
        "naive_word": naive.word,
        "naive_probability": _number(naive.probability),
        "naive_asserting": naive.reports_for,
        "naive_denying": naive.reports_against,
        "gap": np.abs(_number(_number(opinion.probability) - _number(naive.probability))),
    }


def _leading_origin(part: Judged, report_fact: Ints) -> Ints:
    """The report whose letter a verdict has: the strongest origin for the claim, else against it; -1 without any."""
    items = part.weighed.items
    origins = np.flatnonzero(items.kind == Kind.ORIGIN)
    order = origins[np.lexsort((origins, -rounded(items.amount[origins]), -items.side[origins], items.claim[origins]))]
    claims, first = np.unique(items.claim[order], return_index=True)
    found = np.full(len(part.claim_fact), -1, dtype=np.int64)
    found[claims] = report_fact[items.index[order[first]]]
    return found


def _at(values: Ints, places: Ints) -> Ints:
    """The values at places, 0 where there are none: for places that are not looked at."""
    return values[np.clip(places, 0, len(values) - 1)] if len(values) else np.zeros(len(places), dtype=np.int64)


def _number(values: Floats) -> Floats:
    """As reports have it: twelve digits, and never -0.0."""
    return np.round(values, DIGITS) + 0.0


_VERDICTS = """
SELECT f."case", f.id AS claim, w.name AS word,
  CASE WHEN w.name <> 'insufficient' THEN v.probability END AS probability,
  v.low, v.high, v.base_rate, v.belief, v.disbelief, v.uncertainty, v.weighed_belief, v.weighed_disbelief,
  v.weighed_uncertainty, c.name AS confidence, coalesce(s.reliability, 'F') || v.admiralty AS admiralty, v.reports,
  v.origins, v.effective, n.name AS naive_word, v.naive_probability, v.naive_asserting, v.naive_denying, v.gap
FROM judged_verdict v JOIN fact f ON f.fact = v.claim JOIN name_word w ON w.number = v.word
JOIN name_confidence c ON c.number = v.confidence JOIN name_word n ON n.number = v.naive_word
LEFT JOIN fact_report r ON r.fact = v.origin
LEFT JOIN fact b ON b."case" = f."case" AND b.id = r."by" LEFT JOIN fact_source s ON s.fact = b.fact
ORDER BY f."case", f.id"""

_LOCAL = """(SELECT i.*, f."case", row_number() OVER (PARTITION BY f."case" ORDER BY i.finding) - 1 AS number
FROM judged_finding i JOIN (SELECT finding, min(fact) AS fact FROM judged_target GROUP BY finding) t USING (finding)
JOIN fact f ON f.fact = t.fact)"""

_FINDINGS = f"""
SELECT i."case", i.number AS finding, r.name AS rule, e.name AS effect, c.id AS claim, i.size, i.active,
  t.targets, p.facts
FROM {_LOCAL} i JOIN name_rule r ON r.number = i.rule JOIN name_effect e ON e.number = i.effect
LEFT JOIN fact c ON c.fact = i.claim
JOIN (SELECT t.finding, list(f.id ORDER BY t.place) AS targets
  FROM judged_target t JOIN fact f USING (fact) GROUP BY t.finding) t
USING (finding)
LEFT JOIN (SELECT p.finding, list(f.id ORDER BY p.fact) AS facts
  FROM judged_proof p JOIN fact f USING (fact) GROUP BY p.finding) p
USING (finding) ORDER BY i.finding"""

_CONTRIBUTIONS = f"""
WITH local AS (SELECT i.*, f."case", f.id AS claim_id,
  row_number() OVER (PARTITION BY f."case" ORDER BY i.item) - 1 AS number
  FROM judged_item i JOIN fact f ON f.fact = i.claim)
SELECT i."case", i.claim_id AS claim, i.number AS item, CASE WHEN i.side > 0 THEN 'for' ELSE 'against' END AS side,
  r.id AS report, n.number AS finding, i.mass, i.weight, i.share, g.number AS "group", w.number AS counts_with, p.path
FROM local i LEFT JOIN fact r ON r.fact = i.report LEFT JOIN {_LOCAL} n ON n.finding = i.finding
LEFT JOIN local g ON g.item = i."group" LEFT JOIN local w ON w.item = i.counts_with
LEFT JOIN (SELECT p.item, list(f.id ORDER BY p.place) AS path
  FROM judged_path p JOIN fact f ON f.fact = p.report GROUP BY p.item) p
ON p.item = i.item ORDER BY i.item"""
