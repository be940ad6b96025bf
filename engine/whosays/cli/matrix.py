"""`whosays matrix CASE [CLAIM...]`: competing claims against the evidence."""

from __future__ import annotations

from typing import Any

import click

from whosays.cli.assess import check_claim
from whosays.cli.inputs import open_case, open_rulebook
from whosays.cli.judging import judging_options
from whosays.cli.matching import judge, matching_options
from whosays.cli.output import write_result


@click.command("matrix")
@click.argument("case")
@click.argument("claims", nargs=-1, metavar="[CLAIM...]")
@click.option("--all", "all_", is_flag=True, help="All claims, not only those that compete.")
@judging_options
@matching_options
def command(
    case: str, claims: tuple[str, ...], rules: str, all_: bool, format_: str, output: str | None, **matching: Any
) -> int:
    """Show what each voice and finding weighs on each CLAIM, what tells the claims apart first.

    Without CLAIM it takes those that the case says compete: that exclude or narrow another, are put in its place, or
    do not go well with it. If there are none, it takes all.
    """
    rulebook = open_rulebook(rules)
    opened = open_case(case, rulebook.kinds)
    known = opened.of_kind("claim")
    for claim in claims:
        check_claim(known, claim)
    report = judge(opened, rulebook, **matching)
    from whosays.explain.matrix import matrix
    from whosays.render.matrix import render_matrix, render_matrix_json

    found = matrix(report, tuple(each.id for each in known) if all_ else claims)
    write_result(render_matrix_json(report, found) if format_ == "json" else render_matrix(found), output)
    return 0
