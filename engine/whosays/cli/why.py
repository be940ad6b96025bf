"""`whosays why CASE CLAIM`: one verdict, down to the quoted facts."""

from __future__ import annotations

from typing import Any

import click

from whosays.cli.assess import check_claim, made_public
from whosays.cli.inputs import open_case, open_rulebook
from whosays.cli.matching import judge, matching_options
from whosays.cli.output import write_result
from whosays.render.formats import WHY, render


@click.command("why")
@click.argument("case")
@click.argument("claim")
@click.option(
    "-r", "--rules", default="standard", show_default=True, help="A rulebook: its path, or the name of a shipped one."
)
@click.option("--format", "format_", type=click.Choice(list(WHY)), default="text", show_default=True)
@click.option("--public", "public_", is_flag=True, help="Name no sources, nor what could identify them.")
@click.option("-o", "--output", help="Write to this file instead of the terminal.")
@matching_options
def command(case: str, claim: str, rules: str, format_: str, public_: bool, output: str | None, **matching: Any) -> int:
    """Explain the verdict on CLAIM: what counts for it and against it, and the quoted facts behind each finding."""
    rulebook = open_rulebook(rules)
    opened = open_case(case, rulebook.kinds)
    check_claim(opened.of_kind("claim"), claim)
    report = judge(opened, rulebook, **matching)
    shown: str | None = claim
    if public_:
        report, shown = made_public(report, claim)
    write_result(render(report, WHY[format_], shown), output, colour=format_ == "text")
    return 0
