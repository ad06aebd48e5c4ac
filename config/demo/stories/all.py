"""Everything that happened, story by story."""

from __future__ import annotations

from collections.abc import Iterator

from config.demo.history.years import years
from config.demo.stories.closing import closing_stories
from config.demo.stories.months import months
from config.demo.stories.network import network_stories
from config.demo.stories.paying import paying_stories
from config.demo.stories.returning import returning_stories
from config.demo.stories.sending import sending_stories
from config.demo.stories.serving import serving_stories
from config.demo.stories.stage import Stage
from config.demo.timeline import Story


def every_story(stage: Stage, seed: int) -> Iterator[Story]:
    """Yield all stories; what happens at the same instant happens in this order."""
    yield from network_stories(stage)
    yield from closing_stories(stage)
    yield from months(stage)
    yield from paying_stories(stage)
    yield from sending_stories(stage)
    yield from returning_stories(stage)
    yield from serving_stories(stage)
    if stage.size.lead_months:
        yield from years(stage, seed)
