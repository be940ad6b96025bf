"""Lowering whole rules: each conclusion becomes a relation, or rows of the relation that it derives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from whosays.rules.body import FACT, Alternatives, Body, TooManyAlternativesError, product
from whosays.rules.emit import Emitter
from whosays.rules.language import COUNT, Language, Type
from whosays.rules.lower_conditions import ConditionLowering
from whosays.rules.lower_tests import CERTAINLY, POSSIBLY, Constants, TestLowering
from whosays.rules.program import Atom, Origin, Term, Var
from whosays.rules.readings import possible, settled
from whosays.rules.scope import Scope, top_scope
from whosays.rules.syntax import Conclusion, FindingOf, Operand, Path, Rule


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


_Terms = tuple[tuple[str, Term], ...]
_Heads = list[tuple[_Terms, Body]]


def lower_rules(
    rules: Iterable[Rule], language: Language, constants: Constants
) -> tuple[Emitter, tuple[FindingKind, ...]]:
    """Flat rules for all rules, and what their findings are. Raises TooManyAlternativesError with the rule's id."""
    emitter, findings = Emitter(), list[FindingKind]()
    ordered = sorted(rules, key=lambda each: each.id)
    deriving = [rule for rule in ordered if any(each.effect == "derive" for each in rule.then)]
    doubtful = _doubtful_relations(deriving, language)
    for rule in ordered:
        with _naming(rule):
            findings += RuleLowering.of(rule, language, constants, doubtful).lower(emitter)
    waiting = set(doubtful)
    while wanted := sorted(each for each in waiting if possible(each) in emitter.relations_read()):
        waiting.difference_update(wanted)
        for relation in wanted:
            emitter.relations[possible(relation)] = tuple(language.relations[relation])
            for rule in deriving:
                with _naming(rule):
                    RuleLowering.of(rule, language, constants, doubtful).lower_possible(emitter, relation)
    return emitter, tuple(findings)


@contextmanager
def _naming(rule: Rule) -> Iterator[None]:
    try:
        yield
    except TooManyAlternativesError as error:
        error.rule = rule.id
        raise


def _doubtful_relations(deriving: Sequence[Rule], language: Language) -> frozenset[str]:
    """The relations that a rule derives by a test on what may be missing or imprecise, or from such a relation."""
    reads: list[tuple[str, bool, frozenset[str]]] = []
    for rule in deriving:
        lowering = RuleLowering.of(rule, language, Constants(), frozenset())
        with _naming(rule):
            bodies = lowering.bodies(CERTAINLY)
        for conclusion in rule.then:
            if conclusion.effect == "derive":
                heads = [body for _, body in lowering.heads(conclusion, CERTAINLY)]
                unsure = any(body.is_modal() for body in (*bodies, *heads))
                reads.append((conclusion.relation, unsure, frozenset().union(*(body.relations() for body in bodies))))
    found: frozenset[str] = frozenset()
    while True:
        more = frozenset(relation for relation, unsure, read in reads if unsure or read & found)
        if more == found:
            return found
        found = more


@dataclass(frozen=True, slots=True, eq=False)
class RuleLowering:
    """Lowers one rule."""

    rule: Rule
    language: Language
    tests: TestLowering
    conditions: ConditionLowering
    scope: Scope

    @classmethod
    def of(cls, rule: Rule, language: Language, constants: Constants, doubtful: frozenset[str]) -> RuleLowering:
        """The lowering of a rule; `doubtful` are the relations that have a second one for what is possible."""
        numbers = count()
        tests = TestLowering(language, constants, rule.params, lambda: Var(f"_{next(numbers)}"))
        conditions = ConditionLowering(tests, doubtful)
        return cls(rule, language, tests, conditions, top_scope(language, rule.when, rule.params))

    def bodies(self, mode: str) -> Alternatives:
        """Its conditions and exceptions."""
        bodies = self.conditions.conditions(self.rule.when, self.scope, mode)
        for unless in self.rule.unless:
            blocked = self.conditions.negation(unless.conditions, self.scope, mode, f"unless: {unless.name}")
            bodies = product(bodies, blocked)
        return bodies

    def lower(self, emitter: Emitter) -> list[FindingKind]:
        """What it concludes for certain."""
        bodies, found = self.bodies(CERTAINLY), []
        for number, conclusion in enumerate(self.rule.then):
            origin = Origin(self.rule.id, conclusion.effect, conclusion.mark)
            name = f"{self.rule.id}#{number}"
            if conclusion.effect == "derive":
                for label, head, body in _labelled(name, self.heads(conclusion, CERTAINLY)):
                    emitter.emit(label, Atom(conclusion.relation, head), product(bodies, [body]), origin)
            else:
                found.append(self._finding(emitter, name, number, conclusion, bodies, origin))
        return found

    def lower_possible(self, emitter: Emitter, relation: str) -> None:
        """The rows of a relation that it may derive, for all that is known."""
        bodies = self.bodies(POSSIBLY)
        for number, conclusion in enumerate(self.rule.then):
            if conclusion.effect == "derive" and conclusion.relation == relation:
                origin = Origin(self.rule.id, conclusion.effect, conclusion.mark)
                name = possible(f"{self.rule.id}#{number}")
                for label, head, body in _labelled(name, self.heads(conclusion, POSSIBLY)):
                    found = settled(product(bodies, [body]), ())
                    whole = [each for one in found for each in self._ranging(one, relation, head)]
                    emitter.emit(label, Atom(possible(relation), head), whole, origin)

    def heads(self, conclusion: Conclusion, mode: str) -> _Heads:
        """The columns of what it derives, and what leads to their values, an alternative each."""
        columns = self.language.relations[conclusion.relation]
        rows: _Heads = [((), Body())]
        for column, operand in conclusion.columns:
            options = self.tests.operand(operand, columns[column].type, self.scope, mode)
            rows = [((*terms, (column, term)), body + more) for terms, body in rows for term, more in options]
        return rows

    def _ranging(self, body: Body, relation: str, head: _Terms) -> Alternatives:
        """A body in which an unknown fact is any fact of its kind; none, where an unknown text or number is needed."""
        alternatives: Alternatives = [body]
        for column, term in head:
            if isinstance(term, Var) and term.name in body.unknown:
                type_ = self.language.relations[relation][column].type
                kinds = sorted(type_.kinds or self.language.kinds) if type_.is_fact else []
                alternatives = product(alternatives, [Body(atoms=(Atom(kind, ((FACT, term),)),)) for kind in kinds])
        return alternatives

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
        rows: _Heads = [(tuple((each, Var(each)) for each in variables), Body())]
        for column, operand in extra.items():
            values = self.tests.operand(operand, COUNT if column in {"#hits", "#of"} else Type(), self.scope)
            rows = [((*terms, (column, term)), body + more) for terms, body in rows for term, more in values]
        emitter.relations[name] = (*variables, *extra)
        for label, head, body in _labelled(name, rows):
            emitter.emit(label, Atom(name, head), product(bodies, [body]), origin)
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


def _labelled(name: str, heads: _Heads) -> Iterator[tuple[str, _Terms, Body]]:
    for index, (terms, body) in enumerate(heads):
        yield name if len(heads) == 1 else f"{name}/{index}", terms, body


def _targets(conclusion: Conclusion) -> Iterable[Path]:
    return conclusion.finding.on if isinstance(conclusion.finding, FindingOf) else conclusion.targets
