"""Who stood below somebody else earlier in an example's period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from commissions.engine.days import Days
from commissions.engine.facts import Moved, Picture
from commissions.engine.tree import plant
from core.errors import InvariantBroken

from .example_line import TOP, Line, LineRejected


def with_moves(picture: Picture, lines: Sequence[Line], numbers: Mapping[str, int]) -> Picture:
    """Add the moves that lines tell to the picture of the last day.

    Raises: LineRejected — nobody has the name, or the tree of some day has a circle.
    """
    found = sorted(_moves(lines, numbers), key=lambda each: (each.day, each.member_id))
    twice = next((one for one, other in pairwise(found) if one[:2] == other[:2]), None)
    if twice is not None:
        raise LineRejected(_("It moves twice on %(day)s.") % {"day": twice.day})
    drawn = replace(picture, moves=tuple(found))
    days = Days(drawn, plant(drawn.member_ids, drawn.sponsor_ids))
    try:
        for number in range(days.last):
            days.tree(number)
    except InvariantBroken:
        raise LineRejected(_("Before the moves, somebody stood below itself.")) from None
    return drawn


def _moves(lines: Sequence[Line], numbers: Mapping[str, int]) -> Iterator[Moved]:
    for line in lines:
        for day, name in line.moves:
            if name != TOP and (name not in numbers or name == line.name):
                raise LineRejected(_("“%(name)s” is nobody to stand below.") % {"name": name})
            yield Moved(day, numbers[line.name], None if name == TOP else numbers[name])
