"""What caps took from members, set off against what vests first."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import connection

from commissions.models import Run, VestedCut, Vesting

# What rests on no single order, less what it has lowered of orders that have vested.
_LEFT = """
SELECT rest.member_id, (rest.amount + coalesce(cut.amount, 0))::bigint
FROM (
    SELECT l.member_id, sum(l.amount_minor) AS amount
    FROM commissions_earningline l
    WHERE l.run_id = ANY (%(lines_in)s) AND l.volume_entry_id IS NULL
      AND (l.run_id = %(run)s AND l.corrects_run_id IS NULL OR l.corrects_run_id = %(run)s)
    GROUP BY l.member_id
) rest
LEFT JOIN (
    SELECT member_id, sum(amount_minor) AS amount FROM commissions_vestedcut
    WHERE run_id = %(run)s GROUP BY member_id
) cut USING (member_id)
ORDER BY rest.member_id
"""


def rest_of(run: Run, correcting: list[int]) -> dict[int, int]:
    """Return what of each member's earnings rests on no single order and is not set off yet.

    Below zero it is what caps took; the runs in `correcting` may have corrected it.
    """
    facts: dict[str, Any] = {"run": run.pk, "lines_in": [run.pk, *correcting]}
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, facts)
        return dict(cursor.fetchall())


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
