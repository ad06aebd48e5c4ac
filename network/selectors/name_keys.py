"""The keyed digests that stand for beginnings of names."""

from __future__ import annotations

from core import encryption
from network.rules.name_words import asked_beginnings, beginnings

_HALF = 2**63


def name_keys(name: str) -> list[int]:
    """Return the digests that a name is found by."""
    return [_digest(beginning) for beginning in beginnings(name)]


def query_keys(query: str) -> list[int]:
    """Return the digests that a name must have, all of them, to match what was typed."""
    return [_digest(beginning) for beginning in asked_beginnings(query)]


def _digest(beginning: str) -> int:
    """Return eight bytes of the keyed digest as the database's whole number."""
    number = int(encryption.blind_index(f"name:{beginning}")[:16], 16)
    return number - 2 * _HALF if number >= _HALF else number
