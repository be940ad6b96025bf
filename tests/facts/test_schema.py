import json

import jsonschema
import pytest
import yaml

from tests.golden_files import ROOT, TESTS, assert_golden
from whosays.facts.schema import SCHEMA_FILE, case_schema, schema_text, write_schema

VALIDATOR = jsonschema.Draft202012Validator(case_schema())
PAGE = (ROOT / "docs" / "case-format.md").read_text(encoding="utf-8")
SAMPLE = PAGE.partition("```yaml\n")[2].partition("```")[0]


def parse(text):
    """As an editor reads it: dates are texts."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def test_the_committed_schema_is_up_to_date():
    assert_golden(schema_text(), ROOT / SCHEMA_FILE)


def test_it_is_a_schema(tmp_path):
    jsonschema.Draft202012Validator.check_schema(json.loads(write_schema(tmp_path).read_text(encoding="utf-8")))


def sample():
    data = parse(SAMPLE)
    place = next(fact["place"] for fact in data["facts"] if "place" in fact)
    place["at"] = [float(number) for number in place["at"]]
    return data


def test_the_three_forms():
    data = sample()
    VALIDATOR.validate(data)
    VALIDATOR.validate({key: value for key, value in data.items() if key != "facts"})
    VALIDATOR.validate(data["facts"])
    VALIDATOR.validate({"facts": data["facts"]})


@pytest.mark.parametrize(
    "name",
    [
        "head",
        "unknown-kind",
        "unknown-field",
        "missing-field",
        "missing-id",
        "bad-id",
        "unknown-choice",
        "wrong-type",
        "not-a-fact",
        "too-few",
        "text-too-long",
        "places",
    ],
)
def test_broken_cases_do_not_fit(name):
    text = (TESTS / "golden" / "facts" / name / "input.yaml").read_text(encoding="utf-8")
    assert not VALIDATOR.is_valid(parse(text))
