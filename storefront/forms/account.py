"""What a person changes about the own account."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from network.public import ADVISOR_SEES_CONTACT, ADVISOR_SEES_ORDERS, OwnProfile
from storefront.forms.addresses import PostalForm, country_field, phone_field
from storefront.forms.people import email_field, name_field, new_password, present_password
from storefront.forms.refusing import RefusingForm


class ProfileForm(RefusingForm):
    """Name, phone, language and country."""

    about = {"network.bad_name": "name"}

    name = name_field()
    phone = phone_field()
    language = forms.ChoiceField(
        label=_("Language of our mails"), choices=settings.LANGUAGES, widget=forms.Select()
    )
    country = country_field()

    def profile(self) -> OwnProfile:
        """Return what shall hold from now on."""
        data = self.cleaned_data
        return OwnProfile(data["name"], data["phone"], data["language"], data["country"])


class PasswordForm(RefusingForm):
    """From the present password to a new one."""

    about = {"network.wrong_password": "password", "network.weak_password": "new_password"}

    password = present_password()
    new_password = new_password(_("New password"))


class EmailForm(RefusingForm):
    """A new address; the present password shows that it is the owner who asks."""

    about = {
        "network.wrong_password": "email_password",
        "network.bad_email": "new_email",
        "network.same_email": "new_email",
    }

    new_email = email_field(_("New e-mail"))
    email_password = present_password()


class BookForm(PostalForm):
    """An address of the book."""


class ConsentForm(RefusingForm):
    """What the adviser may see; nothing unless it is ticked."""

    orders = forms.BooleanField(
        label=_("The partner who advises me may see what I ordered."), required=False
    )
    contact = forms.BooleanField(
        label=_("The partner who advises me may see my e-mail address and phone number."),
        required=False,
    )

    def given(self) -> frozenset[str]:
        """Return the consents that shall hold."""
        kinds = {"orders": ADVISOR_SEES_ORDERS, "contact": ADVISOR_SEES_CONTACT}
        return frozenset(kind for field, kind in kinds.items() if self.cleaned_data[field])


class DownloadForm(RefusingForm):
    """The password once more before everything is handed out."""

    about = {"network.wrong_password": "data_password"}

    data_password = present_password()


class ClosingForm(RefusingForm):
    """The password once more before the account is marked to be closed."""

    about = {"network.wrong_password": "closing_password"}

    closing_password = present_password()
