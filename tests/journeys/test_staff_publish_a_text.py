"""Marketing writes a new wording, looks at it twice, publishes it; visitors read old and new."""

from __future__ import annotations

import pytest

from config.demo.load_texts import load_texts
from tests import scenes
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.django_db

NEW = {
    "title": "AGB",
    "valid_from": "2026-03-05",
    "version": "2026-03",
    "body": "# Neu\n\nWir liefern **schneller**. <script>alert(1)</script>",
}


@pytest.fixture(autouse=True)
def _texts(shop_is_open: scenes.Login) -> None:
    """Let the company have its texts, and somebody who may write them."""
    load_texts(actor=scenes.SYSTEM, from_day=scenes.FOUNDED.date(), at=scenes.FOUNDED)
    scenes.staff("marketing", scenes.FOUNDED)


def writer() -> Visitor:
    visitor = Visitor()
    visitor.sign_in(scenes.Login("marketing@example.org", 0, None))
    return visitor


def test_a_wording_is_looked_at_before_it_counts() -> None:
    marketing, guest = writer(), Visitor()
    looked_at = marketing.send("/staff/texts/terms/de/", **NEW).content.decode()
    assert "<strong>schneller</strong>" in looked_at
    assert "<script>alert" not in looked_at
    assert "schneller" not in guest.open("/legal/terms/")
    done = marketing.send("/staff/texts/terms/de/", **NEW, publish="1")
    assert done.status_code == 302
    now = guest.open("/legal/terms/")
    assert "Fassung 2026-03, gültig ab 05.03.2026" in now
    assert "schneller" in now
    assert "Fassung 2026-01-02" in now
    old = guest.open("/legal/terms/2026-01-02/")
    assert "Das ist nicht die geltende Fassung" in old
    assert "Wer mit wem" in old


def test_what_cannot_be_published_is_said_beside_its_field() -> None:
    marketing = writer()
    early = marketing.send("/staff/texts/terms/de/", **{**NEW, "valid_from": "2026-03-04"})
    assert early.status_code == 422
    assert early.context["form"].errors.keys() == {"valid_from"}
    twice = marketing.send("/staff/texts/terms/de/", **{**NEW, "version": "2026-01-02"})
    assert twice.context["form"].errors.keys() == {"version"}


def test_a_page_of_the_company_is_written_and_found_at_the_foot_of_every_page() -> None:
    marketing, guest = writer(), Visitor()
    begun = marketing.send("/staff/texts/", slug="care-tips")
    page = begun.headers["Location"]
    assert page == "/staff/texts/page:care-tips/de/"
    sent = {**NEW, "title": "Pflegetipps", "publish": "1"}
    assert marketing.send(page, **sent).status_code == 302
    assert "Pflegetipps" in guest.open("/pages/care-tips/")
    assert "/pages/care-tips/" in guest.client.get("/").content.decode()


def test_a_missing_text_is_not_there_and_english_readers_get_english() -> None:
    assert Visitor().open("/legal/poem/", 404)
    assert Visitor().open("/pages/nothing/", 404)
    assert "Who with whom" in Visitor("en").open("/legal/terms/")


@pytest.mark.parametrize("path", ["/", "/cart/", "/sign-in/", "/nowhere/", "/legal/terms/"])
def test_every_page_leads_to_the_legal_pages_in_one_click(path: str) -> None:
    page = Visitor().client.get(path).content.decode()
    for kind in ("imprint", "privacy", "terms", "withdrawal", "shipping", "accessibility"):
        assert f'href="/legal/{kind}/"' in page, (path, kind)
