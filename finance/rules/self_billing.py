"""How a Gutschrift is taxed: by what the member is to the tax office on the day of service."""

from __future__ import annotations

from datetime import date

from core.rates import share

SMALL_BUSINESS, REGULAR, EU, THIRD_COUNTRY = "small_business", "regular", "eu", "third_country"
REVERSE_CHARGE = (EU, THIRD_COUNTRY)

# Standard rates in basis points by the country of who receives the service, each from its day.
# Source: § 12 (1) UStG, § 28 (1) UStG for the second half of 2020; § 10 (1) UStG (Austria).
_STANDARD_BP = {
    "DE": (
        (date(2007, 1, 1), 1_900),
        (date(2020, 7, 1), 1_600),
        (date(2021, 1, 1), 1_900),
    ),
    "AT": ((date(1984, 1, 1), 2_000),),
}


def rate_bp(kind: str, country: str, service_on: date) -> int | None:
    """Return the VAT that a supplier of this kind shows, or None where the rate is not known.

    Never VAT but for a regular status: what is shown wrongly is owed (§ 14c UStG).
    """
    if kind != REGULAR:
        return 0
    known = [rate for starts, rate in _STANDARD_BP.get(country, ()) if starts <= service_on]
    return known[-1] if known else None


def tax_on_top(net_minor: int, rate: int) -> int:
    """Return the VAT on a document's whole net, rounded once."""
    return share(net_minor, rate)


def tax_taken_back(left_minor: int, taken_minor: int, rate: int) -> int:
    """Return the VAT of a correction: what was on the rest before less what is on it after.

    Keeps:  corrections that take the whole net back take exactly the VAT that was shown.
    """
    return tax_on_top(left_minor, rate) - tax_on_top(left_minor - taken_minor, rate)
