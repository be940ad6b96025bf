"""How long it takes to derive and weigh many claims at once, and where the time goes.

Run it as `python benchmarks/bulk.py --claims 10000`, with `--rules eight` for a rulebook of eight simple rules.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import duckdb
import numpy as np
from skewed_claims import skewed_facts

from whosays.bulk.columns import columns_of
from whosays.bulk.derive import derive
from whosays.facts import times
from whosays.facts.kinds import Field
from whosays.facts.times import UNKNOWN, Time
from whosays.rules.compile import CompiledRulebook, compile_rulebook
from whosays.rules.grounding import columns_read
from whosays.rules.load import load_rulebook
from whosays.rules.lower_tests import UNIT
from whosays.rules.needed import needed_rules
from whosays.rules.reader import Reader
from whosays.weigh.weigh import weigh

EIGHT = (
    "anonymous-source",
    "contrary-conduct",
    "fitting-conduct",
    "geographic-impossibility",
    "hedged-report",
    "interested-party",
    "no-benefit",
    "nothing-seen-from-afar",
)
"""Rules that are simple: a fact or two, a join, one test on times."""


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Print how long a stage took, and for how long it kept processors busy."""
    start, busy = time.perf_counter(), time.process_time()
    yield
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    print(f"{name:<10} {seconds:8.2f} s {busy:8.2f} CPU s", flush=True)


def part_of(rulebook: CompiledRulebook, ids: tuple[str, ...]) -> CompiledRulebook:
    """The rulebook with these rules and those of the prelude only."""
    every = rulebook.rulebook.rules
    wanted = [rule for rule in every if rule.id in ids or rule.id.startswith("prelude-")]
    needed = {needed.id for rule in wanted for needed in needed_rules(every, rule)} | {rule.id for rule in wanted}
    rules = tuple(rule for rule in every if rule.id in needed)
    part = compile_rulebook(Reader(), replace(rulebook.rulebook, rules=rules), rulebook.language, rulebook.numbers)
    assert part is not None
    return part


class Filler:
    """Grounds made facts into the tables that the bulk engine reads: whole references, no checks."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, rulebook: CompiledRulebook) -> None:
        self.connection = connection
        self.rulebook = rulebook
        self.values: list[str | Time] = list(rulebook.program.constants)
        self.number: dict[str | Time, int] = {text: place for place, text in enumerate(self.values)}
        self.first = len(self.values)

    def fill(self, facts: list[dict[str, dict[str, Any]]]) -> int:
        """All tables; how many facts there are."""
        kinds, read = self.rulebook.kinds, columns_read(self.rulebook.program)
        flat = sorted(
            ((kind, body) for fact in facts for kind, body in fact.items()), key=lambda pair: self._key(*pair)
        )
        self.place = {body["id"]: index for index, (_, body) in enumerate(flat)}
        self.facts = len(flat)
        by_kind: dict[str, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
        for index, (kind, body) in enumerate(flat):
            by_kind[kind].append((index, body))
        ground: dict[str, dict[str, Any]] = {}
        for relation in read:
            columns = self.rulebook.program.relations[relation]
            ground[relation] = {name: [] for name in (*columns, "fact")}
        for kind, bodies in by_kind.items():
            for field in kinds[kind].fields.values():
                relation = f"{kind}.{field.name}"
                if field.many and relation in read:
                    for index, body in bodies:
                        items = {self._number(item, field) for item in _listed(body.get(field.name))}
                        for item in sorted(items):
                            for name, cell in zip(ground[relation], (self.first + index, item, index), strict=True):
                                ground[relation][name].append(cell)
                elif not field.many and kind in read and field.name in read[kind]:
                    default = field.default
                    ground[kind][field.name] = [self._cell(body.get(field.name, default), field) for _, body in bodies]
            if kind in read:
                indices = [index for index, _ in bodies]
                empty = [None] * len(bodies)
                ground[kind] = {name: cells or empty for name, cells in ground[kind].items()}
                ground[kind] |= {"#fact": [self.first + index for index in indices], "fact": indices}
            self._facts(kind, bodies)
        for relation, cells in ground.items():
            self._table(f"ground_{relation}", {name: ("BIGINT", column) for name, column in cells.items()})
        self._values()
        return self.facts

    def _key(self, kind: str, body: dict[str, Any]) -> tuple[int, str]:
        return self.rulebook.kinds[kind].order, body["id"]

    def _cell(self, value: Any, field: Field) -> int | None:
        if value is None and field.type in {"moment", "period"}:
            self.values.append(UNKNOWN)
            return len(self.values) - 1 + self.facts
        return None if value is None else self._number(value, field)

    def _number(self, value: Any, field: Field) -> int:
        match field.type:
            case "ref":
                return self.first + int(self.place[value])
            case "number":
                return round(float(value) * UNIT)
            case "flag":
                return self._intern(str(value).lower())
            case "moment":
                return self._intern(times.read_moment(value))
            case "period":
                return self._intern(times.read_period(value))
            case _:
                return self._intern(str(value))

    def _intern(self, value: str | Time) -> int:
        place = self.number.get(value)
        if place is None:
            place = self.number[value] = len(self.values)
            self.values.append(value)
        return place if place < self.first else place + self.facts

    def _facts(self, kind: str, bodies: list[tuple[int, dict[str, Any]]]) -> None:
        columns: dict[str, tuple[str, list[Any]]] = {"fact": ("BIGINT", [index for index, _ in bodies])}
        for field in self.rulebook.kinds[kind].fields.values():
            if field.type in {"quote", "point", "number", "flag"}:
                continue
            if field.many:
                columns[field.name] = ("VARCHAR[]", [_listed(body.get(field.name)) for _, body in bodies])
            else:
                columns[field.name] = ("VARCHAR", [body.get(field.name, field.default) for _, body in bodies])
        if kind == "place":
            columns["at"] = ("DOUBLE[]", [body.get("at") for _, body in bodies])
        self._table(f"fact_{kind}", columns)

    def _values(self) -> None:
        rows: list[tuple[int, str | None, Time | None]] = []
        for place, value in enumerate(self.values):
            number = place if place < self.first else place + self.facts
            rows.append((number, None, value) if isinstance(value, Time) else (number, value, None))
        columns: dict[str, tuple[str, list[Any]]] = {
            "number": ("BIGINT", [number for number, _, _ in rows]),
            "text": ("VARCHAR", [text for _, text, _ in rows]),
        }
        for name in ("start_earliest", "start_latest", "end_earliest", "end_latest"):
            columns[name] = ("BIGINT", [None if time is None else getattr(time, name) for _, _, time in rows])
        self._table("value", columns)

    def _table(self, name: str, columns: dict[str, tuple[str, list[Any]]]) -> None:
        typed = ", ".join(f'"{column}" {type_}' for column, (type_, _) in columns.items())
        self.connection.execute(f'CREATE TABLE "{name}" ({typed})')
        arrays: dict[str, Any] = {}
        for column, (type_, cells) in columns.items():
            if type_ == "BIGINT":
                missing = [cell is None for cell in cells]
                numbers = np.array([0 if cell is None else cell for cell in cells], dtype=np.int64)
                arrays[column] = np.ma.masked_array(numbers, missing)
            else:
                arrays[column] = np.empty(len(cells), dtype=object)
                arrays[column][:] = cells
        self.connection.register("filling", arrays)
        self.connection.execute(f'INSERT INTO "{name}" SELECT * FROM filling')
        self.connection.unregister("filling")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000)
    parser.add_argument("--rules", choices=("standard", "eight"), default="standard")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", default="4GB")
    chosen = parser.parse_args()
    rulebook = load_rulebook("standard")
    if chosen.rules == "eight":
        rulebook = part_of(rulebook, EIGHT)
    connection = duckdb.connect(":memory:", config={"threads": chosen.threads, "memory_limit": chosen.memory})
    with stage("made"):
        facts = Filler(connection, rulebook).fill(list(skewed_facts(chosen.claims, chosen.seed)))
    start = time.perf_counter()
    with stage("derive"):
        derived = derive(connection, rulebook.program)
    with stage("columns"):
        columns = columns_of(rulebook, derived)
    with stage("weigh"):
        weigh(columns.network)
    seconds = time.perf_counter() - start
    rows, found = derived.count - derived.given, len(columns.network.findings.effect)
    print(f"{chosen.claims:,} claims, {facts:,} facts, {rows:,} rows derived, {found:,} findings")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{seconds:.2f} s, {chosen.claims / seconds:,.0f} claims a second, peak memory {peak:.2f} GB")


if __name__ == "__main__":
    main()
