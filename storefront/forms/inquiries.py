"""Questions about earning lines, and answers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from storefront.forms.refusing import RefusingForm

LONGEST = 4_000


class QuestionForm(RefusingForm):
    """What somebody wants to know about a line."""

    about = {"commissions.inquiry_text_missing": "text"}

    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(RefusingForm):
    """The answer."""

    about = {"commissions.inquiry_text_missing": "text"}

    text = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
