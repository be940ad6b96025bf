"""A rulebook and a case written in a test, judged."""

from __future__ import annotations

import textwrap
from pathlib import Path

from whosays.explain.report import Report, report_on
from whosays.facts.load import read_case_text
from whosays.problems import render_problems
from whosays.rules.load import read_compiled


def judged(folder: Path, rules: str, facts: str) -> Report:
    """The report on a case of these facts by these rules; both are YAML lists."""
    file = folder / "book.yaml"
    file.write_text("rulebook: book\nrules:\n" + textwrap.indent(textwrap.dedent(rules), "  "), encoding="utf-8")
    compiled, problems = read_compiled(file)
    assert compiled is not None, render_problems(problems)
    head = "case: a\ntitle: A\nas_of: 2015\nfacts:\n"
    case, problems = read_case_text("facts", (head + textwrap.dedent(facts)).encode())
    assert case is not None, render_problems(problems)
    return report_on(case, compiled)
