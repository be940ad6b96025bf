"""`whosays flip CASE CLAIM`: what would turn a verdict."""

from __future__ import annotations

from typing import Any

import click

from whosays.cli.assess import check_claim
from whosays.cli.inputs import open_case, open_rulebook
from whosays.cli.judging import judging_options
from whosays.cli.matching import judge, matchers_for, matching_options
from whosays.cli.output import write_result


@click.command("flip")
@click.argument("case")
@click.argument("claim")
@click.option(
    "--runs", type=click.IntRange(min=0), metavar="N", help="How often the engine may judge the case anew (14)."
)
@click.option("--all", "show_all", is_flag=True, help="Show the bounds of every rule.")
@judging_options
@matching_options
def command(
    case: str,
    claim: str,
    runs: int | None,
    show_all: bool,
    rules: str,
    format_: str,
    output: str | None,
    **matching: Any,
) -> int:
    """Tell what would turn the verdict on CLAIM.

    The fewest facts without which it has another word; what to find out; how far the size of each rule can move.
    """
    rulebook = open_rulebook(rules)
    opened = open_case(case, rulebook.kinds)
    check_claim(opened.of_kind("claim"), claim)
    report = judge(opened, rulebook, **matching)
    from whosays.argue.flip import RUNS, flip
    from whosays.render.flip import render_flip, render_flip_json

    found = flip(
        report.assessment,
        claim,
        runs=RUNS if runs is None else runs,
        matchers=matchers_for(matching["matcher"], matching["isolate"]),
        time_limit=matching["time_limit"],
    )
    text = render_flip_json(report, found) if format_ == "json" else render_flip(report, found, show_all=show_all)
    write_result(text, output)
    return 0
