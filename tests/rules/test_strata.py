"""Strata: complete before negated, as few as possible, a cycle through a negation named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whosays.rules.program import Atom, Count, FlatRule, Origin, Var
from whosays.rules.strata import NegationCycle, stratify


def rule(head: str, body: list[str], negated: list[str] = ()) -> FlatRule:
    x = (("x", Var("x")),)
    return FlatRule(
        f"{head}:-{body}",
        Atom(head, x),
        tuple(Atom(each, x) for each in body),
        negated=tuple(Atom(each, x) for each in negated),
        origin=Origin(f"rule-{head}"),
    )


def test_one_stratum_without_negation() -> None:
    strata = stratify([rule("p", ["e"]), rule("q", ["p"]), rule("p", ["q"])], [])
    assert not isinstance(strata, NegationCycle)
    assert [len(stratum.rules) for stratum in strata] == [3]


def test_what_is_negated_comes_before() -> None:
    strata = stratify([rule("q", ["e"], ["p"]), rule("p", ["e"])], [])
    assert not isinstance(strata, NegationCycle)
    assert [stratum.rules[0].head.relation for stratum in strata] == ["p", "q"]


def test_what_is_counted_comes_before() -> None:
    strata = stratify([rule("d", ["e"]), rule("i", ["e"]), rule("h", ["n"])], [Count("n", "n", "d", "i", ("x",), "x")])
    assert not isinstance(strata, NegationCycle)
    assert [len(stratum.counts) for stratum in strata] == [0, 1]


def test_a_cycle_is_named() -> None:
    found = stratify([rule("p", ["e"], ["q"]), rule("q", ["r"]), rule("r", ["p"])], [])
    assert isinstance(found, NegationCycle)
    assert {origin.rule for origin in found.path} == {"rule-p", "rule-q", "rule-r"}


def test_a_rule_that_negates_itself() -> None:
    found = stratify([rule("p", ["e"], ["p"])], [])
    assert isinstance(found, NegationCycle)
    assert [origin.rule for origin in found.path] == ["rule-p"]


names = st.sampled_from("abcdef")
programs = st.lists(
    st.builds(rule, names, st.lists(st.sampled_from("abcdefxyz"), min_size=1, max_size=3), st.lists(names, max_size=2)),
    max_size=8,
)


@given(programs)
def test_every_negation_reads_a_finished_relation(rules: list[FlatRule]) -> None:
    strata = stratify(rules, [])
    if isinstance(strata, NegationCycle):
        assert found_cycle(rules)
        return
    level = {each.head.relation: number for number, stratum in enumerate(strata) for each in stratum.rules}
    for each in rules:
        assert all(level.get(atom.relation, -1) <= level[each.head.relation] for atom in each.body)
        assert all(level.get(atom.relation, -1) < level[each.head.relation] for atom in each.negated)


def found_cycle(rules: list[FlatRule]) -> bool:
    """Whether some negated relation depends, by any way, on the relation that negates it."""
    needs: dict[str, set[str]] = {}
    for each in rules:
        needs.setdefault(each.head.relation, set()).update(atom.relation for atom in (*each.body, *each.negated))
    for _ in range(len(needs) + 1):
        for reached in needs.values():
            reached.update(*(needs.get(name, set()) for name in list(reached)))
    return any(
        atom.relation == each.head.relation or each.head.relation in needs.get(atom.relation, ())
        for each in rules
        for atom in each.negated
    )
