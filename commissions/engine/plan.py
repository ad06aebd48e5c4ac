"""A compensation plan as the engine needs it: whole numbers, no text to interpret."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.errors import InvariantBroken
from core.periods import Period
from core.rates import share
from core.rounding import Rounding, round_half_up

from .exchange import Exchange, ExchangeRate
from .facts import Volume
from .parties import PARTY_CLOSE, without_credit
from .point_values import PointValue, value_minor
from .products import up_to_each
from .requirement import Requirement
from .rule import ORDER_NET, ORDER_PV, ORDER_RETAIL, Based, OrderRule, Rule

POINT = 100

# How earnings are corrected when goods come back.
ORIGINAL_RATES = "original_rates"
RECOMPUTE = "recompute"
RECOMPUTE_ONWARD = "recompute_onward"

# Which rank opens levels, and what becomes of one that grace no longer keeps.
THIS_PERIOD = "this_period"
LAST_PERIOD = "last_period"
ORDER_DAY = "order_day"
TO_EARNED = "to_earned"
ONE_STEP = "one_step"
NEVER = "never"

# Which day's tree orders climb, beside that of their own day.
PERIOD_END = "period_end"
RUN_DAY = "run_day"

# Which rank is the title, and which rank of a member those above it count.
HIGHEST_PAID = "highest_paid"
AS_PAID = "as_paid"
EARNED = "earned"
PAID = "paid"

# What may keep a member from taking a level, in the order in which it is asked.
BARRED = "barred"
INACTIVE = "inactive"
RANK_TOO_LOW = "rank_too_low"


@dataclass(frozen=True, slots=True)
class Rank:
    """A step of the ladder and what a period must show to reach it.

    `more` is what it requires besides the two volumes.
    """

    id: str
    names: Mapping[str, str]
    group_volume_minor: int = 0
    personal_volume_minor: int = 0
    more: tuple[Requirement, ...] = ()

    def is_reached(self, pv_minor: int, gv_minor: int) -> bool:
        """Tell whether these volumes are enough, whatever else it requires."""
        return pv_minor >= self.personal_volume_minor and gv_minor >= self.group_volume_minor


@dataclass(frozen=True, slots=True)
class RankRules:
    """What it takes to rise, how long a rank outlasts what is earned, and how it falls afterwards.

    A new rank must be earned in `hold_periods` of the last `hold_of`; one that was lost is held
    again at once within `requalify_periods`. `downline_rank` says which rank of a member those
    above it count, `own_group_stops_at` from which step on its group is its own alone.
    """

    grace_periods: int = 0
    demotion: str = TO_EARNED
    hold_periods: int = 1
    hold_of: int = 1
    requalify_periods: int = 0
    title: str = HIGHEST_PAID
    title_lasts: int | None = None
    downline_rank: str = EARNED
    own_group_stops_at: int | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """What makes a member active besides the plan's personal volume, and what inactivity leads to.

    All requirements must hold, or any one of them; then it lasts for `grace_periods` more. After so
    many inactive periods in a row somebody is proposed for suspension or termination.
    """

    requirements: tuple[Requirement, ...] = ()
    is_any_enough: bool = False
    grace_periods: int = 0
    suspend_after: int | None = None
    terminate_after: int | None = None

    @property
    def counts_inactive(self) -> bool:
        """Tell whether inactive periods lead to anything."""
        return self.suspend_after is not None or self.terminate_after is not None


@dataclass(frozen=True, slots=True)
class Returns:
    """What becomes of earnings and points of a published period when goods come back.

    `reaches_back` is how many periods back one may lie to be settled again, None for any.
    """

    earnings: str
    volume: str
    at_company_fault: str
    reaches_back: int | None = None

    @property
    def recomputes(self) -> bool:
        """Tell whether the closed period is settled again with what is left."""
        return self.earnings in (RECOMPUTE, RECOMPUTE_ONWARD)

    @property
    def goes_onward(self) -> bool:
        """Tell whether so are the periods after it, each with what the one before hands on now."""
        return self.earnings == RECOMPUTE_ONWARD

    def settles_again(self, closed: Period, in_period: Period) -> bool:
        """Tell whether a closed period is settled again for what comes back in another.

        It may lie too far back: then earnings are corrected at the rates that were paid.
        """
        earliest = in_period
        for _step in range(self.reaches_back or 0):
            earliest = earliest.previous()
        is_reached = self.reaches_back is None or closed.starts_on >= earliest.starts_on
        return self.recomputes and is_reached

    @property
    def lowers_return_period(self) -> bool:
        """Tell whether points are taken off in the period in which goods come back."""
        return self.volume == "return_period"

    @property
    def keeps_at_company_fault(self) -> bool:
        """Tell whether a return that is the company's doing changes nothing for partners."""
        return self.at_company_fault == "keep"


@dataclass(frozen=True, slots=True)
class Reserve:
    """What is kept of earnings that vest, and for how long."""

    rate_bp: int
    months: int

    def kept_minor(self, amount_minor: int) -> int:
        """Return the kept share of an amount that vests."""
        return share(amount_minor, self.rate_bp)

    def release_on(self, vested_on: date) -> date:
        """Return the day some months later; the last of the month where that day is missing."""
        years, month = divmod(vested_on.month - 1 + self.months, 12)
        year, month = vested_on.year + years, month + 1
        return date(year, month, min(vested_on.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Payout:
    """From which sum on a balance is paid out, and after how many days a smaller one is anyway."""

    minimum_minor: int
    force_after_days: int

    def paid_minor(self, balance_minor: int) -> int:
        """Return what of a balance is paid out now."""
        return balance_minor if balance_minor >= max(self.minimum_minor, 1) else 0


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of a compensation plan, in force from `valid_from`."""

    code: str
    version: int
    valid_from: date
    sha256: str
    source: str
    currency: str
    period: str
    volume_date: str
    customer_volume: str
    cv_value_minor: int | None
    active_pv_minor: int
    ranks: tuple[Rank, ...]
    rank_rules: RankRules
    rank_for_pay: str
    rules: tuple[Rule, ...]
    vests_after_days: int
    vests_after_payment: Mapping[str, int]
    returns: Returns
    reserve: Reserve | None
    late_days: int
    vests_rest_after_days: int | None = None
    payout_limit_bp: int | None = None
    markets: tuple[str, ...] = ()
    activity: Activity = Activity()
    own_volume_in_group: bool = True
    cv_values: tuple[PointValue, ...] = ()
    pv_values: tuple[PointValue, ...] = ()
    credit_reduces: bool = False
    position_rounding: Rounding | None = None
    exchange: Exchange | None = None
    payout: Payout | None = None
    tree_as_of: str = PERIOD_END

    @property
    def tree_goes_by_day(self) -> bool:
        """Tell whether each order climbs the tree of its own day."""
        return self.tree_as_of == ORDER_DAY

    @property
    def rank_goes_by_day(self) -> bool:
        """Tell whether the rank that pays an order is the one of its day."""
        return self.rank_for_pay == ORDER_DAY

    @property
    def goes_by_day(self) -> bool:
        """Tell whether orders of one period may meet other trees or ranks day by day."""
        return self.tree_goes_by_day or self.rank_goes_by_day

    @property
    def counts_parties(self) -> bool:
        """Tell whether the orders of a party count on the day on which it is closed."""
        return self.volume_date == PARTY_CLOSE

    @property
    def counts_products(self) -> bool:
        """Tell whether it matters of which category the products of an order are."""
        return any(rule.products is not None for rule in self.rules)

    @property
    def label(self) -> str:
        """Return how papers name it."""
        return f"{self.code} v{self.version}"

    @property
    def currencies(self) -> tuple[str, ...]:
        """Return the currencies whose orders count, the plan's own first."""
        return self.currency, *(self.exchange.currencies if self.exchange else ())

    def rate_of(self, volume: Volume) -> ExchangeRate | None:
        """Return the rate at which an order's money counts, None where that is the plan's own.

        None also where the plan takes nothing but points of orders in that currency.
        """
        if not volume.currency or self.exchange is None:
            return None
        return self.exchange.rate(volume.currency, volume.day, self.period)

    def rule(self, rule_id: str) -> Rule:
        """Return one of its rules."""
        return next(rule for rule in self.rules if rule.id == rule_id)

    def counts_in(self, country: str) -> bool:
        """Tell whether orders of a market count; without a list, all do."""
        return not self.markets or country in self.markets

    def order_rule(self, rule_id: str) -> OrderRule:
        """Return a rule that pays rates of orders.

        Raises: InvariantBroken — it rests on something else.
        """
        rule = self.rule(rule_id)
        if not isinstance(rule, OrderRule):
            raise InvariantBroken(f"rule {rule_id} pays no rates of orders")
        return rule

    @property
    def is_of_orders(self) -> bool:
        """Tell whether every line it pays rests on one order alone."""
        return self.position_rounding is None and all(rule.is_of_orders for rule in self.rules)

    @property
    def counts_persons(self) -> bool:
        """Tell whether it matters to some rule which positions belong to one person."""
        return any(rule.counts_persons for rule in self.rules)

    @property
    def is_active_without_volume(self) -> bool:
        """Tell whether a member that may earn is active even in a period without any volume."""
        return self.active_pv_minor <= 0 and not self.activity.requirements

    @property
    def requires_more(self) -> bool:
        """Tell whether ranks ask for more than personal and group volume."""
        return any(rank.more for rank in self.ranks)

    def rank_for(self, pv_minor: int, gv_minor: int) -> str:
        """Return the highest rank that these volumes alone reach, "" in a plan without ranks.

        Returns may bring volumes below zero; the lowest rank is everybody's all the same.
        """
        pv, gv = max(pv_minor, 0), max(gv_minor, 0)
        held = ""
        for rank in self.ranks:  # each asks for as much as the one below, and more
            if rank.more or not rank.is_reached(pv, gv):
                break
            held = rank.id
        return held

    def step(self, rank_id: str) -> int:
        """Return a rank's place on the ladder from 0, -1 for none or one of another plan."""
        return next((step for step, rank in enumerate(self.ranks) if rank.id == rank_id), -1)

    def closes_on(self, ends_before: date) -> date:
        """Return the first day on which a period may be published: its late postings are over."""
        return ends_before + timedelta(days=self.late_days)

    def base_minor(self, rule: Based, volume: Volume) -> int:
        """Return the money that the rule's rates are taken of.

        Units: minor units of the plan's currency; the worth of points is rounded once per order,
        and so is what its products come to by their factors.
        """
        if rule.products is None:
            return self.worth_minor(rule.base, volume)
        return rule.products.units(self.worths_minor(rule.base, volume))

    def worths_minor(self, base: str, volume: Volume) -> Iterator[tuple[str, int]]:
        """Yield what each category of an order offers to rates of a base, the rest at last.

        Keeps:  together they are `worth_minor`: each is the difference of running totals.
        """
        before = 0
        for category, part in up_to_each(volume):
            so_far = self._less_credit(self._whole_minor(base, part), volume)
            yield category, so_far - before
            before = so_far

    def worth_minor(self, base: str, volume: Volume) -> int:
        """Return what an order offers to rates of a base ("order.cv").

        Where a hostess' credit reduces it, by the share of the net that the credit paid.
        Units: minor units of the plan's currency; the worth of points and of money in another
        currency is rounded once per order, and once more where it is reduced.
        """
        return self._less_credit(self._whole_minor(base, volume), volume)

    def _less_credit(self, worth: int, volume: Volume) -> int:
        if not self.credit_reduces or not volume.credit_minor or not volume.net_minor:
            return worth
        return without_credit(worth, volume.net_minor, volume.credit_minor)

    def _whole_minor(self, base: str, volume: Volume) -> int:
        if base == ORDER_RETAIL:
            return self._own_money(volume.retail_minor, volume)
        if base == ORDER_PV:
            return self._valued(volume.pv_minor, self.pv_values, volume)
        if base == ORDER_NET or self.cv_value_minor is None:
            return self._own_money(volume.net_minor, volume)
        if self.cv_values:
            return self._valued(volume.cv_minor, self.cv_values, volume)
        return round_half_up(volume.cv_minor * self.cv_value_minor, POINT)

    def _own_money(self, minor: int, volume: Volume) -> int:
        if not volume.currency:
            return minor
        rate = self.rate_of(volume)
        return rate.worth_minor(minor) if rate else 0

    def _valued(self, points: int, values: tuple[PointValue, ...], volume: Volume) -> int:
        return round_half_up(points * value_minor(values, volume.country, volume.day), POINT)

    def rest_vests_on(self, ends_before: date) -> date:
        """Return the first day on which earnings of a period that rest on no order may be paid.

        Raises: InvariantBroken — the plan pays no such earnings.
        """
        if self.vests_rest_after_days is None:
            raise InvariantBroken(f"{self.label} pays only for orders")
        return ends_before + timedelta(days=self.vests_rest_after_days)

    def vests_on(self, arrived_on: date, paid_on: date, payment_method: str) -> date:
        """Return the first day on which an earning may be paid.

        The days begin after the delivery, and after the payment where that can be called back, and
        the last one counts whole (§§ 187, 188 BGB).
        """
        after_delivery = arrived_on + timedelta(days=self.vests_after_days + 1)
        days = self.vests_after_payment.get(payment_method)
        if days is None:
            return after_delivery
        return max(after_delivery, paid_on + timedelta(days=days + 1))
