"""Readers of numbers that rules of several kinds have: counts and rates that may be nothing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.readers import Unreadable


def count_from_zero(value: object) -> int:
    """Read a count that needs no unit, from 0."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Unreadable(_("It must be a whole number from 0."))
    return readers.of_use(value)


def rate_from_zero(value: object) -> int:
    """Read "10%" as basis points: at most the whole, or nothing."""
    return 0 if value == "0%" else readers.rate(value)
