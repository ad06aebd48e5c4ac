"""A plan document that somebody wants to try."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from commissions.public import MAX_PLAN_BYTES
from storefront.forms.refusing import RefusingForm

PERIODS = (3, 6, 12, 24)
TOML = {"accept": ".toml,text/plain"}


class TryPlanForm(RefusingForm):
    """The document, its examples, and over which periods it is tried."""

    document = forms.FileField(
        label=_("Plan document"),
        help_text=_("A TOML file of at most 200 kB."),
        widget=forms.FileInput(attrs=TOML),
    )
    examples = forms.FileField(
        label=_("Its examples"),
        help_text=_("The file beside it, ending in “.examples.toml”."),
        required=False,
        widget=forms.FileInput(attrs=TOML),
    )
    of_plan = forms.ChoiceField(label=_("Settle again the periods of"), required=False)
    periods = forms.TypedChoiceField(
        label=_("Up to so many of the last ones"),
        coerce=int,
        choices=[(str(count), str(count)) for count in PERIODS],
        initial="12",
    )

    def __init__(self, *args: Any, plans: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of_plan"].choices = [(code, code) for code in plans]  # type: ignore[attr-defined]
        if not plans:
            del self.fields["of_plan"], self.fields["periods"]

    def clean_document(self) -> bytes:
        """Return the bytes of the plan."""
        return _bytes(self.cleaned_data["document"])

    def clean_examples(self) -> bytes:
        """Return the bytes of its examples, none where there is no file."""
        upload = self.cleaned_data["examples"]
        return _bytes(upload) if upload else b""


def _bytes(upload: UploadedFile[bytes]) -> bytes:
    """Read a file; one beyond the limit is not even read."""
    if (upload.size or 0) > MAX_PLAN_BYTES:
        raise forms.ValidationError(_("The file is too large. A plan has at most 200 kB."))
    return bytes(upload.read())
