"""YAML read as data, each value with the place where it stands. Cases and rulebooks are read through this only."""

from whosays.marked.files import DISK, MAX_BYTES, Texts, read_bytes, unreadable
from whosays.marked.nodes import Marked, MarkedList, MarkedMap, MarkedScalar, Node, SourceText, problem_at
from whosays.marked.reader import MAX_DEPTH, MAX_NODES, read_yaml
from whosays.marked.values import mark_value

__all__ = [
    "DISK",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Marked",
    "MarkedList",
    "MarkedMap",
    "MarkedScalar",
    "Node",
    "SourceText",
    "Texts",
    "mark_value",
    "problem_at",
    "read_bytes",
    "read_yaml",
    "unreadable",
]
