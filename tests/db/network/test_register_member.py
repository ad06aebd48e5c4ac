"""Somebody joins under a sponsor."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from core.models import OutboxEvent
from core.policy import ANONYMOUS, NotAllowed
from network import public as network
from network.models import Account, Consent, CustomerCredit, Member, MemberStatusChange
from tests.db.network.people import (
    ADULT,
    NOON,
    SYSTEM,
    TODAY,
    code_of,
    customer,
    found_company,
    join,
    person,
    root,
)

pytestmark = pytest.mark.usefixtures("company")


def test_numbers_start_at_1001_and_the_tree_starts_with_the_root() -> None:
    top = root()
    below = join("berta", top)
    assert top >= 1001
    assert below == top + 1
    assert network.member_card(below).sponsor_id == top
    assert network.member_card(top).sponsor_id is None


def test_the_first_status_is_part_of_the_history() -> None:
    member = join("berta", root())
    change = MemberStatusChange.objects.get(member_id=member)
    assert (change.from_status, change.to_status, change.effective_on) == ("", "active", TODAY)


def test_the_accepted_wording_is_kept() -> None:
    member = join("berta", root())
    consent = Consent.objects.get(account__member=member)
    assert (consent.kind, consent.text_version) == ("partner-agreement", "2026-01")


def test_the_event_names_member_and_sponsor() -> None:
    top = root()
    member = join("berta", top)
    event = OutboxEvent.objects.get(aggregate=f"member:{member}")
    assert event.payload["sponsor_id"] == top


def test_the_day_is_the_company_s_not_utc_s() -> None:
    just_after_midnight_in_berlin = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    member = root(at=just_after_midnight_in_berlin)
    assert network.member_card(member).joined_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("born_on", "refusal"),
    [
        (TODAY.replace(year=2008) + timedelta(days=1), network.TooYoung),
        (TODAY + timedelta(days=1), network.BadBirthday),
        (date(1899, 1, 1), network.BadBirthday),
    ],
)
def test_age_is_checked(born_on: date, refusal: type[Exception]) -> None:
    root()
    with pytest.raises(refusal):
        network.register_member(
            person=person("kid"),
            sponsor_code="root",
            born_on=born_on,
            agreement_version="1",
            at=NOON,
        )
    assert Member.objects.count() == 1


def test_on_the_eighteenth_birthday_one_may_join() -> None:
    root()
    network.register_member(
        person=person("just"),
        sponsor_code="root",
        born_on=TODAY.replace(year=2008),
        agreement_version="1",
        at=NOON,
    )


@pytest.mark.parametrize("version", ["", "2025-07"])
def test_only_the_current_agreement_counts(version: str) -> None:
    found_company(agreement_version="2026-01")
    root()
    with pytest.raises(network.AgreementMissing):
        network.register_member(
            person=person("berta"),
            sponsor_code="root",
            born_on=ADULT,
            agreement_version=version,
            at=NOON,
        )


@pytest.mark.parametrize(
    ("status", "refusal"),
    [("suspended", network.SponsorNotActive), ("terminated", network.UnknownSponsorCode)],
)
def test_only_an_active_member_sponsors(status: str, refusal: type[Exception]) -> None:
    sponsor = join("berta", root())
    code = code_of(sponsor)
    network.change_status(member_id=sponsor, status=status, reason="test", actor=SYSTEM, at=NOON)
    with pytest.raises(refusal):
        network.register_member(
            person=person("carl"),
            sponsor_code=code,
            born_on=ADULT,
            agreement_version="1",
            at=NOON,
        )


def test_an_address_in_use_is_refused_and_nothing_is_left_behind() -> None:
    root()
    customer("berta")
    with pytest.raises(network.CannotOpenAccount):
        join("berta", network.member_by_code("root").member_id)
    assert Member.objects.count() == 1
    assert Account.objects.count() == 2


def test_a_customer_becomes_a_member_under_the_one_it_is_credited_to() -> None:
    sponsor = join("berta", root())
    carl = customer("carl", sponsor)
    later = NOON + timedelta(days=10)
    made = network.become_member(
        account_id=carl.account_id,
        country="de",
        sponsor_code=None,
        born_on=ADULT,
        agreement_version="1",
        actor=network.actor_for(carl.account_id),
        at=later,
    )
    card = network.member_card(made.member_id, later.date())
    assert (card.sponsor_id, card.account_id, card.country) == (sponsor, carl.account_id, "DE")
    credit = CustomerCredit.objects.get(account_id=carl.account_id)
    assert credit.valid_until == later.date()
    buyer = network.buyer_for(carl.account_id, None, later.date())
    assert (buyer.audience, buyer.member_id, buyer.credited_member_id) == (
        "partner",
        made.member_id,
        made.member_id,
    )


def become(account_id: int, code: str | None, actor: object = SYSTEM) -> network.Registration:
    return network.become_member(
        account_id=account_id,
        country="DE",
        sponsor_code=code,
        born_on=ADULT,
        agreement_version="1",
        actor=actor,
        at=NOON,
    )


def test_a_customer_of_nobody_names_a_sponsor() -> None:
    top = root()
    carl = customer("carl")
    with pytest.raises(network.SponsorMissing):
        become(carl.account_id, None)
    made = become(carl.account_id, "root")
    assert network.member_card(made.member_id).sponsor_id == top


def test_nobody_becomes_a_member_twice() -> None:
    root()
    carl = customer("carl")
    become(carl.account_id, "root")
    with pytest.raises(network.AlreadyMember):
        become(carl.account_id, "root")


def test_nobody_makes_another_a_member() -> None:
    root()
    carl, dora = customer("carl"), customer("dora")
    with pytest.raises(NotAllowed):
        become(carl.account_id, "root", network.actor_for(dora.account_id))
    with pytest.raises(NotAllowed):
        become(carl.account_id, "root", ANONYMOUS)


def test_a_credit_to_somebody_who_left_needs_another_sponsor() -> None:
    sponsor = join("berta", root())
    carl = customer("carl", sponsor)
    network.change_status(
        member_id=sponsor, status="terminated", reason="left", actor=SYSTEM, at=NOON
    )
    with pytest.raises(network.SponsorNotActive):
        become(carl.account_id, None)


def test_the_first_position_is_the_only_one_without_a_sponsor() -> None:
    root()
    with pytest.raises(network.NetworkHasBegun):
        root("other")


def test_only_the_owner_opens_the_first_position() -> None:
    with pytest.raises(NotAllowed):
        network.register_root(actor=ANONYMOUS, person=person("root"), code=None, at=NOON)


@pytest.mark.parametrize("code", ["", "ab", "with space", "-x-", "ümlaut"])
def test_a_code_that_fits_into_no_link_is_refused(code: str) -> None:
    with pytest.raises(network.BadCode):
        network.register_root(actor=SYSTEM, person=person("root"), code=code, at=NOON)
