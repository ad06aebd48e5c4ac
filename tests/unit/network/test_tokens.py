"""Links that prove something: signed, bound to what they are about, and soon worth nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from network.tokens import CONFIRM, LIFE, RESET, BadLink, make_token, read_token

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_token_says_whose_it_is_and_what_it_is_about() -> None:
    claim = read_token(CONFIRM, make_token(CONFIRM, 7, "digest", NOON), NOON)
    assert claim.account_id == 7
    assert claim.is_about("digest")
    with pytest.raises(BadLink):
        claim.insist_on("another digest")


@pytest.mark.parametrize("purpose", [CONFIRM, RESET])
def test_it_dies_of_age(purpose: str) -> None:
    token, edge = make_token(purpose, 7, "x", NOON), NOON + LIFE[purpose]
    assert read_token(purpose, token, edge)
    with pytest.raises(BadLink):
        read_token(purpose, token, edge + SECOND)


def test_it_is_not_from_the_future() -> None:
    token = make_token(RESET, 7, "x", NOON)
    assert read_token(RESET, token, NOON - timedelta(minutes=5))
    with pytest.raises(BadLink):
        read_token(RESET, token, NOON - timedelta(minutes=6))


def test_one_purpose_is_not_another() -> None:
    with pytest.raises(BadLink):
        read_token(RESET, make_token(CONFIRM, 7, "x", NOON), NOON)


@pytest.mark.parametrize("token", ["", "x", "a:b", "eyJhIjo3fQ:abc", "\x00", "ü" * 5000])
def test_what_we_did_not_sign_is_refused(token: str) -> None:
    with pytest.raises(BadLink):
        read_token(CONFIRM, token, NOON)


def test_a_changed_letter_is_noticed() -> None:
    token = make_token(CONFIRM, 7, "x", NOON)
    other = "A" if token[3] != "A" else "B"
    with pytest.raises(BadLink):
        read_token(CONFIRM, token[:3] + other + token[4:], NOON)


def test_it_gives_nothing_away() -> None:
    assert "anna@example.org" not in make_token(CONFIRM, 7, "anna@example.org", NOON)
