"""Read the text of a document as TOML, and say in an author's words where it is none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .plan_rejected import PlanRejected

MAX_BYTES = 200_000
_PLACE = re.compile(r"(?P<what>.*) \(at line (?P<line>\d+), column \d+\)", re.DOTALL)
_MEANT: Mapping[str, tuple[Promise, Promise]] = {
    "Cannot overwrite a value": (
        _("Line %(line)s says a key a second time."),
        _("Write each key once; tables of a list stand in double brackets."),
    ),
    "Cannot declare": (
        _("Line %(line)s heads a table a second time."),
        _("Write each table once; tables of a list stand in double brackets."),
    ),
    "Illegal character '\\n'": (
        _("Line %(line)s has a quote that is not closed."),
        _("Close it on the same line."),
    ),
    "Invalid value": (
        _("Line %(line)s has a value that is not understood."),
        _("Texts, points, money and percentages stand in quotes."),
    ),
}


def parse_toml(document: bytes) -> dict[str, Any]:
    """Read TOML with exact decimals.

    Raises: PlanRejected — too long, not UTF-8, or not TOML; the line is named.
    """
    if len(document) > MAX_BYTES:
        remedy = _("A plan has at most %(bytes)s bytes.") % {"bytes": MAX_BYTES}
        raise PlanRejected("document", _("It is too long."), remedy)
    try:
        return tomllib.loads(document.decode(), parse_float=Decimal)
    except UnicodeDecodeError:
        raise PlanRejected("document", _("It is not UTF-8 text."), _("Save it as UTF-8.")) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unreadable(str(error)) from None


def _unreadable(problem: str) -> PlanRejected:
    found = _PLACE.fullmatch(problem)
    meant = next((meant for start, meant in _MEANT.items() if problem.startswith(start)), None)
    if found and meant:
        return PlanRejected("document", meant[0] % {"line": found["line"]}, meant[1])
    reason = _("It is not TOML: %(error)s.") % {"error": problem}
    return PlanRejected("document", reason, _("See toml.io for the form."))
