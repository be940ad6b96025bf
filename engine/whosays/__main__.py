"""`python -m whosays` is the `whosays` command."""

from whosays.cli import run

run()
