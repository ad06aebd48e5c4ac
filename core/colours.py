"""Colours: contrast by WCAG 2.2, mixing, and the nearest one that can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEX = re.compile(r"#[0-9a-f]{6}")
# Contrast is told in hundredths: 450 is 4.5:1, what text needs; 300 is what a drawing needs.
TEXT, DRAWING = 450, 300


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour of a screen."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour such as "#43583a"."""
    return bool(_HEX.fullmatch(text))


def colour(text: str) -> Colour:
    """Read "#43583a"."""
    return Colour(int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


def contrast(one: Colour, other: Colour) -> int:
    """Return the contrast of two colours in hundredths, rounded down: 450 is 4.5:1."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return int((light + 0.05) / (dark + 0.05) * 100)


def mix(one: Colour, other: Colour, percent: int) -> Colour:
    """Return `percent` of the one with the rest of the other."""

    def part(a: int, b: int) -> int:
        return (a * percent + b * (100 - percent) + 50) // 100

    return Colour(
        part(one.red, other.red), part(one.green, other.green), part(one.blue, other.blue)
    )


def readable(wanted: Colour, grounds: tuple[Colour, ...], least: int = TEXT) -> Colour:
    """Return the colour nearest to the wanted one that stands out on every ground."""
    towards = max((BLACK, WHITE), key=lambda end: min(contrast(end, on) for on in grounds))
    for percent in range(100, -1, -2):
        tried = mix(wanted, towards, percent)
        if all(contrast(tried, on) >= least for on in grounds):
            return tried
    return towards


def _luminance(of: Colour) -> float:
    return 0.2126 * _linear(of.red) + 0.7152 * _linear(of.green) + 0.0722 * _linear(of.blue)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
