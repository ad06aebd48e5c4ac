"""The built-in gateway that moves no money: a hosted page with two buttons and signed notices.

It behaves like a real one. What the shop believes is only the signed notice, never the page.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import asdict
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.company import Company, company_or_none
from core.errors import Denied, Invalid
from core.money import EXPONENTS
from shop.rules.notices import Notice
from shop.rules.refund_notices import RefundOrder, RefundWord, SignedNotice

MAX_EVENT_ID = 120
MAX_MINOR = 2**63 - 1
_KINDS = {"event_id": str, "token": str, "is_charged": bool, "amount_minor": int,
          "currency": str, "psp_reference": str}  # fmt: skip
_REFUND_KINDS = {**_KINDS, "is_refunded": bool}
_REFUND_KINDS.pop("is_charged")


class BadSignature(Denied):
    """The notice was not signed by the gateway."""

    code = "shop.bad_signature"


class BadNotice(Invalid):
    """The notice is signed, but is not written as agreed."""

    code = "shop.bad_notice"


class HostedTestGateway:
    """Signs with a key derived from SECRET_KEY; open for demo companies or by `TEST_GATEWAY`."""

    code: ClassVar[str] = "test"

    def is_open(self) -> bool:
        """Tell whether this is a demo company, or the setting allows a gateway without money."""
        return self.is_open_for(company_or_none())

    def is_open_for(self, ours: Company | None) -> bool:
        """Tell the same of a company that is known already."""
        return bool(settings.TEST_GATEWAY) or (ours is not None and ours.is_demo)

    def write(self, notice: Notice) -> bytes:
        """Return the body of a notice."""
        return json.dumps(asdict(notice), sort_keys=True).encode()

    def sign(self, body: bytes) -> str:
        """Return the signature that belongs to a body."""
        return salted_hmac("shop.gateways.test", body, algorithm="sha256").hexdigest()

    def read(self, body: bytes, signature: str) -> Notice:
        """Return a genuine notice.

        Raises: BadSignature; BadNotice.
        """
        self._insist_on_signature(body, signature)
        try:
            return _notice(json.loads(body))
        except (ValueError, TypeError):
            raise BadNotice(_("The payment notice cannot be read.")) from None

    def refund(self, order: RefundOrder) -> SignedNotice:
        """Send the money back, which is to say nothing; answer at once, the same way each time."""
        word = RefundWord(
            event_id=f"evt_refund_{order.token}",
            token=order.token,
            is_refunded=True,
            amount_minor=order.amount_minor,
            currency=order.currency,
            psp_reference=f"test_refund_{order.token}",
        )
        body = self.write_refund(word)
        return SignedNotice(body, self.sign(body))

    def write_refund(self, word: RefundWord) -> bytes:
        """Return the body of a notice about a refund."""
        return json.dumps(asdict(word), sort_keys=True).encode()

    def read_refund(self, body: bytes, signature: str) -> RefundWord:
        """Return a genuine word about a refund.

        Raises: BadSignature; BadNotice.
        """
        self._insist_on_signature(body, signature)
        try:
            return _refund_word(json.loads(body))
        except (ValueError, TypeError):
            raise BadNotice(_("The payment notice cannot be read.")) from None

    def _insist_on_signature(self, body: bytes, signature: str) -> None:
        if not hmac.compare_digest(self.sign(body).encode(), signature.encode(errors="replace")):
            raise BadSignature(_("The payment notice is not signed by the gateway."))


def _notice(read: dict[str, object]) -> Notice:
    notice = Notice(**read)  # type: ignore[arg-type]
    _insist_on_fields(notice, _KINDS)
    return notice


def _refund_word(read: dict[str, object]) -> RefundWord:
    word = RefundWord(**read)  # type: ignore[arg-type]
    _insist_on_fields(word, _REFUND_KINDS)
    return word


def _insist_on_fields(said: Notice | RefundWord, kinds: dict[str, type]) -> None:
    wrong = [name for name, kind in kinds.items() if type(getattr(said, name)) is not kind]
    if wrong or not 0 < len(said.event_id) <= MAX_EVENT_ID or not said.event_id.isprintable():
        raise ValueError("a field is missing or of another type")
    if not 0 <= said.amount_minor <= MAX_MINOR or said.currency not in EXPONENTS:
        raise ValueError("no amount of money that could be kept")
    if not said.psp_reference.isprintable():
        raise ValueError("no reference that could be kept")
    UUID(said.token)
