"""Who says what, and who rests on whom: the reports of a case as columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from whosays.conclude import Derivation
from whosays.facts.case import Case, CaseFact
from whosays.facts.times import ALWAYS_AFTER, read_moment
from whosays.rules.grounding import GroundedCase
from whosays.weigh.network import Floats, Ints, Says


class Said(NamedTuple):
    """A report says that a claim is so (side 1), or that it is not (side -1)."""

    report: int
    claim: int
    side: int


class Citation(NamedTuple):
    """A report rests directly on another."""

    report: int
    rests_on: int


@dataclass(frozen=True, eq=False)
class Provenance:
    """Reads a case's reports; indices are places among its claims, reports and sources."""

    grounded: GroundedCase
    derivation: Derivation

    @property
    def case(self) -> Case:
        """The case."""
        return self.grounded.case

    @cached_property
    def reports(self) -> tuple[CaseFact, ...]:
        """The reports of the case."""
        return self.case.of_kind("report")

    @cached_property
    def place(self) -> dict[str, int]:
        """The index of each claim, report and source among its kind, by id."""
        kinds = ("claim", "report", "source")
        return {fact.id: index for kind in kinds for index, fact in enumerate(self.case.of_kind(kind))}

    def index(self, number: int | None) -> int:
        """The index of the claim, report or source that an integer stands for."""
        assert number is not None  # columns of derived relations are always known
        return self.place[self.grounded.fact(number).id]

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Who rests directly on whom: citations, and what a rule concludes without going through another such step."""
        rows = {row.number: row for row in self.derivation.rows.get("rests_on", ())}
        direct = (
            row
            for row in rows.values()
            if any(not rows.keys() & set(proof.premises) for proof in self.derivation.proofs_of(row.number))
        )
        found = {Citation(*(self.index(value) for value in row.values)) for row in direct}
        return tuple(sorted(each for each in found if each.report != each.rests_on))

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """What each report says of which claims, entailed and excluded ones included."""
        found = set()
        for row in self.derivation.rows.get("bears_on", ()):
            report, claim, how = row.values
            assert how is not None  # the prelude writes it
            side = 1 if self.grounded.text(how) == "asserts" else -1
            found.add(Said(self.index(report), self.index(claim), side))
        return tuple(sorted(found))

    def says(self) -> Says:
        """What reports say for themselves.

        Words that stand in somebody else's document are known through that document only: where its own report rests on
        them and says the same, it speaks, and they weigh as much as it lets through.
        """
        said_by: dict[int, list[Said]] = defaultdict(list)
        for said in self.said:
            said_by[said.report].append(said)
        relayed = {
            Said(cited, said.claim, said.side)
            for citing, cited in self.citations
            if self._quotes(self.reports[citing], self.reports[cited])
            for said in said_by[citing]
        }
        rows = [said for said in self.said if said not in relayed]
        claims = self.case.of_kind("claim")
        direct = [self.reports[row.report].get("claim") == claims[row.claim].id for row in rows]
        return Says(
            ints(row.report for row in rows),
            ints(row.claim for row in rows),
            ints(row.side for row in rows),
            np.array(direct, dtype=np.bool_),
        )

    def outlets(self) -> Ints:
        """Who put each report before the public: the publisher of its document, else its source."""
        names: dict[str, int] = {}
        publishers = (self._document(report, "publisher") or report.get("by") for report in self.reports)
        return ints(names.setdefault(each, len(names)) for each in publishers)

    def order(self) -> Ints:
        """The rank of each report by time, then by content; ids come last."""
        order = sorted(range(len(self.reports)), key=lambda index: self._order_key(self.reports[index]))
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[np.array(order, dtype=np.int64)] = np.arange(len(order))
        return ranks

    def _order_key(self, report: CaseFact) -> tuple[object, ...]:
        published = report.get("published") or self._document(report, "published")
        time = read_moment(published).start_earliest if published else ALWAYS_AFTER
        letter = self.case[report.get("by")].get("reliability")
        return (time, letter, report.get("stance"), report.get("basis") or "", report.get("details"), report.id)

    def _document(self, report: CaseFact, field: str) -> str | None:
        document = self.case.get(report.get("in") or "")
        value: str | None = document.get(field) if document is not None else None
        return value

    @staticmethod
    def _quotes(citing: CaseFact, cited: CaseFact) -> bool:
        document = citing.get("in")
        return document is not None and cited.get("in") == document and citing.get("by") != cited.get("by")


def ints(values: Iterable[int]) -> Ints:
    """A column of integers."""
    return np.fromiter(values, dtype=np.int64)


def floats(values: Iterable[float]) -> Floats:
    """A column of numbers."""
    return np.fromiter(values, dtype=np.float64)
