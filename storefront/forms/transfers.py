"""Bank transfers that came in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.money import read_amount
from shop.public import NewTransfer
from storefront.forms.office import day_input
from storefront.forms.refusing import RefusingForm


class TransferForm(RefusingForm):
    """A transfer as it stands on the bank statement."""

    amount = forms.CharField(
        label=_("Amount"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    booked_on = forms.DateField(label=_("Booked on"), widget=day_input())
    bank_reference = forms.CharField(
        label=_("Number of the bank"),
        max_length=120,
        help_text=_("It stands on the statement; the same one never counts twice."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    text = forms.CharField(
        label=_("Reference"),
        max_length=500,
        required=False,
        help_text=_("What the payer wrote. An order number in it is found."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    payer = forms.CharField(
        label=_("Payer"),
        max_length=140,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def transfer(self, currency: str) -> NewTransfer:
        """Return what was entered.

        Raises: BadMoney — more decimals than the currency has.
        """
        data = self.cleaned_data
        return NewTransfer(
            bank_reference=data["bank_reference"],
            booked_on=data["booked_on"],
            amount_minor=read_amount(data["amount"], currency),
            currency=currency,
            payer=data["payer"],
            text=data["text"],
        )


class AssignForm(RefusingForm):
    """Which order a transfer is for."""

    order_number = forms.CharField(label=_("Order number"), max_length=20)


class GiveBackForm(RefusingForm):
    """The transfer by which something was sent back."""

    bank_reference = forms.CharField(label=_("Number of the bank"), max_length=120)
    returned_on = forms.DateField(label=_("Sent back on"), widget=day_input())
