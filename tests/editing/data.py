"""A file as an editor sees it: plain values, by the YAML 1.2 that our own reader reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.golden_files import ROOT
from whosays.marked import MarkedList, MarkedMap, Node, read_yaml

SHIPPED_RULES = sorted((ROOT / "rules" / "standard").glob("*.yaml"))
SHIPPED_FACTS = sorted(
    file for file in (ROOT / "facts").rglob("*.yaml") if file.name != "outcome.yaml" and file.is_file()
)


def plain(node: Node | None) -> Any:
    """The values of a tree."""
    if isinstance(node, MarkedMap):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, MarkedList):
        return [plain(item) for item in node.items]
    return node.value if node is not None else None


def values_of(source: Path | str) -> Any:
    """The values of a file or a text."""
    return plain(read_yaml(("text", source.encode()) if isinstance(source, str) else source)[0])
