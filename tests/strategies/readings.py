"""Rules with tests in every position, cases that leave values open or imprecise, and more precise versions of them.

Made from a seed, as programs are: it takes Hypothesis far longer to draw each part.
"""

from __future__ import annotations

import copy
from random import Random
from typing import Any

Conditions = list[dict[str, Any]]

KINDS: dict[str, Any] = {
    "sighting": {
        "claim": {"type": "claim", "required": True},
        "place": "place",
        "how": ["eyes", "radar"],
        "sure": "flag",
        "noted": "time",
        "during": "period",
    }
}
"""A kind of the rulebook's own, with a field of every sort that may be left open."""

PLACES = ("town", "village", "land")
SHARP: dict[str, tuple[str, ...]] = {
    "moment": ("2014-11-02", "2014-11-20", "2014-06-01", "2013-05-05"),
    "period": ("2014-11-02", "2014-11", "2014-02-03", "2013"),
}
NARROWER = {
    "moment": {"2014": ("2014-11", "2014-06-01"), "2014-11": ("2014-11-02", "2014-11-20"), "early 2014": ("2014-02",)},
    "period": {"early 2014": ("2014-02-03", {"from": "2014-01-05", "to": "2014-03-01"})},
}
ORDERINGS = ("above", "below", "at_least", "at_most")
OPEN = {
    ("claim", "scope"): ("local", "strategic"),
    ("claim", "place"): PLACES,
    ("claim", "checkable"): (True, False),
    ("claim", "during"): "period",
    ("report", "basis"): ("firsthand", "hearsay", "image"),
    ("report", "published"): "moment",
    ("source", "access"): ("firsthand", "remote"),
    ("source", "located_at"): PLACES,
    ("place", "at"): ([36.0, 37.0], [36.1, 37.0], [30.0, 30.0]),
    ("sighting", "place"): PLACES,
    ("sighting", "how"): ("eyes", "radar"),
    ("sighting", "sure"): (True, False),
    ("sighting", "noted"): "moment",
    ("sighting", "during"): "period",
}
"""The fields that a case may leave open, and what may stand there."""


def a_case(random: Random) -> Conditions:
    """Facts with values left open, imprecise times among them."""
    facts: Conditions = [{"place": {"id": name}} for name in PLACES]
    facts[0]["place"]["within"] = "land"
    facts += [{"source": {"id": f"s{number}"}} for number in range(3)]
    facts += [{"claim": {"id": f"c{number}", "text": f"Claim {number}"}} for number in range(2)]
    for number in range(random.randint(1, 4)):
        said = {"claim": f"c{random.randint(0, 1)}", "by": f"s{random.randint(0, 2)}"}
        facts.append({"report": {"id": f"r{number}", **said}})
    for number in range(random.randint(0, 2)):
        facts.append({"sighting": {"id": f"x{number}", "claim": f"c{random.randint(0, 1)}"}})
    for kind, field, value in _open_fields(facts):
        if random.random() < 0.5:
            value[field] = _any_value(random, kind, field)
    return facts


def more_precise(random: Random, facts: Conditions) -> Conditions:
    """The case with some of what it leaves open told."""
    facts = copy.deepcopy(facts)
    for kind, field, value in _open_fields(facts):
        if random.random() < 0.5:
            continue
        if field not in value:
            value[field] = _any_value(random, kind, field)
        elif isinstance(OPEN[kind, field], str) and isinstance(value[field], str):
            value[field] = random.choice(NARROWER[OPEN[kind, field]].get(value[field], (value[field],)))
    return facts


def _open_fields(facts: Conditions) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (kind, field, value) for fact in facts for kind, value in fact.items() for owner, field in OPEN if owner == kind
    ]


def _any_value(random: Random, kind: str, field: str) -> Any:
    values = OPEN[kind, field]
    if isinstance(values, str):
        return random.choice((*SHARP[values], *NARROWER[values]))
    return random.choice(values)


class Rules:
    """Makes the conditions of rules; a variable is bound where it is first named."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names = 0

    def rulebook(self) -> dict[str, Any]:
        """A rule that fires on claims, and two that derive what it may read."""
        return {
            "rulebook": "one",
            "kinds": KINDS,
            "relations": {"marked": {"claim": "claim"}, "near": {"claim": "claim", "place": "place"}},
            "rules": [
                self._rule("fires", {"supports": "$claim", "strength": "weak", "because": "it fires."}, marked=True),
                self._rule("marks", {"derive": {"marked": {"claim": "$claim"}}, "because": "it is marked."}),
                self._rule(
                    "nears",
                    {"derive": {"near": {"claim": "$claim", "place": "$claim.place"}}, "because": "it is near."},
                ),
            ],
        }

    def _rule(self, id_: str, conclusion: dict[str, Any], *, marked: bool = False) -> dict[str, Any]:
        self.marked = marked
        # Mostly negations: a rule that asks for much of a case that leaves half of it open hardly ever fires.
        doubts = [self._none, self._none, self._count, self._any]
        when: Conditions = [{"claim": {"as": "$claim"}}, *self.random.choice(doubts)(2)]
        when += self._condition(2) if self.random.random() < 0.3 else []
        rule: dict[str, Any] = {"id": id_, "title": id_, "when": when, "then": [conclusion]}
        if self.random.random() < 0.3:
            rule["unless"] = {"it is not so": self._conditions(1, 1)}
        return rule

    def _conditions(self, most: int, depth: int) -> Conditions:
        return [each for _ in range(self.random.randint(1, most)) for each in self._condition(depth)]

    def _condition(self, depth: int) -> Conditions:
        makers = [self._report, self._source, self._path, self._path, self._distance, self._inside]
        makers += [self._elapsed, self._travel, self._sighting]
        if self.marked:
            makers += [self._relation] * 2
        if depth:
            makers += [self._none, self._none, self._none, self._count, self._any]
        return self.random.choice(makers)(depth)

    def _none(self, depth: int) -> Conditions:
        return [{"none": self._conditions(2, depth - 1)}]

    def _any(self, depth: int) -> Conditions:
        return [{"any": [self._conditions(1, depth - 1), self._conditions(1, depth - 1)]}]

    def _count(self, depth: int) -> Conditions:
        name = self._name()
        test = {self.random.choice(["at_least", "at_most", "above", "below", "is"]): self.random.randint(0, 3)}
        where = [self._report_as(name), *self._conditions(1, depth - 1)[: self.random.randint(0, 1)]]
        if self.random.random() < 0.3:
            place = self._name()
            where.append({f"{name}.by.located_at": place})
            name = place
        return [{"count": {"of": name, "is": test, "where": where}}]

    def _report(self, depth: int) -> Conditions:  # noqa: ARG002
        return [self._report_as(self._name())]

    def _report_as(self, name: str) -> dict[str, Any]:
        return {"report": {**self._with(name, "report"), "claim": "$claim"}}

    def _sighting(self, depth: int) -> Conditions:  # noqa: ARG002
        return [{"sighting": {**self._with(self._name(), "sighting"), "claim": "$claim"}}]

    def _source(self, depth: int) -> Conditions:  # noqa: ARG002
        return [{"source": self._with(self._name(), "source")}]

    def _relation(self, depth: int) -> Conditions:  # noqa: ARG002
        if self.random.random() < 0.5:
            return [{"marked": {"claim": "$claim"}}]
        place = self._name()
        return [{"near": {"claim": "$claim", "place": place}}, {place: {"not": "$claim.place"}}]

    def _path(self, depth: int) -> Conditions:  # noqa: ARG002
        field = self.random.choice(["scope", "place", "checkable", "during"])
        return [{f"$claim.{field}": self._test("claim", field)}]

    def _distance(self, depth: int) -> Conditions:  # noqa: ARG002
        test = {self.random.choice(["above", "below"]): self.random.choice(["20 km", "500 km"])}
        source = self._name()
        ends = {"from": "$claim.place", "to": f"{source}.located_at"}
        return [{"source": self._with(source, "source")}, {"distance": {**ends, "is": test}}]

    def _elapsed(self, depth: int) -> Conditions:  # noqa: ARG002
        test = {self.random.choice(ORDERINGS): self.random.choice(["0 days", "10 days", "30 weeks"])}
        report = self._name()
        ends = self.random.sample([f"{report}.published", self.random.choice(["$claim.during", "2014-06"])], 2)
        return [self._report_as(report), {"elapsed": {"from": ends[0], "to": ends[1], "is": test}}]

    def _travel(self, depth: int) -> Conditions:  # noqa: ARG002
        test = {self.random.choice(ORDERINGS): self.random.choice(["0 km/h", "1 km/h", "200 m/s"])}
        report = self._name()
        ends = {"from": "$claim.place", "to": f"{report}.by.located_at"}
        times = {"leaving": "$claim.during", "arriving": f"{report}.published"}
        return [self._report_as(report), {"travel": {**ends, **times, "is": test}}]

    def _inside(self, depth: int) -> Conditions:  # noqa: ARG002
        area = self._name()
        return [{"inside": {"place": "$claim.place", "area": area}}, {area: {"not": "$claim.place"}}]

    def _with(self, name: str, kind: str) -> dict[str, Any]:
        tests = {
            field: self._test(kind, field) for owner, field in OPEN if owner == kind and self.random.random() < 0.4
        }
        return {"as": name, **tests}

    def _test(self, kind: str, field: str) -> Any:
        values = OPEN[kind, field]
        chance = self.random.random()
        if isinstance(values, str):
            written = self.random.choice(["2014", "2014-11", "2014-11-10", "$claim.during"])
            words = ["before", "after", "during"] + (["overlaps", "contains"] if values == "period" else [])
            return {self.random.choice(words): written}
        if field in {"place", "located_at"}:
            return self._name() if chance < 0.6 else {self.random.choice(["is", "not"]): "$claim.place"}
        value = self.random.choice(values)
        if chance < 0.5 or field in {"checkable", "sure"}:
            return value
        return {"not": value} if chance < 0.75 else {"in": [value, self.random.choice(values)]}

    def _name(self) -> str:
        self.names += 1
        return f"$v{self.names}"
