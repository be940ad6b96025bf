"""`whosays import values FILE -o FOLDER`: cases from a table of values."""

from __future__ import annotations

import click


@click.group("import")
def command() -> None:
    """Make cases from other forms of data."""


@command.command("values")
@click.argument("file")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="A new folder for the cases.")
@click.option(
    "--minutes",
    type=click.IntRange(0, 1_000_000),
    default=0,
    show_default=True,
    help="Times as near as this are the same.",
)
@click.option("--separator", default="", help="Values are lists, divided by this; a part of a list is no conflict.")
@click.option(
    "--places", metavar="FILE", help="A .csv with the columns place and within; a place around is no conflict."
)
@click.option(
    "--objects", type=click.IntRange(1, 100_000), default=100, show_default=True, help="How many objects a case has."
)
@click.option("--as-of", metavar="TIME", help="The date of judging, for the cases.")
def values(
    file: str, output: str, minutes: int, separator: str, places: str | None, objects: int, as_of: str | None
) -> int:
    """Make cases from FILE, a .csv or .tsv with the columns source, object, attribute and value.

    Each value is a claim, each row a report. Judge the cases with the rulebook value-conflicts.
    """
    from whosays.interchange.value_comparison import Comparison, read_places
    from whosays.interchange.value_files import import_values
    from whosays.problems import Problem, ProblemsError

    around = read_places(places) if places is not None else {}
    if isinstance(around, Problem):
        raise ProblemsError([around])
    if as_of is not None:
        check_time(as_of)
    done = import_values(file, output, Comparison(minutes, separator, around), as_of=as_of, objects_a_case=objects)
    click.echo(
        f"{output}: {done.cases} case{'s' * (done.cases != 1)}; {done.rows} rows, {done.sources} sources, "
        f"{done.claims} claims",
        err=True,
    )
    return 0


def check_time(text: str) -> None:
    """Refuse a time that a case could not have."""
    from whosays.facts.times import read_moment
    from whosays.facts.timetext import UnreadableTimeError

    try:
        read_moment(text)
    except UnreadableTimeError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from error
