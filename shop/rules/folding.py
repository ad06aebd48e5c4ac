"""Keys by which German words are sorted and found."""

from __future__ import annotations

import unicodedata

_EXPANDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def fold(text: str) -> str:
    """Return a key that ignores case and accents: "Ölbad" sorts and is found as "olbad".

    Source: DIN 5007-1, the order of dictionaries: ä as a, ß as ss.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def search_key(*texts: str) -> str:
    """Return what a folded query is looked for in; "oelbad" is found as well."""
    joined = " ".join(texts)
    key, expanded = fold(joined), fold(joined.translate(_EXPANDED))
    return key if key == expanded else f"{key} {expanded}"
