"""How often something may be tried."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from pytest_django import Settings

from storefront.attempts import Limit, TooOften, visitor

THREE = Limit("test", 3, 60)


@pytest.fixture(autouse=True)
def _nobody_has_tried() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_the_fourth_time_is_refused_and_says_when_to_come_back() -> None:
    for _each in range(3):
        THREE.insist("anna")
    with pytest.raises(TooOften) as refusal:
        THREE.insist("ANNA ")
    assert (refusal.value.status, refusal.value.facts["retry_after"]) == (429, 60)
    THREE.insist("bert")


def test_after_forgetting_one_begins_anew() -> None:
    for _each in range(3):
        THREE.use("anna")
    assert THREE.is_used_up("anna")
    THREE.forget("anna")
    THREE.insist("anna")


def test_nobody_can_read_from_the_cache_who_tried() -> None:
    THREE.use("anna@example.org")
    assert not [key for key in cache._cache if "anna" in key]


def test_a_forwarded_address_counts_only_behind_our_own_proxy(settings: Settings) -> None:
    request = RequestFactory().get(
        "/", headers={"X-Forwarded-For": "6.6.6.6, 7.7.7.7"}, REMOTE_ADDR="10.0.0.1"
    )
    settings.BEHIND_TLS_PROXY = False
    assert visitor(request) == "10.0.0.1"
    settings.BEHIND_TLS_PROXY = True
    assert visitor(request) == "7.7.7.7"
