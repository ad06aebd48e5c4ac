"""How e-mails and names are written so that the same one is always the same text."""

from __future__ import annotations

import unicodedata
from datetime import date

ADULT_AGE = 18
MAX_AGE = 120
NAME_LENGTH = 120


def normalised_email(text: str) -> str:
    """Return the form that the digest is made of: composed, trimmed, lower case."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def tidy_name(text: str) -> str:
    """Return a name on one line, with single spaces; empty when nothing readable is left."""
    composed = unicodedata.normalize("NFC", text)
    words = "".join(" " if _is_invisible(sign) else sign for sign in composed).split()
    return " ".join(words)


def age_on(born_on: date, day: date) -> int:
    """Return the full years on a day; who was born on 29 February ages on 1 March otherwise."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Zl", "Zp"}
