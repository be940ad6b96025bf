"""One new report in a session that holds the founding case and 200 small ones, against judging everything at once.

Run it as `python benchmarks/live_session.py`. It prints medians; quote ratios, not single figures. The exit code is 1
where the session does not say what judging everything at once says.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from soak import small_case

import whosays
from whosays.match.choose import Matchers

FOUNDING = Path(__file__).parent.parent / "facts" / "jn-is-alliance-2014"
SMALL_CASES = 200


def facts_of(number: int) -> list[dict[str, Any]]:
    """The facts of a small case, with ids that no other has."""
    facts = small_case(number)["facts"]
    ids = {body["id"] for fact in facts for body in fact.values()}

    def own(value: Any) -> Any:
        if isinstance(value, list):
            return [own(each) for each in value]
        return f"n{number}-{value}" if isinstance(value, str) and value in ids else value

    return [{kind: {name: own(value) for name, value in body.items()} for kind, body in fact.items()} for fact in facts]


def shared(number: int) -> list[dict[str, Any]]:
    """A claim about the party that all are about, and two reports of it by the sources that all are by."""
    claim = {"id": f"m{number}", "text": f"It was {number}.", "about": "party", "place": "town"}
    reports = [{"id": f"m{number}-{by}", "claim": f"m{number}", "by": by, "basis": "firsthand"} for by in ("a", "b")]
    return [{"claim": claim}, *({"report": each} for each in reports)]


def milliseconds(work: Callable[[int], object], runs: int) -> float:
    """Median wall time of a call, after one that is not counted."""
    times = []
    for run in range(runs + 1):
        start = time.perf_counter()
        work(run)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:]) * 1000


def main() -> int:
    """Print the figures."""
    book = whosays.load_rulebook()
    founding = whosays.load_case(FOUNDING, book.kinds)
    facts = [fact for number in range(SMALL_CASES) for fact in facts_of(number)]
    common = [{"actor": {"id": "party"}}, {"place": {"id": "town"}}, {"source": {"id": "a", "affiliation": "party"}}]
    common += [{"source": {"id": "b"}}, *(fact for number in range(SMALL_CASES) for fact in shared(number))]
    with whosays.Session(founding, book) as session, whosays.Session(None, book) as newsroom:
        start = time.perf_counter()
        session.add(facts)
        opened = (time.perf_counter() - start) * 1000
        newsroom.add(common)

        def report(on: whosays.Session, claim: str, by: str) -> Callable[[int], object]:
            name = f"new-{claim}"
            return lambda run: on.add({"report": {"id": f"{name}-{run}", "claim": claim, "by": by, "basis": "hearsay"}})

        figures = {
            f"take in {len(facts):,} facts of {SMALL_CASES} small cases, once": opened,
            "1 new report on a small case": milliseconds(report(session, "n7-c0", "n7-s0"), 15),
            "1 new report on the founding case": milliseconds(
                report(session, "pact", next(each.id for each in founding.of_kind("source"))), 7
            ),
            "1 new report, all claims about one actor by two sources": milliseconds(report(newsroom, "m7", "a"), 15),
        }
        same = True
        for name, each in (("", session), (" about one actor", newsroom)):
            matchers = Matchers()
            count = f"all {len(each.case):,} facts{name} at once"
            case = each.case
            figures[count] = milliseconds(lambda _: whosays.assess(case, book, matcher=matchers), 3)  # noqa: B023
            same = same and each.result.to_dict() == whosays.assess(case, book).to_dict()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; {SMALL_CASES} small cases of soak.py")
    for name, figure in figures.items():
        print(f"{name:<60} {figure:>9,.1f} ms")
    print("the same verdicts" if same else "OTHER VERDICTS")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
