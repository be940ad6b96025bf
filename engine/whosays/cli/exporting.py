"""`whosays export tables CASE -o FOLDER`: a case in another form."""

from __future__ import annotations

from pathlib import Path

import click

from whosays.cli.inputs import open_case, open_rulebook


@click.group("export")
def command() -> None:
    """Write a case in another form."""


@command.command("tables")
@click.argument("case")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="A new folder for the tables.")
@click.option("-r", "--rules", help="The rulebook that declares the kinds of facts of the case.")
def tables(case: str, output: str, rules: str | None) -> int:
    """Write CASE as tables of Parquet, one a kind of fact: what `whosays bulk` reads."""
    from whosays.facts.kinds import kinds
    from whosays.interchange.tables import export_tables
    from whosays.problems import Mark, Problem, ProblemsError

    opened = open_case(case, kinds() if rules is None else open_rulebook(rules).kinds)
    folder = Path(output)
    if folder.exists():
        hint = "name a folder that is not there yet"
        raise ProblemsError([Problem("already-there", "there is something here already", Mark(output), hint=hint)])
    beside = folder.with_name(f".{folder.name}.new")
    beside.mkdir(parents=True)
    rows = export_tables(opened, beside)
    beside.rename(folder)
    click.echo(f"{output}: {sum(rows.values())} facts in {len(rows)} tables", err=True)
    return 0
