"""The company's logo: a picture that only shows, small, and stored anew without what it carried."""

from __future__ import annotations

import hashlib
import io
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from core import audit, policy
from core.company import forget_settings
from core.errors import Invalid
from core.look import Look
from core.models import ThemeSettings
from core.policy import Actor

MOST_BYTES = 1_000_000
_MOST_PIXELS = 4000 * 4000
_SHOWN = (640, 192)
_FORMATS = ("PNG", "WEBP", "JPEG")


class InvalidLogo(Invalid):
    """Not a picture we can show."""

    code = "core.invalid_logo"


@transaction.atomic
def save_logo(*, actor: Actor, upload: bytes, at: datetime) -> str:
    """Keep a logo, reduced to what the header shows; return its digest.

    Raises: InvalidLogo.
    """
    policy.require(actor, "core.edit_company")
    picture, width, height = _reduced(upload)
    digest = hashlib.sha256(picture).hexdigest()[:12]
    made = {
        "logo": picture, "logo_width": width, "logo_height": height, "logo_digest": digest
    }  # fmt: skip
    ThemeSettings.objects.update_or_create(
        company_id=1, defaults=made, create_defaults={**asdict(Look()), **made}
    )
    forget_settings()
    facts = {"bytes": len(picture)}
    audit.record(actor=actor, action="core.edit_company", subject="logo", at=at, facts=facts)
    return digest


@transaction.atomic
def remove_logo(*, actor: Actor, at: datetime) -> None:
    """Show the name beside the mark again."""
    policy.require(actor, "core.edit_company")
    nothing = {"logo": None, "logo_width": 0, "logo_height": 0, "logo_digest": ""}
    if ThemeSettings.objects.exclude(logo_digest="").update(**nothing):
        forget_settings()
        audit.record(actor=actor, action="core.edit_company", subject="logo", at=at)


def logo() -> bytes | None:
    """Return the logo as WebP, or None."""
    kept = ThemeSettings.objects.values_list("logo", flat=True).first()
    return bytes(kept) if kept else None


def _reduced(upload: bytes) -> tuple[bytes, int, int]:
    if len(upload) > MOST_BYTES:
        raise InvalidLogo(_("The picture is larger than one megabyte."), field="logo")
    try:
        opened = Image.open(io.BytesIO(upload), formats=_FORMATS)
        if opened.width * opened.height > _MOST_PIXELS:
            raise InvalidLogo(_("The picture has too many pixels."), field="logo")
        picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError,
            Image.DecompressionBombError) as problem:  # fmt: skip
        hint = _("This is not a picture we can read. Choose a PNG, WebP or JPEG file.")
        raise InvalidLogo(hint, field="logo") from problem
    picture.thumbnail(_SHOWN)
    stored = io.BytesIO()
    picture.save(stored, "WEBP", lossless=True)
    return stored.getvalue(), picture.width, picture.height
