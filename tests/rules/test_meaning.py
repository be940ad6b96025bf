"""What conditions mean, construct by construct: the claims on which a rule fires."""

# ruff: noqa: E501  (a row a construct, to be read across)

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.fires import fires

FACTS = """
- actor: {id: a1}
- actor: {id: a2, part_of: a1}
- place: {id: town, at: [36.0, 37.0], within: land}
- place: {id: village, at: [36.1, 37.0]}
- place: {id: far, at: [30.0, 30.0]}
- place: {id: somewhere}
- place: {id: land}
- source: {id: s1, affiliation: [a1, a2], reliability: B}
- source: {id: s2, named: anonymous}
- claim: {id: c1, text: "He said \\"no\\"; {x} $y", place: town, during: 2014-11-02, scope: local}
- claim: {id: c2, text: "قال نعم", place: somewhere, during: early 2014, scope: strategic}
- claim: {id: c3, text: Third}
- report: {id: r1, claim: c1, by: s1, published: 2014-11-13, details: [x, y], cites: [r2]}
- report: {id: r2, claim: c1, by: s2, published: 2014-11, stance: denies, details: [y, z]}
- report: {id: r3, claim: c2, by: s2, published: 2014-10-01}
"""

CASES: list[tuple[str, str, str, set[str]]] = [
    ("a field", "- claim: {as: $claim, scope: local}", "", {"c1"}),
    ("one of", "- claim: {as: $claim, scope: [local, strategic]}", "", {"c1", "c2"}),
    ("in", "- claim: {as: $claim, scope: {in: [local]}}", "", {"c1"}),
    ("not needs a value", "- claim: {as: $claim, scope: {not: local}}", "", {"c2"}),
    ("not in", "- claim: {as: $claim, scope: {not_in: [local, tactical]}}", "", {"c2"}),
    ("known", "- claim: {as: $claim, scope: {known: true}}", "", {"c1", "c2"}),
    ("not known", "- claim: {as: $claim, scope: {known: false}}", "", {"c3"}),
    ("time known", "- claim: {as: $claim, during: {known: false}}", "", {"c3"}),
    ("a join", "- report: {claim: $claim, by: $s}\n- source: {as: $s, named: anonymous}", "", {"c1", "c2"}),
    ("a path", "- report: {as: $r, claim: $claim}\n- $r.by.named: anonymous", "", {"c1", "c2"}),
    ("a path over a list", "- report: {as: $r, claim: $claim}\n- $r.by.affiliation: {known: true}", "", {"c1"}),
    ("a list item", "- report: {claim: $claim, details: z}", "", {"c1"}),
    ("no list item", "- report: {claim: $claim, details: {not: y}}", "", {"c2"}),
    ("two list items", "- report: {as: $r, claim: $claim, details: x}\n- $r.details: y", "", {"c1"}),
    ("a wildcard", "- claim: {as: $claim, text: {matches: 'HE SAID*{x}*'}}", "", {"c1"}),
    ("a wildcard, Arabic", "- claim: {as: $claim, text: {matches: 'قال*'}}", "", {"c2"}),
    ("a wildcard is no regular expression", "- claim: {as: $claim, text: {matches: '[a-z]*'}}", "", set()),
    ("a text with quotes", "- claim: {as: $claim, text: 'He said \"no\"; {x} $y'}", "", {"c1"}),
    ("before", "- report: {claim: $claim, published: {before: 2014-11}}", "", {"c2"}),
    ("certainly after", "- report: {claim: $claim, published: {after: 2014-11-05}}", "", {"c1"}),
    ("a written time", "- report: {claim: $claim, published: 2014-10}", "", {"c2"}),
    ("one of two written times", "- report: {claim: $claim, published: {in: [2013, 2014-10]}}", "", {"c2"}),
    ("not a written time", "- report: {claim: $claim, published: {not: 2014-11}}", "", {"c2"}),
    ("a written time by parameter", "- report: {claim: $claim, published: {in: [$when]}}", "{when: 2014-10}", {"c2"}),
    ("a bound time", "- report: {claim: $claim, published: $t}\n- $t: 2014-10", "", {"c2"}),
    ("during", "- claim: {as: $claim, during: {during: 2014}}", "", {"c1", "c2"}),
    ("overlaps, unknown time", "- claim: {as: $claim, during: {overlaps: 2014-11}}", "", {"c1"}),
    (
        "none, unknown time",
        "- claim: {as: $claim}\n- none: [{claim: {as: $claim, during: {overlaps: 2014-11}}}]",
        "",
        {"c2"},
    ),
    ("a parameter is no variable", "- report: {claim: $claim, stance: $wanted}", "{wanted: denies}", {"c1"}),
    ("none", "- claim: {as: $claim}\n- none: [{report: {claim: $claim}}]", "", {"c3"}),
    (
        "none, a word that is left open",
        "- claim: {as: $claim}\n- none: [{report: {claim: $claim, basis: hearsay}}]",
        "",
        {"c3"},
    ),
    (
        "none, what is left open set aside",
        "- claim: {as: $claim}\n- none: [{report: {claim: $claim, basis: {is: hearsay, known: true}}}]",
        "",
        {"c1", "c2", "c3"},
    ),
    (
        "none, a place that is left open may be any",
        "- claim: {as: $claim}\n- none: [{source: {located_at: $claim.place}}, {report: {claim: $claim}}]",
        "",
        {"c3"},
    ),
    (
        "not the same place, one of them left open",
        "- claim: {as: $claim}\n- place: {as: $p, within: {known: true}}\n- $p: {not: $claim.place}",
        "",
        {"c2"},
    ),
    (
        "a count up to what is possible",
        "- claim: {as: $claim}\n- count: {of: $r, is: {at_most: 0}, where: [{report: {as: $r, claim: $claim, basis: image}}]}",
        "",
        {"c3"},
    ),
    (
        "none over two",
        "- claim: {as: $claim}\n- none:\n    - report: {claim: $claim, by: $s}\n    - source: {as: $s, named: named}",
        "",
        {"c2", "c3"},
    ),
    (
        "none in none",
        "- claim: {as: $claim}\n- none: [{none: [{report: {claim: $claim}}]}, {claim: {as: $claim}}]",
        "",
        {"c1", "c2"},
    ),
    (
        "any",
        "- claim: {as: $claim}\n- any:\n    - - claim: {as: $claim, scope: local}\n    - - none: [{report: {claim: $claim}}]",
        "",
        {"c1", "c3"},
    ),
    (
        "count",
        "- claim: {as: $claim}\n- count: {of: $r, is: 2, where: [{report: {as: $r, claim: $claim}}]}",
        "",
        {"c1"},
    ),
    (
        "count none",
        "- claim: {as: $claim}\n- count: {of: $r, is: 0, where: [{report: {as: $r, claim: $claim}}]}",
        "",
        {"c3"},
    ),
    (
        "count at least, later test",
        "- claim: {as: $claim}\n- count: {of: $r, as: $n, where: [{report: {as: $r, claim: $claim}}]}\n- $n: {at_most: 1}",
        "",
        {"c2", "c3"},
    ),
    (
        "count what is certain only",
        "- claim: {as: $claim}\n- count: {of: $r, is: {at_least: 1}, where: [{report: {as: $r, claim: $claim, published: {before: 2014-11-10}}}]}",
        "",
        {"c2"},
    ),
    (
        "count at most what is possible",
        "- claim: {as: $claim}\n- count: {of: $r, is: {at_most: 0}, where: [{report: {as: $r, claim: $claim, published: {before: 2014-11-10}}}]}",
        "",
        {"c3"},
    ),
    (
        "an exact count must be exact in every reading",
        "- claim: {as: $claim}\n- count: {of: $r, is: 0, where: [{report: {as: $r, claim: $claim, published: {before: 2014-11-10}}}]}",
        "",
        {"c3"},
    ),
    (
        "a count in a negation blocks where it may hold",
        "- claim: {as: $claim}\n- none:\n    - claim: {as: $claim}\n    - count: {of: $r, is: {at_least: 1}, where: [{report: {as: $r, claim: $claim, published: {before: 2014-11-10}}}]}",
        "",
        {"c3"},
    ),
    ("pair", "- report: {as: $a, claim: $claim}\n- report: {as: $b, claim: $claim}\n- pair: [$a, $b]", "", {"c1"}),
    (
        "distance",
        "- claim: {as: $claim, place: $p}\n- place: {as: $q, within: {known: true}}\n- distance: {from: $p, to: $q, is: {below: 1 km}}",
        "",
        {"c1"},
    ),
    (
        "unknown distance",
        "- claim: {as: $claim, place: $p}\n- place: {as: $q}\n- distance: {from: $p, to: $q, is: {above: 100 km}}",
        "",
        {"c1"},
    ),
    (
        "unknown distance in a negation",
        "- claim: {as: $claim, place: $p}\n- none: [{place: {as: $q}}, {distance: {from: $p, to: $q, is: {below: 20 km}}}]",
        "",
        set(),
    ),
    (
        "elapsed",
        "- report: {as: $r, claim: $claim}\n- elapsed: {from: $claim.during, to: $r.published, is: {at_most: 2 weeks}}",
        "",
        {"c1"},
    ),
    (
        "elapsed, not in that order",
        "- report: {as: $r, claim: $claim}\n- elapsed: {from: $r.published, to: $claim.during, is: {at_least: 0 days}}",
        "",
        set(),
    ),
    (
        "elapsed from a written time",
        "- report: {as: $r, claim: $claim}\n- elapsed: {from: 2014-09, to: $r.published, is: {at_most: 1 day}}",
        "",
        {"c2"},
    ),
    (
        "elapsed, by parameters",
        "- report: {as: $r, claim: $claim}\n- elapsed: {from: $start, to: $r.published, is: {above: $long}}",
        "{start: 2014-09, long: 960 h}",
        {"c1"},
    ),
    (
        "elapsed, unknown in a negation",
        "- claim: {as: $claim}\n- none: [{elapsed: {from: 2014-09, to: $claim.during, is: {above: 10 weeks}}}]",
        "",
        {"c1", "c2"},
    ),
    (
        "travel",
        "- claim: {as: $claim, place: $p, during: $t}\n- place: {as: $q}\n- travel: {from: $p, to: $q, leaving: $t, arriving: 2014-11-03, is: {above: 900 km/h}}",
        "",
        {"c1"},
    ),
    (
        "travel, there and back",
        "- claim: {as: $claim, place: $p, during: $t}\n- place: {as: $q, within: $any}\n- travel: {from: $p, to: $q, leaving: 2014-12, arriving: $t, is: {at_most: 0 km/h}}",
        "",
        {"c1"},
    ),
    (
        "travel, unknown in a negation",
        "- claim: {as: $claim}\n- none: [{travel: {from: $claim.place, to: $claim.place, leaving: $claim.during, arriving: 2015, is: {above: 1 m/s}}}]",
        "",
        {"c1"},
    ),
    ("inside", "- claim: {as: $claim, place: $p}\n- inside: {place: $p, area: $q}\n- $p: {not: $q}", "", {"c1"}),
    (
        "camp",
        "- report: {claim: $claim, by: $s}\n- in_camp: {member: $s, camp: $a}\n- actor: {as: $a, part_of: {known: false}}",
        "",
        {"c1"},
    ),
    ("rests on", "- report: {as: $r, claim: $claim}\n- rests_on: {report: $r}", "", {"c1"}),
    ("bears on", "- bears_on: {claim: $claim, how: denies}", "", {"c1"}),
]


@pytest.mark.parametrize(("when", "params", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_condition(tmp_path: Path, when: str, params: str, expected: set[str]) -> None:
    assert fires(tmp_path, when, FACTS, params) == expected
