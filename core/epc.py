"""The QR code that fills in a bank transfer (EPC069-12, "GiroCode")."""

from __future__ import annotations

from decimal import Decimal

import segno
from segno.helpers import make_epc_qr

from core.money import exponent

EURO = "EUR"
_MOST_SIGNS_OF_A_NAME = 70


def epc_code(
    *, holder: str, iban: str, bic: str = "", amount_minor: int, reference: str
) -> segno.QRCode:
    """Return the code for a transfer in euros; the reference is what the payer's bank passes on."""
    return make_epc_qr(
        name=holder[:_MOST_SIGNS_OF_A_NAME],
        iban="".join(iban.split()),
        amount=Decimal(amount_minor).scaleb(-exponent(EURO)),
        text=reference,
        bic=bic or None,
    )
