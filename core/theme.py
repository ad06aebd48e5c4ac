"""The company's look: colours checked for contrast, type, corners, words of the frame, a logo."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.colours import DRAWING, TEXT, colour, contrast, is_colour, readable
from core.company import forget_settings, settings_row
from core.errors import Invalid
from core.look import CORNERS, FONTS, GROUNDS, Look
from core.models import ThemeSettings
from core.policy import Actor

WORDS = ("tagline", "headline", "lead", "announcement")
_LONGEST = {"tagline": 60, "headline": 80, "lead": 240, "announcement": 160}
_KEPT = ("short_name", "words", "logo_digest", "logo_width", "logo_height")
_LOOK = tuple(one.name for one in fields(Look))


class ColourTooFaint(Invalid):
    """A colour that not everybody could read."""

    code = "core.colour_too_faint"


class InvalidTheme(Invalid):
    """A choice that does not exist."""

    code = "core.invalid_theme"


@dataclass(frozen=True, slots=True)
class Theme:
    """The look, and what the frame of every page says.

    `words` has a mapping per language ("de") of `WORDS`; what is missing is not shown.
    """

    look: Look = field(default_factory=Look)
    short_name: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    logo_digest: str = ""
    logo_width: int = 0
    logo_height: int = 0

    def word(self, name: str, language: str) -> str:
        """Return a word of the frame in a language, else in English, else nothing."""
        for wanted in (language, "en"):
            if found := self.words.get(wanted, {}).get(name, ""):
                return found
        return ""


def theme() -> Theme:
    """Return the company's theme; the house's own look where nothing was chosen."""
    row = settings_row()
    if row is None or row["theme__ground"] is None:
        return Theme()
    kept = {name: row[f"theme__{name}"] for name in _KEPT}
    return Theme(look=Look(**{name: row[f"theme__{name}"] for name in _LOOK}), **kept)


@transaction.atomic
def save_theme(*, actor: Actor, theme: Theme, at: datetime) -> Theme:
    """Set look and words; the logo stays as it is.

    Raises: ColourTooFaint — names the ratio and a colour that would do. InvalidTheme.
    """
    policy.require(actor, "core.edit_company")
    check_theme(theme)
    look = {name: getattr(theme.look, name) for name in _LOOK}
    words = {
        language: {name: text for name, text in said.items() if text}
        for language, said in theme.words.items()
    }
    ThemeSettings.objects.update_or_create(
        company_id=1, defaults={**look, "short_name": theme.short_name, "words": words}
    )
    forget_settings()
    audit.record(
        actor=actor, action="core.edit_company", subject="theme", at=at, facts={"look": look}
    )
    return theme


def check_theme(theme: Theme) -> None:
    """Refuse a theme that does not exist or cannot be read by everybody.

    Raises: ColourTooFaint, InvalidTheme.
    """
    look = theme.look
    _check_choices(look)
    for name, least in (("brand", TEXT), ("accent", DRAWING)):
        for scheme in ("light", "dark"):
            _check_contrast(look, f"{name}_{scheme}", scheme, least)
    for said in theme.words.values():
        for name, text in said.items():
            if name not in WORDS:
                raise InvalidTheme(_("There is no such text."), field=name)
            if len(text) > _LONGEST[name]:
                hint = _("Write at most %(most)s characters.") % {"most": _LONGEST[name]}
                raise InvalidTheme(hint, field=name)


def _check_choices(look: Look) -> None:
    choices: dict[str, Collection[str]] = {
        "ground": GROUNDS, "heading_font": FONTS, "body_font": FONTS, "corners": CORNERS
    }  # fmt: skip
    for name, known in choices.items():
        if getattr(look, name) not in known:
            raise InvalidTheme(_("Choose one of the offered values."), field=name)


def _check_contrast(look: Look, name: str, scheme: str, least: int) -> None:
    wanted = getattr(look, name)
    if not is_colour(wanted):
        raise InvalidTheme(_("Write a colour like #43583a."), field=name)
    ground = GROUNDS[look.ground][scheme]
    grounds = (colour(ground.paper), colour(ground.surface))
    ratio = min(contrast(colour(wanted), on) for on in grounds)
    if ratio >= least:
        return
    hint = _(
        "%(colour)s has a contrast of %(ratio)s:1 to the page, %(least)s:1 are needed so that"
        " everybody can read it. %(better)s would do."
    )
    words = {
        "colour": wanted,
        "ratio": f"{ratio // 100}.{ratio % 100:02d}",
        "least": f"{least // 100}.{least // 10 % 10}",
        "better": readable(colour(wanted), grounds, least),
    }
    raise ColourTooFaint(hint % words, field=name, ratio=ratio)
