"""`whosays what-if CASE`: the verdicts as they would be."""

from __future__ import annotations

from typing import Any

import click

from whosays.cli.inputs import open_case, open_rulebook
from whosays.cli.judging import judging_options
from whosays.cli.matching import judge, matchers_for, matching_options
from whosays.cli.output import write_result


@click.command("what-if")
@click.argument("case")
@click.option("--without", multiple=True, metavar="FACT", help="Take out this fact, and what cannot be without it.")
@click.option("--with", "with_", multiple=True, metavar="FILE|YAML", help="Put in these facts.")
@click.option("--change", multiple=True, metavar="FACT.FIELD=VALUE", help="Give a field another value; empty: none.")
@click.option("--set", "set_", multiple=True, metavar="RULE.NAME=VALUE", help="Change a size or parameter of a rule.")
@click.option("--all", "show_all", is_flag=True, help="Show claims that stay as they are, and every part that moved.")
@judging_options
@matching_options
def command(
    case: str,
    without: tuple[str, ...],
    with_: tuple[str, ...],
    change: tuple[str, ...],
    set_: tuple[str, ...],
    show_all: bool,
    rules: str,
    format_: str,
    output: str | None,
    **matching: Any,
) -> int:
    """Judge CASE as it is and as it would be, and show what differs.

    All changes are made at once, and each option may be repeated.
    """
    rulebook = open_rulebook(rules)
    before = judge(open_case(case, rulebook.kinds), rulebook, **matching)
    from whosays.argue.requests import Request
    from whosays.argue.what_if import what_if
    from whosays.render.what_if import render_what_if, render_what_if_json

    request = Request(without, with_, change, set_)
    found = what_if(
        before,
        request,
        matchers=matchers_for(matching["matcher"], matching["isolate"]),
        time_limit=matching["time_limit"],
    )
    text = render_what_if_json(found) if format_ == "json" else render_what_if(found, show_all=show_all)
    write_result(text, output)
    return 0
