"""Same facts and rules, byte-identical output, whatever the order of facts, rules and files."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
import yaml

from tests.golden_files import ROOT
from whosays.explain.report import report_on
from whosays.facts.load import load_case
from whosays.render.json import render_json
from whosays.render.why_text import render_why
from whosays.rules.load import load_rulebook

FOUNDING = ROOT / "facts" / "jn-is-alliance-2014"
STANDARD = ROOT / "rules" / "standard"


class Texts(yaml.SafeLoader):
    """Reads every scalar as the text that stands there."""


Texts.yaml_implicit_resolvers = {}


def shuffled_case(folder: Path, chance: random.Random) -> Path:
    """The founding case with its facts in another order and in other files."""
    facts = []
    for file in sorted(FOUNDING.glob("*.yaml")):
        if file.name != "case.yaml":
            facts += yaml.load(file.read_text(encoding="utf-8"), Loader=Texts) or []
    chance.shuffle(facts)
    folder.mkdir()
    shutil.copy(FOUNDING / "case.yaml", folder)
    cut = chance.randrange(len(facts))
    for name, part in (("zz.yaml", facts[:cut]), ("aa.yaml", facts[cut:])):
        (folder / name).write_text(_dumped(part), encoding="utf-8")
    return folder


def _dumped(facts: list) -> str:
    # Numbers and flags were read as texts; unquoted, they are again what they were.
    lines = []
    for fact in facts:
        [(kind, fields)] = fact.items()
        lines.append(f"- {kind}:")
        lines += [f"    {name}: {_flow(value, name)}" for name, value in fields.items()]
    return "\n".join(lines) + "\n"


def _flow(value: object, name: str) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each, key)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each, name) for each in value) + "]"
    if name in {"at", "surely", "hedged", "checkable"}:
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def shuffled_rules(folder: Path, chance: random.Random) -> Path:
    """The standard rulebook with its files under other names and the rules of each in another order."""
    folder.mkdir()
    shutil.copy(STANDARD / "rulebook.yaml", folder)
    files = [file for file in sorted(STANDARD.glob("*.yaml")) if file.name != "rulebook.yaml"]
    names = [f"r{number}.yaml" for number in range(len(files))]
    chance.shuffle(names)
    for file, name in zip(files, names, strict=True):
        head, *rules = file.read_text(encoding="utf-8").split("\n  - id: ")
        rules[-1] = rules[-1].rstrip("\n") + "\n"
        rules = [rule.rstrip("\n") + "\n" for rule in rules]
        chance.shuffle(rules)
        (folder / name).write_text("\n  - id: ".join([head, *rules]), encoding="utf-8")
    return folder


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_does_not_show(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    plain = report_on(load_case(FOUNDING), load_rulebook(STANDARD))
    case = load_case(shuffled_case(tmp_path / "case", chance))
    rules = load_rulebook(shuffled_rules(tmp_path / "rules", chance))
    other = report_on(case, rules)
    assert case.hash == plain.case.hash
    assert render_json(other) == render_json(plain)


def test_a_second_run_is_the_same() -> None:
    first, second = (report_on(load_case(FOUNDING), load_rulebook(STANDARD)) for _ in range(2))
    assert render_json(first) == render_json(second)
    assert render_why(first, "pact") == render_why(second, "pact")
