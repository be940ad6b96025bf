"""A one-rule rulebook against a few facts: which claims does it fire on?"""

from __future__ import annotations

import textwrap
from pathlib import Path

from whosays.assessment.assess import assess
from whosays.facts.load import read_case_text
from whosays.match.choose import Matchers
from whosays.problems import render_problems
from whosays.rules.load import read_compiled

BOOK = """\
rulebook: one
relations: {{marked: {{claim: claim}}}}
rules:
  - id: one
    title: One
{params}    when:
{when}
    then:
      - supports: $claim
        strength: weak
        because: $claim.text holds.
"""


def fires(tmp_path: Path, when: str, facts: str, params: str = "", matchers: Matchers | None = None) -> set[str]:
    """The ids of the claims that the rule supports. `when` and `facts` are YAML lists."""
    conditions = textwrap.indent(textwrap.dedent(when).strip("\n"), "      ")
    text = BOOK.format(when=conditions, params=f"    params: {params}\n" if params else "")
    file = tmp_path / "one.yaml"
    file.write_text(text, encoding="utf-8")
    compiled, problems = read_compiled(file)
    assert compiled is not None, render_problems(problems)
    head = "case: a\ntitle: A\nas_of: 2015\nfacts:\n"
    case, problems = read_case_text("facts", (head + textwrap.dedent(facts)).encode())
    assert case is not None, render_problems(problems)
    gathered = assess(case, compiled, matchers).gathered
    return {gathered.grounded.fact(finding.targets[0]).id for finding in gathered.findings}
