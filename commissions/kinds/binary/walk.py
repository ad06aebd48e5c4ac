"""Binary commission, member by member: what comes up, what is matched, what carries over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from commissions.engine.facts import Carry, Earning
from commissions.engine.ground import Ground
from commissions.engine.standings import Standings
from commissions.kinds.by_rank import of_rank

from .bank import Bank, Lot, place_of
from .pairing import LEFT, RIGHT, Pay, Sides
from .shares import Share, shares_of
from .sides import new_sides, own_volumes, pairs_of, sponsored_sides

if TYPE_CHECKING:
    from .rule import Binary

OWED = {"left_owed": 0, "right_owed": 1}
NAMES = (LEFT, RIGHT)
NOTHING = Sides(0, 0)


class Position(NamedTuple):
    """What a member is in the period, and what came up on its sides; `own` is its own volume."""

    member_id: int
    rank: str
    is_active: bool
    is_qualified: bool
    new: Sides
    own: int


@dataclass(slots=True)
class Banks:
    """Both sides of a member: their lots, and volume that came back and is still owed."""

    left: Bank
    right: Bank
    owed: Sides = NOTHING

    @property
    def sides(self) -> Sides:
        """Return what both sides hold."""
        return Sides(self.left.total, self.right.total)

    def after(self, new: Sides) -> Sides:
        """Return what both sides would hold with what came up."""
        held = zip(self.sides, new, self.owed, strict=True)
        return Sides(*(max(there + amount - debt, 0) for there, amount, debt in held))

    def take(self, taken: Sides) -> None:
        """Use up volume of both sides, the oldest first."""
        self.left.take(taken.left)
        self.right.take(taken.right)

    def accrue(self, new: Sides, lot: Lot, keeps_debt: bool) -> None:
        """Add what came up; what came back is taken off the newest first.

        What a side does not hold is owed: later volume settles it first.
        """
        owed = [
            _accrued(bank, amount - debt, lot)
            for bank, amount, debt in zip((self.left, self.right), new, self.owed, strict=True)
        ]
        self.owed = Sides(*owed) if keeps_debt else NOTHING


class Outcome(NamedTuple):
    """What a period did to a member's sides.

    Keeps: what a side held and what it accrued is what was paid, flushed, and is left in `banks`.
    """

    lines: tuple[Earning, ...]
    accrued: Sides
    paid: Sides
    flushed: Sides
    banks: Banks


class _Match(NamedTuple):
    """Units that the sides hold, units that are paid, and their pay before and after limits.

    `cap_minor` is the limit in money that holds, None if none does; `share` is there where it is
    that of a person.
    """

    units: int
    paid_units: int
    full: Pay
    paid_minor: int
    cap_minor: int | None
    share: Share | None = None

    @property
    def is_limited(self) -> bool:
        """Tell whether a limit holds."""
        return self.paid_units < self.units or self.cap_minor is not None


class Raised(NamedTuple):
    """A position with all that came up, before it is paid; `match` is what its own limits leave."""

    position: Position
    place: int
    accrued: Sides
    flushed: Sides
    sides: Sides
    match: _Match | None
    banks: Banks

    @property
    def paid_minor(self) -> int:
        """Return what the position would be paid by itself."""
        return self.match.paid_minor if self.match else 0


def earnings(rule: Binary, ground: Ground) -> Iterator[Earning]:
    """Pay each member in the order of the picture, and keep what carries over.

    Units:  volume in hundredths of a point, money in minor units; each line rounded half up.
    Raises: InvariantBroken — the picture has no placement tree, or no binary one.
    Source: plan rule of kind "binary".
    """
    period = ground.picture.period
    key = period.key if period else ""
    banks = _brought(rule, ground)
    there: Iterable[Raised] = (
        bring_up(rule, position, banks.get(position.member_id) or Banks(Bank(), Bank()), key)
        for position in positions(rule, ground.standings)
        if position.member_id in banks or any(position.new) or position.own
    )
    shares: Mapping[int, Share] = {}
    if rule.counts_persons:
        there = list(there)
        wanted = {raised.position.member_id: raised.paid_minor for raised in there}
        shares = shares_of(rule, ground, wanted)
    for raised in there:
        outcome = pay_out(rule, raised, shares.get(raised.position.member_id))
        yield from outcome.lines
        for carry in _carried(rule, raised.position.member_id, outcome.banks, key):
            ground.keep(carry)


def positions(rule: Binary, standings: Standings) -> Iterator[Position]:
    """Yield what every member is in the period."""
    picture = standings.picture
    pairs = pairs_of(picture.placement, picture.member_ids)
    own = own_volumes(rule.volume, standings)
    new, sponsored = new_sides(pairs, own), sponsored_sides(pairs, standings)
    for row, member_id in enumerate(picture.member_ids):
        is_active = standings.is_active[row]
        is_qualified = is_active and min(sponsored[row]) >= rule.sponsored_each_side
        rank = standings.ranks[row]
        yield Position(member_id, rank, is_active, is_qualified, new[row], own[row])


def settle_position(rule: Binary, position: Position, banks: Banks, key: str) -> Outcome:
    """Work out one member by itself: the meaning of the rule. `banks` is used up."""
    return pay_out(rule, bring_up(rule, position, banks, key))


def bring_up(rule: Binary, position: Position, banks: Banks, key: str) -> Raised:
    """Let old lots expire, new volume come up, and an inactive member lose its sides."""
    place, keeping = place_of(key), rule.keeping
    flushed = NOTHING
    if keeping.expires_after is not None:
        oldest = place - keeping.expires_after
        flushed = Sides(banks.left.expire(oldest), banks.right.expire(oldest))
    before = banks.sides
    _accrue(rule, position, banks, Lot(place, key, 0))
    sides = banks.sides
    accrued = sides.less(before)
    if not position.is_active:
        flushed = flushed.plus(_inactive_flush(rule, banks))
    match = _match(rule, position, sides) if position.is_qualified else None
    return Raised(position, place, accrued, flushed, sides, match, banks)


def pay_out(rule: Binary, raised: Raised, share: Share | None = None) -> Outcome:
    """Pay a qualified member what its sides match, and flush what may not be handed on.

    `share` is what the limit of its person leaves it, None where none holds.
    """
    position, place, accrued, flushed, sides, match, banks = raised
    if match and share:
        match = _shared(rule, position, match, share)
    paid = NOTHING
    if match:
        paid, lost = _used_up(rule, sides, match)
        banks.take(paid.plus(lost))
        flushed = flushed.plus(lost)
    trimmed = Sides(banks.left.trim(rule.keeping, place), banks.right.trim(rule.keeping, place))
    lines = tuple(_lines(rule, position, sides, match, banks.sides)) if match else ()
    return Outcome(lines, accrued, paid, flushed.plus(trimmed), banks)


def _accrue(rule: Binary, position: Position, banks: Banks, lot: Lot) -> None:
    """Bring up what came in below, and the member's own volume on the side the plan says.

    Both are new volume of that side: they make up for each other before anything is owed or
    forgotten.
    """
    new, own, keeps_debt = position.new, position.own, rule.returned == "owed"
    accrues = {
        "always": True,
        "when_active": position.is_active,
        "when_qualified": position.is_qualified,
    }[rule.accrues]
    if not accrues:
        new, own = Sides(min(new.left, 0), min(new.right, 0)), min(own, 0)
    if rule.own_volume != "none" and own:
        side = _own_side(rule, banks.after(new))
        new = new.plus(Sides(own, 0) if side == LEFT else Sides(0, own))
    banks.accrue(new, lot, keeps_debt)


def _own_side(rule: Binary, sides: Sides) -> str:
    if rule.own_volume in NAMES:
        return rule.own_volume
    stronger = sides.stronger(rule.pairing.weak_at_tie)
    return stronger if rule.own_volume == "strong" else _other(stronger)


def _other(side: str) -> str:
    return LEFT if side == RIGHT else RIGHT


def _inactive_flush(rule: Binary, banks: Banks) -> Sides:
    sides = banks.sides
    stronger = sides.stronger(rule.pairing.weak_at_tie)
    lost = {
        "none": (),
        "both": NAMES,
        "strong": (stronger,),
        "weak": (_other(stronger),),
    }[rule.inactive_flush]
    flushed = Sides(*(held if name in lost else 0 for name, held in zip(NAMES, sides, strict=True)))
    banks.take(flushed)
    return flushed


def _match(rule: Binary, position: Position, sides: Sides) -> _Match | None:
    """Find what the sides hold and what the limits let through; None where nothing is paid."""
    rank, pairing = position.rank, rule.pairing
    units = pairing.most_units(sides)
    full = pairing.pay(units, rank)
    if not full.amount_minor:
        return None
    most = units if rule.most_by_rank is None else of_rank(rule.most_by_rank, rank)
    paid_units = pairing.limited(units, most)
    paid_minor = pairing.pay(paid_units, rank).amount_minor
    cap_minor = paid_minor if rule.cap_by_rank is None else of_rank(rule.cap_by_rank, rank)
    if paid_minor <= cap_minor:
        return _Match(units, paid_units, full, paid_minor, None)
    paid_units = pairing.units_paid_by(cap_minor, paid_units, rank)
    return _Match(units, paid_units, full, cap_minor, cap_minor)


def _shared(rule: Binary, position: Position, match: _Match, share: Share) -> _Match:
    """Leave a position what its person's limit leaves it."""
    if match.paid_minor <= share.left_minor:
        return match
    units = rule.pairing.units_paid_by(share.left_minor, match.paid_units, position.rank)
    return match._replace(
        paid_units=units, paid_minor=share.left_minor, cap_minor=share.left_minor, share=share
    )


def _used_up(rule: Binary, sides: Sides, match: _Match) -> tuple[Sides, Sides]:
    """Return what is paid of both sides, and what they lose to a limit."""
    paid = rule.pairing.used(sides, match.paid_units)
    if not match.is_limited or rule.after_cap == "keep_unpaid":
        return paid, NOTHING
    matched = rule.pairing.used(sides, match.units)
    return paid, (sides if rule.after_cap == "full_flush" else matched).less(paid)


def _lines(
    rule: Binary, position: Position, sides: Sides, match: _Match, left: Sides
) -> Iterator[Earning]:
    """Say what was matched, and in a line of its own what a limit took of it."""
    full, member_id = match.full, position.member_id
    facts = (
        ("left", sides.left),
        ("right", sides.right),
        ("matched", match.units),
        ("left_carried", left.left),
        ("right_carried", left.right),
    )
    yield Earning(
        rule.id, member_id, None, 0, full.rate_bp, full.base_minor, full.amount_minor, facts=facts
    )
    cut_minor = match.paid_minor - full.amount_minor
    if cut_minor:
        if match.cap_minor is None:
            limit: tuple[tuple[str, int], ...] = (
                ("matched", match.units),
                ("paid", match.paid_units),
            )
        else:
            limit = match.share.facts if match.share else (("cap", match.cap_minor),)
        yield Earning(
            rule.id, member_id, None, 0, 0, 0, cut_minor, source_id=member_id, facts=limit
        )


def _accrued(bank: Bank, amount: int, lot: Lot) -> int:
    """Add volume, or take it off the newest lots; return what the side could not give."""
    if amount >= 0:
        bank.add(lot._replace(amount=amount))
        return 0
    return -amount - bank.take_newest(-amount)


def _brought(rule: Binary, ground: Ground) -> dict[int, Banks]:
    """Collect what the period before handed on, by member."""
    lots: dict[int, tuple[list[Lot], list[Lot]]] = defaultdict(lambda: ([], []))
    owed: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for carry in ground.carried(rule.id):
        if carry.name in OWED:
            owed[carry.member_id][OWED[carry.name]] += carry.amount
        else:
            lot = Lot(place_of(carry.since), carry.since, carry.amount)
            lots[carry.member_id][NAMES.index(carry.name)].append(lot)
    held = {}
    for member_id in lots.keys() | owed.keys():
        left, right = lots[member_id]
        held[member_id] = Banks(Bank(left), Bank(right), Sides(*owed[member_id]))
    return held


def _carried(rule: Binary, member_id: int, banks: Banks, key: str) -> Iterator[Carry]:
    """Yield what both sides hand on; where nothing expires, each side is one lot of this period."""
    for name, bank in zip(NAMES, (banks.left, banks.right), strict=True):
        if rule.keeping.expires_after is None:
            yield Carry(rule.id, member_id, name, key, bank.total)
        else:
            yield from (Carry(rule.id, member_id, name, lot.since, lot.amount) for lot in bank)
    for name, amount in zip(OWED, banks.owed, strict=True):
        yield Carry(rule.id, member_id, name, key, amount)
