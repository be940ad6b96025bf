"""`whosays test RULEBOOK...`: does each rule do what its examples say?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whosays.cli.matching import matching_options
from whosays.cli.output import write_result
from whosays.cli.wholes import wholes
from whosays.problems import Problem, ProblemsError, suggest

if TYPE_CHECKING:
    from whosays.examples.run import Runner
    from whosays.examples.suite import Suite
    from whosays.examples.survivors import Accepted
    from whosays.rules.compile import CompiledRulebook

FAILED, COULD_NOT_RUN = 1, 2


@click.command("test")
@click.argument("rulebooks", nargs=-1, required=True, metavar="RULEBOOK...")
@click.option("--rule", "only", multiple=True, metavar="ID", help="Only the examples of this rule. Repeatable.")
@click.option("--coverage", is_flag=True, help="Also name the parts of rules that no example exercises.")
@click.option("--mutate", is_flag=True, help="Also change each clause of each rule: does an example notice?")
@click.option(
    "--fail-over",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="With --mutate: exit with 1 if more of the clauses survive, those accepted left aside.",
)
@click.option(
    "--survivors",
    metavar="FILE",
    help="Which clauses no example needs, and why; by default survivors.yaml in the folder that holds the rulebook.",
)
@click.option("--watch", is_flag=True, help="Stay, and run again what a change of a file concerns; Ctrl-C ends it.")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "junit", "github"]),
    default="text",
    show_default=True,
)
@click.option("-o", "--output", help="Write to this file instead of the terminal.")
@matching_options
def command(
    rulebooks: tuple[str, ...],
    only: tuple[str, ...],
    coverage: bool,
    mutate: bool,
    fail_over: float | None,
    survivors: str | None,
    watch: bool,
    strict: bool,
    format_: str,
    output: str | None,
    matcher: str,
    isolate: bool,
    time_limit: float,
) -> int:
    """Run the examples of every rule of each RULEBOOK: a folder, a file, or the name of a shipped one.

    A rule must conclude exactly what its example expects; that it stays silent is an expectation, too.
    """
    if not mutate and (fail_over is not None or survivors is not None):
        raise click.UsageError("--fail-over and --survivors go with --mutate")
    if watch and (coverage or mutate or output or format_ != "text"):
        raise click.UsageError("--watch goes with none of --coverage, --mutate, --format and -o")
    runner = _runner(matcher, isolate, time_limit)
    if watch:
        from whosays.cli.watching import watch_rulebooks

        return watch_rulebooks(rulebooks, runner, only)
    try:
        opened = [(name, *_opened(name)) for name in wholes(rulebooks)]
        _check_only(only, [rulebook for _, rulebook, _ in opened])
        suites = []
        for name, rulebook, warnings in opened:
            suite = _tested(name, rulebook, warnings, runner, only)
            if coverage:
                from whosays.examples.suite import with_coverage

                suite = with_coverage(suite, runner)
            if mutate:
                suite = _mutated(suite, runner, survivors)
            suites.append(suite)
    except ProblemsError as error:
        if format_ == "text":
            raise
        write_result(_render_problems(rulebooks, error.problems, format_), output, colour=False)
        return COULD_NOT_RUN
    write_result(_render(suites, format_), output, colour=format_ == "text")
    return FAILED if _found(suites, fail_over, strict=strict) else 0


def _runner(matcher: str, isolate: bool, time_limit: float) -> Runner:
    from whosays.examples.run import Runner
    from whosays.match.choose import WANTED, Matchers

    (wanted,) = (each for each in WANTED if each == matcher)
    return Runner(Matchers(wanted, isolate=isolate), time_limit)


def _opened(name: str) -> tuple[CompiledRulebook, tuple[Problem, ...]]:
    from whosays.rules.load import read_compiled

    rulebook, problems = read_compiled(name)
    if rulebook is None:
        raise ProblemsError(problems)
    return rulebook, problems


def _check_only(only: Collection[str], rulebooks: Collection[CompiledRulebook]) -> None:
    known = [rule.id for rulebook in rulebooks for rule in rulebook.judging]
    for rule in only:
        if rule not in known:
            raise click.BadParameter(f'there is no rule "{rule}"; {suggest(rule, known)}', param_hint="--rule")


def _tested(
    name: str, rulebook: CompiledRulebook, warnings: tuple[Problem, ...], runner: Runner, only: Collection[str]
) -> Suite:
    from whosays.examples.suite import run_suite

    suite = run_suite(name, rulebook, runner, only)
    return replace(suite, warnings=(*warnings, *suite.warnings))


def _mutated(suite: Suite, runner: Runner, survivors: str | None) -> Suite:
    from whosays.examples.suite import with_mutation

    return with_mutation(suite, runner, _accepted(suite, survivors), _progress())


def _accepted(suite: Suite, survivors: str | None) -> tuple[Accepted, ...]:
    from whosays.examples.survivors import FILE, read_survivors
    from whosays.rules.load import find_rulebook
    from whosays.rules.reader import Reader

    if survivors is None:
        rulebook = find_rulebook(Reader(), suite.name)
        assert rulebook is not None  # it was loaded
        # "." has no parent by name; otherwise the path is told as the user wrote it.
        file = (rulebook if rulebook.name not in {"", ".."} else rulebook.resolve()).parent / FILE
        if not file.exists():
            return ()
    else:
        file = Path(survivors)
    accepted, problems = read_survivors(file, suite.rulebook.rulebook.id)
    if problems:
        raise ProblemsError(problems)
    return accepted


def _progress() -> Callable[[int, int], None]:
    """Tell on standard error how far mutation is: a line that is written over on a terminal, else one in ten."""
    terminal = sys.stderr.isatty()

    def told(done: int, rules: int) -> None:
        if terminal:
            click.echo(f"\rmutated {done} of {rules} rules" + ("\n" if done == rules else ""), err=True, nl=False)
        elif done == rules or done % 10 == 0:
            click.echo(f"mutated {done} of {rules} rules", err=True)

    return told


def _found(suites: Collection[Suite], fail_over: float | None, *, strict: bool) -> bool:
    from whosays.render.suite_text import all_warnings

    over = fail_over is not None and any(each.mutation and 100 * each.mutation.share > fail_over for each in suites)
    return over or any(not suite.passed or (strict and all_warnings(suite)) for suite in suites)


def _render(suites: list[Suite], format_: str) -> str:
    match format_:
        case "json":
            from whosays.render.suite_json import render_suites_json

            return render_suites_json(suites)
        case "junit":
            from whosays.render.junit import render_suites_junit

            return render_suites_junit(suites)
        case "github":
            from whosays.render.github import render_github
            from whosays.render.suite_problems import suite_problems

            return render_github([problem for suite in suites for problem in suite_problems(suite)])
        case _:
            from whosays.render.suite_text import render_suites

            return render_suites(suites)


def _render_problems(names: Collection[str], problems: tuple[Problem, ...], format_: str) -> str:
    """A rulebook that does not load, in the words of the format that was asked for."""
    match format_:
        case "json":
            from whosays.render.problems_json import render_problems_json

            return render_problems_json(problems)
        case "junit":
            from whosays.render.junit import render_problems_junit

            return render_problems_junit({" ".join(names): problems})
        case _:
            from whosays.render.github import render_github

            return render_github(problems)
