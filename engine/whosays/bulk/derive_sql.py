"""The statements that derive rows: what a rule matches, what a count counts, which rows are new."""

from __future__ import annotations

from collections.abc import Collection

from sqlglot import exp

from whosays.bulk.tables import Tables, listed
from whosays.bulk.time_tests import is_time_test, with_time_tests
from whosays.match.rule_sql import column, identifier, joined, text_of, value
from whosays.rules.body import ITEM
from whosays.rules.program import Count, Filter, FlatRule

_FRESH = "bulk_fresh"


def matches(tables: Tables, rule: FlatRule, step: int, newest: int | None) -> tuple[str, list[Filter]]:
    """The matches of a rule with what they derive, and the filters that are left to be tested.

    The columns are those of a table of what was found; then, for filters that SQL does not know, their arguments as
    f0_0, f0_1, ..
    """
    select, bound = joined(rule, tables, newest)
    left = [test for test in rule.filters if not is_time_test(test.test)]
    known = (test for test in rule.filters if is_time_test(test.test))
    select = with_time_tests(
        select, ((test.test, tuple(value(each, bound) for each in test.arguments)) for test in known)
    )
    head, terms = rule.head.relation, dict(rule.head.terms)
    cells = [value(terms[name], bound) for name in tables.program.relations[head]] or [exp.Literal.number(0)]
    premises: list[exp.Expr] = [column(f"a{place}", "number") for place in range(len(rule.body))]
    premises += [exp.Null() for _ in range(tables.premises[head] - len(rule.body))]
    columns = [
        _named("step", exp.Literal.number(step)),
        *(_named(name, each) for name, each in zip(tables.premises_of(head), premises, strict=True)),
        *(_named(name, each) for name, each in zip(tables.cells(head), cells, strict=True)),
    ]
    for place, test in enumerate(left):
        named = zip(arguments_of(test, place), test.arguments, strict=True)
        columns += [_named(name, value(term, bound)) for name, term in named]
    return text_of(select.select(*columns, copy=False)), left


def arguments_of(test: Filter, place: int) -> list[str]:
    """The columns that hold the arguments of a filter that is left."""
    return [f"f{place}_{each}" for each in range(len(test.arguments))]


def _named(name: str, what: exp.Expr) -> exp.Alias:
    return exp.Alias(this=exp.Cast(this=what, to=exp.DataType.build("BIGINT")), alias=identifier(name))


def make_found(tables: Tables, relation: str) -> str:
    """The statement that makes the table of what a round finds of a relation."""
    columns = ("step", *tables.premises_of(relation), *tables.cells(relation))
    typed = ", ".join(f'"{name}" BIGINT' for name in columns)
    return f'CREATE OR REPLACE TEMP TABLE "{tables.found(relation)}" ({typed})'


def make_given(tables: Tables, relation: str) -> str:
    """The statement that makes an empty table of a relation that is filled from facts."""
    columns = ", ".join(f'"{name}" BIGINT' for name in ("number", *tables.cells(relation), "fact"))
    return f'CREATE OR REPLACE TEMP TABLE "{tables.rows(relation)}" ({columns})'


def take_given(tables: Tables, relation: str, read: Collection[str], first: int) -> list[str]:
    """The statements that make it of "ground_<relation>", with the columns that are read, numbered from `first` on."""
    columns = tables.program.relations[relation]
    cells = [f'"{name}"' if name in read else "NULL::BIGINT" for name in columns]
    named = ", ".join(f"{cell} AS {name}" for cell, name in zip(cells, tables.cells(relation), strict=True))
    order = listed(("fact", ITEM)) if ITEM in columns else '"fact"'  # the items of a fact stand in their own order
    rows = tables.rows(relation)
    return [
        f'CREATE OR REPLACE TEMP TABLE "{_FRESH}" AS SELECT {named}, "fact" FROM "ground_{relation}" ORDER BY {order}',
        f'CREATE OR REPLACE TEMP TABLE "{rows}" AS SELECT {first} + rowid AS number, * FROM "{_FRESH}"',
    ]


def make_derived(tables: Tables, relation: str) -> list[str]:
    """The statements that make the tables of a derived relation."""
    rows = ", ".join(f'"{name}" BIGINT' for name in ("number", *tables.cells(relation)))
    proofs = ", ".join(f'"{name}" BIGINT' for name in ("row", "step", *tables.premises_of(relation)))
    return [
        f'CREATE OR REPLACE TEMP TABLE "{tables.rows(relation)}" ({rows})',
        f'CREATE OR REPLACE TEMP TABLE "{tables.proofs(relation)}" ({proofs})',
    ]


def take_new(tables: Tables, relation: str, first: int, *, there: bool) -> list[str]:
    """The statements that number what is new of what was found, from `first` on, in the order of its cells.

    `there`: the relation has rows already. A table that is made of sorted rows numbers them as it takes them in, which
    is three times as fast as asking for their ranks.
    """
    cells = tables.cells(relation)
    same = " AND ".join(f'r."{name}" = f."{name}"' for name in cells)
    older = f'ANTI JOIN "{tables.rows(relation)}" r ON {same} ' if there else ""
    return [
        f'CREATE OR REPLACE TEMP TABLE "{_FRESH}" AS SELECT DISTINCT {listed(cells, "f")} '
        f'FROM "{tables.found(relation)}" f {older}ORDER BY {listed(cells)}',
        f'INSERT INTO "{tables.rows(relation)}" SELECT {first} + rowid, * FROM "{_FRESH}"',
    ]


def take_all(tables: Tables, relation: str, first: int) -> list[str]:
    """The statements that take what was found of a relation of one proof: rows that are all new and different."""
    cells, premises = listed(tables.cells(relation)), listed(("step", *tables.premises_of(relation)))
    return [
        f'CREATE OR REPLACE TEMP TABLE "{_FRESH}" AS SELECT * FROM "{tables.found(relation)}" ORDER BY {cells}',
        f'INSERT INTO "{tables.proofs(relation)}" SELECT {first} + rowid, {premises} FROM "{_FRESH}"',
        f'INSERT INTO "{tables.rows(relation)}" SELECT {first} + rowid, {cells} FROM "{_FRESH}"',
    ]


def take_proofs(tables: Tables, relation: str) -> str:
    """The statement that keeps each match as a proof of its row."""
    same = " AND ".join(f'r."{name}" = f."{name}"' for name in tables.cells(relation))
    kept = listed(("step", *tables.premises_of(relation)), "f")
    return (
        f'INSERT INTO "{tables.proofs(relation)}" SELECT r."number", {kept} '
        f'FROM "{tables.found(relation)}" f JOIN "{tables.rows(relation)}" r ON {same}'
    )


def counted(tables: Tables, count: Count, step: int) -> str:
    """What a count finds: a row of the domain, and how many different items have the same columns."""
    shared = [tables.cell_of(count.domain, name) for name in count.shared]
    known = " AND ".join(f'd."{name}" IS NOT NULL' for name in shared) or "TRUE"
    keys = [tables.cell_of(count.items, name) for name in count.shared]
    item = tables.cell_of(count.items, count.counted)
    grouped = f"SELECT {listed([*keys, 'n']) if keys else 'n'} FROM (SELECT {listed(keys) + ', ' if keys else ''}"
    grouped += f'count(DISTINCT "{item}") AS n FROM "{tables.rows(count.items)}" WHERE "{item}" IS NOT NULL'
    grouped += f" GROUP BY {listed(keys)})" if keys else ")"
    same = " AND ".join(f'd."{left}" = k."{right}"' for left, right in zip(shared, keys, strict=True)) or "TRUE"
    cells = listed(shared, "d") + ", " if shared else ""
    return (
        f'INSERT INTO "{tables.found(count.head)}" SELECT {step}, d."number", {cells}coalesce(k.n, 0) '
        f'FROM "{tables.rows(count.domain)}" d LEFT JOIN ({grouped}) k ON {same} WHERE {known}'
    )


def take_items(tables: Tables, count: Count, step: int) -> str:
    """The statement that keeps the rows a count has counted, for each proof."""
    shared = [tables.cell_of(count.domain, name) for name in count.shared]
    keys = [tables.cell_of(count.items, name) for name in count.shared]
    item = tables.cell_of(count.items, count.counted)
    same = " AND ".join(f'd."{left}" = i."{right}"' for left, right in zip(shared, keys, strict=True)) or "TRUE"
    return (
        f'CREATE OR REPLACE TEMP TABLE "{tables.items(count.head)}" AS '
        'SELECT p."row", p.step, p.p0, i."number" AS item '
        f'FROM "{tables.proofs(count.head)}" p JOIN "{tables.rows(count.domain)}" d ON d."number" = p.p0 '
        f'JOIN "{tables.rows(count.items)}" i ON {same} WHERE p.step = {step} AND i."{item}" IS NOT NULL'
    )
