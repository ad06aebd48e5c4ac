"""The test gateway's notices: signed, and read strictly."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from shop.gateways.test import BadNotice, BadSignature, HostedTestGateway
from shop.rules.notices import Notice

GATEWAY = HostedTestGateway()
NOTICE = Notice("evt_1", str(uuid4()), True, 5000, "EUR", "psp_1")


def signed(**changes: object) -> tuple[bytes, str]:
    """Return a body with some fields changed, and its genuine signature."""
    body = json.dumps(json.loads(GATEWAY.write(NOTICE)) | changes).encode()
    return body, GATEWAY.sign(body)


def test_a_signed_notice_is_read_back() -> None:
    assert GATEWAY.read(*signed()) == NOTICE


def test_one_changed_byte_breaks_the_signature() -> None:
    body, signature = signed()
    with pytest.raises(BadSignature):
        GATEWAY.read(body.replace(b"5000", b"5001"), signature)


@pytest.mark.parametrize("signature", ["", "0" * 64, "ü", "\udc80"])
def test_a_made_up_signature_is_refused(signature: str) -> None:
    with pytest.raises(BadSignature):
        GATEWAY.read(signed()[0], signature)


def test_another_secret_signs_differently(settings: Any) -> None:
    body, signature = signed()
    settings.SECRET_KEY = "another-secret"
    with pytest.raises(BadSignature):
        GATEWAY.read(body, signature)


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_minor": "5000"}, {"amount_minor": 50.0}, {"amount_minor": True},
        {"event_id": ""}, {"event_id": "x" * 121}, {"event_id": "a\x00"}, {"token": "17"},
        {"is_charged": 1}, {"surplus": 1},
    ],
)  # fmt: skip
def test_a_signed_notice_of_another_shape_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BadNotice):
        GATEWAY.read(*signed(**changes))


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"\xff", b"{"])
def test_a_signed_body_that_is_no_notice_is_refused(body: bytes) -> None:
    with pytest.raises(BadNotice):
        GATEWAY.read(body, GATEWAY.sign(body))
