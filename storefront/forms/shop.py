"""Cart and checkout."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.addresses import Address
from shop.public import Contact
from storefront.forms.refusing import RefusingForm

MOST_PER_LINE = 999


class AddToCartForm(RefusingForm):
    """How many of which variant."""

    about = {"shop.bad_quantity": "quantity", "inventory.out_of_stock": "quantity"}

    sku = forms.CharField(max_length=64, widget=forms.HiddenInput)
    quantity = forms.IntegerField(
        label=_("Quantity"),
        min_value=1,
        max_value=MOST_PER_LINE,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class QuantityForm(RefusingForm):
    """The new quantity of a cart line."""

    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=MOST_PER_LINE)


class CheckoutForm(RefusingForm):
    """Where the parcel goes, and which total was shown above the button."""

    name = forms.CharField(
        label=_("First and last name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("For questions about this order."),
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}
        ),
    )
    street = forms.CharField(
        label=_("Street and number"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.RegexField(
        label=_("Postcode"),
        regex=r"^[A-Za-z0-9][A-Za-z0-9 -]{2,9}$",
        error_messages={"invalid": _("Write the postcode, like 79098.")},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )
    town = forms.CharField(
        label=_("Town"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )

    shown_gross_minor = forms.IntegerField(widget=forms.HiddenInput)

    def contact(self, country: str) -> Contact:
        """Return where the parcel goes; the shop delivers within one country."""
        data = self.cleaned_data
        address = Address(data["name"], data["street"], data["postcode"], data["town"], country)
        return Contact(data["email"], address)
