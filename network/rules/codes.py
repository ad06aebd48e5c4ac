"""The code in a member's link: easy to read out, impossible to mistake, never a word."""

from __future__ import annotations

import re
from collections.abc import Callable

# No vowels, so no words arise; of 0 o, 1 i l, 2 z, 5 s, 8 b, 9 q only one sign each.
ALPHABET = "23456789cdfghjkmnprtvwx"
LENGTH = 8
SHAPE = re.compile(r"[a-z0-9][a-z0-9-]{2,31}")


def drawn_code(choose: Callable[[str], str]) -> str:
    """Return a code made of single draws from the alphabet."""
    return "".join(choose(ALPHABET) for _each in range(LENGTH))


def normalised_code(text: str) -> str:
    """Return a code as it is stored: links are typed with capitals and stray spaces."""
    return text.strip().lower()


def is_code(text: str) -> bool:
    """Tell whether a text can be a code at all."""
    return SHAPE.fullmatch(text) is not None
