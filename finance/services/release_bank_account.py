"""Use an account again from which a transfer came back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import Refused
from core.locks import Lock, take
from core.policy import Actor, require
from finance.models import BankAccountFlag
from finance.rules.account_paths import member_id_of
from finance.services.authors import author
from network.public import refuse_own_interest


class NothingToRelease(Refused):
    """The payee's account in use carries no flag."""

    code = "finance.nothing_to_release"


@transaction.atomic
def release_bank_account(*, payee: str, actor: Actor, at: datetime) -> None:
    """Lift the flag from the payee's account in use: the next payout may go there again.

    Raises: NothingToRelease; OwnInterest.
    """
    require(actor, "finance.release_bank_account")
    refuse_own_interest(actor, member_id_of(payee))
    take(Lock.ACCOUNTS, "bank_accounts")
    flags = BankAccountFlag.objects.filter(
        bank_account__payee=payee, bank_account__valid_until__isnull=True, lifted_at__isnull=True
    )
    if not flags.update(lifted_at=at, lifted_by=author(actor)):
        raise NothingToRelease(_("No transfer to this payee's account is known to have come back."))
    audit.record(actor=actor, action="finance.release_bank_account", subject=payee, at=at)
