"""`whosays why-not CASE RULE TARGET...`: why a rule did not fire, clause by clause."""

from __future__ import annotations

from typing import Any

import click

from whosays.cli.inputs import open_case, open_rulebook
from whosays.cli.judging import judging_options
from whosays.cli.matching import judge, matchers_for, matching_options
from whosays.cli.output import write_result


@click.command("why-not")
@click.argument("case")
@click.argument("rule")
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option("--all", "show_all", is_flag=True, help="Show every match that comes as close, not the first only.")
@judging_options
@matching_options
def command(
    case: str,
    rule: str,
    targets: tuple[str, ...],
    show_all: bool,
    rules: str,
    format_: str,
    output: str | None,
    **matching: Any,
) -> int:
    """Tell why RULE concluded nothing about TARGET, the id of a claim, report or source.

    Name two targets where the rule is about two, such as two reports of one camp.
    """
    rulebook = open_rulebook(rules)
    report = judge(open_case(case, rulebook.kinds), rulebook, **matching)
    from whosays.argue.why_not import why_not
    from whosays.render.why_not import render_why_not, render_why_not_json

    found = why_not(
        report.assessment,
        rule,
        targets,
        matchers=matchers_for(matching["matcher"], matching["isolate"]),
        time_limit=matching["time_limit"],
    )
    text = render_why_not_json(report, found) if format_ == "json" else render_why_not(found, show_all=show_all)
    write_result(text, output)
    return 0
