"""What the page on explanations shows is what the commands print. UPDATE_GOLDEN=1 writes the blocks anew."""

from __future__ import annotations

import re
import shlex

from tests.cli.process import whosays
from tests.docs.pages import page
from tests.docs.test_links import anchors
from tests.golden_files import ROOT, assert_golden
from whosays.cli.main import _COMMANDS

NAME = "explanations"
_BLOCK = re.compile(r"(?<=<!-- runs -->\n```text\n)\$ whosays ([^\n]*)\n(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def _run(found: re.Match[str]) -> str:
    ran = whosays(*shlex.split(found[1]))
    assert (ran.code, ran.err) == (0, "")
    return f"$ whosays {found[1]}\n{ran.out}"


def test_the_blocks_are_what_the_commands_print() -> None:
    text, count = re.subn(_BLOCK, _run, page(NAME))
    assert count == page(NAME).count("<!-- runs -->") == 4
    assert_golden(text, ROOT / "docs" / f"{NAME}.md")


def test_every_option_that_is_named_is_there() -> None:
    for name in ("why-not", "what-if", "flip"):
        assert name in _COMMANDS
        help_ = whosays(name, "--help").out
        section = page(NAME).partition(f"\n## {name}")[2].partition("\n## ")[0]
        prose = re.sub(r"^```.*?^```$", "", section, flags=re.MULTILINE | re.DOTALL)
        assert all(option in help_ for option in re.findall(r"--[a-z-]+(?=[ `])", prose))


def test_links() -> None:
    for target in re.findall(r"\]\(([\w./-]+)\)", page(NAME)):
        assert (ROOT / "docs" / target).exists(), target
    assert anchors(page(NAME))
