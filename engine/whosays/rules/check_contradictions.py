"""Conditions that can never hold: tests on one value that exclude each other, however many conditions they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from whosays.problems import Mark
from whosays.rules.language import COUNT, Column
from whosays.rules.quantities import QUANTITIES
from whosays.rules.reader import Reader
from whosays.rules.scope import Scope
from whosays.rules.syntax import (
    AnyOf,
    Condition,
    CountOf,
    Measure,
    NoneOf,
    Operand,
    Pair,
    Path,
    PathTest,
    Pattern,
    Rule,
    Test,
    Value,
)

_Key = tuple[str, ...]  # a variable (or "#" and a number for a fact without one) and the fields followed from it
_OTHER = "compare it with something else"
_ROUNDS = 10
_QUANTITIES = {f"#{word}": quantity for word, quantity in QUANTITIES.items()}
_NEVER_OF_ITSELF = {"not", "above", "below", "before", "after"}


@dataclass(frozen=True, slots=True)
class _Tested:
    """A test on one value, with its operands as constants where they are."""

    key: _Key
    test: Test
    column: Column
    constants: tuple[object, ...] | None
    same: tuple[_Key, ...]  # the values that it is compared with, where these are no constants


@dataclass(slots=True)
class _Known:
    """All that a list of conditions and those around it say of values."""

    tests: list[_Tested] = field(default_factory=list)
    equal: list[tuple[_Key, _Key]] = field(default_factory=list)

    def copy(self) -> _Known:
        return _Known(list(self.tests), list(self.equal))


def check_contradictions(reader: Reader, rule: Rule, scope: Scope) -> None:
    """Warn of conditions of a sound rule that can never hold."""
    check = _Check(reader, rule.params)
    known = _Known()
    if check.conditions(rule.when, scope, known, negated=False):
        for unless in rule.unless:
            check.conditions(unless.conditions, scope.inside(unless.conditions), known.copy(), negated=True)


class _Check:
    def __init__(self, reader: Reader, params: Mapping[str, Value]) -> None:
        self.reader = reader
        self.params = params
        self.anonymous = 0

    def conditions(self, conditions: Iterable[Condition], scope: Scope, known: _Known, *, negated: bool) -> bool:
        """Whether nothing is wrong with a list; what it says is added to what is known."""
        conditions = tuple(conditions)
        before = len(known.tests)
        for condition in conditions:
            self.add(condition, scope, known, negated=negated)
        if not self.judge(known, before, negated=negated) or not all(map(self.pair, conditions)):
            return False
        for condition in conditions:
            if isinstance(condition, NoneOf):
                inner = scope.inside(condition.conditions)
                self.conditions(condition.conditions, inner, known.copy(), negated=True)
            elif isinstance(condition, CountOf):
                inner = scope.inside(condition.where)
                self.conditions(condition.where, inner, known.copy(), negated=True)
            elif isinstance(condition, AnyOf):
                for branch in condition.branches:
                    self.conditions(branch, scope.inside(branch), known.copy(), negated=negated)
        return True

    def pair(self, condition: Condition) -> bool:
        """A pair of one and the same never holds."""
        if isinstance(condition, Pair) and str(condition.first) == str(condition.second):
            self.warn(f"{condition.first} is never a pair with itself", condition.mark, "two variables are needed")
            return False
        return True

    def add(self, condition: Condition, scope: Scope, known: _Known, *, negated: bool) -> None:
        if isinstance(condition, Pattern):
            columns = scope.language.columns(condition.kind) or {}
            self.anonymous += 1
            owner = condition.alias.variable if condition.alias is not None else f"#{self.anonymous}"
            for each in condition.fields:
                if each.name in columns:
                    self.tests((owner, each.name), each.tests, columns[each.name], scope, known, negated=negated)
        elif isinstance(condition, PathTest) and not scope.is_many(condition.path):
            path = condition.path
            type_ = scope.type_of(path)
            owner_type = scope.type_of(Path(path.variable, path.fields[:-1]))
            column = scope.language.field(owner_type, path.fields[-1]) if path.fields and owner_type else None
            if type_ is not None:
                column = column or Column(path.variable, type_)
                self.tests((path.variable, *path.fields), condition.tests, column, scope, known, negated=negated)
        elif isinstance(condition, CountOf):
            self.anonymous += 1
            name = condition.alias.variable if condition.alias is not None else f"#{self.anonymous}"
            self.tests((name,), condition.tests, Column("count", COUNT), scope, known, negated=negated)
        elif isinstance(condition, Measure):
            between = (*condition.places, *condition.times)
            if any(isinstance(each, Path) and not self.is_param(each) and scope.is_many(each) for each in between):
                return  # each measure may be of another item
            key = (f"#{condition.word}", *map(self.named, between))
            # What is measured has a least and a most: in a negation it may pass tests that exclude each other.
            column = Column(condition.word, COUNT, required=False)
            self.tests(key, condition.tests, column, scope, known, negated=negated)

    def tests(
        self, key: _Key, tests: Iterable[Test], column: Column, scope: Scope, known: _Known, *, negated: bool
    ) -> None:
        # Of several items each may pass another test, and equal times may still be different moments. In a negation a
        # value that is left open possibly passes every test.
        if column.many or column.type.value == "time" or (negated and not column.required):
            return
        for test in tests:
            constants = tuple(self.constant(operand, key) for operand in test.operands)
            paths = [each for each in test.operands if isinstance(each, Path) and not self.is_param(each)]
            same = tuple((path.variable, *path.fields) for path in paths if not scope.is_many(path))
            if test.operator == "is" and same:
                known.equal.append((key, same[0]))
            known.tests.append(_Tested(key, test, column, constants if not paths else None, same))

    def named(self, operand: Operand) -> str:
        """A path, or a written value, as part of a key."""
        return str(operand) if isinstance(operand, Path) else operand.text

    def is_param(self, path: Path) -> bool:
        return not path.fields and path.variable in self.params

    def constant(self, operand: Operand, key: _Key) -> object:
        """A written value as what it is compared as."""
        value = self.params[operand.variable] if isinstance(operand, Path) and self.is_param(operand) else operand
        if not isinstance(value, Value):
            return None
        quantity = _QUANTITIES.get(key[0])
        if quantity is not None:
            return quantity.read(value.text)
        number = isinstance(value.value, int | float) and not isinstance(value.value, bool)
        return value.value if number else value.text

    def judge(self, known: _Known, first: int, *, negated: bool) -> bool:
        """Whether all tests can hold at once; a warning at the first of the new ones that cannot."""
        same = _Same(known.equal)
        for index, tested in enumerate(known.tests):
            if index < first:
                continue
            key = same.of(tested.key)
            if tested.test.operator in _NEVER_OF_ITSELF and any(same.of(other) == key for other in tested.same):
                self.warn(f'"{tested.column.name}" is compared with itself: this never holds', tested.test.mark, _OTHER)
                return False
            earlier = [each for each in known.tests[:index] if same.of(each.key) == key]
            if _possible((*earlier, tested)):
                continue
            alone = next((each for each in earlier if not _possible((each, tested))), None)
            note = f"the other test is at {alone.test.mark}" if alone is not None else ""
            if not _possible((tested,)):
                message = f'no "{tested.column.name}" passes this test'
            else:
                message = f'no "{tested.column.name}" passes this test and all else that is asked of it'
            end = "this never holds" if negated else "the rule never fires"
            self.warn(f"{message}: {end}", tested.test.mark, "change one of the tests, or drop it", note)
            return False
        return True

    def warn(self, message: str, mark: Mark, hint: str = "", note: str = "") -> None:
        self.reader.problem("never-holds", message, mark, hint=hint, note=note, severity="warning")


class _Same:
    """Which values are one: a variable and the field that it was set to, and so on along paths."""

    def __init__(self, equal: Iterable[tuple[_Key, _Key]]) -> None:
        self.root: dict[_Key, _Key] = {}
        pairs = tuple(equal)
        for _ in range(_ROUNDS):  # rules on rings of paths could go on for ever; what is missed is a warning less
            before = dict(self.root)
            for left, right in pairs:
                a, b = self.of(left), self.of(right)
                if a != b:
                    self.root[max(a, b)] = min(a, b)
            if self.root == before:
                break

    def of(self, key: _Key) -> _Key:
        """The key that stands for all that are the same."""
        found = self.find(key[:1])
        for name in key[1:]:
            found = self.find((*found, name))
        return found

    def find(self, key: _Key) -> _Key:
        while key in self.root:
            key = self.root[key]
        return key


def _possible(tests: Iterable[_Tested]) -> bool:
    """Whether some value passes all of these tests, as far as they compare with constants."""
    allowed: set[object] | None = None
    forbidden: set[object] = set()
    low, high, low_open, high_open = float("-inf"), float("inf"), False, False
    is_known: set[object] = set()
    for tested in tests:
        operator, constants = tested.test.operator, tested.constants
        if operator == "known":
            is_known.add(constants)
            continue
        is_known.add(("true",))
        low = max(low, 0) if tested.column.type == COUNT else low
        if tested.column.choices and allowed is None:
            allowed = set(tested.column.choices)
        if constants is None or None in constants:
            continue
        if operator in {"is", "in"}:
            allowed = set(constants) if allowed is None else allowed & set(constants)
        elif operator in {"not", "not_in"}:
            forbidden |= set(constants)
        bound = constants[0]
        if not isinstance(bound, int | float):
            continue
        if operator in {"above", "at_least"} and (bound, operator == "above") > (low, low_open):
            low, low_open = bound, operator == "above"
        elif operator in {"below", "at_most"} and (-bound, operator == "below") > (-high, high_open):
            high, high_open = bound, operator == "below"
    if ("true",) in is_known and ("false",) in is_known:
        return False
    if low > high or (low == high and (low_open or high_open)):
        return False
    if allowed is None:
        return low != high or low not in forbidden
    return any(_fits(value, low, high, low_open, high_open) for value in allowed - forbidden)


def _fits(value: object, low: float, high: float, low_open: bool, high_open: bool) -> bool:
    if not isinstance(value, int | float):
        return True
    return (value > low if low_open else value >= low) and (value < high if high_open else value <= high)
