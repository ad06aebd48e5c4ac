"""Payment gateways: who asks buyers for money and tells us whether it came."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext_lazy as _

from core.company import Company
from core.errors import NotFound, Refused
from shop.gateways.test import HostedTestGateway
from shop.rules.notices import Notice
from shop.rules.refund_notices import RefundOrder, RefundWord, SignedNotice


class NoGatewayOpen(Refused):
    """The gateway is switched off."""

    code = "shop.no_gateway_open"


class UnknownGateway(NotFound):
    """We do not work with such a gateway."""

    code = "shop.unknown_gateway"


class Gateway(Protocol):
    """What the shop needs from a gateway."""

    @property
    def code(self) -> str:
        """Return the name it goes by in notices and payments."""

    def is_open(self) -> bool:
        """Tell whether buyers may pay here."""

    def is_open_for(self, ours: Company | None) -> bool:
        """Tell whether buyers of this company may pay here."""

    def read(self, body: bytes, signature: str) -> Notice:
        """Check the signature and read the notice."""

    def refund(self, order: RefundOrder) -> SignedNotice | None:
        """Send money back; the answer comes at once or later, as a notice. Once per token."""

    def read_refund(self, body: bytes, signature: str) -> RefundWord:
        """Check the signature and read what became of a refund."""


GATEWAYS: dict[str, Gateway] = {HostedTestGateway.code: HostedTestGateway()}


def card_gateway(ours: Company | None) -> str | None:
    """Return the gateway at which this company's buyers pay by card, if one is open."""
    for gateway in GATEWAYS.values():
        if gateway.is_open_for(ours):
            return gateway.code
    return None


def can_refund(code: str) -> bool:
    """Tell whether money that came by this way can go back by it; else somebody transfers it."""
    return code in GATEWAYS


def gateway_of(code: str) -> Gateway:
    """Return a gateway that is switched on.

    Raises: UnknownGateway; NoGatewayOpen — the test gateway never takes real orders.
    """
    gateway = GATEWAYS.get(code)
    if gateway is None:
        raise UnknownGateway(_("There is no such payment method."))
    if not gateway.is_open():
        raise NoGatewayOpen(_("This payment method is switched off. Ask the shop how to pay."))
    return gateway
