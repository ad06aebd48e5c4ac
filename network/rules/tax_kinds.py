"""What a member may be to the tax office, and which numbers each kind must name."""

from __future__ import annotations

import re

SMALL_BUSINESS, REGULAR = "small_business", "regular"
EU, THIRD_COUNTRY = "eu", "third_country"
KINDS = (SMALL_BUSINESS, REGULAR, EU, THIRD_COUNTRY)

# The consent under which the company writes the member's invoices.
SELF_BILLING = "self-billing"

# The member states with the shape of their VAT ids, after the country's letters.
# Source: https://ec.europa.eu/taxation_customs/vies (FAQ, question 11). Greece writes EL.
_VAT_IDS = {
    "AT": r"U\d{8}", "BE": r"[01]\d{9}", "BG": r"\d{9,10}", "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}", "DE": r"\d{9}", "DK": r"\d{8}", "EE": r"\d{9}", "EL": r"\d{9}",
    "ES": r"[A-Z0-9]\d{7}[A-Z0-9]", "FI": r"\d{8}", "FR": r"[A-Z0-9]{2}\d{9}", "HR": r"\d{11}",
    "HU": r"\d{8}", "IE": r"\d[A-Z0-9+*]\d{5}[A-Z]{1,2}", "IT": r"\d{11}", "LT": r"\d{9}(\d{3})?",
    "LU": r"\d{8}", "LV": r"\d{11}", "MT": r"\d{8}", "NL": r"\d{9}B\d{2}", "PL": r"\d{10}",
    "PT": r"\d{9}", "RO": r"\d{2,10}", "SE": r"\d{12}", "SI": r"\d{8}", "SK": r"\d{10}",
}  # fmt: skip
_PREFIX = {"GR": "EL"}
_TAX_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z /.-]{6,20}[0-9A-Z]")


def is_eu(country: str) -> bool:
    """Tell whether a country is a member state."""
    return _PREFIX.get(country, country) in _VAT_IDS


def tidy_vat_id(text: str) -> str:
    """Return a VAT id as it is written: capitals, nothing between."""
    return re.sub(r"[\s./-]", "", text).upper()


def is_vat_id(text: str, country: str) -> bool:
    """Tell whether a tidied VAT id has its country's shape and, of Germany, its check digit."""
    prefix = _PREFIX.get(country, country)
    pattern = _VAT_IDS.get(prefix)
    if pattern is None or not re.fullmatch(prefix + pattern, text):
        return False
    return prefix != "DE" or _check_digit(text[2:10]) == int(text[10])


def is_tax_number(text: str) -> bool:
    """Tell whether the text may be a tax number: eight signs or more, mostly digits."""
    return bool(_TAX_NUMBER.fullmatch(text)) and sum(sign.isdigit() for sign in text) >= 8


def numbers_fault(*, kind: str, home: str, country: str, tax_number: str, vat_id: str) -> str:
    """Return which field forbids the declaration: "country", "tax_number", "vat_id" or "".

    `home` is the company's country. A supplier there names a tax number or a VAT id (§ 14 (4)
    no. 2 UStG); one in another EU country its VAT id, else there is no reverse charge.
    """
    if vat_id and not is_vat_id(vat_id, country):
        return "vat_id"
    if tax_number and not is_tax_number(tax_number):
        return "tax_number"
    if kind in (SMALL_BUSINESS, REGULAR):
        if country != home:
            return "country"
        return "" if tax_number or vat_id else "tax_number"
    if country == home or is_eu(country) != (kind == EU):
        return "country"
    return "vat_id" if kind == EU and not vat_id else ""


def _check_digit(digits: str) -> int:
    """Return the ninth digit of a German VAT id (ISO 7064, mod 11, 10)."""
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return (11 - product) % 10
