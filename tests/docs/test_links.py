"""Links between the pages lead to pages and headings that exist."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import page

PAGES = (
    "case-format",
    "comparing",
    "conformance",
    "editor",
    "five-minutes",
    "founding-case",
    "how-it-works",
    "reports",
    "rule-language",
    "semantics",
    "sessions",
    "value-conflicts",
)


def anchors(text: str) -> set[str]:
    """The anchors of the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", PAGES)
def test_links(name: str) -> None:
    for target, anchor in re.findall(r"\]\(([\w-]+\.md)?(?:#([\w-]+))?\)", page(name)):
        found = page(target.removesuffix(".md") if target else name)
        assert not anchor or anchor in anchors(found), f"{target}#{anchor}"
