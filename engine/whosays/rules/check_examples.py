"""Examples of a rule: their facts are a case of their own, and what they expect must be possible. Nothing is run."""

from __future__ import annotations

from whosays.facts.entry import Entry
from whosays.facts.references import read_facts
from whosays.marked import MarkedScalar
from whosays.problems import did_you_mean
from whosays.rules.reader import Reader
from whosays.rules.syntax import Example, Rule


def check_examples(reader: Reader, rule: Rule) -> None:
    """Every fact that is given, and every conclusion that is expected."""
    names: set[str] = set()
    for example in rule.examples:
        if example.name in names:
            message = f'two examples of this rule are called "{example.name}"'
            reader.problem("duplicate-example", message, example.mark, hint="give this one another name")
        names.add(example.name)
        entries = read_facts(example.facts, reader.problems, build=False)
        _expected(reader, rule, example, {entry.id: entry for entry in entries})


def _expected(reader: Reader, rule: Rule, example: Example, given: dict[str, Entry]) -> None:
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
        elif len(given) == len(example.facts):
            _targets(reader, targets, given)


def _targets(reader: Reader, targets: tuple[MarkedScalar, ...], given: dict[str, Entry]) -> None:
    for target in targets:
        for name in target.text.split(","):
            if name.strip() not in given:
                hint = did_you_mean(name.strip(), given) or "what is expected is named by the id of a given fact"
                message = f'no fact with the id "{name.strip()}" is given in this example'
                reader.problem("dangling-reference", message, target.mark, hint=hint)
