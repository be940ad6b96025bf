"""Whose identity a public report hides, by what neutral names, and how texts lose them."""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from whosays.explain.renaming import Renaming, core
from whosays.explain.verdict import Verdict
from whosays.facts.case import Case, CaseFact

WITHHELD = "withheld"
_IDENTIFYING = ("source", "document")
_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
_CALENDAR = frozenset({*calendar.month_name, *calendar.day_name})
_TELLING = 4  # letters from which one word of a name is taken to tell who it is


class Identities:
    """The neutral names of a case: numbered by kind, in the order in which its facts appear in the report."""

    def __init__(self, case: Case, verdicts: Iterable[Verdict]) -> None:
        self._case = case
        self.hidden = frozenset(_hidden(case))
        numbers: dict[str, int] = defaultdict(int)
        self.id_of: dict[str, str] = {}
        verdicts = tuple(verdicts)
        for fact in (*(case[each.claim] for each in verdicts), *_appearing(case, verdicts)):
            if fact.id in self.id_of:
                continue
            numbers[fact.kind] += 1
            self.id_of[fact.id] = f"{fact.kind}-{numbers[fact.kind]}"

    def name_of(self, fact: CaseFact) -> str | None:
        """What a public report calls a fact: its neutral name, unless it is a claim, or an actor or place to show."""
        if fact.kind == "claim":
            return None  # it goes by its text
        if fact.kind in {"actor", "place"} and fact.id not in self.hidden:
            return self.text(fact.model.name) if fact.model.name else None
        return self.id_of[fact.id].replace("-", " ") if fact.model.name or fact.id in self.hidden else None

    def text(self, text: str) -> str:
        """What the case says, with neutral names for all that is hidden, and for words that tell who is meant."""
        return self._everything(text)

    def prose(self, text: str) -> str:
        """What rules say, with neutral names for whole names; neutral names that stand in it already stay."""
        return self._proper_names(text)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Every name and alias of what is hidden."""
        names: dict[str, str] = {}
        for fact in self._case:
            if fact.id in self.hidden:
                for name in _names(fact):
                    names.setdefault(core(name), self.id_of[fact.id].replace("-", " "))
        return names

    @cached_property
    def _words(self) -> Mapping[str, str]:
        """Single words of hidden names that tell who is meant, unless a name that is shown has them too."""
        owners: dict[str, set[str]] = defaultdict(set)
        shown: Counter[str] = Counter()
        for fact in self._case:
            if fact.kind not in {"source", "actor", "place"}:
                continue
            for name in _names(fact):
                for word in _WORD.findall(name):
                    if len(word) < _TELLING or not word[0].isupper() or word in _CALENDAR:
                        continue
                    if fact.id in self.hidden:
                        owners[word].add(self.id_of[fact.id].replace("-", " "))
                    else:
                        shown[word] += 1
        return {
            word: next(iter(names)) if len(names) == 1 else WITHHELD
            for word, names in owners.items()
            if not shown[word]
        }

    @cached_property
    def _everything(self) -> Renaming:
        return Renaming({**self._words, **self._names}, self._neutral)

    @cached_property
    def _proper_names(self) -> Renaming:
        return Renaming({name: new for name, new in self._names.items() if name != name.lower()}, self._neutral)

    @property
    def _neutral(self) -> list[str]:
        """What neutral names look like: they stay where they stand already."""
        return [rf"{re.escape(kind)} \d+" for kind in sorted({"source", *(fact.kind for fact in self._case)})]


def _names(fact: CaseFact) -> Iterator[str]:
    candidates = [fact.model.name, *(fact.get("aliases") if fact.kind == "actor" else ())]
    if fact.kind == "document":
        candidates += [fact.get(field) for field in ("title", "url", "file")]
    # A fact without a name is called by its id.
    yield from (name for name in (*candidates, *([] if fact.model.name else [fact.id])) if name and core(name))


def _hidden(case: Case) -> set[str]:
    """Sources and documents; whom they belong to, up and down; who publishes; and where sources are, up and down."""
    found = {fact.id for fact in case if fact.kind in _IDENTIFYING}
    for fact in case.of_kind("source"):
        found.update(fact.get("affiliation"))
        found.update([fact.get("located_at")] if fact.get("located_at") else [])
    found.update(fact.get("publisher") for fact in case.of_kind("document") if fact.get("publisher"))
    near: dict[str, set[str]] = defaultdict(set)
    for kind, field in (("actor", "part_of"), ("place", "within")):
        for fact in case.of_kind(kind):
            for other in fact.get(field):
                near[fact.id].add(other)
                near[other].add(fact.id)
    waiting = list(found)
    while waiting:
        more = near[waiting.pop()] - found
        found |= more
        waiting += more
    return found


def _appearing(case: Case, verdicts: Iterable[Verdict]) -> Iterator[CaseFact]:
    """All facts: those of each verdict in its order, each followed by those it names; then those of no verdict."""
    seen: set[str] = set()
    for fact_id in (*_in_verdicts(verdicts), *(fact.id for fact in case)):
        waiting = [fact_id]
        while waiting:
            each = waiting.pop()
            if each in seen:
                continue
            seen.add(each)
            fact = case[each]
            yield fact
            waiting += reversed(list(references(fact)))


def _in_verdicts(verdicts: Iterable[Verdict]) -> Iterator[str]:
    for verdict in verdicts:
        for contribution in verdict.contributions:
            yield from contribution.facts
        for constraint in verdict.constraints:
            yield from constraint.facts


def references(fact: CaseFact) -> Iterator[str]:
    """The ids of the facts that a fact names, in the order of its fields."""
    for field in fact.fields.values():
        if field.type == "ref":
            value = fact.get(field.name)
            yield from value if isinstance(value, tuple) else [value] if value else []
