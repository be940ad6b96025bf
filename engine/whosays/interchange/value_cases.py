"""Values as cases: each value of an item is a claim, whoever gives it reports it, and values in conflict exclude."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from whosays.interchange.value_agreement import Agreement, Counting, Record, agreements, records, voices
from whosays.interchange.value_comparison import Comparison, Stand
from whosays.interchange.value_store import Item, ValueStore

RULEBOOK = "value-conflicts"
"""The shipped rulebook that declares the kinds of facts used here."""

Fact = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the rows tell of their sources."""

    agreements: tuple[Agreement, ...] = ()
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueCase:
    """A case in the form of a case file, and which (object, attribute, value) each of its claims is."""

    data: Mapping[str, Any]
    claims: Mapping[str, tuple[str, str, str]] = field(repr=False)


def statistics(store: ValueStore, comparison: Comparison, counting: Counting | None = None) -> Statistics:
    """Agreements and records of all sources, over all rows."""
    counting = counting or Counting()
    found = agreements(store.items(), comparison)
    return Statistics(found, records(store.items, comparison, voices(found, counting), counting))


def value_cases(
    store: ValueStore,
    comparison: Comparison,
    found: Statistics,
    *,
    name: str = "values",
    as_of: str | None = None,
    objects_a_case: int = 100,
    objects: Collection[str] | None = None,
) -> Iterator[ValueCase]:
    """All items, or those of some objects, as cases of so many objects each, in the order of the objects' names."""
    batches = _batches(store.items(objects), objects_a_case)
    head = {} if as_of is None else {"as_of": as_of}
    for number, items in enumerate(batches, 1):
        case = _case(f"{name}-{number:05}", items, comparison, found)
        yield ValueCase({"case": case.data["case"], "title": case.data["title"], **head, **case.data}, case.claims)


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    batch: list[Item] = []
    objects = 0
    for item in items:
        if not batch or batch[-1].object != item.object:
            objects += 1
            if objects > size:
                yield batch
                batch, objects = [], 1
        batch.append(item)
    if batch:
        yield batch


def _case(case_id: str, items: list[Item], comparison: Comparison, found: Statistics) -> ValueCase:
    sources = sorted({source for item in items for _, each in item.said for source in each})
    source_id = {source: f"s{number}" for number, source in enumerate(sources, 1)}
    facts: list[Fact] = [{"source": {"id": source_id[source], "name": source}} for source in sources]
    facts += _of_sources(source_id, found)
    claims: dict[str, tuple[str, str, str]] = {}
    for number, item in enumerate(items, 1):
        facts += _of_item(f"i{number}", item, comparison, source_id)
        claims |= {f"i{number}v{v}": (item.object, item.attribute, said[0]) for v, said in enumerate(item.said, 1)}
    first, last = items[0].object, items[-1].object
    title = f"Values given for {first}" if first == last else f"Values given for {first} to {last}"
    return ValueCase({"case": case_id, "title": title, "facts": facts}, claims)


def _of_sources(source_id: Mapping[str, str], found: Statistics) -> Iterator[Fact]:
    pairs = (each for each in found.agreements if each.first in source_id and each.second in source_id)
    for each in pairs:
        first, second = source_id[each.first], source_id[each.second]
        yield {
            "agreement": {
                "id": f"{first}-{second}",
                "first": first,
                "second": second,
                "share": each.share,
                "items": each.items,
            }
        }
    for record in found.records:
        if record.source in source_id:
            source = source_id[record.source]
            yield {"record": {"id": f"{source}-r", "source": source, "share": record.share, "items": record.items}}


def _of_item(name: str, item: Item, comparison: Comparison, source_id: Mapping[str, str]) -> Iterator[Fact]:
    values = [value for value, _ in item.said]
    for place, (value, sources) in enumerate(item.said):
        claim = f"{name}v{place + 1}"
        fields: dict[str, Any] = {"id": claim, "name": value, "text": f"{item.attribute} of {item.object}: {value}"}
        excludes, narrows = [], []
        for other in range(len(values)):
            stand = comparison.stand(value, values[other])
            if stand is Stand.EXCLUDES and other > place:  # said once: the engine reads it both ways
                excludes.append(f"{name}v{other + 1}")
            elif stand is Stand.FINER:
                narrows.append(f"{name}v{other + 1}")
        if excludes:
            fields["excludes"] = excludes
        if narrows:
            fields["narrows"] = narrows
        yield {"claim": fields}
        for source in sources:
            yield {"report": {"id": f"{claim}-{source_id[source]}", "claim": claim, "by": source_id[source]}}
