"""The pages under docs, and the pieces of them that tests read."""

from __future__ import annotations

import re

from tests.golden_files import ROOT

_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def page(name: str) -> str:
    """The text of a page."""
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def yaml_blocks(text: str) -> list[str]:
    """The fenced YAML blocks of a page."""
    return _BLOCK.findall(text)


def section(text: str, title: str) -> str:
    """What stands under a heading, up to the next one of its level or above."""
    found = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    assert found, f"the page has no heading {title!r}"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def table_rows(text: str) -> list[list[str]]:
    """The rows of all tables in a text, without their heads and rules."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    rules = {index for index, line in enumerate(rows) if re.fullmatch(r"[|\-: ]+", line) and "-" in line}
    heads = {index - 1 for index in rules}
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for index, line in enumerate(rows)
        if index not in rules | heads
    ]
