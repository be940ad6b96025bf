"""The options of every command that judges: which matcher, where it runs, how long it may take."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from whosays.deadline import SECONDS

if TYPE_CHECKING:
    from whosays.explain.report import Report
    from whosays.facts.case import Case
    from whosays.match.choose import Matchers
    from whosays.rules.compile import CompiledRulebook

_Command = TypeVar("_Command", bound=Callable[..., Any])


def matching_options(command: _Command) -> _Command:
    """Add --matcher, --isolate and --time-limit."""
    matcher = click.option(
        "--matcher",
        type=click.Choice(["auto", "durable", "duckdb"]),
        default="auto",
        show_default=True,
        help="What joins the facts; auto is durable_rules where it can take the case, else DuckDB.",
    )
    isolate = click.option("--isolate", is_flag=True, help="Run durable_rules in a process of its own.")
    limit = click.option(
        "--time-limit",
        type=click.FloatRange(min=0),
        default=SECONDS,
        show_default=True,
        metavar="SECONDS",
        help="How long judging may take; 0 is no limit.",
    )
    return matcher(isolate(limit(command)))


def the_matchers(matcher: str, isolate: bool, time_limit: float) -> tuple[Matchers, float]:
    """The matchers that the options name, and the time that judging a case may take."""
    from whosays.match.choose import WANTED, Matchers

    (wanted,) = (each for each in WANTED if each == matcher)
    return Matchers(wanted, isolate=isolate), time_limit


def judge(case: Case, rulebook: CompiledRulebook, matcher: str, isolate: bool, time_limit: float) -> Report:
    """The report on a case; which matcher was taken is told on standard error where it is not the usual one."""
    from whosays.explain.report import report_on

    matchers, time_limit = the_matchers(matcher, isolate, time_limit)
    report = report_on(case, rulebook, matchers, time_limit)
    if report.assessment.matcher.note:
        click.echo(f"note: {report.assessment.matcher.note}", err=True)
    return report
