"""How long the founding case takes: warm from a loaded case and a compiled rulebook, and as a whole process.

Run it with `make bench`. It prints medians of several runs and the share of each stage; quote ratios, not single
figures.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from whosays.assessment.assess import assess
from whosays.assessment.gather import gather
from whosays.conclude import Ground, conclude
from whosays.facts.load import load_case
from whosays.match.choose import Matchers, Only
from whosays.rules.grounding import ground
from whosays.rules.load import load_rulebook
from whosays.weigh.weigh import weigh

CASE = Path(__file__).parent.parent / "facts" / "jn-is-alliance-2014"
RUNS = 21
IMPORTS = "import whosays.cli.assess, whosays.explain.report, whosays.render.text"


def milliseconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median wall time of a call, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def process(*command: str, runs: int = 7) -> float:
    """Median wall time of a whole process, which finds its bytecode as an installed one does."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    call = [sys.executable, *command]
    return milliseconds(lambda: subprocess.run(call, check=True, capture_output=True, env=environment), runs)


def main() -> None:
    """Print the figures."""
    case, rulebook = load_case(CASE), load_rulebook("standard")
    grounded = ground(rulebook.program, case)
    matcher = Matchers().choose(rulebook.program, grounded.row_count, grounded.largest).matcher
    duckdb = Matchers("duckdb")
    rows = Ground(grounded.rows, grounded.fact_of, grounded.test)
    derivation = conclude(rulebook.program, rows, matcher)
    gathered = gather(rulebook, grounded, conclude(rulebook.program, rows, matcher))
    figures = {
        f"warm: assess on {matcher.name}": milliseconds(lambda: assess(case, rulebook, Only(matcher))),
        "  ground": milliseconds(lambda: ground(rulebook.program, case)),
        "  match and conclude": milliseconds(lambda: conclude(rulebook.program, rows, matcher)),
        "  gather, proofs known": milliseconds(lambda: gather(rulebook, grounded, derivation)),
        "  weigh": milliseconds(lambda: weigh(gathered.network)),
        "load the case": milliseconds(lambda: load_case(CASE), 7),
        "load and compile the rulebook": milliseconds(lambda: load_rulebook("standard"), 7),
        "warm: assess on DuckDB": milliseconds(lambda: assess(case, rulebook, duckdb), 7),
        "process: whosays assess": process("-m", "whosays", "assess", str(CASE)),
        "process: whosays assess --isolate": process("-m", "whosays", "assess", str(CASE), "--isolate"),
        "process: whosays assess --matcher duckdb": process(
            "-m", "whosays", "assess", str(CASE), "--matcher", "duckdb"
        ),
        "process: its imports alone": process(
            "-c", "import whosays.cli.assess, whosays.explain.report, whosays.render.text"
        ),
        "process: numpy, pydantic, click, yaml alone": process("-c", "import numpy, pydantic, click, yaml"),
        "process: duckdb, sqlglot, numpy alone": process("-c", "import duckdb, sqlglot, numpy"),
        "process: python alone": process("-c", "pass"),
    }
    size = f"{len(case)} facts, {len(rulebook.judging)} rules"
    print(f"{platform.machine()}, Python {platform.python_version()}, {size}")
    for name, figure in figures.items():
        print(f"{name:<45} {figure:8.1f} ms")


if __name__ == "__main__":
    main()
