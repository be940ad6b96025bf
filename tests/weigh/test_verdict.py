"""Verdicts and the naive count, case by case; and where the laws have their steps."""

import pytest

from tests.strategies.networks import Draft, Fact, Finding
from whosays.weigh.network import Effect
from whosays.weigh.scales import WORDS, Confidence
from whosays.weigh.weigh import weigh


def voices(*sides, weight=1.0, mass=4.0):
    draft = Draft()
    for side in sides:
        draft.add_voice(0, side, weight, mass)
    return draft


def verdict(draft):
    weighed = weigh(draft.network())
    v = weighed.verdicts
    return WORDS[int(v.word[0])], Confidence(v.confidence[0]).text, int(v.admiralty[0])


def with_finding(draft, effect, size):
    draft.add(Finding(effect, size, 0))
    return draft


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (voices(), ("insufficient", "low", 6)),
        (voices(1, mass=2.0), ("insufficient", "low", 6)),  # 2 is not more than W
        (voices(1), ("likely", "moderate", 2)),  # P = .83, but one origin: neither "very" nor 1
        (voices(1, 1), ("very likely", "high", 1)),
        (voices(*[1] * 9), ("almost certain", "high", 1)),
        (voices(-1, -1), ("very unlikely", "high", 5)),
        (voices(*[-1] * 9), ("almost no chance", "high", 5)),
        (voices(1, -1), ("conflicted", "moderate", 3)),
        (voices(1, 1, -1), ("conflicted", "moderate", 2)),  # half of the leading side is a conflict
        (voices(1, 1, 1, -1), ("likely", "high", 2)),
        (with_finding(voices(1, 1), Effect.CAPS_BELIEF, 0.5), ("insufficient", "low", 6)),
        (with_finding(voices(1, 1), Effect.CAPS_BELIEF, 0.55), ("likely", "moderate", 2)),
        (with_finding(voices(), Effect.FLOORS_DISBELIEF, 0.5), ("insufficient", "low", 6)),
        (with_finding(voices(), Effect.FLOORS_DISBELIEF, 0.59), ("unlikely", "moderate", 4)),
        (with_finding(voices(), Effect.FLOORS_DISBELIEF, 0.9), ("very unlikely", "moderate", 5)),
        (with_finding(voices(), Effect.FLOORS_BELIEF, 0.9), ("likely", "moderate", 2)),  # nobody confirms it: not 1
        (with_finding(voices(1, 1, 1), Effect.FLOORS_DISBELIEF, 0.9), ("very unlikely", "moderate", 5)),
    ],
)
def test_verdicts(draft, expected):
    assert verdict(draft) == expected


def test_no_likelihood_against_the_leading_side():
    draft = voices(1, mass=2.1)
    draft.add(Finding(Effect.BASE_RATE, claim=0, base_rate=(0, 98)))
    assert verdict(draft)[0] == "roughly even chance"
    draft.add(Finding(Effect.OPPOSES, 0.9, 0))
    weighed = weigh(draft.network())
    assert (weighed.verdicts.leading[0], weighed.verdicts.support_established[0]) == (1, True)
    assert weighed.opinions.probability[0] < 0.5
    assert verdict(draft)[0] == "insufficient"


def test_range_and_base_rate_stand_beside_insufficient():
    draft = voices(1, mass=1.0)
    draft.add(Finding(Effect.BASE_RATE, claim=0, base_rate=(3, 4)))
    weighed = weigh(draft.network())
    assert (weighed.verdicts.low[0], weighed.verdicts.high[0]) == pytest.approx((1 / 3, 1.0))
    assert weighed.opinions.base_rate[0] == pytest.approx(4 / 6)


def test_findings_on_the_precedents_of_the_base_rate_are_not_counted_again():
    draft = Draft(facts=[Fact(precedent=True), Fact(precedent=True)])
    both = draft.add(Finding(Effect.SUPPORTS, 2, 0, proofs=[[0], [1]]))
    draft.add(Finding(Effect.BASE_RATE, claim=0, proofs=[[0]], base_rate=(1, 1)))
    assert weigh(draft.network()).opinions.support[0] == 2.0  # one of its proofs stands on another precedent
    draft.findings[both].proofs = [[0]]
    assert weigh(draft.network()).opinions.support[0] == 0.0


def test_the_naive_count_takes_the_earliest_report_of_each_outlet():
    draft = Draft(sources=[0.8, 0.5])
    for source, outlet, side in ((0, 7, 1), (0, 7, -1), (0, 7, 1), (1, 8, -1)):
        draft.says.append((draft.add_report(source, outlet=outlet), 0, side, True))
    entailed = draft.add_report(0, outlet=9)
    draft.says.append((entailed, 0, 1, False))
    naive = weigh(draft.network()).naive
    assert (naive.support[0], naive.opposition[0]) == (1.6, 1.0)
    assert naive.probability[0] == pytest.approx(2.6 / 4.6)
    assert (naive.reports_for[0], naive.reports_against[0]) == (1, 1)
    assert WORDS[int(naive.word[0])] == "likely"
    for report, order in zip(draft.reports, (11, 10, 12, 13, 14), strict=True):
        report.order = order
    assert weigh(draft.network()).naive.opposition[0] == pytest.approx(1.6 + 1.0)


def test_nobody_says_anything_is_no_even_chance_even_naively():
    assert WORDS[int(weigh(Draft().network()).naive.word[0])] == "insufficient"


def test_13_step_contracting_the_smallest_tie_frees_the_others():
    """Known: q is the smallest tie of a group, and a tie of 0 is none inside it any more."""
    draft = voices(1, 1, 1)
    draft.add(Finding(Effect.TIES, 0.9, ties=[(0, 2), (1, 2)]))
    tie = draft.add(Finding(Effect.TIES, 0.05, ties=[(0, 1)]))
    loose = weigh(draft.network()).opinions.support[0]
    draft.findings[tie].size = 0.0
    assert loose == pytest.approx(4 + 0.05 * 4 + 0.05**2 * 4)
    assert weigh(draft.network()).opinions.support[0] == pytest.approx(4 + 0.9 * 4)


def test_5_step_a_ring_also_brings_what_its_upper_report_rests_on_besides():
    draft = Draft(sources=[1.0])
    for _ in range(4):
        draft.add_report(0, 4)
    draft.cites = [(2, 0), (3, 2), (3, 1)]
    draft.says = [(2, 0, 1, True)]
    assert weigh(draft.network()).opinions.support[0] == 4.0
    draft.cites.append((2, 3))
    assert weigh(draft.network()).opinions.support[0] == 8.0
