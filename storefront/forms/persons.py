"""Which positions belong to one person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.public import NewPersonWish
from storefront.forms.members import reason_field
from storefront.forms.office import day_input
from storefront.forms.refusing import RefusingForm

MOST = 2**62


class PersonForm(RefusingForm):
    """A wish that a position belongs with another one, or to no other any more."""

    about = {
        "network.same_position": "other_id",
        "network.position_not_open": "other_id",
        "network.person_in_part": "valid_from",
        "network.person_taken": "valid_from",
        "network.before_joining": "valid_from",
        "network.not_together": "valid_from",
        "network.person_ends_first": "last_day",
        "network.reason_missing": "reason",
    }

    other_id = forms.IntegerField(
        label=_("With the position of this number"),
        required=False,
        min_value=1,
        max_value=MOST,
        help_text=_("Empty: the position stands alone from that day on."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    valid_from = forms.DateField(label=_("From this day on"), widget=day_input())
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=day_input(),
        help_text=_("Empty: without an end."),
    )
    reason = reason_field()

    def clean(self) -> dict[str, Any]:
        """An end is only said of positions that are put together."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("last_day") and not given.get("other_id") and "other_id" not in self.errors:
            self.add_error("last_day", _("Only with the number of another position."))
        return given

    def wish(self, member_id: int) -> NewPersonWish:
        """Return what was asked for."""
        last_day = self.cleaned_data["last_day"]
        return NewPersonWish(
            member_id,
            self.cleaned_data["other_id"],
            self.cleaned_data["valid_from"],
            last_day + timedelta(days=1) if last_day else None,
        )
