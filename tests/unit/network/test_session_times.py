"""How long somebody stays signed in, and what a device is called."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from network.rules.session_times import (
    LONGEST_OF_STAFF,
    REMEMBERED,
    UNUSED,
    UNUSED_BY_STAFF,
    device_name,
    is_over,
    lifetime,
)

NINE = datetime(2026, 3, 5, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_staff_are_never_remembered() -> None:
    assert lifetime(is_staff=False, is_remembered=False) == UNUSED
    assert lifetime(is_staff=False, is_remembered=True) == REMEMBERED
    assert lifetime(is_staff=True, is_remembered=False) == UNUSED_BY_STAFF
    assert lifetime(is_staff=True, is_remembered=True) == UNUSED_BY_STAFF


def test_only_staff_have_to_sign_in_again_however_busy() -> None:
    edge = NINE + LONGEST_OF_STAFF
    assert not is_over(is_staff=True, signed_in_at=NINE, at=edge)
    assert is_over(is_staff=True, signed_in_at=NINE, at=edge + SECOND)
    assert not is_over(is_staff=False, signed_in_at=NINE, at=edge + SECOND)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0",
            "Firefox, Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            " Chrome/139.0 Safari/537.36 Edg/139.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
            " like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) Chrome/139.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_a_device_is_a_rough_word_and_never_a_fingerprint(agent: str, name: str) -> None:
    assert device_name(agent) == name
