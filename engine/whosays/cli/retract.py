"""`whosays retract CASE WHAT`: what falls with a source, a document, an actor or a report."""

from __future__ import annotations

from typing import Any

import click

from whosays.cli.inputs import open_case, open_rulebook
from whosays.cli.judging import judging_options
from whosays.cli.matching import judge, matching_options
from whosays.cli.output import write_result
from whosays.problems import suggest


@click.command("retract")
@click.argument("case")
@click.argument("what")
@judging_options
@matching_options
def command(case: str, what: str, rules: str, format_: str, output: str | None, **matching: Any) -> int:
    """Show what falls if WHAT is taken back: the id of a source, a document, an actor or a report.

    All that it says goes, and what cannot stand without that. What is said of it by others stays.
    """
    from whosays.facts.taken_back import RETRACTABLE

    rulebook = open_rulebook(rules)
    opened = open_case(case, rulebook.kinds)
    known = [fact.id for kind in RETRACTABLE for fact in opened.of_kind(kind)]
    if what not in known:
        kind = f"; it is of kind {opened[what].kind}" if what in opened else ""
        hint = suggest(what, known, "known")
        message = f'the case has no source, document, actor or report "{what}"{kind}; {hint}'
        raise click.BadParameter(message, param_hint="what")
    report = judge(opened, rulebook, **matching)
    from whosays.explain.retract import retract
    from whosays.render.retract import render_retracted, render_retracted_json

    found = retract(report.assessment, what)
    write_result(render_retracted_json(report, found) if format_ == "json" else render_retracted(found), output)
    return 0
