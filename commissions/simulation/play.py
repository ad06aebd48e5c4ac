"""Settle periods one after the other by a plan, each going on from the one before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from commissions.engine.facts import Carry, Held, Picture
from commissions.engine.plan import Plan
from commissions.engine.ranks import NOTHING
from commissions.engine.rule import ORDER_NET
from commissions.engine.settlement import settle

COUNTED = 5_000


@dataclass(frozen=True, slots=True)
class Played:
    """What one period came to: by member and by rule."""

    period_key: str
    members: int
    net_minor: int
    by_member: Counter[int] = field(default_factory=Counter)
    by_rule: Counter[str] = field(default_factory=Counter)


def play(
    plan: Plan,
    pictures: Iterable[Picture],
    count: Callable[[int], None] = lambda _lines: None,
    rated: Callable[[Plan, Picture], Plan] = lambda plan, _picture: plan,
) -> Iterator[Played]:
    """Yield what each period would have paid; ranks and carried numbers begin with nothing.

    `count` is told now and then how many lines the period has so far; `rated` gives the plan the
    published rates that a period needs.
    """
    held: dict[int, Held] = {}
    carried: tuple[Carry, ...] = ()
    for picture in pictures:
        begun = replace(
            picture,
            held=tuple(held.get(member_id, NOTHING) for member_id in picture.member_ids),
            carried=carried,
        )
        terms = rated(plan, picture)
        outcome = settle(terms, begun)
        played = Played(_key(picture), len(picture.member_ids), _net_minor(terms, picture))
        for number, line in enumerate(outcome.lines):
            if number % COUNTED == 0:
                count(number)
            played.by_member[line.member_id] += line.amount_minor
            played.by_rule[line.rule_id] += line.amount_minor
        yield played
        ranked = zip(picture.member_ids, outcome.standings.ranked, strict=True)
        held = {member_id: ranks.carried for member_id, ranks in ranked}
        carried = tuple(outcome.carried)


def _key(picture: Picture) -> str:
    return picture.period.key if picture.period else ""


def _net_minor(plan: Plan, picture: Picture) -> int:
    return sum(plan.worth_minor(ORDER_NET, volume) for volume in picture.volumes)
