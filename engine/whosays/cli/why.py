"""`whosays why CASE CLAIM`: one verdict, down to the quoted facts; of a case, or of the result of a bulk run."""

from __future__ import annotations

from pathlib import Path
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
    "-r", "--rules", help="A rulebook: its path, or the name of a shipped one; standard, or that of the bulk run."
)
@click.option("--format", "format_", type=click.Choice(list(WHY)), default="text", show_default=True)
@click.option("--public", "public_", is_flag=True, help="Name no sources, nor what could identify them.")
@click.option("-o", "--output", help="Write to this file instead of the terminal.")
@matching_options
def command(
    case: str, claim: str, rules: str | None, format_: str, public_: bool, output: str | None, **matching: Any
) -> int:
    """Explain the verdict on CLAIM: what counts for it and against it, and the quoted facts behind each finding.

    CASE may also be the result of a bulk run; then CLAIM may be CASE/CLAIM.
    """
    shown: str | None
    if (Path(case) / "manifest.json").is_file():
        from whosays.cli.bulk import why_of_result

        report, shown = why_of_result(Path(case), claim, rules, **matching)
    else:
        rulebook = open_rulebook(rules or "standard")
        opened = open_case(case, rulebook.kinds)
        check_claim(opened.of_kind("claim"), claim)
        report, shown = judge(opened, rulebook, **matching), claim
    if public_:
        report, shown = made_public(report, shown)
    write_result(render(report, WHY[format_], shown), output, colour=format_ == "text")
    return 0
