"""Our places as the protocol writes them."""

from __future__ import annotations

from lsprotocol import types

from whosays.lsp.position import Places, Position
from whosays.problems import Mark


def range_of(places: Places, start: int, end: int) -> types.Range:
    """The range between two offsets."""
    return types.Range(_position(places.position(start)), _position(places.position(end)))


def range_of_mark(places: Places, mark: Mark) -> types.Range:
    """The range of a mark."""
    start, end = places.span(mark)
    return types.Range(_position(start), _position(end))


def offset_at(places: Places, position: types.Position) -> int:
    """The offset of a position of the protocol."""
    return places.offset(Position(position.line, position.character))


def _position(position: Position) -> types.Position:
    return types.Position(position.line, position.column)
