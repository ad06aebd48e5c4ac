"""What is printed of a person."""

from __future__ import annotations

from datetime import UTC, date, datetime

from network.facts import AccountCard, ImportedMember, MemberCard, NewPerson

SECRETS = ("anna@example.org", "Anna Probe", "moss on the north side")


def test_no_repr_tells_a_name_an_address_or_a_password() -> None:
    printed = [
        repr(NewPerson(SECRETS[0], SECRETS[1], SECRETS[2], "de", "DE")),
        repr(ImportedMember("c-1", SECRETS[1], datetime(2026, 1, 1, tzinfo=UTC), None)),
        repr(MemberCard(1001, "moos", SECRETS[1], "active", "DE", date(2026, 1, 1), None, 1)),
        repr(AccountCard(1, SECRETS[0], SECRETS[1], "de", "DE", "partner", 1001, frozenset())),
    ]
    assert not [secret for secret in SECRETS for text in printed if secret in text]
