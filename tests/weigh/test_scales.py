"""The scales, edge by edge."""

import numpy as np
import pytest
import yaml

from tests.strategies.networks import floats
from whosays.weigh.scales import WORDS, Confidence, Word, admiralty, words

BELOW = 1e-9
LETTERS = {"A": 0.95, "B": 0.8, "C": 0.6, "D": 0.35, "E": 0.1, "F": 0.5}
STRENGTHS = {"weak": 0.5, "moderate": 1.0, "strong": 2.0, "very-strong": 4.0, "decisive": 8.0}
DISCOUNTS = {"slight": 0.2, "moderate": 0.4, "strong": 0.7, "total": 1.0}


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, "almost no chance"),
        (0.05 - BELOW, "almost no chance"),
        (0.05, "very unlikely"),
        (0.20 - BELOW, "very unlikely"),
        (0.20, "unlikely"),
        (0.45 - BELOW, "unlikely"),
        (0.45, "roughly even chance"),
        (0.5, "roughly even chance"),
        (0.55 - BELOW, "roughly even chance"),
        (0.55, "likely"),
        (0.80 - BELOW, "likely"),
        (0.80, "very likely"),
        (0.95 - BELOW, "very likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_words_of_icd_203(probability, word):
    assert WORDS[int(words(floats([probability]))[0])] == word


@pytest.mark.parametrize(
    ("probability", "number"),
    [
        (0.0, 5),
        (0.2 - BELOW, 5),
        (0.2, 4),
        (0.4 - BELOW, 4),
        (0.4, 3),
        (0.6 - BELOW, 3),
        (0.6, 2),
        (0.8 - BELOW, 2),
        (0.8, 1),
        (1.0, 1),
    ],
)
def test_admiralty_numbers(probability, number):
    assert admiralty(floats([probability]))[0] == number


def test_an_edge_missed_by_float_error_is_met():
    assert words(floats([0.1 + 0.2 + 0.5]))[0] == Word.VERY_LIKELY
    assert words(floats([1 - 0.8 - BELOW**2]))[0] == Word.UNLIKELY
    assert words(np.nextafter(floats([0.55]), 0))[0] == Word.LIKELY


def test_every_word_has_its_text():
    assert [word.text for word in Word] == [WORDS[word] for word in Word]
    assert len({word.text for word in Word}) == 9
    assert [level.text for level in Confidence] == ["low", "moderate", "high"]


def test_defaults_are_those_of_the_shipped_numbers(pytestconfig):
    shipped = yaml.safe_load((pytestconfig.rootpath / "rules" / "numbers.yaml").read_text(encoding="utf-8"))
    assert shipped["letters"] == LETTERS
    assert shipped["strengths"] == STRENGTHS
    assert shipped["discounts"] == DISCOUNTS
