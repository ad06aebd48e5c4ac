"""The one worker of a lane: it holds a lock, and says how far it is over its own connection.

Drafts and publications go one after the other, trials and checks beside them. The lock belongs to
the session, so it ends with the process, however that ends: whoever gets the lane knows that what
is still `underway` in it was left behind.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeAlias

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from commissions.calculations.progress import Progress, Stopped
from commissions.models import CalculationKind
from commissions.models.calculation import OF_A_PERIOD

Now: TypeAlias = Callable[[], datetime]

BOOKS, ASIDE = "books", "aside"
LANES: dict[str, tuple[CalculationKind, ...]] = {
    BOOKS: OF_A_PERIOD,
    ASIDE: (CalculationKind.TRIAL, CalculationKind.CHECK),
}
_LOCKS = {BOOKS: 7_265_011, ASIDE: 7_265_012}
# Numbers that move are written so often at most; a new step always is.
PAUSE_SECONDS = 0.3

_SAY = """
UPDATE commissions_calculation
SET part = %s, step = %s, steps = %s, about = %s, done = %s, total = %s, moved_at = %s
WHERE id = %s AND state = 'underway' RETURNING stop_asked_at IS NOT NULL
"""


class Lane:
    """What the worker of a lane says meanwhile; every word is to be seen at once."""

    def __init__(self, side: BaseDatabaseWrapper, name: str, now: Now) -> None:
        self._side, self._now, self.kinds = side, now, LANES[name]

    def teller(self, calculation_id: int) -> Teller:
        """Return who tells how far a calculation of this lane is."""
        return Teller(self._side, calculation_id, self._now)


class Teller:
    """Writes progress down, and stops the calculation when somebody has asked for that."""

    def __init__(self, side: BaseDatabaseWrapper, calculation_id: int, now: Now) -> None:
        self._side, self._id, self._now = side, calculation_id, now
        self._last: Progress | None = None
        self._told = 0.0

    def __call__(self, progress: Progress) -> None:
        """Tell a new step at once, and numbers within a step now and then.

        Raises: Stopped.
        """
        is_same = self._last is not None and self._last.step == progress.step
        if is_same and time.monotonic() - self._told < PAUSE_SECONDS:
            return
        if self._is_stopped(progress):
            raise Stopped

    def last_step(self, part: str) -> None:
        """Tell what is still done once the rows are there; nothing stops it any more."""
        steps = self._last.steps if self._last else 1
        self._is_stopped(Progress(part, steps - 1, steps))

    def _is_stopped(self, progress: Progress) -> bool:
        self._last, self._told = progress, time.monotonic()
        with self._side.cursor() as cursor:
            cursor.execute(_SAY, [*_row(progress), self._now(), self._id])
            found = cursor.fetchone()
        return found is not None and bool(found[0])


@contextmanager
def lane(name: str, *, now: Now) -> Iterator[Lane | None]:
    """Hold a lane, or nothing where another process holds it."""
    side = connection.copy()
    # Lines are told where they are worked out, which is a thread beside the one that writes them.
    side.inc_thread_sharing()
    try:
        with side.cursor() as cursor:
            # Nobody minds if a crash of the server forgets how far a calculation was.
            cursor.execute("SET synchronous_commit = off")
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCKS[name]])
            is_ours = bool(cursor.fetchone()[0])
        yield Lane(side, name, now) if is_ours else None
    finally:
        side.close()


def _row(progress: Progress) -> tuple[str | int, ...]:
    return (
        progress.part, progress.step, progress.steps, progress.about, progress.done, progress.total,
    )  # fmt: skip
