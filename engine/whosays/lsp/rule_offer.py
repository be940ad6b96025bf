"""What a rule can name at the cursor: variables and the fields behind them, parameters, relations, rules, sizes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whosays.lsp.book import Book, NamedRule
from whosays.lsp.cursor import Cursor
from whosays.lsp.rule_scope import RuleScope, type_text
from whosays.lsp.vocabulary_words import field_text, kind_word, kind_words
from whosays.lsp.wording import EFFECTS, SIZES
from whosays.lsp.words import Word, Words
from whosays.rules.language import Column, Type
from whosays.rules.read_conclusions import OPTIONS as OPTIONS_OF
from whosays.rules.syntax import Path as VariablePath


class Offer:
    """What there is to name at one cursor inside `rules`, `adjust` or `relations`."""

    def __init__(self, book: Book, scope: RuleScope, cursor: Cursor) -> None:
        self.book, self.scope, self.cursor = book, scope, cursor
        path = cursor.path
        self.is_inside = "unless" in path or "when" in path
        self.types = (scope.inner if self.is_inside else scope.outer).types
        if path[:1] == ("relations",) and len(path) == 3:
            self.types = {name: column.type for name, column in (book.language.relations.get(path[1]) or {}).items()}

    def variables_here(self) -> Words:
        """The variables, or behind a dot the fields, at a word that begins with a $."""
        *before, _ = self.cursor.word.split(".")
        if not before:
            words = (*self.variables(), *self.params())
            return Words(words, words, self.cursor.start)
        start = self.cursor.start + len(".".join(before)) + 1
        words = self.fields(VariablePath(before[0][1:], tuple(before[1:])))
        return Words(words, words, start)

    def fields(self, path: VariablePath) -> tuple[Word, ...]:
        """The fields of the facts that a path leads to."""
        type_ = self.scope_type(path)
        if type_ is None or not type_.is_fact:
            return ()
        language = self.book.language
        found = []
        for name in language.field_names(type_):
            kind = language.kinds_with(type_, name)[0]
            column = language.kinds[kind][name]
            found.append(
                Word(name, "field", field_text(self.book.vocabulary[kind].fields[name], kind), type_text(column.type))
            )
        return tuple(found)

    def scope_type(self, path: VariablePath) -> Type | None:
        """What a path leads to; None where that is unknown."""
        found = self.types.get(path.variable)
        for name in path.fields:
            column = self.book.language.field(found, name) if found is not None and found.is_fact else None
            found = column.type if column is not None else None
        return found

    def column(self, tested: str) -> Column | None:
        """What a condition that begins with a path tests."""
        name, *fields = tested[1:].split(".")
        owner = self.scope_type(VariablePath(name, tuple(fields[:-1])))
        if owner is None:
            return None
        return self.book.language.field(owner, fields[-1]) if fields and owner.is_fact else Column(name, owner)

    def variables(self, wanted: Type | None = None, *, dotted: bool = False) -> tuple[Word, ...]:
        """The variables that are of a type; where a path can stand also facts, which can lead to it."""
        return tuple(
            Word(f"${name}", "variable", f"`${name}`: {type_text(type_)}", type_text(type_), self.scope.bound.get(name))
            for name, type_ in sorted(self.types.items())
            if wanted is None or type_.meets(wanted) or (dotted and type_.is_fact)
        )

    def params(self) -> tuple[Word, ...]:
        """The parameters of the rule and of the rulebook."""
        names = {**dict.fromkeys(self.book.params, ""), **self.scope.params}
        if self.cursor.path[:1] == ("relations",):
            return ()
        return tuple(
            Word(
                f"${name}",
                "variable",
                f"`${name}`: a parameter{f', {value}' if value else ''}",
                "parameter",
                self.scope.bound.get(name),
            )
            for name, value in sorted(names.items())
        )

    def kinds(self) -> tuple[Word, ...]:
        """Every kind of fact, the declared ones last."""
        known = self.book.vocabulary
        own = (kind_word(known[name], kind.mark) for name, kind in self.book.kinds.items() if name in known)
        return (*kind_words(), *own)

    def scenarios(self) -> tuple[Word, ...]:
        """The groups of facts that examples can name."""
        found = self.book.scenarios.items()
        return tuple(Word(name, "choice", f"**{name}**: a scenario", "scenario", key.mark) for name, key in found)

    def relation_word(self, name: str) -> Word:
        """A relation with its columns."""
        relation = self.book.relations[name]
        columns = ", ".join(f"{column}: {text}" for column, text in relation.columns)
        says = self.book.says.get(name, "")
        doc = f"**{name}** ({columns}){f': {says}' if says else ''}"
        return Word(name, "relation", doc, "relation", relation.mark)

    def columns(self, name: str) -> tuple[Word, ...]:
        """The columns of a relation."""
        relation = self.book.relations.get(name)
        columns = relation.columns if relation else ()
        return tuple(Word(column, "field", f"**{column}** of {name}: {text}", text) for column, text in columns)

    def sizes(self, table: str) -> tuple[Word, ...]:
        """The words of a table of numbers."""
        sizes: Mapping[str, float] = getattr(self.book.numbers, table)
        return tuple(
            Word(word, "size", f"**{word}** of {table}, {SIZES[table].format(number=number)}", f"{number:g}")
            for word, number in sizes.items()
        )


def options_of(effect: str) -> tuple[str, ...]:
    """The options of an effect."""
    return next((options for word, options in OPTIONS_OF.items() if word == effect), ())


def effect_word(effect: str) -> Word:
    """An effect: what it acts on and does."""
    target, does = EFFECTS[effect]
    options = ", ".join(f"`{name}`" for name in options_of(effect))
    doc = f"**{effect}** {target}: {does}"
    return Word(effect, "effect", f"{doc}\n\nOptions: {options}." if options else doc, target)


def rule_word(rule: NamedRule) -> Word:
    """The id of a rule."""
    return Word(rule.id, "rule", rule_text(rule), rule.text("title"), rule.mark)


def rule_text(rule: NamedRule) -> str:
    """A rule in Markdown: title, rationale, what it concludes."""
    parts: Iterable[str] = (
        f"**{rule.text('title') or rule.id}**",
        rule.text("rationale"),
        "\n".join(f"- {effect}" for effect in rule.effects),
    )
    return "\n\n".join(filter(None, parts))
