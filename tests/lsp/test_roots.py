"""What a file belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosays.lsp.documents import Documents
from whosays.lsp.roots import root_of

RULES = "rules:\n  - id: x\n"
HEAD, CASE = "rulebook: x\n", "case: c\n"
FOLDERS = {
    "folder": {"rulebook.yaml": HEAD, "rules.yaml": RULES, "slip.yaml": "rulez:\n", "own.yaml": HEAD},
    "named": {"head.yaml": HEAD, "rules.yaml": RULES},
    "mixed": {"head.yaml": HEAD, "rules.yaml": RULES, "services.yaml": "services: {}\n"},
    "lone": {"a.yaml": HEAD, "b.yaml": HEAD, "rules.yaml": RULES, "x.yaml": "[", "c.yml": CASE},
    "case": {"case.yaml": CASE, "facts.yaml": "- actor: {", "outcome.yaml": "- x\n", "rules.yaml": RULES},
    "slip": {"rulebook.yaml": "rulebok: s\n", "case.txt": CASE},
}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("folder/rulebook.yaml", ("rulebook", "folder")),
        ("folder/rules.yaml", ("rulebook", "folder")),
        ("folder/slip.yaml", ("rulebook", "folder")),
        ("folder/own.yaml", ("rulebook", "folder/own.yaml")),
        ("folder/new.yaml", ("rulebook", "folder")),
        ("named/head.yaml", ("rulebook", "named")),
        ("named/rules.yaml", ("rulebook", "named")),
        ("mixed/head.yaml", ("rulebook", "mixed/head.yaml")),
        ("mixed/services.yaml", None),
        ("lone/a.yaml", ("rulebook", "lone/a.yaml")),
        ("lone/rules.yaml", None),
        ("lone/x.yaml", None),
        ("lone/c.yml", ("case", "lone/c.yml")),
        ("case/case.yaml", ("case", "case")),
        ("case/facts.yaml", ("case", "case")),
        ("case/outcome.yaml", None),
        ("case/rules.yaml", None),
        ("slip/rulebook.yaml", ("rulebook", "slip")),
    ],
)
def test_root(tmp_path: Path, file: str, expected: tuple[str, str] | None) -> None:
    for folder, files in FOLDERS.items():
        (tmp_path / folder).mkdir()
        for name, text in files.items():
            (tmp_path / folder / name).write_text(text, encoding="utf-8")
    documents = Documents()
    if not (tmp_path / file).exists():
        documents.put(tmp_path / file, "")
    root = root_of(tmp_path / file, documents)
    assert (root and (root.kind, root.path)) == (expected and (expected[0], tmp_path / expected[1]))


def test_a_file_in_no_folder() -> None:
    documents = Documents()
    documents.put(Path("/untitled:1"), "rulebook: x\n")
    root = root_of(Path("/untitled:1"), documents)
    assert root is not None
    assert root.path == Path("/untitled:1")
