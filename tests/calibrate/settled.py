"""Small settled cases, written where a test wants them."""

from __future__ import annotations

from pathlib import Path

CASE = """\
case: {name}
title: A bridge
as_of: 2014-12-01
facts:
  - actor: {{id: army}}
  - claim: {{id: gone, text: The bridge is gone.}}
  - claim: {{id: night, text: It went at night.}}
  - source: {{id: mason, affiliation: army}}
  - source: {{id: ferryman}}
  - source: {{id: miller}}
  - interest: {{id: stake, holder: army, claim: gone, gains_if: believed, why: it asks for money}}
  - report: {{id: mason-says, claim: gone, by: mason, basis: firsthand}}
  - report: {{id: ferryman-says, claim: gone, by: ferryman, basis: firsthand, stance: denies}}
  - report: {{id: miller-says, claim: gone, by: miller, basis: firsthand, stance: denies}}
  - report: {{id: mason-on-night, claim: night, by: mason, basis: hearsay}}
"""
OUTCOME = """\
case: {name}
settled: 2015
outcomes:
  - {{claim: gone, outcome: false, because: It stands to this day.}}
  - {{claim: night, outcome: unsettled}}
"""


def settled_case(folder: Path, name: str = "bridge", case: str = CASE, outcome: str = OUTCOME) -> Path:
    """The folder of a case that is settled."""
    place = folder / name
    place.mkdir(parents=True)
    (place / "case.yaml").write_text(case.format(name=name), encoding="utf-8")
    (place / "outcome.yaml").write_text(outcome.format(name=name), encoding="utf-8")
    return place
