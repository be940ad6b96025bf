"""Examples of a rule: their facts are a case of their own, and what they expect must be possible. Nothing is run."""

from __future__ import annotations

from collections.abc import Mapping

from whosays.facts.entry import Entry
from whosays.facts.kinds import Vocabulary
from whosays.facts.references import read_facts
from whosays.marked import MarkedScalar
from whosays.problems import did_you_mean
from whosays.rules.reader import Reader
from whosays.rules.syntax import Example, Rule, Scenario


def check_examples(reader: Reader, rule: Rule, known: Vocabulary, scenarios: Mapping[str, Scenario]) -> None:
    """Every fact that is given, by the example or by a scenario that it names, and every conclusion that is expected.

    What is wrong with a fact of a scenario is found with each example that names it: problems that are the same are
    told once.
    """
    names: set[str] = set()
    for example in rule.examples:
        if example.name in names:
            message = f'two examples of this rule are called "{example.name}"'
            reader.problem("duplicate-example", message, example.mark, hint="give this one another name")
        names.add(example.name)
        shared = dict.fromkeys(name for name, _ in example.scenarios)
        nodes = tuple(node for name in shared if name in scenarios for node in scenarios[name].nodes) + example.nodes
        are_all = shared.keys() <= scenarios.keys()  # else what a fact refers to may stand in the scenario meant
        entries = read_facts(nodes, known, reader.problems, are_all=are_all, build=False)
        given = {entry.id: entry for entry in entries}
        _expected(reader, rule, example, given, are_all=are_all and len(given) == len(nodes))


def _expected(reader: Reader, rule: Rule, example: Example, given: dict[str, Entry], *, are_all: bool) -> None:
    effects = {conclusion.effect for conclusion in rule.then}
    derived = {conclusion.relation for conclusion in rule.then if conclusion.effect == "derive"}
    for effect, targets in example.expects:
        if not rule.is_whole:
            continue
        if effect.text not in effects:
            can = ", ".join(sorted(effects))
            hint = f"the rule concludes: {can}; what other rules conclude is not compared"
            message = f'this rule never concludes "{effect.text}"'
            reader.problem("never-concluded", message, effect.mark, hint=hint)
        elif effect.text == "derive":
            for target in targets:
                if target.text not in derived:
                    hint = did_you_mean(target.text, derived) or f"it derives: {', '.join(sorted(derived))}"
                    message = f'this rule never derives "{target.text}"'
                    reader.problem("never-concluded", message, target.mark, hint=hint)
        elif are_all:
            _targets(reader, targets, given)


def _targets(reader: Reader, targets: tuple[MarkedScalar, ...], given: dict[str, Entry]) -> None:
    for target in targets:
        for name in target.text.split(","):
            if name.strip() not in given:
                hint = did_you_mean(name.strip(), given) or "what is expected is named by the id of a given fact"
                message = f'no fact with the id "{name.strip()}" is given in this example'
                reader.problem("dangling-reference", message, target.mark, hint=hint)
