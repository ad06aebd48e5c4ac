"""Signing in, opening an account, setting passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from network.public import NewPerson, WeakPassword, check_password_rules
from storefront.forms.refusing import RefusingForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

E_MAIL, PASSWORD = _("E-mail"), _("Password")
EMAIL = {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}


def email_field(
    label: Label = E_MAIL, *, autocomplete: str = "email", help_text: Label = ""
) -> forms.EmailField:
    """Return a field for an address; a phone shows the keyboard with the @."""
    widget = forms.EmailInput(attrs={**EMAIL, "autocomplete": autocomplete})
    return forms.EmailField(label=label, max_length=254, widget=widget, help_text=help_text)


def name_field() -> forms.CharField:
    """Return a field for somebody's full name."""
    return forms.CharField(
        label=_("First and last name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


def present_password(hint: Label = "", *, required: bool = True) -> forms.CharField:
    """Return a field for the password that holds now."""
    return forms.CharField(
        label=_("Current password"),
        help_text=hint,
        required=required,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def new_password(label: Label = PASSWORD) -> forms.CharField:
    """Return a field for a new password, with the rules beside it and for password managers."""
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "new-password", "passwordrules": "minlength: 10;"}
        ),
        help_text=_(
            "At least 10 characters, not only digits, no common word, not your name. A sentence"
            " is easy to remember; a password manager is welcome."
        ),
    )


class SignInForm(RefusingForm):
    """E-mail and password."""

    email = email_field(autocomplete="username")
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    remember = forms.BooleanField(label=_("Stay signed in on this device"), required=False)


class RegistrationForm(RefusingForm):
    """A new account."""

    about = {
        "network.cannot_open_account": "email",
        "network.bad_email": "email",
        "network.bad_name": "name",
        "network.weak_password": "password",
    }

    name = name_field()
    email = email_field(help_text=_("We send a mail there to confirm that it is yours."))
    password = new_password()

    def clean(self) -> dict[str, object]:
        """Ask the password rules before anything is looked up, with name and address at hand."""
        data: dict[str, object] = super().clean() or {}
        if "password" in data:
            try:
                check_password_rules(
                    str(data["password"]),
                    email=str(data.get("email", "")),
                    name=str(data.get("name", "")),
                )
            except WeakPassword as refusal:
                self.add_error("password", refusal.message)
        return data

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


class ForgottenForm(RefusingForm):
    """Where the link for a new password shall go."""

    email = email_field()


class NewPasswordForm(RefusingForm):
    """A new password, by a link."""

    about = {"network.weak_password": "password"}

    password = new_password(_("New password"))


class SponsorCodeForm(RefusingForm):
    """The code of whoever recommends."""

    about = {"network.unknown_sponsor_code": "code", "network.sponsor_not_active": "code"}

    code = forms.CharField(
        label=_("Code of your sponsor"),
        max_length=200,
        help_text=_("It stands at the end of the link that you were given."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"}),
    )

    def clean_code(self) -> str:
        """Take a whole link as well as a code."""
        return str(self.cleaned_data["code"]).strip().rstrip("/").rpartition("/")[2][:40]
