"""Parties: planning one, and what hostesses get for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import Invalid
from core.rates import parse_rate
from shop.public import CreditTier, HostessCreditTable, NewParty, PartyCard
from storefront.forms.fields import AmountField
from storefront.forms.office import day_input
from storefront.forms.prepared import SOMEBODY_ELSE
from storefront.forms.refusing import RefusingForm

ROWS = 5


class PartyForm(RefusingForm):
    """At whose home, when and where, and at which party it was arranged."""

    about = {"shop.not_your_customer": "customer", "shop.partner_not_active": "customer"}

    customer = forms.ChoiceField(
        label=_("Hostess or host"), required=False, widget=forms.Select(attrs={"class": "input"})
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    held_at = forms.DateTimeField(
        label=_("Day and time"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    place = forms.CharField(
        label=_("Where it takes place"),
        max_length=120,
        help_text=_("Your guests see it on the party's page."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    booked_at = forms.ChoiceField(
        label=_("Arranged at the party"),
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(
        self,
        *args: Any,
        customers: Sequence[tuple[int, str]],
        parties: Sequence[PartyCard],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        customer, booked_at = self.fields["customer"], self.fields["booked_at"]
        assert isinstance(customer, forms.ChoiceField)
        assert isinstance(booked_at, forms.ChoiceField)
        known = [(str(account_id), name) for account_id, name in customers]
        customer.choices = [(SOMEBODY_ELSE, _("somebody else, by e-mail")), *known]
        before = [(str(each.number), f"{each.number} · {each.hostess}") for each in parties]
        booked_at.choices = [("", _("none")), *before]

    def wish(self, channel: str, language: str) -> NewParty:
        """Return what was entered."""
        data = self.cleaned_data
        return NewParty(
            channel=channel,
            language=language,
            held_at=data["held_at"],
            place=data["place"],
            name=data["name"],
            email=data["email"],
            account_id=int(data["customer"]) if data["customer"] else None,
            booked_at=int(data["booked_at"] or 0),
        )


class CreditCodeForm(RefusingForm):
    """The code of a hostess' credit."""

    about = {"shop.no_such_credit": "code"}

    code = forms.CharField(
        label=_("Code of your credit"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class HostessCreditForm(RefusingForm):
    """From which day on which totals bring which rate; empty rows do not count."""

    about = {"shop.bad_hostess_credit": "valid_from"}

    valid_from = forms.DateField(label=_("From"), widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, ROWS + 1):
            self.fields[f"from_{row}"] = AmountField(
                places=2, label=_("From a total of"), required=False
            )
            self.fields[f"rate_{row}"] = forms.CharField(
                label=_("Credit"), required=False, max_length=8
            )
            for name in (f"from_{row}", f"rate_{row}"):
                self.fields[name].widget.attrs |= {"class": "input num", "id": f"id_{name}"}

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the fields row by row."""
        return [(self[f"from_{row}"], self[f"rate_{row}"]) for row in range(1, ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        """Read the rates; a row is whole or empty."""
        data = super().clean() or {}
        self.tiers: list[CreditTier] = []
        for row in range(1, ROWS + 1):
            total, text = data.get(f"from_{row}"), (data.get(f"rate_{row}") or "").strip()
            if total is None and not text:
                continue
            rate_bp = _rate_bp(text)
            if total is None or rate_bp is None:
                text = _("Write a total and a rate like 10 %, or leave the row empty.")
                self.add_error(f"from_{row}" if total is None else f"rate_{row}", text)
                continue
            self.tiers.append(CreditTier(total, rate_bp))
        return data

    def table(self, currency: str) -> HostessCreditTable:
        """Return what was entered."""
        return HostessCreditTable(currency, self.cleaned_data["valid_from"], tuple(self.tiers))


def _rate_bp(text: str) -> int | None:
    number = text.replace("%", "").replace(",", ".").strip()
    try:
        return parse_rate(f"{number}%")
    except Invalid:
        return None
