"""Numbers that orders took and that nobody sees yet: whoever took them may still commit.

Numbers are given out before orders are there to be seen, so an order may appear below the last
number that figures know. Such numbers are remembered as ranges until each has come, or until
everybody has finished who could have taken it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from django.db import connection

from commissions.arrays.columns import LARGEST

# Whoever works all out looks back so many numbers; more are not taken ahead of one another.
BACK = 20_000
_SEEN = """
SELECT pg_snapshot_xmin(seen)::text, pg_snapshot_xmax(seen)::text, ARRAY(
    SELECT ARRAY[lower(gap), upper(gap)] FROM unnest(
        int8multirange(int8range(%(after)s + 1, %(until)s + 1)) - (
            SELECT coalesce(range_agg(int8range(id, id + 1)), '{}') FROM commissions_volumeentry
            WHERE id > %(after)s AND id <= %(until)s)
    ) AS gap)
FROM pg_current_snapshot() AS seen
"""
_ARRIVED = """
SELECT EXISTS (SELECT FROM commissions_volumeentry e
    WHERE e.id >= %(lowest)s AND e.id <= %(last)s AND EXISTS (
        SELECT FROM unnest(%(firsts)s::bigint[], %(pasts)s::bigint[]) AS gap (first, past)
        WHERE e.id >= gap.first AND e.id < gap.past))
"""


class Gap(NamedTuple):
    """Numbers from the first to before the past one, taken by a transaction below the horizon."""

    first: int
    past: int
    horizon: int


Gaps: TypeAlias = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Lookout:
    """What may still come, as it is known before orders are read.

    So what comes while they are read is either counted or awaited, never both and never neither.
    """

    gaps: tuple[Gap, ...]

    @classmethod
    def before_reading(cls, known: Gaps, after: int, until: int) -> Lookout:
        """Add the numbers after one and up to another to those known, but for who has finished."""
        finished, next_one, missing = _seen(after, until)
        kept = (Gap(*gap) for gap in known if gap[2] >= finished)
        return cls((*kept, *(Gap(first, past, next_one) for first, past in missing)))

    def after_reading(
        self, counted: Iterable[int], *, also: tuple[int, int] | None = None
    ) -> list[Gap]:
        """Return what is awaited now that some orders are counted; `also` a range beyond."""
        gaps, came = list(self.gaps), sorted(counted)
        if also is not None and also[0] < also[1]:
            gaps.append(Gap(*also, horizon=_seen(0, 0)[1]))
        return [rest for gap in gaps for rest in _without(gap, came)]


def arrived(gaps: Gaps) -> bool:
    """Tell whether an order has come that is awaited."""
    if not gaps:
        return False
    facts = {**bounds(gaps), "last": max(gap[1] for gap in gaps)}
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVED, facts)
        return bool(cursor.fetchone()[0])


def bounds(gaps: Gaps) -> dict[str, Any]:
    """Return the facts of a query that looks for awaited orders."""
    firsts = [gap[0] for gap in gaps]
    return {
        "firsts": firsts,
        "pasts": [gap[1] for gap in gaps],
        "lowest": min(firsts, default=LARGEST),
    }


def _seen(after: int, until: int) -> tuple[int, int, Gaps]:
    """Return below which transaction everybody has finished, the next one, and what is missing."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, {"after": max(after, 0), "until": max(after, until, 0)})
        finished, next_one, missing = cursor.fetchone()
    return int(finished), int(next_one), missing


def _without(gap: Gap, came: Sequence[int]) -> Iterator[Gap]:
    """Cut what came, in ascending order, out of a range."""
    first = gap.first
    for place in range(bisect_left(came, gap.first), bisect_left(came, gap.past)):
        if first < came[place]:
            yield gap._replace(first=first, past=came[place])
        first = came[place] + 1
    if first < gap.past:
        yield gap._replace(first=first)
