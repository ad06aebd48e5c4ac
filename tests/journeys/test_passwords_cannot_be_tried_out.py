"""Somebody tries passwords at the sign-in page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from storefront.attempts import MOST_FAILURES
from tests import scenes
from tests.journeys.visitor import Visitor, words


@pytest.fixture(autouse=True)
def _nobody_has_failed_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def fail(visitor: Visitor, email: str) -> str:
    """Try a wrong password and return what the page says."""
    answer = visitor.send("/sign-in/", email=email, password="wrong-every-time")
    assert answer.status_code == 422
    return words(answer)


def test_after_ten_failures_even_the_right_password_has_to_wait(
    shop_is_open: scenes.Login,
) -> None:
    visitor = Visitor("en")
    for _each in range(MOST_FAILURES):
        assert "do not match" in fail(visitor, shop_is_open.email.upper())
    answer = visitor.send("/sign-in/", email=shop_is_open.email, password=scenes.PASSWORD)
    assert answer.status_code == 422
    assert "Try again in 15 minutes" in words(answer)


def test_an_address_without_account_is_told_the_same(shop_is_open: scenes.Login) -> None:
    visitor = Visitor("en")
    for _each in range(MOST_FAILURES):
        assert "do not match" in fail(visitor, "nobody@example.org")
    assert "Try again in 15 minutes" in fail(visitor, "nobody@example.org")


def test_a_right_password_begins_the_count_anew(shop_is_open: scenes.Login) -> None:
    visitor = Visitor("en")
    for _each in range(MOST_FAILURES - 1):
        fail(visitor, shop_is_open.email)
    visitor.sign_in(shop_is_open)
    visitor.send("/sign-out/")
    assert "do not match" in fail(visitor, shop_is_open.email)
    visitor.sign_in(shop_is_open)
