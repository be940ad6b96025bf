"""`docs/sessions.md` shows what its Python prints."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO

import pytest

from tests.docs.pages import page
from tests.golden_files import ROOT, assert_golden
from whosays.match.choose import durable_matcher
from whosays.match.matcher import Unavailable

NAME = "sessions"
_BLOCK = re.compile(r"^(```python\n)(.*?)(^```\n\n```text\n)(.*?)(^```$)", re.MULTILINE | re.DOTALL)


@pytest.mark.skipif(isinstance(durable_matcher(), Unavailable), reason="the page prints notes as durable_rules works")
def test_what_is_shown_is_what_is_printed() -> None:
    space: dict[str, object] = {}

    def run(found: re.Match[str]) -> str:
        out = StringIO()
        with redirect_stdout(out):
            exec(found[2], space)
        return f"{found[1]}{found[2]}{found[3]}{out.getvalue()}{found[5]}"

    text = _BLOCK.sub(run, page(NAME))
    assert text.count("```python") == len(_BLOCK.findall(text))
    assert_golden(text, ROOT / "docs" / f"{NAME}.md")
