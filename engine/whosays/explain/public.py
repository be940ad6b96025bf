"""A report for the public: the same verdicts, without whoever could be identified by them.

The case is rewritten, not the text: sources, documents, their actors and places get neutral names, every id a neutral
one, and what the encoder wrote or quoted is left out. All sentences are then said anew, so no format can forget one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from whosays.explain.identities import WITHHELD, Identities
from whosays.explain.report import Report, explained
from whosays.explain.verdict import Constraint, Contribution, Taken, Verdict
from whosays.facts.case import Case, CaseFact
from whosays.facts.kinds import Field, Vocabulary
from whosays.facts.times import Time
from whosays.facts.vocabulary import Fact
from whosays.marked import MarkedMap, SourceText
from whosays.rules.compile import CompiledRulebook
from whosays.rules.grounding import GroundedCase

_NO_HASH = "0" * 64  # the hash of the case would let anybody try out who the sources are
_SHOWN_TYPES = ("choice", "number", "flag")


def public(report: Report) -> Report:
    """The report with neutral names for sources and all that could identify them, numbered as they appear in it.

    Quotes, addresses, file names, notes and all free text of the case are withheld, but for the texts of claims, in
    which neutral names stand. What rules say stays, with the names that may stand in it replaced.
    """
    identities = Identities(report.case, report.verdicts)
    case = _case(report.case, identities)
    assessment = report.assessment
    gathered = replace(
        assessment.gathered,
        case=case,
        grounded=_grounded(assessment.gathered.grounded, case),
        rulebook=_rulebook(report.rulebook, identities),
    )
    hidden = replace(assessment, gathered=gathered)
    told = {each.claim: _without_names(each, identities) for each in explained(hidden)}
    verdicts = tuple(told[identities.id_of[each.claim]] for each in report.verdicts)
    return Report(hidden, verdicts, report.engine, is_public=True)


def _case(case: Case, identities: Identities) -> Case:
    facts = tuple(_fact(fact, identities) for fact in case)
    title = "A case whose sources are not named"
    rewritten = Case("public", title, case.as_of, None, facts, case.vocabulary)
    vars(rewritten)["hash"] = _NO_HASH  # a cached property, filled before anybody asks
    return rewritten


def _fact(fact: CaseFact, identities: Identities) -> CaseFact:
    values: dict[str, Any] = {
        field.attribute: _value(fact, field, identities)
        for field in fact.fields.values()
        if field.attribute not in Fact.model_fields
    }
    values |= {"id": identities.id_of[fact.id], "name": identities.name_of(fact), "seen_in": ()}
    values |= {"reading": None, "note": None}
    model = type(fact.model).model_construct(**values)
    return CaseFact(fact.index, fact.kind, values["id"], model, _nowhere(), fact.fields)


def _nowhere() -> MarkedMap:
    return MarkedMap(SourceText(WITHHELD), None, None, ())


def _value(fact: CaseFact, field: Field, identities: Identities) -> Any:
    value = fact.get(field.name)
    if value is None or value == () or field.type in _SHOWN_TYPES:
        return value
    if field.type == "ref":
        ids = identities.id_of
        return tuple(ids[each] for each in value) if isinstance(value, tuple) else ids[value]
    if fact.kind == "claim" and field.name == "text":
        return identities.text(value)
    return (WITHHELD,) if isinstance(value, tuple) else WITHHELD


def _grounded(grounded: GroundedCase, case: Case) -> GroundedCase:
    """The rows as they are, with the texts that only the case has withheld."""
    choices = _choices(case.vocabulary)
    values = tuple(each if isinstance(each, Time) or each in choices else WITHHELD for each in grounded.values)
    return replace(grounded, case=case, values=values)


def _choices(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(
        choice for kind in vocabulary.values() for field in kind.fields.values() for choice in field.choices
    )


def _rulebook(compiled: CompiledRulebook, identities: Identities) -> CompiledRulebook:
    book = compiled.rulebook
    disabled: Mapping[str, str] = MappingProxyType(dict.fromkeys(book.disabled, WITHHELD))
    rules = tuple(
        replace(rule, title=identities.prose(rule.title), rationale=identities.prose(rule.rationale))
        for rule in book.rules
    )
    rewritten = replace(compiled, rulebook=replace(book, disabled=disabled, rules=rules))
    vars(rewritten)["digest"] = compiled.digest  # a cached property: the rules mean what they meant
    return rewritten


def _without_names(verdict: Verdict, identities: Identities) -> Verdict:
    """The verdict with the names replaced that rules have in their own words."""

    def taken(parts: tuple[Taken, ...]) -> tuple[Taken, ...]:
        return tuple(replace(each, because=identities.prose(each.because)) for each in parts)

    def contribution(each: Contribution) -> Contribution:
        return replace(
            each,
            who=identities.prose(each.who),
            because=identities.prose(each.because),
            counts_with=identities.prose(each.counts_with),
            taken=taken(each.taken),
            raised=taken(each.raised),
        )

    def constraint(each: Constraint) -> Constraint:
        return replace(each, because=identities.prose(each.because), taken=taken(each.taken))

    return replace(
        verdict,
        contributions=tuple(map(contribution, verdict.contributions)),
        constraints=tuple(map(constraint, verdict.constraints)),
        base_rate_because=identities.prose(verdict.base_rate_because),
    )
