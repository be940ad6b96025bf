"""The published schemas of the comparing commands are those that the values have."""

from __future__ import annotations

import json

import jsonschema
import pytest

from tests.golden_files import ROOT
from whosays.render.schemas import FOLDER, schemas

MADE = schemas(ROOT / FOLDER)


@pytest.mark.parametrize("name", sorted(MADE))
def test_published_as_made(name: str) -> None:
    published = json.loads((ROOT / FOLDER / name).read_text(encoding="utf-8"))
    assert published == MADE[name], "make docs writes it anew"
    jsonschema.Draft202012Validator.check_schema(published)
