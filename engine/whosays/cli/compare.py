"""`whosays compare`: two rulebooks on a case, or two versions of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from whosays.cli.assess import check_claim
from whosays.cli.inputs import open_case, open_rulebook
from whosays.cli.matching import matchers_for, matching_options
from whosays.cli.output import write_result

if TYPE_CHECKING:
    from pathlib import Path

    from whosays.explain.compare import Comparison
    from whosays.rules.syntax import Rulebook


@click.command("compare")
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@click.option(
    "-r", "--rules", multiple=True, help="A rulebook: its path, or the name of a shipped one. Twice, to compare two."
)
@click.option("--claim", help="The claim to show in full; by default the one that moved farthest.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", help="Write to this file instead of the terminal.")
@matching_options
def command(
    cases: tuple[str, ...], rules: tuple[str, ...], claim: str | None, format_: str, output: str | None, **matching: Any
) -> int:
    """Show which verdicts moved and what moved them.

    `compare CASE... -r A -r B` compares two rulebooks on each CASE; `compare OLD NEW` two versions of one case, by the
    standard rulebook or the one that is given.
    """
    found = _compared(cases, rules, claim, **matching)
    from whosays.render.compare import render_comparisons, render_comparisons_json

    write_result(render_comparisons_json(found) if format_ == "json" else render_comparisons(found, claim), output)
    return 0


def _compared(cases: tuple[str, ...], rules: tuple[str, ...], claim: str | None, **matching: Any) -> list[Comparison]:
    if len(rules) > 2 or (len(rules) < 2 and len(cases) != 2):
        raise click.UsageError("give two rulebooks (CASE -r A -r B), or two versions of a case (OLD NEW)")
    from whosays.assessment.assess import assess
    from whosays.explain.compare import compare_two

    known: dict[Path, Rulebook] = {}
    books = [open_rulebook(each, known) for each in rules or ("standard",)]
    opened = [open_case(each, books[0].kinds) for each in cases]
    if claim is not None:
        check_claim(tuple(each for case in opened for each in case.of_kind("claim")), claim)
    matchers, limit = matchers_for(matching["matcher"], matching["isolate"]), matching["time_limit"]
    if len(books) == 2:
        return [compare_two(assess(case, books[0], matchers, limit), rulebook=books[1]) for case in opened]
    before, after = (assess(case, books[0], matchers, limit) for case in opened)
    return [compare_two(before, after)]
