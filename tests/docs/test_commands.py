"""The page of commands: every command and option is on it, and its examples print what it says. UPDATE_GOLDEN=1 writes
what they print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.docs.console import CONSOLE, with_printed
from tests.docs.pages import page, section
from tests.golden_files import ROOT, assert_golden
from whosays.cli.main import _COMMANDS, _whosays

FILE = ROOT / "docs" / "commands.md"
PAGE = page("commands")


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(_whosays)
    for name in _COMMANDS:
        command = _whosays.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from ((f"{name} {part}", each) for part, each in command.commands.items())
        else:
            yield name, command


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=lambda each: each if isinstance(each, str) else "")
def test_the_command_is_there_with_its_options_and_an_example(name: str, command: click.Command) -> None:
    text = section(PAGE, name)
    arguments = [part for part in command.params if isinstance(part, click.Argument)]
    assert f"`whosays {name}{' ' if arguments else '`'}" in text
    options = {option for part in command.params if isinstance(part, click.Option) for option in part.opts}
    table = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    assert set(re.findall(r"`([^`]+)`", " ".join(table))) == options
    assert any(f"whosays {name} " in block for block in CONSOLE.findall(text))


def test_nothing_else_is_there() -> None:
    titles = re.findall(r"^##+ (.*)$", PAGE, re.MULTILINE)
    assert set(titles) == {name for name, _ in commands()} | {"rules", "Hooks", "Problems"}


def test_the_examples_print_what_the_page_says(tmp_path: Path) -> None:
    assert_golden(with_printed(PAGE, tmp_path), FILE)
