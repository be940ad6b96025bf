"""From checked rules to a compiled rulebook: the program, and what each of its finding relations means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from whosays.facts.kinds import Vocabulary
from whosays.rules.body import FACT, ITEM, MAX_ALTERNATIVES, TooManyAlternativesError
from whosays.rules.digest import digest_of
from whosays.rules.language import Language
from whosays.rules.lower_rules import FindingKind, lower_rules
from whosays.rules.lower_tests import Constants
from whosays.rules.numbers import Numbers
from whosays.rules.program import Program
from whosays.rules.reader import Reader
from whosays.rules.strata import NegationCycle, stratify
from whosays.rules.syntax import Rule, Rulebook

__all__ = ["CompiledRulebook", "FindingKind", "compile_rulebook"]


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

    @property
    def kinds(self) -> Vocabulary:
        """The kinds of facts that a case for it may have."""
        return self.language.vocabulary

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
    try:
        emitter, findings = lower_rules(rulebook.rules, language, constants)
    except TooManyAlternativesError as error:
        message = f'"{error.rule}" has more than {MAX_ALTERNATIVES} combinations of its alternatives (any, in)'
        hint = "cut it into several rules, or derive a relation first"
        (mark,) = (rule.mark for rule in rulebook.rules if rule.id == error.rule)
        reader.problem("too-many-alternatives", message, mark, hint=hint)
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
    return CompiledRulebook(rulebook, language, program, findings, numbers)


def _relations(language: Language) -> dict[str, tuple[str, ...]]:
    """Every relation a case fills, and the derived ones: a wide row a fact, a row an item of each list."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, columns in language.kinds.items():
        found[kind] = (FACT, *(name for name, column in columns.items() if not column.many))
        found.update({f"{kind}.{name}": (FACT, ITEM) for name, column in columns.items() if column.many})
    found.update({name: tuple(columns) for name, columns in language.relations.items()})
    return found
