"""Cases whose every text means harm to whatever shows it."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "<script>alert(1)</script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "</title></style>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "javascript:alert(1)",
    "]]>",
    "<!--",
    "-->",
    "&lt;b&gt;",
    "&#x3C;b&#x3E;",
    "`code`",
    "[a link](javascript:alert(1))",
    "![a picture](https://example.org/x.png)",
    "**bold** _thin_ ~~gone~~",
    "| cell | cell |",
    "# heading",
    '"]; n0 -> n1; x [label="',
    "\\",
    '\\"',
    "%%{init: {}}%%",
    "click n0 call alert()",
    "#quot;",
    "\u202eback to front",
    "\u2066apart",
    "שלום עולם",
    "السلام عليكم",
    "می\u200cخواهم",
    "\u200f\u200e",
    "漢字仮名交じり文",
    "👩‍👩‍👧",
    "é\u0301\u0302",
    "\ufdd0\ufffe",
    "\U0001fffe",
    "\u0085\u009b",
    "line\nbreak\u2028here\r\n",
    "w" * 400,
    " ",
)

TEXTS = (
    st.lists(
        st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)),
        min_size=1,
        max_size=6,
    )
    .map("".join)
    .filter(lambda text: text.strip() and len(text) < 4000)
)


def case_of(texts: list[str]) -> dict[str, object]:
    """A small case with these texts wherever a case has any; they are taken in turn."""
    turn = 0

    def text() -> str:
        nonlocal turn
        turn += 1
        return texts[turn % len(texts)]

    def seen() -> list[dict[str, str]]:
        return [{"document": "d", "quote": text(), "locator": text()}]

    facts = [
        {"actor": {"id": "a", "name": text(), "aliases": [text()], "seen_in": seen()}},
        {"document": {"id": "d", "name": text(), "title": text(), "url": text(), "file": text()}},
        {"source": {"id": "s", "name": text(), "affiliation": "a", "named": "role", "record": text()}},
        {"source": {"id": "relay", "name": text(), "reliability": "B"}},
        {"source": {"id": "other", "name": text(), "reliability": "B"}},
        {"claim": {"id": "c", "name": text(), "text": text(), "checkable": False}},
        {"report": {"id": "r1", "claim": "c", "by": "s", "basis": "firsthand", "seen_in": seen(), "reading": text()}},
        {"report": {"id": "r2", "claim": "c", "by": "relay", "cites": "r1", "seen_in": seen()}},
        {"report": {"id": "r3", "claim": "c", "by": "other", "stance": "denies", "details": [text()]}},
        {
            "interest": {
                "id": "i",
                "holder": "a",
                "claim": "c",
                "gains_if": "believed",
                "why": text(),
                "seen_in": seen(),
            }
        },
        {"motive": {"id": "m", "actor": "a", "claim": "c", "effect": "harm", "why": text(), "report": "r3"}},
        {"motive": {"id": "m2", "actor": "a", "claim": "c", "effect": "harm", "why": text(), "seen_in": seen()}},
        {"expectation": {"id": "e", "claim": "c", "observation": text(), "seen": "no", "reading": text()}},
        {"precedent": {"id": "p", "about": "c", "outcome": "failed", "name": text(), "why": text()}},
    ]
    return {"case": "hostile", "title": text(), "question": text(), "as_of": "2024-05-03", "facts": facts}
