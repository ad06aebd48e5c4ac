"""Live through many stories at once, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import heapify, heappop, heappush

from config.demo.events import settle_events

# A story yields the instant at which it goes on, and does the next thing when it is resumed.
Story = Iterator[datetime]


def live_through(stories: Iterable[Story], *, until: datetime) -> None:
    """Take the steps of all stories in the order of time; what lies after `until` is still to come.

    Every step is followed by all reactions to it, as if a worker had been there.
    """
    queue = [
        (first, number, story)
        for number, story in enumerate(stories)
        if (first := next(story, None)) is not None
    ]
    heapify(queue)
    while queue and queue[0][0] <= until:
        _at, number, story = heappop(queue)
        following = next(story, None)
        settle_events()
        if following is not None:
            heappush(queue, (following, number, story))
