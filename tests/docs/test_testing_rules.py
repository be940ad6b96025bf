"""How rules are tested: each block of output on the page is what the command above it prints.

`UPDATE_GOLDEN=1 pytest tests/docs/test_testing_rules.py` writes the blocks anew.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.cli.process import whosays
from tests.docs.pages import page, section, table_rows, yaml_blocks
from tests.golden_files import ROOT, assert_golden

NAME = "testing-rules"
FILE = ROOT / "docs" / f"{NAME}.md"
_SHOWN = re.compile(r"(?<=<!-- shows: )([^>]+)( -->\n```text\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
DESK, SURVIVORS = yaml_blocks(page(NAME))
RIGHT = DESK[: DESK.rindex("expect: [{discounts: r}]")] + "expect: []\n"


def output(arguments: str, folder: Path) -> str:
    """What the command prints; the rulebook as it stands on the page, or put right."""
    arguments, _, survivors = arguments.partition(" with ")
    (folder / "desk.yaml").write_text(
        RIGHT if "--coverage" in arguments or "--mutate" in arguments else DESK, encoding="utf-8"
    )
    (folder / "survivors.yaml").unlink(missing_ok=True)
    if survivors:
        (folder / survivors).write_text(SURVIVORS, encoding="utf-8")
    return whosays("test", *arguments.split(), cwd=folder).out


def test_every_block_is_what_is_printed(tmp_path: Path) -> None:
    text, count = re.subn(_SHOWN, lambda found: found[1] + found[2] + output(found[1], tmp_path), page(NAME))
    assert count == 5
    assert_golden(text, FILE)


def test_the_command_above_a_block_is_the_one_that_is_run() -> None:
    for found in _SHOWN.finditer(page(NAME)):
        before = page(NAME)[: found.start()].rsplit("\n\n", 2)[1]
        assert f"`whosays test {found[1].partition(' with ')[0]}`" in before


def test_every_code_is_in_the_table() -> None:
    rows = table_rows(section(page(NAME), "In a build"))
    documented = {row[0].strip("`") for row in rows if len(row) == 2}
    codes = set()
    for folder in ("examples", "render"):
        for file in (ROOT / "engine" / "whosays" / folder).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                    assert isinstance(node.args[0], ast.Constant)
                    codes.add(node.args[0].value)
    assert documented == codes
