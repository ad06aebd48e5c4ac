"""Late returns go onward: whatever comes back whenever, in the end it was as if never sold."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.document.plan_document import read_plan
from commissions.engine.corrections import Booked, Corrected, Paid, correct
from commissions.engine.facts import (
    CUSTOMER,
    OWN,
    Carry,
    Closed,
    Correction,
    Earning,
    Held,
    Picture,
    Placement,
    Reversal,
    Volume,
)
from commissions.engine.handed_on import NOTHING, Changes, HandedOn
from commissions.engine.onward import corrected_onward
from commissions.engine.plan import RECOMPUTE_ONWARD, Plan, Returns
from commissions.engine.remainder import what_is_left
from commissions.engine.settlement import settle
from commissions.shipped_plans import shipped_plan
from core.periods import Period, period_of
from tests.unit.commissions.pictures import SEEDS

ONWARD = Returns(RECOMPUTE_ONWARD, "original_period", "keep", 12)
# Pairs that carry over, bonuses paid once, volume added up, months in a row, pools of titles.
CODES = {
    "waage": "2026-01-05", "zwilling": "2026-01-05", "takt": "2026-01-01", "gleis": "2026-01-01",
    "paarstufen": "2026-01-05", "aufstieg": "2026-01-01", "wagen": "2026-01-01",
    "gipfel": "2026-01-01", "kranichsee": "2026-01-01", "buchenhof": "2026-01-01",
    "zuwachs": "2026-01-01",
}  # fmt: skip
Key = tuple[str, str, int | None, int, int, int]
Sums = Counter[tuple[str, Key]]


def onward(code: str) -> Plan:
    """Return a shipped plan that settles later periods again."""
    shipped = shipped_plan(code, CODES[code])
    return dataclasses.replace(read_plan(shipped.document, shipped.filename), returns=ONWARD)


PLANS = {code: onward(code) for code in CODES}


def key(line: Earning | Correction) -> Key:
    return (
        line.rule_id, line.order_ref, line.source_id, line.member_id, line.level, line.rate_bp,
    )  # fmt: skip


@dataclass
class Month:
    """A closed period of a company without a database; `paid` grows by what corrects it."""

    plan: Plan
    run_id: int
    picture: Picture
    sold: tuple[Volume, ...]
    paid: Paid
    back: list[Reversal] = field(default_factory=list)
    has_returns: bool = False

    @property
    def follows(self) -> int | None:
        """Return the month before."""
        return self.run_id - 1 or None

    @property
    def goes_onward(self) -> bool:
        """Return what the plan says."""
        return self.plan.returns.goes_onward

    def corrected(self, begins: Changes) -> Corrected:
        """Correct it with all that came back so far."""
        standings = dataclasses.replace(
            self.paid.standings, picture=dataclasses.replace(self.picture, volumes=self.sold)
        )
        known = dataclasses.replace(self.paid, standings=standings)
        closed = Closed(self.run_id, self.picture.period.key, "")  # type: ignore[union-attr]
        return correct(self.plan, closed, known, self.back, begins)


@dataclass
class Company:
    """Publishes period after period; what comes back is counted in the next one."""

    plan: Plan
    months: list[Month] = field(default_factory=list)
    sums: Sums = field(default_factory=Counter)

    def publish(self, picture: Picture, back: Sequence[Reversal] = ()) -> None:
        """Correct what is closed, settle the period, and keep both."""
        for month in self.months:
            theirs = [each for each in back if each.settled_in == month.picture.period.key]  # type: ignore[union-attr]
            month.has_returns = bool(theirs)
            month.back += theirs
        for run_id, found in corrected_onward(self.months):
            self._book(self.months[run_id - 1], found)
        begun = self._begun(picture)
        outcome = settle(self.plan, begun)
        lines = list(outcome.lines)
        for line in lines:
            self.sums[picture.period.key, key(line)] += line.amount_minor  # type: ignore[union-attr]
        paid = Paid.of(dataclasses.replace(outcome, lines=iter(lines)))
        self.months.append(Month(self.plan, len(self.months) + 1, begun, begun.volumes, paid))

    def _book(self, month: Month, found: Corrected) -> None:
        booked = [
            Booked(
                line.rule_id, line.volume.entry_id if line.volume else None, line.member_id,
                line.level, line.rate_bp, line.base_minor, line.amount_minor, None, line.source_id,
            )
            for line in found.lines
        ]  # fmt: skip
        for line in found.lines:
            self.sums[line.period_key, key(line)] += line.amount_minor
        month.paid = dataclasses.replace(
            month.paid,
            booked=(*month.paid.booked, *booked),
            hands_on={**month.paid.hands_on, **found.changed},
        )
        if month.run_id < len(self.months):
            after = self.months[month.run_id]
            after.picture = begin(after.picture, month.paid.hands_on)

    def _begun(self, picture: Picture) -> Picture:
        return begin(picture, self.months[-1].paid.hands_on if self.months else {})


def begin(picture: Picture, hands_on: Mapping[int, HandedOn]) -> Picture:
    """Let a period begin with all that the one before hands on."""
    return dataclasses.replace(
        picture,
        held=tuple(hands_on.get(number, NOTHING).held for number in picture.member_ids),
        carried=tuple(carry for each in hands_on.values() for carry in each.carried),
    )


def from_scratch(plan: Plan, pictures: Iterable[Picture]) -> Sums:
    """Settle all periods anew, each going on from the one before: nothing is ever corrected."""
    sums: Sums = Counter()
    held: dict[int, Held] = {}
    carried: tuple[Carry, ...] = ()
    for picture in pictures:
        numbers = picture.member_ids
        begun = dataclasses.replace(
            picture, held=tuple(held.get(each, Held()) for each in numbers), carried=carried
        )
        outcome = settle(plan, begun)
        for line in outcome.lines:
            sums[picture.period.key, key(line)] += line.amount_minor  # type: ignore[union-attr]
        ranked = outcome.standings.ranked
        held = {each: ranks.carried for each, ranks in zip(numbers, ranked, strict=True)}
        carried = tuple(outcome.carried)
    return something(sums)


def something(sums: Sums) -> Sums:
    return Counter({key: minor for key, minor in sums.items() if minor})


def network(random: Random, size: int) -> Picture:
    """Draw who brought whom, and a binary tree of places."""
    numbers = tuple(range(1001, 1001 + size))
    sponsors = (None, *(numbers[random.randrange(place)] for place in range(1, size)))
    free = [(numbers[0], 1), (numbers[0], 2)]
    places: list[tuple[int | None, int]] = [(None, 0)]
    for number in numbers[1:]:
        places.append(free.pop(random.randrange(len(free))))
        free += [(number, 1), (number, 2)]
    return Picture(
        numbers,
        sponsors,
        ("active",) * size,
        (),
        placement=Placement(tuple(p for p, _s in places), tuple(s for _p, s in places)),
        joined_on=tuple(date(2026, 1, 1) + timedelta(days=place) for place in range(size)),
    )


def drawn_months(random: Random, plan: Plan, count: int, size: int) -> list[Picture]:
    """Draw a network and what it buys in some periods in a row."""
    drawn, when = network(random, size), period_of(plan.valid_from, plan.period)
    months, entry = [], 0
    for _month in range(count):
        volumes = []
        for _order in range(random.randint(1, 2 * size)):
            entry += 1
            volumes.append(drawn_order(random, drawn.member_ids, entry, when))
        months.append(dataclasses.replace(drawn, volumes=tuple(volumes), period=when))
        when = when.next()
    return months


def drawn_order(random: Random, members: Sequence[int], entry: int, when: Period) -> Volume:
    amount = random.choice([10_00, 60_00, 100_00, 250_00, 1_000_00, 6_000_00])
    return Volume(
        entry, f"o-{entry:04d}", random.choice(members), random.choice([OWN, CUSTOMER]),
        amount, amount, amount, amount, 0, "DE", when.starts_on,
    )  # fmt: skip


def drawn_returns(random: Random, months: Sequence[Picture], whole: bool) -> list[list[Reversal]]:
    """Draw for each period, and for one after the last, what comes back in it of earlier ones."""
    coming: list[list[Reversal]] = [[] for _month in range(len(months) + 1)]
    for place, month in enumerate(months):
        for sold in month.volumes:
            if random.random() < 0.8:
                continue
            parts = [sold.pv_minor] if whole else split(random, sold.pv_minor)
            for number, part in enumerate(parts, start=1):
                later = random.randint(place + 1, len(months))
                coming[later].append(reversal(sold, number, part, month))
    return coming


def split(random: Random, amount: int) -> list[int]:
    first = random.randint(0, amount)
    return random.choice([[amount], [first], [first, amount - first]])


def reversal(sold: Volume, number: int, part: int, month: Picture) -> Reversal:
    assert month.period is not None
    return Reversal(
        sold.entry_id * 10 + number, sold.entry_id, f"{sold.order_ref}/{number}", sold.member_id,
        sold.kind, month.period.key, False, -part, -part, -part, -part,
    )  # fmt: skip


def played(plan: Plan, months: Sequence[Picture], coming: Sequence[list[Reversal]]) -> Sums:
    """Publish all periods and one more without orders, with what comes back in between."""
    company = Company(plan)
    for month, back in zip([*months, after(months)], coming, strict=True):
        company.publish(month, back)
    return something(company.sums)


def after(months: Sequence[Picture]) -> Picture:
    last = months[-1]
    assert last.period is not None
    return dataclasses.replace(last, volumes=(), period=last.period.next())


def left_over(months: Sequence[Picture], coming: Sequence[list[Reversal]]) -> list[Picture]:
    back = [each for come in coming for each in come]
    return [
        dataclasses.replace(month, volumes=what_is_left(month.volumes, back))
        for month in [*months, after(months)]
    ]


COMPANIES = (SEEDS, st.integers(3, 4), st.integers(3, 9))


@pytest.mark.parametrize("code", CODES)
@given(*COMPANIES)
@settings(max_examples=25)
def test_in_the_end_it_is_as_if_only_the_rest_had_been_sold(
    code: str, seed: int, count: int, size: int
) -> None:
    random, plan = Random(seed), PLANS[code]
    months = drawn_months(random, plan, count, size)
    coming = drawn_returns(random, months, whole=False)
    assert played(plan, months, coming) == from_scratch(plan, left_over(months, coming))


@pytest.mark.parametrize("code", CODES)
@given(*COMPANIES)
@settings(max_examples=15)
def test_an_order_that_comes_back_whole_was_never_there(
    code: str, seed: int, count: int, size: int
) -> None:
    random, plan = Random(seed), PLANS[code]
    months = drawn_months(random, plan, count, size)
    coming = drawn_returns(random, months, whole=True)
    gone = {each.entry_id for come in coming for each in come}
    never = [
        dataclasses.replace(
            month, volumes=tuple(v for v in month.volumes if v.entry_id not in gone)
        )
        for month in [*months, after(months)]
    ]
    assert played(plan, months, coming) == from_scratch(plan, never)


@pytest.mark.parametrize("code", CODES)
@given(*COMPANIES)
@settings(max_examples=15)
def test_it_does_not_matter_when_something_comes_back(
    code: str, seed: int, count: int, size: int
) -> None:
    random, plan = Random(seed), PLANS[code]
    months = drawn_months(random, plan, count, size)
    coming = drawn_returns(random, months, whole=False)
    at_once: list[list[Reversal]] = [[] for _come in coming]
    at_once[-1] = [each for come in coming for each in come]
    assert played(plan, months, coming) == played(plan, months, at_once)
