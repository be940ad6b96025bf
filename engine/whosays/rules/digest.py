"""A hash of what a rulebook means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whosays.rules.numbers import TABLES, Numbers
from whosays.rules.syntax import Rule, Rulebook

_MEANINGLESS = frozenset({"mark", "type_mark", "examples", "shared_params", "description", "replaces", "is_whole"})


def digest_of(rulebook: Rulebook, numbers: Numbers) -> str:
    """SHA-256 over rules, relations, kinds and numbers; neither places nor the order of files and their parts count."""
    import hashlib  # noqa: PLC0415 - slow to import, and checking needs no digest

    parts = [repr(meaning(rule)) for rule in sorted(rulebook.rules, key=lambda each: each.id)]
    parts += [repr(meaning(relation)) for relation in sorted(rulebook.relations, key=lambda each: each.name)]
    parts += [repr(meaning(kind)) for kind in sorted(rulebook.kinds, key=lambda each: each.name)]
    parts += [repr(sorted(getattr(numbers, table).items())) for table in TABLES]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def meaning(value: object) -> object:
    """A syntax tree without its marks and examples, as nested tuples."""
    if isinstance(value, tuple):
        return tuple(meaning(each) for each in value)
    if isinstance(value, Mapping):
        return tuple(sorted((str(key), meaning(each)) for key, each in value.items()))
    fields = getattr(type(value), "__dataclass_fields__", None)
    if fields is None:
        return value
    return (type(value).__name__, *(meaning(getattr(value, name)) for name in fields if name not in _MEANINGLESS))


def fingerprint(rule: Rule, needed: Iterable[Rule], book: Rulebook) -> str:
    """SHA-256 over all that the examples of a rule depend on: themselves with the scenarios that they name, the rule,
    what it needs, the relations and the kinds."""
    import hashlib  # noqa: PLC0415 - slow to import, and checking needs no digest

    named = {name for example in rule.examples for name, _ in example.scenarios}
    parts = [repr([(each.name, each.given, each.expect) for each in rule.examples])]
    parts += [repr((each.name, each.facts)) for each in book.scenarios if each.name in named]
    parts += [repr(meaning(each)) for each in (rule, *needed)]
    parts += [repr(meaning(each)) for each in sorted(book.relations, key=lambda each: each.name)]
    parts += [repr(meaning(each)) for each in sorted(book.kinds, key=lambda each: each.name)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
