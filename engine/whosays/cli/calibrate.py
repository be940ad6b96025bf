"""`whosays calibrate CASE...`: verdicts on settled cases against what became of the claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from whosays.cli.inputs import case_path, open_case, open_rulebook
from whosays.cli.judging import judging_options
from whosays.cli.output import write_result
from whosays.problems import Mark, Problem, ProblemsError

if TYPE_CHECKING:
    from whosays.calibrate.forecasts import SettledCase
    from whosays.facts.kinds import Vocabulary

FOUND = 1


@click.command("calibrate")
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@click.option("--leave-rules-out", is_flag=True, help="Judge all again without each rule in turn; this takes a while.")
@judging_options
@click.option("--fail-on-wrong", is_flag=True, help="Exit with 1 if a verdict is on the wrong side.")
def command(
    cases: tuple[str, ...], rules: str, leave_rules_out: bool, format_: str, output: str | None, fail_on_wrong: bool
) -> int:
    """Score the verdicts on settled cases, and the naive count on the same ones.

    Each CASE is a folder with an outcome.yaml, a shipped case, or a folder of such folders.
    """
    opened = open_settled(cases, open_rulebook(rules).kinds)
    from whosays.calibrate.calibration import calibrate
    from whosays.render.calibration import render_calibration, render_calibration_json

    found = calibrate(opened, rules, rules=leave_rules_out)
    render = render_calibration_json if format_ == "json" else render_calibration
    write_result(render(found), output)
    return FOUND if fail_on_wrong and found.engine.wrong else 0


def open_settled(names: tuple[str, ...], kinds: Vocabulary) -> list[SettledCase]:
    """The cases named, sorted; in a folder of folders, those that have an outcome. Raises ProblemsError."""
    from whosays.calibrate.forecasts import SettledCase
    from whosays.calibrate.outcomes import FILE, read_outcomes

    folders: list[Path] = []
    for name in names:
        path = case_path(name)
        inside = [each.parent for each in sorted(path.glob(f"*/{FILE}"))] if not (path / "case.yaml").exists() else []
        folders += inside or [path]
    problems: list[Problem] = []
    found: dict[str, SettledCase] = {}
    for folder in sorted(folders):
        try:
            case = open_case(str(folder), kinds)
            settled = SettledCase(case.id, case, read_outcomes(folder, case))
        except ProblemsError as error:
            problems += error.problems
            continue
        if case.id in found and found[case.id].case.hash != case.hash:
            message = f'two cases are called "{case.id}"'
            problems.append(Problem("duplicate-id", message, Mark(str(folder)), hint="give one of them another id"))
        found[case.id] = settled
    if problems:
        raise ProblemsError(problems)
    return list(found.values())
