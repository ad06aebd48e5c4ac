"""How whole numbers of small units are read from text and shown in a language."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class _Marks:
    decimal: str
    group: str


_MARKS = {"de": _Marks(",", "."), "en": _Marks(".", ",")}


def read_scaled(text: str, places: int) -> int | None:
    """Read "12.5" as an integer of 1/10**places; None when it is no such number.

    More decimals than the unit has are refused, not rounded.
    """
    if not _PLAIN.fullmatch(text):
        return None
    whole, _, decimals = text.partition(".")
    if len(decimals) > places:
        return None
    scaled = int(whole.lstrip("-") + decimals.ljust(places, "0"))
    return -scaled if whole.startswith("-") else scaled


def show_scaled(value: int, places: int, language: str) -> str:
    """Write an integer of 1/10**places with the language's own marks, like "1.234,50"."""
    marks = _MARKS.get(language[:2], _MARKS["en"])
    digits = str(abs(value)).rjust(places + 1, "0")
    whole = digits[:-places] if places else digits
    grouped = f"{int(whole):,}".replace(",", marks.group)
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    return sign + (f"{grouped}{marks.decimal}{digits[-places:]}" if places else grouped)
