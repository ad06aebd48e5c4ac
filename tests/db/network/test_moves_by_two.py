"""Another sponsor: asked for by one person, decided by another, each with a reason."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from core.errors import Refusal
from core.models import AuditEntry, OutboxEvent
from core.policy import Actor, NotAllowed
from network import public as network
from network.models import CustomerCredit, SponsorChangeRequest, Sponsorship
from tests.db.network.people import (
    NOON,
    SYSTEM,
    TODAY,
    code_of,
    colleague,
    customer,
    found_company,
    join,
    move,
    root,
)

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def line(company: None) -> dict[str, int]:
    """Let Cara stand below Anna, Berta beside Anna."""
    top = root()
    anna, berta = join("anna", top), join("berta", top)
    return {"top": top, "anna": anna, "berta": berta, "cara": join("cara", anna)}


def ask(actor: Actor, member_id: int, sponsor_id: int, reason: str = "agreed") -> int:
    """Ask for a move from tomorrow on."""
    return network.request_sponsor_change(
        member_id=member_id,
        sponsor_code=code_of(sponsor_id),
        valid_from=TOMORROW,
        reason=reason,
        actor=actor,
        at=NOON,
    )


def decide(actor: Actor, request_id: int, approves: bool = True, reason: str = "fine") -> None:
    """Decide about a move."""
    network.decide_sponsor_change(
        request_id=request_id, approves=approves, reason=reason, actor=actor, at=NOON
    )


def sponsor_tomorrow(member_id: int) -> int | None:
    """Return the sponsor from tomorrow on."""
    return network.member_card(member_id, TOMORROW).sponsor_id


def test_nothing_moves_before_a_second_person_approves(line: dict[str, int]) -> None:
    sue, tom = colleague("sue", "support"), colleague("tom", "compliance")
    request_id = ask(sue, line["cara"], line["berta"])
    assert sponsor_tomorrow(line["cara"]) == line["anna"]
    waiting = network.sponsor_moves(tom, is_waiting=True).items
    assert [move.request_id for move in waiting] == [request_id]
    decide(tom, request_id)
    assert sponsor_tomorrow(line["cara"]) == line["berta"]
    assert network.member_card(line["cara"], TODAY).sponsor_id == line["anna"]
    row = Sponsorship.objects.get(member_id=line["cara"], sponsor_id=line["berta"])
    assert (row.actor, row.approver, row.reason) == (sue.label, tom.label, "agreed")
    decided = network.moves_of(tom, line["cara"])[0]
    assert (decided.is_approved, decided.decision_reason, decided.decided_by) == (
        True, "fine", tom.label,
    )  # fmt: skip


def test_the_house_and_the_audit_log_hear_of_it(line: dict[str, int]) -> None:
    sue, tom = colleague("sue", "support"), colleague("tom", "compliance")
    request_id = ask(sue, line["cara"], line["berta"])
    decide(tom, request_id, approves=False, reason="not agreed")
    event = OutboxEvent.objects.get(name="network.sponsor_change_decided")
    assert event.payload["approved"] is False
    actions = AuditEntry.objects.filter(action__endswith="sponsor_change").order_by("id")
    assert [(row.action, row.actor) for row in actions] == [
        ("network.request_sponsor_change", sue.label),
        ("network.reject_sponsor_change", tom.label),
    ]
    assert sponsor_tomorrow(line["cara"]) == line["anna"]


def test_who_asked_may_neither_approve_nor_reject(line: dict[str, int]) -> None:
    sue = colleague("sue", "owner")
    request_id = ask(sue, line["cara"], line["berta"])
    for approves in (True, False):
        with pytest.raises(network.SecondPersonMissing):
            decide(sue, request_id, approves)
    with pytest.raises(network.SecondPersonMissing):
        decide(SYSTEM, request_id)


def test_partners_and_other_roles_do_neither(line: dict[str, int]) -> None:
    request_id = ask(colleague("sue", "support"), line["cara"], line["berta"])
    for actor in (
        Actor(line["anna"], frozenset(), line["anna"], "account:x"),
        colleague("wim", "warehouse"),
    ):
        with pytest.raises(NotAllowed):
            ask(actor, line["berta"], line["anna"])
        with pytest.raises(NotAllowed):
            decide(actor, request_id)
        with pytest.raises(NotAllowed):
            network.sponsor_moves(actor, is_waiting=True)


def test_both_say_why(line: dict[str, int]) -> None:
    sue, tom = colleague("sue", "support"), colleague("tom", "support")
    with pytest.raises(network.ReasonMissing):
        ask(sue, line["cara"], line["berta"], reason="  ")
    request_id = ask(sue, line["cara"], line["berta"])
    with pytest.raises(network.ReasonMissing):
        decide(tom, request_id, reason=" ")


def test_a_circle_is_refused_when_asked_for(line: dict[str, int]) -> None:
    with pytest.raises(network.CyclicSponsor, match="circle"):
        ask(colleague("sue", "support"), line["anna"], line["cara"])
    assert not SponsorChangeRequest.objects.exists()


def test_a_circle_that_arose_meanwhile_is_refused_when_approved(line: dict[str, int]) -> None:
    sue, tom = colleague("sue", "support"), colleague("tom", "support")
    request_id = ask(sue, line["anna"], line["berta"])
    move(line["berta"], line["cara"], TODAY)
    with pytest.raises(network.CyclicSponsor):
        decide(tom, request_id)
    assert network.sponsor_move(tom, request_id).is_approved is None
    decide(tom, request_id, approves=False, reason="would be a circle")


def test_one_wish_at_a_time_for_a_member(line: dict[str, int]) -> None:
    sue, tom = colleague("sue", "support"), colleague("tom", "support")
    first = ask(sue, line["cara"], line["berta"])
    with pytest.raises(network.MoveWaiting):
        ask(tom, line["cara"], line["top"])
    decide(tom, first, approves=False)
    ask(tom, line["cara"], line["top"])


def test_a_decision_is_made_once(line: dict[str, int]) -> None:
    sue, tom = colleague("sue", "support"), colleague("tom", "support")
    request_id = ask(sue, line["cara"], line["berta"])
    decide(tom, request_id)
    with pytest.raises(network.MoveDecided):
        decide(tom, request_id, approves=False)
    with pytest.raises(network.MoveNotFound):
        decide(tom, request_id + 1)


def test_who_lost_the_role_no_longer_counts_as_the_first_person(line: dict[str, int]) -> None:
    sue, tom = colleague("sue", "support"), colleague("tom", "support")
    request_id = ask(sue, line["cara"], line["berta"])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM network_accountrole WHERE account_id = %s", [sue.account_id])
    with pytest.raises(NotAllowed):
        decide(tom, request_id)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE network_sponsorchangerequest SET reason = 'other'",
        "UPDATE network_sponsorchangerequest SET new_sponsor_id = member_id",
        "DELETE FROM network_sponsorchangerequest",
        "UPDATE network_sponsorchangerequest SET is_approved = true",
        "UPDATE network_sponsorchangerequest SET is_approved = true, decision_reason = 'x',"
        " decided_by = 'x', decided_at = requested_at, decided_by_account = requested_by_account",
    ],
)
def test_the_database_keeps_the_wish_as_it_was(line: dict[str, int], sql: str) -> None:
    ask(colleague("sue", "support"), line["cara"], line["berta"])
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_effect_is_counted_beforehand(line: dict[str, int]) -> None:
    sue = colleague("sue", "support")
    effect = network.move_effect(sue, line["anna"], code_of(line["berta"]), TOMORROW)
    assert (effect.moved_members, effect.is_counted_whole) == (2, True)
    assert (effect.old_sponsor_id, effect.new_sponsor_id) == (line["top"], line["berta"])
    with pytest.raises(network.CyclicSponsor):
        network.move_effect(sue, line["anna"], code_of(line["cara"]), TOMORROW)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do things in parallel; return the code of each refusal, "" for what worked."""

    def run(act: Callable[[], object]) -> str:
        try:
            act()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_make_one_decision() -> None:
    found_company()
    top = root()
    anna, berta = join("anna", top), join("berta", top)
    people = [colleague(name, "support") for name in ("sue", "tom", "uta")]
    request_id = ask(people[0], anna, berta)
    answers = at_once(
        lambda: decide(people[1], request_id),
        lambda: decide(people[2], request_id, approves=False),
    )
    assert answers == ["", "network.move_decided"]


@pytest.mark.django_db(transaction=True)
def test_two_approved_at_once_make_no_circle() -> None:
    found_company()
    top = root()
    anna, berta = join("anna", top), join("berta", top)
    sue, tom = colleague("sue", "support"), colleague("tom", "support")
    first, second = ask(sue, anna, berta), ask(sue, berta, anna)
    answers = at_once(lambda: decide(tom, first), lambda: decide(tom, second))
    assert answers == ["", "network.cyclic_sponsor"]


def credit_to(actor: Actor, account_id: int, member_id: int, **terms: object) -> None:
    """Credit somebody to another member."""
    given = {"valid_from": TOMORROW, "reason": "asked for", **terms}
    network.change_credit(
        account_id=account_id, sponsor_code=code_of(member_id), actor=actor, at=NOON, **given
    )  # type: ignore[arg-type]


def test_changes_from_its_day_on_and_keeps_the_history(line: dict[str, int]) -> None:
    sue = colleague("sue", "support")
    dora = customer("dora", line["anna"]).account_id
    network.confirm_customer(account_id=dora, at=NOON)
    credit_to(sue, dora, line["berta"])
    today = network.buyer_for(dora, None, TODAY).credited_member_id
    tomorrow = network.buyer_for(dora, None, TOMORROW).credited_member_id
    assert (today, tomorrow) == (line["anna"], line["berta"])
    spans = network.credit_history(sue, dora)
    assert [(span.member_id, span.valid_until, span.reason) for span in spans] == [
        (line["berta"], None, "asked for"),
        (line["anna"], TOMORROW, "registration"),
    ]
    assert spans[0].confirmed_at == NOON


def test_can_be_given_to_somebody_without_one(line: dict[str, int]) -> None:
    dora = customer("dora").account_id
    credit_to(colleague("sue", "support"), dora, line["anna"], valid_from=TODAY)
    assert network.buyer_for(dora, None, TODAY).credited_member_id == line["anna"]


def test_refusals(line: dict[str, int]) -> None:
    sue = colleague("sue", "support")
    dora = customer("dora", line["anna"]).account_id
    with pytest.raises(network.CreditInThePast):
        credit_to(sue, dora, line["berta"], valid_from=TODAY - timedelta(days=1))
    with pytest.raises(network.SameCredit):
        credit_to(sue, dora, line["anna"])
    with pytest.raises(network.ReasonMissing):
        credit_to(sue, dora, line["berta"], reason="")
    with pytest.raises(NotAllowed):
        credit_to(colleague("fin", "finance"), dora, line["berta"])
    credit_to(sue, dora, line["berta"], valid_from=TOMORROW + timedelta(days=5))
    with pytest.raises(network.CreditPlanned):
        credit_to(sue, dora, line["top"])
    anna_account = network.member_card(line["anna"], TODAY).account_id
    with pytest.raises(network.CreditOfPartner):
        credit_to(sue, anna_account, line["berta"])


def test_who_becomes_a_partner_ends_even_a_planned_credit(line: dict[str, int]) -> None:
    sue = colleague("sue", "support")
    dora = customer("dora", line["anna"]).account_id
    credit_to(sue, dora, line["berta"])
    network.become_member(
        account_id=dora,
        country="DE",
        sponsor_code=None,
        born_on=TODAY.replace(year=1990),
        agreement_version="2026-01",
        actor=network.actor_for(dora),
        at=NOON,
    )
    assert not CustomerCredit.objects.filter(account_id=dora, valid_until=None).exists()
