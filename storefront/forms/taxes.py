"""How a partner is taxed, what finance decides about it, holds and Gutschriften."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.addresses import Address
from network.public import NewTaxDeclaration, TaxFacts
from storefront.forms.addresses import PostalForm
from storefront.forms.office import day_input
from storefront.forms.refusing import RefusingForm
from storefront.wording import HOLD_REASONS, TAX_KINDS

LONGEST = 500


def _note(label: Any, rows: int = 3, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class TaxForm(PostalForm):
    """What a partner declares: how, since when, under which name and numbers."""

    kind = forms.ChoiceField(
        label=_("How are you taxed?"), choices=TAX_KINDS.items(), widget=forms.RadioSelect
    )
    valid_from = forms.DateField(
        label=_("Since which day"),
        help_text=_("Orders from this day on are settled this way."),
        widget=day_input(),
    )
    tax_number = forms.CharField(
        label=_("Tax number"),
        max_length=40,
        required=False,
        help_text=_("As the tax office wrote it to you, for example 06/123/45678."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    vat_id = forms.CharField(
        label=_("VAT ID"),
        max_length=20,
        required=False,
        help_text=_("If you have one, for example DE136695976."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    evidence = _note(_("What proves it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["phone"]
        self.fields["evidence"].help_text = _(
            "For example: certificate of the tax office of 3 March, sent by mail."
        )

    def address(self) -> Address:
        """Return what was typed; a Gutschrift names no phone number."""
        names = ("name", "company", "street", "extra", "postcode", "town", "country")
        return Address(**{name: self.cleaned_data[name] for name in names})

    def declaration(self) -> NewTaxDeclaration:
        """Return what is declared."""
        told = self.cleaned_data
        facts = TaxFacts(self.address(), told["tax_number"], told["vat_id"])
        return NewTaxDeclaration(told["kind"], told["valid_from"], facts, told["evidence"])


class SelfBillingForm(RefusingForm):
    """That the wording which was shown is accepted."""

    about = {"network.self_billing_wording_missing": "accepts"}

    accepts = forms.BooleanField(label=_("I have read the agreement and accept it."))
    version = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ObjectionForm(RefusingForm):
    """What is wrong with a Gutschrift."""

    about = {"finance.objection_reason_missing": "reason"}

    reason = _note(_("What is wrong?"), rows=5)


class HoldForm(RefusingForm):
    """Whose payments to hold, and why."""

    about = {"finance.bad_hold": "note", "finance.held_already": "reason"}

    member_id = forms.IntegerField(label=_("Partner number"), min_value=1)
    reason = forms.ChoiceField(label=_("Reason"), choices=HOLD_REASONS.items())
    note = _note(_("What has to be cleared"))


class IssueForm(RefusingForm):
    """Up to which day of vesting Gutschriften are issued."""

    until = forms.DateField(label=_("Over what has vested by"), widget=day_input())
