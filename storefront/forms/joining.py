"""The steps of a partner application."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from storefront.forms.addresses import PostalForm
from storefront.forms.refusing import RefusingForm


class DetailsForm(PostalForm):
    """Where an applicant lives, and when it was born."""

    about = {"network.too_young": "born_on", "network.bad_birthday": "born_on"}

    born_on = forms.DateField(
        label=_("Date of birth"),
        help_text=_("Partners must be at least 18 years old."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
    )


class AgreementForm(RefusingForm):
    """That the wording which was shown is accepted."""

    about = {"network.agreement_missing": "accepts"}

    accepts = forms.BooleanField(label=_("I have read the partner agreement and accept it."))
    agreement_version = forms.CharField(max_length=64, widget=forms.HiddenInput)


class DecisionForm(RefusingForm):
    """What staff decide about an application, and why."""

    about = {"network.reason_missing": "reason"}

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("It is kept with the position. After a rejection the applicant reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
