"""The one refusal of a formula: where in its text, why, and how to write it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of the text: the number of its first character, from 1, and what stands there."""

    column: int
    text: str

    def __str__(self) -> str:
        return self.text


class FormulaRejected(Invalid):
    """The text is no formula that can be used."""

    code = "commissions.formula_rejected"

    def __init__(self, place: Place, reason: object, remedy: object = "") -> None:
        super().__init__(reason, column=place.column)
        self.place = place
        self._reason = reason
        self._remedy = remedy

    @property
    def reason(self) -> str:
        """Return where and why, in the active language."""
        where = _("At character %(column)s:") % {"column": self.place.column}
        return f"{where} {self._reason}"

    @property
    def remedy(self) -> str:
        """Return how to write it, in the active language."""
        return str(self._remedy)

    @property
    def message(self) -> str:
        """Return place, reason and remedy as one text in the active language."""
        return f"{self.reason} {self.remedy}".rstrip()
