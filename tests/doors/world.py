"""Visitors of every kind, and the things they could come for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.test import Client

from core.policy import ANONYMOUS, Actor
from tests import scenes
from tests.doors.things import Thing

STAFF_ROLES = ("owner", "finance", "warehouse", "support", "marketing", "compliance")
VISITORS = ("nobody", "customer", "other customer", "partner", "upline", *STAFF_ROLES)


@dataclass(frozen=True, slots=True)
class World:
    """Who may come, with a browser each, and what is there.

    "customer" is Carl, whose sponsor "partner" is Bert, whose sponsor "upline" is Anna.
    """

    actors: dict[str, Actor]
    clients: dict[str, Client]
    things: dict[str, Thing]


def open_world(
    makers: Mapping[str, Callable[[scenes.SettledMonth], Thing]],
) -> World:
    """Let a month pass, make one thing of every kind, and let everybody in with a cart."""
    month = scenes.settled_month()
    people = {
        "customer": month.carl,
        "other customer": scenes.customer("dora@example.org", "Dora Kundin", None, scenes.MARCH),
        "partner": month.bert,
        "upline": month.anna,
    } | {
        role: scenes.staff(role, scenes.FOUNDED, email=f"{role}.door@example.org")
        for role in STAFF_ROLES
    }
    clients = {"nobody": Client()} | {kind: _signed_in(who) for kind, who in people.items()}
    for client in clients.values():
        client.post("/products/oat-soap/add/", {"sku": "QM-1005", "quantity": 1})
    return World(
        actors={"nobody": ANONYMOUS} | {kind: who.actor for kind, who in people.items()},
        clients=clients,
        things={name: make(month) for name, make in makers.items()},
    )


def _signed_in(who: scenes.Login) -> Client:
    client = Client()
    answer = client.post("/sign-in/", {"email": who.email, "password": scenes.PASSWORD})
    assert answer.status_code == 302, who.email
    return client
