"""A long history, story by story: everybody who is drawn, and everything they did."""

from __future__ import annotations

from collections.abc import Iterator

from config.demo.history.crowd import draw_crowd
from config.demo.history.habits import draw_buys
from config.demo.history.lives import comes, moves, tells_the_office
from config.demo.history.orders import buys, takes_goods_in
from config.demo.history.standing import draw_moves, draw_standing
from config.demo.stories.stage import Stage
from config.demo.timeline import Story
from core.company import local_date


def years(stage: Stage, seed: int) -> Iterator[Story]:
    """Yield the stories of all years up to today."""
    days = (local_date(stage.now) - stage.founded_on).days
    crowd = draw_crowd(stage.size, seed, days)
    planned = draw_buys(crowd, seed, stage.founded_on, days)
    yield from takes_goods_in(stage, planned)
    for person in (*crowd.partners, *crowd.customers):
        if not person.is_known:
            yield comes(stage, person, seed)
    for partner in crowd.partners:
        yield from tells_the_office(stage, draw_standing(partner, seed, days), seed)
    for moving in draw_moves(crowd.partners, seed, days):
        yield moves(stage, moving)
    for buy in planned:
        yield buys(stage, buy)
