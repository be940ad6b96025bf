"""From checked rules to a compiled rulebook: the program, and what each of its finding relations means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from whosays.rules.body import FACT, ITEM, MAX_ALTERNATIVES, Body, TooManyAlternativesError, product
from whosays.rules.digest import digest_of
from whosays.rules.emit import Emitter
from whosays.rules.language import COUNT, Language, Type
from whosays.rules.lower_conditions import ConditionLowering
from whosays.rules.lower_tests import CERTAINLY, Constants, TestLowering
from whosays.rules.numbers import Numbers
from whosays.rules.program import Atom, Origin, Program, Term, Var
from whosays.rules.reader import Reader
from whosays.rules.scope import Scope, top_scope
from whosays.rules.strata import NegationCycle, stratify
from whosays.rules.syntax import Conclusion, FindingOf, Operand, Path, Rule, Rulebook


@dataclass(frozen=True, slots=True, eq=False)
class FindingKind:
    """A relation of findings: one conclusion of one rule. Columns are the rule's variables, then what it acts on."""

    relation: str
    rule: Rule
    conclusion: Conclusion
    number: int  # which of the rule's conclusions, from 0
    variables: tuple[str, ...]
    types: Mapping[str, Type]
    targets: tuple[str, ...]  # the columns that hold the targets (or, for {finding:}, what it must speak of)
    by: str = ""  # the column of the fact whose stater's weight is the size; empty: the option says
    hits: str = ""
    of: str = ""


@dataclass(frozen=True, eq=False)
class CompiledRulebook:
    """Everything needed to assess a case: no file is read after this."""

    rulebook: Rulebook
    language: Language
    program: Program
    findings: tuple[FindingKind, ...]
    numbers: Numbers

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Its rules by id."""
        return {rule.id: rule for rule in self.rulebook.rules}

    @cached_property
    def judging(self) -> tuple[Rule, ...]:
        """Its rules without those of the prelude, which only say what words such as "inside" mean."""
        return tuple(rule for rule in self.rulebook.rules if not rule.id.startswith("prelude-"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what it means."""
        return digest_of(self.rulebook, self.numbers)


def compile_rulebook(
    reader: Reader, rulebook: Rulebook, language: Language, numbers: Numbers
) -> CompiledRulebook | None:
    """Lower checked rules; what can still be wrong is a cycle through a negation, or a rule with too many "or"s."""
    constants = Constants()
    emitter = Emitter()
    findings: list[FindingKind] = []
    for rule in sorted(rulebook.rules, key=lambda each: each.id):
        try:
            findings += _RuleLowering.of(rule, language, constants).lower(emitter)
        except TooManyAlternativesError:
            message = f'"{rule.id}" has more than {MAX_ALTERNATIVES} combinations of its alternatives (any, in)'
            hint = "cut it into several rules, or derive a relation first"
            reader.problem("too-many-alternatives", message, rule.mark, hint=hint)
            return None
    strata = stratify(emitter.rules, emitter.counts)
    if isinstance(strata, NegationCycle):
        names = [origin.rule for origin in strata.path]
        message = f"a rule may not depend on its own absence: {' -> '.join((*names, names[0]))}"
        hint = "take the negation (none, unless, count) out of one of these rules"
        reader.problem("negation-cycle", message, strata.path[0].mark, hint=hint)
        return None
    relations = {**_relations(language), **emitter.relations}
    derived = frozenset(rule.head.relation for rule in emitter.rules) | {each.head for each in emitter.counts}
    program = Program(relations, strata, tuple(constants.texts), derived)
    return CompiledRulebook(rulebook, language, program, tuple(findings), numbers)


def _relations(language: Language) -> dict[str, tuple[str, ...]]:
    """Every relation a case fills, and the derived ones: a wide row a fact, a row an item of each list."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, columns in language.kinds.items():
        found[kind] = (FACT, *(name for name, column in columns.items() if not column.many))
        found.update({f"{kind}.{name}": (FACT, ITEM) for name, column in columns.items() if column.many})
    found.update({name: tuple(columns) for name, columns in language.relations.items()})
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _RuleLowering:
    rule: Rule
    language: Language
    tests: TestLowering
    conditions: ConditionLowering
    scope: Scope

    @classmethod
    def of(cls, rule: Rule, language: Language, constants: Constants) -> _RuleLowering:
        numbers = count()
        tests = TestLowering(language, constants, rule.params, lambda: Var(f"_{next(numbers)}"))
        return cls(rule, language, tests, ConditionLowering(tests), top_scope(language, rule.when, rule.params))

    def lower(self, emitter: Emitter) -> list[FindingKind]:
        bodies = self.conditions.conditions(self.rule.when, self.scope)
        for unless in self.rule.unless:
            bodies = product(
                bodies, self.conditions.negation(unless.conditions, self.scope, CERTAINLY, f"unless: {unless.name}")
            )
        found = []
        for number, conclusion in enumerate(self.rule.then):
            origin = Origin(self.rule.id, conclusion.effect, conclusion.mark)
            name = f"{self.rule.id}#{number}"
            if conclusion.effect == "derive":
                self._derive(emitter, name, conclusion, bodies, origin)
            else:
                found.append(self._finding(emitter, name, number, conclusion, bodies, origin))
        return found

    def _derive(
        self, emitter: Emitter, name: str, conclusion: Conclusion, bodies: Sequence[Body], origin: Origin
    ) -> None:
        columns = self.language.relations[conclusion.relation]
        rows: list[tuple[tuple[tuple[str, Term], ...], Body]] = [((), Body())]
        for column, operand in conclusion.columns:
            options = self.tests.operand(operand, columns[column].type, self.scope)
            rows = [((*terms, (column, term)), body + more) for terms, body in rows for term, more in options]
        for index, (terms, body) in enumerate(rows):
            label = name if len(rows) == 1 else f"{name}/{index}"
            emitter.emit(label, Atom(conclusion.relation, terms), product(bodies, [body]), origin)

    def _finding(
        self, emitter: Emitter, name: str, number: int, conclusion: Conclusion, bodies: Sequence[Body], origin: Origin
    ) -> FindingKind:
        variables = tuple(sorted(self.scope.types))
        extra: dict[str, Operand] = {f"#target{i}": path for i, path in enumerate(_targets(conclusion))}
        options = conclusion.options
        by = options.get("by")
        if conclusion.effect == "undercuts" and isinstance(by, Path) and by.variable in self.scope.types:
            extra["#by"] = by
        if conclusion.effect == "base_rate":
            extra |= {"#hits": options["hits"], "#of": options["of"]}
        rows: list[tuple[tuple[tuple[str, Term], ...], Body]] = [
            (tuple((each, Var(each)) for each in variables), Body())
        ]
        for column, operand in extra.items():
            values = self.tests.operand(operand, COUNT if column in {"#hits", "#of"} else Type(), self.scope)
            rows = [((*terms, (column, term)), body + more) for terms, body in rows for term, more in values]
        emitter.relations[name] = (*variables, *extra)
        for index, (terms, body) in enumerate(rows):
            label = name if len(rows) == 1 else f"{name}/{index}"
            emitter.emit(label, Atom(name, terms), product(bodies, [body]), origin)
        return FindingKind(
            name,
            self.rule,
            conclusion,
            number,
            variables,
            dict(self.scope.types),
            tuple(column for column in extra if column.startswith("#target")),
            "#by" if "#by" in extra else "",
            "#hits" if "#hits" in extra else "",
            "#of" if "#of" in extra else "",
        )


def _targets(conclusion: Conclusion) -> Iterable[Path]:
    return conclusion.finding.on if isinstance(conclusion.finding, FindingOf) else conclusion.targets
