"""The style page is for staff and demo companies; errors have their status and a way home."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.test import Client

from storefront.views import catalogue
from tests import scenes
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.django_db


def test_a_real_company_shows_its_components_to_staff_only() -> None:
    scenes.company(scenes.FOUNDED, is_demo=False)
    assert Visitor().client.get("/style/").status_code == 403
    clerk = Visitor()
    clerk.sign_in(scenes.staff("finance", scenes.FOUNDED))
    clerk.open("/style/")


def test_a_demo_company_shows_its_components_to_everybody(shop_is_open: scenes.Login) -> None:
    assert "<c-table" in Visitor().open("/style/")


def test_an_address_that_leads_nowhere_offers_search_and_the_way_home(
    shop_is_open: scenes.Login,
) -> None:
    page = Visitor().client.get("/nowhere/")
    assert page.status_code == 404
    text = page.content.decode()
    assert 'id="error-search"' in text
    assert 'href="/cart/"' in text
    assert "Hier ist nichts" in text


def test_a_lost_page_is_found_lost_without_a_company() -> None:
    page = Visitor().client.get("/nowhere/")
    assert page.status_code == 404
    assert 'href="/legal/imprint/"' in page.content.decode()


def test_a_broken_database_still_gets_a_page(
    shop_is_open: scenes.Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_facts: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(catalogue.shop, "list_products", broken)
    page = Client(raise_request_exception=False).get("/products/")
    assert page.status_code == 500
    assert "/legal/imprint/" in page.content.decode()


def test_a_form_without_its_token_says_what_to_do(shop_is_open: scenes.Login) -> None:
    page = Client(enforce_csrf_checks=True).post("/language/", {"language": "de"})
    assert page.status_code == 403
    assert "/legal/imprint/" in page.content.decode()
