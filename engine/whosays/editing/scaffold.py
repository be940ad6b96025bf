"""The first folder of a newcomer: a case, a house rulebook with one rule, and what to do with them."""

from __future__ import annotations

from collections.abc import Mapping

from whosays.version import VERSION

_CASE = """\
# Who says what of which claim. All kinds of facts: docs/case-format.md of whosays.
case: {name}
title: Was the clinic shelled?
as_of: 2024-05-03

facts:
  - actor: {{id: army, name: the army}}
  - claim: {{id: shelled, text: The army shelled the clinic., about: army}}
  - document: {{id: wire, title: Clinic hit, published: 2024-05-02}}

  # a quoted person is a source of their own
  - source: {{id: nurse, name: a nurse, named: role, access: firsthand}}
  - source: {{id: spokesman, name: the army’s spokesman, affiliation: army}}
  - source: {{id: agency, name: the news agency, reliability: B}}

  - report:
      id: nurse-says
      claim: shelled
      by: nurse
      in: wire
      basis: firsthand
      seen_in: {{document: wire, quote: "I heard two shells, then the ward was full of dust"}}
  - report: {{id: agency-says, claim: shelled, by: agency, in: wire, cites: nurse-says}}
  - report: {{id: army-denies, claim: shelled, by: spokesman, in: wire, stance: denies, details: no units in the area}}

  - interest:
      id: army-interest
      holder: army
      claim: shelled
      gains_if: disbelieved
      why: it would be charged
"""
_RULES = """\
# The rules of this house: those that come with whosays, and one more.
# How rules are written: docs/rule-language.md of whosays.
rulebook: {name}-house
title: Rules of this house
version: 0.1.0
extends: standard

rules:
  - id: bare-denial
    title: A denial that gives no grounds
    status: experimental
    rationale: Whoever has looked can say what they saw.
    when:
      - report: {{as: $report, stance: denies, basis: {{known: false}}}}
    unless:
      it rests on what others say:
        - report: {{as: $report, cites: $other}}
    then:
      - discounts: $report
        by: slight
        because: $report.by denies it and does not say how it is known.
    examples:
      - name: a denial and no more
        given:
          - claim: {{id: c, text: They were there.}}
          - source: {{id: s}}
          - report: {{id: r, claim: c, by: s, stance: denies}}
        expect: [{{discounts: r}}]
      - name: a denial by somebody who was there
        given:
          - claim: {{id: c, text: They were there.}}
          - source: {{id: s}}
          - report: {{id: r, claim: c, by: s, stance: denies, basis: firsthand}}
        expect: []
      - name: a denial that quotes another
        given:
          - claim: {{id: c, text: They were there.}}
          - source: {{id: s}}
          - source: {{id: t}}
          - report: {{id: q, claim: c, by: t, stance: denies, basis: firsthand}}
          - report: {{id: r, claim: c, by: s, stance: denies, cites: q}}
        expect: []
"""
_README = """\
# {name}

`cases/{name}.yaml` is a case: who says what, on what ground. `rules/house.yaml` holds the rules of this house. Next:

```sh
whosays check cases/{name}.yaml rules/house.yaml
whosays test rules/house.yaml
whosays assess cases/{name}.yaml -r rules/house.yaml
```

The first says whether both are right, the second whether the rules do what their examples say, the third judges the
case. Then change the case to yours. `whosays why cases/{name}.yaml shelled -r rules/house.yaml` explains a verdict,
`whosays rules list -r rules/house.yaml` shows all rules, `whosays rules new ID -r rules/house.yaml` begins another.
"""
_PRE_COMMIT = """\
# Checks and formats cases and rules whenever you commit: see https://pre-commit.com. To switch it on, take the
# "# " below away, put the address of whosays in, and run: pre-commit install
#
# repos:
#   - repo: <the address that you have whosays from>
#     rev: v{version}
#     hooks:
#       - id: whosays-check
#         files: ^(cases|rules)/
#       - id: whosays-fmt
#         files: ^(cases|rules)/
#       - id: whosays-test
#         files: ^rules/
"""


def first_files(name: str) -> Mapping[str, str]:
    """The files of the folder by name; `name` is an id."""
    return {
        "README.md": _README.format(name=name),
        f"cases/{name}.yaml": _CASE.format(name=name),
        "rules/house.yaml": _RULES.format(name=name),
        ".pre-commit-config.yaml": _PRE_COMMIT.format(version=VERSION),
    }
