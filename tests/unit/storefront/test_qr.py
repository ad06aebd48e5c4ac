"""The QR code is an inline drawing that a strict security policy lets through."""

from __future__ import annotations

import re

from storefront.qr import qr_svg


def test_the_code_carries_no_style_script_or_text_of_its_own() -> None:
    svg = qr_svg('https://shop.example/p/"><script>/')
    assert svg.startswith("<svg")
    assert not re.search(r"<script|style=|shop\.example", svg)
    assert qr_svg("https://shop.example/p/anna/") != svg
