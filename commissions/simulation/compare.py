"""Compare what a plan would have paid with what was paid: periods, rules, deciles, warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from commissions.engine.plan import Plan
from core.rates import WHOLE_BP

from .facts import Decile, Mover, RuleShare, SimulatedPeriod, Simulation, Warning
from .play import Played

SHOWN = 10
DECILES = 10
# From here on somebody's share of a period, or the growth of the payout over it, is worth a look.
MOST_BP = 2_000
GROWTH_BP = 12_000


def compare(
    plan: Plan, played: Sequence[Played], paid: Sequence[Played], limit_bp: int | None
) -> Simulation:
    """Return the comparison of what would be paid with what was, period by period alike."""
    now, then = _summed(played), _summed(paid)
    movers = [Mover(member, then[member], now[member]) for member in sorted(now | then)]
    changed = sorted(movers, key=lambda mover: (-mover.change_minor, mover.member_id))
    periods = tuple(_period(*both) for both in zip(played, paid, strict=True))
    return Simulation(
        plan_label=plan.label,
        sha256=plan.sha256,
        currency=plan.currency,
        periods=periods,
        rules=tuple(_rules(plan, played, paid)),
        deciles=tuple(_deciles(movers)),
        winners=tuple(mover for mover in changed[:SHOWN] if mover.change_minor > 0),
        losers=tuple(mover for mover in changed[::-1][:SHOWN] if mover.change_minor < 0),
        winner_count=sum(mover.change_minor > 0 for mover in movers),
        loser_count=sum(mover.change_minor < 0 for mover in movers),
        warnings=tuple(_warnings(periods, played, limit_bp)),
    )


def _summed(periods: Sequence[Played]) -> Counter[int]:
    total: Counter[int] = Counter()
    for each in periods:
        total.update(each.by_member)
    return total


def _period(now: Played, then: Played) -> SimulatedPeriod:
    return SimulatedPeriod(
        now.period_key,
        now.members,
        now.net_minor,
        sum(then.by_member.values()),
        sum(now.by_member.values()),
    )


def _rules(plan: Plan, played: Sequence[Played], paid: Sequence[Played]) -> Iterator[RuleShare]:
    now: Counter[str] = Counter()
    then: Counter[str] = Counter()
    for one, other in zip(played, paid, strict=True):
        now.update(one.by_rule)
        then.update(other.by_rule)
    names = {rule.id: dict(rule.names) for rule in plan.rules}
    for rule_id in (*names, *sorted(set(then) - set(names))):
        yield RuleShare(rule_id, names.get(rule_id, {}), then[rule_id], now[rule_id])


def _deciles(movers: Sequence[Mover]) -> Iterator[Decile]:
    """Yield tenths of equal size, the earlier ones larger by one where it does not divide."""
    ordered = sorted(movers, key=lambda mover: (-mover.then_minor, mover.member_id))
    size, larger = divmod(len(ordered), DECILES)
    start = 0
    for number in range(1, DECILES + 1):
        tenth = ordered[start : start + size + (number <= larger)]
        start += len(tenth)
        if tenth:
            yield Decile(
                number,
                len(tenth),
                sum(mover.then_minor for mover in tenth),
                sum(mover.now_minor for mover in tenth),
                sum(mover.change_minor > 0 for mover in tenth),
                sum(mover.change_minor < 0 for mover in tenth),
            )


def _warnings(
    periods: Sequence[SimulatedPeriod], played: Sequence[Played], limit_bp: int | None
) -> Iterator[Warning]:
    for period in periods:
        if limit_bp is not None and period.now_bp > limit_bp:
            yield Warning("above_limit", period.period_key, period.now_bp)
    for before, after in pairwise(periods):
        if before.now_bp and after.now_bp * WHOLE_BP > before.now_bp * GROWTH_BP:
            yield Warning("grows", after.period_key, after.now_bp)
    for each in played:
        total = sum(each.by_member.values())
        member_id, most = max(each.by_member.items(), key=lambda pair: pair[1], default=(0, 0))
        if len(each.by_member) >= DECILES and most * WHOLE_BP > total * MOST_BP:
            yield Warning("one_takes_most", each.period_key, most * WHOLE_BP // total, member_id)
