"""One mechanism turns a refusal into a page, or into a message on the page one came from."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest
from django.test import RequestFactory

from core.errors import Conflict, Denied, Invalid, NotFound, Refusal, Refused
from storefront.refusals import answer_refusal


class Memory(BaseStorage):
    """Messages without a session."""

    def _get(self, *_args: object, **_kwargs: object) -> tuple[list[object], bool]:
        return [], True

    def _store(self, *_args: object, **_kwargs: object) -> list[object]:
        return []


def asking(method: str, referer: str = "") -> HttpRequest:
    request = RequestFactory().generic(method, "/cart/", headers={"referer": referer})
    request._messages = Memory(request)  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(NotFound("x"), 404), (Denied("x"), 403), (Invalid("x"), 422), (Refused("x"), 409)],
)
def test_looking_at_something_refused_gives_a_page_with_its_status(
    refusal: Refusal, status: int
) -> None:
    answer = answer_refusal(asking("GET", "http://testserver/cart/"), refusal)
    assert answer.status_code == status


def test_a_refused_action_leads_back_with_its_reason() -> None:
    request = asking("POST", "http://testserver/products/?page=2")
    answer = answer_refusal(request, Conflict("Somebody was faster."))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/products/?page=2")
    assert [str(message) for message in get_messages(request)] == ["Somebody was faster."]


@pytest.mark.parametrize("refusal", [NotFound("x"), Denied("x")])
def test_acting_on_what_is_missing_or_forbidden_gives_a_page(refusal: Refusal) -> None:
    answer = answer_refusal(asking("POST", "http://testserver/cart/"), refusal)
    assert answer.status_code == refusal.status


@pytest.mark.parametrize("referer", ["", "https://evil.example/", "//evil.example/x"])
def test_nobody_is_led_to_another_site(referer: str) -> None:
    assert answer_refusal(asking("POST", referer), Refused("x")).status_code == 409
