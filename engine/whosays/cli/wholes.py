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
    if path in heads:
        return str(folder)
    if not heads:
        return name
    tree, _ = read_yaml(path)
    stands_alone = isinstance(tree, MarkedMap) and any(tree.get(key) is not None for key in ("rulebook", "case"))
    return name if stands_alone else str(folder)
