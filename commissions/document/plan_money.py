"""Refuse money in another currency than the plan's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.money import Money

from .plan_rejected import PlanRejected

Values = Mapping[str, Any]


def check_money(where: str, amount: Money, document: Values) -> None:
    """Insist on the plan's currency.

    Raises: PlanRejected.
    """
    if amount.currency != document["currency"]:
        reason = _("It is in %(given)s, but the plan is in %(currency)s.")
        facts = {"given": amount.currency, "currency": document["currency"]}
        raise PlanRejected(where, reason % facts, _("A plan pays in one currency."))
