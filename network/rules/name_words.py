"""How names are cut into searchable beginnings: "Müller", "Mueller" and "MULLER" are one word."""

from __future__ import annotations

import re
import unicodedata

SHORTEST = 3
LONGEST = 12
MOST_WORDS = 8

_DIGRAPHS = re.compile(r"([aou])e")
_WORD = re.compile(r"[^\W_]+")


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: no capitals, no marks, ß as ss, ä as a.

    Because "ae" is the other way to write "ä", both become "a"; in every word, so that what is
    typed and what is stored are changed alike.
    """
    spread = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in spread if not unicodedata.combining(sign))
    words = (_DIGRAPHS.sub(r"\1", word) for word in _WORD.findall(plain))
    return tuple(dict.fromkeys(words))[:MOST_WORDS]


def beginnings(text: str) -> tuple[str, ...]:
    """Return what a name is found by: the beginnings of its words, from three letters on.

    A word that is shorter is found whole, a longer one by no more than its first twelve letters.
    """
    found = (
        word[:length]
        for word in folded_words(text)
        for length in range(min(SHORTEST, len(word)), min(LONGEST, len(word)) + 1)
    )
    return tuple(dict.fromkeys(found))


def asked_beginnings(query: str) -> tuple[str, ...]:
    """Return what all have to be beginnings of a name's words for the name to be found."""
    return tuple(word[:LONGEST] for word in folded_words(query))
