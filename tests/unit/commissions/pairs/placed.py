"""Members in a placement tree, and binary rules, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from commissions.engine.facts import Carry, Picture, Placement, Reversal, Volume
from commissions.engine.persons import persons_of
from commissions.kinds.binary.bank import Keeping
from commissions.kinds.binary.pairing import Cycles, Pairing, Steps, WeakSide
from commissions.kinds.binary.rule import Binary
from commissions.kinds.by_rank import EVERYBODY
from core.periods import Period
from tests.unit.commissions.pictures import NAMES, SEEDS, STATUSES, drawn_volume, volume

MARCH = Period("2026-03")
SIDES = ("left", "right")
LADDER_RATES = {"": 0, "one": 500, "two": 1000, "three": 1250}


def weak_side(**changes: object) -> WeakSide:
    """Return 10% of a euro for each matched point, one to one."""
    terms: dict[str, object] = {
        "weak_at_tie": "right",
        "rates_bp": {EVERYBODY: 1000},
        "strong_part": 1,
        "weak_part": 1,
        "point_value_minor": 100,
        "pairs_of": 1,
    }
    return WeakSide(**(terms | changes))  # type: ignore[arg-type]


def cycles(strong: int, weak: int, *, amount: int = 20_00, tie: str = "right") -> Cycles:
    """Return cycles of whole points."""
    return Cycles(tie, {EVERYBODY: amount}, strong * 100, weak * 100)


def steps(*pairs: tuple[int, int]) -> Steps:
    """Return steps of whole points and whole euros."""
    return Steps("right", tuple((points * 100, euros * 100) for points, euros in pairs))


def binary(pairing: Pairing | None = None, **changes: object) -> Binary:
    """Return a rule without any limit that pays whoever is active, changed as wished."""
    terms: dict[str, object] = {
        "id": "paar",
        "names": NAMES,
        "tax_nature": "commission",
        "volume": "pv",
        "pairing": pairing or weak_side(),
        "own_volume": "none",
        "accrues": "always",
        "sponsored_each_side": 0,
        "most_by_rank": None,
        "cap_by_rank": None,
        "after_cap": "deduct_matched",
        "keeping": Keeping(),
        "inactive_flush": "none",
        "returned": "forgiven",
    }
    return Binary(**(terms | changes))  # type: ignore[arg-type]


def placed(
    *members: tuple[int, int | None, int, int], statuses: tuple[str, ...] = (),
    sponsors: dict[int, int | None] | None = None, **changes: object,
) -> Picture:  # fmt: skip
    """Return a picture of (member, parent, slot, points); sponsors are the parents unless given."""
    parents = {number: parent for number, parent, _slot, _points in members}
    terms: dict[str, object] = {
        "member_ids": tuple(parents),
        "sponsor_ids": tuple((sponsors or parents).values()),
        "statuses": statuses or ("active",) * len(members),
        "volumes": tuple(volume(number, pv=points * 100) for number, _p, _s, points in members),
        "period": MARCH,
        "placement": Placement(tuple(parents.values()), tuple(each[2] for each in members)),
    }
    return Picture(**(terms | changes))  # type: ignore[arg-type]


def drawn_pairing(random: Random) -> Pairing:
    """Draw one of the three forms."""
    tie = random.choice(["left", "right"])
    weak = random.choice([1, 1, 2, 3])
    strong = weak + random.choice([0, 0, 1, 2])
    form = random.randrange(3)
    if form == 0:
        rates = random.choice([{EVERYBODY: 1000}, LADDER_RATES])
        value, whole = random.choice([100, 33]), random.choice([1, 1, 7, 100_00])
        return WeakSide(tie, rates, strong, weak, value, whole)
    if form == 1:
        unit = random.choice([1, 50_00, 33_33])
        amounts = random.choice([{EVERYBODY: 20_00}, {"one": 0, "two": 5_00, "three": 7_77}])
        return Cycles(tie, amounts, strong * unit, weak * unit)
    return Steps(tie, ((1_00, 1), (50_00, 3_00), (500_00, 40_00)))


def drawn_keeping(random: Random) -> Keeping:
    """Draw what may be handed on."""
    return Keeping(
        expires_after=random.choice([None, None, 0, 1, 2]),
        carry_cap=random.choice([None, 0, 75_00, 400_00]),
        cap_flushes=random.choice(["oldest", "newest"]),
        least_carry=random.choice([0, 10_00]),
    )


def drawn_binary(random: Random) -> Binary:
    """Draw a rule with any of its switches."""
    ranked = {"one": 0, "two": 3, "three": 20_00}
    return binary(
        drawn_pairing(random),
        volume=random.choice(["pv", "cv"]),
        own_volume=random.choice(["none", "weak", "strong", "left", "right"]),
        accrues=random.choice(["always", "when_active", "when_qualified"]),
        sponsored_each_side=random.choice([0, 0, 1]),
        most_by_rank=random.choice([None, None, {EVERYBODY: 2}, ranked]),
        cap_by_rank=random.choice([None, {EVERYBODY: 10_00}, ranked]),
        after_cap=random.choice(["full_flush", "deduct_matched", "keep_unpaid"]),
        keeping=drawn_keeping(random),
        inactive_flush=random.choice(["none", "both", "strong", "weak"]),
        returned=random.choice(["owed", "forgiven"]),
        counts_persons=random.random() < 0.5,
    )


def drawn_carries(random: Random, rule: Binary, members: list[int]) -> tuple[Carry, ...]:
    """Draw lots of three earlier months, and debts on sides without lots."""
    found = {}
    for _each in range(random.randrange(3 * len(members))):
        member, side = random.choice(members), random.choice(["left", "right"])
        since = random.choice(["2025-12", "2026-01", "2026-02"])
        found[member, side, since] = Carry(rule.id, member, side, since, random.randint(1, 300_00))
    if rule.returned == "owed":
        for member in members:
            if not any(key[0] == member for key in found) and random.random() < 0.3:
                owed = random.randint(1, 80_00)
                found[member, "", ""] = Carry(rule.id, member, "left_owed", "2026-02", owed)
    return tuple(sorted(found.values()))


@st.composite
def binaries(draw: st.DrawFn) -> Binary:
    """Draw a rule."""
    return drawn_binary(Random(draw(SEEDS)))


@st.composite
def placements(draw: st.DrawFn, rule: Binary) -> Picture:
    """Draw a forest in two trees with volumes, what comes back, and what was handed on."""
    size, orders = draw(st.integers(1, 25)), draw(st.integers(0, 50))
    random = Random(draw(SEEDS))
    members = sorted(random.sample(range(1001, 1001 + 3 * size), size))
    joined = random.sample(members, size)
    return Picture(
        member_ids=tuple(members),
        sponsor_ids=tuple(_sponsor(random, joined, each) for each in members),
        statuses=tuple(random.choice(STATUSES) for _each in members),
        volumes=tuple(drawn_volume(random, members, place) for place in range(orders)),
        reversals=tuple(_reversal(random, members, place) for place in range(orders // 4)),
        period=MARCH,
        placement=_seats(random, members, joined),
        carried=drawn_carries(random, rule, members),
        persons=drawn_persons(random, members),
    )


@st.composite
def shared_limits(draw: st.DrawFn) -> tuple[Binary, Picture]:
    """Draw a low limit that few persons share, and full sides."""
    random = Random(draw(SEEDS))
    rule = replace(
        drawn_binary(random),
        pairing=weak_side() if random.random() < 0.5 else drawn_pairing(random),
        cap_by_rank=random.choice([{EVERYBODY: 5_07}, {EVERYBODY: 13_01}, {"one": 8_00}]),
        after_cap=random.choice(["keep_unpaid", "keep_unpaid", "deduct_matched", "full_flush"]),
        keeping=Keeping(),
        sponsored_each_side=0,
        counts_persons=True,
    )
    picture = draw(placements(rule))
    members = picture.member_ids
    full = {(each, side): random.randint(50_00, 400_00) for each in members for side in SIDES}
    return rule, replace(
        picture,
        statuses=("active",) * len(members),
        carried=tuple(
            Carry(rule.id, member, side, "2026-02", amount)
            for (member, side), amount in full.items()
        ),
        persons=persons_of(members, [(each, random.randrange(3)) for each in members]),
    )


def drawn_persons(random: Random, members: Sequence[int]) -> tuple[int, ...]:
    """Draw which members are one person, or that nobody has several positions."""
    if random.random() < 0.3:
        return ()
    several = random.randint(1, len(members))
    return persons_of(members, [(each, random.randrange(several)) for each in members])


def _sponsor(random: Random, joined: list[int], member: int) -> int | None:
    earlier = joined[: joined.index(member)]
    return random.choice(earlier) if earlier and random.random() < 0.9 else None


def _seats(random: Random, members: list[int], joined: list[int]) -> Placement:
    """Seat members in the order in which they joined, on a free side of somebody there."""
    free: list[tuple[int, int]] = []
    seat: dict[int, tuple[int | None, int]] = {}
    for member in joined:
        taken = free.pop(random.randrange(len(free))) if free and random.random() < 0.95 else None
        seat[member] = taken or (None, 0)
        free += [(member, 1), (member, 2)]
    return Placement(tuple(seat[m][0] for m in members), tuple(seat[m][1] for m in members))


def _reversal(random: Random, members: list[int], place: int) -> Reversal:
    sold: Volume = drawn_volume(random, members, place)
    return Reversal(
        place, place, f"r-{place}", sold.member_id, sold.kind, "2026-02", random.random() < 0.7,
        -sold.pv_minor, -sold.cv_minor, -sold.net_minor,
    )  # fmt: skip
