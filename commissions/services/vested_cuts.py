"""What caps took from members, set off against what vests first."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import connection

from commissions.models import Run, VestedCut, VestedRest, Vesting

# What rests on no single order, run by run: what was published by the day on which it vested, then
# each correction since. What a member already owes for a loss, and what has lowered orders that
# vested, counts with the first.
_RESTS = """
WITH vested AS (
    SELECT v.booked_at FROM commissions_vestedrest y
    JOIN commissions_vesting v ON v.id = y.vesting_id WHERE y.run_id = %(run)s
), rests AS (
    SELECT l.member_id, l.run_id, r.published_at, sum(l.amount_minor) AS amount
    FROM commissions_earningline l JOIN commissions_run r ON r.id = l.run_id
    WHERE l.run_id = ANY (%(lines_in)s) AND l.volume_entry_id IS NULL
      AND (l.run_id = %(run)s AND l.corrects_run_id IS NULL OR l.corrects_run_id = %(run)s)
    GROUP BY l.member_id, l.run_id, r.published_at
), losses AS (
    SELECT l.member_id, sum(l.amount_minor) AS amount FROM commissions_earningline l
    WHERE l.run_id = %(run)s AND l.corrects_run_id IS NULL AND l.member_id IN (
        SELECT member_id FROM rests WHERE run_id = %(run)s AND amount < 0)
    GROUP BY l.member_id HAVING sum(l.amount_minor) < 0
)
SELECT member_id, coalesce(published_at > (SELECT booked_at FROM vested), false),
       amount::bigint, published_at
FROM rests
UNION ALL
SELECT member_id, false, -amount::bigint, NULL FROM losses
UNION ALL
SELECT member_id, false, amount_minor, NULL FROM commissions_vestedcut WHERE run_id = %(run)s
ORDER BY 1, 2, 4
"""


def rest_of(run: Run, correcting: list[int]) -> dict[int, int]:
    """Return what of each member's earnings rests on no single order and is not settled yet.

    Below zero it is what caps took and later orders are lowered by; the runs in `correcting` may
    have corrected it. Once it has vested, a correction that gives more closes what is open first,
    and the rest of it vested with that correction; one that gives less was taken back.
    """
    facts: dict[str, Any] = {"run": run.pk, "lines_in": [run.pk, *correcting]}
    is_vested, rests = VestedRest.objects.filter(run=run).exists(), dict[int, int]()
    later: list[tuple[int, int]] = []
    with connection.cursor() as cursor:
        cursor.execute(_RESTS, facts)
        for member_id, is_later, amount_minor, _at in cursor.fetchall():
            if is_later:
                later.append((member_id, amount_minor))
            else:
                rests[member_id] = rests.get(member_id, 0) + amount_minor
    if is_vested:
        rests = {member_id: min(minor, 0) for member_id, minor in rests.items()}
    for member_id, minor in later:
        rests[member_id] = min(rests.get(member_id, 0) + max(minor, 0), 0)
    return {member_id: minor for member_id, minor in rests.items() if minor}


class Cuts:
    """The open cuts of a run, set off one vesting after the other."""

    def __init__(self, run: Run, rest: dict[int, int]) -> None:
        self._run = run
        self._open = Counter({member: -minor for member, minor in rest.items() if minor < 0})
        self._taken: list[tuple[int, int]] = []

    def lowered(self, member_id: int, amount_minor: int) -> int:
        """Return what is left of something that vests after the member's open cut."""
        cut = min(self._open[member_id], max(amount_minor, 0))
        if cut:
            self._open[member_id] -= cut
            self._taken.append((member_id, cut))
        return amount_minor - cut

    def book(self, vesting: Vesting) -> None:
        """Write down what was set off since the last time."""
        VestedCut.objects.bulk_create(
            VestedCut(vesting=vesting, run=self._run, member_id=member_id, amount_minor=cut)
            for member_id, cut in self._taken
        )
        self._taken.clear()
