"""The hosted page of the built-in test gateway: show a payment, let the buyer decide it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from shop.gateways import gateway_of
from shop.gateways.test import HostedTestGateway
from shop.models import TransactionItem
from shop.rules.notices import Notice
from shop.services.receive_payment_notice import payment_of, receive_payment_notice
from shop.values.payments import NoticeResult, PaymentPage


def gateway_payment(*, token: UUID) -> PaymentPage:
    """Return what the hosted page shows.

    Raises: UnknownPayment; NoGatewayOpen.
    """
    payment = _asked_for(token)
    return PaymentPage(
        token=token,
        order_number=payment.order.number,
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        language=payment.order.language,
        state=payment.state,
    )


def gateway_decide(*, token: UUID, approve: bool, at: datetime) -> NoticeResult:
    """Pay or decline, as the gateway does it: by a signed notice to the shop.

    Raises: UnknownPayment; NoGatewayOpen.
    """
    payment = _asked_for(token)
    notice = Notice(
        event_id=f"evt_{uuid4().hex}",
        token=str(token),
        is_charged=approve,
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        psp_reference=f"test_{token.hex}" if approve else "",
    )
    gateway = HostedTestGateway()
    body = gateway.write(notice)
    return receive_payment_notice(
        gateway=gateway.code, body=body, signature=gateway.sign(body), at=at
    )


def _asked_for(token: UUID) -> TransactionItem:
    gateway_of(HostedTestGateway.code)
    return payment_of(HostedTestGateway.code, str(token))
