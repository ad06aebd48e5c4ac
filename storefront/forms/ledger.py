"""How finance looks through the ledger."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from storefront.forms.office import day_input
from storefront.forms.refusing import RefusingForm


class LedgerDayForm(RefusingForm):
    """Up to and including which day."""

    on = forms.DateField(label=_("As of"), required=False, widget=day_input())

    def until(self) -> date | None:
        """Return the first day that does not count any more; None: everything counts."""
        if not self.is_valid() or self.cleaned_data["on"] is None:
            return None
        day: date = self.cleaned_data["on"]
        return day + timedelta(days=1)


class AccountsForm(LedgerDayForm):
    """Whose account, up to which day."""

    owner = forms.CharField(
        label=_("Number"),
        max_length=18,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def number(self) -> str:
        """Return the number that was asked for, if it is one."""
        return self.cleaned_data["owner"].strip() if self.is_valid() else ""
