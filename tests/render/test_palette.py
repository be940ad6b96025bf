"""The colours keep to WCAG 2.2 AA, in both schemes."""

from __future__ import annotations

import pytest

from whosays.render.palette import DARK, GRAPHIC_ON, LIGHT, TEXT_ON


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_and_graphics_stand_out(scheme) -> None:
    for pair in TEXT_ON:
        assert contrast(scheme[pair[0]], scheme[pair[1]]) >= 4.5, pair
    for pair in GRAPHIC_ON:
        assert contrast(scheme[pair[0]], scheme[pair[1]]) >= 3, pair


def test_the_schemes_have_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()
