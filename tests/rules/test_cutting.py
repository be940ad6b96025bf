"""Where a rulebook can be cut: in parts it derives what it derives in the whole; and which rule stands in the way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import whosays
from tests.reference_matcher import ReferenceMatcher
from whosays.conclude import Derivation, Ground, conclude
from whosays.rules.body import FACT
from whosays.rules.cutting import NOTHING, Acting, Broadcast, Cutting, Sort
from whosays.rules.program import Atom, Count, FlatRule, Origin, Program, Stratum, Var

COLUMNS = {
    "claim": {FACT: "claim"},
    "report": {FACT: "report", "claim": "claim", "by": "source"},
    "source": {FACT: "source", "actor": "actor"},
    "actor": {FACT: "actor", "boss": "actor"},
    "feud": {FACT: "feud", "one": "actor", "other": "actor"},
}
DERIVED = {
    "speaks": {"x": "source", "y": "claim"},
    "camp": {"x": "source", "y": "actor"},
    "pair": {"x": "report", "y": "report"},
    "bad": {"x": "actor"},
    "shown": {"x": "claim", "y": "actor"},
}
FINDINGS = {"on-source": {"x": "source"}, "on-report": {"x": "report"}, "on-claim": {"x": "claim", "y": "actor"}}
ALL = {**COLUMNS, **DERIVED, **FINDINGS}
SHARED = Broadcast(frozenset({"source", "actor"}))
MORE = Broadcast(frozenset({"source", "actor", "feud"}), frozenset({"feud"}))
FACTS = {
    "claim": range(60, 63),
    "report": range(10, 15),
    "source": range(20, 23),
    "actor": range(30, 33),
    "feud": range(40, 42),
}
KIND_OF = {number: kind for kind, numbers in FACTS.items() for number in numbers}


@st.composite
def atoms(draw: st.DrawFn, relations: Iterable[str]) -> Atom:
    name = draw(st.sampled_from(sorted(relations)))
    columns = draw(st.lists(st.sampled_from(sorted(ALL[name])), min_size=1, unique=True))
    return Atom(name, tuple((each, Var(f"{ALL[name][each]}{draw(st.sampled_from('00001'))}")) for each in columns))


@st.composite
def flat_rules(draw: st.DrawFn, heads: Iterable[str], reads: Iterable[str], blocking: Iterable[str] = ()) -> FlatRule:
    body = tuple(draw(st.lists(atoms(reads), min_size=1, max_size=3)))
    negated = tuple(draw(st.lists(atoms(blocking), max_size=1))) if blocking else ()
    bound = sorted(frozenset().union(*(atom.variables() for atom in body)))
    fitting = {
        head: [[each for each in bound if each.startswith(kind)] for kind in ALL[head].values()]
        for head in sorted(heads)
    }
    possible = [head for head, choices in fitting.items() if all(choices)]
    assume(possible)
    head = draw(st.sampled_from(possible))
    terms = zip(ALL[head], fitting[head], strict=True)
    text = f"{head} :- {body} not {negated}"
    chosen = tuple((name, Var(draw(st.sampled_from(choices)))) for name, choices in terms)
    return FlatRule(text, Atom(head, chosen), body, negated=negated, origin=Origin(text))


@st.composite
def programs(draw: st.DrawFn) -> Program:
    first = draw(st.lists(flat_rules(DERIVED, COLUMNS), max_size=3))
    there = {*COLUMNS, *(each.head.relation for each in first)}
    if draw(st.booleans()):
        first.append(draw(flat_rules(DERIVED, there)))
    then = draw(st.lists(flat_rules(FINDINGS, there, there), min_size=1, max_size=2))
    counts, shared = [], "x"
    if draw(st.booleans()):
        counted, shared = draw(st.sampled_from([("report", "claim"), ("report", "by"), ("source", "actor")]))
        counts.append(Count("number", "number", counted, counted, (shared,), FACT, Origin("number")))
    relations = {name: tuple(columns) for name, columns in ALL.items()} | {"number": (shared, "#count")}
    derived = frozenset({*DERIVED, *FINDINGS, "number"})
    return Program(relations, (Stratum(tuple(first)), Stratum(tuple(then), tuple(counts))), (), derived)


Rows = dict[int, tuple[str, tuple[int, ...]]]


@st.composite
def cases(draw: st.DrawFn) -> Rows:
    """A row for each of some facts, by its number; what they refer to is there."""
    found: Rows = {}
    waiting = draw(st.lists(st.sampled_from(sorted(KIND_OF)), min_size=5, max_size=10, unique=True))
    while waiting:
        number = waiting.pop()
        if number not in found:
            kind = KIND_OF[number]
            rest = [draw(st.sampled_from(FACTS[each])) for name, each in COLUMNS[kind].items() if name != FACT]
            found[number] = (kind, (number, *rest))
            waiting += rest
    return found


def derived(program: Program, facts: Rows) -> Derivation:
    ordered = sorted(facts)
    rows = {kind: tuple(facts[each][1] for each in ordered if facts[each][0] == kind) for kind in COLUMNS}
    fact_of = {kind: tuple(each for each in ordered if facts[each][0] == kind) for kind in COLUMNS}
    return conclude(program, Ground(rows, fact_of, lambda *_: True), ReferenceMatcher())


def content(derivation: Derivation, own: set[int], context: set[int]) -> set[object]:
    """What is derived of facts of a part, and what acts on facts it shares, each with the facts it follows from."""
    found: set[object] = set()
    for row in derivation.all_rows:
        if row.relation not in COLUMNS:
            sets = derivation.fact_sets(row.number)
            of_part = any(own.intersection(each) for each in sets) or bool(own.intersection(row.values))
            acting = row.relation in FINDINGS and row.values[0] in context
            if of_part or acting:
                found.add((row.relation, row.values, sets))
    return found


def parts_of(facts: Rows, broadcast: Broadcast) -> list[tuple[set[int], set[int]]]:
    """The facts of each part, and those that it shares with others."""
    groups = [{number} for number in facts if KIND_OF[number] not in broadcast.kinds]
    for number in [each for group in groups for each in group]:
        for target in facts[number][1][1:]:
            meeting = [group for group in groups if number in group or target in group]
            groups = [group for group in groups if group not in meeting] + [set().union(*meeting)]
    found = []
    for group in groups:
        reached = group | {number for number in facts if KIND_OF[number] in broadcast.everywhere}
        while more := {target for each in reached for target in facts[each][1][1:]} - reached:
            reached |= more
        found.append((group, reached - group))
    return found


@settings(max_examples=500, deadline=None)
@given(programs(), cases(), st.sampled_from([NOTHING, SHARED, MORE]))
def test_parts_derive_what_the_whole_derives(program: Program, facts: Rows, broadcast: Broadcast) -> None:
    columns = {name: {each: frozenset({kind}) for each, kind in held.items()} for name, held in COLUMNS.items()}
    cutting = Cutting(program, columns, {name: Acting(("x",)) for name in FINDINGS})
    filled = {kind for kind, _ in facts.values()}
    if cutting.obstacles(broadcast, filled):
        return
    whole = derived(program, facts)
    for own, context in parts_of(facts, broadcast):
        part = derived(program, {each: facts[each] for each in own | context})
        assert content(part, own, context) == content(whole, own, context)


def test_the_standard_rulebook_falls_apart_along_references() -> None:
    assert Cutting.of(whosays.load_rulebook()).obstacles() == ()


REFERENCES = {("report", "claim"), ("report", "source"), ("source", "actor"), ("claim", "actor"), ("claim", "place")}
KINDS = {"claim", "report", "source", "actor", "place"}


@pytest.mark.parametrize(
    ("more", "references", "shared"),
    [
        (set(), set(), {"source", "actor", "place"}),
        ({"relation"}, {("relation", "actor")}, {"source", "actor", "place", "relation"}),
        # A party caught deceiving takes weight from every source of its camp, and who reports that has a weight, too.
        ({"deception"}, {("deception", "actor"), ("deception", "report")}, {"place"}),
    ],
)
def test_what_may_be_shared(more: set[str], references: set[tuple[str, str]], shared: set[str]) -> None:
    found = Cutting.of(whosays.load_rulebook()).best(Sort(frozenset(KINDS | more), frozenset(REFERENCES | references)))
    assert found is not None
    assert found.kinds == shared
    assert found.everywhere == more & shared


BOOK = """\
rulebook: one
rules:
  - id: one
    title: One
    when:
{when}
    then:
      - {then}
        because: It is so.
"""


ON_CLAIM, ON_SOURCE = "supports: $claim\n        strength: weak", "discounts: $source\n        by: slight"
BY_SOURCES = frozenset({"source", "actor", "place"})


@pytest.mark.parametrize(
    ("when", "then", "shared", "why"),
    [
        (
            ["claim: {as: $claim}", "claim: {as: $other}", "report: {claim: $other}"],
            ON_CLAIM,
            frozenset(),
            "no shared fact ties claim and report together",
        ),
        (
            ["claim: {as: $claim, during: $time}", "claim: {as: $other, during: $same}", "$time: {overlaps: $same}"],
            ON_CLAIM,
            frozenset(),
            "no shared fact ties two of claim together",
        ),
        (
            ["claim: {as: $claim}", "none: [{deception: {}}]"],
            ON_CLAIM,
            frozenset(),
            "no shared fact ties deception and the rest of it together",
        ),
        (
            ["report: {claim: $claim, by: $source}", "report: {claim: $other, by: $source}"],
            ON_CLAIM,
            BY_SOURCES,
            "no shared fact ties two of report together",
        ),
        (
            ["report: {claim: $claim, by: $source}", "none: [{interest: {holder: $source}}]"],
            ON_CLAIM,
            BY_SOURCES,
            "interest of any part would stop it",
        ),
        (
            ["source: {as: $source}", "none: [{report: {by: $source}}]"],
            ON_SOURCE,
            BY_SOURCES,
            "report of any part would stop it",
        ),
        (
            ["report: {by: $source, basis: hearsay}"],
            ON_SOURCE,
            BY_SOURCES,
            "what it concludes names only what parts share",
        ),
        (["report: {as: $report, by: $source}"], ON_SOURCE, BY_SOURCES, "it acts on what parts share"),
        (
            [
                "report: {claim: $claim, by: $source}",
                "source: {as: $other, affiliation: $camp}",
                "$source.affiliation: $camp",
            ],
            ON_CLAIM,
            BY_SOURCES,
            "no reference leads to source",
        ),
        (
            ["source: {as: $source, affiliation: $camp}", "source: {as: $other, affiliation: $camp, named: anonymous}"],
            ON_SOURCE,
            BY_SOURCES,
            "what it rests on is not reached from what it acts on",
        ),
        (
            ["source: {as: $source, affiliation: $camp}", "actor: {as: $camp, part_of: $whole}"],
            ON_SOURCE,
            BY_SOURCES,
            "",
        ),
        (["report: {claim: $claim, by: $source}", "$source.affiliation.part_of: $whole"], ON_CLAIM, BY_SOURCES, ""),
    ],
)
def test_the_rule_that_stands_in_the_way_is_named(
    when: list[str], then: str, shared: frozenset[str], why: str, tmp_path: Path
) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(BOOK.format(when="\n".join(f"      - {each}" for each in when), then=then), encoding="utf-8")
    obstacles = Cutting.of(whosays.load_rulebook(file)).obstacles(Broadcast(shared))
    assert [(each.rule, each.why) for each in obstacles[:1]] == ([("one", why)] if why else [])


def test_what_cannot_fire_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    when = "      - claim: {as: $claim}\n      - deception: {by: $party}"
    file.write_text(BOOK.format(when=when, then="supports: $claim\n        strength: weak"), encoding="utf-8")
    cutting = Cutting.of(whosays.load_rulebook(file))
    assert cutting.obstacles()
    assert not cutting.obstacles(filled={"claim", "report", "source"})
    assert cutting.best(Sort(frozenset({"claim", "deception"}), frozenset())) == Broadcast(
        frozenset({"deception"}), frozenset({"deception"})
    )
