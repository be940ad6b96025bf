"""Names in texts are replaced, whole and with their articles."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.explain.renaming import Renaming, core

NAMES = {
    "army": "actor 1",
    "Kyle Orton": "source 1",
    "Orton": "source 1",
    "IS": "actor 2",
    "“Q”": "source 3",
    "Daily": "source 2",
}
rename = Renaming(NAMES, [r"source \d+"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army’s men and an army", "actor 1’s men and actor 1"),
        ("Army armyworms army-like ARMY", "actor 1 armyworms actor 1-like ARMY"),
        ("Kyle Orton, and Orton", "source 1, and source 1"),
        ("Mortons is IS.", "Mortons is actor 2."),
        ("so says “Q”.", "so says source 3."),
        ("source 12 of the Daily, daily", "source 12 of source 2, daily"),
        ("the the army", "the actor 1"),
        ("", ""),
        ("nothing here", "nothing here"),
    ],
)
def test_table(text: str, expected: str) -> None:
    assert rename(text) == expected


def test_an_article_goes_and_the_name_stays() -> None:
    assert [core(each) for each in ("the army", " An army ", "Theatre", "a")] == ["army", "army", "Theatre", "a"]


WORDS = st.text("abXé’. ", min_size=1, max_size=8).map(str.strip).filter(lambda each: re.search(r"\w", each))


@given(names=st.lists(WORDS, min_size=1, max_size=4), text=st.text("abXé’. the", max_size=60))
def test_no_name_is_left(names: list[str], text: str) -> None:
    cores = {core(name): "#" for name in names if core(name)}
    left = Renaming(cores, [r"source \d+"])(text)
    for name in cores:
        if name[0].isalpha() and name[-1].isalpha():
            assert not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", left)


@given(st.text(max_size=80))
def test_without_names_nothing_changes(text: str) -> None:
    assert Renaming({}, [r"source \d+"])(text) == text
