"""Fields that several forms share: amounts in small units, and words in every language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.numerals import read_scaled, show_scaled

Words = tuple[tuple[str, str], ...]
MOST = 10**12


class AmountField(forms.CharField):
    """A number with a comma or point, as an integer of 1/10**places: "12,90" as 1290."""

    def __init__(self, *, places: int, **kwargs: Any) -> None:
        self.places = places
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": "14"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Read the number; an empty field is None."""
        text = (super().to_python(value) or "").strip()
        if not text:
            return None
        amount = read_scaled(text.replace(",", "."), self.places)
        if amount is None or not 0 <= amount <= MOST:
            raise forms.ValidationError(_("Write an amount like 12.90."))
        return amount

    def prepare_value(self, value: Any) -> Any:
        """Write what the field begins with."""
        if isinstance(value, int):
            return show_scaled(value, self.places, "de").replace(".", "")
        return value


def languages() -> list[str]:
    """Return the languages the shop speaks."""
    return [code for code, _name in settings.LANGUAGES]


def add_in_each_language(
    form: forms.Form,
    name: str,
    label: str | Promise,
    *,
    required: Iterable[str] = (),
    rows: int = 0,
    **kwargs: Any,
) -> None:
    """Add a field per language, named like "name_de"; with `rows` it has several lines."""
    for code, language in settings.LANGUAGES:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        widget.attrs |= {"class": "input", "id": f"id_{name}_{code}", "lang": code}
        field = forms.CharField(
            label=_("%(label)s (%(language)s)") % {"label": label, "language": language},
            required=code in required,
            widget=widget,
            **kwargs,
        )
        field.error_messages["required"] = _("Please fill this in.")
        form.fields[f"{name}_{code}"] = field


def in_reader_language(names: Iterable[tuple[str, str]], default: str) -> str:
    """Return what something is called for whoever reads the page, else in German."""
    known = dict(names)
    return known.get((get_language() or "de")[:2]) or known.get("de") or default


def words_of(form: forms.Form, name: str) -> Words:
    """Return what was entered in each language, without those that are empty."""
    given = ((code, form.cleaned_data.get(f"{name}_{code}", "")) for code in languages())
    return tuple((code, text.strip()) for code, text in given if text.strip())


def initial_words(name: str, words: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what the fields of each language begin with."""
    return {f"{name}_{code}": text for code, text in words}


def in_each_language(form: forms.Form, names: Iterable[str]) -> list[tuple[str, list[Any]]]:
    """Return the form's fields language by language, for a page that shows them side by side."""
    return [
        (str(language), [form[f"{name}_{code}"] for name in names])
        for code, language in settings.LANGUAGES
    ]
