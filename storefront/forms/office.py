"""Partner office and staff office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from storefront.forms.people import present_password
from storefront.forms.refusing import RefusingForm


def day_input() -> forms.DateInput:
    """Return a widget for a calendar day."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class BankAccountForm(RefusingForm):
    """Where earnings are paid to; the password shows that it is the owner who says so."""

    about = {
        "finance.invalid_iban": "iban",
        "finance.invalid_holder": "holder",
        "network.wrong_password": "bank_password",
    }

    holder = forms.CharField(
        label=_("Account holder"),
        max_length=70,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    iban = forms.CharField(
        label=_("IBAN"),
        max_length=42,
        help_text=_("Spaces are fine, for example DE02 1203 0000 0000 2020 51."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    bank_password = present_password()


class RunForm(RefusingForm):
    """Which plan and period to calculate."""

    about = {
        "commissions.unknown_plan": "plan_code",
        "commissions.no_plan_in_force": "period_key",
        "commissions.wrong_period": "period_key",
        "core.bad_period": "period_key",
    }

    plan_code = forms.ChoiceField(label=_("Plan"))
    period_key = forms.CharField(
        label=_("Period"),
        max_length=8,
        help_text=_("A month as 2026-03, a week as 2026-W07."),
    )

    def __init__(self, *args: Any, plans: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan_code"].choices = [(code, code) for code in plans]  # type: ignore[attr-defined]


class PayoutForm(RefusingForm):
    """On which day the bank shall pay."""

    pay_on = forms.DateField(label=_("Payment day"), widget=day_input())


class VestingForm(RefusingForm):
    """Up to which day withdrawal periods must have ended."""

    as_of = forms.DateField(label=_("Release what is due by"), widget=day_input())


class DeliveryForm(RefusingForm):
    """When the parcel arrived."""

    delivered_on = forms.DateField(label=_("Delivered on"), widget=day_input())
