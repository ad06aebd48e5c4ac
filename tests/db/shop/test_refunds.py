"""Money that goes back: by the gateway's word, or by somebody's transfer."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from core import encryption
from core.company import save_company
from core.models import AuditEntry, OutboxEvent
from core.paging import PageRequest
from core.policy import ANONYMOUS, Actor, NotAllowed
from finance.public import InvalidHolder, InvalidIban
from shop.gateways.test import BadSignature, HostedTestGateway
from shop.models import Refund
from shop.models.refund import RefundCannotMove
from shop.public import (
    PlacedOrder,
    RefundNotFound,
    mark_transferred,
    name_refund_account,
    order_link,
    receive_refund_notice,
    refund_account,
    refund_by_transfer,
    refunds_page,
    send_refund,
)
from shop.rules.refund_notices import RefundWord
from shop.services.finish_refund import (
    AccountChanged,
    NoAccountYet,
    NotByTransfer,
    RefundNoticeDiffers,
    SecondPersonNeeded,
)
from shop.services.name_refund_account import NoAccountNeeded
from tests.db.shop.aftermath import FINANCE, SECOND, SOON, announce, cancel, inspect, send
from tests.db.shop.aftermath import accept as accept_return
from tests.db.shop.market import DEMO, SUPPORT, SYSTEM, paid

pytestmark = pytest.mark.usefixtures("market")

IBAN = "DE89 3704 0044 0532 0130 00"


@pytest.fixture
def refund(market: None) -> Refund:
    """A cancelled order of 29.90 that was paid by card."""
    cancel(paid())
    return Refund.objects.get()


@pytest.fixture
def transfer(market: None) -> Refund:
    """The same, where the gateway declined and finance transfers it."""
    order = paid()
    cancel(order)
    declined = Refund.objects.get()
    hear(declined, is_refunded=False)
    return Refund.objects.get(pk=refund_by_transfer(refund_id=declined.pk, actor=FINANCE, at=SOON))


def hear(refund: Refund, *, is_refunded: bool = True, event: str = "evt", **changes: int) -> str:
    """Let the gateway speak."""
    gateway = HostedTestGateway()
    word = RefundWord(event, str(refund.token), is_refunded, refund.amount_minor, "EUR", "psp_1")
    body = gateway.write_refund(replace(word, **changes))  # type: ignore[arg-type]
    return receive_refund_notice(gateway="test", body=body, signature=gateway.sign(body), at=SOON)


def name_account(refund: Refund, actor: Actor = ANONYMOUS, iban: str = IBAN) -> None:
    """Say where the money shall go."""
    link = order_link(refund.order_id)
    name_refund_account(
        refund_id=refund.pk, holder="Anna Muster", iban=iban, actor=actor, at=SOON, link=link
    )


def made() -> int:
    """Count the refunds that were told to the house."""
    return OutboxEvent.objects.filter(name="shop.refund_made").count()


def test_the_gateway_sends_it_back_once(refund: Refund) -> None:
    for _again in range(3):
        send_refund(refund_id=refund.pk, at=SOON)
    refund.refresh_from_db()
    assert (refund.state, refund.finished_by, made()) == ("done", "system:gateway:test", 1)
    assert refund.psp_reference.startswith("test_refund_")


def test_a_repeated_word_changes_nothing(refund: Refund) -> None:
    assert [hear(refund), hear(refund)] == ["done", "repeated"]
    with pytest.raises(RefundCannotMove):
        hear(refund, event="other")
    assert made() == 1


@pytest.mark.parametrize("amount_minor", [2989, 2991])
def test_a_word_of_another_amount_is_not_believed(refund: Refund, amount_minor: int) -> None:
    with pytest.raises(RefundNoticeDiffers):
        hear(refund, amount_minor=amount_minor)
    assert Refund.objects.get().state == "requested"


def test_an_unsigned_or_unknown_word_is_not_believed(refund: Refund) -> None:
    with pytest.raises(BadSignature):
        receive_refund_notice(gateway="test", body=b"{}", signature="x", at=SOON)
    refund.token = "00000000-0000-4000-8000-000000000000"  # type: ignore[assignment]
    with pytest.raises(RefundNotFound):
        hear(refund)


def test_what_the_gateway_declines_is_transferred_once(refund: Refund) -> None:
    with pytest.raises(NotByTransfer):
        refund_by_transfer(refund_id=refund.pk, actor=FINANCE, at=SOON)
    assert hear(refund, is_refunded=False) == "failed"
    refund_by_transfer(refund_id=refund.pk, actor=FINANCE, at=SOON)
    with pytest.raises(NotByTransfer):
        refund_by_transfer(refund_id=refund.pk, actor=FINANCE, at=SOON)
    states = Refund.objects.order_by("pk").values_list("state", "method")
    assert list(states) == [("failed", "gateway"), ("requested", "transfer")]


def test_a_transfer_needs_an_account_and_is_made_once(transfer: Refund) -> None:
    with pytest.raises(NoAccountYet):
        mark_transferred(refund_id=transfer.pk, actor=FINANCE, at=SOON)
    name_account(transfer)
    mark_transferred(refund_id=transfer.pk, actor=FINANCE, at=SOON)
    with pytest.raises(RefundCannotMove):
        mark_transferred(refund_id=transfer.pk, actor=FINANCE, at=SOON)
    with pytest.raises(NoAccountNeeded):
        name_account(transfer)
    assert made() == 1


def test_the_account_is_sealed_and_shown_to_finance_only(transfer: Refund, carl: Actor) -> None:
    name_account(transfer)
    transfer.refresh_from_db()
    assert b"3704" not in bytes(transfer.bank_sealed or b"")
    shown = refund_account(actor=FINANCE, refund_id=transfer.pk)
    assert shown is not None
    assert (shown.holder, shown.iban) == ("Anna Muster", "DE89370400440532013000")
    assert "3704" not in repr(shown)
    for actor in (SUPPORT, carl, ANONYMOUS):
        with pytest.raises(NotAllowed):
            refund_account(actor=actor, refund_id=transfer.pk)
    told = json.dumps(list(AuditEntry.objects.values_list("facts", flat=True)))
    assert "DE89" not in told
    assert transfer.order.person_id is not None
    encryption.forget(transfer.order.person_id)
    assert refund_account(actor=FINANCE, refund_id=transfer.pk) is None


def test_an_account_that_cannot_be_right_is_refused(transfer: Refund) -> None:
    with pytest.raises(InvalidIban):
        name_account(transfer, iban="DE89 3704 0044 0532 0130 01")
    with pytest.raises(InvalidHolder):
        name_refund_account(
            refund_id=transfer.pk, holder="?", iban=IBAN, actor=ANONYMOUS, at=SOON,
            link=order_link(transfer.order_id),
        )  # fmt: skip
    for actor, link in ((ANONYMOUS, ""), (SUPPORT, ""), (ANONYMOUS, order_link(10**6))):
        with pytest.raises(NotAllowed):
            name_refund_account(
                refund_id=transfer.pk, holder="Anna", iban=IBAN, actor=actor, at=SOON, link=link
            )


def test_above_the_limit_two_people_are_needed(market: None) -> None:
    save_company(actor=SYSTEM, settings=replace(DEMO, refund_limit_minor=2989), at=SOON)
    order = paid()
    refund = by_hand(order)
    with pytest.raises(SecondPersonNeeded):
        mark_transferred(refund_id=refund.pk, actor=FINANCE, at=SOON)
    mark_transferred(refund_id=refund.pk, actor=SECOND, at=SOON)
    save_company(actor=SYSTEM, settings=replace(DEMO, refund_limit_minor=2990), at=SOON)
    mark_transferred(refund_id=by_hand(paid()).pk, actor=FINANCE, at=SOON)
    assert made() == 2


def test_above_the_limit_the_person_behind_a_declined_refund_counts_too(market: None) -> None:
    save_company(actor=SYSTEM, settings=replace(DEMO, refund_limit_minor=2989), at=SOON)
    refund = by_hand(paid(), replaced_by=SECOND)
    for one in (FINANCE, SECOND):
        with pytest.raises(SecondPersonNeeded):
            mark_transferred(refund_id=refund.pk, actor=one, at=SOON)
    third = Actor(-8, frozenset({"finance"}), None, "account:-8")
    mark_transferred(refund_id=refund.pk, actor=third, at=SOON)


def test_a_refund_in_slices_is_measured_whole(market: None) -> None:
    save_company(actor=SYSTEM, settings=replace(DEMO, refund_limit_minor=3000), at=SOON)
    order = paid(("CREAM", 2))
    send(order)
    first, second = (by_hand(order, ("CREAM", 1)) for _each in range(2))
    mark_transferred(refund_id=first.pk, actor=FINANCE, at=SOON)
    with pytest.raises(SecondPersonNeeded):
        mark_transferred(refund_id=second.pk, actor=FINANCE, at=SOON)
    mark_transferred(refund_id=second.pk, actor=SECOND, at=SOON)


def test_nobody_notes_a_transfer_to_an_account_that_was_exchanged(transfer: Refund) -> None:
    name_account(transfer)
    seen = refund_account(actor=FINANCE, refund_id=transfer.pk)
    assert seen is not None
    name_account(transfer, iban="DE02 1203 0000 0000 2020 51")
    with pytest.raises(AccountChanged):
        mark_transferred(refund_id=transfer.pk, actor=FINANCE, at=SOON, seen_account=seen.mark)
    now = refund_account(actor=FINANCE, refund_id=transfer.pk)
    assert now is not None
    mark_transferred(refund_id=transfer.pk, actor=FINANCE, at=SOON, seen_account=now.mark)


def by_hand(order: PlacedOrder, *lines: tuple[str, int], replaced_by: Actor = FINANCE) -> Refund:
    """Accept a return as FINANCE, have the gateway decline, know the account."""
    if not lines:
        send(order)
    returned = announce(order, *lines)
    inspect(returned)
    accept_return(returned, FINANCE)
    declined = Refund.objects.get(order=order.order_id, state="requested", method="gateway")
    hear(declined, is_refunded=False, event=f"evt_{declined.pk}")
    new_id = refund_by_transfer(refund_id=declined.pk, actor=replaced_by, at=SOON)
    refund = Refund.objects.get(pk=new_id)
    name_account(refund)
    return refund


def test_only_finance_lists_and_makes_refunds(transfer: Refund, carl: Actor) -> None:
    cancel(paid())
    card = Refund.objects.latest("pk")
    page = refunds_page(actor=FINANCE, page=PageRequest(), state="requested", method="transfer")
    assert [row.refund_id for row in page.items] == [transfer.pk]
    assert not refunds_page(actor=FINANCE, page=PageRequest(), query="nothing").items
    for actor in (SUPPORT, carl, ANONYMOUS):
        with pytest.raises(NotAllowed):
            refunds_page(actor=actor, page=PageRequest())
        with pytest.raises(NotAllowed):
            mark_transferred(refund_id=transfer.pk, actor=actor, at=SOON)
        with pytest.raises(NotAllowed):
            refund_by_transfer(refund_id=transfer.pk, actor=actor, at=SOON)
    with pytest.raises(NotByTransfer):
        mark_transferred(refund_id=card.pk, actor=FINANCE, at=SOON)
