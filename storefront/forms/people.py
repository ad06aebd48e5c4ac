"""Signing in, registering, becoming a partner."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from network.public import NewPerson
from storefront.forms.refusing import RefusingForm

EMAIL = {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}


class SignInForm(RefusingForm):
    """E-mail and password."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs=EMAIL)
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class RegistrationForm(RefusingForm):
    """A new account for a customer."""

    about = {
        "network.cannot_open_account": "email",
        "network.bad_email": "email",
        "network.bad_name": "name",
        "network.weak_password": "password",
    }

    name = forms.CharField(
        label=_("First and last name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs=EMAIL)
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A sentence is easier to remember than a riddle."),
    )

    def clean_password(self) -> str:
        """Ask the password rules of the settings."""
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password)
        return password

    def person(self, *, language: str, country: str) -> NewPerson:
        """Return who wants the account."""
        data = self.cleaned_data
        return NewPerson(
            email=data["email"],
            name=data["name"],
            password=data["password"],
            language=language,
            country=country,
        )


class PartnerAgreement(RefusingForm):
    """What a partner adds to an account: age and the agreement."""

    about = {
        "network.too_young": "born_on",
        "network.bad_birthday": "born_on",
        "network.agreement_missing": "accepts",
    }

    born_on = forms.DateField(
        label=_("Date of birth"),
        help_text=_("Partners must be at least 18 years old."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
    )
    accepts = forms.BooleanField(label=_("I have read the partner agreement and accept it."))
    agreement_version = forms.CharField(max_length=40, widget=forms.HiddenInput)


class PartnerRegistrationForm(RegistrationForm):
    """A new account together with a partner position."""

    about = {**RegistrationForm.about, **PartnerAgreement.about}

    born_on = PartnerAgreement.base_fields["born_on"]
    accepts = PartnerAgreement.base_fields["accepts"]
    agreement_version = PartnerAgreement.base_fields["agreement_version"]


class SponsorCodeForm(RefusingForm):
    """The code of whoever recommends."""

    about = {"network.unknown_sponsor_code": "code"}

    code = forms.CharField(
        label=_("Code of your sponsor"),
        max_length=40,
        help_text=_("It stands at the end of the link that you were given."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"}),
    )

    def clean_code(self) -> str:
        """Take a whole link as well as a code."""
        return str(self.cleaned_data["code"]).strip().rstrip("/").rpartition("/")[2]


def starting_with(version: str) -> dict[str, Any]:
    """Return the first values of a form that shows an agreement version."""
    return {"agreement_version": version}
