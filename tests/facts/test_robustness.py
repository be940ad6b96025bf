"""Whatever the input: a Case or problems. And our checks let nothing through that pydantic refuses."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.golden_files import ROOT
from tests.strategies.cases import FACTS, damaged
from whosays.facts.case import Case
from whosays.facts.entry import read_entry
from whosays.facts.kinds import kinds
from whosays.facts.load import case_from_dict, read_case_text
from whosays.facts.schema import case_schema
from whosays.marked import mark_value
from whosays.problems import ProblemsError, render_problems

PAGE = (ROOT / "docs" / "case-format.md").read_text(encoding="utf-8")
SAMPLE = PAGE.partition("```yaml\n")[2].partition("```")[0]


def assert_case_or_problems(text):
    data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    case, problems = read_case_text("x.yaml", data)
    if case is None:
        assert any(problem.is_error for problem in problems)
    else:
        assert isinstance(case, Case)
        assert not any(problem.is_error for problem in problems)
        assert len(case.hash) == 64
    assert all(problem.message and problem.mark.file == "x.yaml" for problem in problems)
    render_problems(problems)


@given(st.binary(max_size=200))
def test_any_bytes(data):
    assert_case_or_problems(data)


@given(st.text(max_size=200))
def test_any_text(text):
    assert_case_or_problems(text)


@settings(max_examples=300)
@given(damaged(SAMPLE))
def test_a_damaged_case(text):
    assert_case_or_problems(text)


@given(st.integers(0, len(SAMPLE)))
def test_a_truncated_case(length):
    assert_case_or_problems(SAMPLE[:length])


def assert_carries(error):
    assert error.problems


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=10)
    | st.sampled_from(["id", "x", "2014"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "claim", "report", "by", "text", "at", "during", "from", "facts", "seen_in"]), inner
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["case", "title", "as_of", "facts", "format"]), JSON))
def test_any_data(data):
    try:
        assert isinstance(case_from_dict(data), Case)
    except ProblemsError as error:
        assert_carries(error)


def our_model(name, body):
    node, found = mark_value({name: body})
    problems = list(found)
    entry = read_entry(node, kinds(), problems)
    return (entry.model if entry and not problems else None), problems


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(FACTS)
def test_good_facts_are_accepted_as_pydantic_accepts_them(fact):
    name, body = fact
    model, problems = our_model(name, body)
    assert not problems
    expected = kinds()[name].model.model_validate_json(json.dumps(body))
    if all(text.isascii() for text in [json.dumps(body, ensure_ascii=False)]):
        assert model == expected


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(FACTS, st.data())
def test_what_pydantic_refuses_is_refused(fact, data):
    """One field of a good fact is replaced by anything: what we accept, pydantic accepts too, with the same values."""
    name, body = fact
    spoiled = {**body, data.draw(st.sampled_from(list(kinds()[name].fields))): data.draw(JSON)}
    model, _ = our_model(name, spoiled)
    if model is not None:
        kind = kinds()[name]
        dumped = {
            field.name: value
            for field in kind.fields.values()
            if (value := model.model_dump(by_alias=True, warnings="none")[field.name]) != field.default
        }
        assert kind.model.model_validate_json(json.dumps(dumped)) == model


@pytest.fixture(scope="module")
def schema():
    jsonschema = pytest.importorskip("jsonschema")
    return jsonschema.Draft202012Validator(case_schema())


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(facts=st.lists(FACTS, max_size=3))
def test_good_facts_fit_the_schema(schema, facts):
    schema.validate([{name: body} for name, body in facts])
