"""What falls if a source, a document, an actor or a report is taken back, and what stands without it."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.assessment.assess import Assessment
from whosays.explain.again import again
from whosays.explain.compare_cases import (
    FactChange,
    FindingChange,
    changed_facts,
    changed_findings,
    findings_by_content,
)
from whosays.explain.judgement import Move, judgements, moves
from whosays.explain.parts import Parts
from whosays.explain.wording import name_of
from whosays.facts.edit import without_facts
from whosays.facts.taken_back import taken_back


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding that used a fact which goes, and still follows from others: `on` are those of its proof now."""

    rule: str
    because: str
    claim: str
    lost: tuple[str, ...]
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retracted:
    """What goes with `id`: what it says (`said`), what cannot stand without that, and what came of it.

    `facts` hold all that go, and those in which only a mention of them goes. A finding may also come: one that
    something which goes had stood against. `claims` are all of them, what moved farthest first.
    """

    id: str
    kind: str
    name: str
    said: tuple[str, ...]
    facts: tuple[FactChange, ...]
    findings: tuple[FindingChange, ...]
    standing: tuple[Standing, ...]
    claims: tuple[Move, ...]


def retract(assessment: Assessment, fact_id: str) -> Retracted:
    """Judge a case once more without what one of its sources, documents, actors or reports says.

    Raises ProblemsError where judging again takes too long.
    """
    case = assessment.case
    said = taken_back(case, fact_id)
    left = without_facts(case, said)
    gone = said | {each.fact for each in left.gone}
    after = again(assessment, left.case) if gone else assessment
    facts = changed_facts(case, after.case)
    texts = {claim.id: claim.get("text") for claim in case.of_kind("claim")}
    moved = moves(judgements(assessment.gathered, assessment.weighed), judgements(after.gathered, after.weighed), texts)
    return Retracted(
        fact_id,
        case[fact_id].kind,
        name_of(case, case[fact_id]),
        tuple(sorted(said)),
        facts,
        changed_findings(assessment, after, gone),
        _standing(assessment, after, gone),
        moved,
    )


def _standing(before: Assessment, after: Assessment, gone: frozenset[str]) -> tuple[Standing, ...]:
    """The findings whose chosen proof goes, and that follow from another."""
    found, left, parts = [], findings_by_content(after), Parts(after)
    for key, finding in findings_by_content(before).items():
        used = {before.case.facts[fact].id for fact in finding.proofs[0]} if finding.proofs else set()
        lost = used & gone
        other = left.get(key) if lost else None
        if other is not None:
            claim = int(after.gathered.network.findings.claim[other.index])
            on = {after.case.facts[fact].id for fact in other.proofs[0]} if other.proofs else set()
            found.append(
                Standing(
                    other.kind.rule.id,
                    parts.because(other),
                    after.gathered.claims[claim].id if claim >= 0 else "",
                    tuple(sorted(lost)),
                    tuple(sorted(on)),
                )
            )
    return tuple(sorted(found, key=lambda each: (each.rule, each.claim, each.because, each.on)))
