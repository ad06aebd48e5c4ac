"""A member's taxes: declared, confirmed by somebody else, dated, and never forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from core import texts
from core.addresses import Address
from core.paging import PageRequest
from core.policy import Actor, NotAllowed
from core.texts import NewText
from network import public as network
from network.models import TaxStatus
from network.public import NewTaxDeclaration, TaxFacts
from tests.db.network.people import NOON, SYSTEM, TODAY, join, root

pytestmark = pytest.mark.usefixtures("company")

FINANCE = Actor(77, frozenset({"finance"}), None, "account:77")
HOME = Address("Anna Probe", "Moosweg 1", "79098", "Freiburg", "DE")
SMALL = NewTaxDeclaration("small_business", TODAY, TaxFacts(HOME, "06/123/45678"), "Gewerbeschein")
REGULAR_FROM = date(2026, 3, 15)
REGULAR = replace(SMALL, kind="regular", valid_from=REGULAR_FROM)
LATER = NOON + timedelta(days=20)


@pytest.fixture
def anna(company: None) -> Actor:
    """A member as it signs in."""
    return self_of(join("anna", root()))


def self_of(member_id: int) -> Actor:
    """Return a member as an actor."""
    return Actor(member_id, frozenset({"partner"}), member_id, f"account:{member_id}")


def declare(who: Actor, declaration: NewTaxDeclaration = SMALL) -> int:
    """Let a member declare."""
    assert who.member_id is not None
    return network.declare_tax_status(
        member_id=who.member_id, declaration=declaration, actor=who, at=LATER
    )


def decide(number: int, *, confirmed: bool = True, actor: Actor = FINANCE) -> None:
    """Decide about a declaration."""
    network.decide_tax_status(
        declaration_id=number, confirmed=confirmed, note="seen", actor=actor, at=LATER
    )


def kinds(who: Actor, *days: date) -> list[str | None]:
    """Return what a member is to the tax office on these days."""
    assert who.member_id is not None
    found = network.tax_status_on([who.member_id], days)
    return [found.get((who.member_id, day)) for day in days]


def test_a_declaration_counts_once_it_is_confirmed(anna: Actor) -> None:
    number = declare(anna)
    assert kinds(anna, TODAY) == [None]
    decide(number)
    assert kinds(anna, TODAY - timedelta(days=1), TODAY) == [None, "small_business"]


def test_a_change_in_the_middle_of_a_month_leaves_the_days_before(anna: Actor) -> None:
    decide(declare(anna))
    decide(declare(anna, REGULAR))
    days = (date(2026, 3, 14), REGULAR_FROM, date(2027, 1, 1))
    assert kinds(anna, *days) == ["small_business", "regular", "regular"]
    assert TaxStatus.objects.count() == 3


def test_what_is_told_late_of_days_before_ends_where_the_next_status_begins(anna: Actor) -> None:
    decide(declare(anna, REGULAR))
    decide(declare(anna))
    days = (TODAY, date(2026, 3, 14), REGULAR_FROM)
    assert kinds(anna, *days) == ["small_business", "small_business", "regular"]


def test_a_rejected_declaration_changes_nothing_and_is_kept(anna: Actor) -> None:
    decide(declare(anna), confirmed=False)
    assert kinds(anna, TODAY) == [None]
    file = network.tax_file(actor=anna, member_id=int(anna.member_id or 0), at=LATER)
    assert [(row.decision, row.note) for row in file.declarations] == [("rejected", "seen")]
    assert file.missing == ("status", "agreement")


def test_a_second_declaration_waits_for_the_first(anna: Actor) -> None:
    declare(anna)
    with pytest.raises(network.DeclarationWaiting):
        declare(anna, REGULAR)


def test_nobody_decides_twice_nor_about_himself(anna: Actor) -> None:
    number = declare(anna)
    with pytest.raises(NotAllowed):
        decide(number, actor=anna)
    with pytest.raises(network.OwnDeclaration):
        decide(number, actor=replace(FINANCE, member_id=anna.member_id))
    decide(number)
    with pytest.raises(network.DeclarationDecided):
        decide(number)


def test_a_declaration_for_somebody_else_is_not_allowed(anna: Actor) -> None:
    with pytest.raises(NotAllowed):
        network.declare_tax_status(
            member_id=int(anna.member_id or 0) - 1, declaration=SMALL, actor=anna, at=LATER
        )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(SMALL, kind="baker"), "kind"),
        (replace(SMALL, valid_from=date(2026, 3, 1)), "valid_from"),
        (replace(SMALL, facts=TaxFacts(HOME)), "tax_number"),
        (replace(SMALL, facts=TaxFacts(replace(HOME, country="AT", postcode="1010"))), "country"),
    ],
)
def test_what_cannot_be_right_is_named(anna: Actor, wrong: NewTaxDeclaration, field: str) -> None:
    with pytest.raises(network.BadTaxDeclaration) as refused:
        declare(anna, wrong)
    assert refused.value.facts["field"] == field


def test_names_and_numbers_are_sealed(anna: Actor) -> None:
    number = declare(anna)
    with connection.cursor() as cursor:
        cursor.execute("SELECT network_taxdeclaration::text FROM network_taxdeclaration")
        stored = str(cursor.fetchall())
    assert "Moosweg" not in stored
    assert "45678" not in stored
    assert "Gewerbe" not in stored
    assert network.tax_facts([number])[number].tax_number == "06/123/45678"
    assert "Moosweg" not in repr(network.tax_facts([number]))


def test_the_database_keeps_what_was_declared(anna: Actor) -> None:
    decide(declare(anna))
    for statement in (
        "UPDATE network_taxdeclaration SET decision = 'rejected'",
        "UPDATE network_taxstatus SET kind = 'regular'",
        "DELETE FROM network_taxstatus",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_staff_find_the_oldest_waiting_declaration_first(anna: Actor) -> None:
    number = declare(anna)
    page = network.tax_declarations(actor=FINANCE, page=PageRequest())
    assert [(row.declaration_id, row.evidence) for row in page.items] == [(number, "Gewerbeschein")]
    assert network.waiting_tax_declarations() == 1


def publish_wording(version: str, on: date) -> None:
    """Publish the agreement on Gutschriften."""
    text = NewText("self_billing", "de", on, "Gutschriften", "Wir rechnen ab.", version=version)
    texts.publish_text(actor=SYSTEM, text=text, at=NOON)


def test_the_agreement_holds_from_its_day_until_it_is_revoked(anna: Actor) -> None:
    number = int(anna.member_id or 0)
    publish_wording("2026-01", TODAY)
    with pytest.raises(network.SelfBillingWordingMissing):
        network.agree_to_self_billing(member_id=number, version="2025-01", actor=anna, at=NOON)
    network.agree_to_self_billing(member_id=number, version="2026-01", actor=anna, at=NOON)
    network.agree_to_self_billing(member_id=number, version="2026-01", actor=anna, at=LATER)
    assert network.self_billing_agreed([number], TODAY - timedelta(days=1)) == frozenset()
    assert network.self_billing_agreed([number], TODAY) == {number}
    network.revoke_self_billing(member_id=number, actor=anna, at=LATER)
    assert network.self_billing_agreed([number], LATER.date()) == frozenset()
    assert network.self_billing_agreed([number], TODAY) == {number}
    found = network.tax_file(actor=anna, member_id=number, at=LATER).agreements
    assert [(one.version, one.revoked_at) for one in found] == [("2026-01", LATER)]


def test_a_member_is_found_as_a_supplier(anna: Actor) -> None:
    number = int(anna.member_id or 0)
    publish_wording("2026-01", TODAY)
    network.agree_to_self_billing(member_id=number, version="2026-01", actor=anna, at=NOON)
    decide(declare(anna))
    found = network.suppliers([number], TODAY)[number]
    assert found.has_agreed
    span = found.span_on(TODAY)
    assert span is not None
    assert span.kind == "small_business"
    assert found.span_on(TODAY - timedelta(days=1)) is None


def test_an_import_takes_statuses_over_once(anna: Actor) -> None:
    number = int(anna.member_id or 0)
    row = network.ImportedTaxStatus(number, "small_business", TODAY, SMALL.facts)
    take = {"agreement": "2026-01", "actor": SYSTEM, "at": NOON}
    assert network.import_tax_statuses([row], **take) == 1  # type: ignore[arg-type]
    assert network.import_tax_statuses([row], **take) == 0  # type: ignore[arg-type]
    assert kinds(anna, TODAY) == ["small_business"]
    assert network.self_billing_agreed([number], TODAY) == {number}
    file = network.tax_file(actor=anna, member_id=number, at=NOON)
    assert file.missing == ()
