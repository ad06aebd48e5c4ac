"""Putting things into the cart."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

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
