"""The geometry of small charts: whole numbers in, whole numbers out; templates draw them.

Every chart carries its values as text, so a reader who does not see it loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FULL = 1000


@dataclass(frozen=True, slots=True)
class Measure:
    """One value of a chart: what it is called, how much it is, how that is written."""

    label: str
    value: int
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar; `length` is its part of the longest, in thousandths."""

    label: str
    text: str
    length: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a whole; `start` and `length` in thousandths of it, `tone` its place in line."""

    label: str
    text: str
    start: int
    length: int
    percent: int
    tone: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line through its values, from left to right, in a field of 1000 by 1000."""

    path: str
    area: str
    last_x: int
    last_y: int
    first: Measure
    last: Measure
    highest: Measure


def bars(measures: Sequence[Measure]) -> tuple[Bar, ...]:
    """Return a bar per value, the longest filling its row; nothing below zero is drawn."""
    longest = max((one.value for one in measures), default=0)
    lengths = (_part(one.value, longest) for one in measures)
    return tuple(
        Bar(one.label, one.text, length, FULL - length)
        for one, length in zip(measures, lengths, strict=True)
    )


def shares(measures: Sequence[Measure]) -> tuple[Slice, ...]:
    """Return the parts of a whole side by side; together they fill it exactly."""
    kept = [one for one in measures if one.value > 0]
    whole = sum(one.value for one in kept)
    slices, before = [], 0
    for tone, one in enumerate(kept, start=1):
        start, end = _part(before, whole), _part(before + one.value, whole)
        percent = (200 * one.value + whole) // (2 * whole)
        slices.append(Slice(one.label, one.text, start, end - start, percent, tone))
        before += one.value
    return tuple(slices)


def line(measures: Sequence[Measure]) -> Line | None:
    """Return the line through the values, or None where there are fewer than two."""
    if len(measures) < 2:
        return None
    top = max(one.value for one in measures)
    steps = len(measures) - 1
    points = [
        (FULL * place // steps, FULL - _part(one.value, top)) for place, one in enumerate(measures)
    ]
    path = "M" + "L".join(f"{x} {y}" for x, y in points)
    return Line(
        path=path,
        area=f"{path}L{FULL} {FULL}L0 {FULL}Z",
        last_x=points[-1][0],
        last_y=points[-1][1],
        first=measures[0],
        last=measures[-1],
        highest=max(measures, key=lambda one: one.value),
    )


def _part(value: int, whole: int) -> int:
    return max(FULL * value // whole, 0) if whole > 0 else 0
