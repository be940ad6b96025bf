"""What of a case falls when something in it is taken back: what was said by it, and what cannot stand without that."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from whosays.facts.case import Case, CaseFact
from whosays.facts.kinds import Kind

RETRACTABLE = ("source", "document", "actor", "report")


def taken_back(case: Case, fact_id: str) -> frozenset[str]:
    """What goes at once when a source, document, actor or report is retracted: what it says, not what is said of it.

    An actor speaks through the sources of its camp. With a document go the reports in it, and the facts that were read
    nowhere else.
    """
    fact = case[fact_id]
    match fact.kind:
        case "source":
            return frozenset(_said_by(case, {fact_id}))
        case "actor":
            camp = _camp(case, fact_id)
            members = {each.id for each in case.of_kind("source") if camp.intersection(each.get("affiliation"))}
            return frozenset(_said_by(case, members))
        case "document":
            return frozenset(_read_in(case, fact_id))
        case _:
            return frozenset({fact_id})


def falling(case: Case, gone: Collection[str]) -> frozenset[str]:
    """All facts that go when these do: those that they state, that need them, or that rest on nothing else."""
    fallen = set(gone)
    while True:
        more = {fact.id for fact in case if fact.id not in fallen and _falls(case.vocabulary[fact.kind], fact, fallen)}
        if not more:
            return frozenset(fallen)
        fallen |= more


def _falls(kind: Kind, fact: CaseFact, gone: Collection[str]) -> bool:
    if kind.stated_by and fact.get(kind.stated_by) in gone:
        return True  # without who states it, it would count as undisputed
    cites = fact.get("cites") if fact.kind == "report" else ()
    if cites and all(each in gone for each in cites):
        return True  # without what it passes on, it would count as an origin
    for field in kind.references:
        value = fact.get(field.name)
        if field.many:
            left = sum(each not in gone for each in value)
            if left < len(value) and left < field.min_items:
                return True
        elif field.required and value in gone:
            return True
    return False


def _said_by(case: Case, sources: Collection[str]) -> Iterator[str]:
    return (report.id for report in case.of_kind("report") if report.get("by") in sources)


def _read_in(case: Case, document: str) -> Iterator[str]:
    for fact in case:
        quoted = {quote.document for quote in fact.model.seen_in}
        if (fact.kind == "report" and fact.get("in") == document) or (
            case.vocabulary[fact.kind].is_evidence and quoted == {document}
        ):
            yield fact.id


def _camp(case: Case, actor: str) -> set[str]:
    """The actor and all that are part of it."""
    camp = {actor}
    while True:
        more = {each.id for each in case.of_kind("actor") if camp.intersection(each.get("part_of"))} - camp
        if not more:
            return camp
        camp |= more
