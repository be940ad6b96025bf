"""`whosays audit CASE`: is the report on a case fair, and does it keep to its standards?"""

from __future__ import annotations

from typing import Any

import click

from whosays.cli.inputs import open_case, open_rulebook
from whosays.cli.judging import judging_options
from whosays.cli.matching import judge, matching_options
from whosays.cli.output import write_result
from whosays.facts.case import Case
from whosays.problems import suggest

FOUND = 1


@click.command("audit")
@click.argument("case")
@click.option("--swap", nargs=2, metavar="ACTOR ACTOR", help="The parties to swap; else those that are named most.")
@click.option("--strict", is_flag=True, help="Exit with 1 if anything is found.")
@judging_options
@matching_options
def command(
    case: str,
    rules: str,
    swap: tuple[str, str] | None,
    strict: bool,
    format_: str,
    output: str | None,
    **matching: Any,
) -> int:
    """Check the report on CASE: parties treated alike, letters and numbers, the words of ICD 203, citations."""
    rulebook = open_rulebook(rules)
    opened = open_case(case, rulebook.kinds)
    if swap:
        _check_parties(opened, swap)
    report = judge(opened, rulebook, **matching)
    from whosays.explain.audit import audit
    from whosays.render.audit import render_audit, render_audit_json
    from whosays.render.why_text import render_why

    found = audit(report, lambda claim: render_why(report, claim), swap)
    write_result(render_audit_json(report, found) if format_ == "json" else render_audit(found), output)
    return FOUND if strict and found.findings else 0


def _check_parties(case: Case, parties: tuple[str, str]) -> None:
    known = [actor.id for actor in case.of_kind("actor")]
    for party in parties:
        if party not in known:
            message = f'the case has no actor "{party}"; {suggest(party, known, "actors")}'
            raise click.BadParameter(message, param_hint="--swap")
    if parties[0] == parties[1]:
        raise click.BadParameter("name two different actors", param_hint="--swap")
