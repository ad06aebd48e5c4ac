"""A period as plain dictionaries, and paths climbed one by one: the ground of all oracles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import floor

from commissions.engine.facts import Earning, Picture, Standing, Volume
from commissions.engine.plan import Plan
from commissions.engine.standings import stand
from commissions.kinds.stages import Stages, Takers

# What is paid: to whom, for which order or member, on which level; and how much.
Where = tuple[int, str | int | None, int]
Paid = Counter[Where]


class World:
    """Members by number, with everybody above and below them found by walking."""

    def __init__(self, plan: Plan, picture: Picture) -> None:
        self.plan, self.picture = plan, picture
        standings = stand(plan, picture)
        members = picture.member_ids
        self.members = members
        self.standing = {each: standings.at(row) for row, each in enumerate(members)}
        self.sponsor = dict(zip(members, picture.sponsor_ids, strict=True))
        persons = picture.persons or members
        self.person = dict(zip(members, persons, strict=True))
        self.seat: dict[int, tuple[int | None, int]] = {}
        if picture.placement:
            seats = zip(picture.placement.parent_ids, picture.placement.slots, strict=True)
            self.seat = dict(zip(members, seats, strict=True))

    def above(self, member: int) -> Iterator[int]:
        """Yield sponsors, the nearest first."""
        sponsor = self.sponsor[member]
        while sponsor is not None:
            yield sponsor
            sponsor = self.sponsor[sponsor]

    def partners(self, member: int) -> list[int]:
        """Return whom a member sponsors."""
        return [each for each in self.members if self.sponsor[each] == member]

    def positions(self, member: int) -> list[int]:
        """Return all positions of a member's person, by rising number."""
        return sorted(each for each in self.members if self.person[each] == self.person[member])

    def worth(self, base: str, volume: Volume) -> int:
        """Return what an order offers, in cents."""
        if base == "order.net":
            return volume.net_minor
        return half_up(Fraction(volume.cv_minor * (self.plan.cv_value_minor or 0), 100))

    def own_worth(self, base: str, member: int) -> int:
        """Add up the orders credited to a member."""
        mine = (each for each in self.picture.volumes if each.member_id == member)
        return sum(self.worth(base, each) for each in mine)


def half_up(exact: Fraction) -> int:
    """Round to the nearest, a half away from zero."""
    whole = floor(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole


def part(base: int, rate_bp: int | Fraction) -> int:
    """Take a rate of a base and round."""
    return half_up(Fraction(base) * rate_bp / 10_000)


def shared(limit: int, wanted: dict[int, int]) -> dict[int, int]:
    """Split a limit that is exceeded in proportion; what is over goes to the largest remainders."""
    whole = sum(wanted.values())
    exact = {each: Fraction(limit * mine, whole) for each, mine in wanted.items()}
    parts = {each: floor(amount) for each, amount in exact.items()}
    missing = limit - sum(parts.values())
    for each in sorted(exact, key=lambda one: (parts[one] - exact[one], one))[:missing]:
        parts[each] += 1
    return parts


def stage_rate(stages: Stages, standing: Standing) -> int:
    """Look up a member's stage, the highest that begins at or below its volume."""
    if stages.step_of is not None:
        return stages.rates_bp[stages.step_of[standing.rank]] if standing.rank else 0
    volume = standing.gv_minor if stages.by == "group_volume" else standing.pv_minor
    fitting = [
        rate for start, rate in zip(stages.starts, stages.rates_bp, strict=True)
        if start <= max(volume, 0)
    ]  # fmt: skip
    return fitting[-1]


def verdict(takers: Takers, standing: Standing) -> str:
    """Say whether somebody takes, is not there at all, or lets the company keep it."""
    if standing.status != "active":
        return "gone" if "barred" in takers.pass_over else "company"
    if takers.need_activity and not standing.is_active:
        return "gone" if "inactive" in takers.pass_over else "company"
    return "takes"


def found(lines: Iterable[Earning]) -> Paid:
    """Add up lines in the form of an oracle."""
    paid: Paid = Counter()
    for line in lines:
        source = line.volume.order_ref if line.volume else line.source_id
        paid[line.member_id, source, line.level] += line.amount_minor
    return without_nothing(paid)


def by_member(paid: Paid) -> Counter[int]:
    """Forget sources and levels."""
    total: Counter[int] = Counter()
    for (member, _source, _level), amount in paid.items():
        total[member] += amount
    return Counter({member: amount for member, amount in total.items() if amount})


def without_nothing(paid: Paid) -> Paid:
    """Leave out what comes to nothing."""
    return Counter({where: amount for where, amount in paid.items() if amount})
