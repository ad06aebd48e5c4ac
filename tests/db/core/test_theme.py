"""The company's look: chosen by the owner, readable by everybody, with a logo that only shows."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image

from core import memo
from core.company import Company, save_company
from core.logo import InvalidLogo, logo, remove_logo, save_logo
from core.look import Look, stylesheet
from core.models import AuditEntry
from core.policy import Actor, NotAllowed
from core.theme import ColourTooFaint, InvalidTheme, Theme, save_theme, theme

pytestmark = pytest.mark.django_db

OWNER = Actor(1, frozenset({"owner"}), None, "account:1")
CLERK = Actor(2, frozenset({"marketing"}), None, "account:2")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BLUE = Look(brand_light="#1f4f8b", brand_dark="#9cc3f5", ground="cool", corners="square")


@pytest.fixture(autouse=True)
def _company() -> None:
    """Let there be a company."""
    save_company(actor=OWNER, settings=Company(name="Blau", currency="EUR", country="DE"), at=NOON)


def picture(size: tuple[int, int] = (1200, 300), kind: str = "PNG") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "navy").save(drawn, kind)
    return drawn.getvalue()


def test_a_company_that_chose_nothing_looks_like_the_house() -> None:
    assert theme() == Theme()
    assert theme().look.is_default


def test_the_owner_chooses_a_look_and_its_words() -> None:
    words = {"de": {"tagline": "Klar wie Wasser", "lead": ""}, "en": {"headline": "Clear"}}
    chosen = Theme(look=BLUE, short_name="Blau", words=words)
    save_theme(actor=OWNER, theme=chosen, at=NOON)
    assert theme().look == BLUE
    assert theme().word("tagline", "de") == "Klar wie Wasser"
    assert theme().word("headline", "de") == "Clear"
    assert theme().word("lead", "de") == ""
    assert AuditEntry.objects.latest("id").subject == "theme"


def test_nobody_else_may() -> None:
    with pytest.raises(NotAllowed):
        save_theme(actor=CLERK, theme=Theme(), at=NOON)
    with pytest.raises(NotAllowed):
        save_logo(actor=CLERK, upload=picture(), at=NOON)


@pytest.mark.parametrize(
    ("name", "faint", "ratio", "least"),
    [
        ("brand_light", "#9cc3f5", "1.70", "4.5"),
        ("brand_dark", "#1f4f8b", "1.95", "4.5"),
        ("accent_light", "#f0d0a0", "1.38", "3.0"),
    ],
)
def test_a_faint_colour_is_refused_by_its_ratio_with_one_that_would_do(
    name: str, faint: str, ratio: str, least: str
) -> None:
    look = replace(BLUE, **{name: faint})
    with pytest.raises(ColourTooFaint) as refused:
        save_theme(actor=OWNER, theme=Theme(look=look), at=NOON)
    assert f"{faint} has a contrast of {ratio}:1" in refused.value.message
    assert f"{least}:1 are needed" in refused.value.message
    better = refused.value.message.split(" would do")[0].rpartition(" ")[2]
    save_theme(actor=OWNER, theme=Theme(look=replace(BLUE, **{name: better})), at=NOON)


@pytest.mark.parametrize(
    "wrong",
    [{"ground": "mud"}, {"corners": "wavy"}, {"body_font": "comic"}, {"brand_light": "green"}],
)
def test_what_is_not_offered_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidTheme):
        save_theme(actor=OWNER, theme=Theme(look=replace(BLUE, **wrong)), at=NOON)
    long = Theme(words={"de": {"tagline": "x" * 61}})
    with pytest.raises(InvalidTheme, match="60"):
        save_theme(actor=OWNER, theme=long, at=NOON)


def test_a_logo_is_made_small_and_survives_a_new_look() -> None:
    digest = save_logo(actor=OWNER, upload=picture(), at=NOON)
    save_theme(actor=OWNER, theme=Theme(look=BLUE), at=NOON)
    kept = logo()
    assert kept is not None
    shown = Image.open(io.BytesIO(kept))
    assert (shown.format, shown.size) == ("WEBP", (640, 160))
    assert (theme().logo_digest, theme().logo_width, theme().logo_height) == (digest, 640, 160)
    remove_logo(actor=OWNER, at=NOON)
    assert logo() is None
    assert theme().look == BLUE


@pytest.mark.parametrize(
    "upload",
    [b"", b"<svg onload='x'/>", picture()[:200], b"GIF89a" + bytes(20), bytes(1_000_001)],
)
def test_what_is_no_small_picture_is_refused(upload: bytes) -> None:
    with pytest.raises(InvalidLogo):
        save_logo(actor=OWNER, upload=upload, at=NOON)


def test_a_picture_that_claims_to_be_gigantic_is_refused_unread() -> None:
    small = picture()
    header = struct.pack(">II", 60_000, 60_000)
    head = b"IHDR" + header + small[24:29]
    bomb = small[:12] + head + struct.pack(">I", zlib.crc32(head)) + small[33:]
    with pytest.raises(InvalidLogo):
        save_logo(actor=OWNER, upload=bomb, at=NOON)


def test_a_change_is_seen_in_the_request_that_made_it() -> None:
    with memo.one_request():
        assert theme().look.is_default
        save_theme(actor=OWNER, theme=Theme(look=BLUE), at=NOON)
        assert theme().look == BLUE


def test_the_style_sheet_replaces_values_for_both_schemes() -> None:
    css = stylesheet(BLUE)
    light, dark = css.split("@media (prefers-color-scheme:dark)")
    assert "--theme-brand:#1f4f8b" in light
    assert "--theme-radius:0.125rem" in light
    assert "--theme-brand:#9cc3f5" in dark
    assert "--theme-radius" not in dark
