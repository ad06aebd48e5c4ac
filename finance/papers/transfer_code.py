"""The code of a bank transfer as a drawing for papers."""

from __future__ import annotations

import io

from core.company import Company
from core.epc import EURO, epc_code


def transfer_code(seller: Company, gross_minor: int, currency: str, reference: str) -> str:
    """Return the code as an SVG; nothing where there is none: it knows euros only."""
    if currency != EURO or not seller.iban:
        return ""
    code = epc_code(
        holder=seller.account_holder or seller.name,
        iban=seller.iban,
        bic=seller.bic,
        amount_minor=gross_minor,
        reference=reference,
    )
    out = io.BytesIO()
    code.save(out, kind="svg", xmldecl=False, border=0, dark="#000", light=None, nl=False)
    return out.getvalue().decode()
