"""The page on conflicting values names the rules and the sizes that are there."""

from __future__ import annotations

import re

from tests.docs.pages import page
from whosays.interchange.value_agreement import Counting
from whosays.interchange.value_cases import RULEBOOK
from whosays.rules.load import load_rulebook


def test_the_table_has_every_rule_with_its_threshold() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", page("value-conflicts"), re.MULTILINE))
    book = load_rulebook(RULEBOOK).rulebook
    assert set(rows) == set(book.own_rules)
    for rule in book.rules:
        if rule.id in rows and "share" in rule.params:
            assert str(rule.params["share"].value) in rows[rule.id]


def test_importer_and_rule_mean_the_same_by_a_copy() -> None:
    rules = {rule.id: rule for rule in load_rulebook(RULEBOOK).rulebook.rules}
    copies, record = rules["agree-too-often"].params, rules["sometimes-alone"].params
    counting = Counting()
    assert (float(copies["share"].value), float(copies["items"].value)) == (counting.copy_share, counting.copy_items)
    assert float(record["items"].value) == counting.record_items
