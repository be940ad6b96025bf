"""The argument about one claim as a graph: origins, relays, findings, ties, limits, and what they lead to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from whosays.explain.verdict import Constraint, Contribution, Verdict
from whosays.explain.wording import name_of
from whosays.facts.case import Case


@dataclass(frozen=True, slots=True)
class Node:
    """Who or what bears on the claim. `key` is unique in the graph; `side` is empty where it takes none."""

    key: str
    kind: str  # "claim", "origin", "relay", "finding", "limit" or "base rate"
    title: str
    detail: str
    side: str = ""  # "for" or "against"


@dataclass(frozen=True, slots=True)
class Edge:
    """`carries`: says so to, or bears on. `limits`: keeps within. `tied`: counts less beside. By node keys."""

    start: str
    end: str
    kind: str  # "carries", "limits" or "tied"
    label: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Argument:
    """All nodes, the claim first, then by side with the largest contribution first; and all edges."""

    claim: str
    text: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def argument(case: Case, verdict: Verdict) -> Argument:
    """The argument that led to a verdict."""
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str, str], Edge] = {}

    def add(node: Node) -> None:
        nodes.setdefault(node.key, node)

    def join(edge: Edge) -> None:
        edges.setdefault((edge.start, edge.end, edge.kind), edge)

    add(Node("claim", "claim", verdict.text, f"{verdict.word}, {_likelihood(verdict)}"))
    groups: dict[int, list[tuple[str, Contribution]]] = {}
    for number, each in enumerate(verdict.contributions):
        key = _key(each, number)
        for node in _path(case, each, key):
            add(node)
        keys = [key, *(_relay(each.side, report) for report in each.facts[1:])] if each.kind == "origin" else [key]
        for start, end in pairwise(keys):
            join(Edge(start, end, "carries", side=each.side))
        join(Edge(keys[-1], "claim", "carries", side=each.side))
        if each.group >= 0:
            groups.setdefault(each.group, []).append((key, each))
    for members in groups.values():
        for key, each in members[1:]:
            other, stronger = next((one for one in members if one[1].who == each.counts_with), members[0])
            join(Edge(key, other, "tied", _tie(each, stronger), each.side))
    for number, limit in enumerate(verdict.constraints):
        key = f"limit-{number + 1}"
        bound = f"{limit.of} at {limit.at} {limit.bound:.2f}" if limit.in_force else "nothing is left of it"
        add(Node(key, "limit", limit.because, bound))
        join(Edge(key, "claim", "limits", _limit(limit)))
    if verdict.base_rate_because:
        add(Node("base-rate", "base rate", verdict.base_rate_because, f"starting from {verdict.base_rate:.2f}"))
        join(Edge("base-rate", "claim", "limits", "base rate"))
    return Argument(verdict.claim, verdict.text, tuple(nodes.values()), tuple(edges.values()))


def _path(case: Case, each: Contribution, key: str) -> Iterable[Node]:
    left = f"{each.weight / each.mass if each.mass else 0:.0%} of {each.mass:g} left"
    if each.kind == "finding":
        yield Node(key, "finding", each.because, f"{_share(each)}, {left}, {each.id}", each.side)
        return
    yield Node(key, "origin", each.who, f"{each.because}; {_share(each)}, {left}", each.side)
    for report in each.facts[1:]:
        fact = case[report]
        yield Node(_relay(each.side, report), "relay", name_of(case, case[fact.get("by")]), "passes it on", each.side)


def _key(each: Contribution, number: int) -> str:
    return f"{each.kind}-{number + 1}"


def _relay(side: str, report: str) -> str:
    # An origin that also passes others on stands twice: for its own word, and for what it passes on.
    return f"relay-{side}-{report}"


def _share(each: Contribution) -> str:
    sign = "+" if each.side == "for" else "-"
    return f"{sign}{each.share:.2f}" if each.share > 0 else "adds nothing"


def _tie(each: Contribution, stronger: Contribution) -> str:
    """What the tie leaves of it: its share beside what it would add alone."""
    if each.counts_with:
        return "counts as one"
    alone = stronger.share * each.weight / stronger.weight if stronger.weight else 0.0
    return f"{each.share / alone:.0%} of it counts" if alone else "tied"


def _limit(limit: Constraint) -> str:
    return "floor" if limit.at == "least" else "ceiling"


def _likelihood(verdict: Verdict) -> str:
    if verdict.probability is not None:
        return f"P {verdict.probability:.2f}"
    return f"P anywhere from {verdict.range[0]:.2f} to {verdict.range[1]:.2f}"
