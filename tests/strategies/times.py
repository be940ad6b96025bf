"""Strategies for times that are imprecise, and for more precise readings of them."""

from hypothesis import strategies as st

from whosays.facts.times import Time

SECONDS = st.integers(-30, 30)


@st.composite
def times(draw):
    """A time with small numbers, so that ends often coincide."""
    a, b, c, d = sorted(draw(st.tuples(SECONDS, SECONDS, SECONDS, SECONDS)))
    shape = draw(st.sampled_from(["apart", "crossing", "inside", "exact", "moment"]))
    return {
        "apart": Time(a, b, c, d),
        "crossing": Time(a, c, b, d),
        "inside": Time(a, d, a, d),
        "exact": Time(a, a, d, d),
        "moment": Time(b, b, b, b),
    }[shape]


@st.composite
def exact_readings(draw, time):
    """One way in which it can have been: a start and an end."""
    start = draw(st.integers(time.start_earliest, min(time.start_latest, time.end_latest)))
    end = draw(st.integers(max(start, time.end_earliest), time.end_latest))
    return Time(start, start, end, end)


@st.composite
def with_narrowed(draw):
    """A time and one that is known better."""
    time = draw(times())
    exact = draw(exact_readings(time))
    return time, Time(
        draw(st.integers(time.start_earliest, exact.start_earliest)),
        draw(st.integers(exact.start_earliest, time.start_latest)),
        draw(st.integers(time.end_earliest, exact.end_earliest)),
        draw(st.integers(exact.end_earliest, time.end_latest)),
    )
