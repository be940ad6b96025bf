"""The words that may stand at a place of a case, by the path of keys that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from whosays.facts.folder import read_names
from whosays.facts.kinds import Field, head_fields, kinds
from whosays.lsp.book import entries, items, scalar
from whosays.lsp.cursor import ITEM, Cursor
from whosays.lsp.documents import Documents
from whosays.lsp.vocabulary_words import choice_words, field_words, kind_words
from whosays.lsp.words import Word, Words
from whosays.marked import MarkedMap, Node
from whosays.problems import Mark


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A fact as far as others name it."""

    id: str
    kind: str
    node: MarkedMap
    mark: Mark

    @property
    def text(self) -> str:
        """What it is called or says; empty where it has neither name nor text."""
        return next(filter(None, (scalar(self.node.get(key)) for key in ("name", "text", "title", "why"))), "")


def facts_of(path: Path, documents: Documents) -> Iterator[NamedFact]:
    """The facts with an id of the case at a path, as far as it can be read."""
    try:
        files = [path / name for name in read_names(path, documents.texts)] if path.is_dir() else [path]
    except (OSError, ValueError):
        files = []
    for file in files:
        yield from facts_in(documents.tree(file))


def facts_in(tree: Node | None) -> Iterator[NamedFact]:
    """The facts with an id of one file."""
    for item in items(tree.get("facts") if isinstance(tree, MarkedMap) else tree):
        for kind, body in entries(item)[:1]:
            id_ = body.get("id") if isinstance(body, MarkedMap) else None
            if isinstance(body, MarkedMap) and id_ is not None and scalar(id_):
                yield NamedFact(scalar(id_), kind.text, body, id_.mark)


def words_in_case(root: Path, cursor: Cursor, documents: Documents) -> Words:
    """What may stand at a cursor in a case."""
    if cursor.role == "text":
        return Words()
    path = cursor.path
    if not path:
        return Words((*field_words(head_fields().values(), "a case"), Word("facts", "key", "the facts of the case")))
    if path[:2] == ("facts", ITEM):
        path = path[2:]
    elif path[0] == ITEM:
        path = path[1:]
    else:
        return Words()
    if not path:
        return Words(kind_words())
    kind = kinds().get(path[0])
    if kind is None:
        return Words()
    if len(path) == 1:
        return Words(field_words(kind.fields.values(), kind.name))
    field = kind.fields.get(path[1])
    if field is None:
        return Words()
    return _value(field, kind.name, tuple(step for step in path[2:] if step != ITEM), root, documents)


def _value(field: Field, owner: str, path: tuple[str, ...], root: Path, documents: Documents) -> Words:
    """The words for the value of a field, or for the parts of one that is a mapping."""
    if path:
        part = next((part for part in field.parts if part.name == path[0]), None)
        return _value(part, field.name, path[1:], root, documents) if part else Words()
    parts = field_words(field.parts, field.name)
    if field.type == "id":
        return Words(parts, known=tuple(map(_fact_word, facts_of(root, documents))))
    if field.type == "ref":
        every = tuple(facts_of(root, documents))
        fitting = tuple(_fact_word(fact) for fact in every if not field.refers_to or fact.kind in field.refers_to)
        return Words(parts, fitting, known=tuple(map(_fact_word, every)))
    return Words(parts, choice_words(field, owner))


def _fact_word(fact: NamedFact) -> Word:
    doc = f"**{fact.id}** ({fact.kind}){f': {fact.text}' if fact.text else ''}"
    return Word(fact.id, "fact", doc, fact.text or fact.kind, fact.mark)
