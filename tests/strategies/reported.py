"""Whole small cases as data: sources of camps who report, cite, deny, and gain by it.

Made from a seed, as programs are: it takes Hypothesis far longer to draw each part.
"""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]

_DETAILS = ("a farmhouse", "seven men", "midnight", "a white car")
_DATES = ("2014-11-01", "2014-11-02", "2014-11-03", "2014-11")


def reported_cases() -> st.SearchStrategy[Data]:
    """Cases in the shape of a case file."""
    return st.integers(0, 2**32).map(reported_case)


def reported_case(seed: int) -> Data:
    """The case of a seed; rings of citation, unknown dates and second-hand facts are among what it may have."""
    return _Made(Random(seed)).case()


class _Made:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.actors = [f"camp{number}" for number in range(random.randint(1, 3))]
        self.sources = [f"s{number}" for number in range(random.randint(1, 5))]
        self.claims = [f"c{number}" for number in range(random.randint(1, 3))]
        self.documents = [f"d{number}" for number in range(random.randint(1, 3))]
        self.reports = [f"r{number}" for number in range(random.randint(0, 8))]

    def case(self) -> Data:
        facts: list[Data] = [{"actor": self._actor(index)} for index in range(len(self.actors))]
        facts += [{"source": self._source(name)} for name in self.sources]
        facts += [{"document": {"id": name, "publisher": self._one(self.sources)}} for name in self.documents]
        facts += [{"claim": self._claim(index)} for index in range(len(self.claims))]
        facts += [{"report": self._report(name)} for name in self.reports]
        facts += [{"interest": self._interest(number)} for number in range(self.random.randint(0, 3))]
        facts += [{"motive": self._motive(number)} for number in range(self.random.randint(0, 4))]
        facts += [{"expectation": self._expectation(number)} for number in range(self.random.randint(0, 2))]
        if self._maybe():
            facts.append({"assumption": {"id": "taken", "text": "The texts are genuine.", "claim": self.claims[0]}})
        return {"case": "made", "title": "A case that was made up", "as_of": "2014-12-01", "facts": facts}

    def _actor(self, index: int) -> Data:
        made: Data = {"id": self.actors[index], "name": f"the camp {index}"}
        return made | ({"part_of": self.actors[0]} if index and self._maybe() else {})

    def _source(self, name: str) -> Data:
        made: Data = {
            "id": name,
            "named": self._one(("named", "role", "anonymous")),
            "reliability": self._one("ABCDEF"),
        }
        return made | ({"affiliation": self._one(self.actors)} if self._maybe() else {})

    def _claim(self, index: int) -> Data:
        made: Data = {"id": self.claims[index], "text": f"Thing {index} happened.", "about": self._one(self.actors)}
        if index and self._maybe():
            made[self._one(("entails", "excludes", "narrows"))] = self.claims[0]
        return made

    def _report(self, name: str) -> Data:
        made: Data = {"id": name, "claim": self._one(self.claims), "by": self._one(self.sources)}
        others = [each for each in self.reports if each != name]
        if others and self._maybe():
            made["cites"] = self.random.sample(others, min(len(others), self.random.randint(1, 2)))
        earlier = self.reports[: self.reports.index(name)]
        if earlier and self._maybe(5):
            made["repeats"] = self._one(earlier)
        if self._maybe():
            made["basis"] = self._one(("firsthand", "secondhand", "hearsay", "analysis"))
        if self._maybe():
            made["stance"] = self._one(("denies", "denies", "doubts"))
        if self._maybe():
            made["in"] = self._one(self.documents)
        if self._maybe():
            made["published"] = self._one(_DATES)
        if self._maybe():
            made["details"] = self.random.sample(_DETAILS, 2)
        if self._maybe(4):
            made["seen_in"] = {"document": self._one(self.documents), "quote": "so it is said"}
        return made

    def _interest(self, number: int) -> Data:
        made: Data = {"id": f"i{number}", "holder": self._one(self.actors), "claim": self._one(self.claims)}
        return self._stated(made | {"gains_if": self._one(("believed", "disbelieved")), "why": "it gains"})

    def _motive(self, number: int) -> Data:
        made: Data = {"id": f"m{number}", "actor": self._one(self.actors), "claim": self._one(self.claims)}
        return self._stated(made | {"effect": self._one(("gain", "harm", "none")), "why": f"of reason {number}"})

    def _expectation(self, number: int) -> Data:
        made: Data = {"id": f"e{number}", "claim": self._one(self.claims), "observation": "smoke would be seen"}
        return self._stated(made | {"seen": self._one(("yes", "no", "unknown")), "surely": self.random.random()})

    def _stated(self, made: Data) -> Data:
        """Perhaps on somebody's word, perhaps read in a document."""
        if self.reports and self._maybe():
            made["report"] = self._one(self.reports)
        if self._maybe():
            made["seen_in"] = {"document": self._one(self.documents), "quote": "so it is said"}
        return made

    def _maybe(self, of: int = 2) -> bool:
        return self.random.randrange(of) == 0

    def _one(self, of: Any) -> Any:
        return self.random.choice(of)
