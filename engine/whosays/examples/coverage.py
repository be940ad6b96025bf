"""Coverage: the parts of a rule that some example exercises, and those that none does.

A rule and a conclusion are exercised if some example makes them fire; a condition if some example meets it, together
with those above it; a branch of `any` if the rule fires by this branch alone. What forbids (a `none`, an exception) is
exercised if some example is silent because of it alone: without it the rule concludes more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from whosays.examples.clauses import LEFT_OUT, mutants
from whosays.examples.part import part_for, part_with
from whosays.examples.run import Concluded, Runner, example_case
from whosays.examples.stopped import first_conditions
from whosays.facts.case import Case
from whosays.problems import Mark, ProblemsError
from whosays.rules.compile import CompiledRulebook
from whosays.rules.syntax import AnyOf, NoneOf, Rule

Sort = Literal["rule", "condition", "branch", "exception", "conclusion"]
SORTS: tuple[Sort, ...] = ("rule", "condition", "branch", "exception", "conclusion")


@dataclass(frozen=True, slots=True)
class Covered:
    """A part of a rule, and whether some example exercises it."""

    sort: Sort
    rule: str
    clause: str
    mark: Mark
    exercised: bool


def coverage(rulebook: CompiledRulebook, rules: Iterable[Rule], runner: Runner) -> Iterator[Covered]:
    """Every part of these rules, in the order written."""
    for rule in rules:
        yield from _Rule(rulebook, rule, runner).parts()


class _Rule:
    def __init__(self, rulebook: CompiledRulebook, rule: Rule, runner: Runner) -> None:
        self.rulebook, self.rule, self.runner = rulebook, rule, runner
        self.cases = list(_cases(rulebook, rule))
        self.usual = self._all(part_for(rulebook, rule))
        self.fires = any(self.usual)
        self.left_out = {each.clause: each.rule for each in mutants(rule) if each.change == LEFT_OUT}

    def parts(self) -> Iterator[Covered]:
        yield Covered("rule", self.rule.id, "", self.rule.mark, self.fires)
        for number, condition in enumerate(self.rule.when, 1):
            name = f"when/{number}"
            found = partial(Covered, "condition", self.rule.id, name, condition.mark)
            yield found(self._needed(name) if isinstance(condition, NoneOf) else self._met(number))
            if isinstance(condition, AnyOf):
                for place, branch in enumerate(condition.branches, 1):
                    alone = replace(condition, branches=(branch,))
                    when = (*self.rule.when[: number - 1], alone, *self.rule.when[number:])
                    fires = self._some(replace(self.rule, when=when))
                    yield Covered("branch", self.rule.id, f"{name}/any/{place}", branch[0].mark, fires)
        for exception in self.rule.unless:
            name = f"unless/{exception.name}"
            yield Covered("exception", self.rule.id, name, exception.mark, self._needed(name))
        for number, conclusion in enumerate(self.rule.then, 1):
            drawn = self._some(replace(self.rule, then=(conclusion,)))
            yield Covered("conclusion", self.rule.id, f"then/{number}", conclusion.mark, drawn)

    def _met(self, number: int) -> bool:
        return self.fires or self._some(first_conditions(self.rule, number))

    def _needed(self, clause: str) -> bool:
        """Whether some example concludes more without this clause; the only condition of a rule can't be left out."""
        changed = self.left_out.get(clause)
        part = part_with(self.rulebook, changed) if changed is not None else None
        if part is None:
            return self.fires
        return any(more > usual for more, usual in zip(self._all(part), self.usual, strict=True))

    def _some(self, changed: Rule) -> bool:
        part = part_with(self.rulebook, changed)
        return part is not None and any(self._all(part))

    def _all(self, part: CompiledRulebook) -> list[Concluded]:
        return [self.runner.conclusions(part, self.rule.id, case) for case in self.cases]


def _cases(rulebook: CompiledRulebook, rule: Rule) -> Iterator[Case]:
    for example in rule.examples:
        try:
            yield example_case(rulebook, example)
        except ProblemsError:
            continue  # running the example tells what is wrong with it
