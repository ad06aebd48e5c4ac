"""Personal fields, sealed with a key per person."""

from __future__ import annotations

import base64

import pytest

from core import encryption
from core.encryption import Forgotten
from core.errors import InvariantBroken
from core.models import PersonKey

pytestmark = pytest.mark.django_db

NEW_MASTER = base64.urlsafe_b64encode(b"n" * 32).decode()


def test_what_is_sealed_opens_for_the_same_person() -> None:
    person = encryption.new_person()
    blob = encryption.seal(person, "Jörg Müller")
    assert "Müller".encode() not in blob
    assert encryption.unseal(person, blob) == "Jörg Müller"


def test_the_same_text_never_looks_the_same() -> None:
    person = encryption.new_person()
    assert encryption.seal(person, "a") != encryption.seal(person, "a")


def test_a_blob_moved_to_another_person_does_not_open() -> None:
    anna, bert = encryption.new_people(2)
    with pytest.raises(InvariantBroken):
        encryption.unseal(bert, encryption.seal(anna, "secret"))


def test_a_flipped_bit_is_noticed() -> None:
    person = encryption.new_person()
    blob = bytearray(encryption.seal(person, "secret"))
    blob[-1] ^= 1
    with pytest.raises(InvariantBroken):
        encryption.unseal(person, bytes(blob))


@pytest.mark.parametrize("length", [0, 5, 12, 20])
def test_a_blob_cut_short_is_noticed(length: int) -> None:
    person = encryption.new_person()
    blob = encryption.seal(person, "Jörg Müller")
    with pytest.raises(InvariantBroken):
        encryption.unseal(person, blob[:length])


def test_a_forgotten_person_is_gone_and_the_others_stay() -> None:
    anna, bert = encryption.new_people(2)
    blobs = encryption.seal_many([(anna, "Anna"), (bert, "Bert")])
    encryption.forget(anna)
    with pytest.raises(Forgotten):
        encryption.unseal(anna, blobs[0])
    assert encryption.unseal_or(anna, blobs[0], "erased") == "erased"
    pairs = list(zip((anna, bert), blobs, strict=True))
    assert encryption.unseal_many_or(pairs, "erased") == ["erased", "Bert"]


def test_data_keys_are_not_stored_in_the_clear() -> None:
    person = encryption.new_person()
    row = PersonKey.objects.get(person_id=person)
    assert len(bytes(row.sealed_key)) == 12 + 32 + 16


def test_a_new_master_key_opens_what_the_old_one_sealed(settings: object) -> None:
    person = encryption.new_person()
    blob = encryption.seal(person, "text")
    old = list(settings.FIELD_ENCRYPTION_KEYS)  # type: ignore[attr-defined]
    settings.FIELD_ENCRYPTION_KEYS = [NEW_MASTER, *old]  # type: ignore[attr-defined]
    assert encryption.unseal(person, blob) == "text"
    settings.FIELD_ENCRYPTION_KEYS = [NEW_MASTER]  # type: ignore[attr-defined]
    with pytest.raises(InvariantBroken, match="master key"):
        encryption.unseal(person, blob)


def test_many_texts_cost_one_look_at_the_keys(django_assert_num_queries: object) -> None:
    people = encryption.new_people(50)
    with django_assert_num_queries(1):  # type: ignore[operator]
        blobs = encryption.seal_many([(person, "x") for person in people])
    with django_assert_num_queries(1):  # type: ignore[operator]
        encryption.unseal_many(list(zip(people, blobs, strict=True)))


def test_a_blind_index_finds_equal_texts_without_showing_them() -> None:
    digest = encryption.blind_index("anna@example.org")
    assert digest == encryption.blind_index("anna@example.org")
    assert digest != encryption.blind_index("Anna@example.org")
    assert len(digest) == 64
