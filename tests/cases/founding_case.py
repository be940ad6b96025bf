"""Where the founding case and the texts it quotes are."""

from __future__ import annotations

import functools
import os
from pathlib import Path

from whosays.facts.case import Case
from whosays.facts.load import load_case

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "facts" / "jn-is-alliance-2014"
TEXTS = Path(os.environ.get("WHOSAYS_SEEDS") or ROOT.parent / "shared" / "seeds")


@functools.cache
def founding_case() -> Case:
    return load_case(FOLDER)
