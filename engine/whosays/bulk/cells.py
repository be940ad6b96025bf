"""The cells of a table as the values of a field: for each the SQL that reads it, and the SQL of what is wrong with it.

What is accepted is what `facts/scalars.py` accepts in a case file; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from whosays.bulk import sql
from whosays.facts.kinds import Field

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
# What str.strip takes off, since a text of these alone is none.
_INK = r"[^\t-\r\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"
_NUMERIC = "('BIGINT', 'UBIGINT', 'DOUBLE')"
_NUMBER = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
_TRUE, _FALSE = "('true', 'True', 'TRUE')", "('false', 'False', 'FALSE')"
_NUMBER_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "U")


@dataclass(frozen=True, slots=True)
class Cell:
    """SQL for the value of a field, and for the code of what is wrong with it; NULL: left out, resp. nothing."""

    value: str
    code: str


STORED: Mapping[str, str] = MappingProxyType(
    {
        "number": "DOUBLE",
        "flag": "BOOLEAN",
        "point": "DOUBLE[]",
        "quote": "STRUCT(document VARCHAR, quote VARCHAR, original VARCHAR, locator VARCHAR)",
    }
)


def stored_type(field: Field) -> str:
    """The SQL type in which values of a field are kept; a period with two ends is kept as JSON text."""
    return STORED.get(field.type, "VARCHAR") + ("[]" if field.many else "")


def cell(field: Field, raw: str, type_: str, format_: str) -> Cell:
    """A field from a column of a type (as DuckDB calls it) in a file of a format."""
    read = _from_text if type_ == "VARCHAR" else _from_json if type_ == "JSON" else _typed
    found = read(field, raw, type_, format_)
    missing = "'missing-id'" if field.type == "id" else "'missing-field'"
    value = f"CASE WHEN {raw} IS NOT NULL THEN {found.value} END" if field.many else found.value
    return Cell(value, f"CASE WHEN {raw} IS NULL THEN {missing if field.required else 'NULL'} ELSE {found.code} END")


def _typed(field: Field, raw: str, type_: str, format_: str) -> Cell:
    """A column of some other type: dates are texts, lists of texts are lists, and the rest is read as JSON."""
    texts = field.type not in STORED and field.type != "period"
    if type_ == "DATE":
        return _from_text(field, f"strftime({raw}, '%Y-%m-%d')", "VARCHAR", "parquet")
    if type_.startswith("TIMESTAMP"):
        utc = f"timezone('UTC', {raw})" if "TIME ZONE" in type_ else f"CAST({raw} AS TIMESTAMP)"
        return _from_text(field, f"strftime({utc}, '%Y-%m-%dT%H:%M:%SZ')", "VARCHAR", "parquet")
    if type_ == "VARCHAR[]" and field.many and texts:
        return _list(field, f"list_transform({raw}, lambda x: nfc_normalize(x))", "NULL")
    if type_.startswith(_NUMBER_TYPES) and "[" not in type_ and field.type == "number" and not field.many:
        return _number(field, f"CAST({raw} AS DOUBLE)")
    if field.type == "point" and type_.startswith(_NUMBER_TYPES) and type_.endswith("]") and type_.count("[") == 1:
        return _point(f"CAST({raw} AS DOUBLE[])", "NULL")
    return _from_json(field, f"to_json({raw})", "JSON", format_)


def _from_text(field: Field, raw: str, type_: str, format_: str) -> Cell:  # noqa: ARG001
    """A column of texts; of a .csv they are written plain, so that `true` and 0.5 are what they look like."""
    plain = format_ == "csv"
    if field.type == "quote" or (field.type == "period" and not field.many):
        json = f"TRY_CAST(CASE WHEN {raw}[1] IN ('{{', '[') THEN {raw} END AS JSON)"
        nested = _from_json(field, json, "JSON", format_)
        if field.type == "quote":
            return Cell(nested.value, f"CASE WHEN {json} IS NULL THEN 'wrong-type' ELSE {nested.code} END")
        written = f"nfc_normalize({raw})"
        return Cell(
            f"CASE WHEN {json} IS NULL THEN {written} ELSE {nested.value} END",
            f"CASE WHEN {json} IS NULL THEN {_text_code(field, written)} ELSE {nested.code} END",
        )
    if field.type == "point":
        parts = f"string_split({raw}, '|')" if plain else f"[{raw}]"
        numbers = (
            f"list_transform({parts}, lambda x: {_plain_number('trim(x)')})" if plain else "CAST(NULL AS DOUBLE[])"
        )
        return _point(numbers, "NULL" if plain else "'wrong-type'")
    if field.many:
        items = f"string_split({raw}, '|')" if plain else f"[{raw}]"
        if field.type in STORED:
            return _many(field, items, lambda item: _one_text(field, item, plain=plain))
        return _list(field, f"list_transform({items}, lambda x: nfc_normalize(x))", "NULL")
    return _one_text(field, raw, plain=plain)


def _one_text(field: Field, raw: str, *, plain: bool) -> Cell:
    if field.type == "number":
        value = _plain_number(raw) if plain else "CAST(NULL AS DOUBLE)"
        return Cell(value, f"CASE WHEN {value} IS NULL THEN 'wrong-type' ELSE {_number(field, value).code} END")
    if field.type == "flag":
        value = (
            f"CASE WHEN {raw} IN {_TRUE} THEN true WHEN {raw} IN {_FALSE} THEN false END"
            if plain
            else "CAST(NULL AS BOOLEAN)"
        )
        return Cell(value, f"CASE WHEN {value} IS NULL THEN 'wrong-type' END")
    written = f"nfc_normalize({raw})"
    return Cell(written, _text_code(field, written))


def _from_json(field: Field, raw: str, type_: str, format_: str) -> Cell:  # noqa: ARG001
    if field.type == "point":
        numbers = (
            f"CASE WHEN json_type({raw}) = 'ARRAY' THEN list_transform(CAST({raw} AS JSON[]), lambda x: "
            f"{_json_number('x')}) END"
        )
        return _point(numbers, f"CASE WHEN json_type({raw}) <> 'ARRAY' THEN 'wrong-type' END")
    if not field.many:
        return _one_json(field, raw)
    items = f"CASE WHEN json_type({raw}) = 'ARRAY' THEN CAST({raw} AS JSON[]) ELSE [CAST({raw} AS JSON)] END"
    return _many(field, items, lambda item: _one_json(field, item))


def _one_json(field: Field, raw: str) -> Cell:
    kind = f"json_type({raw})"
    if field.type == "number":
        return Cell(
            _json_number(raw),
            f"CASE WHEN {kind} NOT IN {_NUMERIC} THEN 'wrong-type' ELSE {_number(field, _json_number(raw)).code} END",
        )
    if field.type == "flag":
        return Cell(
            f"CASE WHEN {kind} = 'BOOLEAN' THEN CAST({raw} AS BOOLEAN) END",
            f"CASE WHEN {kind} <> 'BOOLEAN' THEN 'wrong-type' END",
        )
    if field.type == "quote":
        return _mapping(field, raw, _quote)
    written = f"nfc_normalize({raw}->>'$')"
    if field.type == "period":
        span = _mapping(field, raw, _span)
        return Cell(
            f"CASE {kind} WHEN 'OBJECT' THEN {span.value} WHEN 'ARRAY' THEN NULL ELSE {written} END",
            f"CASE {kind} WHEN 'OBJECT' THEN {span.code} WHEN 'ARRAY' THEN 'wrong-type' ELSE "
            f"{_text_code(field, written)} END",
        )
    return Cell(
        written, f"CASE WHEN {kind} IN ('ARRAY', 'OBJECT') THEN 'wrong-type' ELSE {_text_code(field, written)} END"
    )


def _quote(parts: Mapping[str, Cell]) -> str:
    return f"struct_pack({', '.join(f'{word} := {found.value}' for word, found in parts.items())})"


def _span(parts: Mapping[str, Cell]) -> str:
    ends = ", ".join(f"{sql.text(word)}, {found.value}" for word, found in parts.items())
    return f"CAST(json_object({ends}) AS VARCHAR)"


def _mapping(field: Field, raw: str, build: Callable[[Mapping[str, Cell]], str]) -> Cell:
    """A value that is a mapping of its own: no other keys, none twice, and each part good."""
    at = {part.name: f"""nullif(json_extract({raw}, '$."{part.name}"'), 'null')""" for part in field.parts}
    parts = {part.name: _one_json(part, at[part.name]) for part in field.parts}
    values = {word: Cell(f"CASE WHEN {at[word]} IS NOT NULL THEN {each.value} END", "") for word, each in parts.items()}
    missing = [f"WHEN {at[part.name]} IS NULL THEN 'missing-field'" for part in field.parts if part.required]
    wrong = [f"CASE WHEN {at[word]} IS NOT NULL THEN {each.code} END" for word, each in parts.items()]
    code = (
        f"CASE WHEN json_type({raw}) <> 'OBJECT' THEN 'wrong-type' "
        f"WHEN NOT list_has_all({list(parts)}, json_keys({raw})) THEN 'unknown-field' "
        f"WHEN len(json_keys({raw})) <> len(list_distinct(json_keys({raw}))) THEN 'duplicate-key' "
        f"{' '.join(missing)} ELSE coalesce({', '.join(wrong)}) END"
    )
    return Cell(f"CASE WHEN json_type({raw}) = 'OBJECT' THEN {build(values)} END", code)


def _many(field: Field, items: str, one: Callable[[str], Cell]) -> Cell:
    """A list of values that are read one by one."""
    each = one("x")
    codes = (
        f"list_filter(list_transform({items}, lambda x: CASE WHEN x IS NULL THEN 'empty-field' ELSE "
        f"{each.code} END), lambda c: c IS NOT NULL)[1]"
    )
    return Cell(
        f"list_transform({items}, lambda x: {each.value})",
        f"CASE WHEN {_too_few(field, items)} THEN 'too-few' ELSE {codes} END",
    )


def _list(field: Field, texts: str, shape: str) -> Cell:
    """A list of texts."""
    codes = (
        f"list_filter(list_transform({texts}, lambda x: CASE WHEN x IS NULL THEN 'empty-field' ELSE "
        f"{_text_code(field, 'x')} END), lambda c: c IS NOT NULL)[1]"
    )
    return Cell(texts, f"coalesce({shape}, CASE WHEN {_too_few(field, texts)} THEN 'too-few' ELSE {codes} END)")


def _too_few(field: Field, items: str) -> str:
    return f"len({items}) < {field.min_items}" if field.min_items else "false"


def _text_code(field: Field, written: str) -> str:
    """What is wrong with a text that stands for a value of the field; times are read later, each text once."""
    limits = field.limits
    tests = [(f"regexp_matches({written}, {sql.text(_CONTROL)})", "control-character")]
    long = f"length({written}) > {limits.max_length}" if limits.max_length is not None else ""
    odd = f"NOT regexp_full_match({written}, {sql.text(limits.pattern)})" if limits.pattern is not None else ""
    if field.type in {"id", "ref"}:
        # The pattern takes no control character: one test is enough for what is read most.
        return f"CASE WHEN {' OR '.join(filter(None, (long, odd)))} THEN 'bad-id' END"
    if field.type == "choice":
        return f"CASE WHEN {written} NOT IN {sql.texts(field.choices)} THEN 'unknown-choice' END"
    if field.type == "length":
        return f"CASE WHEN {odd} THEN 'unreadable-length' END"
    if field.type == "period":
        # Two ends are kept as JSON text: no other text may look like that.
        tests.append((f"{written}[1] = '{{'", "unreadable-time"))
    if field.type == "text":
        tests.append((f"NOT regexp_matches({written}, {sql.text(_INK)})", "empty-field"))
        tests += [(test, code) for test, code in ((long, "text-too-long"), (odd, "wrong-type")) if test]
    return f"CASE {' '.join(f'WHEN {test} THEN {sql.text(code)}' for test, code in tests)} END"


def _number(field: Field, value: str) -> Cell:
    low, high = field.limits.at_least, field.limits.at_most
    bounds = [f"NOT isfinite({value})"]
    bounds += [f"{value} < {low!r}"] if low is not None else []
    bounds += [f"{value} > {high!r}"] if high is not None else []
    return Cell(value, f"CASE WHEN {' OR '.join(bounds)} THEN 'out-of-range' END")


def _point(numbers: str, shape: str) -> Cell:
    bad = " OR ".join(
        f"isnan({numbers}[{place}]) OR abs({numbers}[{place}]) > {most}" for place, most in ((1, 90), (2, 180))
    )
    code = (
        f"coalesce({shape}, CASE WHEN len({numbers}) <> 2 OR {numbers}[1] IS NULL OR {numbers}[2] IS NULL "
        f"THEN 'wrong-type' WHEN {bad} THEN 'out-of-range' END)"
    )
    return Cell(numbers, code)


def _plain_number(raw: str) -> str:
    return f"TRY_CAST(CASE WHEN regexp_full_match({raw}, {sql.text(_NUMBER)}) THEN {raw} END AS DOUBLE)"


def _json_number(raw: str) -> str:
    return f"CASE WHEN json_type({raw}) IN {_NUMERIC} THEN CAST({raw} AS DOUBLE) END"
