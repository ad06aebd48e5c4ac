"""An empty database gets a company before its first import, in the currency of the file."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from core.company import Company, company_or_none, save_company
from core.errors import Refused
from core.policy import Actor

IMPORTER = Actor.system("import")

# The currency of the plan that replays are settled by, commissions/plans/cdnow.
REPLAY_CURRENCY = "USD"

# Formally valid and of no real account: the replay's bank file names it as the debtor.
_DEBTOR_IBAN, _DEBTOR_BIC = "DE02120300000000202051", "BYLADEM1001"


class OtherCurrency(Refused):
    """A replay is settled in one currency, and the file or the company has another."""

    code = "imports.other_currency"


def prepare_company(*, source: str, currency: str, with_network: bool, at: datetime) -> None:
    """Make sure there is a company; one that is there stays as it is.

    Raises: OtherCurrency — members of the replay could not be paid in this company's currency.
    """
    found = company_or_none()
    ours = REPLAY_CURRENCY if found is None else found.currency
    if with_network and not currency == ours == REPLAY_CURRENCY:
        hint = _(
            "The file is in %(file)s and the company in %(ours)s, but a demo network is paid in"
            " %(wanted)s. Import without --demo-network, or into an empty database."
        )
        raise OtherCurrency(hint % {"file": currency, "ours": ours, "wanted": REPLAY_CURRENCY})
    if found is None:
        save_company(actor=IMPORTER, settings=_company(source, currency), at=at)


def _company(source: str, currency: str) -> Company:
    name = f"Import {source}"
    return Company(
        name=name,
        currency=currency,
        country="DE",
        street="Beispielweg 1",
        postcode="79098",
        town="Freiburg",
        account_holder=name,
        iban=_DEBTOR_IBAN,
        bic=_DEBTOR_BIC,
        tax_number="06/123/45678",
        agreement_version="1",
    )
