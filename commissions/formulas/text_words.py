"""Cut a formula's text into its words, so that whatever is no formula ends here."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from .formula_rejected import FormulaRejected, Place

MAX_CHARACTERS = 600
MAX_WORDS = 200
MAX_DEPTH = 20
_WORD = re.compile(
    r"(?P<space> +)|(?P<number>[0-9]+(?:\.[0-9]+)?)(?![\w.%])|(?P<name>[A-Za-z_]\w*)(?!\w)"
    r"|(?P<mark><=|>=|==|!=|[-+*(),<>])",
    re.ASCII,
)
_SPOKEN = {"and", "or", "not", "if", "else"}
_UNITED = re.compile(r"[0-9][0-9.]*\s*(?P<unit>%|[A-Za-z]+)")
_REMEDIES = {
    "/": _("Write ratio(a, b, down), share(a, percent(10), half_up) or percent_of(a, b, down)."),
    "%": _("Write a percentage as percent(10)."),
    "=": _("Write == for “is exactly”."),
    '"': _("Write points as PV(100), money as EUR(5) and percentages as percent(10)."),
    "'": _("Write points as PV(100), money as EUR(5) and percentages as percent(10)."),
}


def check_words(text: str) -> None:
    """Insist that the text holds nothing but names, numbers, marks and spaces, and not too many.

    Raises: FormulaRejected — the first thing that is none of these.
    """
    if not text.strip():
        raise FormulaRejected(Place(1, ""), _("It is empty."), _("Write: pv >= PV(100)"))
    if len(text) > MAX_CHARACTERS:
        most = _("It has at most %(most)s characters.") % {"most": MAX_CHARACTERS}
        raise FormulaRejected(Place(1, ""), _("It is too long."), most)
    words = list(_words(text))
    if len(words) > MAX_WORDS:
        most = _("It has at most %(most)s words, numbers and marks.") % {"most": MAX_WORDS}
        raise FormulaRejected(Place(1, ""), _("It is too long."), most)
    _check_depth(words)
    _check_names(words)


def _words(text: str) -> Iterator[Place]:
    at = 0
    while at < len(text):
        found = _WORD.match(text, at)
        if found is None:
            raise _stray(text, at)
        if found.lastgroup != "space":
            yield Place(at + 1, found[0])
        at = found.end()


def _stray(text: str, at: int) -> FormulaRejected:
    united = _UNITED.match(text, at)
    if united:
        place = Place(at + 1, united[0])
        reason = _("“%(text)s” is not understood.") % {"text": united[0]}
        return FormulaRejected(place, reason, _literal_remedy(united["unit"]))
    sign = text[at]
    reason = _("“%(text)s” cannot stand here.") % {"text": sign if sign.isprintable() else "?"}
    return FormulaRejected(Place(at + 1, sign), reason, _REMEDIES.get(sign, ""))


def _literal_remedy(unit: str) -> object:
    if unit == "%":
        return _REMEDIES["%"]
    return _REMEDIES['"'] if unit.isupper() else _("Write whole numbers as 100.")


def _check_depth(words: list[Place]) -> None:
    depth = 0
    for place in words:
        depth += (place.text == "(") - (place.text == ")")
        if depth > MAX_DEPTH:
            raise FormulaRejected(place, _("It has too many brackets within each other."))
        if depth < 0:
            raise FormulaRejected(place, _("This bracket was never opened."))
    if depth:
        raise FormulaRejected(words[-1], _("A bracket is not closed."), _("Write the missing “)”."))


def _check_names(words: list[Place]) -> None:
    for before, place in zip([None, *words], words, strict=False):
        if keyword.iskeyword(place.text) and place.text not in _SPOKEN:
            reason = _("“%(text)s” cannot stand here.") % {"text": place.text}
            remedy = _("A formula compares and calculates; it has no loops and no statements.")
            raise FormulaRejected(place, reason, remedy)
        if before and before.text[0].isdigit() and _is_name(place.text):
            both = Place(before.column, f"{before.text} {place.text}")
            reason = _("“%(text)s” is not understood.") % {"text": both.text}
            raise FormulaRejected(both, reason, _literal_remedy(place.text))


def _is_name(word: str) -> bool:
    return word[0].isalpha() and word not in _SPOKEN
