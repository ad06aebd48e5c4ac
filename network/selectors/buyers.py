"""By which prices somebody buys, and for whose credit."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from network.facts import Buyer
from network.models import Account, CustomerCredit, Member, MemberStatus
from network.selectors.accounts import account_not_found
from network.selectors.codes import member_row_by_code

CUSTOMER, PARTNER = "customer", "partner"


def buyer_for(account_id: int | None, sponsor_code: str | None, on: date) -> Buyer:
    """Return the buyer on a day.

    An active member buys for itself. Anybody else buys for the member the account is credited
    to, or else for the one whose link was followed, while that one is active. A position that is
    not active buys as a customer.
    Raises: AccountNotFound; UnknownSponsorCode.
    """
    if account_id is None:
        return Buyer(None, None, CUSTOMER, _linked(sponsor_code))
    account = Account.objects.filter(pk=account_id).select_related("member").first()
    if account is None:
        raise account_not_found(account_id)
    audience = str(account.audience_id)
    own: Member | None = getattr(account, "member", None)
    if own is not None and own.status == MemberStatus.ACTIVE:
        return Buyer(account_id, own.pk, audience, own.pk)
    if audience == PARTNER:
        audience = CUSTOMER
    credited = _credited(account_id, on) or _linked(sponsor_code)
    return Buyer(account_id, None, audience, credited)


def _linked(sponsor_code: str | None) -> int | None:
    if not sponsor_code:
        return None
    member = member_row_by_code(sponsor_code)
    return member.pk if member.status == MemberStatus.ACTIVE else None


def _credited(account_id: int, on: date) -> int | None:
    holding = CustomerCredit.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on), account_id=account_id, valid_from__lte=on
    )
    return holding.values_list("member_id", flat=True).first()
