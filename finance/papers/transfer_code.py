"""The EPC code that fills in a transfer form when a banking app reads it."""

from __future__ import annotations

import io
from decimal import Decimal

from segno import helpers

from core.company import Company
from core.money import exponent

_LONGEST_NAME, _LONGEST_TEXT = 70, 140


def transfer_code(seller: Company, gross_minor: int, currency: str, reference: str) -> str:
    """Return the code as an SVG; nothing where the code does not exist: it knows euros only.

    Source: EPC069-12, version 2.
    """
    if currency != "EUR" or not seller.iban:
        return ""
    code = helpers.make_epc_qr(
        name=(seller.account_holder or seller.name)[:_LONGEST_NAME],
        iban=seller.iban,
        amount=Decimal(gross_minor).scaleb(-exponent(currency)),
        text=reference[:_LONGEST_TEXT],
    )
    out = io.BytesIO()
    code.save(out, kind="svg", xmldecl=False, border=0, dark="#000", light=None, nl=False)
    return out.getvalue().decode()
