"""`whosays why`, as a process."""

from __future__ import annotations

import json

import jsonschema

from tests.cli.process import FOUNDING, whosays
from tests.cli.test_assess import SCHEMA
from tests.golden_files import TESTS, assert_golden


def test_the_pact() -> None:
    ran = whosays("why", "facts/jn-is-alliance-2014", "pact")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100
    assert_golden(ran.out, TESTS / "golden" / "founding-case" / "why-pact.txt")


def test_every_claim_can_be_explained() -> None:
    for claim in ("photos", "attack-nov-2", "defectors-73"):
        assert whosays("why", FOUNDING, claim).code == 0


def test_json_names_every_fact_it_rests_on() -> None:
    value = json.loads(whosays("why", FOUNDING, "pact", "--format", "json").out)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    [verdict] = value["verdicts"]
    used = {fact for part in (*verdict["contributions"], *verdict["constraints"]) for fact in part["facts"]}
    assert used == {fact["id"] for fact in value["facts"]}
    assert all(fact["seen_in"] or fact["reading"] for fact in value["facts"])


def test_a_claim_that_is_not_there() -> None:
    ran = whosays("why", FOUNDING, "pcat")
    assert ran.code == 2
    assert 'did you mean "pact"?' in ran.err
