"""What a calculation may know, and what it returns: a frozen picture of one period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from core.periods import Period

OWN = "own"
CUSTOMER = "customer"
MAY_EARN = "active"

# What a member does with an order on its way up.
TOOK = "took"
PASSED_OVER = "passed_over"
USED_UP = "used_up"


class Portion(NamedTuple):
    """What an order, or a reversal, holds of one category of products (products.py).

    Units: as in `Volume`.
    """

    category: str
    pv_minor: int = 0
    cv_minor: int = 0
    net_minor: int = 0
    qv_minor: int = 0
    retail_minor: int = 0

    @property
    def amounts(self) -> dict[str, Any]:
        """Return all of it by name, each a whole number."""
        return {name: amount for name, amount in self._asdict().items() if name != "category"}


class Volume(NamedTuple):
    """The volume of one order, credited to a member: bought for the own position or by a customer.

    `retail_minor` is what the buyer paid above the member's own price, `country` where the order
    went, `day` the day that counts it, `buyer` which customer it was, "" where nobody says.
    `credit_minor` is what a hostess' credit paid of the net. `party` is the number of the party it
    belongs to and `booked_at` of the one at which that party was arranged, 0 for none. `portions`
    are what it holds of each category by name, for plans that ask; the rest is in none.
    Units: pv, cv and qv in hundredths of a point, money in minor units of `currency`, which is ""
    where it is the plan's.
    """

    entry_id: int
    order_ref: str
    member_id: int
    kind: str
    pv_minor: int
    cv_minor: int
    net_minor: int
    qv_minor: int = 0
    retail_minor: int = 0
    country: str = ""
    day: date | None = None
    buyer: str = ""
    currency: str = ""
    credit_minor: int = 0
    party: int = 0
    booked_at: int = 0
    portions: tuple[Portion, ...] = ()


class Reversal(NamedTuple):
    """What was taken back of an order: amounts of zero or below.

    `settled_in` is the period whose published run has counted the order, "" if it counts in this
    one: then the order's volume is what is left of it. `lowers_points` tells whether the member's
    points of this period fall, because those of the closed period stay. `portions` are the part of
    each category, as of a volume.
    """

    reversal_id: int
    entry_id: int
    ref: str
    member_id: int
    kind: str
    settled_in: str
    lowers_points: bool
    pv_minor: int
    cv_minor: int
    net_minor: int
    qv_minor: int = 0
    retail_minor: int = 0
    portions: tuple[Portion, ...] = ()


class Closed(NamedTuple):
    """A published run whose period has to be corrected, with the fingerprint of what it paid."""

    run_id: int
    period_key: str
    result_hash: str


class Held(NamedTuple):
    """What a member held after the last published run: rank, periods it was missed, title."""

    rank: str = ""
    missed: int = 0
    title: str = ""


class Ranked(NamedTuple):
    """A member's ranks in a period: earned by its volumes, held after grace and demotion, paid.

    `paid` opens the levels of the period; `held`, `missed` and `title` go on to the next one.
    """

    earned: str
    held: str
    paid: str
    title: str
    missed: int

    @property
    def carried(self) -> Held:
        """Return what the next period begins with."""
        return Held(self.held, self.missed, self.title)


class Carry(NamedTuple):
    """A number that a period hands on to the next: a rule's, or the plan's own with rule_id "".

    `name` says what it counts and in which unit, `since` is the key of the period it came up in.
    """

    rule_id: str
    member_id: int
    name: str
    since: str
    amount: int


class Award(NamedTuple):
    """A rank given by hand that is in force in the period: at least this one, or exactly it.

    The reason stands where it was given; the calculation needs none.
    """

    member_id: int
    rank: str
    is_exact: bool = False


class Moved(NamedTuple):
    """A member that from a day on no longer stood below `from_id`, None for the top."""

    day: date
    member_id: int
    from_id: int | None


@dataclass(frozen=True, slots=True)
class Placement:
    """The placement tree: for each member, in the picture's order, its parent and its slot from 1.

    Who waits for a place has neither.
    """

    parent_ids: tuple[int | None, ...]
    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Members by rising number as parallel columns, and the volumes of the period.

    `volumes` are what is left of each order. `reversals` are everything the period takes back;
    `closed` names the runs that have counted the orders of some of them. `held` says what each
    member brought from the last published run; it is empty where no member brought anything.
    `joined_on` is each member's first day, `carried` what the last published run handed on,
    `awards` the ranks given by hand, at most one a member. `persons` says for each member the
    lowest number of a position of the same person, its own where that has no other; it is empty
    where nobody has several. `moves` lead back from the sponsors to
    those of earlier days, where a plan asks for them: without, one tree holds for all days.
    """

    member_ids: tuple[int, ...]
    sponsor_ids: tuple[int | None, ...]
    statuses: tuple[str, ...]
    volumes: tuple[Volume, ...]
    reversals: tuple[Reversal, ...] = ()
    closed: tuple[Closed, ...] = ()
    held: tuple[Held, ...] = ()
    period: Period | None = None
    placement: Placement | None = None
    joined_on: tuple[date, ...] = ()
    carried: tuple[Carry, ...] = ()
    awards: tuple[Award, ...] = ()
    persons: tuple[int, ...] = ()
    moves: tuple[Moved, ...] = ()


class Standing(NamedTuple):
    """What one member was in the period: the facts that decide who may take a level.

    The how-many-th recruit of its sponsor it is, and how many it has itself, is told to those
    rules alone that need it.
    """

    member_id: int
    status: str
    is_active: bool
    rank: str
    pv_minor: int = 0
    gv_minor: int = 0
    joined_on: date | None = None
    recruit_no: int = 0
    recruits: int = 0


class Earning(NamedTuple):
    """One line: a member earns a rate of a base, on one level, from one order.

    A line that rests on no single order has no volume: it may come from the earnings or the volume
    of one other member, `source_id`, and `facts` are the named whole numbers that explain it. What
    a cap or a comparison takes away is a line below zero.
    """

    rule_id: str
    member_id: int
    volume: Volume | None
    level: int
    rate_bp: int
    base_minor: int
    amount_minor: int
    source_id: int | None = None
    facts: tuple[tuple[str, int], ...] = ()

    @property
    def is_cut(self) -> bool:
        """Tell whether a limit of the rule itself takes it from what its member earns by it."""
        return self.amount_minor < 0 and self.source_id == self.member_id

    @property
    def order_ref(self) -> str:
        """Return the number of its order, "" without one."""
        return self.volume.order_ref if self.volume else ""


class Correction(NamedTuple):
    """By how much a line of a closed period differs from all that was booked for it before.

    `line_no` is the line's number in the run it corrects, None where the member had no line.
    """

    rule_id: str
    member_id: int
    volume: Volume | None
    level: int
    rate_bp: int
    base_minor: int
    amount_minor: int
    run_id: int
    period_key: str
    line_no: int | None
    source_id: int | None = None

    @property
    def order_ref(self) -> str:
        """Return the number of its order, "" without one."""
        return self.volume.order_ref if self.volume else ""


class Step(NamedTuple):
    """One member met on the way up: took a level, was passed over, or used a level up.

    `rate_bp` is the rate it took, and `below_bp` what was paid below it already where that counts.
    """

    member_id: int
    level: int
    decision: str
    obstacle: str
    rate_bp: int = 0
    below_bp: int = 0
