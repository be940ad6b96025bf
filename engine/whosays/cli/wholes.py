"""From a file of a folder to the folder: a further file of a rulebook or a case says nothing by itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from whosays.marked import MarkedMap, read_yaml


def wholes(names: Iterable[str]) -> tuple[str, ...]:
    """The paths, with the folder for each file that is a part of it; each once."""
    return tuple(dict.fromkeys(_whole(name) for name in names))


def _whole(name: str) -> str:
    path = Path(name)
    if path.suffix not in {".yaml", ".yml"} or not path.is_file():
        return name
    folder = path.parent
    heads = [folder / head for head in ("rulebook.yaml", "case.yaml", "case.yml") if (folder / head).is_file()]
    tree, _ = read_yaml(path)
    if not isinstance(tree, MarkedMap):
        return name if not heads else str(folder)
    if path in heads:  # one that holds its facts or rules itself is meant by itself, whatever lies beside it
        return name if any(tree.get(key) is not None for key in ("facts", "rules")) else str(folder)
    if not heads or any(tree.get(key) is not None for key in ("rulebook", "case")):
        return name
    return str(folder)
