"""Personal fields sealed with one data key per person; forgetting a person destroys the key.

AES-256-GCM. The data keys are themselves sealed with master keys from the environment; the first
master key seals, all of them open, so that a key can be rotated.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.errors import InvariantBroken, NotFound
from core.models import PersonKey

_NONCE_BYTES = 12
_KEY_BYTES = 32


class Forgotten(NotFound):
    """The person's data key was destroyed on purpose; what it sealed is gone."""

    code = "core.forgotten"


def new_person() -> UUID:
    """Make a person's data key and return the id it goes by."""
    return new_people(1)[0]


def new_people(count: int) -> list[UUID]:
    """Make many data keys in one statement."""
    people = [uuid4() for _each in range(count)]
    PersonKey.objects.bulk_create(
        PersonKey(person_id=person, sealed_key=_seal_key(person, AESGCM.generate_key(256)))
        for person in people
    )
    return people


def seal(person_id: UUID, text: str) -> bytes:
    """Encrypt a text for one person.

    Raises: Forgotten — the person has no key (any more).
    """
    return seal_many([(person_id, text)])[0]


def seal_many(texts: Sequence[tuple[UUID, str]]) -> list[bytes]:
    """Encrypt many texts with one look at the keys; see `seal`."""
    keys = _keys_of(person for person, _text in texts)
    return [_lock(_key(keys, person), text.encode(), person.bytes) for person, text in texts]


def unseal(person_id: UUID, blob: bytes) -> str:
    """Decrypt a text.

    Raises: Forgotten — the key was destroyed. InvariantBroken — the blob was tampered with.
    """
    return unseal_many([(person_id, blob)])[0]


def unseal_or(person_id: UUID, blob: bytes, default: str) -> str:
    """Decrypt a text, or return the default for a forgotten person."""
    try:
        return unseal(person_id, blob)
    except Forgotten:
        return default


def unseal_many(blobs: Sequence[tuple[UUID, bytes]]) -> list[str]:
    """Decrypt many texts with one look at the keys; see `unseal`."""
    keys = _keys_of(person for person, _blob in blobs)
    return [_open(_key(keys, who), bytes(blob), who.bytes).decode() for who, blob in blobs]


def unseal_many_or(blobs: Sequence[tuple[UUID, bytes]], default: str) -> list[str]:
    """Decrypt many texts with one look at the keys; forgotten people read as the default."""
    keys = _keys_of(person for person, _blob in blobs)
    return [
        _open(keys[who], bytes(blob), who.bytes).decode() if who in keys else default
        for who, blob in blobs
    ]


def forget(person_id: UUID) -> None:
    """Destroy a person's data key; every field sealed with it is unreadable from now on."""
    PersonKey.objects.filter(person_id=person_id).delete()


def blind_index(text: str) -> str:
    """Return a keyed digest (64 hex digits) to find a sealed value by equality.

    The caller normalises first: the index of "A@x" is not that of "a@x".
    """
    return hmac.new(_index_key(), text.encode(), hashlib.sha256).hexdigest()


def _key(keys: dict[UUID, bytes], person_id: UUID) -> bytes:
    if person_id not in keys:
        raise Forgotten(_("These personal data were erased at the person's request."))
    return keys[person_id]


def _keys_of(people: Iterable[UUID]) -> dict[UUID, bytes]:
    rows = PersonKey.objects.filter(person_id__in=set(people))
    return {row.person_id: _open_key(row.person_id, bytes(row.sealed_key)) for row in rows}


def _seal_key(person_id: UUID, key: bytes) -> bytes:
    return _lock(_master_keys()[0], key, b"person-key:" + person_id.bytes)


def _open_key(person_id: UUID, sealed: bytes) -> bytes:
    for master in _master_keys():
        try:
            return _open(master, sealed, b"person-key:" + person_id.bytes)
        except InvariantBroken:
            continue
    raise InvariantBroken("no master key opens a person's key; see docs/operations.md, Keys")


def _lock(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def _open(key: bytes, blob: bytes, bound_to: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(blob[:_NONCE_BYTES], blob[_NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError):  # ValueError: too short to hold a nonce
        raise InvariantBroken("a sealed field does not open with its key") from None


def _master_keys() -> list[bytes]:
    return _decoded(tuple(settings.FIELD_ENCRYPTION_KEYS))


@lru_cache(maxsize=8)
def _decoded(texts: tuple[str, ...]) -> list[bytes]:
    keys = [base64.urlsafe_b64decode(text) for text in texts]
    if not keys or any(len(key) != _KEY_BYTES for key in keys):
        raise InvariantBroken("FIELD_ENCRYPTION_KEYS must be base64 texts of 32 bytes each")
    return keys


def _index_key() -> bytes:
    return hmac.new(_index_secret(), b"vinea blind index", hashlib.sha256).digest()


def _index_secret() -> bytes:
    return base64.urlsafe_b64decode(settings.BLIND_INDEX_KEY)
