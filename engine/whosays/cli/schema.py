"""`whosays schema WHAT`: the JSON Schema of a kind of file, for an editor."""

from __future__ import annotations

import click

from whosays.cli.output import write_result

_KINDS = ("rulebook", "rules-file", "case", "facts-file")


@click.command("schema")
@click.argument("what", type=click.Choice(_KINDS))
@click.option("-o", "--output", help="Write to this file instead of the terminal.")
def command(what: str, output: str | None) -> int:
    """Print the JSON Schema of a rulebook or a case; rules-file and facts-file are for the further files of a folder.

    The first line of a file tells an editor to use it: # yaml-language-server: $schema=<where the schema is>
    """
    from whosays.editing.schemas import schema_text

    write_result(schema_text(what).rstrip("\n"), output)
    return 0
