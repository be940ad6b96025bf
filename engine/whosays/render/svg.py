"""The argument about one claim as a picture in SVG: who says so on the left, the claim on the right."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from whosays.explain.argument import Argument, Node, argument
from whosays.explain.report import Report
from whosays.render.clean import clean
from whosays.render.markup import Markup, join, raw, tag
from whosays.render.palette import DARK, LIGHT, variables

_WIDE, _COLUMN_GAP, _ROW_GAP = 248, 76, 12
_PAD, _LINE, _LETTERS = 10, 16, 31  # of a box: padding, height of a line, letters in a line
_TITLE_LINES, _DETAIL_LINES = 5, 2
_MARGIN = 12
_TIE_ROOM = 34  # to the left of the boxes, for the arcs of ties

STYLE = (
    ".node rect{fill:var(--card);stroke:var(--edge);stroke-width:1.25}"
    ".node text{fill:var(--ink);font:12.5px system-ui,sans-serif}.node .detail{fill:var(--quiet);font-size:11.5px}"
    ".node .kind{font-size:10px;letter-spacing:.06em;fill:var(--quiet)}"
    ".node.for rect{stroke:var(--for)}.node.against rect{stroke:var(--against)}"
    ".node.for .kind{fill:var(--for)}.node.against .kind{fill:var(--against)}"
    ".node.claim rect{stroke:var(--ink);stroke-width:2}"
    ".node.limit rect,.node.base-rate rect{stroke-dasharray:5 3}"
    ".edge{fill:none;stroke:var(--edge);stroke-width:1.2;stroke-linejoin:round}.edge.for{stroke:var(--for)}"
    ".tip.for{fill:var(--for)}.tip.against{fill:var(--against)}"
    ".edge.against{stroke:var(--against)}.edge.limits{stroke-dasharray:5 3}.edge.tied{stroke-dasharray:1.5 3.5}"
)


def render_svg(report: Report, claim: str | None = None) -> str:
    """The argument about a claim as a file of its own; without one, about that furthest from the naive count."""
    if not report.verdicts:
        return str(tag("svg", tag("title", "The case has no claims."), xmlns="http://www.w3.org/2000/svg"))
    found = argument(report.case, report.by_claim[claim] if claim else report.verdicts[0])
    style = (
        f"svg{{{variables(LIGHT)}background:var(--page)}}"
        f"@media(prefers-color-scheme:dark){{svg{{{variables(DARK)}}}}}{STYLE}"
    )
    return str(draw(found, style=style, own_file=True))


@dataclass(frozen=True, slots=True)
class _Box:
    """A node with its lines and its place."""

    node: Node
    title: list[str]
    detail: list[str]
    x: float
    y: float

    @property
    def height(self) -> int:
        return _height(self.title, self.detail)

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def draw(found: Argument, *, style: str = "", own_file: bool = False) -> Markup:
    """The picture; colours are the custom properties of whatever page it stands in, unless it has a style."""
    boxes = _boxes(found)
    width = max(box.x + _WIDE for box in boxes.values()) + _MARGIN
    height = max(box.y + box.height for box in boxes.values()) + _MARGIN
    name = f"The argument about: {found.text}"
    return tag(
        "svg",
        tag("title", name),
        tag("style", raw(style)) if style else "",
        tag("g", join(_edges(found, boxes)), aria_hidden="true"),
        join(_node(box) for box in boxes.values()),
        xmlns="http://www.w3.org/2000/svg" if own_file else None,
        viewBox=f"0 0 {_number(width)} {_number(height)}",
        width=_number(width),
        height=_number(height),
        role="img" if own_file else "group",
        aria_label=name,
    )


def _boxes(found: Argument) -> Mapping[str, _Box]:
    """Every node in its place: columns by the way that is left to the claim, each box near those it leads to."""
    depth = _depths(found)
    deepest = max(depth.values())
    lines = {node.key: (_lines(node.title, _TITLE_LINES), _lines(node.detail, _DETAIL_LINES)) for node in found.nodes}
    x_of = {key: _MARGIN + _TIE_ROOM + (deepest - level) * (_WIDE + _COLUMN_GAP) for key, level in depth.items()}
    below: dict[int, float] = defaultdict(lambda: float(_MARGIN))
    placed: dict[str, _Box] = {}
    starts = _starts(found)
    ordered = [node for node in found.nodes if node.kind not in {"claim", "limit", "base rate"}]
    # What speaks first goes first; a relay stands as high as the first that it passes on.
    by_key = {each.key: each for each in found.nodes}
    for node in (node for node in ordered if node.kind != "relay"):
        new = [key for key in _way(node.key, starts) if key not in placed]
        y = max([below[depth[key]] for key in new], default=float(_MARGIN))
        for key in new:
            placed[key] = _Box(by_key[key], *lines[key], x_of[key], y)
            below[depth[key]] = y + placed[key].height + _ROW_GAP
    bottom = max([box.y + box.height for box in placed.values()], default=float(_MARGIN))
    right = [node for node in found.nodes if node.kind in {"claim", "limit", "base rate"}]
    whole = sum(_height(*lines[node.key]) + 2 * _ROW_GAP for node in right) - 2 * _ROW_GAP
    y = max(float(_MARGIN), min((bottom - whole) / 2, 160.0))
    claim_first: dict[str, _Box] = {}
    for node in right:
        claim_first[node.key] = _Box(node, *lines[node.key], x_of["claim"], y)
        y += claim_first[node.key].height + 2 * _ROW_GAP
    return {**claim_first, **placed}


def _depths(found: Argument) -> dict[str, int]:
    """How many steps are left to the claim, along the longest way; limits stand under the claim."""
    starts = _starts(found)
    depth = {node.key: 0 for node in found.nodes}
    for node in found.nodes:
        if node.kind in {"origin", "finding"}:
            for left, key in enumerate(reversed(_way(node.key, starts))):
                depth[key] = max(depth[key], left + 1)
    return depth


def _way(key: str, starts: Mapping[str, str]) -> list[str]:
    """The nodes from this one up to the claim, without the claim."""
    way = [key]
    while (following := starts.get(way[-1], "claim")) != "claim" and following not in way:
        way.append(following)
    return way


def _starts(found: Argument) -> Mapping[str, str]:
    """Where each node leads: the first of its edges that carries."""
    leads: dict[str, str] = {}
    for edge in found.edges:
        if edge.kind == "carries":
            leads.setdefault(edge.start, edge.end)
    return leads


def _height(title: list[str], detail: list[str]) -> int:
    return 2 * _PAD + _LINE * (1 + len(title) + len(detail)) - 4


def _node(box: _Box) -> Markup:
    node = box.node
    kind = " ".join(part for part in (node.kind, node.side) if part).upper()
    rows = [("kind", kind), *(("title", line) for line in box.title), *(("detail", line) for line in box.detail)]
    texts = [
        tag("text", line, class_=name, x=_number(box.x + _PAD), y=_number(box.y + _PAD + 9 + _LINE * row))
        for row, (name, line) in enumerate(rows)
    ]
    radius = {"origin": 3, "relay": 3, "claim": 10}.get(node.kind, 12)
    return tag(
        "g",
        tag("title", f"{node.title} ({node.detail})"),
        tag("rect", x=_number(box.x), y=_number(box.y), width=_WIDE, height=box.height, rx=radius),
        join(texts),
        class_=" ".join(("node", node.kind.replace(" ", "-"), node.side)).rstrip(),
    )


def _edges(found: Argument, boxes: Mapping[str, _Box]) -> Iterator[Markup]:
    """All edges. What bears on the claim comes to it by one trunk a side; what is tied hangs on a rail of its group."""
    leaders = list(dict.fromkeys(edge.end for edge in found.edges if edge.kind == "tied"))
    way: tuple[tuple[float, float], ...]
    for edge in found.edges:
        start, end = boxes[edge.start], boxes[edge.end]
        if edge.kind == "tied":
            rail = min(start.x, end.x) - 10 - 7 * (leaders.index(edge.end) % 3)
            way = (
                (start.x, start.middle + 4),
                (rail, start.middle + 4),
                (rail, end.middle - 4),
                (end.x, end.middle - 4),
            )
        elif edge.kind == "limits":
            way = ((start.x + _WIDE / 2, start.y), (start.x + _WIDE / 2, start.y - 2 * _ROW_GAP))
        else:
            lower = 7 if edge.side == "against" else -7 if edge.end == "claim" else 0
            trunk = end.x - (26 if edge.side == "against" else 46)
            here, there = (start.x + _WIDE, start.middle), (end.x, end.middle + lower)
            way = (here, (trunk, here[1]), (trunk, there[1]), there)
        label = tag("title", edge.label) if edge.label else ""
        yield tag("path", label, class_=f"edge {edge.kind} {edge.side}".rstrip(), d=_line(*way))
    claim = boxes["claim"]
    for side, lower in (("for", -7), ("against", 7)):
        if any(edge.end == "claim" and edge.side == side for edge in found.edges):
            tip = (claim.x, claim.middle + lower)
            yield tag(
                "path", class_=f"tip {side}", d=_line((tip[0] - 8, tip[1] - 4), tip, (tip[0] - 8, tip[1] + 4)) + "z"
            )


def _line(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _lines(text: str, most: int) -> list[str]:
    """The text as lines of a box; what does not fit is cut with an ellipsis, and stands in the box's title in full."""
    text = clean(text)
    letters = _LETTERS if _columns(text) <= len(text) * 1.1 else _LETTERS // 2
    lines = textwrap.wrap(text, letters, break_on_hyphens=False)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: letters - 1].rstrip() + "…"]
    return lines


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
