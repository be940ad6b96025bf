"""A hash of what a rulebook means."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from whosays.rules.numbers import TABLES, Numbers
from whosays.rules.syntax import Rulebook

_MEANINGLESS = frozenset({"mark", "examples", "shared_params"})


def digest_of(rulebook: Rulebook, numbers: Numbers) -> str:
    """SHA-256 over rules, relations and numbers; neither places nor the order of files, rules or relations count."""
    parts = [repr(meaning(rule)) for rule in sorted(rulebook.rules, key=lambda each: each.id)]
    parts += [repr(meaning(relation)) for relation in sorted(rulebook.relations, key=lambda each: each.name)]
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
