"""Live through many stories at once, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import heapify, heappop, heappush

from config.demo.events import settle_events
from config.wiring import REACTIONS

_MAIL = "desk.mail_"

# A story yields the instant at which it goes on, and does the next thing when it is resumed.
Story = Iterator[datetime]


def live_through(stories: Iterable[Story], *, mails_from: datetime, until: datetime) -> None:
    """Take the steps of all stories in the order of time; what lies after `until` is still to come.

    Every step is followed by all reactions to it, as if a worker had been there; only mails are
    not written before `mails_from`: who would read them, and writing takes its time.
    """
    mails = {name for reactions in REACTIONS.values() for name in reactions if _MAIL in name}
    queue = [
        (first, number, story)
        for number, story in enumerate(stories)
        if (first := next(story, None)) is not None
    ]
    heapify(queue)
    while queue and queue[0][0] <= until:
        at, number, story = heappop(queue)
        following = next(story, None)
        settle_events(mails if at < mails_from else ())
        if following is not None:
            heappush(queue, (following, number, story))
