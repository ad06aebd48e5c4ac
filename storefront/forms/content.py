"""Look and texts of the company."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.colours import is_colour
from core.look import CORNERS, FONTS, GROUNDS, Look
from core.texts import NewText
from core.theme import WORDS, Theme
from storefront.forms.office import day_input
from storefront.forms.refusing import RefusingForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise
    Choices = dict[str, Label]

GROUND_WORDS: Choices = {
    "warm": _("Warm, like paper"),
    "neutral": _("Neutral, white and grey"),
    "cool": _("Cool, with a touch of blue"),
}
FONT_WORDS: Choices = {
    "sans": _("Of the visitor's system"),
    "humanist": _("Humanist, warm and open"),
    "geometric": _("Geometric, modern"),
    "rounded": _("Rounded, friendly"),
    "classical": _("Classical, without serifs"),
    "oldstyle": _("Old style, with serifs"),
    "transitional": _("Bookish, with serifs"),
}
CORNER_WORDS: Choices = {"square": _("Square"), "soft": _("Soft"), "round": _("Round")}
# Sentences, which one line would cut, and how many lines they get.
SENTENCES = {"headline": 2, "lead": 3, "announcement": 2}
WORD_LABELS: Choices = {
    "tagline": _("Line beneath the name"),
    "headline": _("Headline of the home page"),
    "lead": _("Sentence beneath the headline"),
    "announcement": _("Bar above every page"),
}


def colour_field(label: Label) -> forms.CharField:
    """Return a field for a colour, chosen or written."""
    return forms.CharField(
        label=label, max_length=7, widget=forms.TextInput(attrs={"type": "color"})
    )


def _word_input(word: str) -> forms.Widget:
    if word in SENTENCES:
        return forms.Textarea(attrs={"class": "input", "rows": SENTENCES[word]})
    return forms.TextInput(attrs={"class": "input"})


def choice_field(label: Label, known: dict[str, Any], words: Choices) -> forms.ChoiceField:
    """Return a field for one of the values a look may have."""
    return forms.ChoiceField(label=label, choices=[(key, words[key]) for key in known])


class LookForm(RefusingForm):
    """Colours, type, corners, and the words of the frame in every language."""

    short_name = forms.CharField(
        label=_("Name in the header"),
        max_length=24,
        required=False,
        help_text=_("Short enough for a phone. Empty: the company's name."),
    )
    brand_light = colour_field(_("Brand colour, light"))
    brand_dark = colour_field(_("Brand colour, dark"))
    accent_light = colour_field(_("Second colour, light"))
    accent_dark = colour_field(_("Second colour, dark"))
    ground = choice_field(_("Ground"), GROUNDS, GROUND_WORDS)
    heading_font = choice_field(_("Type of headings"), FONTS, FONT_WORDS)
    body_font = choice_field(_("Type of texts"), FONTS, FONT_WORDS)
    corners = choice_field(_("Corners"), CORNERS, CORNER_WORDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, language_name in settings.LANGUAGES:
            for word in WORDS:
                self.fields[f"{word}_{language}"] = forms.CharField(
                    label=f"{WORD_LABELS[word]} ({language_name})",
                    required=False,
                    widget=_word_input(word),
                )

    def clean(self) -> dict[str, Any]:
        """Write colours in small letters; the use case says what is wrong with one."""
        data: dict[str, Any] = super().clean() or {}
        return {
            name: value.lower() if isinstance(value, str) and is_colour(value.lower()) else value
            for name, value in data.items()
        }

    def theme(self, kept: Theme) -> Theme:
        """Return the theme that was chosen, with the logo there is."""
        data = self.cleaned_data
        words = {
            language: {word: " ".join(data[f"{word}_{language}"].split()) for word in WORDS}
            for language, _name in settings.LANGUAGES
        }
        return Theme(
            look=Look(**{name: data[name] for name in Look.__slots__}),
            short_name=data["short_name"],
            words=words,
            logo_digest=kept.logo_digest,
            logo_width=kept.logo_width,
            logo_height=kept.logo_height,
        )


def look_values(theme: Theme) -> dict[str, str]:
    """Return what the form shows of a theme."""
    look = {name: getattr(theme.look, name) for name in Look.__slots__}
    words = {
        f"{word}_{language}": theme.words.get(language, {}).get(word, "")
        for language, _name in settings.LANGUAGES
        for word in WORDS
    }
    return {**look, **words, "short_name": theme.short_name}


class LogoForm(RefusingForm):
    """A picture for the header."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG, WebP or JPEG, at most one megabyte; best on a transparent ground."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/webp,image/jpeg"}),
    )


class TextForm(RefusingForm):
    """A new wording of a text."""

    title = forms.CharField(label=_("Title"), max_length=200)
    valid_from = forms.DateField(label=_("In force from"), widget=day_input())
    version = forms.CharField(
        label=_("Name of the version"),
        max_length=64,
        required=False,
        help_text=_("Empty: its first day."),
    )
    body = forms.CharField(
        label=_("Text"),
        help_text=_("Markdown: ## heading, **bold**, - list, [words](address)."),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
    )

    def new_text(self, kind: str, language: str, country: str) -> NewText:
        """Return the wording to publish."""
        data = self.cleaned_data
        valid_from: date = data["valid_from"]
        return NewText(
            kind=kind,
            language=language,
            country=country,
            valid_from=valid_from,
            version=data["version"],
            title=data["title"],
            body=data["body"],
        )


class NewPageForm(RefusingForm):
    """The address of a new page of the company's own."""

    slug = forms.SlugField(
        label=_("Address of the page"),
        max_length=50,
        help_text=_("Small letters and dashes, for example care-tips."),
    )
