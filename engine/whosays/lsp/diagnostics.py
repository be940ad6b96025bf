"""The problems of a rulebook or a case, by file: what `whosays check` finds, with the unsaved texts of the editor."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from whosays.facts.load import read_case
from whosays.lsp.documents import place_of
from whosays.lsp.roots import Root
from whosays.marked import Texts
from whosays.problems import Problem
from whosays.rules.load import read_compiled


def problems_of(root: Root, texts: Texts, shown_at: Path) -> Mapping[Path, tuple[Problem, ...]]:
    """The problems of a root, by file. Those of its folder, or of none, are shown at the file `shown_at`."""
    problems = (
        read_compiled(root.path, texts=texts) if root.kind == "rulebook" else read_case(root.path, texts=texts)
    )[1]
    found: dict[Path, list[Problem]] = {}
    for problem in problems:
        file = place_of(problem.mark.file) if problem.mark.file else shown_at
        is_file = texts.get(file) is not None or os.path.isfile(file)  # noqa: PTH113 - a name that is too long is no error
        found.setdefault(file if is_file else shown_at, []).append(problem)
    return {file: tuple(each) for file, each in found.items()}


def message(problem: Problem) -> str:
    """The whole of a problem but its place and code: message, note and hint, each on a line of its own."""
    lines = [problem.message]
    if problem.note:
        lines.append(f"note: {problem.note}")
    if problem.hint:
        lines.append(f"hint: {problem.hint}")
    return "\n".join(lines)
