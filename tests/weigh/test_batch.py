"""Networks weighed side by side come out as each does by itself."""

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.networks import drafts
from tests.weigh.laws import assert_same_claims, law
from whosays.weigh.batch import together
from whosays.weigh.weigh import weigh


@law
@given(st.lists(drafts(), min_size=1, max_size=4))
def test_together_is_as_apart(parts):
    networks = [part.network() for part in parts]
    everything = weigh(together(networks))
    start = 0
    for network in networks:
        assert_same_claims(weigh(network), everything, slice(start, start + network.claim_count))
        start += network.claim_count
