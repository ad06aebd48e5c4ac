"""Bank statements, and what a person says about their entries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from finance.public import ASIDE_REASONS, MAX_STATEMENT_BYTES
from storefront.forms.refusing import RefusingForm


class StatementForm(RefusingForm):
    """A bank statement to take in."""

    about = {
        "finance.bad_bank_statement": "file",
        "finance.statement_of_another_account": "file",
    }

    file = forms.FileField(
        label=_("File of the bank"),
        help_text=_("camt.053 in version .02 or .08, as your online banking exports it."),
        widget=forms.FileInput(attrs={"accept": ".xml,application/xml,text/xml"}),
    )

    def clean_file(self) -> bytes:
        """Return the bytes; a file beyond the limit is not even read."""
        upload = self.cleaned_data["file"]
        if upload.size > MAX_STATEMENT_BYTES:
            raise forms.ValidationError(_("The file is too large. Export fewer days at once."))
        return bytes(upload.read())


class AsideForm(RefusingForm):
    """Why entries are none of ours."""

    about = {"finance.unknown_aside_reason": "reason"}

    reason = forms.ChoiceField(label=_("What it is"), choices=ASIDE_REASONS)


class RepaymentForm(RefusingForm):
    """Which partner pays back."""

    about = {"finance.no_repayment": "member_id"}

    member_id = forms.IntegerField(
        label=_("Partner number"),
        min_value=1,
        max_value=10**12,
        widget=forms.NumberInput(attrs={"autocomplete": "off"}),
    )


def repayment_form(suggested: int | None, *args: Any) -> RepaymentForm:
    """Return the form with the partner whose account the money came from."""
    return RepaymentForm(*args, initial={"member_id": suggested} if suggested else None)
