"""The form of the living style page: a field of every kind."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.addresses import COUNTRY_NAMES
from storefront.forms.refusing import RefusingForm

SIZES = (("50", "50 ml"), ("100", "100 ml"), ("200", "200 ml"))


class SampleForm(RefusingForm):
    """Nothing is sent anywhere."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("We write to you only about orders."))
    country = forms.ChoiceField(
        label=_("Country"), choices=[(code, COUNTRY_NAMES[code]) for code in ("DE", "AT")]
    )
    born_on = forms.DateField(label=_("Born on"), widget=forms.DateInput(attrs={"type": "date"}))
    size = forms.ChoiceField(label=_("Size"), choices=SIZES, widget=forms.RadioSelect)
    picture = forms.FileField(label=_("Picture"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    accepts = forms.BooleanField(label=_("I have read the terms and conditions."))
