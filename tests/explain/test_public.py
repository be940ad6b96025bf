"""No report for the public names a source, or what could identify one."""

from __future__ import annotations

import re

import pytest

import whosays
from tests.cli.process import whosays as run
from tests.golden_files import ROOT
from whosays.explain.identities import Identities
from whosays.explain.public import public
from whosays.facts.kinds import kinds
from whosays.render.formats import REPORT, WHY, render

FOUNDING = ROOT / "facts" / "jn-is-alliance-2014"


@pytest.fixture(scope="module")
def founding() -> whosays.Result:
    return whosays.assess(FOUNDING)


def outputs(result: whosays.Result) -> dict[str, str]:
    """All that can be had of a public report, by format and claim."""
    hidden = public(result._report)
    found = {name: render(hidden, named, None) for name, named in REPORT.items()}
    for verdict in hidden.verdicts:
        found |= {f"why {name} {verdict.claim}": render(hidden, named, verdict.claim) for name, named in WHY.items()}
    return found


def identity_strings(case: whosays.Case) -> set[str]:
    hidden = Identities(case, ()).hidden
    found: set[str] = set()
    for fact in case:
        if fact.id in hidden:
            found |= {fact.model.name or fact.id, *(fact.get("aliases") if fact.kind == "actor" else ())}
        if fact.kind == "document":
            found |= {fact.get(field) for field in ("title", "url", "file", "sha256") if fact.get(field)}
        if fact.kind == "source" and fact.get("record"):
            found.add(fact.get("record"))
        found |= {quote.quote for quote in fact.model.seen_in if quote.quote}
        found |= {text for text in (fact.model.note, fact.model.reading) if text}
        found |= {fact.id} if "-" in fact.id and fact.kind != "claim" else set()
    return found | {case.id, case.title, case.hash}


def test_nothing_of_the_founding_case_that_identifies_a_source(founding: whosays.Result) -> None:
    strings = identity_strings(founding.case)
    assert {"the Associated Press", "Kyle Orton", "Jabhat al-Nusra", "Atareb", "abu-musafer-pact"} <= strings
    leaks = re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in sorted(strings, key=len, reverse=True)))
    rules = {rule.id for rule in founding.rulebook.rulebook.rules}
    for name, text in outputs(founding).items():
        found = {each for each in leaks.findall(text) if each not in rules}
        assert not found, name


def test_no_text_of_a_case_but_the_words_of_its_claims() -> None:
    """Every kind of fact, every text in it a word that occurs nowhere else: none may come out."""
    facts, number = [], 0

    def word() -> str:
        nonlocal number
        number += 1
        return f"Zq{number}x"

    ids = {name: word() for name in kinds()}
    for name, kind in kinds().items():
        body: dict[str, object] = {"id": ids[name], "name": word(), "note": word(), "reading": word()}
        if name != "document":
            body["seen_in"] = {"document": ids["document"], "quote": word(), "locator": word()}
        for field in kind.fields.values():
            if field.name in body or (field.limits.pattern and field.type == "text"):
                continue
            if field.type == "text" and not (name == "claim" and field.name == "text"):
                body[field.name] = word()
            elif field.required and field.type == "ref":
                body[field.name] = ids[field.refers_to[0]] if field.refers_to else ids["claim"]
            elif field.required and field.choices:
                body[field.name] = field.choices[0]
        facts.append({name: body})
    by_kind = {next(iter(each)): next(iter(each.values())) for each in facts}
    by_kind["tension"]["claims"] = [ids["claim"], "second"]
    by_kind["source"] |= {"affiliation": ids["actor"], "located_at": ids["place"]}
    by_kind["report"] |= {"in": ids["document"], "evidence": [ids["artefact"]], "basis": "firsthand"}
    by_kind["claim"]["text"] = f"It was {by_kind['source']['name']} who met {by_kind['actor']['name']}."
    facts.append({"claim": {"id": "second", "text": f"They met in {by_kind['place']['name']}."}})
    case = {"case": word(), "title": word(), "question": word(), "as_of": "2020", "facts": facts}
    result = whosays.assess(case)
    assert re.search(r"Zq\d+x", str(result))
    for name, text in outputs(result).items():
        assert not re.search(r"zq\d+x", text, re.IGNORECASE), name
    text = outputs(result)["markdown"]
    assert "It was source 1 who met actor 1" in text
    assert "They met in place 1" in text


def test_the_verdicts_are_the_same(founding: whosays.Result) -> None:
    hidden = founding.public()
    for old, new in zip(founding.values(), hidden.values(), strict=True):
        for field in (
            "word",
            "probability",
            "range",
            "confidence",
            "admiralty",
            "opinion",
            "naive",
            "reports",
            "origins",
        ):
            assert getattr(old, field) == getattr(new, field)
        assert [each.share for each in old.contributions] == [each.share for each in new.contributions]
        assert founding.steps(old.claim) == hidden.steps(new.claim)


def test_the_same_name_stands_for_the_same_source_everywhere(founding: whosays.Result) -> None:
    hidden = founding.public()
    names: dict[str, str] = {}
    for old, new in zip(founding.values(), hidden.values(), strict=True):
        for one, other in zip(old.contributions, new.contributions, strict=True):
            if one.kind == "origin":
                assert names.setdefault(one.who, other.who) == other.who
    assert len(set(names.values())) == len(names)
    assert next(iter(names.values())) == "source 1"  # in the order of appearance


def test_names_in_the_words_of_claims_and_of_rules() -> None:
    facts = [
        {"actor": {"id": "army", "name": "the army", "aliases": ["AF"]}},
        {"actor": {"id": "kept", "name": "the Red Cross"}},
        {
            "claim": {
                "id": "c",
                "text": "The army’s AF shelled Orton’s house, not armyworms, in May, with the Red Cross.",
            }
        },
        {"source": {"id": "k", "name": "Kyle Orton", "affiliation": "army"}},
        {"source": {"id": "m", "name": "May Field"}},
        {"report": {"id": "r", "claim": "c", "by": "k"}},
        {"report": {"id": "r2", "claim": "c", "by": "m"}},
    ]
    result = whosays.assess({"case": "x", "title": "X", "facts": facts}).public()
    (verdict,) = result.values()
    assert verdict.text == "actor 1’s actor 1 shelled source 1’s house, not armyworms, in May, with the Red Cross."


@pytest.mark.parametrize("command", [["assess", FOUNDING, "--claim", "qalamoun"], ["why", FOUNDING, "qalamoun"]])
def test_on_the_command_line(command: list[str]) -> None:
    ran = run(*command, "--public")
    assert ran.code == 0
    assert "place 5" in ran.out
    assert "qalamoun" not in ran.out.lower()
