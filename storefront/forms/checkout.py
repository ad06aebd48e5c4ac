"""The steps from the cart to the order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.addresses import COUNTRY_NAMES, Address, rules_of
from shop.public import Cart, Choices, Contact
from storefront.forms.refusing import RefusingForm
from storefront.wording import PURPOSES

if TYPE_CHECKING:
    from django.utils.functional import Promise, _StrPromise

PAYMENTS: dict[str, str | Promise] = {
    "card": _("Card"),
    "prepayment": _("Bank transfer in advance"),
}
CHOSEN_PURPOSES = [(code, PURPOSES[code]) for code in ("own_use", "customer", "resale")]
ADDRESS_FIELDS = ("name", "company", "street", "extra", "postcode", "town")
BILLING = "billing_"


def _text(label: str | _StrPromise, autocomplete: str, *, required: bool = True) -> forms.CharField:
    attrs = {"autocomplete": autocomplete}
    return forms.CharField(
        label=label, max_length=120, required=required, widget=forms.TextInput(attrs=attrs)
    )


class AddressForm(RefusingForm):
    """Where the parcel goes, and where the papers go if elsewhere."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("You get the confirmation there."),
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}
        ),
    )
    name = _text(_("First and last name"), "shipping name")
    company = _text(_("Company"), "shipping organization", required=False)
    street = _text(_("Street and number"), "shipping address-line1")
    extra = _text(_("Address line 2"), "shipping address-line2", required=False)
    postcode = _text(_("Postcode"), "shipping postal-code")
    town = _text(_("Town"), "shipping address-level2")
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_("Only for questions about the delivery."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )
    keeps = forms.BooleanField(label=_("Keep this address in my account"), required=False)
    bills_elsewhere = forms.BooleanField(
        label=_("The invoice goes to another address"), required=False
    )
    billing_name = _text(_("First and last name"), "billing name", required=False)
    billing_company = _text(_("Company"), "billing organization", required=False)
    billing_street = _text(_("Street and number"), "billing address-line1", required=False)
    billing_extra = _text(_("Address line 2"), "billing address-line2", required=False)
    billing_postcode = _text(_("Postcode"), "billing postal-code", required=False)
    billing_town = _text(_("Town"), "billing address-level2", required=False)
    billing_country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=lambda: sorted(COUNTRY_NAMES.items(), key=lambda entry: str(entry[1])),
        widget=forms.Select(attrs={"autocomplete": "billing country"}),
    )
    vat_id = forms.CharField(
        label=_("VAT id of the company"),
        max_length=20,
        required=False,
        help_text=_("For example DE123456789."),
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country
        self.fields["billing_country"].initial = country
        rules = rules_of(country)
        if rules.example.isdigit():
            self.fields["postcode"].widget.attrs["inputmode"] = "numeric"
        if rules.example:
            self.fields["postcode"].widget.attrs["placeholder"] = rules.example

    @property
    def has_details(self) -> bool:
        """Tell whether one of the rarely needed fields is filled in or wrong."""
        return any(
            self[name].value() or self[name].errors for name in ("company", "extra", "phone")
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a whole second address as soon as one is wanted."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("bills_elsewhere"):
            for field in ("name", "street", "postcode", "town"):
                if not data.get(BILLING + field):
                    self.add_error(BILLING + field, _("Please fill this in."))
        return data

    def contact(self) -> Contact:
        """Return what was entered; the shop delivers within one country."""
        data = self.cleaned_data
        billing = None
        if data["bills_elsewhere"]:
            billing = self._address(BILLING, data["billing_country"] or self.country)
        return Contact(data["email"], self._address("", self.country), billing, data["vat_id"])

    def _address(self, prefix: str, country: str) -> Address:
        parts = {field: self.cleaned_data[prefix + field] for field in ADDRESS_FIELDS}
        phone = "" if prefix else self.cleaned_data["phone"]
        return Address(**parts, country=country, phone=phone)


def address_initial(contact: Contact | None) -> dict[str, Any]:
    """Return what the form shows of a contact that is known already."""
    if contact is None:
        return {}
    known: dict[str, Any] = {
        field: getattr(contact.address, field) for field in (*ADDRESS_FIELDS, "phone")
    }
    known |= {"email": contact.email, "vat_id": contact.vat_id}
    if contact.billing is not None:
        known["bills_elsewhere"] = True
        known |= {
            BILLING + field: getattr(contact.billing, field)
            for field in (*ADDRESS_FIELDS, "country")
        }
    return known


class WaysForm(RefusingForm):
    """How to send, how to pay, and what a partner orders for."""

    shipping = forms.ChoiceField(label=_("Delivery"), widget=forms.RadioSelect)
    payment = forms.ChoiceField(label=_("Payment"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(
        label=_("What do you order for?"), choices=CHOSEN_PURPOSES, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, cart: Cart, asks_purpose: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cart = cart
        fitting = [offer for offer in cart.shipping_offers if not offer.is_too_heavy]
        shippings = [(offer.code, offer.name) for offer in fitting]
        payments = [(offer.code, PAYMENTS[offer.code]) for offer in cart.payment_offers]
        self._offer("shipping", shippings, _("Choose how we shall send this order."))
        self._offer("payment", payments, _("Choose how you want to pay."))
        if not asks_purpose:
            del self.fields["purpose"]
            return
        self._offer("purpose", CHOSEN_PURPOSES, _("Choose what you order for."))
        for line in cart.lines:
            self.fields[f"purpose_{line.line_id}"] = forms.ChoiceField(
                label=line.product_name,
                required=False,
                choices=[("", _("as above")), *CHOSEN_PURPOSES],
                initial=line.purpose,
                widget=forms.Select(attrs={"class": "input"}),
            )

    def _offer(
        self,
        name: str,
        choices: Sequence[tuple[str, str | Promise]],
        missing: str | _StrPromise,
    ) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)
        field.error_messages |= {"required": missing, "invalid_choice": missing}
        if len(choices) == 1:
            field.initial = choices[0][0]

    @property
    def purpose_fields(self) -> list[forms.BoundField]:
        """Return a field for every line, in case one serves another purpose."""
        return [self[f"purpose_{line.line_id}"] for line in self.cart.lines]

    @property
    def differing(self) -> bool:
        """Tell whether some line has a purpose of its own."""
        return any(field.value() for field in self.purpose_fields)

    def choices(self) -> Choices:
        """Return what was chosen."""
        data = self.cleaned_data
        return Choices(data["shipping"], data["payment"], data.get("purpose", ""))

    def line_purposes(self) -> dict[int, str]:
        """Return the lines that serve another purpose than the whole."""
        return {
            line.line_id: purpose
            for line in self.cart.lines
            if (purpose := self.cleaned_data.get(f"purpose_{line.line_id}", ""))
        }


class OrderForm(RefusingForm):
    """The total that stood above the button."""

    shown_gross_minor = forms.IntegerField(widget=forms.HiddenInput)
