"""Names and texts in the characters that every SEPA bank accepts (EPC217-08)."""

from __future__ import annotations

import re
import unicodedata

from text_unidecode import unidecode  # type: ignore[import-untyped]

_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
_SIGNS = {"&": "+", "@": "(at)", "_": "-", "€": "EUR", '"': "'", "`": "'", "[": "(", "]": ")"}
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")


def sepa_text(text: str, *, limit: int) -> str:
    """Return the text in the SEPA character set, at most `limit` characters long.

    Umlauts become two letters as German banks write them; what has no letter becomes a space.
    """
    words = (_german(word) for word in unicodedata.normalize("NFC", text).split())
    plain = _NOT_ALLOWED.sub(" ", unidecode(" ".join(words)))
    return " ".join(plain.split())[:limit].rstrip()


def _german(word: str) -> str:
    letters = "".join(_GERMAN.get(sign) or _SIGNS.get(sign, sign) for sign in word)
    return letters.upper() if word.isupper() else letters
