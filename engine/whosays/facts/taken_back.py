"""What is taken back with a source, a document, an actor or a report; `edit.py` knows what cannot stand without it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from whosays.facts.case import Case

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
