"""Credit a customer to another member, from a day on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.company import local_date
from core.errors import Invalid, Refused
from core.policy import Actor
from network.models import Account, CustomerCredit, Member
from network.selectors.accounts import account_not_found
from network.services.change_sponsor import checked_reason
from network.services.open_position import sponsor_for
from network.services.own_interest import refuse_own_interest


class CreditInThePast(Invalid):
    """What was ordered before stays credited as it was."""

    code = "network.credit_in_the_past"


class SameCredit(Refused):
    """The customer is credited to this member on that day already."""

    code = "network.same_credit"


class CreditPlanned(Refused):
    """A later change is recorded already."""

    code = "network.credit_planned"


class CreditOfPartner(Refused):
    """A partner buys for its own position."""

    code = "network.credit_of_partner"


@transaction.atomic
def change_credit(
    *,
    account_id: int,
    sponsor_code: str,
    valid_from: date,
    reason: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Let a customer's orders count for another member from today or a later day on.

    Orders that were placed stay credited as they were; the old credit stays in the history.
    Raises: NotAllowed; ReasonMissing; CreditInThePast; AccountNotFound; CreditOfPartner.
    Raises: UnknownSponsorCode; SponsorNotActive; SameCredit; CreditPlanned;
    OwnInterest.
    """
    policy.require(actor, "network.change_credit", account_id=account_id)
    why = checked_reason(reason)
    if valid_from < local_date(at):
        raise CreditInThePast(_("Choose today or a later day; what was ordered stays as it was."))
    _lock_customer(account_id)
    sponsor = sponsor_for(sponsor_code)
    refuse_own_interest(actor, sponsor.pk)
    before = _ended_credit(account_id, sponsor, valid_from)
    CustomerCredit.objects.create(
        account_id=account_id,
        member=sponsor,
        valid_from=valid_from,
        recorded_at=at,
        confirmed_at=before.confirmed_at if before else None,
        reason=why,
        actor=actor.label,
    )
    audit.record(
        actor=actor,
        action="network.change_credit",
        subject=f"account:{account_id}",
        at=at,
        facts={
            "from": before.member_id if before else None,
            "to": sponsor.pk,
            "valid_from": valid_from.isoformat(),
        },
    )


def _lock_customer(account_id: int) -> None:
    """Let nobody else change this customer's credit meanwhile."""
    if not Account.objects.select_for_update().filter(pk=account_id).exists():
        raise account_not_found(account_id)
    if Member.objects.filter(account_id=account_id).exists():
        raise CreditOfPartner(_("This is a partner; its orders count for its own position."))


def _ended_credit(account_id: int, sponsor: Member, valid_from: date) -> CustomerCredit | None:
    """End the credit that holds on the day and return it, or None where there is none."""
    credits = CustomerCredit.objects.filter(account_id=account_id)
    if credits.filter(valid_from__gt=valid_from).exclude(valid_until__lte=valid_from).exists():
        raise CreditPlanned(
            _("A change for a later day is recorded already. Choose a day after it.")
        )
    open_ended = Q(valid_until=None) | Q(valid_until__gt=valid_from)
    holding = credits.filter(open_ended, valid_from__lte=valid_from).first()
    if holding is None:
        return None
    if holding.member_id == sponsor.pk:
        raise SameCredit(_("The customer is credited to this partner on that day already."))
    credits.filter(pk=holding.pk).update(valid_until=valid_from)
    return holding
