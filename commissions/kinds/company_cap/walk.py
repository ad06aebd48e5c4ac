"""Company cap: what all members earn together above a limit is taken back, to the minor unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from core.rates import share
from core.rounding import split_by_weights

if TYPE_CHECKING:
    from .rule import CompanyCap

# What a rule has paid each member.
Account: TypeAlias = Mapping[int, int]
Serve: TypeAlias = Callable[[int, Sequence[int]], list[int]]


def cuts(rule: CompanyCap, ground: Ground) -> Iterator[Earning]:
    """Yield what each member gives back, by rising member.

    Keeps:  what is left is the smaller of sum and limit, exactly; nobody gains.
    Source: plan rule of kind "company_cap".
    """
    accounts = [ground.earned[rule_id] for rule_id in rule.of]
    limit_minor = limit(rule, ground)
    facts = (("limit", limit_minor), ("sum", total(accounts)))
    for member_id, earned_minor, cut_minor in cuts_of(rule.mode, accounts, limit_minor):
        yield Earning(rule.id, member_id, None, 0, 0, earned_minor, -cut_minor, None, facts)


def total(accounts: Iterable[Account]) -> int:
    """Return what all members have earned together."""
    return sum(sum(account.values()) for account in accounts)


def cuts_of(
    mode: str, accounts: Sequence[Account], limit_minor: int
) -> Iterator[tuple[int, int, int]]:
    """Yield who has to give back: member, what it had earned, and what of it is too much."""
    if total(accounts) <= limit_minor:
        return
    earned, kept = Counter[int](), Counter[int]()
    for account in accounts:
        earned.update(account)
    for part in kept_of(mode, accounts, limit_minor):
        kept.update(part)
    for member_id in sorted(earned):
        cut_minor = earned[member_id] - kept[member_id]
        if cut_minor:
            yield member_id, earned[member_id], cut_minor


def limit(rule: CompanyCap, ground: Ground) -> int:
    """Return the limit of the period; returns may not bring it below zero."""
    if not rule.rate_bp:
        return rule.limit_minor
    plan, volumes = ground.plan, ground.picture.volumes
    return max(share(sum(plan.worth_minor(rule.base, each) for each in volumes), rule.rate_bp), 0)


def kept_of(mode: str, accounts: Sequence[Account], limit_minor: int) -> Iterator[Account]:
    """Yield what each member keeps of each rule; earlier rules come first but for pro_rata."""
    if mode == "pro_rata":
        together = Counter[int]()
        for account in accounts:
            together.update(account)
        accounts = [together]
    serve = one_after_the_other if mode == "hard_stop" else split_by_weights
    gains, losses = netted(accounts)
    yield losses
    left_minor = limit_minor - sum(losses.values())
    for account in gains:
        kept = _kept(account, left_minor, serve)
        left_minor -= sum(kept.values())
        yield kept


def netted(accounts: Sequence[Account]) -> tuple[list[dict[int, int]], Account]:
    """Take what a rule takes back off the nearest rules before it; what is left are losses."""
    gains: list[dict[int, int]] = []
    losses = Counter[int]()
    for account in accounts:
        gains.append({member_id: amount for member_id, amount in account.items() if amount > 0})
        for member_id, amount in account.items():
            owed = -min(amount, 0)
            for before in reversed(gains):
                taken = min(owed, before.get(member_id, 0))
                if taken:
                    before[member_id] -= taken
                    owed -= taken
            losses[member_id] -= owed
    return gains, losses


def one_after_the_other(left_minor: int, gains: Sequence[int]) -> list[int]:
    """Pay one after the other until nothing is left; the last one gets the rest."""
    parts = []
    for gain in gains:
        parts.append(min(gain, left_minor))
        left_minor -= parts[-1]
    return parts


def _kept(account: Account, limit_minor: int, serve: Serve) -> Account:
    """Serve members by rising number: ties of the largest remainder go to the lower one."""
    members = sorted(account)
    gains = [account[member_id] for member_id in members]
    left_minor = max(limit_minor, 0)
    if sum(gains) <= left_minor:
        return account
    return dict(zip(members, serve(left_minor, gains), strict=True))
