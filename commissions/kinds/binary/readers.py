"""Read the values that only a binary rule has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.readers import Unreadable
from core.money import Money

_RATIO = re.compile(r"([1-9]\d?):([1-9]\d?)")


class Points(NamedTuple):
    """Volume in hundredths of a point, and which points they are."""

    minor: int
    unit: str


class Parts(NamedTuple):
    """What the stronger and the weaker side give together for one match."""

    strong: Points
    weak: Points


class Step(NamedTuple):
    """A volume that both sides reach, and what it pays."""

    volume: Points
    pays: Money


def ratio(value: object) -> tuple[int, int]:
    """Read "2:1": parts of the stronger and of the weaker side."""
    match = _RATIO.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Unreadable(_("It must be two whole numbers with a colon between them."))
    return int(match[1]), int(match[2])


def volume(value: object) -> Points:
    """Read "100 PV" or "100 CV", above zero."""
    if isinstance(value, str) and value.endswith(" CV"):
        return Points(readers.points(f"{value[:-3]} PV"), "CV")
    return Points(readers.points(value), "PV")


def volume_from_zero(value: object) -> Points:
    """Read "0 PV" or more."""
    if isinstance(value, str) and value in ("0 PV", "0 CV"):
        return Points(0, value[-2:])
    return volume(value)


def cycle(value: object) -> Parts:
    """Read { strong = "200 PV", weak = "100 PV" }."""
    parts = _exactly(value, "strong", "weak")
    return Parts(volume(parts["strong"]), volume(parts["weak"]))


def steps(value: object) -> tuple[Step, ...]:
    """Read [ { volume = "500 PV", pays = "20.00 EUR" }, … ]."""
    found = []
    for table in readers.tables(value):
        columns = _exactly(table, "volume", "pays")
        found.append(Step(volume(columns["volume"]), readers.money(columns["pays"])))
    return tuple(found)


def _exactly(value: object, *names: str) -> Mapping[str, object]:
    table = readers.table(value)
    if set(table) != set(names):
        facts = {"names": ", ".join(names)}
        raise Unreadable(_("It must give exactly these: %(names)s.") % facts)
    return table
