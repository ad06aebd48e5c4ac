"""How a partner appears to others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.public import Profile
from storefront.forms.refusing import RefusingForm


class ProfileForm(RefusingForm):
    """Public words, ways to be reached, and who may see what."""

    about = {"network.bad_email": "business_email"}

    public_name = forms.CharField(
        label=_("Name on your page"),
        max_length=60,
        required=False,
        help_text=_("Left empty, your page shows the name of your account."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    greeting = forms.CharField(
        label=_("Greeting"),
        max_length=400,
        required=False,
        help_text=_("A few sentences of your own. No promises about health or income, please."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    business_email = forms.EmailField(
        label=_("E-mail for your team"),
        max_length=254,
        required=False,
        help_text=_("The partners you sponsor see it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    shares_contact = forms.BooleanField(
        label=_("My sponsor may see my e-mail address and phone number."), required=False
    )
    hides_name = forms.BooleanField(
        label=_("Above my sponsor I appear without my name, by my number only."), required=False
    )

    @staticmethod
    def initial_of(profile: Profile) -> dict[str, Any]:
        """Return what was chosen before."""
        return {
            "public_name": profile.public_name,
            "greeting": profile.greeting,
            "business_email": profile.business_email,
            "phone": profile.phone,
            "shares_contact": profile.shares_contact,
            "hides_name": profile.hides_name,
        }
