"""What became of the claims of a case: `outcome.yaml` beside it, which no judging ever reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from whosays.facts.case import Case
from whosays.marked import Node, read_yaml
from whosays.problems import Mark, Problem, ProblemsError, suggest
from whosays.rules.reader import Reader

FILE = "outcome.yaml"

Settled = Literal["true", "false", "unsettled"]
Then = Literal["supported", "unsupported", "insufficient"]

_KEYS = ("case", "settled", "outcomes", "references")
_ENTRY = ("claim", "outcome", "right_answer_then", "because")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is established of a claim today, and what a careful analyst could have said of it at the time."""

    claim: str
    settled: Settled
    then: Then | None
    because: str

    @property
    def could_be_judged(self) -> bool:
        """Whether there is a right side to take; if not, the right answer is that there is too little to judge."""
        return self.settled != "unsettled" and self.then != "insufficient"

    @property
    def is_true(self) -> bool:
        """Whether the claim turned out to be true."""
        return self.settled == "true"


def read_outcomes(folder: Path, case: Case) -> tuple[Outcome, ...]:
    """The outcomes of a case's claims, in the order of its claims; claims that the file leaves out are not scored.

    Raises ProblemsError with everything that is wrong with the file.
    """
    file = folder / FILE
    if not file.is_file():
        hint = "write one with case, settled and outcomes; see docs/calibration.md"
        raise ProblemsError([Problem("no-outcome", f"the case has no {FILE}", Mark(str(folder)), hint=hint)])
    tree, problems = read_yaml(file)
    reader = Reader()
    reader.problems += problems
    found = _read(reader, tree, case) if tree is not None else {}
    if reader.problems:
        raise ProblemsError(reader.problems)
    return tuple(found[claim.id] for claim in case.of_kind("claim") if claim.id in found)


def _read(reader: Reader, tree: Node, case: Case) -> dict[str, Outcome]:
    entries = reader.mapping(tree, "an outcome file", _KEYS)
    if reader.missing(entries, ("case", "outcomes"), "an outcome file", tree.mark):
        return {}
    name = reader.text(entries["case"], '"case"')
    if name != case.id:
        reader.problem("unknown-case", f'this is the outcome of "{name}", not of "{case.id}"', entries["case"].mark)
    found: dict[str, Outcome] = {}
    known = [claim.id for claim in case.of_kind("claim")]
    for item in reader.items(entries["outcomes"], '"outcomes"'):
        entry = reader.mapping(item, "an outcome", _ENTRY)
        if reader.missing(entry, ("claim", "outcome"), "an outcome", item.mark):
            continue
        claim = reader.text(entry["claim"], '"claim"')
        if claim not in known:
            hint = suggest(claim, known, "claims")
            reader.problem("unknown-claim", f'the case has no claim "{claim}"', entry["claim"].mark, hint=hint)
        elif claim in found:
            reader.problem("duplicate-claim", f'"{claim}" has two outcomes', entry["claim"].mark)
        settled = reader.choice(entry["outcome"], '"outcome"', get_args(Settled))
        then = reader.choice(entry.get("right_answer_then"), '"right_answer_then"', get_args(Then))
        because = reader.text(entry.get("because"), '"because"')
        found[claim] = Outcome(claim, settled or "unsettled", then or None, because)  # type: ignore[arg-type]
    return found
