"""The code of a bank transfer as a drawing for papers."""

from __future__ import annotations

import io

import segno

from core.company import Company
from core.transfer_code import transfer_payload


def transfer_code(seller: Company, gross_minor: int, currency: str, reference: str) -> str:
    """Return the code as an SVG; nothing where there is none."""
    payload = transfer_payload(seller, gross_minor, currency, reference)
    if not payload:
        return ""
    out = io.BytesIO()
    code = segno.make(payload, error="m", micro=False, boost_error=False)
    code.save(out, kind="svg", xmldecl=False, border=0, dark="#000", light=None, nl=False)
    return out.getvalue().decode()
