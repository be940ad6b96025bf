"""Which rules a rule depends on."""

from __future__ import annotations

from whosays.rules.load import load_rulebook
from whosays.rules.needed import needed_rules

STANDARD = load_rulebook("standard")


def needed(rule: str) -> set[str]:
    return {each.id for each in needed_rules(STANDARD.rulebook.rules, STANDARD.rules[rule])}


def test_a_rule_that_asks_for_facts_only_needs_no_other() -> None:
    assert not needed("hedged-report")


def test_what_is_asked_for_in_a_none_or_a_count_is_needed_with_all_behind_it() -> None:
    found = needed("one-disinterested-origin")
    assert {"named-and-disinterested", "own-interest", "prelude-serves-belief", "prelude-affiliation"} <= found
    assert "one-disinterested-origin" not in found


def test_rules_of_one_relation_need_each_other() -> None:
    assert "prelude-citation-chain" in needed("prelude-citation")
    assert needed("named-and-disinterested") > {"shows-a-verified-artefact"}
