"""`whosays why CASE CLAIM`: one verdict, down to the quoted facts."""

from __future__ import annotations

from typing import Any

import click

from whosays.cli.assess import check_claim
from whosays.cli.inputs import open_case, open_rulebook
from whosays.cli.matching import judge, matching_options
from whosays.cli.output import write_result


@click.command("why")
@click.argument("case")
@click.argument("claim")
@click.option(
    "-r", "--rules", default="standard", show_default=True, help="A rulebook: its path, or the name of a shipped one."
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", help="Write to this file instead of the terminal.")
@matching_options
def command(case: str, claim: str, rules: str, format_: str, output: str | None, **matching: Any) -> int:
    """Explain the verdict on CLAIM: what counts for it and against it, and the quoted facts behind each finding."""
    rulebook = open_rulebook(rules)
    opened = open_case(case, rulebook.kinds)
    check_claim(opened.of_kind("claim"), claim)
    report = judge(opened, rulebook, **matching)
    if format_ == "json":
        from whosays.render.json import render_why_json

        text = render_why_json(report, claim)
    else:
        from whosays.render.why_text import render_why

        text = render_why(report, claim)
    write_result(text, output)
    return 0
