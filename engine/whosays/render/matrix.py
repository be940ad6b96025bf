"""The matrix of competing claims as text in 100 columns, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from whosays.explain.matrix import Cell, Column, Matrix, Row
from whosays.explain.report import Report
from whosays.render.compare import judged
from whosays.render.json import json_text, plain, stamp
from whosays.render.lines import fit, plural, wrapped

SCHEMA = "whosays/matrix/1"
_ACROSS = 6  # claims beside each other
_LABEL = 38
_SHOWN = 20  # rows; the rest are counted
_LEAST = 0.005


def matrix_dict(report: Report, found: Matrix) -> dict[str, Any]:
    """As plain values, by the schema whosays/matrix/1."""
    return {**stamp(report, SCHEMA), **plain(found)}


def render_matrix_json(report: Report, found: Matrix) -> str:
    """As JSON."""
    return json_text(matrix_dict(report, found))


def render_matrix(found: Matrix) -> str:
    """The claims with letters, the rows that tell them apart, and what each verdict takes as given."""
    return "\n".join(line.rstrip() for line in _lines(found))


def _lines(found: Matrix) -> Iterator[str]:
    if not found.columns:
        yield "The case has no claims."
        return
    names = [_letters(index) for index in range(len(found.columns))]
    for name, column in zip(names, found.columns, strict=True):
        yield fit(f"{name:<2} {column.claim}: {judged(column.verdict)}. {column.text}")
    for start in range(0, len(names), _ACROSS):
        yield from _block(found, names, slice(start, start + _ACROSS))
    yield "++ and --: as much as a moderate finding or more; 0: next to nothing; apart: how far it separates"
    yield from ("", "taken as given")
    for name, column in zip(names, found.columns, strict=True):
        yield from _given(name, column)


def _block(found: Matrix, names: Sequence[str], part: slice) -> Iterator[str]:
    yield ""
    yield _row("", [f"{name:>4}" for name in names[part]], "apart")
    rows = [row for row in found.rows if any(cell.mark for cell in row.cells[part])]
    for row in rows[:_SHOWN]:
        yield _row(_label(row), [_cell(cell) for cell in row.cells[part]], f"{row.diagnosticity:5.2f}")
    if len(rows) > _SHOWN:
        yield f"and {plural(len(rows) - _SHOWN, 'row')} more (--format json)"
    columns = found.columns[part]
    yield _row("all that is for it: b", [f"   {column.belief:.2f}" for column in columns], "")
    yield _row("all that is against it: d", [f"   {column.disbelief:.2f}" for column in columns], "")


def _row(label: str, cells: Sequence[str], last: str) -> str:
    return f"{fit(label, _LABEL):<{_LABEL}} {last:>5} {''.join(f'{cell:<9}' for cell in cells)}"


def _label(row: Row) -> str:
    return row.who if row.kind == "origin" else f"[{row.id}] {row.who}"


def _cell(cell: Cell) -> str:
    if cell.mark in {"", "0"}:
        return f"{cell.mark or '.':>2}"
    return f"{cell.mark:>2} {abs(cell.evidence):.2f}"


def _given(name: str, column: Column) -> Iterator[str]:
    titles = {"assumption": "assumed", "reading": "read into the texts", "letter F": "reliability not known"}
    told = []
    for kind, title in titles.items():
        ids = [each.text if kind == "letter F" else each.id for each in column.assumed if each.kind == kind]
        if ids:
            more = f" and {len(ids) - 4} more" if len(ids) > 4 else ""
            told.append(f"{title}: {', '.join(ids[:4])}{more}")
    yield from wrapped(f"{name:<2} {'; '.join(told) or 'nothing'}", "", "     ")


def _letters(index: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
