"""The `whosays` command: finds the subcommand, and turns problems into text and exit codes."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence

import click

from whosays.problems import ProblemsError, did_you_mean
from whosays.version import VERSION

_COMMANDS = {
    "assess": "judge every claim of a case",
    "why": "explain one verdict",
    "why-not": "tell why a rule did not fire",
    "what-if": "show what would change if facts or rules were otherwise",
    "flip": "tell what would turn a verdict",
    "independence": "show how many voices there are behind a claim",
    "compare": "compare two rulebooks, or two versions of a case",
    "retract": "show what falls with a source, document, actor or report",
    "matrix": "show what each voice and finding weighs on competing claims",
    "audit": "check that a report is fair and keeps to its standards",
    "bulk": "judge tables of very many claims",
    "export": "write a case in another form",
    "check": "check cases and rulebooks",
    "calibrate": "score verdicts on settled cases",
    "import": "make cases from other forms of data",
    "test": "run the examples of rules",
    "lsp": "serve an editor",
    "rules": "list and show rules, or begin one",
    "fmt": "format rulebooks and cases",
    "init": "begin a folder with a case and rules",
    "schema": "the JSON Schema of rulebooks and cases, for editors",
}

_MODULES = {"import": "importing", "export": "exporting"}  # where a command is a word that no module can be called

INTERRUPTED, COULD_NOT_RUN = 130, 2


class _Commands(click.Group):
    """Imports a command when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = _MODULES.get(cmd_name, cmd_name.replace("-", "_"))
        command: click.Command = importlib.import_module(f"whosays.cli.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if args and name not in _COMMANDS and not name.startswith("-"):
            ctx.fail(f'no command is called "{name}"; {did_you_mean(name, _COMMANDS) or "see whosays --help"}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, message="%(prog)s %(version)s")
def _whosays() -> None:
    """Who says so, how do they know, what do they gain?

    Weighs conflicting reports by rules that you can read and change, and explains every verdict down to the
    quoted fact.
    """


def run() -> None:
    """Run the command line and end the process at once, as the installed command does.

    Taking down every object one by one would take a tenth of the time and change nothing: all files are closed by now.
    """
    code = exit_code()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    except OSError as error:
        code = COULD_NOT_RUN  # the output did not all get out, and nobody must think it did
        os.write(2, f"whosays: output: {error.strerror or error}\n".encode())
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; raises SystemExit with exit code 0, 1, 2 or 130."""
    sys.exit(exit_code(arguments))


def exit_code(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; every way it can end as an exit code."""
    # A short-lived process that makes many small values and few rings: collecting garbage less often saves time.
    gc.set_threshold(100_000, 50, 50)
    try:
        code = _whosays.main(
            args=None if arguments is None else list(arguments), prog_name="whosays", standalone_mode=False
        )
    except click.ClickException as error:
        error.show()
        code = COULD_NOT_RUN
    except click.exceptions.Abort:
        code = INTERRUPTED
    except ProblemsError as error:
        click.echo(str(error), err=True)
        code = COULD_NOT_RUN
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        click.echo(f"whosays: {error.filename or 'output'}: {error.strerror or error}", err=True)
        code = COULD_NOT_RUN
    return code if isinstance(code, int) else 0
