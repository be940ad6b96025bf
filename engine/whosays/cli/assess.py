"""`whosays assess CASE`: judge every claim of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from whosays.cli.inputs import open_case, open_rulebook
from whosays.cli.matching import judge, matching_options
from whosays.cli.output import write_result
from whosays.facts.case import CaseFact
from whosays.problems import suggest
from whosays.render.formats import REPORT, render

if TYPE_CHECKING:
    from whosays.explain.report import Report

FOUND = 1


@click.command("assess")
@click.argument("case")
@click.option(
    "-r", "--rules", default="standard", show_default=True, help="A rulebook: its path, or the name of a shipped one."
)
@click.option("--claim", help="The claim to show in full; by default the one furthest from the naive count.")
@click.option("--format", "format_", type=click.Choice(list(REPORT)), default="text", show_default=True)
@click.option("--public", "public_", is_flag=True, help="Name no sources, nor what could identify them.")
@click.option("-o", "--output", help="Write to this file instead of the terminal.")
@click.option(
    "--fail-on", multiple=True, metavar="WORD", help="Exit with 1 if a claim's verdict is this word. Repeatable."
)
@matching_options
def command(
    case: str,
    rules: str,
    claim: str | None,
    format_: str,
    public_: bool,
    output: str | None,
    fail_on: tuple[str, ...],
    **matching: Any,
) -> int:
    """Judge every claim of CASE: a folder, a file, the name of a shipped case, or - for standard input."""
    from whosays.weigh.scales import WORDS

    known = tuple(WORDS.values())
    for word in fail_on:
        if word not in known:
            raise click.BadParameter(
                f'no verdict is "{word}"; {suggest(word, known, "one of")}', param_hint="--fail-on"
            )
    rulebook = open_rulebook(rules)
    opened = open_case(case, rulebook.kinds)
    if claim is not None:
        check_claim(opened.of_kind("claim"), claim)
    report = judge(opened, rulebook, **matching)
    if public_:
        report, claim = made_public(report, claim)
    write_result(render(report, REPORT[format_], claim), output, colour=format_ == "text")
    return FOUND if any(verdict.word in fail_on for verdict in report.verdicts) else 0


def made_public(report: Report, claim: str | None) -> tuple[Report, str | None]:
    """The report without identities, and what it calls the claim."""
    from whosays.explain.public import public

    hidden = public(report)
    names = {old.claim: new.claim for old, new in zip(report.verdicts, hidden.verdicts, strict=True)}
    return hidden, names[claim] if claim is not None else None


def check_claim(claims: tuple[CaseFact, ...], claim: str) -> None:
    """Refuse a claim that the case does not have."""
    known = [each.id for each in claims]
    if claim not in known:
        raise click.BadParameter(
            f'the case has no claim "{claim}"; {suggest(claim, known, "claims")}', param_hint="claim"
        )
