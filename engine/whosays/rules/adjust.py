"""House rules: a rulebook that extends another may disable its rules, change their sizes, and add exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whosays.problems import suggest
from whosays.rules.reader import Reader
from whosays.rules.syntax import Adjustment, Conclusion, Rule, Rulebook


def adjusted(reader: Reader, books: Sequence[Rulebook]) -> tuple[tuple[Rule, ...], dict[str, str]]:
    """The rules of all books as the last of them has it, and the disabled ones with the reason."""
    rules: list[Rule] = []
    disabled: dict[str, str] = {}
    for book in books:
        for change in book.adjust:
            places = [index for index, rule in enumerate(rules) if rule.id == change.rule]
            if not places:
                hint = suggest(change.rule, (rule.id for rule in rules), "rules")
                reader.problem("unknown-rule", f'there is no rule "{change.rule}" to adjust', change.mark, hint=hint)
            elif change.disabled:
                disabled[change.rule] = change.disabled
                del rules[places[0]]
            else:
                rules[places[0]] = _changed(reader, rules[places[0]], change)
        rules += book.rules
    return tuple(rules), disabled


def _changed(reader: Reader, rule: Rule, change: Adjustment) -> Rule:
    for name in change.params.keys() - rule.params.keys():
        hint = suggest(name, rule.params, "parameters")
        reader.problem("unknown-parameter", f'"{rule.id}" has no parameter "{name}"', change.mark, hint=hint)
    for name in change.options:
        if not any(name in conclusion.options for conclusion in rule.then):
            known = sorted({option for conclusion in rule.then for option in conclusion.options})
            hint = f"it has: {', '.join(known)}" if known else "it has no size to change"
            reader.problem("unknown-key", f'"{rule.id}" concludes nothing with "{name}"', change.mark, hint=hint)
    params = {name: value for name, value in change.params.items() if name in rule.params}
    return replace(
        rule,
        params={**rule.params, **params},
        unless=rule.unless + change.unless,
        then=tuple(_with_options(conclusion, change) for conclusion in rule.then),
    )


def _with_options(conclusion: Conclusion, change: Adjustment) -> Conclusion:
    changed = {name: operand for name, operand in change.options.items() if name in conclusion.options}
    return replace(conclusion, options={**conclusion.options, **changed}) if changed else conclusion
