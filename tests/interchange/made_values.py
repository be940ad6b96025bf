"""Made values: a few sources that look for themselves, and a bad one that others copy. The same seed, the same rows."""

from __future__ import annotations

import random

from whosays.interchange.value_rows import ValueRow

ATTRIBUTE = "gate"
GOOD = {"one": 0.9, "two": 0.85, "three": 0.8}
BAD, BAD_IS_RIGHT = "bad", 0.5
COPIERS = ("copy-a", "copy-b", "copy-c")
VALUES = tuple("ABCDE")


def made_values(seed: int = 1, objects: int = 600) -> tuple[list[ValueRow], dict[str, str]]:
    """Rows, and the right value of each object."""
    chance = random.Random(seed)
    rows, truth = [], {}
    for number in range(objects):
        thing = f"object {number:04}"
        right = truth[thing] = chance.choice(VALUES)
        wrong = [value for value in VALUES if value != right]
        said = {name: right if chance.random() < share else chance.choice(wrong) for name, share in GOOD.items()}
        said[BAD] = right if chance.random() < BAD_IS_RIGHT else chance.choice(wrong)
        said |= dict.fromkeys(COPIERS, said[BAD])
        rows += [ValueRow(thing, ATTRIBUTE, value, source) for source, value in said.items()]
    return rows, truth
