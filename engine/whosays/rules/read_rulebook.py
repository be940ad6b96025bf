"""Reading a rulebook: one file, or a folder with `rulebook.yaml` and further files of rules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath

from whosays.marked import MarkedMap, MarkedScalar, Node, read_yaml
from whosays.problems import Mark
from whosays.rules.read_conclusions import read_conclusions
from whosays.rules.read_conditions import read_conditions
from whosays.rules.read_examples import read_examples
from whosays.rules.read_values import read_operand, read_sentence
from whosays.rules.reader import Reader
from whosays.rules.syntax import Adjustment, Operand, Relation, Rule, Rulebook, Unless, Value

FORMAT = 1

_HEAD_KEYS = ("rulebook", "title", "version", "format", "extends", "params", "numbers", "relations", "adjust", "rules")
_RULE_KEYS = (
    "id",
    "title",
    "status",
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
_STATUSES = ("stable", "test", "experimental", "deprecated")


def read_rulebook(reader: Reader, path: FilePath) -> Rulebook | None:
    """The rulebook at `path`, as written; problems go to the reader."""
    files = _files(reader, path)
    trees = [tree for file in files if (tree := _tree(reader, file)) is not None]
    if not trees:
        return None
    heads = [
        tree for tree in trees if isinstance(tree, MarkedMap) and any(key.text == "rulebook" for key, _ in tree.entries)
    ]
    if len(heads) != 1:
        message = "no file has the key rulebook" if not heads else "more than one file has the key rulebook"
        mark = heads[1].mark if heads else Mark(str(path))
        reader.problem("no-rulebook", message, mark, hint='start the rulebook with "rulebook: <its id>"')
        return None
    head = reader.mapping(heads[0], "a rulebook", _HEAD_KEYS)
    _check_format(reader, head.get("format"))
    shared = _read_params(reader, head.get("params"))
    relations: list[Relation] = []
    rules: list[Rule] = []
    for tree in trees:
        keys = _HEAD_KEYS if tree is heads[0] else ("relations", "rules")
        entries = reader.mapping(tree, "a file of rules", keys)
        relations += _read_relations(reader, entries.get("relations"))
        found = (_read_rule(reader, item, shared) for item in reader.items(entries.get("rules"), '"rules"'))
        rules += [rule for rule in found if rule is not None]
    return Rulebook(
        id=reader.text(head["rulebook"], '"rulebook"'),
        title=reader.text(head.get("title"), '"title"'),
        version=reader.text(head.get("version"), '"version"'),
        extends=reader.texts(head.get("extends"), '"extends"'),
        relations=tuple(relations),
        rules=tuple(rules),
        adjust=read_adjust(reader, head.get("adjust")),
        numbers=read_numbers(reader, head.get("numbers")),
        mark=head["rulebook"].mark,
    )


def read_numbers(reader: Reader, node: Node | None) -> dict[str, dict[str, float]]:
    """Tables of numbers by name."""
    tables: dict[str, dict[str, float]] = {}
    for table, entries in reader.mapping(node, '"numbers"').items():
        tables[table] = {}
        for name, value in reader.mapping(entries, f'"{table}"').items():
            number = value.value if isinstance(value, MarkedScalar) else None
            if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < 1e6:
                reader.problem("not-a-number", f'"{name}" must be a number from 0 up', value.mark)
            else:
                tables[table][name] = float(number)
    return tables


def _check_format(reader: Reader, node: Node | None) -> None:
    if node is not None and not (isinstance(node, MarkedScalar) and node.value == FORMAT):
        message = f"this version reads rulebooks of format {FORMAT} only"
        reader.problem("unknown-format", message, node.mark)


def _files(reader: Reader, path: FilePath) -> list[FilePath]:
    if not path.is_dir():
        return [path]
    files = sorted(
        file for file in path.iterdir() if file.suffix in {".yaml", ".yml"} and not file.name.startswith(".")
    )
    outside = [file for file in files if not file.resolve().is_relative_to(path.resolve())]
    for file in outside:
        reader.problem(
            "outside", "this file leads out of its folder", Mark(str(file)), hint="put the file itself there"
        )
    if not files:
        reader.problem("no-rulebook", "the folder has no .yaml file", Mark(str(path)))
    return [file for file in files if file not in outside]


def _tree(reader: Reader, file: FilePath) -> Node | None:
    tree, problems = read_yaml(file)
    reader.problems += problems
    return tree


def _read_params(reader: Reader, node: Node | None) -> dict[str, Value]:
    params: dict[str, Value] = {}
    for name, value in reader.mapping(node, '"params"').items():
        operand = read_operand(reader, value, f'"{name}"')
        if isinstance(operand, Value):
            params[name] = operand
        elif operand is not None:
            reader.problem("not-a-value", f'the parameter "{name}" must be a plain value', value.mark)
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
    entries = reader.mapping(node, "a rule", _RULE_KEYS)
    if not entries or reader.missing(entries, ("id", "title", "when", "then"), "a rule", node.mark):
        return None
    before = len(reader.problems)
    rule = Rule(
        id=reader.text(entries["id"], '"id"'),
        title=reader.text(entries["title"], '"title"'),
        when=read_conditions(reader, entries["when"], '"when"'),
        then=read_conclusions(reader, entries["then"]),
        unless=_read_unless(reader, entries.get("unless")),
        rationale=reader.text(entries.get("rationale"), '"rationale"'),
        references=reader.texts(entries.get("references"), '"references"'),
        tags=reader.texts(entries.get("tags"), '"tags"'),
        status=reader.choice(entries.get("status"), '"status"', _STATUSES) or "stable",
        family=reader.text(entries.get("family"), '"family"'),
        params={**shared, **_read_params(reader, entries.get("params"))},
        shared_params=frozenset(shared),
        examples=read_examples(reader, entries.get("examples")),
        mark=entries["id"].mark,
    )
    if not rule.then and len(reader.problems) == before:
        reader.problem("empty", '"then" has no conclusion', entries["then"].mark)
    return rule if len(reader.problems) == before else None


def _read_unless(reader: Reader, node: Node | None) -> tuple[Unless, ...]:
    found = []
    for name, value in reader.mapping(node, '"unless"').items():
        conditions = read_conditions(reader, value, f'"{name}"')
        if conditions:
            found.append(Unless(name, conditions, value.mark))
    return tuple(found)


def read_adjust(reader: Reader, node: Node | None) -> tuple[Adjustment, ...]:
    """What a rulebook changes in the rules that it extends."""
    found = []
    for rule, value in reader.mapping(node, '"adjust"').items():
        entries = reader.mapping(value, f'"{rule}"', ("disabled", "params", "strength", "by", "to", "keeps", "unless"))
        if "disabled" in entries and not reader.text(entries["disabled"], '"disabled"'):
            reader.problem("no-reason", f'"{rule}" is disabled without a reason', value.mark, hint="disabled: <why>")
        options: dict[str, Operand] = {}
        for name in ("strength", "by", "to", "keeps"):
            if name in entries and (operand := read_operand(reader, entries[name], f'"{name}"')) is not None:
                options[name] = operand
        assert node is not None  # it had entries
        found.append(
            Adjustment(
                rule,
                reader.text(entries.get("disabled"), '"disabled"'),
                _read_params(reader, entries.get("params")),
                options,
                _read_unless(reader, entries.get("unless")),
                reader.key_mark(node, rule),
            )
        )
    return tuple(found)
