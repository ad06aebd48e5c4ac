"""A link as a QR code that a page can carry: SVG without styles, in the colour of the text."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str) -> SafeString:
    """Return the code as an SVG element, dark on light whatever the page's theme."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
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
