"""Read and check values that stand once for everybody or in a table by rank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from commissions.kinds.by_rank import EVERYBODY, ByRank
from core.money import Money

from .plan_rejected import PlanRejected
from .readers import Reader

Values = Mapping[str, Any]


def by_rank(read: Reader) -> Reader:
    """Return a reader of one value for everybody, or of { rank = value }."""

    def read_each(value: object) -> Mapping[str, object]:
        if isinstance(value, dict):
            return {name: read(item) for name, item in value.items()}
        return {EVERYBODY: read(value)}

    return read_each


def minor(amounts: Mapping[str, Money]) -> ByRank:
    """Return amounts of money as whole minor units."""
    return {rank: amount.minor for rank, amount in amounts.items()}


def check_ranks(where: str, named: Mapping[str, object], document: Values) -> None:
    """Insist that a table by rank names every rank of the plan and no other.

    Raises: PlanRejected.
    """
    if EVERYBODY in named:
        return
    ranks = [rank["id"] for rank in document["rank"]]
    if not ranks:
        reason = _("The plan has no ranks.")
        raise PlanRejected(where, reason, _("Write one value, or add [[rank]] tables."))
    for name in named:
        if name not in ranks:
            known = _("Known ranks: %(ranks)s.") % {"ranks": ", ".join(ranks)}
            raise PlanRejected(f"{where}.{name}", _("There is no such rank."), known)
    for name in ranks:
        if name not in named:
            remedy = _("Give each rank its value; one that gets nothing has zero.")
            raise PlanRejected(f"{where}.{name}", _("This rank is missing."), remedy)


def check_some_effect(where: str, numbers: Mapping[str, int]) -> None:
    """Refuse a table in which nobody has anything.

    Raises: PlanRejected.
    """
    if not any(numbers.values()):
        reason = _("It has no effect: it is zero for everybody.")
        raise PlanRejected(where, reason, _("Leave the rule out or write what it pays."))
