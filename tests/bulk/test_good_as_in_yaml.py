"""A fact, and a case, is good in tables where it is good in YAML, and nowhere else."""

from __future__ import annotations

import copy
import math
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bulk.checked import checked
from tests.strategies.cases import FACTS
from tests.strategies.reported import reported_case
from whosays.facts.entry import read_entry
from whosays.facts.kinds import Field, kinds
from whosays.facts.load import case_from_dict
from whosays.marked import mark_value
from whosays.problems import ProblemsError

OF_OTHERS = {"dangling-reference", "self-reference", "wrong-reference", "rejected-reference", "duplicate-id"}
ODD: list[Any] = [
    5,
    0,
    -1,
    1.5,
    0.25,
    2,
    10**12,
    True,
    False,
    math.nan,
    math.inf,
    -math.inf,
    "",
    " ",
    "\u2003",
    "x",
    "a b",
    "a\tb",
    "bell\x07",
    "del\x7f",
    "\u212a",
    "e\u0301",
    "é",
    "\ud7ff",
    "x" * 120,
    "x" * 121,
    "x" * 4000,
    "x" * 4001,
    "a" * 64,
    "A" * 64,
    "a\n",
    "$a",
    "-a",
    "a-",
    "true",
    "0.5",
    "5 km",
    "5km",
    "5 miles",
    "1234567.123456 m",
    "12345678 m",
    "2014",
    "2014-02-30",
    "early 2014",
    "2014/2013",
    "2013/2014",
    "2014-11-02T14:30",
    "c. 1944",
    "{from: 2014}",
    "0",
    "B",
    "named",
    [],
    ["a"],
    ["a", "a"],
    ["a", 5],
    ["a", None],
    ["a", ""],
    [["a"]],
    ["a", {"b": 1}],
    [1, 2],
    [90, 180],
    [91, 0],
    [0, -180.5],
    [1, 2, 3],
    [1, "2"],
    [1, True],
    [None, 1],
    [1.5, 2.5],
    [math.nan, 1],
    ["affiliation"],
    ["affiliation", "nowhere"],
    {},
    {"from": "2014"},
    {"to": 2014},
    {"from": "2014", "to": "2013"},
    {"from": "2014", "to": None},
    {"from": None},
    {"from": ["2014"]},
    {"from": "2014", "until": "2015"},
    {"from": "later"},
    {"document": "d"},
    {"document": None},
    {"document": "d d"},
    {"quote": "so"},
    {"document": "d", "quote": ""},
    {"document": "d", "quote": 5, "locator": "p. 3"},
    {"document": "d", "page": 3},
    {"document": ["d"]},
    [{"document": "d"}, {"document": "e", "original": "x"}],
    [{"document": "d"}, "e"],
    [{"document": "d"}, None],
    {"document": "d", "quote": "x\x01"},
]


def good_in_yaml(kind: str, body: dict[str, Any]) -> bool:
    node, problems = mark_value({kind: body})
    found = list(problems)
    entry = read_entry(node, kinds(), found) if node is not None else None
    return entry is not None and entry.model is not None and not found


def without_nulls(body: dict[str, Any]) -> dict[str, Any]:
    """A cell that is null is left out; in YAML it is told as empty where a value is needed."""
    return {name: value for name, value in body.items() if value is not None}


@st.composite
def batches(draw: st.DrawFn) -> list[tuple[str, dict[str, Any]]]:
    """Many facts at once, each a case of its own: a run costs more than a row."""
    random = Random(draw(st.integers(0, 2**32)))
    found = []
    for kind, body in draw(st.lists(FACTS, min_size=5, max_size=15)):
        for _ in range(12):
            changed = copy.deepcopy(body)
            for _ in range(random.choice((0, 1, 1, 2))):
                field = random.choice(list(kinds()[kind].fields))
                how = random.randrange(8)
                if how == 0:
                    changed.pop(field, None)
                elif how == 1:
                    changed[random.choice(("nmae", "form", "Id", "x"))] = "x"
                else:
                    changed[field] = copy.deepcopy(random.choice(ODD))
            found.append((kind, without_nulls(changed)))
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(batch=batches())
def test_a_fact_is_good_in_a_table_where_it_is_good_in_yaml(
    batch: list[tuple[str, dict[str, Any]]], tmp_path: Path
) -> None:
    rows: dict[str, list[dict[str, Any]]] = {}
    wanted: dict[tuple[str, int], bool] = {}
    for number, (kind, body) in enumerate(batch):
        rows.setdefault(kind, []).append({"case": f"k{number}", **body})
        wanted[kind, len(rows[kind])] = good_in_yaml(kind, body)
    connection, _ = checked(rows, tmp_path)
    bad: dict[tuple[str, int], set[str]] = {}
    for kind, row, reason, message in connection.execute("SELECT kind, row, reason, message FROM reject").fetchall():
        assert message
        if reason not in OF_OTHERS:
            bad.setdefault((kind, row), set()).add(reason)
    for (kind, row), good in wanted.items():
        assert good == ((kind, row) not in bad), (kind, rows[kind][row - 1], bad.get((kind, row)))


def sound_value(field: Field) -> Any:
    """Some value that a required field takes."""
    if field.many:
        return ["a", "b", "c"][: max(field.min_items, 1)]
    return field.choices[0] if field.choices else "a"


def test_each_odd_value_in_each_field(tmp_path: Path) -> None:
    """Nothing is left to chance here: every value above in every field of every kind."""
    rows: dict[str, list[dict[str, Any]]] = {}
    wanted: dict[tuple[str, int], bool] = {}
    random = Random(1)
    for kind in kinds().values():
        sound = {field.name: sound_value(field) for field in kind.fields.values() if field.required}
        for field in kind.fields.values():
            for odd in ODD if field.name in {"id", "seen_in"} or random.random() < 0.5 else ODD[::3]:
                body = without_nulls({**sound, field.name: odd})
                rows.setdefault(kind.name, []).append({"case": f"k{sum(map(len, rows.values()))}", **body})
                wanted[kind.name, len(rows[kind.name])] = good_in_yaml(kind.name, body)
    connection, _ = checked(rows, tmp_path)
    reasons = connection.execute("SELECT kind, row, reason FROM reject").fetchall()
    bad = {(kind, row) for kind, row, reason in reasons if reason not in OF_OTHERS}
    wrong = [(key, rows[key[0]][key[1] - 1]) for key, good in wanted.items() if good == (key in bad)]
    assert not wrong, wrong[:5]
    assert sum(wanted.values()) > 200
    assert len(bad) > 200


def mutated(random: Random, data: dict[str, Any]) -> dict[str, Any]:
    """A whole case with a reference bent, an id doubled, a fact lost or a ring closed; or as it was."""
    data = copy.deepcopy(data)
    facts = data["facts"]
    ids = [next(iter(each.values()))["id"] for each in facts]
    for _ in range(random.choice((0, 1, 1, 2))):
        kind, body = next(iter(random.choice(facts).items()))
        how = random.randrange(5)
        if how == 0:
            facts.pop(random.randrange(len(facts)))
        elif how == 1:
            body["id"] = random.choice(ids)
        else:
            fields = [each for each in kinds()[kind].fields.values() if each.type == "ref"]
            if fields:
                field = random.choice(fields)
                body[field.name] = [random.choice(ids)] if field.many else random.choice(ids)
    return data


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_a_case_is_whole_where_it_loads(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    rows: dict[str, list[dict[str, Any]]] = {}
    loads = {}
    for number in range(40):
        data = mutated(random, reported_case(random.randrange(2**32)))
        case = f"k{number}"
        for fact in data["facts"]:
            kind, body = next(iter(fact.items()))
            rows.setdefault(kind, []).append({"case": case, **body})
        try:
            loads[case] = {fact.id for fact in case_from_dict({**data, "case": case})}
        except ProblemsError:
            loads[case] = None
    connection, _ = checked(rows, tmp_path)
    rejected = {case for (case,) in connection.execute('SELECT DISTINCT "case" FROM reject').fetchall()}
    kept: dict[str, set[str]] = {}
    for case, fact in connection.execute('SELECT "case", id FROM fact').fetchall():
        kept.setdefault(case, set()).add(fact)
    for case, facts in loads.items():
        assert (facts is not None) == (case not in rejected)
        if facts is not None:
            assert kept.get(case, set()) == facts
