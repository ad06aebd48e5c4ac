"""Read a sealed contact."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from core import encryption
from core.addresses import Address
from shop.values.orders import Contact


def read_contact(person_id: UUID | None, sealed: bytes | memoryview | None) -> Contact | None:
    """Return an order's contact; none where there is none or the person was forgotten."""
    if person_id is None or sealed is None:
        return None
    text = encryption.unseal_or(person_id, bytes(sealed), "")
    return _contact(json.loads(text)) if text else None


def _contact(read: dict[str, Any]) -> Contact:
    if "street" in read:  # sealed before parcels and papers could differ
        email = read.pop("email")
        return Contact(email, Address(**read))
    billing = Address(**read["billing"]) if read["billing"] else None
    return Contact(read["email"], Address(**read["address"]), billing, read["vat_id"])
