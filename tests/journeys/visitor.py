"""A visitor that fills in forms; the Django test client with the words of the shop."""

from __future__ import annotations

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

import network.public as network
from config.demo.shop_floor import STANDARD
from core.clock import now
from tests import scenes

ADDRESS = {
    "name": "Bea Kundin",
    "email": "bea@example.org",
    "street": "Lindenweg 3",
    "postcode": "79098",
    "town": "Freiburg",
}
SERUM, GEL = ("sea-buckthorn-serum", "QM-1006"), ("rose-shower-gel", "QM-1001")


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, language: str = "de") -> None:
        self.client = Client(headers={"accept-language": language})

    def open(self, path: str, status: int = 200) -> str:
        """Open a page and return its words."""
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code)
        return words(answer)

    def send(self, path: str, **fields: Any) -> HttpResponse:
        """Send a form, coming from the page of the same address."""
        return self.client.post(path, fields, headers={"referer": f"http://testserver{path}"})

    def sign_in(self, who: scenes.Login) -> None:
        """Sign in."""
        answer = self.send("/sign-in/", email=who.email, password=scenes.PASSWORD)
        assert answer.status_code == 302

    @property
    def account_id(self) -> int:
        """Return who is signed in."""
        return int(self.client.session["_auth_user_id"])

    def confirm(self) -> HttpResponse:
        """Follow the link of the newest confirmation mail, as the mail would carry it."""
        at = now()
        token = network.confirmation_token(self.account_id, at)
        assert "<form" in self.client.get(f"/confirm/{token}/").content.decode()
        return self.send(f"/confirm/{token}/")

    def add(self, product: tuple[str, str], quantity: object = 1) -> HttpResponse:
        """Put something into the cart."""
        slug, sku = product
        return self.send(f"/products/{slug}/add/", sku=sku, quantity=quantity)

    def order(self, *, payment: str = "card", purpose: str = "", **changes: str) -> str:
        """Go from the cart to the order; return the address of the page after it."""
        self.step("/checkout/", "/checkout/delivery/", **{**ADDRESS, **changes})
        ways = {"shipping": STANDARD, "payment": payment}
        if purpose:
            ways["purpose"] = purpose
        self.step("/checkout/delivery/", "/checkout/order/", **ways)
        page = self.client.get("/checkout/order/")
        total = page.context["cart"].due_minor
        answer = self.send("/checkout/order/", shown_gross_minor=total)
        assert answer.status_code == 302, words(answer)
        return answer.headers["Location"]

    def step(self, path: str, leads_to: str, **fields: str) -> None:
        """Answer one step of the checkout and be led to the next."""
        answer = self.send(path, **fields)
        assert answer.status_code == 302, words(answer)
        assert answer.headers["Location"] == leads_to

    def pay(self, payment: str, decision: str = "pay") -> str:
        """Decide a payment; return the words of the page after it."""
        answer = self.send(payment, decision=decision)
        return self.open(answer.headers["Location"])


def words(answer: HttpResponse) -> str:
    """Return what a page says, messages first, without its markup and its frame."""
    text = answer.content.decode()
    starts = [text.find(mark) for mark in ('<div id="messages"', "<main")]
    body = text[min((start for start in starts if start >= 0), default=0) :]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))).replace("\xa0", " ")
