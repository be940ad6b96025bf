"""The command line. Each command is a file of its own, imported when it is called."""

from whosays.cli.main import main, run

__all__ = ["main", "run"]
