"""The smallest sets of facts without which a verdict has another word.

Weighing without them, which is fast, says where to look; the engine, judging the case anew, says whether it is so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from whosays.argue.rejudge import Rejudge
from whosays.argue.worlds import Outcome, Worlds
from whosays.facts.edit import Mentions

LARGEST = 4
"""Facts in a set."""

MOST_WEIGHED = 150
"""Sets of one size that are weighed; where there are more, they are made of the facts that count most."""

MOST_TOLD = 5
"""Sets that are told."""


@dataclass(frozen=True, slots=True)
class FlipSet:
    """Facts without which the word is another; without fewer of them it is not. `gone` go along with them."""

    facts: tuple[str, ...]
    gone: tuple[str, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Removals:
    """The sets of the smallest size at which any was found; `complete`: the engine has judged all of each size."""

    sets: tuple[FlipSet, ...]
    judged: int  # sets that the engine has judged
    facts: int  # that the verdict rests on
    size: int  # the largest that was looked at
    complete: bool


def removals(worlds: Worlds, engine: Rejudge, now: Outcome) -> Removals:
    """Search by size; within a size, first where weighing says that the word changes, then by how much moves."""
    case = worlds.gathered.case
    facts = [case.facts[each].id for each in worlds.evidence]
    mentions = Mentions.of(case)
    along = {each: mentions.gone_with([each]) for each in facts}
    index = {fact.id: fact.index for fact in case}

    def weighed(sets: Sequence[tuple[str, ...]]) -> list[Outcome]:
        # A fact that goes only with several of them is left to the engine.
        gone = (frozenset().union(*(along[each] for each in one)) for one in sets)
        return worlds.outcomes([worlds.without(index[each] for each in one) for one in gone])

    singles = [(each,) for each in facts]
    effect = {
        one[0]: abs(found.probability - now.probability) for one, found in zip(singles, weighed(singles), strict=True)
    }
    ranked = sorted(facts, key=lambda each: (-round(effect[each], 9), each))
    complete, size = True, 0
    for size in range(1, min(LARGEST, len(facts)) + 1):
        sets, whole = _sets(ranked, size)
        outcomes = weighed(sets)
        order = sorted(
            range(len(sets)),
            key=lambda place: (
                outcomes[place].word == now.word,
                -round(abs(outcomes[place].probability - now.probability), 9),
                sets[place],
            ),
        )
        found: list[FlipSet] = []
        # Half of what is left is for larger sets, unless all of this size can be judged.
        share = engine.left if len(sets) <= engine.left // 2 else engine.left // 2
        floor = engine.left - share
        for place in order:
            if len(found) == MOST_TOLD or engine.left <= floor:
                whole = False
                break
            flips = _flips(engine, now, sets[place])
            if flips is not None:
                found.append(_told(mentions, sets[place], flips))
        complete = complete and whole
        if engine.left <= 0 and not found and size < len(facts):
            complete = False
            break
        if found:
            return Removals(tuple(found), len(engine.known), len(facts), size, complete)
    return Removals((), len(engine.known), len(facts), size, complete)


def _sets(ranked: Sequence[str], size: int) -> tuple[list[tuple[str, ...]], bool]:
    """The sets of a size, and whether these are all: of the facts that count most, as many as can be weighed."""
    count = len(ranked)
    while count > size and comb(count, size) > MOST_WEIGHED:
        count -= 1
    return [tuple(sorted(each)) for each in combinations(ranked[:count], size)], count == len(ranked)


def _flips(engine: Rejudge, now: Outcome, facts: tuple[str, ...]) -> Outcome | None:
    """The outcome without the facts, if the word is another one and is not without fewer of them."""
    found = engine.without(frozenset(facts))
    if found is None or found.word == now.word:
        return None
    for size in range(1, len(facts)):
        for fewer in combinations(facts, size):
            part = engine.without(frozenset(fewer))
            if part is None or part.word != now.word:
                return None
    return found


def _told(mentions: Mentions, facts: tuple[str, ...], outcome: Outcome) -> FlipSet:
    gone = mentions.gone_with(facts)
    return FlipSet(facts, tuple(sorted(gone - set(facts))), outcome)
