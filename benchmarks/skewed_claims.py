"""Makes claims as a newsroom meets them: few actors and places, most claims reported little and some a great deal.

About nine facts a claim: the claim, its reports (their number has a heavy tail) with chains of citation among them, and
now and then an interest, a presence, an absence, what it requires, a sign or a motive. The same for a seed, always.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

Facts = list[dict[str, dict[str, Any]]]

_BASES = ("firsthand", "secondhand", "secondhand", "hearsay", "hearsay", "analysis", "image")
_STANCES = ("asserts",) * 8 + ("denies", "doubts")


def skewed_facts(claims: int, seed: int = 0) -> Iterator[dict[str, dict[str, Any]]]:
    """The facts of so many claims, and of the world that they share."""
    random = Random(f"{seed} {claims}")
    world = _World(random, claims)
    yield from world.facts()
    for number in range(claims):
        yield from world.claim(number)


class _World:
    """Actors, places, outlets and sources: few, and few of them in most reports."""

    def __init__(self, random: Random, claims: int) -> None:
        self.random = random
        size = max(4, round(claims**0.5))
        self.actors = [f"actor{number}" for number in range(min(200, size))]
        self.places = [f"place{number}" for number in range(min(400, 2 * size))]
        self.sources = [f"source{number}" for number in range(4 * size)]

    def facts(self) -> Facts:
        """What all claims share."""
        random = self.random
        facts: Facts = []
        for number, actor in enumerate(self.actors):
            part_of = {"part_of": self.actors[random.randrange(number)]} if number and random.random() < 0.5 else {}
            facts.append({"actor": {"id": actor, **part_of}})
        for number, place in enumerate(self.places):
            within = {"within": self.places[random.randrange(number)]} if number and random.random() < 0.6 else {}
            at = [round(30 + 5 * random.random(), 3), round(35 + 5 * random.random(), 3)]
            facts.append({"place": {"id": place, "at": at, "radius": "2 km", **within}})
        for source in self.sources:
            made: dict[str, Any] = {"id": source, "reliability": random.choice("ABCDEF")}
            made["named"] = random.choice(("named", "named", "role", "anonymous"))
            if random.random() < 0.3:
                made["affiliation"] = self._few(self.actors)
            facts.append({"source": made})
        return facts

    def claim(self, number: int) -> Facts:
        """A claim and what there is about it."""
        random, claim = self.random, f"c{number}"
        day = f"2014-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        made = {"id": claim, "text": f"Thing {number} happened.", "about": self._few(self.actors), "during": day}
        if number and random.random() < 0.05:
            made[random.choice(("entails", "excludes", "narrows"))] = (
                f"c{random.randrange(max(0, number - 20), number)}"
            )
        facts: Facts = [{"claim": made}]
        reports: list[str] = []
        for _ in range(min(200, int(2.2 * random.paretovariate(1.7)))):
            facts += self._report(claim, day, reports)
        for kind in ("interest", "motive", "presence", "absence", "requires", "expectation", "conduct", "silence"):
            if random.random() < 0.18:
                facts.append({kind: self._about(kind, f"{claim}-{kind}", claim, day, reports)})
        return facts

    def _report(self, claim: str, day: str, reports: list[str]) -> Facts:
        random, name = self.random, f"{claim}-r{len(reports)}"
        made: dict[str, Any] = {"id": name, "claim": claim, "by": self._few(self.sources)}
        made |= {"stance": random.choice(_STANCES)} | {
            "basis": random.choice(_BASES),
            "published": day,
            "in": f"{name}-d",
        }
        if reports and random.random() < 0.6:
            made["cites"] = self._cited(reports)
        if random.random() < 0.1:
            made["hedged"] = True
        reports.append(name)
        if random.random() < 0.3:
            return [{"report": made}, {"document": {"id": f"{name}-d", "publisher": made["by"], "published": day}}]
        del made["in"]
        return [{"report": made}]

    def _cited(self, reports: list[str]) -> str | list[str]:
        """Mostly the first report, which everybody takes over; else any, so that there are chains."""
        random = self.random
        if random.random() < 0.6 or len(reports) < 3:
            return reports[0]
        return random.sample(reports, 2) if random.random() < 0.2 else random.choice(reports)

    def _about(self, kind: str, name: str, claim: str, day: str, reports: list[str]) -> dict[str, Any]:
        random, actor, place = self.random, self._few(self.actors), self._few(self.places)
        stated = {"report": random.choice(reports)} if reports and random.random() < 0.4 else {}
        of: dict[str, dict[str, Any]] = {
            "interest": {"holder": actor, "claim": claim, "gains_if": random.choice(("believed", "disbelieved"))},
            "motive": {"actor": actor, "claim": claim, "effect": random.choice(("gain", "harm", "none"))},
            "presence": {"actor": actor, "place": place, "during": day},
            "absence": {"actor": actor, "place": place, "during": day},
            "requires": {"claim": claim, "actor": actor, "place": place, "during": day},
            "expectation": {"claim": claim, "observation": "a sign", "seen": random.choice(("yes", "no", "unknown"))},
            "conduct": {"claim": claim, "actor": actor, "fits": random.choice(("yes", "no"))},
            "silence": {"claim": claim, "source": self._few(self.sources), "kind": "no-sign"},
        }
        return {"id": name, **of[kind], **stated}

    def _few(self, names: list[str]) -> str:
        """One of these, the first ones far more often than the last."""
        return names[min(len(names) - 1, int(self.random.paretovariate(0.7)) - 1)]
