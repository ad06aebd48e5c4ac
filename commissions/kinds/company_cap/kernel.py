"""Company cap over columns; what it means stands in walk.py, and is worked out there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissions.arrays.bases import bases
from commissions.arrays.columns import Minor, exact_sum, minor, rows
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock
from commissions.arrays.made import lines_of_members
from core.rates import share

from .rule import CompanyCap
from .walk import cuts_of, total


def blocks(rule: CompanyCap, ground: ArrayGround) -> Iterator[LineBlock]:
    """Take back what is above the limit: rows stand for members, as both rise together."""
    accounts = [_account(ground.earned[rule_id]) for rule_id in rule.of]
    limit_minor = _limit(rule, ground)
    cuts = list(cuts_of(rule.mode, accounts, limit_minor))
    if not cuts:
        return
    members, earned, too_much = zip(*cuts, strict=True)
    facts = {"limit": limit_minor, "sum": total(accounts)}
    repeated = {name: np.full(len(cuts), number, np.int64) for name, number in facts.items()}
    yield from lines_of_members(
        rule.id, rows(members), minor(earned), -minor(too_much), repeated
    )  # fmt: skip


def _account(earned: Minor) -> dict[int, int]:
    paid = np.flatnonzero(earned)
    return dict(zip(paid.tolist(), earned[paid].tolist(), strict=True))


def _limit(rule: CompanyCap, ground: ArrayGround) -> int:
    if not rule.rate_bp:
        return rule.limit_minor
    worth_minor = exact_sum(bases(ground.plan, rule, ground.picture.volumes))
    return max(share(worth_minor, rule.rate_bp), 0)
