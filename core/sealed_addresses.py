"""Keep an address sealed for one person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from core import encryption
from core.addresses import Address


def seal_address(person_id: UUID, address: Address) -> bytes:
    """Return the address sealed with the person's key.

    Raises: Forgotten — the person has no key (any more).
    """
    return encryption.seal(person_id, json.dumps(asdict(address)))


def read_address(person_id: UUID, sealed: bytes | memoryview) -> Address | None:
    """Return a sealed address; None where the person was forgotten."""
    return read_addresses([(person_id, bytes(sealed))])[0]


def read_addresses(sealed: Sequence[tuple[UUID, bytes]]) -> list[Address | None]:
    """Return many sealed addresses with one look at the keys; None for forgotten people."""
    texts = encryption.unseal_many_or(sealed, "")
    return [Address(**json.loads(text)) if text else None for text in texts]
