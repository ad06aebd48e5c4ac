"""What staff decide about members and customers; everything with a reason."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from storefront.forms.office import day_input
from storefront.forms.refusing import RefusingForm


def reason_field() -> forms.CharField:
    """Return the field for a reason that stays in the history."""
    return forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("It stays in the history; name no third persons."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StatusForm(RefusingForm):
    """Another status of a position, from today on."""

    about = {"network.reason_missing": "reason"}

    status = forms.ChoiceField(
        label=_("New state"),
        choices=[
            ("suspended", _("Suspend")),
            ("active", _("Reinstate")),
            ("terminated", _("Terminate for good")),
        ],
    )
    reason = reason_field()


class HideProfileForm(RefusingForm):
    """Take a partner's public words down."""

    about = {"network.reason_missing": "reason"}

    reason = reason_field()


class SponsorFields(RefusingForm):
    """Another partner from a day on."""

    code = forms.CharField(
        label=_("New sponsor: code or link"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"}),
    )
    valid_from = forms.DateField(label=_("From this day on"), widget=day_input())
    reason = reason_field()

    def clean_code(self) -> str:
        """Take a whole link as well as a code."""
        return str(self.cleaned_data["code"]).strip().rstrip("/").rpartition("/")[2]


class MoveForm(SponsorFields):
    """A wish to move a member under another sponsor."""

    about = {
        "network.unknown_sponsor_code": "code",
        "network.sponsor_not_active": "code",
        "network.same_sponsor": "code",
        "network.cyclic_sponsor": "code",
        "network.before_joining": "valid_from",
        "network.reason_missing": "reason",
    }


class CreditForm(SponsorFields):
    """A customer's new partner."""

    about = {
        "network.unknown_sponsor_code": "code",
        "network.sponsor_not_active": "code",
        "network.same_credit": "code",
        "network.credit_in_the_past": "valid_from",
        "network.credit_planned": "valid_from",
        "network.reason_missing": "reason",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Credited to: code or link of the partner")


class DecisionForm(RefusingForm):
    """Approve or reject, with a reason."""

    about = {"network.reason_missing": "reason"}

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("approve", _("Approve")), ("reject", _("Reject"))],
        widget=forms.RadioSelect,
    )
    reason = reason_field()
