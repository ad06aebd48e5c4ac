"""Read what ranks and activity require: volumes in PV or QV, legs, customers, holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from commissions.engine.leg_rules import MEANINGS, OWN_COUNTS, LegRule
from commissions.engine.people import PV, QV
from commissions.engine.requirement import ANYWHERE, DIRECT, EACH, ONCE
from core.rates import WHOLE_BP

from . import readers
from .readers import Reader, Unreadable, one_of
from .table_readers import fields

_HOLD = re.compile(r"(\d{1,2})(?: of (\d{1,2}))? periods?")
_LONGEST_HOLD = 24


class Measured(NamedTuple):
    """A volume and which points it is counted in."""

    minor: int
    measure: str = PV


class Hold(NamedTuple):
    """In how many of the last periods a rank must be earned."""

    periods: int
    of: int


def measured(value: object) -> Measured:
    """Read "100 PV" or "100 QV", above zero."""
    return _measured(value, readers.points)


def measured_from_zero(value: object) -> Measured:
    """Read "0 PV" or more, or so in QV."""
    return _measured(value, readers.points_from_zero)


def _measured(value: object, read: Reader) -> Measured:
    in_qv = isinstance(value, str) and value.endswith(" QV")
    minor = read(f"{value.removesuffix('QV')}PV" if isinstance(value, str) and in_qv else value)
    assert isinstance(minor, int)
    return Measured(minor, QV if in_qv else PV)


def leg_rule(value: object) -> LegRule:
    """Read { meaning = "requirement_cap", share = "50%", own_volume_counts = "none" }."""
    found = fields(
        value,
        {
            "meaning": one_of(*MEANINGS),
            "share": readers.rate,
            "own_volume_counts": one_of(*OWN_COUNTS),
        },
    )
    if found["share"] == WHOLE_BP:
        raise Unreadable(_("A leg that counts whole is limited by nothing. Leave the key out."))
    return LegRule(found["meaning"], found["share"], found["own_volume_counts"])


def customers(value: object) -> Mapping[str, Any]:
    """Read { count = 3 } or { count = 3, from = "20 PV" }."""
    return fields(value, {"count": readers.whole_number}, {"from": measured})


def legs(value: object) -> Sequence[Mapping[str, Any]]:
    """Read legs by rank, by volume, or by both."""
    if not isinstance(value, list) or not value:
        raise Unreadable(_("It must be a list of tables in braces."))
    return [_legs(item) for item in value]


def _legs(value: object) -> Mapping[str, Any]:
    more: Mapping[str, Reader] = {
        "rank": readers.identifier,
        "where": one_of(ANYWHERE, DIRECT),
        "multiple_in_leg": one_of(ONCE, EACH),
        "volume": measured,
    }
    found = fields(value, {"count": readers.whole_number}, more)
    if "rank" not in found and "volume" not in found:
        raise Unreadable(_("It asks nothing of the legs: write rank, volume or both."))
    if ("rank" in found) != ("where" in found):
        raise Unreadable(_("With a rank, and only then, “where” says where it must be."))
    if (found.get("where") == ANYWHERE) != ("multiple_in_leg" in found):
        reason = _(
            "With a rank anywhere, and only then, “multiple_in_leg” says whether a leg counts for "
            "each one it holds."
        )
        raise Unreadable(reason)
    return found


def hold(value: object) -> Hold:
    """Read "2 periods" in a row, or "2 of 3 periods"."""
    match = _HOLD.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Unreadable(_("It must be a number of periods, or so many of so many."))
    periods = int(match[1])
    of = int(match[2] or periods)
    if not 2 <= periods <= of <= _LONGEST_HOLD:
        reason = _("It must be at least two of as many periods, and of at most %(most)s.")
        raise Unreadable(reason % {"most": _LONGEST_HOLD})
    return Hold(periods, of)


def periods_from_one(value: object) -> int:
    """Read "3 periods", at least one."""
    found = readers.periods(value)
    if found < 1:
        raise Unreadable(_("It has no effect unless it is above zero. Leave the key out instead."))
    return found
