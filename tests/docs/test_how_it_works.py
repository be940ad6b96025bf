"""How a case goes through the engine: each block on the page is what the engine makes of the page's own case.

`UPDATE_GOLDEN=1 pytest tests/docs/test_how_it_works.py` writes the blocks anew.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.all_matchers import all_matchers
from tests.cli.process import whosays
from tests.docs.how_it_works import BLOCKS, CASE, CLAIM, NEEDS_DURABLE_RULES, RULEBOOK, Tour, tour
from tests.docs.pages import page, yaml_blocks
from tests.docs.test_links import anchors
from tests.golden_files import ROOT, assert_golden
from whosays.facts.load import read_case
from whosays.match.choose import durable_matcher
from whosays.match.matcher import Matcher, Unavailable
from whosays.rules.load import read_compiled

NAME = "how-it-works"
FILE = ROOT / "docs" / f"{NAME}.md"
_SHOWN = re.compile(r"(?<=<!-- shows: )(\w+)( -->\n```\w+\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Tour:
    return tour(page(NAME), tmp_path_factory.mktemp("tour"))


@pytest.mark.parametrize("name", BLOCKS)
def test_block(toured: Tour, name: str) -> None:
    durable = durable_matcher()
    if name in NEEDS_DURABLE_RULES and isinstance(durable, Unavailable):
        pytest.skip(durable.why)
    shown = BLOCKS[name](toured) + "\n"
    text, count = re.subn(
        _SHOWN, lambda found: f"{found[1]}{found[2]}{shown if found[1] == name else found[3]}", page(NAME)
    )
    assert count == len(BLOCKS)
    assert_golden(text, FILE)


def test_every_block_is_written_by_the_tour() -> None:
    text = page(NAME)
    assert [found[1] for found in _SHOWN.finditer(text)] == list(BLOCKS)
    assert len(_FENCED.findall(text)) == len(BLOCKS) + len(yaml_blocks(text)) == len(BLOCKS) + 2


def test_the_case_and_the_rulebook_have_no_problem(toured: Tour) -> None:
    assert read_case(toured.folder / CASE)[1] == ()
    assert read_compiled(toured.folder / RULEBOOK)[1] == ()


@pytest.mark.parametrize("matcher", all_matchers(), ids=lambda matcher: matcher.name)
def test_every_matcher_is_fed_and_gives_back_the_same(toured: Tour, tmp_path: Path, matcher: Matcher) -> None:
    assert tour(page(NAME), tmp_path, matcher).feeds == toured.feeds


def test_the_command_prints_what_is_shown(toured: Tour) -> None:
    ran = whosays("why", CASE, CLAIM, "-r", RULEBOOK, cwd=toured.folder)
    assert ran.out == BLOCKS["why"](toured) + "\n"
    assert f"`whosays why {CASE} {CLAIM} -r {RULEBOOK}`" in _prose()


def _prose() -> str:
    """The page without its blocks."""
    return re.sub(_FENCED, "", page(NAME))


@cache
def _sources() -> str:
    """Where a name on the page must stand: the code, the shipped rules, the tests, and the blocks of the page."""
    folders = [(ROOT / "engine", "*.py"), (ROOT / "tests", "*.py"), (ROOT / "rules", "*.yaml"), (ROOT, "Makefile")]
    files = [file for folder, pattern in folders for file in sorted(folder.rglob(pattern)) if file != Path(__file__)]
    return "\n".join([*(file.read_text(encoding="utf-8") for file in files), *_FENCED.findall(page(NAME))])


def _is_there(word: str) -> bool:
    """A file or folder, from the root or from the package; or what stands in a source, dots apart."""
    if re.fullmatch(r"[\w.-]+/[\w./-]*", word):
        return any((root / word).exists() for root in (ROOT, ROOT / "engine" / "whosays"))
    parts = word.split(".") if re.fullmatch(r"\w+(\.\w+)*", word) else [word]
    return all(re.search(rf"(?<!\w){re.escape(part)}", _sources()) for part in parts)


def test_what_the_prose_names_is_there() -> None:
    words = {word for span in re.findall(r"`([^`]+)`", _prose()) for word in span.split()}
    assert not [word for word in sorted(words) if not _is_there(word)]


def test_the_figures_in_the_prose_stand_in_a_block() -> None:
    figure = re.compile(r"\d+(?:\.\d+)?")
    prose = re.sub(r"^#.*$|`[^`]*`", "", _prose(), flags=re.MULTILINE)
    blocks = _FENCED.findall(page(NAME))
    assert set(figure.findall(prose)) <= set(figure.findall("\n".join(blocks))) | {"5.0"}


def test_links() -> None:
    for target, anchor in re.findall(r"\]\(([\w./-]+)?(?:#([\w-]+))?\)", _prose()):
        file = FILE.parent / target if target else FILE
        assert file.exists(), target
        assert not anchor or anchor in anchors(file.read_text(encoding="utf-8")), f"{target}#{anchor}"
