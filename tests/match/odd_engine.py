"""A durable_rules that goes wrong: a module of its name, found first on the path of worker processes only.

The engine that is loaded here already is not touched, and the product needs no hook for it.
"""

from __future__ import annotations

from pathlib import Path

import durable_rules_engine
import pytest

_LOAD = f"""
import importlib.util
spec = importlib.util.spec_from_file_location("durable_rules_engine", {durable_rules_engine.__file__!r})
engine = importlib.util.module_from_spec(spec)
spec.loader.exec_module(engine)  # and the import statement gives this one
assert_fact, create_ruleset = engine.assert_fact, engine.create_ruleset
"""

UNPADDED = """
import re
engine.create_ruleset = lambda name, text: create_ruleset(name, re.sub(r',{"k":{"p0":"k"}}', "", text))
"""
"""The last test of a pattern may fail: then the engine reads past the pattern's end (events.c:612), and may crash."""

TALKING = """
import os
engine.assert_fact = lambda handle, fact: os.write(1, b"assert") and assert_fact(handle, fact)
"""
ENDING = """
import os
engine.assert_fact = lambda handle, fact: os._exit(3)
"""
RAISING = """
def assert_fact(handle, fact):
    raise MemoryError
engine.assert_fact = assert_fact
"""
HANGING = """
engine.assert_fact = lambda handle, fact: sum(range(10**12))
"""


def use(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Give workers that start from now on this engine."""
    (folder / "durable_rules_engine.py").write_text(_LOAD + code, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
