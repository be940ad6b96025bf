"""`whosays bulk IN OUT`: tables of very many claims in, tables of verdicts out; and why one of them is what it is."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whosays.cli.inputs import open_rulebook
from whosays.cli.matching import judge
from whosays.deadline import SECONDS

if TYPE_CHECKING:
    from whosays.explain.report import Report


@click.command("bulk")
@click.argument("in")
@click.argument("out")
@click.option(
    "-r", "--rules", default="standard", show_default=True, help="A rulebook: its path, or the name of a shipped one."
)
@click.option("--as-of", metavar="TIME", help="The date of judging, for cases that do not say one.")
@click.option("--strict", is_flag=True, help="Stop at the first row that is not right, and write nothing.")
@click.option("--memory-limit", metavar="SIZE", help="How much memory DuckDB may take, such as 4GB.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="How long judging some 100,000 facts, or one case, may take; 0 is no limit.",
)
def command(
    out: str, rules: str, as_of: str | None, strict: bool, memory_limit: str | None, time_limit: float, **rest: str
) -> int:
    """Judge every claim of the tables in the folder IN, or that a glob names, and write the folder OUT.

    A table is a file called after its kind of fact: report.parquet, report-2.jsonl, source.csv.
    """
    rulebook = open_rulebook(rules)
    from whosays.bulk.run import Settings, run

    settings = Settings(as_of, strict, memory_limit, time_limit)
    done = run(rest["in"], Path(out), rulebook, rules, settings, _Progress())
    counts = done.counts
    told = [_some(counts.claims, "claim"), "in", _some(counts.cases, "case") + ",", _some(counts.facts, "fact") + ";"]
    there = " (it was there already)" if done.was_there else ""
    click.echo(f"{out}: {' '.join(told)} {counts.rejected} of {_some(counts.rows, 'row')} rejected{there}", err=True)
    return 0


def _some(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"


class _Progress:
    """Tells on a terminal how far a run is, how fast it goes and how long it will take."""

    def __init__(self) -> None:
        self.since = time.monotonic()
        self.last = -1.0
        self.first: int | None = None

    def __call__(self, judged: int, claims: int) -> None:
        now = time.monotonic()
        if not sys.stderr.isatty() or (now - self.last < 0.5 and judged < claims):
            return
        self.last = now
        rate = judged / max(now - self.since, 1e-9)
        left = (claims - judged) / rate if rate else 0.0
        end = "\n" if judged >= claims else ""
        click.echo(
            f"\r{judged:,} of {claims:,} claims, {rate:,.0f} a second, {left:,.0f} s left  {end}", err=True, nl=False
        )


def why_of_result(out: Path, claim: str, rules: str | None, **matching: Any) -> tuple[Report, str]:
    """The report on a case of a bulk result, and the id of the claim in it. Raises ProblemsError.

    What is not as it was when the result was made is told on standard error.
    """
    from whosays.bulk.manifest import read_manifest
    from whosays.bulk.recall import Recalled, differences, recall
    from whosays.problems import Mark, Problem, ProblemsError

    manifest = read_manifest(out)
    if manifest is None:
        hint = "a bulk run writes it last: run it again"
        raise ProblemsError([Problem("damaged-result", "this is no whole bulk result", Mark(str(out)), hint=hint)])
    made_with = manifest["rulebook"]
    rulebook = open_rulebook(rules or made_with["name"])
    if rulebook.digest != made_with["sha256"]:
        click.echo(
            f"note: the result was made with another rulebook than {rules or made_with['name']} is now", err=True
        )

    def report_on(found: Recalled) -> tuple[Report, tuple[str, ...]]:
        report = judge(found.case, rulebook, **matching)
        return report, differences(found, report.by_claim[found.claim])

    found = recall(out, claim, rulebook.kinds)
    report, differ = report_on(found)
    if differ and not found.is_whole_case:
        found = recall(out, claim, rulebook.kinds, whole=True)
        report, differ = report_on(found)
    if differ:
        click.echo(f"note: this is not the verdict of the result: {', '.join(differ)}", err=True)
    elif not found.is_whole_case:
        click.echo(
            f"note: told from the {len(found.case)} facts that bear on it; the verdict is that of the result", err=True
        )
    return report, found.claim
