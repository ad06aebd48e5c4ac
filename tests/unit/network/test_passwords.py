"""The rules of a new password."""

from __future__ import annotations

import pytest

from network.passwords import WeakPassword, check_password_rules


@pytest.mark.parametrize(
    "password",
    [
        "kurz",
        "neunzeich",
        "12345678901234",
        "password123",
        "Passwort2026!",
        "sommer 2026",
        "anna@example.org",
        "annaberger",
        "Berger Anna",
        "annaberger1",
    ],
)
def test_what_anybody_tries_first_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        check_password_rules(password, email="anna@example.org", name="Anna Berger")


@pytest.mark.parametrize(
    "password",
    [
        "moos auf der nordseite",
        "zehn-zeich",
        "Sommerregen im Juli",
        "x8K!pq0-Lm2v",
        "私のとても長い合言葉です",
    ],
)
def test_a_sentence_or_what_a_password_manager_makes_is_welcome(password: str) -> None:
    check_password_rules(password, email="anna@example.org", name="Anna Berger")
