"""A fact as it stands in a file, checked field by field against its kind; nothing here looks at other facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whosays.facts.kinds import Field, Vocabulary, kinds
from whosays.facts.scalars import Rejected, read_scalar
from whosays.facts.times import read_period
from whosays.facts.timetext import UnreadableTimeError
from whosays.marked import Marked, MarkedList, MarkedMap, MarkedScalar, Node, problem_at
from whosays.problems import Problem, a, nearest, short, suggest

_OF_RULES = ("when", "then", "unless", "rule", "rules", "none", "any", "count")


if TYPE_CHECKING:
    from whosays.facts.vocabulary import Fact, Quote, Span


@dataclass(frozen=True, slots=True)
class Ends:
    """The ends of a period where no model is built."""

    from_: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where one fact names another."""

    field: Field
    target: str
    node: MarkedScalar


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact of a file. Without a `model` something is wrong with it; its id still counts as taken."""

    id: str
    id_node: MarkedScalar
    kind: str
    node: MarkedMap
    model: Fact | None
    references: tuple[Reference, ...]
    fields: Mapping[str, Field]
    """Those of its kind; none of an unknown kind."""


def read_entry(item: Node, known: Vocabulary, problems: list[Problem], *, build: bool = True) -> Entry | None:
    """The fact of one list item, `<kind>: {id: x, ...}`; None where not even its id can be made out.

    Without `build` it is checked only, and has no model.
    """
    body = _body(item, known, problems)
    if body is None:
        return None
    key, node = body
    kind = known.get(key.text)
    if kind is None:
        hint = suggest(key.text[:100].lower(), known, "kinds")
        if build and known is kinds():
            hint += "; a kind that a rulebook declares is read with that rulebook (-r)"
        message = f'there is no kind of fact called "{short(key.text)}"'
        problems.append(problem_at(key, "unknown-kind", message, hint=hint))
        return _unknown(key.text, node)
    reading = Reading(problems, build=build)
    values = reading.mapping(node, kind.fields, kind.name, key)
    id_node = node.get("id")
    if "id" not in values or not isinstance(id_node, MarkedScalar):
        return None
    model = None if reading.failed or not build else kind.model.model_construct(**values)
    return Entry(values["id"], id_node, kind.name, node, model, tuple(reading.references), kind.fields)


def _body(item: Node, known: Vocabulary, problems: list[Problem]) -> tuple[MarkedScalar, MarkedMap] | None:
    shape = "a fact is written `- <kind>: {id: ..., ...}`"
    if not isinstance(item, MarkedMap) or not item.entries:
        problems.append(problem_at(item, "not-a-fact", "this is not a fact", hint=shape))
        return None
    key, node = item.entries[0]
    if len(item.entries) > 1:
        extra = item.entries[1][0]
        if key.text in known and isinstance(node, MarkedScalar) and node.value is None:
            hint = f"indent the fields under `{key.text}:` by two more spaces"
        elif item.key("id"):
            hint = f"the kind is missing: {shape}"
        else:
            hint = f"begin each fact with a dash of its own: {shape}"
        problems.append(problem_at(extra, "not-a-fact", "a fact has one kind and nothing beside it", hint=hint))
        return None
    if not isinstance(node, MarkedMap) and key.text in _OF_RULES:
        message = f'"{key.text}" is no kind of fact: it belongs to a rule'
        problems.append(problem_at(key, "not-a-fact", message, hint="put rules into a rulebook"))
        return None
    if not isinstance(node, MarkedMap):
        problems.append(problem_at(key, "not-a-fact", f"this {short(key.text)} has no fields", hint=shape))
        return None
    return key, node


def lost_kind(item: Node) -> str:
    """The kind of a fact that could not be read; empty if not even that is known."""
    return item.entries[0][0].text if isinstance(item, MarkedMap) and item.entries else ""


def _unknown(kind: str, node: MarkedMap) -> Entry | None:
    """A fact of no known kind is kept for its id, so that references to it are not reported as well."""
    id_node = node.get("id")
    return Entry(id_node.text, id_node, kind, node, None, (), {}) if isinstance(id_node, MarkedScalar) else None


class Reading:
    """One reading of a mapping: collects problems and the references found in it."""

    def __init__(self, problems: list[Problem], *, build: bool = True) -> None:
        self.problems = problems
        self.build = build
        self.references: list[Reference] = []
        self.failed = False

    def mapping(
        self, node: MarkedMap, fields: Mapping[str, Field], what: str, at: Marked, others: Collection[str] = ()
    ) -> dict[str, Any]:
        """The values by attribute; `at` is where a missing field is reported, `others` are read by somebody else."""
        values: dict[str, Any] = {}
        present = {key.text for key, _ in node.entries}
        for key, item in node.entries:
            field = fields.get(key.text)
            if field is None:
                cut = " " in key.text and isinstance(item, MarkedScalar) and item.value is None
                hint = (
                    "a text with a comma in { } needs quotes"
                    if cut
                    else suggest(key.text, (*fields, *others), "fields")
                )
                if ":" in key.text and isinstance(item, MarkedScalar) and item.value is None:
                    hint = "write a space after the colon"
                self.report(key, "unknown-field", f'{a(what)} has no field "{short(key.text)}"', hint)
                present.add(nearest(key.text.partition(":")[0], fields))  # that it is missing would be an echo
                continue
            value = self.value(field, item, key)
            if value is not None:
                values[field.attribute] = value
        for field in fields.values():
            if field.required and field.name not in present:
                self.missing(field, what, at)
        return values

    def missing(self, field: Field, what: str, at: Marked) -> None:
        """A required field that is not there."""
        hint = f"add `{field.name}:`"
        if field.choices:
            hint += f" with one of {', '.join(field.choices)}"
        elif field.refers_to:
            hint += f" with the id of {' or '.join(map(a, field.refers_to))}"
        code = "missing-id" if field.type == "id" else "missing-field"
        self.report(at, code, f'this {what} has no "{field.name}"', hint)

    def value(self, field: Field, node: Node, key: MarkedScalar) -> Any:
        """The value of a field, or None with a problem. What is left empty is as good as left out, if it may be."""
        if isinstance(node, MarkedScalar) and node.value is None:
            if field.required or field.default is not None:
                hint = "write a value" if field.required else "write a value, or leave the field out"
                self.report(key, "empty-field", f'"{field.name}" is empty', hint)
            return None
        if not field.many:
            return self.one(field, node)
        items = node.items if isinstance(node, MarkedList) else (node,)
        if len(items) < field.min_items:
            message = f'"{field.name}" needs at least {field.min_items}, here {_are(len(items))}'
            self.report(key, "too-few", message, f"add {field.min_items - len(items)} more")
        values = tuple(self.one(field, item) for item in items)
        return None if None in values else values

    def one(self, field: Field, node: Node) -> Any:
        """A single value, read by the type of its field."""
        if field.type == "quote" and isinstance(node, MarkedMap):
            values = self.mapping(node, {part.name: part for part in field.parts}, "quote", node)
            return _quote(values) if self.build else values
        if field.type == "period" and isinstance(node, MarkedMap):
            return self.span(field, node)
        result = read_scalar(field, node)
        if isinstance(result, Rejected):
            self.report(result.node or node, result.code, result.message, result.hint)
            return None
        if field.type == "ref" and isinstance(node, MarkedScalar):
            self.references.append(Reference(field, result, node))
        return result

    def span(self, field: Field, node: MarkedMap) -> Span | Ends | None:
        """A period with `from` and `to`."""
        before = len(self.problems)
        values = self.mapping(node, {part.name: part for part in field.parts}, "period", node)
        span = _span(values) if self.build else Ends(**values)
        if len(self.problems) > before:
            return None
        try:
            read_period(span)
        except UnreadableTimeError as error:
            self.report(node, error.code, error.message, error.hint)
            return None
        return span

    def report(self, node: Marked, code: str, message: str, hint: str = "") -> None:
        """Note a problem; the fact then has no model."""
        self.failed = True
        self.problems.append(problem_at(node, code, message, hint=hint))


def _quote(values: Mapping[str, Any]) -> Quote:
    from whosays.facts.vocabulary import Quote  # noqa: PLC0415 - slow to import, and checking rules needs none

    return Quote.model_construct(**values)


def _span(values: Mapping[str, Any]) -> Span:
    from whosays.facts.vocabulary import Span  # noqa: PLC0415 - slow to import, and checking rules needs none

    return Span.model_construct(**values)


def _are(count: int) -> str:
    return "there is one" if count == 1 else "there are none" if count == 0 else f"there are {count}"
