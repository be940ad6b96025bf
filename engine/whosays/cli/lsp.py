"""`whosays lsp`: the language server, over standard input and output."""

from __future__ import annotations

import os
import sys

import click

MISSING = "whosays lsp needs the extra lsp: pip install 'whosays[lsp]'"


@click.command("lsp")
@click.option("--stdio", is_flag=True, help="Speak over standard input and output; it always does.")
def command(stdio: bool) -> int:  # noqa: ARG001 - many editors give it unasked
    """Serve an editor: problems, completion, hover and definitions for rulebooks and cases.

    An editor starts it and speaks the Language Server Protocol with it; see docs/editor.md.
    """
    try:
        from whosays.lsp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol", "attrs", "attr", "cattrs"}:
            raise
        click.echo(MISSING, err=True)
        return 2
    # Whatever else prints to standard output would break the protocol: it goes to standard error from here on.
    stdout = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    fault = serve(sys.stdin.buffer, stdout)
    if fault:
        click.echo(f"whosays lsp: {fault}", err=True)
        return 2
    return 0
