"""What an open file belongs to: a rulebook or a case, of this file alone or of its folder.

It is read off the keys that begin a line, not off a tree, so that a file keeps its place while it is no YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from whosays.lsp.documents import Documents
from whosays.rules.read_rulebook import FILE_KEYS

RootKind = Literal["rulebook", "case"]

_TOP_KEY = re.compile(r"^\ufeff?([a-z]+)[ \t]*:(?=\s|$)", re.MULTILINE)
_BOOK_HEADS = ("rulebook.yaml", "rulebook.yml")
_RULE_KEYS = frozenset(FILE_KEYS)
_CASE_HEADS = ("case.yaml", "case.yml")
_NEVER_READ = ("outcome.yaml", "outcome.yml")
_MOST_FILES = 300


@dataclass(frozen=True, slots=True)
class Root:
    """A rulebook or a case: its file or folder."""

    kind: RootKind
    path: Path


def root_of(path: Path, documents: Documents) -> Root | None:
    """The root of an open file; None for what is neither a rulebook nor a case."""
    keys = _keys(documents.text(path))
    folder = path.parent
    if path.name in _BOOK_HEADS and folder.is_dir():
        return Root("rulebook", folder)
    if "rulebook" in keys:
        return Root("rulebook", folder if _is_divided(path, documents) else path)
    if "case" in keys:
        return Root("case", folder if path.name in _CASE_HEADS and folder.is_dir() else path)
    if path.name.casefold() in _NEVER_READ or path.name.startswith("."):
        return None
    names = {each.name for each in _beside(folder, documents)}
    if not names.isdisjoint(_CASE_HEADS) and not keys & _RULE_KEYS:
        return Root("case", folder)
    # All that lies beside a rulebook.yaml is part of it; beside a head of another name, only what looks like it.
    if not names.isdisjoint(_BOOK_HEADS) or (keys and keys <= _RULE_KEYS and len(_heads(folder, documents)) == 1):
        return Root("rulebook", folder)
    return None


def _is_divided(head: Path, documents: Documents) -> bool:
    """Whether a head of another name than rulebook.yaml has files beside it, all of which look like parts of it."""
    others = [_keys(documents.text(file)) for file in _beside(head.parent, documents) if file != head]
    return bool(others) and all(keys and keys <= _RULE_KEYS for keys in others)


def _heads(folder: Path, documents: Documents) -> list[Path]:
    return [file for file in _beside(folder, documents) if "rulebook" in _keys(documents.text(file))]


def _beside(folder: Path, documents: Documents) -> Iterable[Path]:
    """The YAML files of a folder, those that are only in the editor included."""
    try:
        found = {each for each in folder.iterdir() if each.suffix in (".yaml", ".yml")} if folder.is_dir() else set()
    except (OSError, ValueError):
        found = set()
    found |= {folder / name for name in documents.texts.names(folder)}
    return sorted(file for file in found if not file.name.startswith("."))[:_MOST_FILES]


def _keys(text: str | None) -> set[str]:
    return set(_TOP_KEY.findall(text or ""))
