"""A cart that a partner fills for a customer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.public import NewPreparedCart, PartyCard
from storefront.forms.goods import GoodsForm

SOMEBODY_ELSE = ""


class PreparedCartForm(GoodsForm):
    """For whom, and what."""

    about = {**GoodsForm.about, "shop.not_your_customer": "customer"}

    customer = forms.ChoiceField(
        label=_("Your customer"), required=False, widget=forms.Select(attrs={"class": "input"})
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
        help_text=_("Only write to people who asked you for it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    party = forms.ChoiceField(
        label=_("For a guest of the party"),
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(
        self,
        *args: Any,
        customers: Sequence[tuple[int, str]],
        parties: Sequence[PartyCard] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        party = self.fields["party"]
        assert isinstance(party, forms.ChoiceField)
        held = [(str(each.number), f"{each.number} · {each.hostess}") for each in parties]
        party.choices = [("", _("none")), *held]
        field = self.fields["customer"]
        assert isinstance(field, forms.ChoiceField)
        known = [(str(account_id), name) for account_id, name in customers]
        field.choices = [(SOMEBODY_ELSE, _("somebody else, by e-mail")), *known]

    def wish(self, channel: str, language: str) -> NewPreparedCart:
        """Return what was entered."""
        data = self.cleaned_data
        customer = data["customer"]
        return NewPreparedCart(
            channel=channel,
            language=language,
            lines=self.lines(),
            name=data["name"],
            email=data["email"],
            account_id=int(customer) if customer else None,
            party=int(data["party"] or 0),
        )
