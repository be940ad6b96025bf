"""What a rulebook offers to whoever writes it: its rules, relations and numbers, and those of what it extends.

It is read off the last good trees rather than off a checked rulebook: a rule with a problem is still a rule to name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from whosays.facts.kinds import Vocabulary
from whosays.lsp.documents import Documents, place_of
from whosays.marked import MarkedList, MarkedMap, MarkedScalar, Node, read_yaml
from whosays.problems import Mark
from whosays.rules.check_kinds import declared_kinds
from whosays.rules.language import Language, language_with
from whosays.rules.load import PRELUDE, find_extended
from whosays.rules.numbers import Numbers, numbers_with
from whosays.rules.read_conditions import SPECIAL
from whosays.rules.read_kinds import read_kinds
from whosays.rules.read_rulebook import read_numbers, rulebook_files
from whosays.rules.reader import Reader
from whosays.rules.syntax import EFFECTS, DeclaredKind, Relation, Rulebook
from whosays.shipped import shipped_folder


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule as far as others name it."""

    id: str
    node: MarkedMap
    mark: Mark
    is_own: bool  # and not one that the rulebook extends

    def text(self, key: str) -> str:
        """One of its texts; empty where it is left out."""
        return scalar(self.node.get(key))

    @property
    def effects(self) -> tuple[str, ...]:
        """What it concludes, as written: `supports $claim (strength: weak)`."""
        found = []
        for conclusion in items(self.node.get("then")):
            if isinstance(conclusion, MarkedMap):
                effect = next((key.text for key, _ in conclusion.entries if key.text in EFFECTS), "")
                rest = [
                    f"{key.text}: {scalar(value)}"
                    for key, value in conclusion.entries
                    if key.text not in (effect, "because") and scalar(value)
                ]
                options = f" ({', '.join(rest)})" if rest else ""
                found.append(f"{effect} {_flat(conclusion.get(effect))}{options}".strip())
        return tuple(found)


@dataclass(frozen=True)
class Book:
    """The rules and relations by name, of the rulebook itself and of all that it extends, and its families."""

    rules: Mapping[str, NamedRule]
    relations: Mapping[str, Relation]
    says: Mapping[str, str]
    families: tuple[str, ...]
    params: Mapping[str, MarkedScalar]  # of the head: name to the key
    numbers: Numbers
    extended: Mapping[str, NamedRule]  # the rules of what it extends, those with the id of an own one included
    kinds: Mapping[str, DeclaredKind]
    scenarios: Mapping[str, MarkedScalar]  # name to the key

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The kinds of the case format with those that are declared."""
        declared = (Rulebook("", kinds=tuple(self.kinds.values())),)
        return declared_kinds(Reader(), declared, self.relations, SPECIAL)[0]  # its problems are told elsewhere

    @cached_property
    def language(self) -> Language:
        """The kinds of facts and these relations."""
        return language_with(self.relations.values(), self.vocabulary)


def read_book(path: Path, documents: Documents) -> Book:
    """The rulebook at a path, as far as it can be read."""
    trees = list(_trees(path, documents, (), is_own=True))
    prelude, _ = read_yaml(PRELUDE)
    trees = [(prelude, False), *trees] if isinstance(prelude, MarkedMap) else trees
    rules: dict[str, NamedRule] = {}
    extended: dict[str, NamedRule] = {}
    kinds: dict[str, DeclaredKind] = {}
    scenarios: dict[str, MarkedScalar] = {}
    relations: dict[str, Relation] = {}
    says: dict[str, str] = {}
    families: set[str] = set()
    params: dict[str, MarkedScalar] = {}
    changed: list[Rulebook] = []
    for tree, is_own in trees:
        for rule in items(tree.get("rules")):
            if isinstance(rule, MarkedMap) and (id_ := rule.get("id")) is not None and scalar(id_):
                rules[scalar(id_)] = NamedRule(scalar(id_), rule, id_.mark, is_own)
                extended |= {} if is_own else {scalar(id_): rules[scalar(id_)]}
                families.add(scalar(rule.get("family")))
        for key, columns in entries(tree.get("relations")):
            pairs = tuple((name.text, scalar(value)) for name, value in entries(columns) if name.text != "says")
            relations[key.text] = Relation(key.text, pairs, mark=key.mark)
            says[key.text] = scalar(columns.get("says")) if isinstance(columns, MarkedMap) else ""
        kinds |= {kind.name: kind for kind in read_kinds(Reader(), tree.get("kinds"))}
        scenarios |= {key.text: key for key, _ in entries(tree.get("scenarios"))}
        if is_own:
            params |= {key.text: key for key, _ in entries(tree.get("params"))}
        if (numbers := tree.get("numbers")) is not None:
            changed.append(Rulebook("", numbers=read_numbers(Reader(), numbers)))
    base, _ = read_yaml(shipped_folder("rules") / "numbers.yaml")
    sizes = numbers_with(Reader(), read_numbers(Reader(), base), tuple(changed))
    families -= {""}
    return Book(rules, relations, says, tuple(sorted(families)), params, sizes, extended, kinds, scenarios)


def _trees(
    path: Path, documents: Documents, above: tuple[Path, ...], *, is_own: bool = False
) -> Iterator[tuple[MarkedMap, bool]]:
    """The trees of a rulebook after those of what it extends, and whether each is its own."""
    if path in above:
        return
    reader, texts = Reader(), documents.texts
    try:
        files = rulebook_files(reader, path, texts)
    except OSError:
        return
    own = [tree for file in files if isinstance(tree := documents.tree(file), MarkedMap)]
    for tree in own:
        extends = tree.get("extends")
        for name in filter(None, map(scalar, items(extends) if isinstance(extends, MarkedList) else (extends,))):
            found = find_extended(reader, path, name, texts=texts)
            if found is not None:
                yield from _trees(place_of(found), documents, (*above, path))
    yield from ((tree, is_own) for tree in own)


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; none of anything else."""
    return node.items if isinstance(node, MarkedList) else ()


def entries(node: Node | None) -> tuple[tuple[MarkedScalar, Node], ...]:
    """The entries of a mapping; none of anything else."""
    return node.entries if isinstance(node, MarkedMap) else ()


def scalar(node: Node | None) -> str:
    """A text; empty for anything else."""
    return node.text.strip() if isinstance(node, MarkedScalar) and node.value is not None else ""


def _flat(node: Node | None) -> str:
    if isinstance(node, MarkedMap):
        return ", ".join(f"{key.text} {_flat(value)}".strip() for key, value in node.entries)
    if isinstance(node, MarkedList):
        return " and ".join(map(_flat, node.items))
    return scalar(node)
