"""How far one has come in a form of several steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Label = str | Promise

DONE, HERE, AHEAD = "done", "here", "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """A step; a done one may be a link back to it."""

    number: int
    label: Label
    state: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a form and the one it is at."""

    steps: tuple[Step, ...]
    here: Step

    @property
    def total(self) -> int:
        """Return how many steps there are."""
        return len(self.steps)


def steps_of(wanted: Sequence[tuple[Label, str]], here: int) -> Steps:
    """Return the steps of (label, address to go back to or ""); `here` counts from 1."""
    steps = tuple(
        Step(number, label, _state(number, here), url if number < here else "")
        for number, (label, url) in enumerate(wanted, start=1)
    )
    return Steps(steps, steps[here - 1])


def _state(number: int, here: int) -> str:
    if number == here:
        return HERE
    return DONE if number < here else AHEAD
