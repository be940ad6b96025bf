"""Where the shipped rulebooks and cases are: inside the wheel, or in the checkout around the code."""

from __future__ import annotations

from pathlib import Path

_BESIDE = Path(__file__).parent / "_shipped"  # put there by the build hook in packaging/
_CHECKOUT = Path(__file__).parent.parent.parent


def shipped_folder(name: str) -> Path:
    """The folder `rules` or `facts` that came with this installation."""
    # A checkout is known by a file that only it has; anything else is an installed wheel.
    root = _CHECKOUT if (_CHECKOUT / "rules" / "numbers.yaml").is_file() else _BESIDE
    return root / name
