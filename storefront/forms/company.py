"""The company's own facts, as its owner types them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from core.company import Company
from core.money import EXPONENTS
from finance.public import checked_iban
from network.public import member_by_code
from storefront.forms.people import present_password
from storefront.forms.refusing import RefusingForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PLAIN = (
    "name", "street", "postcode", "town", "phone", "email", "website", "tax_number", "vat_id",
    "register_entry", "managing_directors", "account_holder", "iban", "bic",
    "review_applications", "house_sponsor_code", "force_payout_after_days", "bank_cool_down_hours",
)  # fmt: skip


def _line(label: str | _StrPromise, hint: str | _StrPromise = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=False, help_text=hint)


class CompanyForm(RefusingForm):
    """What papers, bank files and registration need to know of the company."""

    about = {
        "finance.invalid_iban": "iban",
        "network.unknown_sponsor_code": "house_sponsor_code",
        "network.wrong_password": "company_password",
    }

    name = forms.CharField(label=_("Name of the company"), max_length=200)
    street = _line(_("Street and number"))
    postcode = _line(_("Postcode"))
    town = _line(_("Town"))
    phone = _line(_("Phone"))
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = _line(_("Website"))
    tax_number = _line(_("Tax number"), _("One of tax number and VAT id stands on every invoice."))
    vat_id = _line(_("VAT id"))
    register_entry = _line(_("Register entry"), _("Court and number, like Amtsgericht X, HRB 1."))
    managing_directors = _line(_("Managing directors"))
    account_holder = _line(_("Account holder"))
    iban = _line(_("IBAN"), _("Payouts leave from here, and customers' transfers arrive here."))
    bic = _line(_("BIC"))
    company_password = present_password(
        _("Only where the bank account changes: customers' transfers and payouts follow it."),
        required=False,
    )
    review_applications = forms.BooleanField(
        label=_("Staff look at an application before a position becomes active."), required=False
    )
    house_sponsor_code = _line(
        _("Sponsor of people without a sponsor"),
        _("The code of a partner; empty: nobody joins without a sponsor."),
    )
    refund_limit = forms.IntegerField(
        label=_("Refunds by transfer above this need a second person"),
        help_text=_("In whole units of the company's currency."),
        min_value=0,
        max_value=1_000_000,
    )
    minimum_payout = forms.IntegerField(
        label=_("Smallest payout to a partner"),
        help_text=_("In whole units of the company's currency; 0: every amount is paid."),
        min_value=0,
        max_value=1_000,
    )
    force_payout_after_days = forms.IntegerField(
        label=_("Smaller amounts are paid all the same after so many days"),
        help_text=_("And whenever a partner leaves. Statements never wait."),
        min_value=1,
        max_value=366,
    )
    bank_cool_down_hours = forms.IntegerField(
        label=_("Changed bank data are used after so many hours"),
        help_text=_("Against payouts to an account that somebody else has entered."),
        min_value=0,
        max_value=720,
    )

    def company(self, before: Company) -> Company:
        """Return the company as it is wanted.

        Raises: InvalidIban; UnknownSponsorCode.
        """
        given = {name: self.cleaned_data[name] for name in PLAIN}
        if given["iban"]:
            given["iban"] = checked_iban(given["iban"], currency=before.currency).compact
        if given["house_sponsor_code"]:
            given["house_sponsor_code"] = member_by_code(given["house_sponsor_code"]).code
        limits = {
            f"{name}_minor": self.cleaned_data[name] * _unit(before)
            for name in ("refund_limit", "minimum_payout")
        }
        return replace(before, **given, **limits)


def company_values(company: Company) -> dict[str, object]:
    """Return what the form shows at first."""
    limits = {
        "refund_limit": company.refund_limit_minor // _unit(company),
        "minimum_payout": company.minimum_payout_minor // _unit(company),
    }
    return {name: getattr(company, name) for name in PLAIN} | limits


def _unit(company: Company) -> int:
    return int(10 ** EXPONENTS[company.currency])
