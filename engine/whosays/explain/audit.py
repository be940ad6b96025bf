"""Is a report on a case fair, and does it keep to the standards it names? Checks, each with what it found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from whosays.explain.audit_language import (
    cited_sentences,
    likelihood_with_confidence,
    rule_sentences,
    words_of_the_list,
)
from whosays.explain.audit_letters import letters_and_numbers
from whosays.explain.audit_parties import parties_swapped
from whosays.explain.checked import Check
from whosays.explain.report import Report


@dataclass(frozen=True, slots=True)
class Audit:
    """All checks, in their order."""

    checks: tuple[Check, ...]

    @property
    def findings(self) -> int:
        """How many things were found, in all checks."""
        return sum(len(check.findings) for check in self.checks)


def audit(report: Report, text_of: Callable[[str], str], parties: tuple[str, str] | None = None) -> Audit:
    """Run all checks; `text_of` gives the rendered report on a claim, `parties` are the ids of two actors to swap."""
    texts = {verdict.claim: text_of(verdict.claim) for verdict in report.verdicts}
    return Audit(
        (
            parties_swapped(report, parties),
            letters_and_numbers(report),
            likelihood_with_confidence(texts),
            words_of_the_list(report, texts),
            cited_sentences(report),
            rule_sentences(report.rulebook),
        )
    )
