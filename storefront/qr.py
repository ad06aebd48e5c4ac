"""A link as a QR code that a page can carry: SVG without styles, in the colour of the text."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe

from core.epc import EURO, epc_code
from shop.public import Prepayment


def qr_svg(text: str) -> SafeString:
    """Return the code as an SVG element, dark on light whatever the page's theme."""
    return _svg(segno.make(text, error="m"))


def transfer_svg(transfer: Prepayment) -> SafeString | None:
    """Return the code that fills in a bank transfer; there is one for euros only."""
    if transfer.currency != EURO:
        return None
    code = epc_code(
        holder=transfer.holder,
        iban=transfer.iban,
        bic=transfer.bic,
        amount_minor=transfer.open_minor,
        reference=transfer.reference,
    )
    return _svg(code)


def _svg(code: segno.QRCode) -> SafeString:
    out = io.BytesIO()
    code.save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=2,
        dark="#20261d",
        light="#ffffff",
        svgclass="size-full",
        lineclass=None,
        nl=False,
    )
    # segno writes nothing of the text itself into the markup.
    return mark_safe(out.getvalue().decode())  # noqa: S308


def qr_file(text: str, kind: str) -> tuple[bytes, str]:
    """Return the code as a file, "svg" or "png", large enough for print, and its media type."""
    out = io.BytesIO()
    code = segno.make(text, error="m")
    if kind == "svg":
        code.save(out, kind="svg", border=4, scale=10)
        return out.getvalue(), "image/svg+xml"
    code.save(out, kind="png", border=4, scale=24)
    return out.getvalue(), "image/png"
