"""The company as the bank file names it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.company import Company, company
from core.errors import Refused
from finance.rules.payment_file import Debtor
from finance.services.bank_data import InvalidIban, checked_iban


class CompanyAccountMissing(Refused):
    """The company's own bank data or address do not suffice for a bank file."""

    code = "finance.company_account_missing"


def debtor() -> Debtor:
    """Return the company's account and address.

    Raises: CompanyAccountMissing — with what to fill in.
    """
    ours = company()
    missing = [name for name in ("iban", "town", "country") if not getattr(ours, name)]
    if missing:
        hint = _("The company settings lack %(keys)s. Fill them in before you prepare a payout.")
        raise CompanyAccountMissing(hint % {"keys": ", ".join(missing)}, keys=missing)
    try:
        iban = checked_iban(ours.iban, currency=ours.currency)
    except InvalidIban as wrong:
        hint = _("The IBAN in the company settings cannot be used. %(reason)s")
        raise CompanyAccountMissing(hint % {"reason": wrong.message}, **wrong.facts) from None
    return _debtor(ours, iban.compact, ours.bic or iban.bic)


def _debtor(ours: Company, iban: str, bic: str) -> Debtor:
    return Debtor(
        name=ours.account_holder or ours.name,
        iban=iban,
        bic=bic,
        street=ours.street,
        postcode=ours.postcode,
        town=ours.town,
        country=ours.country,
    )
