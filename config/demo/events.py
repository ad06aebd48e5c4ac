"""Wait until every published event has been reacted to."""

from __future__ import annotations

import time

from django.utils.translation import gettext as _

from core import outbox
from core.errors import Conflict

_PATIENCE_SECONDS = 120.0
_PAUSE_SECONDS = 0.1


class EventsStuck(Conflict):
    """A reaction fails again and again, so the figures would be wrong."""

    code = "demo.events_stuck"


def settle_events() -> None:
    """Deliver what is due here, and wait for what a worker beside us has in hand.

    Raises: EventsStuck — something is still waiting after two minutes.
    """
    gives_up_at = time.monotonic() + _PATIENCE_SECONDS
    outbox.drain()
    while left := outbox.waiting():
        if time.monotonic() > gives_up_at:
            hint = _("%(count)d events are not delivered; the log says why. Start again later.")
            raise EventsStuck(hint % {"count": left})
        time.sleep(_PAUSE_SECONDS)
        outbox.drain()
