"""Say how a channel ships and what it accepts as payment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Invalid
from core.policy import Actor
from shop.models import PaymentMethod, ShippingMethod, ShippingMethodTranslation
from shop.models.payment import PaymentCode
from shop.selectors.channels import channel_card
from shop.values.shipping import NewPaymentMethod, NewShippingMethod

EDIT = "shop.edit_delivery_and_payment"
MOST_DAYS_TO_PAY = 60
_FIELDS = (
    "gross_minor", "free_from_minor", "max_weight_grams", "fewest_days", "most_days", "position",
    "is_open",
)  # fmt: skip


class BadShippingMethod(Invalid):
    """A way of shipping nobody could be offered; facts name the field."""

    code = "shop.bad_shipping_method"


class BadPaymentMethod(Invalid):
    """There is no such way to pay, or no time for it."""

    code = "shop.bad_payment_method"


@transaction.atomic
def save_shipping_method(*, actor: Actor, method: NewShippingMethod, at: datetime) -> int:
    """Set a way of shipping up, or anew under the same code; return its id.

    Raises: NotAllowed; ChannelNotFound; BadShippingMethod.
    """
    policy.require(actor, EDIT)
    _check_shipping(method)
    row, _is_new = ShippingMethod.objects.update_or_create(
        channel_id=channel_card(method.channel).channel_id,
        code=method.code,
        defaults={name: getattr(method, name) for name in _FIELDS},
    )
    ShippingMethodTranslation.objects.filter(method=row).delete()
    ShippingMethodTranslation.objects.bulk_create(
        ShippingMethodTranslation(
            method=row, language=text.language, name=text.name, note=text.note
        )
        for text in method.texts
    )
    subject = f"shipping_method:{method.channel}:{method.code}"
    facts = {name: getattr(method, name) for name in _FIELDS}
    audit.record(actor=actor, action=EDIT, subject=subject, at=at, facts=facts)
    return row.pk


@transaction.atomic
def save_payment_method(*, actor: Actor, method: NewPaymentMethod, at: datetime) -> int:
    """Open or close a way to pay in a channel; return its id.

    Raises: NotAllowed; ChannelNotFound; BadPaymentMethod.
    """
    policy.require(actor, EDIT)
    if method.code not in PaymentCode.values:
        raise BadPaymentMethod(_("There is no such way to pay."), field="code")
    if not 1 <= method.days_to_pay <= MOST_DAYS_TO_PAY:
        text = _("Buyers need from 1 to %(most)s days to pay.")
        raise BadPaymentMethod(text % {"most": MOST_DAYS_TO_PAY}, field="days_to_pay")
    facts = {
        "position": method.position, "days_to_pay": method.days_to_pay, "is_open": method.is_open,
    }  # fmt: skip
    row, _is_new = PaymentMethod.objects.update_or_create(
        channel_id=channel_card(method.channel).channel_id, code=method.code, defaults=facts
    )
    subject = f"payment_method:{method.channel}:{method.code}"
    audit.record(actor=actor, action=EDIT, subject=subject, at=at, facts=facts)
    return row.pk


def _check_shipping(method: NewShippingMethod) -> None:
    limits = (method.free_from_minor, method.max_weight_grams)
    if method.gross_minor < 0 or any(limit is not None and limit < 0 for limit in limits):
        text = _("A price or limit cannot be below zero.")
        raise BadShippingMethod(text, field="gross_minor")
    if not 0 <= method.fewest_days <= method.most_days:
        text = _("The longest time in days must not be below the shortest.")
        raise BadShippingMethod(text, field="most_days")
    if not method.texts or not all(text.name.strip() for text in method.texts):
        text = _("A way of shipping needs a name in at least one language.")
        raise BadShippingMethod(text, field="texts")
