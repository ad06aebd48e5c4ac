"""Signing in by e-mail."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import identify_hasher

from network import public as network
from network import signin
from network.models import Account
from tests.db.network.people import NOON, PASSWORD, customer, person

pytestmark = pytest.mark.usefixtures("company")


@pytest.fixture
def carl() -> int:
    made = network.register_customer(
        person=person("carl", password=PASSWORD), sponsor_code=None, at=NOON
    )
    return made.account_id


@pytest.mark.parametrize("typed", ["carl@example.org", " Carl@EXAMPLE.org "])
def test_the_address_is_known_however_it_is_typed(carl: int, typed: str) -> None:
    found = authenticate(None, username=typed, password=PASSWORD)
    assert found is not None
    assert found.pk == carl


def test_the_password_is_kept_as_a_slow_hash(carl: int) -> None:
    stored = Account.objects.get(pk=carl).password
    assert PASSWORD not in stored
    assert identify_hasher(stored).algorithm


@pytest.mark.parametrize(
    "credentials",
    [
        {"email": "carl@example.org", "password": "wrong"},
        {"email": "nobody@example.org", "password": PASSWORD},
        {"email": "carl@example.org", "password": ""},
        {"email": "", "password": PASSWORD},
        {"email": "carl@example.org"},
        {"email": None, "password": PASSWORD},
    ],
)
def test_whatever_is_wrong_looks_the_same(carl: int, credentials: dict[str, str]) -> None:
    assert authenticate(None, **credentials) is None


def test_a_stranger_s_address_costs_a_hash_too(carl: int, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(signin, "make_password", hashed.append)
    authenticate(None, email="nobody@example.org", password=PASSWORD)
    assert hashed == [PASSWORD]


def test_a_closed_account_cannot_sign_in_and_its_session_ends(carl: int) -> None:
    Account.objects.filter(pk=carl).update(is_active=False)
    assert authenticate(None, email="carl@example.org", password=PASSWORD) is None
    assert signin.EmailBackend().get_user(carl) is None


def test_an_account_without_a_password_cannot_be_signed_in_to() -> None:
    customer("dora")
    for guess in ("", "!", "None"):
        assert authenticate(None, email="dora@example.org", password=guess) is None
