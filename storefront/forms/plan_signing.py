"""A plan that somebody hands in, and the second signature."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.public import MAX_PLAN_BYTES
from storefront.forms.plans import TOML
from storefront.forms.refusing import RefusingForm

CODE = {
    "rows": 18,
    "spellcheck": "false",
    "autocapitalize": "off",
    "wrap": "off",
    "class": "input font-mono text-sm",
}


class PlanForm(RefusingForm):
    """Document and examples, each pasted or as a file; a file replaces what is pasted."""

    about = {"commissions.proposal_waiting": "document"}

    document_file = forms.FileField(
        label=_("Plan document as a file"), required=False, widget=forms.FileInput(attrs=TOML)
    )
    document = forms.CharField(
        label=_("Plan document"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs=CODE),
    )
    examples_file = forms.FileField(
        label=_("Its examples as a file"), required=False, widget=forms.FileInput(attrs=TOML)
    )
    examples = forms.CharField(
        label=_("Its examples"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs=CODE),
    )
    note = forms.CharField(
        label=_("For the second person"),
        help_text=_("What has changed and why, and where it was agreed."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Take files for texts, with plain ends of lines as a text field would send them."""
        data = super().clean() or {}
        for name in ("document", "examples"):
            upload = data.get(f"{name}_file")
            data[name] = _text_of(upload.read(MAX_PLAN_BYTES + 1)) if upload else data.get(name, "")
            data[name] = data[name].replace("\r\n", "\n")
        if not data["document"].strip():
            self.add_error("document", _("Choose a file or paste the plan."))
        return data

    @property
    def texts(self) -> tuple[bytes, bytes]:
        """Return document and examples as bytes."""
        data = self.cleaned_data
        return data["document"].encode(), data["examples"].encode()


class SecondSignatureForm(RefusingForm):
    """Put a plan in force, or turn it down with a reason."""

    about = {"commissions.proposal_reason_missing": "reason"}

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("approve", _("Sign: it is in force from its first day on")),
                 ("reject", _("Turn it down"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    has_read = forms.BooleanField(
        label=_("I have read this text with this hash, what it changes and what it pays at most."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason, if you turn it down"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sha256 = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Insist on reading before signing."""
        data = super().clean() or {}
        if data.get("decision") == "approve" and not data.get("has_read"):
            self.add_error("has_read", _("Read it first, then say so."))
        return data


def _text_of(content: bytes) -> str:
    """Return the text of a file; what is no text stays recognisable as none."""
    return content.decode(errors="replace")
