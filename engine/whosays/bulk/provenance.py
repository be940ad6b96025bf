"""Who says what, and who rests on whom, as columns: what assessment/provenance.py reads fact by fact."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from whosays.bulk.derive import Derived
from whosays.bulk.fact_tables import MOMENTS, FactTables
from whosays.bulk.proofs import ints_of
from whosays.bulk.tables import Steps
from whosays.facts.times import ALWAYS_AFTER
from whosays.rules.program import FlatRule
from whosays.weigh.columns import Keyed, firsts
from whosays.weigh.network import Flags, Ints, Says

_RESTS_ON, _BEARS_ON = "rests_on", "bears_on"


class Provenance:
    """Reads the reports; indices are places among claims, reports and sources."""

    def __init__(self, derived: Derived, facts: FactTables) -> None:
        self.derived = derived
        self.facts = facts
        self.reports = facts.count.get("report", 0)
        self.claims = facts.count.get("claim", 0)

    @cached_property
    def _by(self) -> Ints:
        """The source of each report, as a fact."""
        return self.facts.reference("report", "by")

    @cached_property
    def source(self) -> Ints:
        """The source of each report."""
        return self.facts.place(self._by)

    @cached_property
    def _document(self) -> Ints:
        """The document that each report stands in, as a fact; -1 for none."""
        return self.facts.reference("report", "in")

    @cached_property
    def citations(self) -> tuple[Ints, Ints]:
        """Who rests directly on whom: citations, and what a rule concludes without going through another such step."""
        direct = _direct_steps(self.derived.steps)
        if not self.derived.sizes.get(_RESTS_ON) or not direct:
            return (np.empty(0, dtype=np.int64),) * 2
        tables, steps = self.derived.tables, ", ".join(map(str, direct))
        found = self.derived.connection.execute(
            f'SELECT r.c0, r.c1 FROM "{tables.rows(_RESTS_ON)}" r '
            f'SEMI JOIN (SELECT "row" FROM "{tables.proofs(_RESTS_ON)}" WHERE step IN ({steps})) p '
            'ON p."row" = r.number WHERE r.c0 <> r.c1'
        ).fetchnumpy()
        upper, lower = (self._place(found[name]) for name in ("c0", "c1"))
        order = np.lexsort((lower, upper))
        return upper[order], lower[order]

    def _place(self, column: Ints) -> Ints:
        return self.facts.place(self.facts.fact(ints_of(column)))

    @cached_property
    def _said(self) -> tuple[Ints, Ints, Ints]:
        """What each report says of which claims, entailed and excluded ones included: report, claim, side."""
        if not self.derived.sizes.get(_BEARS_ON):
            return (np.empty(0, dtype=np.int64),) * 3
        asserting = self.derived.connection.execute("SELECT number FROM \"value\" WHERE text = 'asserts'").fetchall()
        found = self.derived.connection.execute(
            f'SELECT c0, c1, c2 FROM "{self.derived.tables.rows(_BEARS_ON)}"'
        ).fetchnumpy()
        report, claim = self._place(found["c0"]), self._place(found["c1"])
        asserts = np.isin(ints_of(found["c2"]), [number for (number,) in asserting])
        side = np.where(asserts, 1, -1)
        order = np.lexsort((side, claim, report))
        order = order[firsts(report[order], claim[order], side[order])]
        return report[order], claim[order], side[order]

    def says(self) -> Says:
        """What reports say for themselves: not what stands in the document of a report that says it after them."""
        report, claim, side = self._said
        citing, cited = self.citations
        quoting = self._quotes(citing, cited)
        pair, row = Keyed.by(report).rows(citing[quoting])
        relayed = Keyed.by(self._key(cited[quoting][pair], claim[row], side[row]))
        kept = ~relayed.has(self._key(report, claim, side))
        own = self.facts.place(self.facts.reference("report", "claim"))
        return Says(report[kept], claim[kept], side[kept], own[report[kept]] == claim[kept])

    def speaking(self) -> Ints:
        """How many reports say something of each claim."""
        report, claim, _ = self._said
        counts: Ints = np.bincount(claim[firsts(report, claim)], minlength=self.claims).astype(np.int64)
        return counts

    def _key(self, report: Ints, claim: Ints, side: Ints) -> Ints:
        return 2 * (report * self.claims + claim) + (side > 0)

    def _quotes(self, citing: Ints, cited: Ints) -> Flags:
        document, source = self._document, self.source
        if not len(citing):
            return np.zeros(0, dtype=np.bool_)
        quotes: Flags = (document[citing] >= 0) & (document[citing] == document[cited])
        quotes &= source[citing] != source[cited]
        return quotes

    def outlets(self) -> Ints:
        """Who put each report before the public: the publisher of its document, else its source."""
        publisher = self._by.copy()
        if self.facts.has("document") and len(publisher):
            of_document = self.facts.reference("document", "publisher")
            in_document = np.flatnonzero(self._document >= 0)
            published_by = of_document[self.facts.place(self._document[in_document])]
            publisher[in_document[published_by >= 0]] = published_by[published_by >= 0]
        return numbered(publisher)

    def order(self) -> Ints:
        """The rank of each report by time, then by content; ids come last."""
        if not self.reports:
            return np.empty(0, dtype=np.int64)
        self.facts.make_moments()
        cell = self.facts.column
        document = 'LEFT JOIN "fact_document" d ON d.id = r."in" ' if self.facts.has("document") else ""
        published = "coalesce(r.published, d.published)" if document else "r.published"
        found = self.derived.connection.execute(
            f'SELECT r.fact FROM "fact_report" r {document}'
            f'LEFT JOIN "{MOMENTS}" m ON m.text = {published} LEFT JOIN "fact_source" s ON s.id = r."by" '
            f"ORDER BY coalesce(m.start_earliest, {ALWAYS_AFTER}), {cell('source', 'reliability', 's')}, "
            f"{cell('report', 'stance', 'r')}, coalesce(r.basis, ''), coalesce(r.details, []), r.fact"
        ).fetchnumpy()
        ranks = np.empty(self.reports, dtype=np.int64)
        ranks[self.facts.place(ints_of(found["fact"]))] = np.arange(self.reports)
        return ranks


def numbered(values: Ints) -> Ints:
    """The values as numbers from 0, in the order in which they first come."""
    _, first, number = np.unique(values, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[number.reshape(-1)]


def _direct_steps(steps: Steps) -> list[int]:
    """The steps that conclude who rests on whom without another such row."""
    found = []
    for number, step in steps.all():
        if isinstance(step, FlatRule):
            head, read = step.head.relation, {atom.relation for atom in step.body}
        else:
            head, read = step.head, {step.domain, step.items}
        if head == _RESTS_ON and _RESTS_ON not in read:
            found.append(number)
    return found
