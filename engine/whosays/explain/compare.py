"""Two judgings side by side: by two rulebooks, or of two versions of a case."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.assessment.assess import Assessment
from whosays.explain.compare_cases import CasesCompared, compare_cases
from whosays.explain.compare_rulebooks import RulebooksCompared, compare_rulebooks
from whosays.facts.case import Case
from whosays.rules.compile import CompiledRulebook


@dataclass(frozen=True, slots=True)
class Side:
    """What was judged, and by which rulebook; the hashes are those of an assessment."""

    case: str
    title: str
    as_of: str | None
    case_sha256: str
    rulebook: str
    version: str
    rulebook_sha256: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Either `rulebooks` or `cases` holds what was found; the other is None."""

    before: Side
    after: Side
    rulebooks: RulebooksCompared | None
    cases: CasesCompared | None


def compare_two(
    before: Assessment, after: Assessment | None = None, *, rulebook: CompiledRulebook | None = None
) -> Comparison:
    """An assessment compared with that of another version of the case, or with another rulebook on the same case."""
    if after is not None:
        found = compare_cases(before, after)
        return Comparison(_side(before.case, before.rulebook), _side(after.case, after.rulebook), None, found)
    assert rulebook is not None
    by_rules = compare_rulebooks(before, rulebook)
    return Comparison(_side(before.case, before.rulebook), _side(before.case, rulebook), by_rules, None)


def _side(case: Case, rulebook: CompiledRulebook) -> Side:
    book = rulebook.rulebook
    return Side(case.id, case.title, case.as_of, case.hash, book.id, book.version, rulebook.digest)
