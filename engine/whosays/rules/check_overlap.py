"""Rules that cannot matter: what their own exceptions take back, what another rule says too, or says more strongly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path as FilePath

from whosays.problems import Mark
from whosays.rules.implication import Names, Side, implied
from whosays.rules.numbers import Numbers
from whosays.rules.reader import Reader
from whosays.rules.syntax import Conclusion, NoneOf, Operand, Path, Rule, Unless, Value

_ANOTHER = "if another fact is meant, say that it is not the same one, such as `$other: {not: $report}`"
_STRICTEST_COUNTS = ("refutes", "confirms", "withholds")


def check_exceptions(reader: Reader, rule: Rule) -> None:
    """Warn where what a rule asks for is at once what it rules out."""
    given = Side(rule.when, rule.params)
    outer = given.outer()
    same = {name: name for name in outer}
    for condition in rule.when:
        if isinstance(condition, NoneOf):
            rest = Side([each for each in rule.when if each is not condition], rule.params)
            if implied(Side(condition.conditions, rule.params), rest, same, outer=outer) is not None:
                message = '"none" rules out what the other conditions ask for: the rule never fires'
                reader.problem("never-holds", message, condition.mark, hint=_ANOTHER, severity="warning")
    for unless in rule.unless:
        if implied(Side(unless.conditions, rule.params), given, same, outer=outer) is not None:
            message = f'the exception "{unless.name}" holds whenever the conditions do: the rule never concludes'
            reader.problem("always-excepted", message, unless.mark, hint=_ANOTHER, severity="warning")


_PRELUDE = str(FilePath(__file__).parent / "prelude.yaml")


def check_overlap(reader: Reader, rules: Sequence[Rule], numbers: Numbers) -> None:
    """Warn of each rule that another makes idle. Where it is not certain, nothing is said."""
    undercut = {each.finding.rule for rule in rules for each in rule.then if each.finding is not None}
    warned: set[str] = set()
    effects = {rule.id: {conclusion.effect for conclusion in rule.then} for rule in rules}
    for first, second in permutations([rule for rule in rules if rule.then], 2):
        if not effects[second.id] <= effects[first.id] or second.id in warned or first.id in warned:
            continue
        if _same(first, second) and _same(second, first):
            later, earlier = sorted((first, second), key=lambda rule: (_is_own(rule), _place(rule.mark)))[::-1]
            message = f'"{later.id}" asks and concludes the same as "{earlier.id}"'
            _warn(reader, "same-rule", message, later, earlier, "drop one of them")
            warned.add(later.id)
        elif first.id not in undercut and _is_own(second) and _shadows(first, second, numbers):
            message = f'"{second.id}" never matters: wherever it fires, "{first.id}" says it at least as strongly'
            _warn(reader, "shadowed-rule", message, second, first, "drop it, or ask less or say more in it")
            warned.add(second.id)


def _is_own(rule: Rule) -> bool:
    """Whether an author wrote it: what is wrong is never told of the engine's own rules."""
    return rule.mark.file != _PRELUDE


def _warn(reader: Reader, code: str, message: str, rule: Rule, other: Rule, hint: str) -> None:
    note = f'"{other.id}" is at {other.mark}'
    reader.problem(code, message, rule.mark, hint=hint, note=note, severity="warning")


def _place(mark: Mark) -> tuple[str, int, int]:
    return mark.file, mark.line, mark.column


def _same(first: Rule, second: Rule) -> bool:
    """Whether a rule fires wherever another does, and concludes the same."""
    if first.family != second.family or len(first.then) != len(second.then) or len(first.when) != len(second.when):
        return False
    for left, right in zip(first.then, second.then, strict=True):
        # What is undercut in another rule's findings is left alone: seldom, and hard to compare.
        if left.effect != right.effect or left.relation != right.relation or left.finding or right.finding:
            return False
    return any(
        all(
            _named_alike(left, right, names, first, second) for left, right in zip(first.then, second.then, strict=True)
        )
        for names in _covers(first, second, first.then, second.then)
    )


def _shadows(strong: Rule, weak: Rule, numbers: Numbers) -> bool:
    """Whether every conclusion of a rule stands behind one of another that is at least as strong."""
    return all(
        any(
            _at_least_as_strong(left, strong, right, weak, numbers)
            and any(True for _ in _covers(strong, weak, [left], [right]))
            for left in strong.then
        )
        for right in weak.then
    )


def _covers(wide: Rule, narrow: Rule, theirs: Sequence[Conclusion], ours: Sequence[Conclusion]) -> Iterator[Names]:
    """The names under which the wide rule fires on the same targets wherever the narrow one does."""
    start: dict[str, str] = {}
    for left, right in zip(theirs, ours, strict=True):
        if len(left.targets) != len(right.targets):
            return
        for mine, other in zip(left.targets, right.targets, strict=True):
            if mine.fields != other.fields or start.setdefault(mine.variable, other.variable) != other.variable:
                return
    names = implied(Side(wide.when, wide.params), Side(narrow.when, narrow.params), start)
    if names is None:
        return
    if all(_excepts_too(unless, wide, narrow, names) for unless in wide.unless):
        yield names


def _excepts_too(unless: Unless, wide: Rule, narrow: Rule, names: Names) -> bool:
    """Whether a rule has an exception of another rule, as `unless` or as `none`."""
    wanted = Side([NoneOf(unless.conditions)], wide.params)
    exceptions = [NoneOf(each.conditions) for each in narrow.unless]
    given = Side([*narrow.when, *exceptions], narrow.params)
    return implied(wanted, given, names, outer=Side(wide.when, wide.params).outer()) is not None


def _named_alike(left: Conclusion, right: Conclusion, names: Names, first: Rule, second: Rule) -> bool:
    """Whether two conclusions are the same but for the names of their variables."""
    mine = {**dict(left.columns), **left.options}
    other = {**dict(right.columns), **right.options}
    return mine.keys() == other.keys() and all(
        _written(mine[name], first, names) == _written(other[name], second, None) for name in mine
    )


def _written(operand: Operand, rule: Rule, names: Names | None) -> str:
    if isinstance(operand, Value):
        return operand.text
    if not operand.fields and operand.variable in rule.params:
        return rule.params[operand.variable].text
    variable = names.get(operand.variable, "?") if names is not None else operand.variable
    return str(Path(variable, operand.fields))


def _at_least_as_strong(left: Conclusion, strong: Rule, right: Conclusion, weak: Rule, numbers: Numbers) -> bool:
    """Whether, of two conclusions on one target, only the first counts."""
    if left.effect != right.effect or left.finding is not None:
        return False
    if left.effect == "discounts":
        name = "by"
        comparable = strong.family == weak.family != ""  # only the strongest of a family counts
    else:
        name = "to"
        comparable = left.effect in _STRICTEST_COUNTS and str(left.options.get("of")) == str(right.options.get("of"))
    mine = _size(left.options.get(name), strong, numbers.discounts)
    other = _size(right.options.get(name), weak, numbers.discounts)
    if not comparable or mine is None or other is None:
        return False
    return mine <= other if left.effect == "withholds" else mine >= other


def _size(operand: Operand | None, rule: Rule, words: Mapping[str, float]) -> float | None:
    """The number that an option stands for."""
    if isinstance(operand, Path):
        operand = rule.params.get(operand.variable) if not operand.fields else None
    if operand is None:
        return None
    if operand.text in words:
        return words[operand.text]
    value = operand.value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
