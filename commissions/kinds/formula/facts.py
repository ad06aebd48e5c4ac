"""What a bonus by formula may name of a member, beside what ranks may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from commissions.document.member_facts import rank_facts
from commissions.engine.facts import Volume
from commissions.engine.ground import Ground
from commissions.engine.people import group_volumes
from commissions.engine.plan import Plan
from commissions.engine.requirement import FACTS
from commissions.engine.rule import ORDER_NET
from commissions.formulas.units import Fact, Facts, Unit
from commissions.kinds.kind import Values

RANK = "rank"
EARNED = "earned"
_ORDERS: Mapping[str, tuple[Callable[[Plan, Volume], int], bool]] = {
    "cv": (lambda _plan, volume: volume.cv_minor, False),
    "group_cv": (lambda _plan, volume: volume.cv_minor, True),
    "net": (lambda plan, volume: plan.worth_minor(ORDER_NET, volume), False),
    "group_net": (lambda plan, volume: plan.worth_minor(ORDER_NET, volume), True),
}
_OWN: Facts = {
    RANK: Fact(Unit.RANK, _("rank")),
    EARNED: Fact(Unit.MONEY, _("earnings by the rules named"), low=0),
    "cv": Fact(Unit.POINTS, _("commission points")),
    "group_cv": Fact(Unit.POINTS, _("commission points of the group")),
    "net": Fact(Unit.MONEY, _("net value of orders")),
    "group_net": Fact(Unit.MONEY, _("net value of the group's orders")),
}


def bonus_facts(ranks: Sequence[Values]) -> Facts:
    """Return everything that a bonus may name, and the ranks by their ids."""
    return {**rank_facts(ranks), **_OWN}


class Known:
    """Looks facts up, row by row; what is summed over orders is summed once."""

    def __init__(self, ground: Ground, reads: Sequence[str]) -> None:
        self._ground, self._reads = ground, reads
        self._columns: dict[str, list[int]] = {}

    def value(self, name: str, row: int) -> int:
        """Return one fact of the member in a row."""
        standings = self._ground.standings
        if name in FACTS:
            return FACTS[name](standings.people, row)
        if name == RANK:
            return self._ground.plan.step(standings.ranks[row]) + 1
        if name == EARNED:
            member_id = standings.picture.member_ids[row]
            accounts = (self._ground.earned[rule_id] for rule_id in self._reads)
            return max(sum(account.get(member_id, 0) for account in accounts), 0)
        return self._column(name)[row]

    def _column(self, name: str) -> list[int]:
        if name not in self._columns:
            amount, is_of_group = _ORDERS[name]
            tree = self._ground.standings.tree
            own = [0] * len(tree.sponsor_rows)
            for volume in self._ground.picture.volumes:
                own[tree.row_of[volume.member_id]] += amount(self._ground.plan, volume)
            self._columns[name] = group_volumes(tree, own) if is_of_group else own
        return self._columns[name]
