"""What rules refuse that pay an amount for each rank."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document.by_rank import check_ranks, check_some_effect, minor
from commissions.document.plan_money import check_money
from commissions.document.plan_rejected import PlanRejected
from commissions.kinds.by_rank import EVERYBODY
from commissions.kinds.kind import Values


def check_amounts(where: str, values: Values, document: Values) -> None:
    """Insist on an amount in the plan's currency for every rank of a plan that has ranks.

    Raises: PlanRejected.
    """
    amounts = values["amounts"]
    if EVERYBODY in amounts:
        remedy = _("Give each rank its value; one that gets nothing has zero.")
        raise PlanRejected(f"{where}.amounts", _("It must say an amount for each rank."), remedy)
    check_ranks(f"{where}.amounts", amounts, document)
    check_some_effect(f"{where}.amounts", minor(amounts))
    for amount in amounts.values():
        check_money(f"{where}.amounts", amount, document)
