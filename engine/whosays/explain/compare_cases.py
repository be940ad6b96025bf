"""Two versions of a case: which facts came, went or changed, which findings with them, and which verdicts moved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from whosays.assessment.assess import Assessment
from whosays.assessment.findings import Finding
from whosays.explain.judgement import Move, judgements, moves
from whosays.explain.parts import Parts
from whosays.explain.wording import name_of
from whosays.facts.case import Case


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that "came", "went" or "changed"; of a changed one the names of the fields that did."""

    id: str
    kind: str
    name: str
    change: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that "came" or "went"; `facts` are those of its premises that changed, `claim` what it bears on."""

    rule: str
    because: str
    change: str
    claim: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CasesCompared:
    """Every claim in either version, those that moved farthest first, and what changed."""

    claims: tuple[Move, ...]
    facts: tuple[FactChange, ...]
    findings: tuple[FindingChange, ...]


def compare_cases(before: Assessment, after: Assessment) -> CasesCompared:
    """What became of the verdicts from one version of a case to the next."""
    facts = changed_facts(before.case, after.case)
    texts = {claim.id: claim.get("text") for each in (before, after) for claim in each.case.of_kind("claim")}
    moved = moves(judgements(before.gathered, before.weighed), judgements(after.gathered, after.weighed), texts)
    return CasesCompared(moved, facts, changed_findings(before, after, {each.id for each in facts}))


def changed_facts(before: Case, after: Case) -> tuple[FactChange, ...]:
    """The facts that came, went or changed, in order of kind and id."""
    old, new = before.written, after.written
    found: list[FactChange] = []
    for case, change, others in ((before, "went", new), (after, "came", old)):
        found += [
            FactChange(fact.id, fact.kind, name_of(case, fact), change, ()) for fact in case if fact.id not in others
        ]
    for fact in after:
        if fact.id in old and (old[fact.id] != new[fact.id] or before[fact.id].kind != fact.kind):
            fields = {**old[fact.id], **new[fact.id]}
            names = tuple(name for name in fields if old[fact.id].get(name) != new[fact.id].get(name))
            found.append(FactChange(fact.id, fact.kind, name_of(after, fact), "changed", names))
    return tuple(sorted(found, key=lambda each: (each.change, each.kind, each.id)))


def changed_findings(before: Assessment, after: Assessment, changed: Collection[str]) -> tuple[FindingChange, ...]:
    """The findings that are made in one of the two only, told apart by rule and by what they speak of."""
    old, new = findings_by_content(before), findings_by_content(after)
    went, came = Parts(before), Parts(after)
    found = [_change(went, finding, "went", changed) for key, finding in old.items() if key not in new]
    found += [_change(came, finding, "came", changed) for key, finding in new.items() if key not in old]
    return tuple(sorted(found, key=lambda each: (each.change, each.rule, each.claim, each.because, each.facts)))


_Key = tuple[str, int, tuple[tuple[str, str], ...]]


def findings_by_content(assessment: Assessment) -> dict[_Key, Finding]:
    """The findings of an assessment by what they say, which is the same in another one."""
    gathered = assessment.gathered
    found: dict[_Key, Finding] = {}
    for finding in gathered.findings:
        bound = tuple((name, _said(assessment, finding, name)) for name in sorted(finding.bindings))
        found[finding.kind.rule.id, finding.kind.number, bound] = finding
    return found


def _said(assessment: Assessment, finding: Finding, name: str) -> str:
    """What a variable stands for, in words that mean the same in both versions."""
    grounded, number, type_ = assessment.gathered.grounded, finding.bindings[name], finding.kind.types[name]
    if type_.is_fact:
        return grounded.fact(number).id
    match type_.value:
        case "count" | "number":
            return str(number)
        case "time":
            return repr(grounded.time(number))
        case _:
            return grounded.text(number)


def _change(parts: Parts, finding: Finding, change: str, changed: Collection[str]) -> FindingChange:
    gathered = parts.gathered
    claim = int(gathered.network.findings.claim[finding.index])
    proof = finding.proofs[0] if finding.proofs else ()
    facts = {parts.case.facts[fact].id for fact in proof}
    return FindingChange(
        finding.kind.rule.id,
        parts.because(finding),
        change,
        gathered.claims[claim].id if claim >= 0 else "",
        tuple(sorted(facts.intersection(changed))),
    )
