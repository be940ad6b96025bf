"""What a comparing method gives back: values, and the same as text or as plain values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Told(Generic[Found]):
    """Something found out, as values in `found`, as text by str(), as plain values by to_dict()."""

    found: Found
    _text: Callable[[Found], str] = field(repr=False)
    _plain: Callable[[Found], dict[str, Any]] = field(repr=False)

    def __str__(self) -> str:
        return self._text(self.found)

    def to_dict(self) -> dict[str, Any]:
        """As plain values, by the schema that they name."""
        return self._plain(self.found)
