"""A Chromium without a window, in which the pages are opened as a reader would open them.

Where it is not installed the tests are skipped with a line that says how to get it; WHOSAYS_BROWSER=required, which CI
sets, makes them fail instead.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
ABSENT = "Chromium or its driver is not here; on Debian: apt-get install -y chromium chromium-driver"
needs_chromium = pytest.mark.skipif(
    not (CHROMIUM and DRIVER) and os.environ.get("WHOSAYS_BROWSER") != "required", reason=ABSENT
)
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --lang=en"
)
DESKTOP, PHONE, SMALLEST = 1280, 390, 320  # widths in CSS pixels; the last is that of WCAG 1.4.10
PAPER = 700  # between the margins of A4


class Browser:
    """One page at a time."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def open(self, file: Path, width: int = DESKTOP, scheme: str = "light", media: str = "") -> None:
        """Open a file at a width, in a colour scheme; `media` is that of the screen unless it is named."""
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
        for kind in ("browser", "performance"):
            self.driver.get_log(kind)  # what came before is of no interest
        self.driver.get(file.as_uri())

    def js(self, script: str, *arguments: Any) -> Any:
        """What a piece of JavaScript returns. It runs from outside: the page itself may run none."""
        return self.driver.execute_script(script, *arguments)

    def complaints(self) -> list[str]:
        """Everything on the console."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses of all that the page asked for, itself included."""
        messages = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        return [each["params"]["request"]["url"] for each in messages if each["method"] == "Network.requestWillBeSent"]

    def told(self) -> list[tuple[str, str]]:
        """What a screen reader is given, in its order: roles and names."""
        for _ in range(50):
            nodes = self.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
            told = [
                (each["role"]["value"], each.get("name", {}).get("value", "")) for each in nodes if not each["ignored"]
            ]
            if any(role == "contentinfo" for role, _ in told):  # the last part: the tree is complete
                return told
            time.sleep(0.1)
        raise AssertionError("the page has no footer")

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.js("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def open_all(self) -> None:
        """Open everything that can be opened."""
        self.js("document.querySelectorAll('details').forEach(each => each.open = true)")


@contextmanager
def chromium(profile: Path) -> Iterator[Browser]:
    """Start one with a profile of its own, and end it."""
    assert CHROMIUM, ABSENT
    assert DRIVER, ABSENT
    options = ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*_FLAGS.split(), f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=ChromeService(DRIVER))
    try:
        yield Browser(driver)
    finally:
        driver.quit()
