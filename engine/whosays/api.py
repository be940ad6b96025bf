"""The public face of the engine: `assess` a case, read verdicts, ask why. Everything else is private by layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from whosays.argue import flip as turned
from whosays.argue import what_if as supposed
from whosays.argue import why_not as argued
from whosays.argue.flip import RUNS
from whosays.argue.flip import flip as explain_flip
from whosays.argue.requests import Request
from whosays.argue.what_if import what_if as explain_what_if
from whosays.argue.why_not import why_not as explain_why_not
from whosays.assessment.assess import assess as judged
from whosays.deadline import SECONDS
from whosays.explain import verdict as explained
from whosays.explain.audit import Audit, audit
from whosays.explain.compare import Comparison, compare_two
from whosays.explain.independence import Independence, independence
from whosays.explain.matrix import Matrix, matrix
from whosays.explain.public import public
from whosays.explain.report import Report, report_on
from whosays.explain.retract import Retracted, retract
from whosays.explain.steps import Step
from whosays.facts.case import Case
from whosays.facts.kinds import Vocabulary
from whosays.facts.load import case_from_dict, load_case
from whosays.facts.taken_back import RETRACTABLE
from whosays.match.choose import Matchers, Wanted
from whosays.problems import did_you_mean, suggest
from whosays.render.audit import audit_dict, render_audit
from whosays.render.compare import comparison_dict, render_comparison
from whosays.render.flip import flip_dict, render_flip
from whosays.render.formats import REPORT, render
from whosays.render.html import verdict_table
from whosays.render.independence import independence_dict, render_independence
from whosays.render.json import report_dict, verdict_dict, why_dict
from whosays.render.matrix import matrix_dict, render_matrix
from whosays.render.retract import render_retracted, retracted_dict
from whosays.render.text import render_text
from whosays.render.told import Told
from whosays.render.what_if import render_what_if, what_if_dict
from whosays.render.why_not import render_why_not, why_not_dict
from whosays.render.why_text import render_why
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import load_rulebook

Names = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Why:
    """An explanation: as text by str(), as plain values by to_dict()."""

    _report: Report = field(repr=False)
    claim: str

    def __str__(self) -> str:
        return render_why(self._report, self.claim)

    def to_dict(self) -> dict[str, Any]:
        """The verdict and the facts it rests on, by the schema whosays/assessment/1."""
        return why_dict(self._report, self.claim)


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a rule did not fire: as text by str(), as plain values by to_dict(), in parts by `found`."""

    _report: Report = field(repr=False)
    found: argued.WhyNot

    def __str__(self) -> str:
        return render_why_not(self.found)

    def to_dict(self) -> dict[str, Any]:
        """By the schema whosays/why-not/1."""
        return why_not_dict(self._report, self.found)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The verdicts before and after: as text by str(), as plain values by to_dict(), in parts by `found`."""

    found: supposed.WhatIf

    def __str__(self) -> str:
        return render_what_if(self.found)

    def to_dict(self) -> dict[str, Any]:
        """By the schema whosays/what-if/1."""
        return what_if_dict(self.found)


@dataclass(frozen=True, slots=True)
class Flip:
    """What would turn a verdict: as text by str(), as plain values by to_dict(), in parts by `found`."""

    _report: Report = field(repr=False)
    found: turned.Flip

    def __str__(self) -> str:
        return render_flip(self._report, self.found)

    def to_dict(self) -> dict[str, Any]:
        """By the schema whosays/flip/1."""
        return flip_dict(self._report, self.found)


@dataclass(frozen=True, slots=True)
class Verdict(explained.Verdict):
    """The judgement of one claim; see whosays.explain.verdict for its fields."""

    _report: Report | None = field(default=None, repr=False, compare=False)

    def why(self) -> Why:
        """What counts for the claim and against it, down to the quoted facts."""
        if self._report is None:
            raise ValueError("a verdict in an event stands by itself: ask session.result.why(claim)")
        return Why(self._report, self.claim)

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return verdict_dict(self)


@dataclass(frozen=True)
class Result(Mapping[str, Verdict]):
    """The verdicts on a case by claim id, the one furthest from the naive count first."""

    _report: Report = field(repr=False)

    @property
    def case(self) -> Case:
        """The case that was judged."""
        return self._report.case

    @property
    def rulebook(self) -> CompiledRulebook:
        """The rulebook it was judged by."""
        return self._report.rulebook

    @property
    def notes(self) -> tuple[str, ...]:
        """What is worth knowing of how it was judged: why another matcher than usual did it. Mostly empty."""
        return self._report.notes

    def __getitem__(self, claim: str) -> Verdict:
        if claim not in self._report.by_claim:
            raise KeyError(f"{claim}: the case has no such claim. {did_you_mean(claim, self._report.by_claim)}".strip())
        found = self._report.by_claim[claim]
        values = {each.name: getattr(found, each.name) for each in fields(explained.Verdict)}
        return Verdict(**values, _report=self._report)

    def __iter__(self) -> Iterator[str]:
        return iter(self._report.by_claim)

    def __len__(self) -> int:
        return len(self._report.verdicts)

    def why(self, claim: str) -> Why:
        """Why the verdict on a claim is what it is."""
        return self[claim].why()

    def why_not(self, rule: str, *targets: str) -> WhyNot:
        """Why a rule concluded nothing about a fact (or about several at once), by their ids. Raises ProblemsError."""
        return WhyNot(self._report, explain_why_not(self._report.assessment, rule, targets, self._report.matchers()))

    def what_if(self, *, without: Names = (), with_: Names = (), change: Names = (), set: Names = ()) -> WhatIf:  # noqa: A002
        """What the verdicts would be: ids of facts, files or YAML of facts, `fact.field=value`, `rule.name=value`."""
        request = Request(
            *(((each,) if isinstance(each, str) else tuple(each)) for each in (without, with_, change, set))
        )
        return WhatIf(explain_what_if(self._report, request, self._report.matchers()))

    def flip(self, claim: str, *, runs: int = RUNS) -> Flip:
        """What would turn the verdict on a claim; the engine may judge the case so many times anew."""
        found = explain_flip(self._report.assessment, claim, self._report.matchers(), runs=runs)
        return Flip(self._report, found)

    def independence(self, claim: str) -> Told[Independence]:
        """Who speaks on a claim independently: origins, who passed them on, what ties them, what is not declared."""
        found = independence(self._report, self[claim].claim)
        return Told(found, render_independence, lambda found: independence_dict(self._report, found))

    def audit(self, parties: tuple[str, str] | None = None) -> Told[Audit]:
        """Is this report fair, and does it keep to its standards? `parties` are the ids of two actors to swap."""
        for party in parties or ():
            self._known(party, ("actor",))
        found = audit(self._report, lambda claim: render_why(self._report, claim), parties)
        return Told(found, render_audit, lambda found: audit_dict(self._report, found))

    def matrix(self, *claims: str) -> Told[Matrix]:
        """What each voice and finding weighs on these claims, else on those that the case says compete."""
        found = matrix(self._report, [self[claim].claim for claim in claims])
        return Told(found, render_matrix, lambda found: matrix_dict(self._report, found))

    def retract(self, what: str) -> Told[Retracted]:
        """What falls if a source, a document, an actor or a report is taken back, by its id."""
        self._known(what, RETRACTABLE)
        found = retract(self._report.assessment, what)
        return Told(found, render_retracted, lambda found: retracted_dict(self._report, found))

    def _known(self, fact_id: str, of_kinds: tuple[str, ...]) -> None:
        known = [fact.id for kind in of_kinds for fact in self.case.of_kind(kind)]
        if fact_id not in known:
            raise KeyError(
                f"{fact_id}: no {' or '.join(of_kinds)} is called so. {did_you_mean(fact_id, known)}".strip()
            )

    def to_dict(self) -> dict[str, Any]:
        """All verdicts as plain values, by the schema whosays/assessment/1."""
        return report_dict(self._report)

    def steps(self, claim: str) -> tuple[Step, ...]:
        """What leads from the naive count to the P of a claim, part by part."""
        return self._report.steps[self[claim].claim]

    def render(self, format: str, claim: str | None = None) -> str:  # noqa: A002
        """As "text", "json", "markdown", "html", "svg", "mermaid" or "dot"; a claim that is named is shown alone."""
        if format not in REPORT:
            raise ValueError(f'there is no format "{format}"; {suggest(format, REPORT, "formats")}')
        return render(self._report, REPORT[format], None if claim is None else self[claim].claim)

    def public(self) -> Result:
        """The same verdicts with neutral names for sources and all that could identify them."""
        return Result(public(self._report))

    def __str__(self) -> str:
        return render_text(self._report)

    def _repr_html_(self) -> str:
        return verdict_table(self._report)


def assess(
    case: str | Path | Case | Mapping[str, Any],
    rulebook: str | Path | CompiledRulebook = "standard",
    *,
    matcher: Wanted | Matchers = "auto",
    time_limit: float = SECONDS,
) -> Result:
    """Judge every claim of a case: a path, a loaded case, or a dict in the shape of a case file.

    The case is read with the kinds of facts that the rulebook has. Pass one `Matchers` along where many cases are
    judged. The time limit is in seconds; 0 is none.
    Raises ProblemsError with everything that is wrong with the case or the rulebook.
    """
    compiled = rulebook_of(rulebook)
    matchers = matcher if isinstance(matcher, Matchers) else Matchers(matcher)
    return Result(report_on(case_of(case, compiled.kinds), compiled, matchers, time_limit))


def compare(
    case: str | Path | Case | Mapping[str, Any],
    other: str | Path | Case | Mapping[str, Any] | None = None,
    *,
    rulebook: str | Path | CompiledRulebook = "standard",
    other_rulebook: str | Path | CompiledRulebook | None = None,
    matcher: Wanted | Matchers = "auto",
    time_limit: float = SECONDS,
) -> Told[Comparison]:
    """Compare verdicts on two versions of a case, or on one case by two rulebooks: what moved, and what moved it.

    Cases are read with the kinds of facts that `rulebook` has.
    The time limit is in seconds, for each judging; 0 is none. Raises ProblemsError with everything that is wrong with
    a case or a rulebook; TypeError if there is nothing to compare with, or both differ.
    """
    if (other is None) == (other_rulebook is None):
        raise TypeError("compare takes another version of the case, or another rulebook, and not both")
    matchers = matcher if isinstance(matcher, Matchers) else Matchers(matcher)
    compiled = rulebook_of(rulebook)
    first = judged(case_of(case, compiled.kinds), compiled, matchers, time_limit)
    if other_rulebook is not None:
        found = compare_two(first, rulebook=rulebook_of(other_rulebook))
    else:
        assert other is not None
        found = compare_two(first, judged(case_of(other, compiled.kinds), compiled, matchers, time_limit))
    return Told(found, render_comparison, lambda found: comparison_dict([found]))


def case_of(case: str | Path | Case | Mapping[str, Any], kinds: Vocabulary) -> Case:
    """A case, however it is given. Raises ProblemsError."""
    if isinstance(case, Case):
        return case
    return case_from_dict(case, kinds=kinds) if isinstance(case, Mapping) else load_case(case, kinds)


def rulebook_of(rulebook: str | Path | CompiledRulebook) -> CompiledRulebook:
    """A rulebook, however it is given. Raises ProblemsError."""
    return rulebook if isinstance(rulebook, CompiledRulebook) else load_rulebook(rulebook)
