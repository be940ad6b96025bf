"""The argument about one claim as a graph in DOT, the language of Graphviz."""

from __future__ import annotations

from whosays.explain.argument import Edge, Node, argument
from whosays.explain.report import Report
from whosays.render.clean import clean
from whosays.render.lines import wrapped

_SHAPES = {
    "claim": 'shape=box, style="bold,rounded"',
    "origin": "shape=box",
    "relay": "shape=cds",
    "finding": "shape=note",
    "limit": "shape=hexagon",
    "base rate": "shape=hexagon",
}
_LINES = {"carries": "", "limits": "style=dashed, arrowhead=tee", "tied": "style=dotted, dir=none, constraint=false"}
_COLOURS = {"for": "#0b5cad", "against": "#a63d00", "": "#555555"}
_WIDTH = 34


def render_dot(report: Report, claim: str | None = None) -> str:
    """The argument about a claim; without one, about that furthest from the naive count."""
    if not report.verdicts:
        return "digraph argument {\n}"
    found = argument(report.case, report.by_claim[claim] if claim else report.verdicts[0])
    number = {node.key: f"n{index}" for index, node in enumerate(found.nodes)}
    lines = ["digraph argument {", "  rankdir=LR;", "  node [fontname=sans];", "  edge [fontname=sans];"]
    lines += [f"  {number[node.key]} [{_node(node)}];" for node in found.nodes]
    lines += [f"  {number[edge.start]} -> {number[edge.end]} [{_edge(edge)}];" for edge in found.edges]
    return "\n".join([*lines, "}"])


def _node(node: Node) -> str:
    side = f"{node.side}: " if node.side else ""
    text = "\n".join(wrapped(f"{side}{clean(node.title)}", width=_WIDTH) + wrapped(clean(node.detail), width=_WIDTH))
    return f'label={_quoted(text)}, {_SHAPES[node.kind]}, color="{_COLOURS[node.side]}"'


def _edge(edge: Edge) -> str:
    parts = [f"label={_quoted(clean(edge.label))}" if edge.label else "", _LINES[edge.kind]]
    return ", ".join(part for part in (*parts, f'color="{_COLOURS[edge.side]}"') if part)


def _quoted(text: str) -> str:
    """A DOT string: in it only the quote and the backslash mean anything (and \\n is a line break)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
