"""The owner tries out a look, walks through the shop in it, and saves it for everybody."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.theme import Theme, theme
from storefront.forms.content import look_values
from tests import scenes
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.django_db

BLUE = {"brand_light": "#1f4f8b", "brand_dark": "#9cc3f5", "short_name": "Blau"}


@pytest.fixture
def owner(shop_is_open: scenes.Login) -> Visitor:
    """Sign the owner in."""
    scenes.staff("owner", scenes.FOUNDED)
    visitor = Visitor()
    visitor.sign_in(scenes.Login("owner@example.org", 0, None))
    return visitor


def wanted(**changes: str) -> dict[str, Any]:
    return {**look_values(Theme()), **BLUE, **changes}


def sheet_of(visitor: Visitor) -> str:
    """Return the style sheet of the home page; empty where there is none of its own."""
    page = visitor.client.get("/").content.decode()
    for address in ("/staff/look/draft.css", "/theme.css"):
        if address in page:
            link = address + page.split(address, 1)[1].split('"', 1)[0]
            return visitor.client.get(link).content.decode()
    return ""


def test_only_who_tries_it_sees_it_until_it_is_saved(owner: Visitor) -> None:
    guest = Visitor()
    assert sheet_of(guest) == ""
    owner.send("/staff/look/", **wanted(), **{"try": "1"})
    assert "--theme-brand:#1f4f8b" in sheet_of(owner)
    assert sheet_of(guest) == ""
    assert theme() == Theme()
    owner.send("/staff/look/", **wanted())
    assert "--theme-brand:#1f4f8b" in sheet_of(guest)
    assert "Blau" in guest.client.get("/").content.decode()


def test_a_look_that_was_dropped_is_gone(owner: Visitor) -> None:
    owner.send("/staff/look/", **wanted(), **{"try": "1"})
    owner.send("/staff/look/drop/")
    assert sheet_of(owner) == ""


def test_a_colour_nobody_could_read_is_refused_beside_its_field(owner: Visitor) -> None:
    for button in ({}, {"try": "1"}):
        answer = owner.send("/staff/look/", **wanted(brand_light="#9cc3f5"), **button)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"brand_light"}
    assert theme() == Theme()


def test_a_style_sheet_may_be_kept_for_ever_only_by_its_own_name(owner: Visitor) -> None:
    owner.send("/staff/look/", **wanted())
    page = owner.client.get("/").content.decode()
    link = "/theme.css" + page.split("/theme.css", 1)[1].split('"', 1)[0]
    assert "immutable" in owner.client.get(link).headers["Cache-Control"]
    assert "immutable" not in owner.client.get("/theme.css").headers["Cache-Control"]


def test_a_logo_takes_the_place_of_the_name_and_gives_it_back(owner: Visitor) -> None:
    drawn = io.BytesIO()
    Image.new("RGBA", (300, 60), "navy").save(drawn, "PNG")
    upload = SimpleUploadedFile("logo.png", drawn.getvalue(), "image/png")
    owner.client.post("/staff/look/logo/", {"logo": upload})
    page = owner.client.get("/").content.decode()
    assert "/logo.webp?v=" in page
    picture = owner.client.get("/logo.webp")
    assert picture.headers["Content-Type"] == "image/webp"
    bad = SimpleUploadedFile("logo.png", b"<svg/>", "image/png")
    assert owner.client.post("/staff/look/logo/", {"logo": bad}).status_code == 422
    owner.client.post("/staff/look/logo/", {"remove": "1"})
    assert "/logo.webp" not in owner.client.get("/").content.decode()
    assert owner.client.get("/logo.webp").status_code == 404
