"""Which variables a list of conditions binds, and to what type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from whosays.rules.language import ANY_FACT, COUNT, Language, Type
from whosays.rules.syntax import AnyOf, Condition, CountOf, Path, PathTest, Pattern, Test


@dataclass(frozen=True, slots=True)
class Scope:
    """Types of the variables that a list of conditions and those around it bind."""

    language: Language
    types: Mapping[str, Type]
    params: frozenset[str] = frozenset()  # names that stand for a value, so that no condition binds them

    def inside(self, conditions: Iterable[Condition]) -> Scope:
        """The scope of conditions nested in a none, count or unless."""
        return Scope(self.language, infer(self.language, conditions, self.types, self.params), self.params)

    def type_of(self, path: Path) -> Type | None:
        """The type a path leads to, or None where a variable or field is unknown."""
        found = self.types.get(path.variable)
        for name in path.fields:
            column = self.language.field(found, name) if found is not None and found.is_fact else None
            found = column.type if column is not None else None
        return found

    def is_many(self, path: Path) -> bool:
        """Whether a path can lead to several values: then it is not one value but a set."""
        found = self.types.get(path.variable)
        for name in path.fields:
            column = self.language.field(found, name) if found is not None and found.is_fact else None
            if column is None or column.many:
                return True
            found = column.type
        return False


def top_scope(language: Language, conditions: Iterable[Condition], params: Iterable[str] = ()) -> Scope:
    """The scope of a rule's own conditions."""
    names = frozenset(params)
    return Scope(language, infer(language, conditions, {}, names), names)


def infer(
    language: Language, conditions: Iterable[Condition], known: Mapping[str, Type], params: frozenset[str]
) -> dict[str, Type]:
    """Types of all variables bound by `known` and by the conditions themselves, whatever their order."""
    conditions = tuple(conditions)
    types = dict(known)
    while True:  # a path test binds only once its own variable is bound, perhaps further down
        before = dict(types)
        for condition in conditions:
            _bind(language, condition, types, params)
        for name in params:
            types.pop(name, None)
        if types == before:
            return types


def _bind(language: Language, condition: Condition, types: dict[str, Type], params: frozenset[str]) -> None:
    if isinstance(condition, Pattern):
        _bind_pattern(language, condition, types)
    elif isinstance(condition, PathTest) and condition.path.fields:
        found = Scope(language, types).type_of(condition.path)
        if found is not None:
            _bind_tests(condition.tests, found, types)
    elif isinstance(condition, CountOf) and condition.alias is not None:
        _note(types, condition.alias.variable, COUNT)
    elif isinstance(condition, AnyOf):
        branches = [infer(language, branch, types, params) for branch in condition.branches]
        for name in set.intersection(*(set(branch) for branch in branches)):
            found_types = [branch[name] for branch in branches]
            if name not in types and all(each.is_fact for each in found_types):
                types[name] = Type(kinds=frozenset().union(*(each.kinds for each in found_types)))
            else:
                _note(types, name, found_types[0])


def _bind_pattern(language: Language, pattern: Pattern, types: dict[str, Type]) -> None:
    columns = language.columns(pattern.kind)
    if columns is None:  # the checker says so; that what it binds is unbound would only be noise
        for path in _bound_paths(pattern):
            _note(types, path.variable, ANY_FACT)
        return
    if pattern.alias is not None and pattern.kind in language.kinds:
        _note(types, pattern.alias.variable, Type(kinds=frozenset({pattern.kind})))
    for field in pattern.fields:
        if field.name in columns:
            _bind_tests(field.tests, columns[field.name].type, types)


def _bound_paths(pattern: Pattern) -> Iterator[Path]:
    yield from (pattern.alias,) if pattern.alias is not None else ()
    operands = (test.operands[0] for field in pattern.fields for test in field.tests if test.operator == "is")
    yield from (operand for operand in operands if isinstance(operand, Path) and not operand.fields)


def _bind_tests(tests: Iterable[Test], type_: Type, types: dict[str, Type]) -> None:
    for test in tests:
        operand = test.operands[0]
        if test.operator == "is" and isinstance(operand, Path) and not operand.fields:
            _note(types, operand.variable, type_)


def _note(types: dict[str, Type], name: str, type_: Type) -> None:
    old = types.get(name)
    if old is None:
        types[name] = type_
    elif old.meets(type_):
        types[name] = old.narrowed(type_)
