"""Take money over that the bank's statement told of: it may pay an order."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

import finance.public as finance
from core import policy
from core.errors import Refusal, Refused
from core.policy import Actor
from shop.rules.transfers import UNMATCHED
from shop.services.record_incoming import RECORD, order_meant, record_incoming
from shop.values.incoming import NewTransfer, TransferResult

SYSTEM = Actor.system("bank")


class NoBankCredit(Refused):
    """The entry went out, or somebody has decided on it."""

    code = "shop.no_bank_credit"


@transaction.atomic
def take_order_payment(*, entry_id: int, at: datetime) -> TransferResult | None:
    """Take an entry over when its text names exactly one order; else leave it for a person."""
    credit = finance.bank_credit(entry_id)
    if credit is None or order_meant(_transfer(credit)) is None:
        return None
    try:
        with transaction.atomic():
            return _take(credit, SYSTEM, at)
    except Refusal:
        # Such as: somebody recorded another transfer under this reference by hand. The entry
        # waits on its page, where a person reads the refusal.
        return None


@transaction.atomic
def take_bank_credit(*, entry_id: int, actor: Actor, at: datetime) -> TransferResult:
    """Take an entry over as a customer's transfer, also where its order is not known yet.

    Raises: NoBankCredit; BankReferenceReused.
    """
    policy.require(actor, RECORD)
    credit = finance.bank_credit(entry_id)
    if credit is None:
        raise NoBankCredit(_("This entry is not money that came in and waits for a decision."))
    return _take(credit, actor, at)


def _take(credit: finance.BankCredit, actor: Actor, at: datetime) -> TransferResult:
    result = record_incoming(actor=actor, transfer=_transfer(credit), at=at)
    finance.settle_entry_with_order(
        entry_id=credit.entry_id,
        order_number="" if result.outcome == UNMATCHED else result.order_number,
        actor=actor,
        at=at,
    )
    return result


def _transfer(credit: finance.BankCredit) -> NewTransfer:
    return NewTransfer(
        bank_reference=credit.reference,
        booked_on=credit.booked_on,
        amount_minor=credit.amount_minor,
        currency=credit.currency,
        payer=credit.payer,
        text=credit.text,
    )
