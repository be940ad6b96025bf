"""No text of a case can be anything but text in a report, in whatever format."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import HealthCheck, given, settings

import whosays
from tests.render.hostile import PIECES, TEXTS, case_of
from tests.render.pages import Page
from whosays.match.choose import Matchers
from whosays.render.clean import clean

BOOK = whosays.load_rulebook("standard")
MATCHERS = Matchers("auto")
_ELEMENTS = """
html head meta title style body header main section article footer nav h1 h2 h3 h4 p a ul li dl dt dd div
table caption thead tbody tr th td span strong bdi details summary blockquote svg g rect text path
"""
_ATTRIBUTES = """
charset http-equiv content name lang id class href title scope tabindex role aria-label aria-hidden style dir
viewbox width height x y rx d
"""
ELEMENTS, ATTRIBUTES = set(_ELEMENTS.split()), set(_ATTRIBUTES.split())
DANGEROUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

hostile = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def judged(texts: list[str]) -> whosays.Result:
    return whosays.assess(case_of(texts), BOOK, matcher=MATCHERS)


def check_all(result: whosays.Result) -> None:
    check_html(result.render("html"))
    check_html(f"<html>{result._repr_html_()}</html>")
    check_svg(result.render("svg"))
    check_dot(result.render("dot"))
    check_mermaid(result.render("mermaid"))
    check_markdown(result.render("markdown"))


def check_html(text: str) -> None:
    page = Page(text)
    assert not page.stray
    assert {name for name, _ in page.elements} <= ELEMENTS
    assert {key for _, attributes in page.elements for key in attributes} <= ATTRIBUTES
    assert all(value.startswith("#") for value in page.values("href"))
    assert all(re.fullmatch(r"(left|width):[\d.]+%(;width:[\d.]+%)?", value) for value in page.values("style"))
    assert not DANGEROUS.search(text)


def check_svg(text: str) -> None:
    root = Xml.fromstring(text)
    names = {each.tag.removeprefix("{http://www.w3.org/2000/svg}") for each in root.iter()}
    assert names <= {"svg", "title", "style", "g", "rect", "text", "path"}
    keys = {key for each in root.iter() for key in each.attrib}
    assert keys <= {"viewBox", "width", "height", "role", "aria-label", "aria-hidden", "class", "x", "y", "rx", "d"}
    assert not DANGEROUS.search(text)


_DOT_STRING = r'"(?:[^"\\\n]|\\.)*"'
_DOT_LIST = rf"(?:[a-z]+=(?:{_DOT_STRING}|[a-z]+)(?:, )?)*"
_DOT = re.compile(
    rf"digraph argument \{{|  rankdir=LR;|  (?:node|edge) \[fontname=sans\];|  n\d+ \[{_DOT_LIST}\];"
    rf"|  n\d+ -> n\d+ \[{_DOT_LIST}\];|\}}"
)


def check_dot(text: str) -> None:
    assert all(_DOT.fullmatch(line) for line in text.split("\n")), text
    assert not DANGEROUS.search(text)


_LABEL = r"(?:[^\"<>\[\]{}|`_*;&\\#%]|%(?!%)|#\d+;|<br/>)*"
_MERMAID = re.compile(
    rf'flowchart LR|  n\d+(?:\(\[|\[\[|\[|\(|\{{\{{)"{_LABEL}"(?:\]\)|\]\]|\]|\)|\}}\}})'
    rf'|  n\d+ (?:-->|-\.->|-\.-)(?:\|"{_LABEL}"\|)? n\d+|  classDef [a-z]+ [\w:#,-]+'
    r"|  class [n\d,]+ (?:support|oppose)"
)


def check_mermaid(text: str) -> None:
    wrong = [line for line in text.split("\n") if not _MERMAID.fullmatch(line)]
    assert not wrong
    assert not DANGEROUS.search(text)


def check_markdown(text: str) -> None:
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", text)
    assert not re.search(r"[<\[\]~&]", bare)
    assert not re.search(r"(?m)^\s*>(?!  ?\S)", bare)
    assert bare.count("`") % 2 == 0
    assert len({line.count("|") for line in bare.split("\n") if line.startswith("|")}) <= 2  # the two sorts of tables
    assert not DANGEROUS.search(text)


@pytest.mark.parametrize("piece", PIECES[:-1])
def test_each_by_itself(piece: str) -> None:
    result = judged([f"x {piece}"])
    check_all(result)


@hostile
@given(texts=TEXTS.flatmap(lambda one: TEXTS.map(lambda other: [one, other, "plain"])))
def test_mixed(texts: list[str]) -> None:
    check_all(judged(texts))
    check_all(judged(texts).public())


@pytest.mark.parametrize("text", ["שלום", "می\u200cخواهم", "漢字", "Ünï", "a\u200fb", "👩‍👩‍👧", "x" * 500, "a & b < c"])
def test_what_is_only_unusual_is_shown_as_it_is(text: str) -> None:
    page = Page(judged([text]).render("html"))
    assert clean(text) == text
    assert any(text in each for each in page.texts)


def test_a_text_stays_one_line_and_keeps_its_words() -> None:
    assert clean("one\n two\tthree\u2028four") == "one  two three four"
    assert clean("a\u202eb\x00c\x9bd\ufffee\U0002ffff") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffd"
