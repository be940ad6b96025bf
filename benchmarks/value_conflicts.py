"""Values in conflict: how often the best supported one is right, by counting and by the rulebook `value-conflicts`.

Run it with `make bench-values`, with the folder of the data in the environment variable WHOSAYS_DATA. It prints the
precision of counting (VOTE), of the rulebook, and of the rulebook without each of its rules. What was chosen was chosen
on the days up to 10 December; the later days stand apart. See docs/value-conflicts.md.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import flight_rows
import heritage_rows

from whosays.assessment.assess import Assessment, assess
from whosays.calibrate.leave_out import without_rule
from whosays.facts.load import case_from_dict
from whosays.interchange.value_cases import RULEBOOK, Statistics, ValueCase, statistics, value_cases
from whosays.interchange.value_comparison import Comparison, Stand
from whosays.interchange.value_rows import ValueRow
from whosays.interchange.value_store import Item, ValueStore
from whosays.match.choose import Matchers
from whosays.rules.load import load_rulebook

DATA = "WHOSAYS_DATA"
LAST_DAY_TO_CHOOSE_ON = 10
AIRLINES = frozenset({"aa", "ua", "CO"})
MINUTES = 10
OBJECTS_A_CASE = 100
ENGINE, VOTE = "rulebook", "VOTE"

Key = tuple[str, str]
"""An object and an attribute."""


@dataclass
class Score:
    """How many items were right, by way of choosing and by attribute."""

    right: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    items: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, attribute: str, right: Mapping[str, bool]) -> None:
        """One item."""
        self.items[attribute] += 1
        for way, is_right in right.items():
            self.right[way][attribute] += is_right

    def show(self, title: str) -> None:
        """Print the table."""
        names = sorted(self.items)
        print(f"\n{title}: {sum(self.items.values())} items")
        print(f"  {'':<34}{'all':>7}  " + "".join(f"{name:>21}" for name in names if len(names) > 1))
        for way, right in self.right.items():
            every = sum(right.values()) / sum(self.items.values())
            parts = (f"{right[name] / self.items[name]:>21.4f}" for name in names if len(names) > 1)
            print(f"  {way:<34}{every:>7.4f}  " + "".join(parts), flush=True)


class Judge:
    """The rulebook, and the same without each of its rules."""

    def __init__(self, *, leave_out: bool) -> None:
        self.whole = load_rulebook(RULEBOOK)
        own = sorted(self.whole.rulebook.own_rules) if leave_out else []
        self.without = {rule: without_rule(self.whole, rule) for rule in own}
        self.matchers = Matchers("duckdb")

    def best(self, case: ValueCase, reports: Mapping[tuple[str, str, str], int]) -> dict[str, dict[Key, str]]:
        """By way of choosing: the best supported value of each item of a case."""
        loaded = case_from_dict(case.data, kinds=self.whole.kinds)
        whole = assess(loaded, self.whole, self.matchers, 0)
        found = {ENGINE: _best(whole, case, reports)}
        fired = {finding.kind.rule.id for finding in whole.gathered.findings}
        for rule, rulebook in self.without.items():
            way = f"  without {rule}"
            # A rule that concludes nothing in a case makes no difference to it.
            found[way] = found[ENGINE]
            if rule in fired:
                found[way] = _best(assess(loaded, rulebook, self.matchers, 0), case, reports)
        return found


def _best(judged: Assessment, case: ValueCase, reports: Mapping[tuple[str, str, str], int]) -> dict[Key, str]:
    """The value of highest probability; of several the one with more reports, then the first in sort order."""
    probability = judged.weighed.opinions.probability
    ranks: dict[Key, tuple[float, int, str]] = {}
    for row, claim in enumerate(judged.gathered.claims):
        thing, attribute, value = case.claims[claim.id]
        rank = (-round(float(probability[row]), 9), -reports[thing, attribute, value], value)
        ranks[thing, attribute] = min(ranks.get((thing, attribute), rank), rank)
    return {key: rank[2] for key, rank in ranks.items()}


def vote(item: Item) -> str:
    """The value that most sources give; of several the first in sort order."""
    return min(item.said, key=lambda said: (-len(said[1]), said[0]))[0]


def choose(
    store: ValueStore, comparison: Comparison, found: Statistics, judge: Judge, objects: Collection[str]
) -> dict[str, dict[Key, str]]:
    """By way of choosing: the value of each item of some objects."""
    items = list(store.items(objects))
    reports = {(item.object, item.attribute, value): len(sources) for item in items for value, sources in item.said}
    chosen: dict[str, dict[Key, str]] = {VOTE: {(item.object, item.attribute): vote(item) for item in items}}
    for case in value_cases(store, comparison, found, objects_a_case=OBJECTS_A_CASE, objects=objects):
        for way, values in judge.best(case, reports).items():
            chosen.setdefault(way, {}).update(values)
    return chosen


def flights(folder: Path, days: Iterable[int], judge: Judge, *, airlines: bool, title: str) -> None:
    """Precision of the best supported value of each (flight, attribute) that the gold data have."""
    comparison, score, gold = Comparison(minutes=MINUTES), Score(), flight_rows.Gold()
    days = tuple(days)
    with ValueStore() as store:
        for day in days:
            rows = flight_rows.rows_of(folder, day)
            store.add(row for row in rows if airlines or row.source not in AIRLINES)
            gold |= flight_rows.gold_of(folder, day)
        found = statistics(store, comparison)
        chosen = choose(store, comparison, found, judge, {flight for flight, _ in gold})
    for key, right in sorted(gold.items()):
        if key in chosen[VOTE]:
            ways = {way: comparison.stand(values[key], right) is Stand.SAME for way, values in chosen.items()}
            score.add(key[1], ways)
    score.show(f"{title}, {'all sites' if airlines else 'without the three airlines'}")


def heritages(folder: Path, judge: Judge) -> None:
    """Accuracy: is the value the narrowest right place that anybody names? Chosen on every second site."""
    comparison = Comparison(around=heritage_rows.places(folder))
    gold = heritage_rows.gold_of(folder)
    rows: list[ValueRow] = list(heritage_rows.rows_of(folder))
    named: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        named[row.object].add(row.value)
    with ValueStore() as store:
        store.add(rows)
        chosen = choose(store, comparison, statistics(store, comparison), judge, gold)
    halves = (("to choose on: every second site", 0), ("the other sites", 1))
    for title, half in halves:
        score = Score()
        for thing in sorted(gold)[half::2]:
            right = next((place for place in gold[thing] if place in named[thing]), "")
            key = (thing, heritage_rows.ATTRIBUTE)
            score.add(heritage_rows.ATTRIBUTE, {way: values[key] == right for way, values in chosen.items()})
        score.show(f"heritages, {title}")


def main() -> int:
    """Print the tables; 0 also where there are no data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, nargs="*", help="only these days of December 2011")
    parser.add_argument("--set", choices=["flights", "heritages"], help="only this data set")
    parser.add_argument("--sites", choices=["all", "without-airlines"], help="only with these sites")
    parser.add_argument("--no-leave-out", action="store_true", help="do not judge again without each rule")
    asked = parser.parse_args()
    folder = os.environ.get(DATA, "")
    if not folder or not Path(folder).is_dir():
        print(f"skipped: the environment variable {DATA} names no folder with flight_dev/ and heritages/")
        return 0
    judge = Judge(leave_out=not asked.no_leave_out)
    if asked.set != "heritages":
        there = [day for day in flight_rows.days(Path(folder) / "flight_dev") if not asked.days or day in asked.days]
        parts = {
            "flights, days to choose on": [day for day in there if day <= LAST_DAY_TO_CHOOSE_ON],
            "flights, days to report": [day for day in there if day > LAST_DAY_TO_CHOOSE_ON],
        }
        for title, days in parts.items():
            for airlines in (True, False):
                if days and asked.sites in {None, "all" if airlines else "without-airlines"}:
                    flights(Path(folder) / "flight_dev", days, judge, airlines=airlines, title=title)
    if asked.set != "flights":
        heritages(Path(folder) / "heritages", judge)
    return 0


if __name__ == "__main__":
    sys.exit(main())
