"""What an example promises of each drawn period, and how the period came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commissions.engine.daily_rates import Quote
from commissions.engine.facts import Carry, Correction, Earning
from commissions.engine.plan import Payout, Plan
from commissions.engine.standings import Standings

from .example_carries import Promised
from .example_tree import ExampleTree


@dataclass(frozen=True, slots=True)
class ExamplePeriod:
    """A drawn period and what it must come to, by the members' names."""

    tree: ExampleTree
    pays_minor: Mapping[str, int]
    ranks: Mapping[str, str]
    earned_ranks: Mapping[str, str]
    titles: Mapping[str, str]
    volumes_minor: Mapping[str, int]
    carries: Mapping[str, Promised]
    reserves_minor: Mapping[str, int]
    payouts_minor: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One promise: a period, or several in a row in which members keep what they reached.

    `rates` are the published exchange rates that they go by.
    """

    name: str
    periods: tuple[ExamplePeriod, ...]
    rates: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """How one period of a promise came out; `waiting` is what periods before left unpaid.

    `plan` has the published rates that the period went by.
    """

    plan: Plan
    period: ExamplePeriod
    lines: tuple[Earning, ...]
    standings: Standings
    corrections: tuple[tuple[str, Correction], ...] = ()
    carried: tuple[Carry, ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)

    def earned_minor(self, name: str) -> int:
        """Return what a member earns in all, less what is taken back of the period before."""
        number = self.period.tree.numbers[name]
        paid = sum(line.amount_minor for line in self.lines if line.member_id == number)
        back = sum(line.amount_minor for whom, line in self.corrections if whom == name)
        return paid + back

    def balance_minor(self, plan: Plan, name: str) -> int:
        """Return what could be paid out: pay less reserve, and what waits from before."""
        earned = self.earned_minor(name)
        kept = plan.reserve.kept_minor(max(earned, 0)) if plan.reserve else 0
        return self.waiting.get(name, 0) + earned - kept

    def left_waiting(self, plan: Plan) -> Mapping[str, int]:
        """Return what the next period finds unpaid."""
        balances = {name: self.balance_minor(plan, name) for name in self.period.tree.numbers}
        return {name: minor - paid_out(plan, minor) for name, minor in balances.items()}


def paid_out(plan: Plan, balance_minor: int) -> int:
    """Return what of a balance is paid out now."""
    return (plan.payout or Payout(0, 0)).paid_minor(balance_minor)
