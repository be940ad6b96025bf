"""Judges very many small cases in one process, and tells whether its memory stays flat.

Run it as `python benchmarks/soak.py --matcher durable`. The exit code is 1 where memory has grown.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

from whosays.api import assess
from whosays.match.choose import WANTED, Matchers
from whosays.rules.load import load_rulebook

GROWTH = 5.0
"""Megabytes that memory may grow by between the first tenth and the end."""
SAMPLES = 100
_PAGE = os.sysconf("SC_PAGE_SIZE")

Facts = list[dict[str, dict[str, Any]]]


def small_case(number: int, seed: int = 0) -> dict[str, Any]:
    """A case of some 5 to 20 facts, always the same for a number and a seed."""
    random = Random(f"{seed} {number}")
    claims = [f"c{n}" for n in range(random.randint(1, 2))]
    sources = [f"s{n}" for n in range(random.randint(1, 4))]
    facts = [_claim(random, claim, claims) for claim in claims]
    facts += [{"place": {"id": "field", "at": [36.1, 36.7], "radius": "1 km"}}]
    facts += [{"actor": {"id": "army", "name": "the Army"}}, {"actor": {"id": "brigade", "part_of": "army"}}]
    facts += [_source(random, source) for source in sources]
    reports: list[str] = []
    for n in range(random.randint(1, 6)):
        facts.append(_report(random, f"r{n}", random.choice(claims), random.choice(sources), reports))
        reports.append(f"r{n}")
    facts += [_about_the_world(random, f"w{n}", claims[0], sources[0]) for n in range(random.randint(0, 5))]
    return {"case": f"small-{number}", "title": f"Small case {number}", "as_of": "2014-12-31", "facts": facts}


def _claim(random: Random, claim: str, claims: list[str]) -> dict[str, dict[str, Any]]:
    body: dict[str, Any] = {"id": claim, "text": f"It was {claim}.", "about": "army", "place": "field"}
    if random.random() < 0.7:
        body["during"] = random.choice(["2014-11", "2014-11-11", "early 2014"])
    if claim != claims[0]:
        body[random.choice(["entails", "excludes", "narrows"])] = claims[0]
    return {"claim": body}


def _source(random: Random, source: str) -> dict[str, dict[str, Any]]:
    body: dict[str, Any] = {"id": source, "reliability": random.choice("ABCDEF")}
    body["named"] = random.choice(["named", "role", "anonymous"])
    if random.random() < 0.5:
        body["affiliation"] = random.choice(["army", "brigade"])
    if random.random() < 0.5:
        body["access"] = random.choice(["firsthand", "secondhand", "remote"])
    return {"source": body}


def _report(random: Random, report: str, claim: str, source: str, earlier: list[str]) -> dict[str, dict[str, Any]]:
    body: dict[str, Any] = {"id": report, "claim": claim, "by": source}
    body["basis"] = random.choice(["firsthand", "secondhand", "hearsay", "image", "analysis"])
    body["stance"] = random.choice(["asserts", "asserts", "asserts", "denies", "doubts"])
    if earlier and random.random() < 0.6:
        body["cites"] = random.choice(earlier)
    if random.random() < 0.3:
        body |= {"hedged": True, "published": f"2014-11-{random.randint(10, 28)}"}
    return {"report": body}


def _about_the_world(random: Random, name: str, claim: str, source: str) -> dict[str, dict[str, Any]]:
    kind, body = random.choice(
        [
            ("interest", {"holder": "army", "claim": claim, "gains_if": random.choice(["believed", "disbelieved"])}),
            ("presence", {"actor": "brigade", "place": "field", "during": "2014-11"}),
            ("absence", {"actor": "army", "place": "field", "during": "2014-11-11"}),
            ("requires", {"claim": claim, "actor": "brigade", "place": "field", "during": "2014-11-11"}),
            ("expectation", {"claim": claim, "observation": "smoke", "seen": random.choice(["yes", "no", "unknown"])}),
            ("silence", {"source": source, "claim": claim, "kind": "no-sign", "access": "good"}),
            ("motive", {"actor": "army", "claim": claim, "effect": random.choice(["gain", "harm", "none"])}),
            ("alternative", {"claim": claim}),
        ]
    )
    return {kind: {"id": name, **body}}


def megabytes() -> float:
    """The memory that this process and its children hold now."""
    own = os.getpid()
    children = Path(f"/proc/{own}/task/{own}/children").read_text(encoding="ascii").split()
    pages = (Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1] for process in (own, *children))
    return sum(map(int, pages)) * _PAGE / 1e6


def soak(cases: int, matchers: Matchers, seed: int = 0) -> float:
    """Judge so many cases; the megabytes by which memory has grown since the first tenth."""
    rulebook = load_rulebook("standard")
    samples: list[float] = []
    start = time.perf_counter()
    for number in range(cases):
        result = assess(small_case(number, seed), rulebook, matcher=matchers)
        result.to_dict()
        if (number + 1) * SAMPLES // cases > len(samples):
            samples.append(megabytes())
            if len(samples) % (SAMPLES // 10) == 0:
                speed = (number + 1) / (time.perf_counter() - start)
                print(f"{number + 1:>9,} cases {samples[-1]:8.1f} MB {speed:8.0f} cases/s", flush=True)
    tenth = SAMPLES // 10
    # Medians, since a single sample may fall on a garbage collection that is due.
    return statistics.median(samples[-tenth:]) - statistics.median(samples[tenth : 2 * tenth])


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--matcher", choices=WANTED, default="durable")
    parser.add_argument("--isolate", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    where = ", in a process of its own" if chosen.isolate else ""
    print(f"{platform.machine()}, Python {platform.python_version()}, {chosen.matcher}{where}")
    growth = soak(chosen.cases, Matchers(chosen.matcher, isolate=chosen.isolate), chosen.seed)
    print(f"grown by {growth:.1f} MB, of {GROWTH:g} MB allowed")
    return int(growth > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
