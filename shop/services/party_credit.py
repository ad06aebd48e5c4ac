"""Hostess' credit: granted at closing, corrected afterwards, used in an order, given back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.company import local_date
from core.errors import Conflict, Invalid, NotFound
from core.locks import Lock, take
from core.policy import Actor
from shop.models import HostessCredit, HostessCreditTier, Order, Party, PartyCreditEntry
from shop.models.party import CreditKind
from shop.rules.hostess_credit import Tier, credit_minor, rise
from shop.selectors.parties import balance_of, tiers_on, total_of
from shop.values.parties import HostessCreditTable

SET = "shop.set_hostess_credit"
OWN = (CreditKind.GRANTED, CreditKind.CORRECTED)


class BadHostessCredit(Invalid):
    """The table is empty, does not rise, or begins in the past."""

    code = "shop.bad_hostess_credit"


class NoSuchCredit(NotFound):
    """Nobody has a credit under this code, or it is spent."""

    code = "shop.no_such_credit"


class CreditIsGone(Conflict):
    """Somebody else has used the credit meanwhile."""

    code = "shop.credit_is_gone"


@transaction.atomic
def set_hostess_credit(*, actor: Actor, table: HostessCreditTable, at: datetime) -> None:
    """Set what hostesses get from a day on; parties that are closed keep what they got.

    Raises: NotAllowed; BadHostessCredit.
    """
    policy.require(actor, SET)
    tiers = [Tier(tier.from_minor, tier.rate_bp) for tier in table.tiers]
    if not tiers or not rise(tiers) or not all(0 < tier.rate_bp <= 10_000 for tier in tiers):
        raise BadHostessCredit(_("Totals and rates have to rise from row to row."), field="tiers")
    if table.valid_from < local_date(at):
        raise BadHostessCredit(_("It cannot begin in the past."), field="valid_from")
    take(Lock.ORDER, f"hostess-credit:{table.currency}")
    if HostessCredit.objects.filter(currency=table.currency, valid_from=table.valid_from).exists():
        text = _("There is a table for this day already. Choose another one.")
        raise BadHostessCredit(text, field="valid_from")
    row = HostessCredit.objects.create(
        currency=table.currency, valid_from=table.valid_from, set_by=actor.label, set_at=at
    )
    HostessCreditTier.objects.bulk_create(
        HostessCreditTier(table=row, from_minor=tier.from_minor, rate_bp=tier.rate_bp)
        for tier in tiers
    )
    audit.record(
        actor=actor, action=SET, subject=f"hostess_credit:{row.pk}", at=at,
        facts={"currency": table.currency, "valid_from": str(table.valid_from)},
    )  # fmt: skip


@transaction.atomic
def adjust_party_credit(*, order_id: int, at: datetime) -> int:
    """Correct a closed party's credit after one of its orders was paid or came back.

    The total as it is now, by the table of the closing day, less what was granted and corrected so
    far. Returns the difference that was written; a repeat writes nothing.
    """
    party_id = Order.objects.filter(pk=order_id).values_list("party", flat=True).first()
    if party_id is None:
        return 0
    take(Lock.ORDER, f"party:{party_id}")
    party = Party.objects.select_related("channel").get(pk=party_id)
    if party.closed_at is None:
        return 0
    own = PartyCreditEntry.objects.filter(party=party, kind__in=OWN)
    so_far: int = own.aggregate(sum=Sum("amount_minor"))["sum"] or 0
    difference = credit_of(party, local_date(party.closed_at)) - so_far
    if difference:
        PartyCreditEntry.objects.create(
            party=party, kind=CreditKind.CORRECTED, amount_minor=difference, at=at
        )
    return difference


def credit_of(party: Party, day: date) -> int:
    """Return what a party's total is worth to its hostess by the table of a day."""
    return credit_minor(tiers_on(party.channel.currency, day), total_of(party.pk))


def party_of_credit(code: str, currency: str) -> Party:
    """Return the party whose hostess' credit a code opens.

    Raises: NoSuchCredit — unknown, of another currency, or nothing is left.
    """
    known = code.strip().lower()
    rows = Party.objects.filter(credit_code=known if known.isprintable() else "")
    party = rows.filter(channel__currency=currency).first()
    if party is None or balance_of(party.pk) <= 0:
        raise NoSuchCredit(_("There is no credit left under this code."), field="code")
    return party


def use_credit(party_id: int, order: Order, at: datetime) -> None:
    """Take what an order says from a credit; the caller holds the party's lock."""
    if order.credit_minor:
        PartyCreditEntry.objects.create(
            party_id=party_id, kind=CreditKind.USED, amount_minor=-order.credit_minor,
            order=order, at=at,
        )  # fmt: skip


def credit_left_in(order: Order) -> int:
    """Return what of the credit an order used has not been given back."""
    rows = PartyCreditEntry.objects.filter(order=order)
    return -(rows.aggregate(sum=Sum("amount_minor"))["sum"] or 0)


def give_credit_back(order: Order, amount_minor: int, at: datetime) -> None:
    """Return a part of what an order used; the caller holds the order's lock."""
    used = PartyCreditEntry.objects.get(order=order, kind=CreditKind.USED)
    PartyCreditEntry.objects.create(
        party_id=used.party_id, kind=CreditKind.GIVEN_BACK, amount_minor=amount_minor,
        order=order, at=at,
    )  # fmt: skip
