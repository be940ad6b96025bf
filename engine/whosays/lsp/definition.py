"""Go to definition: from the name of a rule, relation, variable or fact to where it is made."""

from __future__ import annotations

from pathlib import Path

from whosays.lsp.documents import Documents
from whosays.lsp.here import word_at
from whosays.problems import Mark


def definition(path: Path, offset: int, documents: Documents) -> Mark | None:
    """The place where what is named at an offset is defined, or None."""
    found = word_at(path, offset, documents)
    return found[0].mark if found else None
