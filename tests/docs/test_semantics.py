"""The page on weighing: its numbers are those of the engine, and its example comes out as it says."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

import whosays
from tests.docs.pages import page, section, table_rows, yaml_blocks
from tests.golden_files import ROOT
from whosays.weigh.scales import ADMIRALTY_EDGES, BANDS, HALF_TIE, NAIVE_MASS, PRIOR_WEIGHT, WORDS
from whosays.weigh.verdict import CONFLICT_SHARE, FAIR_UNCERTAINTY, INDEPENDENT, REFUTED, SURE_UNCERTAINTY

PAGE = page("semantics")
EXAMPLE = section(PAGE, "An example")
ROWS = table_rows(EXAMPLE)
FIGURES = {row[0]: row[1] for row in ROWS if len(row) == 2}
ITEMS = [row for row in ROWS if len(row) == 5]
SUMS = re.findall(r"`([0-9.()+\-*/ ]+) = ([0-9.]+)`", EXAMPLE)

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> whosays.Verdict:
    [block] = yaml_blocks(PAGE)
    file: Path = tmp_path_factory.mktemp("example") / "bridge.yaml"
    file.write_text(block, encoding="utf-8")
    return whosays.assess(file)["blown-up"]


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    assert isinstance(node, ast.Constant)
    return float(node.value)


def _shown(value: float, written: str) -> str:
    """A value with as many digits as were written."""
    digits = -Decimal(written).as_tuple().exponent
    return f"{value:.{digits}f}"


def test_figures(verdict: whosays.Verdict) -> None:
    whole = PRIOR_WEIGHT / verdict.weighed.uncertainty  # K
    values: dict[str, float | str] = {
        "R": verdict.weighed.belief * whole,
        "S": verdict.weighed.disbelief * whole,
        "b": verdict.weighed.belief,
        "d": verdict.weighed.disbelief,
        "u": verdict.weighed.uncertainty,
        "b′": verdict.opinion.belief,
        "d′": verdict.opinion.disbelief,
        "u′": verdict.opinion.uncertainty,
        "a": verdict.base_rate,
        "P": verdict.probability or -1.0,
        "word": verdict.word,
        "n_eff": verdict.effective,
        "confidence": verdict.confidence,
        "Admiralty": verdict.admiralty,
        "naive count": verdict.naive.probability,
        "word of the naive count": verdict.naive.word,
        "ceiling on belief": verdict.constraints[0].bound,
        "reports": verdict.reports,
        "origins": verdict.origins,
    }
    assert {
        name: value if isinstance(value, str) else _shown(value, FIGURES[name]) for name, value in values.items()
    } == FIGURES


def test_contributions(verdict: whosays.Verdict) -> None:
    found = verdict.contributions
    assert len(found) == len(ITEMS)
    for each, (name, side, *figures) in zip(found, ITEMS, strict=True):
        assert (each.id, each.side) == (name, side)
        values = (each.mass, each.weight, each.share)
        assert [_shown(value, figure) for value, figure in zip(values, figures, strict=True)] == figures
    assert sum(each.share for each in found if each.side == "for") == pytest.approx(verdict.weighed.belief)


@pytest.mark.parametrize(("sum_", "result"), SUMS, ids=[left for left, _ in SUMS])
def test_arithmetic(sum_: str, result: str) -> None:
    value = _value(ast.parse(sum_, mode="eval").body)
    assert _shown(value, result) == result


def test_every_sum_is_checked() -> None:
    assert len(SUMS) == len(re.findall(r"`[^`]* = [^`]*`", EXAMPLE)) > 20


def test_what_was_taken_away_and_by_which_path(verdict: whosays.Verdict) -> None:
    assert {each.id: [taken.share for taken in each.taken] for each in verdict.contributions} == {
        "ferryman-says": [0.2],
        "officer-says": [0.4, 0.4, 0.4],
        "sergeant-says": [0.4, 0.4],
        "likely-sign-missing": [0.2],
    }
    assert {each.path for each in verdict.side("for")} == {("ferryman",), ("officer",), ("sergeant",)}


def test_the_table_of_numbers() -> None:
    shipped = yaml.safe_load((ROOT / "rules" / "numbers.yaml").read_text(encoding="utf-8"))
    text = section(PAGE, "Numbers")
    families = shipped.pop("disposition")
    assert {(table, word, str(number)) for table, words in shipped.items() for word, number in words.items()} == {
        tuple(row) for row in table_rows(text)
    }
    named = re.search(r"holds\s+the\s+families\s+(.*?),\s+each\s+with\s+1", text, re.DOTALL)
    assert named
    assert set(re.findall(r"\w+", named[1])) - {"and"} == set(families)
    assert set(families.values()) == {1}


def test_the_words_and_their_bands() -> None:
    rows = [row for row in table_rows(section(PAGE, "The verdict")) if len(row) == 3]
    edges = [0.0, *BANDS, 1.0]
    assert [(float(low), float(high), word) for low, high, word in rows] == [
        (edges[place], edges[place + 1], WORDS[place]) for place in range(len(BANDS) + 1)
    ]


def test_the_constants_that_the_page_names() -> None:
    assert (PRIOR_WEIGHT, HALF_TIE, NAIVE_MASS, INDEPENDENT, CONFLICT_SHARE) == (2, 0.5, 2, 2, 0.5)
    assert (REFUTED, SURE_UNCERTAINTY, FAIR_UNCERTAINTY) == (0.6, 0.2, 0.5)
    assert ADMIRALTY_EDGES == (0.20, 0.40, 0.60, 0.80)


def test_no_figure_of_the_example_stands_unchecked() -> None:
    """Every number of four digits in the prose is one of the table or the result of a checked sum."""
    checked = {result for _, result in SUMS} | set(FIGURES.values()) | {figure for row in ITEMS for figure in row}
    prose = re.sub(r"^\|.*$", "", EXAMPLE.partition("Four reports")[2], flags=re.MULTILINE)
    assert set(re.findall(r"\d\.\d{4}", prose)) <= checked
