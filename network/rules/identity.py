"""How e-mails and names are written so that the same one is always the same text."""

from __future__ import annotations

import unicodedata
from datetime import date

ADULT_AGE = 18
MAX_AGE = 120
NAME_LENGTH = 120
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"  # some scripts are written with them
# Letters and symbols by their category, and blank on every screen.
_FILLERS = (
    "\N{HANGUL CHOSEONG FILLER}\N{HANGUL JUNGSEONG FILLER}\N{HANGUL FILLER}"
    "\N{HALFWIDTH HANGUL FILLER}\N{BRAILLE PATTERN BLANK}"
)

# Django's list of common passwords is English; these are tried first in German, with a year behind.
_GERMAN_FIRST_TRIES = frozenset({
    "passwort", "kennwort", "geheim", "hallo", "hallowelt", "willkommen", "qwertz",
    "qwertzuiop", "asdfghjkl", "yxcvbnm", "sonnenschein", "schatz", "schatzi", "schmetterling",
    "fussball", "deutschland", "berlin", "hamburg", "muenchen", "frühling", "sommer", "herbst",
    "winter", "ichliebedich", "geheimnis", "passwortpasswort", "lassmichrein",
})  # fmt: skip


def normalised_email(text: str) -> str:
    """Return the form that the digest is made of: composed, trimmed, lower case."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def tidy_name(text: str) -> str:
    """Return a name on one line, with single spaces; empty when nothing readable is left."""
    composed = unicodedata.normalize("NFC", text)
    words = "".join(_as_seen(sign) for sign in composed).split()
    return " ".join(words)


def age_on(born_on: date, day: date) -> int:
    """Return the full years on a day; who was born on 29 February ages on 1 March otherwise."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def personal_words(email: str, name: str) -> frozenset[str]:
    """Return what somebody who knows the person would try as a password."""
    local = normalised_email(email).partition("@")[0]
    folded = tidy_name(name).casefold()
    turned = " ".join(reversed(folded.split()))
    names = {folded, turned, folded.replace(" ", ""), turned.replace(" ", "")}
    words = {normalised_email(email), local, *names}
    return frozenset(word for word in words if len(word) > 2)


def is_common_german(password: str) -> bool:
    """Tell whether only digits and signs around a common word make up the password."""
    bare = password.casefold().strip("0123456789!?.,-_#*+$%&@ ")
    return bare.replace(" ", "") in _GERMAN_FIRST_TRIES


def likeness_text(name: str, born_on: date) -> str:
    """Return what two accounts of one person have in common, whatever the order of names."""
    plain = unicodedata.normalize("NFKD", tidy_name(name).casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return f"{' '.join(sorted(letters.split()))}|{born_on.isoformat()}"


def _as_seen(sign: str) -> str:
    """Return a sign, a space for one that ends a line, nothing for one that nobody sees.

    Signs that turn the writing around, or take no room, let a name look like another one's.
    """
    category = unicodedata.category(sign)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    is_seen = category[0] != "C" and sign not in _FILLERS
    return sign if is_seen or sign in _JOINERS else ""
