"""Read a sealed address."""

from __future__ import annotations

import json
from uuid import UUID

from core import encryption
from shop.values.orders import Contact


def read_contact(person_id: UUID | None, sealed: bytes | memoryview | None) -> Contact | None:
    """Return an order's address; none where there is none or the person was forgotten."""
    if person_id is None or sealed is None:
        return None
    text = encryption.unseal_or(person_id, bytes(sealed), "")
    return Contact(**json.loads(text)) if text else None
