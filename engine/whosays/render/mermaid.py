"""The argument about one claim as a flowchart in Mermaid, which code hosts and wikis draw."""

from __future__ import annotations

import re

from whosays.explain.argument import Edge, Node, argument
from whosays.explain.report import Report
from whosays.render.clean import clean

_SHAPES = {
    "claim": ('(["', '"])'),
    "origin": ('["', '"]'),
    "relay": ('[["', '"]]'),
    "finding": ('("', '")'),
    "limit": ('{{"', '"}}'),
    "base rate": ('{{"', '"}}'),
}
_LINES = {"carries": "-->", "limits": "-.->", "tied": "-.-"}
# Everything but letters, digits, blanks and harmless marks: Mermaid reads Markdown, entities and HTML inside quotes.
_SPECIAL = re.compile(r"[^\w .,:;()/+%–—’‘“”…-]|_|;|%(?=%)")


def render_mermaid(report: Report, claim: str | None = None) -> str:
    """The argument about a claim; without one, about that furthest from the naive count."""
    lines = ["flowchart LR"]
    if not report.verdicts:
        return lines[0]
    found = argument(report.case, report.by_claim[claim] if claim else report.verdicts[0])
    number = {node.key: f"n{index}" for index, node in enumerate(found.nodes)}
    lines += [f"  {number[node.key]}{_node(node)}" for node in found.nodes]
    lines += [_edge(number[edge.start], number[edge.end], edge) for edge in found.edges]
    lines += ["  classDef support stroke:#0b5cad,stroke-width:2px", "  classDef oppose stroke:#a63d00,stroke-width:2px"]
    for side, name in (("for", "support"), ("against", "oppose")):
        members = [number[node.key] for node in found.nodes if node.side == side]
        lines += [f"  class {','.join(members)} {name}"] if members else []
    return "\n".join(lines)


def _node(node: Node) -> str:
    before, after = _SHAPES[node.kind]
    side = f"{node.side}: " if node.side else ""
    return f"{before}{_escaped(side + node.title)}<br/>{_escaped(node.detail)}{after}"


def _edge(start: str, end: str, edge: Edge) -> str:
    label = f'|"{_escaped(edge.label)}"|' if edge.label else ""
    return f"  {start} {_LINES[edge.kind]}{label} {end}"


def _escaped(text: str) -> str:
    """Text with all that could mean anything as Mermaid's own entities, #number;"""
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", clean(text))
