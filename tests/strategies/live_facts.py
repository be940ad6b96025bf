"""Facts that come one by one: of the kinds by which rules join claims, actors, places and sources, few of each."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Body = dict[str, Any]

ACTORS, PLACES, SOURCES, CLAIMS, REPORTS = (
    [f"{letter}{number}" for number in range(count)]
    for letter, count in (("a", 3), ("p", 3), ("s", 4), ("c", 4), ("r", 8))
)
DATES = ["2014-10", "2014-11-02", "2014-11-20", "early 2014"]


def one(names: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(names)


def body(required: Body, optional: Body) -> st.SearchStrategy[Body]:
    return st.fixed_dictionaries(required, optional=optional)


FIELDS: dict[str, tuple[list[str], Body, Body]] = {
    "actor": (ACTORS, {}, {"part_of": one(ACTORS), "name": st.sampled_from(["the army", "the guard"])}),
    "place": (PLACES, {}, {"within": one(PLACES), "at": st.sampled_from([[36.0, 36.0], [36.1, 36.7]])}),
    "source": (
        SOURCES,
        {"reliability": st.sampled_from("ABCF")},
        {
            "affiliation": one(ACTORS),
            "located_at": one(PLACES),
            "named": st.sampled_from(["role", "anonymous"]),
            "access": st.sampled_from(["firsthand", "remote"]),
        },
    ),
    "document": (["d0", "d1"], {}, {"published": st.sampled_from(DATES), "url": st.just("https://example.org/")}),
    "claim": (
        CLAIMS,
        {"text": st.sampled_from(["It was so.", "They met."])},
        {
            "about": st.lists(one(ACTORS), max_size=2, unique=True),
            "place": one(PLACES),
            "during": st.sampled_from(DATES),
            "scope": st.sampled_from(["local", "strategic"]),
            "excludes": one(CLAIMS),
            "narrows": one(CLAIMS),
        },
    ),
    "report": (
        REPORTS,
        {"claim": one(CLAIMS), "by": one(SOURCES), "stance": st.sampled_from(["asserts", "asserts", "denies"])},
        {
            "in": one(["d0", "d1"]),
            "cites": st.lists(one(REPORTS), min_size=1, max_size=2, unique=True),
            "basis": st.sampled_from(["firsthand", "secondhand", "hearsay"]),
            "published": st.sampled_from(DATES),
            "hedged": st.booleans(),
            "details": st.lists(st.sampled_from(["73 men", "a red car", "at dusk"]), max_size=2, unique=True),
        },
    ),
    "interest": (
        ["i0", "i1"],
        {
            "holder": one([*ACTORS, *SOURCES]),
            "claim": one(CLAIMS),
            "gains_if": st.sampled_from(["believed", "disbelieved"]),
        },
        {"report": one(REPORTS)},
    ),
    "relation": (
        ["x0", "x1"],
        {"actor": one(ACTORS), "with": one(ACTORS), "kind": st.sampled_from(["hostile", "allied"])},
        {"report": one(REPORTS), "during": st.sampled_from(DATES)},
    ),
    "presence": (
        ["n0", "n1"],
        {"actor": one(ACTORS), "place": one(PLACES)},
        {"during": st.sampled_from(DATES), "report": one(REPORTS)},
    ),
    "absence": (["b0"], {"actor": one(ACTORS), "place": one(PLACES)}, {"during": st.sampled_from(DATES)}),
    "control": (["k0"], {"actor": one(ACTORS), "place": one(PLACES)}, {"during": st.sampled_from(DATES)}),
    "route": (["w0"], {"to": one(PLACES)}, {"via": st.lists(one(PLACES), max_size=2, unique=True)}),
    "requires": (
        ["q0", "q1"],
        {"claim": one(CLAIMS)},
        {"actor": one(ACTORS), "place": one(PLACES), "route": st.just("w0"), "during": st.sampled_from(DATES)},
    ),
    "deception": (["t0"], {"by": one([*ACTORS, *SOURCES])}, {"report": one(REPORTS)}),
    "slip": (["l0"], {"report": one(REPORTS), "wrong": st.just("2013"), "right": st.just("2014")}, {}),
    "precedent": (
        ["e0", "e1", "e2"],
        {
            "about": st.lists(one(CLAIMS), min_size=1, max_size=2, unique=True),
            "outcome": st.sampled_from(["happened", "failed"]),
        },
        {"report": one(REPORTS)},
    ),
    "obstacle": (["o0"], {"claim": one(CLAIMS)}, {"report": one(REPORTS)}),
    "expectation": (
        ["z0"],
        {"claim": one(CLAIMS), "observation": st.just("smoke"), "seen": st.sampled_from(["yes", "no"])},
        {"surely": st.just(0.9)},
    ),
}
"""For each kind: ids, the fields that are always given, those that may be."""

KIND_OF = {name: kind for kind, (names, _, _) in FIELDS.items() for name in names}
COMMON = [*ACTORS[:2], *PLACES[:2], *SOURCES, *CLAIMS, *REPORTS, *REPORTS]
IDS = st.one_of(st.sampled_from(COMMON), st.sampled_from(sorted(KIND_OF)))


def bodies(fact_id: str) -> st.SearchStrategy[Body]:
    """The fields of a fact of this id."""
    _, required, optional = FIELDS[KIND_OF[fact_id]]
    return body({"id": st.just(fact_id), **required}, optional)


def references(fields: Body) -> set[str]:
    """The facts that these fields name."""
    values = [
        each
        for name, value in fields.items()
        if name != "id"
        for each in (value if isinstance(value, list) else [value])
    ]
    return {each for each in values if each in KIND_OF}


@st.composite
def additions(draw: st.DrawFn, there: set[str]) -> list[dict[str, Body]]:
    """A fact and whatever it needs that is not there."""
    found: dict[str, Body] = {}
    waiting = [draw(IDS)]
    while waiting:
        each = waiting.pop()
        if each not in found and each not in there:
            found[each] = draw(bodies(each))
            waiting += sorted(references(found[each]))
    return draw(st.permutations([{KIND_OF[name]: fields} for name, fields in found.items()]))
