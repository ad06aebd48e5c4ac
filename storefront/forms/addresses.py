"""An address, as a person types it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.addresses import COUNTRY_NAMES, Address, rules_of
from storefront.forms.refusing import RefusingForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FIELDS = ("name", "company", "street", "extra", "postcode", "town", "country", "phone")


def _line(label: str | _StrPromise, autocomplete: str, *, required: bool = True) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=120, required=required, widget=widget)


def country_field() -> forms.ChoiceField:
    """Return a choice of countries, in the alphabet of the page's language."""
    return forms.ChoiceField(
        label=_("Country"),
        choices=lambda: sorted(COUNTRY_NAMES.items(), key=lambda entry: str(entry[1])),
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )


def phone_field() -> forms.CharField:
    """Return an optional field for a phone number."""
    return forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )


class PostalForm(RefusingForm):
    """An address with the rules of its country; a refusal names its field itself."""

    name = _line(_("First and last name"), "name")
    company = _line(_("Company"), "organization", required=False)
    street = _line(_("Street and number"), "address-line1")
    extra = _line(_("Address line 2"), "address-line2", required=False)
    postcode = _line(_("Postcode"), "postal-code")
    town = _line(_("Town"), "address-level2")
    country = country_field()
    phone = phone_field()

    def __init__(self, *args: Any, known: Address | None, country: str, **kwargs: Any) -> None:
        values = {field: getattr(known, field) for field in FIELDS} if known else {}
        kwargs["initial"] = {"country": country, **values, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        example = rules_of(kwargs["initial"]["country"]).example
        self.fields["postcode"].widget.attrs["placeholder"] = example

    def address(self) -> Address:
        """Return what was typed; the use case tidies and checks it."""
        return Address(**{field: self.cleaned_data[field] for field in FIELDS})
