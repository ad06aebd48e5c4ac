"""How far the demo's history is told, for those who wait for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from config.demo.telling import telling_underway
from core.company import company_or_none

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class HistoryProgress:
    """The month that is being told, and a guess of the time it still takes."""

    told_until: datetime
    thousandths: int
    minutes_left: int

    @property
    def percent(self) -> int:
        """Return the share as people say it."""
        return self.thousandths // 10


def history_progress() -> HistoryProgress | None:
    """Return how far it is, None where nothing is being told."""
    telling = telling_underway()
    if telling is None:
        return None
    done, total = telling.steps_done, max(telling.steps_total, 1)
    left_ms = telling.spent_ms * (total - done) // max(done, 1)
    return HistoryProgress(
        told_until=telling.told_until,
        thousandths=done * 1000 // total,
        minutes_left=-(-left_ms // _MINUTE_MS),
    )


def demo_history(_request: HttpRequest) -> dict[str, Callable[[], HistoryProgress | None]]:
    """Let templates of a demo company ask; who does not ask costs nothing."""
    return {"demo_history": _asked}


def _asked() -> HistoryProgress | None:
    found = None if settings.IS_PRODUCTION else company_or_none()
    return history_progress() if found is not None and found.is_demo else None
