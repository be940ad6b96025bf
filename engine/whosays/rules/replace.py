"""Rules that take the place of rules of an extended rulebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from whosays.problems import Mark, suggest
from whosays.rules.reader import Reader
from whosays.rules.syntax import Conclusion, Rule, Rulebook


def replacements(reader: Reader, rules: Sequence[Rule], book: Rulebook, disabled: Mapping[str, str]) -> dict[str, Rule]:
    """Which of these rules, those that a book extends, are replaced by which rule of the book."""
    known = {rule.id for rule in rules}
    found: dict[str, Rule] = {}
    for rule in book.rules:
        for old, mark in rule.replaces:
            if old not in known:
                _unknown(reader, old, mark, rules, book, disabled)
            elif found.setdefault(old, rule) is not rule:
                hint = "let one of them replace it; the other stands beside it"
                message = f'"{old}" is replaced by "{found[old].id}" already'
                reader.problem("replaced-twice", message, mark, note=f"at {found[old].mark}", hint=hint)
    return found


def reason(new: Rule, old: str, book: Rulebook) -> str:
    """Why a rule that was replaced is not applied."""
    return f"replaced by {new.id}" if new.id != old else f"replaced by {new.id} of {book.id}"


def aimed_anew(rules: Sequence[Rule], replaced: Mapping[str, Rule]) -> tuple[Rule, ...]:
    """Rules that undercut what was replaced now undercut what took its place, if that has findings."""
    heirs = {old: _heir(old, replaced) for old in replaced}
    aims = {old: new.id for old, new in heirs.items() if any(each.effect != "derive" for each in new.then)}
    return tuple(_aimed_anew(rule, aims) for rule in rules) if aims else tuple(rules)


def _aimed_anew(rule: Rule, aims: Mapping[str, str]) -> Rule:
    if not any(each.finding is not None and each.finding.rule in aims for each in rule.then):
        return rule
    return replace(rule, then=tuple(_conclusion(each, aims) for each in rule.then))


def _conclusion(conclusion: Conclusion, aims: Mapping[str, str]) -> Conclusion:
    of = conclusion.finding
    if of is None or of.rule not in aims:
        return conclusion
    return replace(conclusion, finding=replace(of, rule=aims[of.rule]))


def _heir(old: str, replaced: Mapping[str, Rule]) -> Rule:
    """What has its place in the end: what replaced it may have been replaced in turn."""
    seen: set[str] = set()
    new = replaced[old]
    while new.id in replaced and new.id not in seen:
        seen.add(new.id)
        new = replaced[new.id]
    return new


def _unknown(
    reader: Reader, old: str, mark: Mark, rules: Sequence[Rule], book: Rulebook, disabled: Mapping[str, str]
) -> None:
    if any(rule.id == old for rule in book.rules):
        hint = "change that rule, or delete it"
        reader.problem("replaces-own", f'"{old}" is a rule of this rulebook itself', mark, hint=hint)
        return
    if old in disabled:
        note, hint = f"it is not applied: {disabled[old]}", "there is nothing to replace any more; leave it out"
    else:
        note, hint = (
            "",
            suggest(old, (rule.id for rule in rules), "rules") or "name the rulebook that has it by extends",
        )
    reader.problem("unknown-rule", f'there is no rule "{old}" to replace', mark, note=note, hint=hint)
