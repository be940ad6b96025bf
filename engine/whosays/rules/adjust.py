"""House rules: a rulebook that extends another may disable or replace its rules, change sizes, and add exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whosays.problems import Mark, suggest
from whosays.rules.reader import Reader
from whosays.rules.replace import aimed_anew, reason, replacements
from whosays.rules.syntax import Adjustment, Conclusion, Rule, Rulebook


def adjusted(reader: Reader, books: Sequence[Rulebook]) -> tuple[tuple[Rule, ...], dict[str, str]]:
    """The rules of all books as the last of them has it, and those that are not applied with the reason."""
    rules: list[Rule] = []
    disabled: dict[str, str] = {}
    replaced: dict[str, Rule] = {}
    for book in books:
        for change in book.adjust:
            places = [index for index, rule in enumerate(rules) if rule.id == change.rule]
            if not places:
                hint = suggest(change.rule, (rule.id for rule in rules), "rules")
                note = f"it is not applied: {disabled[change.rule]}" if change.rule in disabled else ""
                message = f'there is no rule "{change.rule}" to adjust'
                reader.problem("unknown-rule", message, change.mark, note=note, hint=hint)
            elif change.disabled:
                disabled[change.rule] = change.disabled
                del rules[places[0]]
            else:
                warn_of_deprecated(reader, rules[places[0]], "adjusted", change.mark)
                rules[places[0]] = _changed(reader, rules[places[0]], change)
        new = replacements(reader, rules, book, disabled)
        disabled |= {old: reason(rule, old, book) for old, rule in new.items()}
        replaced |= {old: rule for old, rule in new.items() if rule.id != old}
        rules = [*(rule for rule in rules if rule.id not in new), *book.rules]
    return aimed_anew(rules, replaced), disabled


def warn_of_deprecated(reader: Reader, rule: Rule, done: str, mark: Mark) -> None:
    """Warn where a rule that is going to be dropped is relied on."""
    if rule.status == "deprecated":
        message = f'the rule "{rule.id}" that is {done} here is deprecated'
        hint = "it will be dropped; disable or replace it, or leave it alone"
        reader.problem("deprecated-rule", message, mark, hint=hint, severity="warning")


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
