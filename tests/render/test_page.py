"""The HTML page, as far as a parser can tell: its order, its links, its policy, its size."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest

import whosays
from tests.cli.process import FOUNDING
from tests.cli.process import whosays as run
from tests.render.hostile import case_of
from tests.render.pages import Page


@pytest.fixture(scope="module")
def result() -> whosays.Result:
    return whosays.assess(FOUNDING)


@pytest.fixture(scope="module")
def text(result: whosays.Result) -> str:
    return result.render("html")


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_it_is_under_500_kb(text: str) -> None:
    assert len(text.encode()) < 500_000


def test_it_asks_for_nothing_and_runs_nothing(page: Page, text: str) -> None:
    policy = next(each["content"] for _, each in page.elements if each.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    names = {name for name, _ in page.elements}
    assert not names & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not page.values("src")
    assert not [key for _, attributes in page.elements for key in attributes if key.startswith("on")]
    assert "url(" not in text
    assert "@import" not in text


def test_every_link_leads_somewhere(page: Page) -> None:
    ids = page.values("id")
    assert [each for each, count in Counter(ids).items() if count > 1] == []
    assert {each.removeprefix("#") for each in page.values("href")} <= set(ids)


def test_every_finding_is_linked_to_its_rule_and_facts(page: Page, result: whosays.Result) -> None:
    links = set(page.values("href"))
    for verdict in result.values():
        for part in verdict.contributions:
            assert {f"#fact-{fact}" for fact in part.facts if result.case[fact].kind != "source"} <= links
            assert part.kind == "origin" or f"#rule-{part.id}" in links
        assert {f"#rule-{limit.rule}" for limit in verdict.constraints} <= links


def test_every_quote_of_a_fact_that_counts_is_there(page: Page, result: whosays.Result) -> None:
    texts = set(page.texts)
    for verdict in result.values():
        for fact in {fact for part in verdict.contributions for fact in part.facts}:
            if result.case[fact].kind != "source":
                assert {each.quote for each in result.case[fact].model.seen_in if each.quote} <= texts


def test_headings_and_landmarks_stand_in_order(page: Page) -> None:
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    order = [name for name, _ in page.elements if name in {"header", "nav", "main", "footer"}]
    assert order == ["header", "nav", "main", "footer"]
    first_link = next(attributes for name, attributes in page.elements if name == "a")
    assert first_link == {"class": "skip", "href": "#verdicts"}


def test_tables_have_heads_and_scroll_in_a_box_that_has_a_name(page: Page) -> None:
    tables = [name for name, _ in page.elements if name == "table"]
    assert len(tables) == 16
    assert {attributes.get("scope") for name, attributes in page.elements if name == "th"} == {"col", "row"}
    boxes = [attributes for _, attributes in page.elements if attributes.get("tabindex") == "0"]
    assert boxes
    assert all(box.get("role") == "region" and box.get("aria-label") for box in boxes)


def test_the_steps_printed_add_up(text: str) -> None:
    for table in re.findall(r'<table class="steps">(.*?)</table>', text):
        figures = re.findall(r'<td class="figure">([^<]*)</td>', table)
        changes, after = figures[0::2], figures[1::2]
        total = round(float(after[0]) * 100)
        for change, p in zip(changes[1:], after[1:], strict=True):
            total += round(float(change.replace("−", "-")) * 100)
            assert total == round(float(p) * 100)


def test_the_table_is_that_of_notebooks(result: whosays.Result, text: str) -> None:
    without_links = re.sub(r"</?a[^>]*>", "", text)
    assert result._repr_html_() in without_links


def test_one_claim_alone(result: whosays.Result) -> None:
    page = Page(result.render("html", "qalamoun"))
    assert [each for each in page.values("id") if each.startswith("claim-")] == ["claim-qalamoun"]
    assert {each.removeprefix("#") for each in page.values("href")} <= set(page.values("id"))


@pytest.mark.parametrize("format_", ["html", "markdown", "svg", "mermaid", "dot"])
def test_the_same_bytes_from_two_processes(format_: str) -> None:
    first, second = (run("assess", FOUNDING, "--format", format_) for _ in range(2))
    assert first.code == second.code == 0
    assert first.out == second.out
    assert run("why", FOUNDING, "pact", "--format", format_).code == 0


@pytest.mark.parametrize("format_", ["html", "markdown", "svg", "mermaid", "dot"])
def test_a_case_without_claims(format_: str) -> None:
    empty = whosays.assess({"case": "empty", "title": "Nothing", "facts": []})
    assert empty.render(format_)
    assert empty.public().render(format_)


def test_a_format_that_is_not_there(result: whosays.Result) -> None:
    with pytest.raises(ValueError, match='did you mean "markdown"'):
        result.render("markdow")


@pytest.mark.parametrize("format_", ["html", "markdown", "svg", "mermaid", "dot"])
def test_the_order_of_facts_and_the_matcher_cannot_be_seen(format_: str) -> None:
    case = case_of(["one", "two", "three"])
    turned = {**case, "facts": list(reversed(case["facts"]))}
    for result in (whosays.assess(turned), whosays.assess(case, matcher="duckdb")):
        assert result.render(format_) == whosays.assess(case).render(format_)
        assert result.public().render(format_) == whosays.assess(case).public().render(format_)
