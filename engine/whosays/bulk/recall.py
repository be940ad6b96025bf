"""The case behind a claim of a bulk result, made again from the facts that the result holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from whosays.bulk import sql
from whosays.bulk.rows import body_of
from whosays.explain.verdict import Verdict
from whosays.facts.case import Case
from whosays.facts.kinds import Vocabulary
from whosays.facts.load import case_from_dict
from whosays.problems import Mark, Problem, ProblemsError

WHOLE = 5_000
"""A case of so many facts is taken whole; of a larger one only what bears on the claim."""
_BETWEEN_CLAIMS = ("entails", "excludes", "narrows")


@dataclass(frozen=True, slots=True, eq=False)
class Recalled:
    """A case, the id of the claim in it, and the verdict that the result has on it, by its columns."""

    case: Case
    claim: str
    verdict: dict[str, Any]
    is_whole_case: bool


def recall(out: Path, claim: str, known: Vocabulary, *, whole: bool = False, limit: int = WHOLE) -> Recalled:
    """The case of a claim, named as CLAIM or CASE/CLAIM. Raises ProblemsError unless there is just one."""
    with duckdb.connect() as connection:
        verdict = _verdict(connection, out, claim)
        case = verdict["case"]
        tables = {
            kind: out / "facts" / f"{kind}.parquet" for kind in known if (out / "facts" / f"{kind}.parquet").exists()
        }
        count = sum(
            connection.execute(
                f'SELECT count(*) FROM read_parquet({sql.text(path)}) WHERE "case" = ?', [case]
            ).fetchall()[0][0]
            for path in tables.values()
        )
        takes_all = whole or count <= limit
        if not takes_all:
            _Bearing(connection, out, case, verdict["claim"], known, tables).make()
        facts: list[dict[str, Any]] = []
        for kind, path in tables.items():
            kept = "" if takes_all else "AND id IN (SELECT id FROM kept)"
            cursor = connection.execute(
                f'SELECT * FROM read_parquet({sql.text(path)}) WHERE "case" = ? {kept} ORDER BY id', [case]
            )
            names = [each[0] for each in cursor.description]
            facts += [{kind: body_of(known[kind], dict(zip(names, row, strict=True)))} for row in cursor.fetchall()]
        head = connection.execute(
            f"SELECT title, as_of, question FROM read_parquet({sql.text(out / 'facts' / 'case.parquet')}) WHERE "
            f'"case" = ?',
            [case],
        ).fetchall()[0]
    said = {name: value for name, value in zip(("title", "as_of", "question"), head, strict=True) if value is not None}
    made = case_from_dict({"case": case, **said, "facts": facts}, name=f"{out}/facts", kinds=known)
    return Recalled(made, verdict["claim"], verdict, takes_all)


def differences(found: Recalled, verdict: Verdict) -> tuple[str, ...]:
    """The columns of the result in which a verdict is another, with both values."""
    now = {
        "word": verdict.word,
        "probability": verdict.probability,
        "low": verdict.range[0],
        "high": verdict.range[1],
        "base_rate": verdict.base_rate,
        "belief": verdict.opinion.belief,
        "disbelief": verdict.opinion.disbelief,
        "uncertainty": verdict.opinion.uncertainty,
        "weighed_belief": verdict.weighed.belief,
        "weighed_disbelief": verdict.weighed.disbelief,
        "weighed_uncertainty": verdict.weighed.uncertainty,
        "confidence": verdict.confidence,
        "admiralty": verdict.admiralty,
        "reports": verdict.reports,
        "origins": verdict.origins,
        "effective": verdict.effective,
        "naive_word": verdict.naive.word,
        "naive_probability": verdict.naive.probability,
        "naive_asserting": verdict.naive.asserting,
        "naive_denying": verdict.naive.denying,
        "gap": verdict.gap,
    }
    return tuple(
        f"{name} was {found.verdict[name]}, is {value}" for name, value in now.items() if found.verdict[name] != value
    )


def _verdict(connection: duckdb.DuckDBPyConnection, out: Path, claim: str) -> dict[str, Any]:
    case, slash, name = claim.rpartition("/")
    of_case = 'AND "case" = ?' if slash else ""
    cursor = connection.execute(
        f"SELECT * FROM read_parquet({sql.text(out / 'verdicts.parquet')}) WHERE claim = ? {of_case} ORDER BY "
        f'"case" LIMIT 4',
        [name, *([case] if slash else [])],
    )
    columns = [each[0] for each in cursor.description]
    rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    if len(rows) == 1:
        return rows[0]
    if rows:
        named = ", ".join(f"{row['case']}/{name}" for row in rows[:3])
        problem = Problem(
            "ambiguous-claim", f'several cases have a claim "{name}"', Mark(str(out)), hint=f"name one: {named}"
        )
    else:
        problem = Problem(
            "unknown-claim", f'the result has no claim "{claim}"', Mark(str(out)), hint="claims are in verdicts.parquet"
        )
    raise ProblemsError([problem])


class _Bearing:
    """The facts of a large case that bear on one claim, as a table `kept` of ids.

    Those are the claims it is tied to, their reports and what these rest on, whatever is said of them, all findings
    that act on any of these with their facts, and everything that one of these facts names.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        out: Path,
        case: str,
        claim: str,
        known: Vocabulary,
        tables: dict[str, Path],
    ) -> None:
        self.connection = connection
        self.claim = claim
        selects = []
        for kind, path in tables.items():
            source = f'read_parquet({sql.text(path)}) WHERE "case" = {sql.text(case)}'
            for field in known[kind].fields.values():
                value = sql.name(field.name)
                if field.type == "quote":
                    selects.append(
                        f"SELECT id, '{kind}' AS kind, 'seen_in' AS field, unnest({value}).document AS target "
                        f"FROM {source}"
                    )
                elif field.type == "ref":
                    each = f"unnest({value})" if field.many else value
                    selects.append(
                        f"SELECT id, '{kind}' AS kind, {sql.text(field.name)} AS field, {each} AS target FROM {source}"
                    )
        connection.execute(
            f"CREATE TABLE link AS SELECT * FROM ({' UNION ALL '.join(selects)}) WHERE target IS NOT NULL"
        )
        connection.execute(
            f"CREATE TABLE acts AS SELECT finding, targets, coalesce(facts, []) AS facts FROM "
            f"read_parquet({sql.text(out / 'findings.parquet')}) "
            f'WHERE "case" = {sql.text(case)}'
        )

    def make(self) -> None:
        """Fill the table."""
        self.connection.execute("CREATE TABLE kept (id VARCHAR)")
        self._add(f"SELECT {sql.text(self.claim)} AS id")
        between = f"field IN {sql.texts(_BETWEEN_CLAIMS)} AND kind = 'claim'"
        self._until_stable(
            f"SELECT target AS id FROM link SEMI JOIN kept USING (id) WHERE {between}",
            f"SELECT id FROM link SEMI JOIN kept ON kept.id = link.target WHERE {between}",
        )
        self.connection.execute("CREATE TABLE central AS SELECT id FROM kept")
        self._add("SELECT link.id FROM link SEMI JOIN central c ON c.id = link.target")
        self._until_stable(
            "SELECT target AS id FROM link SEMI JOIN kept USING (id) WHERE kind = 'report' AND field IN "
            "('cites', 'repeats', 'by', 'evidence')"
        )
        self._add(
            "SELECT link.id FROM link SEMI JOIN kept ON kept.id = link.target WHERE kind <> 'report' AND field "
            "IN ('report', 'found_by', 'source', 'affiliation', 'holder', 'by')"
        )
        self._until_stable(
            "SELECT unnest(list_concat(targets, facts)) AS id FROM acts WHERE finding IN "
            "(SELECT finding FROM (SELECT finding, unnest(targets) AS id FROM acts) SEMI JOIN kept USING (id))",
        )
        self._until_stable("SELECT target AS id FROM link SEMI JOIN kept USING (id)")

    def _add(self, select: str) -> int:
        before = self._count()
        self.connection.execute(f"INSERT INTO kept SELECT DISTINCT id FROM ({select}) ANTI JOIN kept USING (id)")
        return self._count() - before

    def _until_stable(self, *selects: str) -> None:
        while sum(self._add(each) for each in selects):
            pass

    def _count(self) -> int:
        return int(self.connection.execute("SELECT count(*) FROM kept").fetchall()[0][0])
