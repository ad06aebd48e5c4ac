"""One key of a plan document: its meaning, how it is written, and how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from .readers import Reader


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: `write` is a line as an author would write it.

    `unit` says what the value is where the reader does not show it (key_units.py).
    """

    read: Reader
    write: str
    meaning: str | Promise
    required: bool = True
    unit: str | Promise = ""


Keys = Mapping[str, Key]
