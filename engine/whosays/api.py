"""The public face of the engine: `assess` a case, read verdicts, ask why. Everything else is private by layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from whosays.deadline import SECONDS
from whosays.explain import verdict as explained
from whosays.explain.independence import Independence, independence
from whosays.explain.report import Report, report_on
from whosays.facts.case import Case
from whosays.facts.load import case_from_dict, load_case
from whosays.match.choose import Matchers, Wanted
from whosays.problems import did_you_mean
from whosays.render.html import verdict_table
from whosays.render.independence import independence_dict, render_independence
from whosays.render.json import report_dict, verdict_dict, why_dict
from whosays.render.text import render_text
from whosays.render.told import Told
from whosays.render.why_text import render_why
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import load_rulebook


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
class Verdict(explained.Verdict):
    """The judgement of one claim; see whosays.explain.verdict for its fields."""

    _report: Report | None = field(default=None, repr=False, compare=False)

    def why(self) -> Why:
        """What counts for the claim and against it, down to the quoted facts."""
        assert self._report is not None  # Result gives it
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

    def independence(self, claim: str) -> Told[Independence]:
        """Who speaks on a claim independently: origins, who passed them on, what ties them, what is not declared."""
        found = independence(self._report, self[claim].claim)
        return Told(found, render_independence, lambda found: independence_dict(self._report, found))

    def to_dict(self) -> dict[str, Any]:
        """All verdicts as plain values, by the schema whosays/assessment/1."""
        return report_dict(self._report)

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

    Pass one `Matchers` along where many cases are judged. The time limit is in seconds; 0 is none.
    Raises ProblemsError with everything that is wrong with the case or the rulebook.
    """
    if isinstance(case, Mapping):
        case = case_from_dict(case)
    elif not isinstance(case, Case):
        case = load_case(case)
    compiled = rulebook if isinstance(rulebook, CompiledRulebook) else load_rulebook(rulebook)
    matchers = matcher if isinstance(matcher, Matchers) else Matchers(matcher)
    return Result(report_on(case, compiled, matchers, time_limit))
