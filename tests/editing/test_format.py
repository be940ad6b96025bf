"""Formatting: one style, the same meaning, every comment; and once is enough."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.docs.pages import page, yaml_blocks
from tests.editing.data import SHIPPED_FACTS, SHIPPED_RULES
from tests.golden_files import ROOT, TESTS, assert_golden
from tests.strategies.cases import damaged
from whosays.editing.format import Formatted, format_bytes, meaning_of
from whosays.editing.written import comments_of
from whosays.marked import read_yaml
from whosays.problems import render_problems
from whosays.rules.load import PRELUDE, load_rulebook

NUMBERS = ROOT / "rules" / "numbers.yaml"
SHIPPED = [*SHIPPED_RULES, NUMBERS, PRELUDE, *SHIPPED_FACTS]
GOLDEN = TESTS / "golden" / "formatting"


def formatted(text: str) -> str:
    found = format_bytes("text", text.encode())
    assert isinstance(found, Formatted), render_problems(found)
    return found.after


def check_laws(text: str) -> None:
    result = formatted(text)
    before, after = (read_yaml(("text", each.encode()))[0] for each in (text, result))
    assert before is not None
    assert after is not None
    assert meaning_of(before) == meaning_of(after)
    comments = Counter(words.strip() for words in _comments(text))
    assert comments == Counter(words.strip() for words in _comments(result))
    assert formatted(result) == result


def _comments(text: str) -> list[str]:
    return comments_of(text.replace("\r\n", "\n").replace("\r", "\n"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_laws_on_shipped_files(file: Path) -> None:
    check_laws(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("block", yaml_blocks(page("rule-language")), ids=lambda block: block.partition("\n")[0])
def test_the_reference_is_written_in_this_style(block: str) -> None:
    assert formatted(block) == block


def test_the_digest_of_the_shipped_rulebook_stays(tmp_path: Path) -> None:
    (tmp_path / "standard").mkdir()
    for file in SHIPPED_RULES:
        text = formatted(file.read_text(encoding="utf-8"))
        (tmp_path / "standard" / file.name).write_text(text, encoding="utf-8")
    assert load_rulebook(tmp_path / "standard").digest == load_rulebook("standard").digest


@pytest.mark.parametrize("folder", sorted(GOLDEN.iterdir()), ids=lambda folder: folder.name)
def test_style(folder: Path) -> None:
    text = (folder / "input.yaml").read_text(encoding="utf-8")
    check_laws(text)
    assert_golden(formatted(text), folder / "expected.yaml")


RULE = (ROOT / "rules" / "standard" / "geography.yaml").read_text(encoding="utf-8")[:2500].rpartition("\n")[0] + "\n"
CASE = (ROOT / "facts" / "jn-is-alliance-2014" / "places.yaml").read_text(encoding="utf-8")
WILD = "".join((folder / "input.yaml").read_text(encoding="utf-8") for folder in sorted(GOLDEN.iterdir())[:1])


@given(st.sampled_from([RULE, CASE[:1500].rpartition("\n")[0] + "\n", WILD]).flatmap(damaged))
@settings(max_examples=300)
def test_laws_on_damaged_files(text: str) -> None:
    """Whatever can still be read is formatted; the rest comes with the reader's problem."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    tree, problems = read_yaml(("text", data))
    if tree is None or problems:
        found = format_bytes("text", data)
        assert found == problems
    else:
        check_laws(text.removeprefix("\ufeff"))


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A file with comments and blank lines in odd places."""
    text = draw(st.sampled_from([RULE, CASE, WILD]))
    lines = text.split("\n")
    for number in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        comment = f"# comment {number}"
        if draw(st.booleans()):
            lines.insert(at, " " * draw(st.integers(0, 10)) + draw(st.sampled_from([comment, ""])))
        else:
            lines[at] += f" {comment}"
            if draw(st.booleans()):
                cut = lines[at].find(", ")
                if cut > 0:
                    lines[at : at + 1] = [lines[at][: cut + 1] + " # between", " " * 20 + lines[at][cut + 1 :]]
    return "\n".join(lines)


@given(commented())
@settings(max_examples=300)
def test_laws_on_comments_in_odd_places(text: str) -> None:
    tree, problems = read_yaml(("text", text.encode()))
    if tree is not None and not problems:
        check_laws(text)


WORDS = st.one_of(
    st.sampled_from(["no", "NO", "yes", "010", "0x10", "1e3", "~", "null", "true", "2014-11", "2014-11-02", "a: b"]),
    st.sampled_from(["a #b", "#", "$x", "'", '"', "a, b", "{", "[x]", " lead", "end ", "two\nlines", "<<", "", "?"]),
    st.sampled_from(["- a", "é", "|"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
)  # fmt: skip
VALUES = st.recursive(
    WORDS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["rules", "facts", "a", "b"]), VALUES, min_size=1), st.integers(0, 4))
@settings(max_examples=300)
def test_laws_on_any_values(values: object, style: int) -> None:
    """Values written by another YAML library, in its styles."""
    import yaml

    flow = {0: None, 1: True, 2: False}.get(style, False)
    mark = {3: '"', 4: "'"}.get(style)
    text = yaml.safe_dump(values, default_flow_style=flow, default_style=mark, allow_unicode=True, width=40)
    tree, problems = read_yaml(("text", text.encode()))
    if tree is not None and not problems:
        check_laws(text)
