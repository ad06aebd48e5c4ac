"""What the EPC code of a bank transfer says: a banking app that reads it fills in the form."""

from __future__ import annotations

from core.company import Company
from core.money import exponent

_LONGEST_NAME, _LONGEST_TEXT = 70, 140
_MOST_MINOR = 99_999_999_999


def transfer_payload(to: Company, gross_minor: int, currency: str, reference: str) -> str:
    """Return the text to put into a QR code (error level M, not micro); "" where there is none.

    The code knows euros only, and an account to pay to.

    Source: EPC069-12, version 2.
    """
    if currency != "EUR" or not to.iban or not 0 < gross_minor <= _MOST_MINOR:
        return ""
    places = exponent(currency)
    whole, cents = divmod(gross_minor, 10**places)
    lines = (
        "BCD",
        "002",
        "1",
        "SCT",
        to.bic,
        (to.account_holder or to.name)[:_LONGEST_NAME],
        to.iban.replace(" ", ""),
        f"EUR{whole}.{cents:0{places}d}",
        "",
        "",
        reference[:_LONGEST_TEXT],
    )
    return "\n".join(lines)
