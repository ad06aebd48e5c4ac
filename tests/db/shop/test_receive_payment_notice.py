"""Believing a gateway, once."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from core.models import AuditEntry, OutboxEvent
from shop.gateways import NoGatewayOpen, UnknownGateway
from shop.gateways.test import BadNotice, BadSignature, HostedTestGateway
from shop.models import Order, PaymentNotice, TransactionItem
from shop.public import (
    AmountMismatch,
    NoticeResult,
    PlacedOrder,
    cancel_unpaid_order,
    gateway_decide,
    gateway_payment,
    receive_payment_notice,
)
from shop.rules.notices import Notice
from shop.services.receive_payment_notice import EventIdReused, UnknownPayment
from tests.db.shop.market import AT, LATER, SUPPORT, be_a_real_company, paid, placed

pytestmark = pytest.mark.usefixtures("market")

GATEWAY = HostedTestGateway()


def notice_for(order: PlacedOrder) -> Notice:
    """Return the gateway's word that an order of one cream was paid."""
    return Notice("evt_1", str(order.payment_token), True, 2990, "EUR", "psp_1")


def hear(notice: Notice, at: Any = AT) -> NoticeResult:
    """Receive a notice as the gateway sends it."""
    body = GATEWAY.write(notice)
    return receive_payment_notice(gateway="test", body=body, signature=GATEWAY.sign(body), at=at)


def state_of(order: PlacedOrder) -> str:
    """Return where the order stands."""
    return Order.objects.get(pk=order.order_id).state


def paid_events() -> int:
    """Count how often the house was told."""
    return OutboxEvent.objects.filter(name="shop.order_paid").count()


def test_a_signed_notice_pays_the_order_and_tells_the_house() -> None:
    order = placed()
    assert hear(notice_for(order), LATER) == NoticeResult("paid", order.number)
    stored = Order.objects.get(pk=order.order_id)
    assert (stored.state, stored.paid_at, paid_events()) == ("paid", LATER, 1)
    assert stored.transactions.values_list("state", "psp_reference").get() == ("charged", "psp_1")


def test_the_same_notice_again_changes_nothing() -> None:
    order = placed()
    hear(notice_for(order))
    assert hear(notice_for(order), LATER) == NoticeResult("repeated", order.number)
    assert (Order.objects.get(pk=order.order_id).paid_at, paid_events()) == (AT, 1)
    assert PaymentNotice.objects.count() == 1


def test_another_notice_for_a_paid_order_changes_nothing_but_is_kept_and_audited() -> None:
    order = placed()
    hear(notice_for(order))
    again = replace(notice_for(order), event_id="evt_2")
    assert hear(again, LATER).outcome == "already_paid"
    assert (state_of(order), paid_events(), PaymentNotice.objects.count()) == ("paid", 1, 2)
    (entry,) = AuditEntry.objects.filter(action="shop.unexpected_payment")
    assert entry.facts["outcome"] == "already_paid"


def test_a_declined_payment_can_be_tried_again() -> None:
    order = placed()
    assert gateway_decide(token=order.payment_token, approve=False, at=AT).outcome == "failed"
    assert (state_of(order), gateway_payment(token=order.payment_token).state) == (
        "placed",
        "failed",
    )
    assert gateway_decide(token=order.payment_token, approve=True, at=LATER).outcome == "paid"


def test_a_late_decline_does_not_undo_a_payment() -> None:
    order = paid()
    assert (
        gateway_decide(token=order.payment_token, approve=False, at=LATER).outcome == "already_paid"
    )
    assert gateway_payment(token=order.payment_token).state == "charged"


def test_the_hosted_page_shows_what_is_asked() -> None:
    order = placed()
    page = gateway_payment(token=order.payment_token)
    assert (page.order_number, page.amount_minor, page.currency) == (order.number, 2990, "EUR")
    assert (page.state, page.language) == ("requested", "de")


@pytest.mark.parametrize(
    "changes", [{"amount_minor": 2989}, {"amount_minor": 0}, {"currency": "USD"}]
)
def test_another_amount_is_refused_kept_and_audited(changes: dict[str, Any]) -> None:
    order = placed()
    for _again in range(2):
        with pytest.raises(AmountMismatch, match=order.number):
            hear(replace(notice_for(order), **changes))
    assert (state_of(order), paid_events()) == ("placed", 0)
    assert PaymentNotice.objects.get().outcome == "amount_mismatch"
    entry = AuditEntry.objects.get(action="shop.unexpected_payment")
    assert (entry.subject, entry.facts["asked_minor"]) == (f"order:{order.order_id}", 2990)


def test_the_right_amount_still_pays_after_a_wrong_one() -> None:
    order = placed()
    with pytest.raises(AmountMismatch):
        hear(replace(notice_for(order), amount_minor=1))
    assert hear(replace(notice_for(order), event_id="evt_2")).outcome == "paid"


@pytest.mark.parametrize("signature", ["", "f" * 64, "nonsense"])
def test_a_wrong_signature_is_refused(signature: str) -> None:
    order = placed()
    body = GATEWAY.write(notice_for(order))
    with pytest.raises(BadSignature):
        receive_payment_notice(gateway="test", body=body, signature=signature, at=AT)
    assert (state_of(order), PaymentNotice.objects.count()) == ("placed", 0)


def test_a_signature_of_another_body_is_refused() -> None:
    order = placed()
    body = GATEWAY.write(notice_for(order))
    other = GATEWAY.write(replace(notice_for(order), event_id="evt_2"))
    with pytest.raises(BadSignature):
        receive_payment_notice(gateway="test", body=body, signature=GATEWAY.sign(other), at=AT)


def test_a_signed_body_that_cannot_be_read_is_refused() -> None:
    body = json.dumps({"token": "17"}).encode()
    with pytest.raises(BadNotice):
        receive_payment_notice(gateway="test", body=body, signature=GATEWAY.sign(body), at=AT)


def test_a_payment_we_never_asked_for_is_not_found() -> None:
    order = placed()
    with pytest.raises(UnknownPayment):
        hear(replace(notice_for(order), token=str(uuid4())))
    with pytest.raises(UnknownPayment):
        gateway_payment(token=uuid4())


def test_an_event_id_counts_for_one_payment_only() -> None:
    first, second = placed(), placed()
    hear(notice_for(first))
    with pytest.raises(EventIdReused):
        hear(notice_for(second))
    assert state_of(second) == "placed"


def test_money_for_a_cancelled_order_does_not_revive_it() -> None:
    order = placed()
    cancel_unpaid_order(order_id=order.order_id, actor=SUPPORT, reason="asked", at=AT)
    assert hear(notice_for(order)).outcome == "order_cancelled"
    assert (state_of(order), paid_events()) == ("cancelled", 0)
    assert AuditEntry.objects.filter(action="shop.unexpected_payment").count() == 1


def test_an_unknown_gateway_is_refused() -> None:
    with pytest.raises(UnknownGateway):
        receive_payment_notice(gateway="other", body=b"{}", signature="", at=AT)


def test_a_real_company_takes_no_play_money(settings: Any) -> None:
    order = placed()
    be_a_real_company()
    settings.TEST_GATEWAY = False
    with pytest.raises(NoGatewayOpen):
        hear(notice_for(order))
    with pytest.raises(NoGatewayOpen):
        gateway_decide(token=order.payment_token, approve=True, at=AT)
    with pytest.raises(NoGatewayOpen):
        gateway_payment(token=order.payment_token)
    assert state_of(order) == "placed"


def test_the_database_refuses_a_second_charge_and_a_changed_amount() -> None:
    order = paid()
    charged = TransactionItem.objects.get(order=order.order_id)
    with pytest.raises(IntegrityError, match="keeps its past"), transaction.atomic():
        TransactionItem.objects.update(amount_minor=1)
    charged.pk, charged.token = None, uuid4()
    with pytest.raises(IntegrityError, match="order_charged_once"), transaction.atomic():
        charged.save(force_insert=True)


@pytest.mark.parametrize(
    "strange",
    [
        {"amount_minor": 2**63},
        {"amount_minor": -1},
        {"currency": "EURO"},
        {"currency": ""},
        {"psp_reference": "psp\x00"},
    ],
)
def test_a_signed_notice_that_cannot_be_kept_is_refused(strange: dict[str, Any]) -> None:
    order = placed()
    with pytest.raises(BadNotice):
        hear(replace(notice_for(order), **strange))
    assert (state_of(order), PaymentNotice.objects.count()) == ("placed", 0)
