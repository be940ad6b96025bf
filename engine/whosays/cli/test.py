"""`whosays test PATH...`: do rules do what their examples say?"""

from __future__ import annotations

import click

from whosays.cli.inputs import open_rulebook
from whosays.cli.wholes import wholes
from whosays.problems import render_problems

FAILED, COULD_NOT_RUN = 1, 2


@click.command("test")
@click.argument("paths", nargs=-1, required=True, metavar="RULEBOOK...")
def command(paths: tuple[str, ...]) -> int:
    """Run the examples of rulebooks: of all their rules, those of the rulebooks that they extend included.

    Each RULEBOOK is a folder or file, or the name of a shipped one; a file of a folder stands for the folder.
    """
    from whosays.examples.run import run_examples
    from whosays.match.choose import Matchers

    code = 0
    matchers = Matchers("auto")
    for name in wholes(paths):
        rulebook = open_rulebook(name)
        outcomes = list(run_examples(rulebook, matchers))
        failed = [outcome for outcome in outcomes if not outcome.passed]
        for outcome in failed:
            click.echo(f"{outcome.example.mark}: {outcome.rule.id}: {outcome.example.name}")
            for words, found in (
                ("expected, but not concluded", outcome.missing),
                ("concluded, but not expected", outcome.noisy),
            ):
                for effect, target in found:
                    click.echo(f"  {words}: {effect} {target}")
            if outcome.problems:
                click.echo(render_problems(outcome.problems), err=True)
        untested = sum(not rule.examples for rule in rulebook.judging)
        without = f"; {untested} rules without examples" if untested else ""
        click.echo(f"{name}: {len(outcomes) - len(failed)} of {len(outcomes)} examples pass{without}")
        if failed:
            code = COULD_NOT_RUN if any(each.problems for each in failed) else max(code, FAILED)
    return code
