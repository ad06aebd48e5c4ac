"""From which sum on partners are paid out, where the plan says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from commissions.engine.plan import Payout

from . import readers
from .key import Key, Keys
from .plan_money import check_money

PAYOUT: Keys = {
    "minimum": Key(
        readers.money,
        'minimum = "20.00 EUR"',
        _(
            "The smallest balance that is paid out; smaller ones are carried forward, and paid "
            "whole when the contract ends. It takes the place of the company's setting; of "
            "several plans' the lowest holds."
        ),
    ),
    "pay_anyway_after": Key(
        readers.days_from_one,
        'pay_anyway_after = "90 days"',
        _("How long a smaller balance waits at most."),
    ),
}


def check_payout(document: Mapping[str, Any]) -> None:
    """Insist on the plan's currency.

    Raises: PlanRejected.
    """
    if "payout" in document:
        check_money("payout.minimum", document["payout"]["minimum"], document)


def payout_of(document: Mapping[str, Any]) -> Payout | None:
    """Return what the plan says of paying out, None where it leaves that to the company."""
    table = document.get("payout")
    return Payout(table["minimum"].minor, table["pay_anyway_after"]) if table else None
