"""The heritage data as rows of values: where each world heritage site lies, by web sites, with the tree of places."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from whosays.interchange.value_comparison import enclosing
from whosays.interchange.value_rows import ValueRow

ATTRIBUTE = "place"
_ROOT = "Root"


def rows_of(folder: Path) -> Iterator[ValueRow]:
    """Who says where each site lies."""
    for row in _read(folder / "data_heritages_claims.csv"):
        yield ValueRow(row["obj"].strip(), ATTRIBUTE, row["value"].strip(), row["src"].strip())


def places(folder: Path) -> dict[str, frozenset[str]]:
    """The places around each place, by name: the data name places by name alone, and some names are used twice."""
    rows = list(_read(folder / "data_heritages_hierarchy.csv"))
    name_of = {row["ID"]: row["name"].strip() for row in rows}
    pairs = ((row["name"].strip(), name_of.get(row["parentID"], _ROOT)) for row in rows)
    return enclosing((inner, outer) for inner, outer in pairs if outer != _ROOT)


def gold_of(folder: Path) -> dict[str, tuple[str, ...]]:
    """The right places of each site, from the narrowest to the widest."""
    rows = _read(folder / "data_heritages_groundtruths.csv")
    return {row["obj"].strip(): tuple(each.strip() for each in row["value"].split(",")) for row in rows}


def _read(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
