"""Reading a rulebook: one file, or a folder with `rulebook.yaml` and further files of rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path as FilePath

from whosays.facts.kinds import kinds
from whosays.marked import DISK, MarkedList, MarkedMap, MarkedScalar, Node, Texts, read_yaml
from whosays.problems import Mark
from whosays.rules.read_conclusions import OPTIONS, read_conclusions
from whosays.rules.read_conditions import read_conditions
from whosays.rules.read_examples import read_examples, read_scenarios
from whosays.rules.read_kinds import read_kinds
from whosays.rules.read_values import read_operand, read_sentence
from whosays.rules.reader import Reader
from whosays.rules.syntax import (
    EFFECTS,
    Adjustment,
    DeclaredKind,
    Operand,
    Relation,
    Rule,
    Rulebook,
    Scenario,
    Unless,
    Value,
)

FORMAT = 1

FILE_KEYS = ("kinds", "relations", "scenarios", "rules")
HEAD_KEYS = ("rulebook", "title", "version", "format", "extends", "params", "numbers", "adjust", *FILE_KEYS)
RULE_KEYS = (
    "id",
    "title",
    "status",
    "replaces",
    "rationale",
    "references",
    "tags",
    "family",
    "params",
    "when",
    "unless",
    "then",
    "examples",
)
_REASON = "write why: every report shows it, as in `disabled: we know who our sources are`"
_RULE_SHAPE = 'a rule is written as "- id: ...", with "title", "when" and "then" below "id"'
_EXCEPTIONS = "each exception has a name: `unless:`, below it `the source says so:`, and below that its conditions"
_STATUSES = ("stable", "test", "experimental", "deprecated")


def read_rulebook(reader: Reader, path: FilePath, texts: Texts = DISK) -> Rulebook | None:
    """The rulebook at `path`, as written; problems go to the reader."""
    files = rulebook_files(reader, path, texts)
    trees = [tree for file in files if (tree := _tree(reader, file, texts)) is not None]
    if not trees:
        return None
    heads = [
        tree for tree in trees if isinstance(tree, MarkedMap) and any(key.text == "rulebook" for key, _ in tree.entries)
    ]
    if len(heads) != 1:
        message = "no file has the key rulebook" if not heads else "more than one file has the key rulebook"
        mark = heads[1].mark if heads else Mark(str(path))
        hint = 'begin the rulebook with "rulebook: <its id>"'
        if not heads and (path.parent / "rulebook.yaml").is_file() and path.is_file():
            hint = f"it is part of a rulebook: give its folder, {path.parent}"
        elif heads:
            hint = "keep it in one of the files only"
        reader.problem("no-rulebook", message, mark, hint=hint)
        return None
    head = reader.mapping(heads[0], "a rulebook", HEAD_KEYS)
    _check_format(reader, head.get("format"))
    shared = _read_params(reader, head.get("params"))
    relations: list[Relation] = []
    declared: list[DeclaredKind] = []
    scenarios: list[Scenario] = []
    rules: list[Rule] = []
    for tree in trees:
        entries = head if tree is heads[0] else reader.mapping(tree, "a file of rules", FILE_KEYS)
        relations += _read_relations(reader, entries.get("relations"))
        declared += read_kinds(reader, entries.get("kinds"))
        scenarios += read_scenarios(reader, entries.get("scenarios"))
        found = (_read_rule(reader, item, shared) for item in reader.items(entries.get("rules"), '"rules"'))
        rules += [rule for rule in found if rule is not None]
    number_marks: dict[tuple[str, str], Mark] = {}
    return Rulebook(
        id=reader.text(head["rulebook"], '"rulebook"'),
        title=reader.text(head.get("title"), '"title"'),
        version=reader.text(head.get("version"), '"version"'),
        extends=reader.texts(head.get("extends"), '"extends"'),
        relations=tuple(relations),
        kinds=tuple(declared),
        scenarios=tuple(scenarios),
        rules=tuple(rules),
        adjust=read_adjust(reader, head.get("adjust")),
        numbers=read_numbers(reader, head.get("numbers"), number_marks),
        number_marks=number_marks,
        extends_marks=_marks(head.get("extends")),
        mark=head["rulebook"].mark,
    )


def read_numbers(
    reader: Reader, node: Node | None, marks: dict[tuple[str, str], Mark] | None = None
) -> dict[str, dict[str, float]]:
    """Tables of numbers by name; where each table ("") and number stands goes into `marks`."""
    tables: dict[str, dict[str, float]] = {}
    marks = {} if marks is None else marks
    for table, entries in reader.mapping(node, '"numbers"').items():
        tables[table] = {}
        assert node is not None  # it had entries
        marks[table, ""] = reader.key_mark(node, table)
        marks |= {(table, key.text): value.mark for key, value in getattr(entries, "entries", ())}
        for name, value in reader.mapping(entries, f'"{table}"').items():
            number = value.value if isinstance(value, MarkedScalar) else None
            if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < 1e6:
                hint = "write a number such as 0.4"
                reader.problem("not-a-number", f'"{name}" must be a number from 0 up', value.mark, hint=hint)
            else:
                tables[table][name] = float(number)
    return tables


def _marks(node: Node | None) -> tuple[Mark, ...]:
    """Where the items of a list stand, or the one that stands for it."""
    return tuple(item.mark for item in node.items) if isinstance(node, MarkedList) else (node.mark,) if node else ()


def _check_format(reader: Reader, node: Node | None) -> None:
    if node is not None and not (isinstance(node, MarkedScalar) and node.value == FORMAT):
        message = f"this version reads rulebooks of format {FORMAT} only"
        reader.problem("unknown-format", message, node.mark, hint=f"write `format: {FORMAT}`, or use a later version")


def rulebook_files(reader: Reader, path: FilePath, texts: Texts = DISK) -> list[FilePath]:
    """The files of the rulebook at `path`, which is one of them or their folder."""
    if not path.is_dir():
        return [path]
    found = {*path.iterdir(), *(path / name for name in texts.names(path))}
    files = sorted(file for file in found if file.suffix in {".yaml", ".yml"} and not file.name.startswith("."))
    outside = [file for file in files if not file.resolve().is_relative_to(path.resolve())]
    for file in outside:
        reader.problem(
            "outside", "this file leads out of its folder", Mark(str(file)), hint="put the file itself there"
        )
    if not files:
        hint = "a rulebook has a file rulebook.yaml that begins with `rulebook: <its id>`"
        reader.problem("no-rulebook", "the folder has no .yaml file", Mark(str(path)), hint=hint)
    return [file for file in files if file not in outside]


def _tree(reader: Reader, file: FilePath, texts: Texts) -> Node | None:
    tree, problems = read_yaml(file, texts)
    reader.problems += problems
    return tree


def _read_params(reader: Reader, node: Node | None) -> dict[str, Value]:
    params: dict[str, Value] = {}
    for name, value in reader.mapping(node, '"params"').items():
        operand = read_operand(reader, value, f'"{name}"')
        if isinstance(operand, Value):
            params[name] = operand
        elif operand is not None:
            message = f'the parameter "{name}" must be a plain value'
            reader.problem("not-a-value", message, value.mark, hint="write a word or a number")
    return params


def _read_relations(reader: Reader, node: Node | None) -> list[Relation]:
    relations = []
    for name, value in reader.mapping(node, '"relations"').items():
        entries = reader.mapping(value, f'"{name}"')
        columns = tuple((key, reader.text(entry, f'"{key}"')) for key, entry in entries.items() if key != "says")
        says = read_sentence(reader, entries.get("says"), '"says"')
        assert node is not None  # it had entries
        relations.append(Relation(name, columns, says, reader.key_mark(node, name)))
    return relations


def _read_rule(reader: Reader, node: Node, shared: Mapping[str, Value]) -> Rule | None:
    before = len(reader.problems)
    entries = reader.mapping(node, "a rule", RULE_KEYS, shape=_RULE_SHAPE, elsewhere=_of_a_rule())
    if not entries:
        return None
    reader.missing(entries, ("id", "title", "when", "then"), "a rule", node.mark)
    rule = Rule(
        id=reader.text(entries.get("id"), '"id"'),
        title=reader.text(entries.get("title"), '"title"'),
        when=read_conditions(reader, entries.get("when"), '"when"'),
        then=read_conclusions(reader, entries.get("then")),
        unless=_read_unless(reader, entries.get("unless")),
        rationale=reader.text(entries.get("rationale"), '"rationale"'),
        references=reader.texts(entries.get("references"), '"references"'),
        tags=reader.texts(entries.get("tags"), '"tags"'),
        status=reader.choice(entries.get("status"), '"status"', _STATUSES) or "stable",
        family=reader.text(entries.get("family"), '"family"'),
        params={**shared, **_read_params(reader, entries.get("params"))},
        shared_params=frozenset(shared),
        examples=read_examples(reader, entries.get("examples")),
        replaces=_read_replaces(reader, entries.get("replaces")),
        mark=entries.get("id", node).mark,
    )
    # What could be read is checked all the same: an author wants to see all mistakes at once.
    return rule if len(reader.problems) == before else replace(rule, is_whole=False)


@cache
def _of_a_rule() -> Mapping[str, str]:
    """What to do about keys that belong to another part of a rule, or to no rule."""
    options = {name: 'put it under "then", below its conclusion' for names in OPTIONS.values() for name in names}
    return {
        **dict.fromkeys(kinds(), 'put conditions under "when"; facts stand in a case'),
        **options,
        **dict.fromkeys(EFFECTS, 'put it under "then"'),
        "because": 'put it under "then", below its conclusion',
        "description": "it is called `rationale` here",
        "if": "it is called `when` here",
        "name": "it is called `title` here",
    }


def _read_replaces(reader: Reader, node: Node | None) -> tuple[tuple[str, Mark], ...]:
    items = reader.items(node, '"replaces"', one_is_list=True)
    return tuple((reader.text(item, '"replaces"'), item.mark) for item in items)


def _read_unless(reader: Reader, node: Node | None) -> tuple[Unless, ...]:
    found = []
    for name, value in reader.mapping(node, '"unless"', shape=_EXCEPTIONS).items():
        conditions = read_conditions(reader, value, f'"{name}"')
        if conditions:
            found.append(Unless(name, conditions, value.mark))
    return tuple(found)


def read_adjust(reader: Reader, node: Node | None) -> tuple[Adjustment, ...]:
    """What a rulebook changes in the rules that it extends."""
    found = []
    for rule, value in reader.mapping(node, '"adjust"').items():
        entries = reader.mapping(value, f'"{rule}"', ("disabled", "params", "strength", "by", "to", "keeps", "unless"))
        why = entries.pop("disabled", None)
        if isinstance(why, MarkedScalar) and (why.value in {None, True, False} or not why.text.strip()):
            reader.problem("no-reason", f'"{rule}" is disabled without a reason', why.mark, hint=_REASON)
            why = None
        options: dict[str, Operand] = {}
        for name in ("strength", "by", "to", "keeps"):
            if name in entries and (operand := read_operand(reader, entries[name], f'"{name}"')) is not None:
                options[name] = operand
        assert node is not None  # it had entries
        found.append(
            Adjustment(
                rule,
                reader.text(why, '"disabled"'),
                _read_params(reader, entries.get("params")),
                options,
                _read_unless(reader, entries.get("unless")),
                reader.key_mark(node, rule),
            )
        )
    return tuple(found)
