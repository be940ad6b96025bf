"""`whosays independence CASE CLAIM`: how many voices there are behind a claim."""

from __future__ import annotations

from typing import Any

import click

from whosays.cli.assess import check_claim
from whosays.cli.inputs import open_case, open_rulebook
from whosays.cli.judging import judging_options
from whosays.cli.matching import judge, matching_options
from whosays.cli.output import write_result


@click.command("independence")
@click.argument("case")
@click.argument("claim")
@judging_options
@matching_options
def command(case: str, claim: str, rules: str, format_: str, output: str | None, **matching: Any) -> int:
    """Show who speaks on CLAIM independently: origins, who passed them on, what ties them, what is not declared."""
    rulebook = open_rulebook(rules)
    opened = open_case(case, rulebook.kinds)
    check_claim(opened.of_kind("claim"), claim)
    report = judge(opened, rulebook, **matching)
    from whosays.explain.independence import independence
    from whosays.render.independence import render_independence, render_independence_json

    found = independence(report, claim)
    write_result(render_independence_json(report, found) if format_ == "json" else render_independence(found), output)
    return 0
