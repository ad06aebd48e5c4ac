"""Signing plans."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from commissions import public as commissions
from commissions.models import PlanVersion
from commissions.shipped_plans import ShippedPlan, shipped_plan
from core.errors import Denied
from core.policy import Actor
from finance import public as finance
from tests.db.commissions.company import (
    CLERK,
    CO_OWNER,
    FOUNDED,
    OWNER,
    STRANGER,
    Till,
    found_company,
    publish,
    sign,
)

SHIPPED = shipped_plan("quellmoos", "2026-01-01")


def activate(
    shipped: ShippedPlan = SHIPPED, *, actor: Actor = OWNER, approver: Actor = CO_OWNER
) -> commissions.PlanCard:
    return commissions.activate_plan(
        document=shipped.document,
        examples=shipped.examples,
        filename="",
        actor=actor,
        approver=approver,
        at=FOUNDED,
    )


def version(number: int, first_day: str) -> ShippedPlan:
    document = SHIPPED.document.replace(b"version         = 1", b"version = %d" % number)
    document = document.replace(b"2026-01-01", first_day.encode())
    return ShippedPlan(document, SHIPPED.examples, "")


@pytest.mark.django_db
def test_a_signed_plan_is_its_own_bytes_with_their_hash() -> None:
    card = activate()
    stored = PlanVersion.objects.get()
    assert bytes(stored.document) == SHIPPED.document
    assert bytes(stored.examples) == SHIPPED.examples
    assert (card.label, card.sha256) == ("quellmoos v1", stored.sha256)
    assert (card.signed_by, card.approved_by) == (OWNER.label, CO_OWNER.label)


@pytest.mark.django_db
def test_the_same_bytes_again_change_nothing() -> None:
    assert activate() == activate(actor=CO_OWNER, approver=OWNER)
    assert PlanVersion.objects.count() == 1


@pytest.mark.django_db
def test_a_broken_promise_keeps_the_plan_out() -> None:
    greedy = ShippedPlan(SHIPPED.document.replace(b'"12%"', b'"11%"'), SHIPPED.examples, "")
    with pytest.raises(commissions.ExamplesBroken, match=r"11,00|11\.00"):
        activate(greedy)
    assert not PlanVersion.objects.exists()


@pytest.mark.django_db
def test_a_text_that_is_no_plan_is_refused() -> None:
    bare = ShippedPlan(SHIPPED.document.replace(b'"50 PV"', b"50"), SHIPPED.examples, "")
    with pytest.raises(commissions.PlanRejected) as caught:
        activate(bare)
    assert caught.value.key == "active.personal_volume"


@pytest.mark.django_db
@pytest.mark.parametrize(("actor", "approver"), [(STRANGER, OWNER), (OWNER, CLERK)])
def test_both_signatures_need_the_right(actor: Actor, approver: Actor) -> None:
    with pytest.raises(Denied):
        activate(actor=actor, approver=approver)


@pytest.mark.django_db
def test_nobody_signs_twice() -> None:
    with pytest.raises(commissions.SecondSignatureMissing):
        activate(approver=OWNER)


@pytest.mark.django_db
def test_the_database_insists_on_two_signatures() -> None:
    activate()
    stored = PlanVersion.objects.get()
    stored.pk, stored.version, stored.valid_from = None, 2, stored.valid_from.replace(month=2)
    stored.approved_by, stored.approved_by_account = "account:-9", stored.signed_by_account
    with pytest.raises(IntegrityError, match="plan_signed_by_two"), transaction.atomic():
        stored.save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "first_day", "says"),
    [
        (3, "2026-02-01", "3"),
        (1, "2026-02-01", "1"),
        (2, "2025-12-01", "2025-12-01"),
    ],
)
def test_versions_follow_each_other(number: int, first_day: str, says: str) -> None:
    activate()
    with pytest.raises(commissions.VersionOutOfOrder, match=says):
        activate(version(number, first_day))


@pytest.mark.django_db
def test_a_new_version_takes_over_on_its_first_day() -> None:
    activate()
    activate(version(2, "2026-02-01"))
    assert [card.version for card in commissions.plan_cards()] == [2, 1]


@pytest.mark.django_db
def test_a_new_version_keeps_the_currency() -> None:
    activate()
    other = version(2, "2026-02-01")
    document = other.document.replace(b'"EUR"', b'"CHF"').replace(b'1.00 EUR"', b'1.00 CHF"')
    examples = other.examples.replace(b"EUR", b"CHF")
    with pytest.raises(commissions.VersionOutOfOrder):
        activate(ShippedPlan(document, examples, ""))


def test_a_published_period_keeps_its_plan(till: Till) -> None:
    publish("2026-03")
    with pytest.raises(commissions.VersionOutOfOrder, match="2026-03"):
        activate(version(2, "2026-03-01"))
    activate(version(2, "2026-04-01"))


@pytest.mark.django_db
def test_a_signed_plan_never_changes() -> None:
    sign()
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE commissions_planversion SET document = 'x'")


def test_finance_learns_the_smallest_payout_that_a_plan_states(db: None) -> None:
    found_company()
    sign("donauwelle")
    terms = finance.terms_in_force("EUR", date(2026, 1, 1))
    assert terms is not None
    assert (terms.plan, terms.minimum_minor, terms.force_after_days) == ("donauwelle", 27_00, 92)
    assert finance.terms_in_force("EUR", date(2025, 12, 31)) is None
