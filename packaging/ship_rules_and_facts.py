"""Build hook: puts the shipped rulebooks and cases into the wheel, as `whosays/_shipped/`.

Only for a real wheel: an editable install reads them from the checkout, and copies there would go stale.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Found by hatchling under this name."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders to include."""
        if version == "standard" and self.target_name == "wheel":
            for folder in ("rules", "facts"):
                for file in sorted(Path(self.root, folder).rglob("*.yaml")):
                    inside = file.relative_to(self.root)
                    build_data["force_include"][str(file)] = f"whosays/_shipped/{inside.as_posix()}"
