"""The words that may stand at a place of a rulebook, by the path of keys that leads to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from whosays.lsp.book import Book
from whosays.lsp.cursor import ITEM, Cursor
from whosays.lsp.rule_offer import Offer, effect_word, options_of, rule_word
from whosays.lsp.rule_scope import read_scope
from whosays.lsp.vocabulary_words import choice_words, field_words
from whosays.lsp.wording import (
    ADJUST_KEYS,
    CONDITIONS,
    COUNT_KEYS,
    EFFECTS,
    EXAMPLE_KEYS,
    FINDING_KEYS,
    HEAD_KEYS,
    KIND_FIELD_KEYS,
    MEASURE_KEYS,
    OPTIONS,
    RULE_KEYS,
    TESTS,
)
from whosays.lsp.words import Word, Words, described
from whosays.marked import Node
from whosays.rules.check_conditions import unfit_test
from whosays.rules.check_kinds import TYPES
from whosays.rules.check_rules import TARGETS
from whosays.rules.language import ANY_FACT, COUNT, TIME, VALUE_TYPES, Column, Type
from whosays.rules.numbers import TABLES
from whosays.rules.syntax import ORDERINGS
from whosays.shipped import shipped_folder

_PLACE = Type(kinds=frozenset({"place"}))
_INNER = {("rules",), ("adjust",), ("relations",), ("kinds",), ("scenarios",)}
_STATUSES = ("stable", "test", "experimental", "deprecated")
_FLAGS = tuple(Word(word, "choice") for word in ("true", "false"))


def words_in_rulebook(path: Path, text: str, cursor: Cursor, book: Book, last: Node | None) -> Words:
    """What may stand at a cursor in a rulebook; `last` is the last good tree of the file."""
    if cursor.path[:1] not in _INNER:
        return _head(cursor, book)
    scope = read_scope(path, text, cursor, book, last)
    return _InRule(Offer(book, scope, cursor), cursor).words()


def _head(cursor: Cursor, book: Book) -> Words:
    match cursor.path:
        case ():
            return Words(described(HEAD_KEYS.items()))
        case ("extends",) | ("extends", "-"):
            return Words(values=tuple(Word(name, "choice", "a shipped rulebook") for name in _shipped()))
        case ("format",):
            return Words(values=(Word("1", "choice"),))
        case ("numbers",):
            return Words(tuple(Word(name, "key") for name in TABLES))
        case ("numbers", table) if table in TABLES:
            sizes: Mapping[str, float] = getattr(book.numbers, table)
            return Words(
                tuple(Word(word, "size", f"`{word}` of {table}: {size:g}", f"{size:g}") for word, size in sizes.items())
            )
    return Words()


def _shipped() -> list[str]:
    folder = shipped_folder("rules")
    return (
        sorted(each.stem for each in folder.iterdir() if each.stem not in {"numbers", "survivors"})
        if folder.is_dir()
        else []
    )


class _InRule:
    """The words at one cursor inside what a rulebook says of rules, relations, kinds and scenarios."""

    def __init__(self, offer: Offer, cursor: Cursor) -> None:
        self.offer, self.cursor = offer, cursor

    def words(self) -> Words:
        """The words by the path; within a text only what begins with a $ is one."""
        path = self.cursor.path
        if self.cursor.word.startswith("$") and path[-1:] != ("as",):
            return self.offer.variables_here()
        if self.cursor.role == "text":
            return Words()
        head, rest = path[0], path[1:]
        if head == "relations":
            return self._relation(rest)
        if head == "adjust":
            return self._adjust(rest)
        if head == "kinds":
            return self._kind(rest)
        if head == "scenarios":
            return self._fact(rest[1:])
        return self._rule(rest[1:]) if rest[:1] == (ITEM,) else Words()

    def _rule(self, path: tuple[str, ...]) -> Words:
        match path:
            case ():
                return Words(described(RULE_KEYS.items()))
            case ("id",):
                return Words(known=tuple(map(rule_word, self.offer.book.rules.values())))
            case ("replaces",) | ("replaces", "-"):
                return Words(values=tuple(map(rule_word, self.offer.book.extended.values())))
            case ("status",):
                return Words(values=tuple(Word(word, "choice") for word in _STATUSES))
            case ("family",):
                return Words(
                    values=tuple(Word(word, "choice", "a family of this rulebook") for word in self.offer.book.families)
                )
            case ("when", *rest):
                return self._conditions(tuple(rest))
            case ("unless", _, *rest):
                return self._conditions(tuple(rest))
            case ("then", "-", *rest):
                return self._conclusion(tuple(rest))
            case ("examples", "-", *rest):
                return self._example(tuple(rest))
        return Words()

    def _conditions(self, path: tuple[str, ...]) -> Words:
        match path:
            case ("-",):
                relations = tuple(map(self.offer.relation_word, self.offer.book.relations))
                return Words(
                    (
                        *described(CONDITIONS.items()),
                        *self.offer.kinds(),
                        *relations,
                        *self.offer.variables(dotted=True),
                    )
                )
            case ("-", "none", *rest):
                return self._conditions(tuple(rest))
            case ("-", "any", "-", *rest):
                return self._conditions(tuple(rest))
            case ("-", "count", *rest):
                return self._count(tuple(rest))
            case ("-", "pair", "-"):
                return Words(values=self.offer.variables(ANY_FACT))
            case ("-", measure) if measure in MEASURE_KEYS:
                return Words(described(MEASURE_KEYS[measure].items()))
            case ("-", measure, "is", *rest) if measure in MEASURE_KEYS:
                return (
                    Words(described((test, TESTS[test]) for test in ORDERINGS))
                    if not rest
                    else Words(values=self.offer.params())
                )
            case ("-", measure, end) if measure in MEASURE_KEYS:
                is_time = measure == "elapsed" or end in ("leaving", "arriving")
                return Words(values=self.offer.variables(TIME if is_time else _PLACE, dotted=True))
            case ("-", tested, *rest) if tested.startswith("$"):
                column = self.offer.column(tested)
                return self._tests(column, tuple(rest)) if column else Words()
            case ("-", name, *rest):
                return self._pattern(name, tuple(rest))
        return Words()

    def _count(self, path: tuple[str, ...]) -> Words:
        match path:
            case ():
                return Words(described(COUNT_KEYS.items()))
            case ("of",):
                return Words(values=self.offer.variables())
            case ("is", *rest):
                return self._tests(Column("count", COUNT), tuple(rest))
            case ("where", *rest):
                return self._conditions(tuple(rest))
        return Words()

    def _pattern(self, name: str, path: tuple[str, ...]) -> Words:
        columns = self.offer.book.language.columns(name)
        if columns is None:
            return Words()
        kind = self.offer.book.vocabulary.get(name)
        if not path:
            own = field_words((kind.fields[each] for each in columns), name) if kind else self.offer.columns(name)
            alias = (Word("as", "key", f"gives the {name} a name, such as `${name}`"),) if kind else ()
            return Words((*alias, *own))
        if path == ("as",):
            bound = self.offer.variables(Type(kinds=frozenset({name})))
            return Words(values=bound or (Word(f"${name}", "variable", f"a name for the {name}"),))
        column = columns.get(path[0])
        return self._tests(column, path[1:], name) if column else Words()

    def _tests(self, column: Column, path: tuple[str, ...], kind: str = "") -> Words:
        """The tests and values that go with a column."""
        if not path:
            fitting = [(test, TESTS[test]) for test in TESTS if not unfit_test(test, column)]
            return Words(described(fitting, "test"), self._values(column, kind))
        test, *rest = path
        if test == ITEM or (test in TESTS and rest in ([], [ITEM])):
            return Words(values=_FLAGS if test == "known" else self._values(column, kind))
        return Words()

    def _values(self, column: Column, kind: str) -> tuple[Word, ...]:
        known = self.offer.book.vocabulary
        owners = [kind] if kind in known else [each for each in known if column.name in known[each].fields]
        field = next((field for each in owners if (field := known[each].fields.get(column.name)) is not None), None)
        words: tuple[Word, ...] = ()
        if field is not None and field.choices == column.choices:
            words = choice_words(field, owners[0]) if column.choices or column.type.value == "flag" else ()
        return (*words, *self.offer.variables(column.type, dotted=True), *self.offer.params())

    def _conclusion(self, path: tuple[str, ...]) -> Words:
        offer = self.offer
        match path:
            case ():
                effects = [word for word in EFFECTS if word in self.cursor.siblings]
                if not effects:
                    return Words(tuple(map(effect_word, EFFECTS)), known=described(OPTIONS.items()))
                return Words(described((name, OPTIONS[name]) for name in (*options_of(effects[0]), "because")))
            case ("derive", *rest):
                return self._derive(tuple(rest))
            case ("undercuts",):
                return Words(described(FINDING_KEYS.items()), offer.variables(ANY_FACT, dotted=True))
            case ("undercuts", "finding"):
                return Words(values=tuple(map(rule_word, offer.book.rules.values())))
            case ("undercuts", "on", *_):
                return Words(values=offer.variables(dotted=True))
            case (effect, *_) if effect in EFFECTS:
                return Words(values=offer.variables(TARGETS.get(effect), dotted=True))
            case (option,):
                return Words(values=self._option(option))
        return Words()

    def _derive(self, path: tuple[str, ...]) -> Words:
        if not path:
            return Words(tuple(map(self.offer.relation_word, self.offer.book.relations)))
        if len(path) == 1:
            return Words(self.offer.columns(path[0]))
        column = self.offer.book.language.relations.get(path[0], {}).get(path[1])
        return Words(values=self.offer.variables(column.type if column else None, dotted=True))

    def _option(self, name: str) -> tuple[Word, ...]:
        offer = self.offer
        if name == "strength":
            return (*offer.sizes("strengths"), *offer.params())
        if name == "by":
            return (*offer.sizes("discounts"), *offer.params(), *offer.variables(ANY_FACT))
        if name == "of":
            return (*(Word(word, "choice", OPTIONS["of"]) for word in ("belief", "disbelief")), *offer.variables(COUNT))
        if name == "hits":
            return offer.variables(COUNT)
        return offer.params() if name in ("to", "keeps") else ()

    def _example(self, path: tuple[str, ...]) -> Words:
        match path:
            case ():
                return Words(described(EXAMPLE_KEYS.items()))
            case ("expect", "-"):
                return Words(tuple(map(effect_word, EFFECTS)))
            case ("given",):
                return Words(values=self.offer.scenarios())
            case ("given", "-"):
                return Words(self.offer.kinds(), self.offer.scenarios())
            case ("given", *rest):
                return self._fact(tuple(rest))
            case ("expect", "-", "derive"):
                return Words(values=tuple(map(self.offer.relation_word, self.offer.book.relations)))
        return Words()

    def _fact(self, path: tuple[str, ...]) -> Words:
        """The words of a fact in a list of them."""
        known = self.offer.book.vocabulary
        match path:
            case ("-",):
                return Words(self.offer.kinds())
            case ("-", kind) if kind in known:
                return Words(field_words(known[kind].fields.values(), kind))
            case ("-", kind, name, *_) if kind in known and name in known[kind].fields:
                return Words(values=choice_words(known[kind].fields[name], kind))
        return Words()

    def _kind(self, path: tuple[str, ...]) -> Words:
        """The words of a kind that is declared: of its name, of its fields and of their types."""
        match path:
            case ():
                return Words(known=self.offer.kinds())
            case (_,):
                return Words((Word("says", "key", "what such a fact is"),))
            case (_, "says") | (_, _, "says"):
                return Words()
            case (_, _, "many" | "required"):
                return Words(values=_FLAGS)
            case (_, _) | (_, _, "type"):
                types = tuple(Word(word, "choice", f"a field of type {word}") for word in ("fact", *TYPES))
                keys = described(KIND_FIELD_KEYS.items()) if len(path) == 2 else ()
                return Words(keys, (*self.offer.kinds(), *types))
        return Words()

    def _relation(self, path: tuple[str, ...]) -> Words:
        if len(path) == 0:
            return Words(tuple(map(self.offer.relation_word, self.offer.book.relations)))
        if len(path) == 1:
            return Words((Word("says", "key", "a sentence that reads a row aloud"), *self.offer.columns(path[0])))
        if len(path) == 2 and path[1] != "says":
            types = tuple(Word(word, "choice", f"a column of type {word}") for word in ("fact", *VALUE_TYPES))
            return Words(values=(*self.offer.kinds(), *types))
        return Words()

    def _adjust(self, path: tuple[str, ...]) -> Words:
        match path:
            case ():
                others = (rule for rule in self.offer.book.rules.values() if not rule.is_own)
                return Words(tuple(map(rule_word, others)))
            case (_,):
                return Words(described(ADJUST_KEYS.items()))
            case (_, "params"):
                params = self.offer.scope.params.items()
                return Words(tuple(Word(name, "key", f"`{name}`: {value}", value) for name, value in params))
            case (_, "strength" | "by" as option):
                return Words(values=self.offer.sizes("strengths" if option == "strength" else "discounts"))
            case (_, "unless", _, *rest):
                return self._conditions(tuple(rest))
        return Words()
