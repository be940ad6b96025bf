"""The browser, and the files it opens: the founding case, and one whose every text means harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import whosays
from tests.browser.chromium import Browser, chromium
from tests.cli.process import FOUNDING
from tests.render.hostile import PIECES, case_of


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    founding = whosays.assess(FOUNDING)
    hostile = whosays.assess(case_of([f"x {piece}" for piece in PIECES]))
    found = {}
    for name, result in (("founding", founding), ("public", founding.public()), ("hostile", hostile)):
        for format_ in ("html", "svg"):
            file = folder / f"{name}.{format_}"
            file.write_text(result.render(format_), encoding="utf-8")
            found[f"{name}.{format_}"] = file
    return found
