"""An order that staff enter for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.money import format_money
from shop.public import Choices, PaymentOffer, ShippingOffer, StaffOrder
from storefront.forms.checkout import CHOSEN_PURPOSES, PAYMENTS, AddressForm
from storefront.forms.goods import GoodsForm
from storefront.wording import ORDER_KINDS

SALE = "sale"


class StaffOrderForm(AddressForm, GoodsForm):
    """For whom, what, how it travels and is paid, or why it is given away."""

    about = {**GoodsForm.about, "shop.cart_is_empty": "sku_1"}

    kind = forms.ChoiceField(
        label=_("Kind of order"),
        choices=list(ORDER_KINDS.items()),
        initial=SALE,
        widget=forms.RadioSelect,
    )
    shipping = forms.ChoiceField(label=_("Delivery"), required=False)
    payment = forms.ChoiceField(label=_("Payment"), required=False)
    purpose = forms.ChoiceField(
        label=_("What for"), required=False, choices=[("", "–"), *CHOSEN_PURPOSES]
    )
    reason = forms.CharField(
        label=_("Why it is given away"),
        max_length=300,
        required=False,
        help_text=_("For samples, gifts and replacements. No names, please."),
    )
    replaces = forms.CharField(label=_("Order that is replaced"), max_length=20, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def offer_ways(
        self, shippings: Sequence[ShippingOffer], payments: Sequence[PaymentOffer], language: str,
        currency: str,
    ) -> None:  # fmt: skip
        """Fill in what the channel offers."""
        self.fields["shipping"].choices = [  # type: ignore[attr-defined]
            (o.code, f"{o.name} · {format_money(o.gross_minor, currency, language)}")
            for o in shippings
        ]
        names = {**PAYMENTS, "card": _("Payment link")}
        self.fields["payment"].choices = [(o.code, names[o.code]) for o in payments]  # type: ignore[attr-defined]

    def order(self, channel: str, language: str, account_id: int | None) -> StaffOrder:
        """Return what was entered."""
        data: dict[str, Any] = self.cleaned_data
        return StaffOrder(
            channel=channel,
            language=language,
            contact=self.contact(),
            lines=self.lines(),
            choices=Choices(data["shipping"], data["payment"], data["purpose"]),
            kind=data["kind"],
            account_id=account_id,
            reason=data["reason"],
            replaces=data["replaces"].strip(),
        )
