"""The HTML page in a browser: it asks for nothing, fits, opens by keyboard, links, turns dark, prints."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Keys

from tests.browser.chromium import DESKTOP, PAPER, PHONE, SMALLEST, Browser, needs_chromium
from tests.render.test_palette import contrast

pytestmark = needs_chromium
HTML = ["founding.html", "public.html", "hostile.html"]

Pages = dict[str, Path]


def press(browser: Browser, *keys: str) -> None:
    for key in keys:
        ActionChains(browser.driver).send_keys(key).perform()


@pytest.mark.parametrize("name", [*HTML, "founding.svg", "hostile.svg"])
def test_no_complaint_and_no_request(browser: Browser, pages: Pages, name: str) -> None:
    browser.open(pages[name])
    assert browser.complaints() == []
    assert browser.requests() == [pages[name].as_uri()]
    assert browser.js("return document.querySelectorAll('script, img, iframe, [onerror]').length") == 0


@pytest.mark.parametrize("width", [SMALLEST, PHONE, DESKTOP])
@pytest.mark.parametrize("name", HTML)
def test_it_does_not_scroll_sideways(browser: Browser, pages: Pages, name: str, width: int) -> None:
    browser.open(pages[name], width)
    assert browser.overflow() == 0
    browser.open_all()
    assert browser.overflow() == 0


def test_wide_tables_scroll_in_their_box_on_a_phone(browser: Browser, pages: Pages) -> None:
    browser.open(pages["founding.html"], PHONE)
    wide, box = browser.js("const b = document.querySelector('.scroll'); return [b.scrollWidth, b.clientWidth]")
    assert box < PHONE < wide


def test_the_first_tab_skips_to_the_verdicts(browser: Browser, pages: Pages) -> None:
    browser.open(pages["founding.html"])
    press(browser, Keys.TAB)
    link = "const e = document.activeElement, r = e.getBoundingClientRect(); return [e.className, r.left >= 0]"
    assert browser.js(link) == ["skip", True]
    press(browser, Keys.ENTER)
    assert browser.js("return document.activeElement.id") == "verdicts"


def test_details_open_and_close_by_keyboard(browser: Browser, pages: Pages) -> None:
    browser.open(pages["founding.html"])
    browser.js(
        "document.querySelector('#claim-pact').setAttribute('tabindex', -1); "
        "document.querySelector('#claim-pact').focus()"
    )
    press(browser, Keys.TAB)
    assert browser.js("return document.activeElement.tagName") == "SUMMARY"
    state = "const d = document.activeElement.parentElement; return [d.open, d.querySelector('a').checkVisibility()]"
    visible = (
        "return document.activeElement.parentElement.querySelector('ul').checkVisibility({contentVisibilityAuto: true})"
    )
    assert browser.js(state)[0] is False
    press(browser, Keys.ENTER)
    assert browser.js(state) == [True, True]
    assert browser.js(visible) is True
    press(browser, Keys.SPACE)
    assert browser.js(state)[0] is False


def test_focus_can_be_seen(browser: Browser, pages: Pages) -> None:
    browser.open(pages["founding.html"])
    press(browser, Keys.TAB, Keys.TAB)
    outline = browser.js("const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth]")
    assert outline == ["solid", "3px"]


def test_links_lead_to_rules_and_facts(browser: Browser, pages: Pages) -> None:
    browser.open(pages["founding.html"])
    dead = "return [...document.links].filter(a => !document.getElementById(a.hash.slice(1))).length"
    assert browser.js(dead) == 0
    browser.open_all()
    for kind in ("rule", "fact"):
        browser.js(f"document.querySelector('article a[href^=\"#{kind}-\"]').click()")
        place = browser.js(
            "const t = document.querySelector(':target'), r = t.getBoundingClientRect(); "
            "return [t.id, r.top >= 0 && r.bottom <= innerHeight]"
        )
        assert place[0].startswith(f"{kind}-")
        assert place[1]
    hint = browser.js("return document.querySelector('article a[href^=\"#fact-\"]').title")
    assert "corroborated the report" in hint


def test_dark_is_dark_and_both_can_be_read(browser: Browser, pages: Pages) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        browser.open(pages["founding.html"], scheme=scheme)
        ground, ink = browser.js("const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]")
        grounds[scheme] = ground
        assert contrast(hexadecimal(ground), hexadecimal(ink)) >= 7
    assert grounds["light"] != grounds["dark"]


def test_a_picture_turns_dark_too(browser: Browser, pages: Pages) -> None:
    fills = set()
    for scheme in ("light", "dark"):
        browser.open(pages["founding.svg"], scheme=scheme)
        fills.add(browser.js("return getComputedStyle(document.querySelector('.node rect')).fill"))
    assert len(fills) == 2


def hexadecimal(colour: str) -> str:
    numbers = colour.removeprefix("rgb(").removesuffix(")").split(",")
    return "#" + "".join(f"{int(each):02x}" for each in numbers)


def test_it_prints_with_everything_open(browser: Browser, pages: Pages) -> None:
    browser.open(pages["founding.html"], scheme="dark")
    pdf = base64.b64decode(browser.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert pdf.startswith(b"%PDF-")
    browser.open_all()
    opened = base64.b64decode(browser.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert pdf.count(b"/Type /Page\n") == opened.count(b"/Type /Page\n") > 15  # as much as with all of it opened
    browser.open(pages["founding.html"], scheme="dark", media="print")
    assert browser.js("return getComputedStyle(document.querySelector('nav')).display") == "none"
    browser.open(pages["founding.html"], PAPER, media="print")
    assert browser.overflow() == 0
    browser.open(pages["founding.html"], scheme="dark", media="print")
    assert browser.js("return getComputedStyle(document.body).color") == "rgb(27, 30, 35)"  # the light scheme


@pytest.mark.parametrize("name", ["founding.svg", "public.svg", "hostile.svg"])
def test_the_words_in_a_picture_stay_in_their_boxes(browser: Browser, pages: Pages, name: str) -> None:
    browser.open(pages[name])
    over = browser.js(
        "return [...document.querySelectorAll('.node')].flatMap(node => {"
        " const box = node.querySelector('rect').getBBox();"
        " return [...node.querySelectorAll('text')].filter(text => { const t = text.getBBox();"
        "  return t.x + t.width > box.x + box.width || t.y + t.height > box.y + box.height })"
        " .map(text => text.textContent) })"
    )
    assert over == []
    overlaps = browser.js(
        "const all = [...document.querySelectorAll('.node rect')].map(each => each.getBBox());"
        "return all.some((a, i) => all.some((b, j) => i < j && a.x < b.x + b.width && b.x < a.x + a.width"
        " && a.y < b.y + b.height && b.y < a.y + a.height))"
    )
    assert overlaps is False


def test_a_screen_reader_gets_it_in_order(browser: Browser, pages: Pages) -> None:
    browser.open(pages["founding.html"])
    told = browser.told()
    roles = [role for role, _ in told]
    landmarks = [role for role in roles if role in {"banner", "navigation", "main", "contentinfo"}]
    assert sorted(landmarks) == ["banner", "contentinfo", "main", "navigation"]
    assert ("navigation", "Parts") in told
    assert ("region", "Table of verdicts") in told
    headings = [name for role, name in told if role == "heading"]
    assert headings[0].startswith("The “grand")
    assert all(headings)
    assert all(name for role, name in told if role in {"link", "DisclosureTriangle"})
