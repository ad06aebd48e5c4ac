"""Is this text an IBAN, and may euros go there. The text itself never enters a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import schwifty
from schwifty import exceptions


class IbanFault(StrEnum):
    """What is wrong with a text that should be an IBAN."""

    CHARACTERS = "characters"
    COUNTRY = "country"
    LENGTH = "length"
    CHECK_DIGITS = "check_digits"
    NOT_SEPA = "not_sepa"


@dataclass(frozen=True, slots=True)
class Iban:
    """A checked IBAN without spaces."""

    compact: str
    country: str
    bic: str

    @property
    def last4(self) -> str:
        """Return the only part that may be shown."""
        return self.compact[-4:]

    def __repr__(self) -> str:
        # A repr ends up in tracebacks and logs.
        return f"Iban({self.country}…{self.last4})"


@dataclass(frozen=True, slots=True)
class BadIban:
    """Why the text is refused; lengths are zero where they are not the reason."""

    fault: IbanFault
    country: str = ""
    length: int = 0
    wanted_length: int = 0


def read_iban(text: str, *, for_currency: str) -> Iban | BadIban:
    """Check structure, country, length and check digits; euros need a SEPA country."""
    compact = "".join(text.split()).upper()
    try:
        found = schwifty.IBAN(compact)
    except exceptions.InvalidCountryCode:
        return BadIban(IbanFault.COUNTRY, country=compact[:2])
    except exceptions.InvalidLength:
        return _wrong_length(compact)
    except exceptions.InvalidChecksumDigits:
        return BadIban(IbanFault.CHECK_DIGITS, country=compact[:2])
    except exceptions.SchwiftyException:
        return BadIban(IbanFault.CHARACTERS)
    if for_currency == "EUR" and not found.in_sepa_zone:
        return BadIban(IbanFault.NOT_SEPA, country=found.country_code)
    return Iban(compact, found.country_code, str(found.bic or ""))


def bic_of(iban: str) -> str:
    """Return the bank's BIC where the IBAN's registry knows it, else an empty text."""
    return str(schwifty.IBAN(iban).bic or "")


def _wrong_length(compact: str) -> BadIban:
    wanted = schwifty.IBAN(compact, allow_invalid=True).spec.iban_length
    return BadIban(IbanFault.LENGTH, country=compact[:2], length=len(compact), wanted_length=wanted)
