"""What a change of the facts did to verdicts, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Literal, overload

from whosays.api import Verdict
from whosays.argue.what_if import ClaimChange, PartChange, claim_changes
from whosays.explain import verdict as explained
from whosays.facts.edit import Gone, Unlinked
from whosays.render.event import render_event, render_left
from whosays.render.what_if import claim_dict


@dataclass(frozen=True, slots=True)
class Event:
    """The verdict on a claim appeared, went or changed: in plain words by str().

    `before` and `after` are the verdicts, None where there is none. `parts` are what came into the verdict, went from
    it or moved in it by 0.01 or more: voices, findings, what was taken from them, floors and ceilings.
    """

    claim: str
    text: str
    before: Verdict | None
    after: Verdict | None
    parts: tuple[PartChange, ...] = field(repr=False)

    @property
    def happened(self) -> Literal["appeared", "went", "changed"]:
        """What happened to the verdict."""
        return "appeared" if self.before is None else "went" if self.after is None else "changed"

    @property
    def word_changed(self) -> bool:
        """Whether it has another word."""
        words = [None if each is None else each.word for each in (self.before, self.after)]
        return words[0] != words[1]

    @property
    def came(self) -> tuple[PartChange, ...]:
        """The parts that came into the verdict; those with a `rule` are findings."""
        return tuple(each for each in self.parts if each.change == "came")

    @property
    def went(self) -> tuple[PartChange, ...]:
        """The parts that went from it."""
        return tuple(each for each in self.parts if each.change == "went")

    def to_dict(self) -> dict[str, Any]:
        """As plain values: a claim as in whosays/what-if/1, and what happened to it."""
        return {"happened": self.happened, **claim_dict(self._change())}

    def _change(self) -> ClaimChange:
        return ClaimChange(self.claim, self.text, self.before, self.after, self.parts)

    def __str__(self) -> str:
        return render_event(self._change())


@dataclass(frozen=True, slots=True)
class Events(Sequence[Event]):
    """What one change did: the events, those with another word first, then by how far the verdict moved, then by claim.

    `gone` are facts that went along with what was withdrawn, `unlinked` mentions of it that were dropped. All of it in
    plain words by str().
    """

    _events: tuple[Event, ...] = ()
    gone: tuple[Gone, ...] = ()
    unlinked: tuple[Unlinked, ...] = ()

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Event]: ...
    def __getitem__(self, place: int | slice) -> Event | Sequence[Event]:
        return self._events[place]

    def __len__(self) -> int:
        return len(self._events)

    def __str__(self) -> str:
        return "\n".join([*render_left(self.gone, self.unlinked), *map(str, self._events)]) or "No verdict changed."


def events_between(
    before: Mapping[str, explained.Verdict], after: Mapping[str, explained.Verdict], touched: Iterable[str]
) -> tuple[Event, ...]:
    """An event for each claim whose verdict is another, in any part of it; `touched` are the facts that changed."""
    ids = [each for each in {**before, **after} if before.get(each) != after.get(each)]
    changes = claim_changes(
        {each: before[each] for each in ids if each in before},
        {each: after[each] for each in ids if each in after},
        frozenset(touched),
    )
    return tuple(Event(each.claim, each.text, _alone(each.before), _alone(each.after), each.parts) for each in changes)


def _alone(verdict: explained.Verdict | None) -> Verdict | None:
    """The verdict without its case, so that events that are kept hold no more than they say."""
    if verdict is None:
        return None
    return Verdict(**{each.name: getattr(verdict, each.name) for each in fields(explained.Verdict)})
