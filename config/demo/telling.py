"""Tell the history step by step, so that it can be interrupted anywhere and goes on.

A step is one transaction: what happened, and the mark that it did. Then its reactions run, as if
a worker had been there; only mails of long ago are not written: who would read them.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import lru_cache

import structlog
from django.db import connection, transaction
from django.db.models import F

from config.demo.events import settle_events
from config.demo.founding import crew
from config.demo.size import SIZES, Size
from config.demo.stories.all import every_story
from config.demo.stories.stage import Stage
from config.demo.timeline import Happening, in_order
from config.models import DemoTelling
from config.wiring import REACTIONS
from core import clock, memo, outbox
from core.errors import Conflict, Refusal
from core.outbox import telling_the_past

log = structlog.get_logger(__name__)

_MAILS_OF = timedelta(days=14)
_MAIL = "desk.mail_"
_ONE_TELLER = 7_265_001
_REMEMBERED = 50


class ToldMeanwhile(Conflict):
    """Somebody else took this step; whoever comes second does nothing."""

    code = "demo.told_meanwhile"


def begin_telling(*, size: Size, seed: int, at: datetime, began: datetime) -> None:
    """Write down what is to be told; nothing of it has happened yet."""
    telling = DemoTelling(size=size.name, seed=seed, told_on=at, told_until=began)
    telling.moved_at = clock.now()
    telling.steps_total = len(_happenings(telling))
    telling.save(force_insert=True)


def tell_everything() -> bool:
    """Tell what is left; return whether there was anything."""
    return tell_on()


def tell_on(*, seconds: int | None = None, through: datetime | None = None) -> bool:
    """Tell for some seconds, or what happened until an instant, or everything that is left.

    Returns whether there was anything to tell. Only one process tells; others return at once.
    """
    telling = telling_underway()
    if telling is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ONE_TELLER])
        if not cursor.fetchone()[0]:
            return False
        # A crash may take the last steps back, each as a whole: they are told again.
        cursor.execute("SET synchronous_commit = off")
        try:
            telling.refresh_from_db()
            _tell(telling, seconds, through)
        finally:
            cursor.execute("RESET synchronous_commit")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_TELLER])
    return True


def telling_underway() -> DemoTelling | None:
    """Return the history that is being told, None when there is none or it is complete."""
    return DemoTelling.objects.filter(finished_at__isnull=True).first()


def _tell(telling: DemoTelling, seconds: int | None, through: datetime | None) -> None:
    began = last = time.monotonic()
    with memo.one_request():
        happenings = _happenings(telling)
    with telling_the_past(_mails(), before=telling.told_on - _MAILS_OF):
        settle_events()
        for first in range(telling.steps_done, len(happenings), _REMEMBERED):
            # What hardly changes is read once for a few steps, so that others' changes are seen.
            with memo.one_request():
                for number in range(first, min(first + _REMEMBERED, len(happenings))):
                    is_enough = seconds is not None and last - began >= seconds
                    is_later = through is not None and happenings[number].at > through
                    if is_enough or is_later:
                        return
                    take_step(number, happenings[number], spent_before=time.monotonic() - last)
                    last = time.monotonic()
                    if outbox.waiting():
                        settle_events()
    DemoTelling.objects.filter(finished_at=None).update(finished_at=clock.now())


@transaction.atomic
def take_step(number: int, happening: Happening, *, spent_before: float = 0) -> None:
    """Let a step happen and mark it done, or neither; the time before it counts as its own.

    A step that the company refuses is marked, too.

    Raises: ToldMeanwhile.
    """
    began = time.monotonic() - spent_before
    is_refused = not _happened(number, happening)
    spent = int((time.monotonic() - began) * 1000)
    if not DemoTelling.objects.filter(steps_done=number).update(
        steps_done=number + 1,
        steps_refused=F("steps_refused") + int(is_refused),
        told_until=happening.at,
        moved_at=clock.now(),
        spent_ms=F("spent_ms") + spent,
    ):
        raise ToldMeanwhile(f"step {number} is told already")


def _happened(number: int, happening: Happening) -> bool:
    """Let it happen; what is refused (sold out meanwhile, say) did not happen, and life goes on."""
    try:
        with transaction.atomic():
            happening.do()
    except Refusal as refusal:
        log.warning("history refused", step=number, code=refusal.code, at=happening.at.isoformat())
        return False
    return True


def _mails() -> Collection[str]:
    return {name for reactions in REACTIONS.values() for name in reactions if _MAIL in name}


def _happenings(telling: DemoTelling) -> tuple[Happening, ...]:
    return _told(Stage(crew(), telling.told_on, SIZES[telling.size]), telling.seed)


@lru_cache(maxsize=1)
def _told(stage: Stage, seed: int) -> tuple[Happening, ...]:
    """Return everything that happens until the day of the load; what lies later is to come."""
    now = stage.now
    return tuple(one for one in in_order(every_story(stage, seed)) if one.at <= now)
