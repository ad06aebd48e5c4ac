"""A buyer says where a refund by transfer shall go."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, encryption, policy
from core.errors import Refused
from core.policy import Actor
from finance.public import checked_holder, checked_iban
from shop.models import Refund
from shop.models.refund import RefundMethod, RefundState
from shop.selectors.order_links import holds_link
from shop.services.finish_refund import locked_refund


class NoAccountNeeded(Refused):
    """The refund is over, or the payment provider sends it."""

    code = "shop.refund_no_account_needed"


@transaction.atomic
def name_refund_account(
    *, refund_id: int, holder: str, iban: str, actor: Actor, at: datetime, link: str = ""
) -> None:
    """Keep the account, sealed with the order's person key; it may be named anew until it is used.

    Raises: RefundNotFound; NotAllowed; NoAccountNeeded; InvalidIban; InvalidHolder.
    """
    refund = locked_refund(refund_id)
    order = refund.order
    policy.require(
        actor,
        "shop.name_refund_account",
        account_id=order.account_id,
        has_link=holds_link(link, order.pk),
    )
    if refund.method != RefundMethod.TRANSFER or refund.state != RefundState.REQUESTED:
        raise NoAccountNeeded(_("This refund needs no account any more."))
    assert order.person_id is not None, "what was paid here was ordered by a person"
    told = {
        "holder": checked_holder(holder),
        "iban": checked_iban(iban, currency=refund.currency).compact,
    }
    sealed = encryption.seal(order.person_id, json.dumps(told))
    Refund.objects.filter(pk=refund_id).update(bank_sealed=sealed, bank_given_at=at)
    audit.record(
        actor=actor, action="shop.name_refund_account", subject=f"order:{order.pk}", at=at,
        facts={"refund": refund_id},
    )  # fmt: skip
