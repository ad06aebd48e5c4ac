"""Members whom Gutschriften are written to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from core.addresses import Address
from core.policy import Actor
from core.texts import NewText, publish_text
from network import public as network
from network.public import ImportedMember, NewTaxDeclaration, TaxFacts
from tests.db.finance.books import AT, SYSTEM

CLERK = Actor(7, frozenset({"finance"}), None, "account:7")
JOINED = datetime(2026, 1, 1, 9, tzinfo=UTC)
HOME = Address("Anna Weber", "Lindenweg 3", "79098", "Freiburg", "DE")
VIENNA = Address("Anna Weber", "Ring 1", "1010", "Wien", "AT")
FACTS = {
    "small_business": TaxFacts(HOME, tax_number="06/123/45678"),
    "regular": TaxFacts(HOME, tax_number="06/123/45678", vat_id="DE136695976"),
    "eu": TaxFacts(VIENNA, vat_id="ATU12345678"),
    "third_country": TaxFacts(replace(VIENNA, country="CH", postcode="8001", town="Zürich")),
}
VERSION = "2026-01"


def publish_agreement() -> None:
    """Publish the wording that members agree to."""
    text = NewText(
        "self_billing", "de", date(2026, 1, 1), "Gutschriften", "Wir rechnen ab.", version=VERSION
    )
    publish_text(actor=SYSTEM, text=text, at=AT)


def partner(name: str = "Anna Weber") -> int:
    """Take a member in; nothing is known of its taxes."""
    row = ImportedMember(name, name, JOINED, None)
    return network.import_members(source="tests", members=[row], recorded_at=JOINED)[name]


def self_of(member_id: int) -> Actor:
    """Return a member as it signs in."""
    return Actor(member_id, frozenset({"partner"}), member_id, f"account:{member_id}")


def agree(member_id: int) -> None:
    """Let a member agree to Gutschriften."""
    network.agree_to_self_billing(
        member_id=member_id, version=VERSION, actor=self_of(member_id), at=AT
    )


def be(member_id: int, kind: str, since: date = date(2026, 1, 1)) -> None:
    """Let a member be taxed in a way from a day on; staff have confirmed it."""
    number = network.declare_tax_status(
        member_id=member_id,
        declaration=NewTaxDeclaration(kind, since, FACTS[kind]),
        actor=self_of(member_id),
        at=AT,
    )
    network.decide_tax_status(declaration_id=number, confirmed=True, note="", actor=CLERK, at=AT)


def supplier(kind: str = "small_business", name: str = "Anna Weber") -> str:
    """Return the payee of a member that has agreed and is taxed in a way."""
    number = partner(name)
    agree(number)
    be(number, kind)
    return f"member:{number}"
