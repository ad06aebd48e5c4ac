"""What staff decide about members who were inactive for too long."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from storefront.forms.members import reason_field
from storefront.forms.refusing import RefusingForm


class InactiveForm(RefusingForm):
    """Which of the page's proposals, and what becomes of them."""

    about = {"commissions.inactive_reason_missing": "reason"}

    chosen = forms.TypedMultipleChoiceField(
        label=_("Partners"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one partner.")},
    )
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("accept", _("As proposed, from today on")),
            ("decline", _("Leave them as they are")),
        ],
        widget=forms.RadioSelect,
    )
    reason = reason_field()

    def __init__(self, *args: Any, offered: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].error_messages["required"] = _("Choose at least one partner.")
        self.fields["chosen"].choices = [(number, number) for number in offered]  # type: ignore[attr-defined]
