"""Where two rulebooks differ, difference by difference, and rulebooks in between that have some of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from whosays.problems import Problem, ProblemsError
from whosays.rules.compile import CompiledRulebook, compile_rulebook
from whosays.rules.digest import meaning
from whosays.rules.language import language_with
from whosays.rules.numbers import TABLES, Numbers
from whosays.rules.reader import Reader
from whosays.rules.syntax import Conclusion, Operand, Rule, Sentence, Value


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two rulebooks differ.

    `what` is an option (`by`, `strength`, `to`, `keeps`), a parameter (`$details`), "exceptions", "text" where a rule
    is another one altogether, "rule" where only one has it, or a word of a table of numbers; then `rule` is the table.
    """

    rule: str
    what: str
    before: str
    after: str
    derives: bool  # what follows from facts may change with it; else only how much that counts

    @property
    def name(self) -> str:
        """What to call it."""
        return self.rule if self.what in {"rule", "text"} else f"{self.rule} {self.what}"


def differences(before: CompiledRulebook, after: CompiledRulebook) -> tuple[Difference, ...]:
    """Everything that could make the verdicts differ, in order of rules."""
    found: list[Difference] = []
    for rule in sorted({each.id for each in (*before.judging, *after.judging)}):
        found += _of_rule(rule, before, after)
    for table in TABLES:
        old, new = getattr(before.numbers, table), getattr(after.numbers, table)
        for word in sorted({*old, *new}):
            if old.get(word) != new.get(word):
                found.append(Difference(table, word, _figure(old.get(word)), _figure(new.get(word)), derives=False))
    return tuple(found)


def _of_rule(rule: str, before: CompiledRulebook, after: CompiledRulebook) -> Iterator[Difference]:
    old, new = before.rules.get(rule), after.rules.get(rule)
    if old is None or new is None:
        there = old or new
        assert there is not None
        derives = any(each.effect == "derive" for each in there.then)
        yield Difference(rule, "rule", _presence(before, old, rule), _presence(after, new, rule), derives)
        return
    if (old.family, meaning(old.when), _shapes(old)) != (new.family, meaning(new.when), _shapes(new)):
        yield Difference(rule, "text", "as it was", "another rule", derives=True)
        return
    if meaning(old.unless) != meaning(new.unless):
        first, second = (", ".join(each.name for each in book.unless) or "none" for book in (old, new))
        yield Difference(rule, "exceptions", first, second, derives=True)
    for name in sorted({*old.params, *new.params}):
        values = old.params.get(name), new.params.get(name)
        if meaning(values[0]) != meaning(values[1]):
            asked = _mentions((meaning(old.when), meaning(old.unless), meaning(new.unless)), name)
            yield Difference(rule, f"${name}", _written(values[0]), _written(values[1]), asked)
    options = dict.fromkeys(name for each in (*old.then, *new.then) for name in each.options)
    for name in options:
        sizes = [tuple(_written(each.options.get(name)) for each in rule.then) for rule in (old, new)]
        if sizes[0] != sizes[1]:
            first, second = (", ".join(dict.fromkeys(each for each in size if each)) for size in sizes)
            yield Difference(rule, name, first, second, derives=False)


def _shapes(rule: Rule) -> object:
    """What a rule concludes, without sizes and sentences."""
    return tuple(meaning(replace(each, options={}, because=Sentence(()))) for each in rule.then)


def _presence(book: CompiledRulebook, rule: Rule | None, name: str) -> str:
    if rule is not None:
        return "in force"
    reason = book.rulebook.disabled.get(name)
    return f"disabled ({reason})" if reason else "not there"


def _mentions(tree: object, name: str) -> bool:
    if isinstance(tree, tuple):
        return any(_mentions(each, name) for each in tree)
    return tree == name


def _written(value: Operand | None) -> str:
    if value is None:
        return ""
    return value.text if isinstance(value, Value) else f"${value.variable}"


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:g}"


@dataclass(frozen=True, eq=False)
class Between:
    """The rulebooks between two: the first, with some of the differences taken over from the second."""

    before: CompiledRulebook
    after: CompiledRulebook

    def whole(self, chosen: Collection[Difference]) -> CompiledRulebook:
        """A rulebook with these differences, and all rules that only one of the two has, if they derive nothing.

        What rules derive by it does not depend on the sizes. Raises ProblemsError where the differences do not go
        together.
        """
        rules = self._rules(chosen, optional=True)
        self._check_relations()
        self._check_kinds()
        relations = {each.name: each for book in (self.after, self.before) for each in book.rulebook.relations}
        reader = Reader()
        language = language_with(relations.values(), MappingProxyType({**self.after.kinds, **self.before.kinds}))
        whole = replace(self.before.rulebook, rules=tuple(rules.values()), relations=tuple(relations.values()))
        compiled = compile_rulebook(reader, whole, language, self.numbers(chosen))
        if compiled is None:
            raise ProblemsError(reader.problems)
        return compiled

    def _check_relations(self) -> None:
        """Raise ProblemsError where the two mean different columns by the name of one relation."""
        columns = {each.name: dict(each.columns) for each in self.before.rulebook.relations}
        unlike = [
            each
            for each in self.after.rulebook.relations
            if columns.get(each.name, dict(each.columns)) != dict(each.columns)
        ]
        if unlike:
            message = f'the two rulebooks have different columns in the relation "{unlike[0].name}"'
            raise ProblemsError([Problem("duplicate-relation", message, unlike[0].mark)])

    def _check_kinds(self) -> None:
        """Raise ProblemsError where the two mean different fields by the name of one kind."""
        known = self.before.kinds
        for each in self.after.rulebook.kinds:
            if each.name in known and not known[each.name].has_fields_of(self.after.kinds[each.name]):
                message = f'the two rulebooks have different fields in the kind "{each.name}"'
                raise ProblemsError([Problem("duplicate-kind", message, each.mark)])

    def sized(self, whole: CompiledRulebook, chosen: Collection[Difference]) -> CompiledRulebook:
        """A whole rulebook with the sizes and the rules that these differences leave."""
        rules = self._rules(chosen, optional=False)
        kinds = (
            replace(kind, rule=rules[kind.rule.id], conclusion=rules[kind.rule.id].then[kind.number])
            for kind in whole.findings
            if kind.rule.id in rules
        )
        book = replace(whole.rulebook, rules=tuple(rules.values()))
        return replace(whole, rulebook=book, findings=tuple(kinds), numbers=self.numbers(chosen))

    def numbers(self, chosen: Collection[Difference]) -> Numbers:
        """The tables with these differences."""
        tables = {table: dict(getattr(self.before.numbers, table)) for table in TABLES}
        for each in chosen:
            if each.rule in tables and each.rule not in self.before.rules and each.rule not in self.after.rules:
                new = getattr(self.after.numbers, each.rule)
                if each.what in new:
                    tables[each.rule][each.what] = new[each.what]
                else:
                    tables[each.rule].pop(each.what, None)
        return Numbers(**tables)

    def _rules(self, chosen: Collection[Difference], *, optional: bool) -> dict[str, Rule]:
        taken: dict[str, set[str]] = {}
        for each in chosen:
            taken.setdefault(each.rule, set()).add(each.what)
        found = dict(self.before.rules)
        for rule in {**self.before.rules, **self.after.rules}:
            changed = _changed(self.before.rules.get(rule), self.after.rules.get(rule), taken.get(rule, set()))
            there = self.before.rules.get(rule) or self.after.rules[rule]
            if changed is None and optional and not any(each.effect == "derive" for each in there.then):
                changed = there
            if changed is None:
                found.pop(rule, None)
            else:
                found[rule] = changed
        return found


def _changed(old: Rule | None, new: Rule | None, taken: Collection[str]) -> Rule | None:
    """A rule with some of its differences taken over."""
    if old is None or new is None:
        return new if "rule" in taken else old
    if "text" in taken:
        return new
    if not taken:
        return old
    params = {name: (new if f"${name}" in taken else old).params.get(name) for name in {**old.params, **new.params}}
    return replace(
        old,
        unless=new.unless if "exceptions" in taken else old.unless,
        params={name: value for name, value in params.items() if value is not None},
        then=tuple(_sized(*pair, taken) for pair in zip(old.then, new.then, strict=True)),
    )


def _sized(old: Conclusion, new: Conclusion, taken: Collection[str]) -> Conclusion:
    options: Mapping[str, Operand] = {
        name: new.options[name] if name in taken and name in new.options else operand
        for name, operand in old.options.items()
    }
    return replace(old, options=options)
