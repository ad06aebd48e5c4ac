"""Exchange rates: one by hand, a correction, and a published file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.money import EXPONENTS
from finance.public import MAX_RATES_BYTES, RATE_DECIMALS, Quote, RateRow
from storefront.forms.fields import AmountField
from storefront.forms.office import day_input
from storefront.forms.refusing import RefusingForm

USUAL_SOURCE = "EZB-Referenzkurs"
CURRENCIES = tuple((code, code) for code in sorted(EXPONENTS))
LINES = {
    "rows": 12,
    "spellcheck": "false",
    "autocapitalize": "off",
    "wrap": "off",
    "class": "input font-mono text-sm",
}
FILES = {"accept": ".xml,.csv,.txt,application/xml,text/xml,text/csv,text/plain"}


class SourceForm(RefusingForm):
    """Who published the rates."""

    source = forms.CharField(
        label=_("Published by"),
        help_text=_("As the plan names it."),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
    )


class RateForm(SourceForm):
    """The rate of a day."""

    about = {"finance.rate_known": "rate"}

    day = forms.DateField(label=_("Day"), widget=day_input())
    base = forms.ChoiceField(label=_("One"), choices=CURRENCIES)
    rate = AmountField(label=_("is worth"), places=RATE_DECIMALS)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)

    @property
    def quote(self) -> Quote:
        """Return the rate that was written."""
        data = self.cleaned_data
        return Quote(data["base"], data["currency"], data["day"], data["rate"])


class CorrectionForm(RefusingForm):
    """What a recorded rate should have been."""

    about = {"finance.rate_known": "rate"}

    rate = AmountField(label=_("Right rate"), places=RATE_DECIMALS)

    def quote(self, row: RateRow) -> Quote:
        """Return the rate that replaces a recorded one."""
        return row.quote._replace(millionths=self.cleaned_data["rate"])


class RateFileForm(SourceForm):
    """A published file, chosen or pasted; a file replaces what is pasted."""

    about = {"finance.bad_rate_file": "file"}

    file = forms.FileField(
        label=_("File of rates"),
        help_text=_("The XML or CSV file of the European Central Bank, unpacked."),
        required=False,
        widget=forms.FileInput(attrs=FILES),
    )
    since = forms.DateField(label=_("Only from this day on"), required=False, widget=day_input())
    lines = forms.CharField(
        label=_("Lines"),
        help_text=_("Like: 2026-01-15 EUR/CHF 0.9345"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs=LINES),
    )

    def clean(self) -> dict[str, Any]:
        """Take what is pasted where no file is chosen; one beyond the limit is not even read."""
        data = super().clean() or {}
        upload = data.get("file")
        if upload and upload.size > MAX_RATES_BYTES:
            self.add_error("file", _("The file is too large. Take a file of fewer days."))
        elif upload:
            data["content"] = bytes(upload.read())
        else:
            data["content"] = data.get("lines", "").encode()
        if not self.errors and not data["content"].strip():
            self.add_error("file", _("Choose a file or paste lines."))
        return data
