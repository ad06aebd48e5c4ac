"""Check bank data and say what is wrong with them, without ever repeating them."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from core.errors import Invalid
from finance.rules.ibans import BadIban, Iban, IbanFault, read_iban
from finance.rules.payment_file import MAX_NAME
from finance.rules.sepa_text import sepa_text


class InvalidIban(Invalid):
    """The text is no IBAN that money can be sent to; `facts` name the fault, never the text."""

    code = "finance.invalid_iban"


class InvalidHolder(Invalid):
    """The account holder's name is missing or cannot be written in a bank file."""

    code = "finance.invalid_holder"


def checked_iban(text: str, *, currency: str) -> Iban:
    """Return the IBAN.

    Raises: InvalidIban — with the fault and what to do about it.
    """
    found = read_iban(text, for_currency=currency)
    if isinstance(found, BadIban):
        raise InvalidIban(_EXPLAIN[found.fault](found), fault=str(found.fault))
    return found


def checked_holder(text: str) -> str:
    """Return the holder's name in single spaces.

    Raises: InvalidHolder — nothing of it can be written in a bank file, or it is too long.
    """
    name = " ".join(text.split())
    written = sepa_text(name, limit=len(name) * 4 + 1)
    if not any(map(str.isalpha, written)):
        raise InvalidHolder(_("Give the name of the account holder as the bank knows it."))
    if len(written) > MAX_NAME:
        hint = _("The account holder's name may have %(limit)d characters. Shorten it.")
        raise InvalidHolder(hint % {"limit": MAX_NAME})
    return name


def _characters(_bad: BadIban) -> str:
    return str(
        _(
            "This is not an IBAN. It begins with two letters for the country and two check digits,"
            " like DE02 1203 0000 0000 2020 51. Check for typing errors."
        )
    )


def _country(bad: BadIban) -> str:
    text = _("No country has IBANs that begin with %(country)s. Check the first two letters.")
    return text % {"country": bad.country}


def _length(bad: BadIban) -> str:
    text = _(
        "An IBAN from %(country)s has %(wanted)d characters, this one has %(length)d."
        " Check for missing or doubled characters."
    )
    return text % {
        "country": bad.country,
        "wanted": bad.wanted_length,
        "length": bad.length,
    }


def _check_digits(_bad: BadIban) -> str:
    return str(
        _(
            "The check digits of this IBAN do not fit: at least one character is wrong."
            " Compare it with your bank statement."
        )
    )


def _not_sepa(bad: BadIban) -> str:
    text = _(
        "Euro transfers do not reach banks in %(country)s."
        " Give an account in a country of the SEPA area."
    )
    return text % {"country": bad.country}


_EXPLAIN: dict[IbanFault, Callable[[BadIban], str]] = {
    IbanFault.CHARACTERS: _characters,
    IbanFault.COUNTRY: _country,
    IbanFault.LENGTH: _length,
    IbanFault.CHECK_DIGITS: _check_digits,
    IbanFault.NOT_SEPA: _not_sepa,
}
