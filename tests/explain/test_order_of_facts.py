"""What the comparing commands tell does not depend on the order of facts, nor on the matcher."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import whosays
from tests.all_matchers import all_matchers
from tests.strategies.reported import Data, reported_case, reported_cases
from whosays.match.choose import Matchers, Only

MATCHERS = Matchers()
STANDARD = whosays.load_rulebook()
HOUSE = whosays.load_rulebook("doubts-the-press")


def told(data: Data, matchers: Matchers) -> Iterator[str]:
    result = whosays.assess(data, STANDARD, matcher=matchers)
    for claim in sorted(result):
        yield str(result.independence(claim).to_dict())
    yield str(result.retract("s0").to_dict())
    yield str(result.matrix().to_dict())
    yield str(result.audit().to_dict())
    yield str(whosays.compare(data, rulebook=STANDARD, other_rulebook=HOUSE, matcher=matchers).to_dict())


@given(reported_cases(), st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_shuffled_facts_tell_the_same(data: Data, seed: int) -> None:
    facts = list(data["facts"])
    Random(seed).shuffle(facts)
    assert list(told(data, MATCHERS)) == list(told({**data, "facts": facts}, MATCHERS))


@pytest.mark.parametrize("matcher", all_matchers(), ids=lambda matcher: matcher.name)
def test_every_matcher_tells_the_same(matcher) -> None:
    for seed in range(3):
        assert list(told(reported_case(seed), Only(matcher))) == list(told(reported_case(seed), MATCHERS))
