"""Parties: their totals, the credit they bring, what guests and consultants see of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from core import encryption, policy
from core.company import local_date
from core.errors import NotFound, Refused
from core.paging import Page, PageRequest
from core.policy import Actor
from shop.models import HostessCredit, HostessCreditTier, Order, Party, PartyCreditEntry, Reversal
from shop.rules.hostess_credit import Tier, credit_minor, next_tier
from shop.values.parties import (
    CANCELLED,
    CLOSED,
    OPEN,
    CreditChange,
    CreditTier,
    HostessCreditTable,
    PartyCard,
    PartyFacts,
    PartyMail,
    PartyOrder,
    PartyRow,
    PartyView,
)

SEE = "shop.see_parties"
MOST_ORDERS = 200
MOST_CHOICES = 50
MOST_TABLES = 20
_NOBODY = '["", "", ""]'


class PartyNotFound(NotFound):
    """There is no such party, or it is another partner's."""

    code = "shop.party_not_found"


class PartyNotOpen(Refused):
    """The party is over, or it does not take place."""

    code = "shop.party_not_open"


class Sealed(NamedTuple):
    """What is sealed of a party."""

    name: str
    email: str
    place: str


def state_of(row: Party) -> str:
    """Return whether guests may still order at a party."""
    if row.cancelled_at is not None:
        return CANCELLED
    return OPEN if row.closed_at is None else CLOSED


def insist_on_open_party(row: Party) -> None:
    """Refuse a party that has ended.

    Raises: PartyNotOpen.
    """
    if state_of(row) != OPEN:
        raise PartyNotOpen(_("This party is over. Order without it."), party=row.number)


def party_by_code(code: str) -> Party:
    """Return the party of a link for guests.

    Raises: PartyNotFound.
    """
    known = code if code.isprintable() else ""
    found = Party.objects.select_related("channel").filter(code=known).first()
    if found is None:
        raise PartyNotFound(_("There is no such party. Ask for the link once more."))
    return found


def party_card(*, code: str) -> PartyCard:
    """Return what a party's link shows to whoever holds it.

    Raises: PartyNotFound.
    """
    row = party_by_code(code)
    return _card(row, sealed_of([row])[0])


def parties_page(*, actor: Actor, member_id: int, page: PageRequest) -> Page[PartyRow]:
    """List a partner's parties, the newest first, in two statements.

    Raises: NotAllowed.
    """
    policy.require(actor, SEE, member_id=member_id)
    start, stop = page.bounds
    rows = list(_with_totals(Party.objects.filter(member=member_id)).order_by("-pk")[start:stop])
    sealed = sealed_of(rows)
    return page.page(_row(row, each) for row, each in zip(rows, sealed, strict=True))


def latest_parties(*, actor: Actor, member_id: int) -> tuple[PartyCard, ...]:
    """Return a partner's latest parties to choose from, cancelled ones left out.

    Raises: NotAllowed.
    """
    policy.require(actor, SEE, member_id=member_id)
    rows = Party.objects.select_related("channel").filter(member=member_id, cancelled_at=None)
    newest = list(rows.order_by("-pk")[:MOST_CHOICES])
    names = sealed_of(newest)
    return tuple(_card(row, each) for row, each in zip(newest, names, strict=True))


def party_view(*, actor: Actor, number: int, at: datetime) -> PartyView:
    """Return one party whole to its consultant.

    Raises: PartyNotFound — unknown or another partner's.
    """
    row = _with_totals(Party.objects.select_related("channel", "booked_at")).filter(number=number)
    party = row.first()
    if party is None or not policy.allowed(actor, SEE, member_id=party.member_id):
        raise PartyNotFound(_("There is no such party."))
    sealed, changes = sealed_of([party])[0], _changes(party)
    tiers = tiers_on(party.channel.currency, local_date(party.closed_at or at))
    total = _total(party)
    coming = next_tier(tiers, total)
    return PartyView(
        row=_row(party, sealed),
        card=_card(party, sealed),
        email=sealed.email,
        booked_at=party.booked_at.number if party.booked_at else 0,
        bookings=tuple(party.bookings.order_by("pk").values_list("number", flat=True)),
        orders=_orders(party),
        tiers=tuple(CreditTier(*tier) for tier in tiers),
        next_tier=CreditTier(*coming) if coming else None,
        credit_minor=credit_minor(tiers, total),
        credit_code=party.credit_code if changes else "",
        changes=changes,
        closed_at=party.closed_at,
    )


def total_of(party_id: int) -> int:
    """Return what counts of a party's orders now, for its hostess' credit.

    Goods that were paid with money, less what came back; neither shipping nor what a credit paid.
    """
    return _total(_with_totals(Party.objects.filter(pk=party_id)).get())


def tiers_on(currency: str, day: date) -> list[Tier]:
    """Return the tiers in force on a day, rising; none where there is no table."""
    tables = HostessCredit.objects.filter(currency=currency, valid_from__lte=day)
    table = tables.order_by("-valid_from").first()
    if table is None:
        return []
    found = table.tiers.order_by("from_minor").values_list("from_minor", "rate_bp")
    return [Tier(*tier) for tier in found]


def hostess_credit_tables(*, actor: Actor) -> tuple[HostessCreditTable, ...]:
    """Return the latest tables, the last one to come first, in two statements.

    Raises: NotAllowed.
    """
    policy.require(actor, "shop.set_hostess_credit")
    rows = HostessCredit.objects.prefetch_related(
        Prefetch("tiers", HostessCreditTier.objects.order_by("from_minor"))
    )
    return tuple(
        HostessCreditTable(
            row.currency,
            row.valid_from,
            tuple(CreditTier(tier.from_minor, tier.rate_bp) for tier in row.tiers.all()),
        )
        for row in rows.order_by("-valid_from", "-pk")[:MOST_TABLES]
    )


def balance_of(party_id: int) -> int:
    """Return what is left of a hostess' credit."""
    rows = PartyCreditEntry.objects.filter(party=party_id)
    return rows.aggregate(sum=Sum("amount_minor"))["sum"] or 0


def party_facts(numbers: Collection[int]) -> list[PartyFacts]:
    """Return closed parties by rising number; the caller is a reaction."""
    rows = Party.objects.filter(number__in=numbers, closed_at__isnull=False).order_by("number")
    columns = ("number", "member_id", "closed_at", "booked_at__number")
    return [
        PartyFacts(number, member_id, closed_at, booked_at or 0)
        for number, member_id, closed_at, booked_at in rows.values_list(*columns)
    ]


def party_mail(party_id: int) -> PartyMail:
    """Return what the mail about a hostess' credit needs; the caller is a reaction.

    Raises: PartyNotFound.
    """
    row = Party.objects.select_related("channel").filter(pk=party_id).first()
    if row is None:
        raise PartyNotFound(_("There is no such party."))
    sealed = sealed_of([row])[0]
    return PartyMail(
        row.number, row.member_id, sealed.name, sealed.email, row.language, row.person_id,
        balance_of(row.pk), row.channel.currency, row.credit_code,
    )  # fmt: skip


def sealed_of(rows: Sequence[Party]) -> list[Sealed]:
    """Open what is sealed; empty where the hostess was forgotten."""
    sealed = [(row.person_id, bytes(row.sealed)) for row in rows]
    opened = encryption.unseal_many_or(sealed, _NOBODY)
    return [Sealed(*json.loads(text)) for text in opened]


def _with_totals(parties: QuerySet[Party]) -> QuerySet[Party]:
    """Add number and worth of the orders that count; see `total_of`."""
    back = Reversal.objects.filter(order=OuterRef("pk")).order_by().values("order")
    gone = Subquery(back.annotate(sum=Sum("goods_gross_minor")).values("sum"))
    paid = F("gross_minor") - F("shipping_gross_minor") - F("credit_minor")
    counting = (
        Order.objects.filter(party=OuterRef("pk"), paid_at__isnull=False)
        .annotate(worth=Greatest(paid - Coalesce(gone, 0), 0))
        .order_by()
        .values("party")
    )
    return parties.select_related("channel").annotate(
        counted=Coalesce(Subquery(counting.annotate(n=Count("pk")).values("n")), 0),
        counted_minor=Coalesce(Subquery(counting.annotate(sum=Sum("worth")).values("sum")), 0),
    )


def _total(row: Party) -> int:
    return int(row.counted_minor)  # type: ignore[attr-defined]


def _card(row: Party, sealed: Sealed) -> PartyCard:
    return PartyCard(
        row.number, row.code, row.member_id, sealed.name, sealed.place, row.held_at,
        state_of(row), row.channel.slug,
    )  # fmt: skip


def _row(row: Party, sealed: Sealed) -> PartyRow:
    orders: int = row.counted  # type: ignore[attr-defined]
    return PartyRow(
        row.pk, row.number, sealed.name, row.held_at, state_of(row), orders, _total(row),
        row.channel.currency,
    )  # fmt: skip


def _orders(party: Party) -> tuple[PartyOrder, ...]:
    counts = Case(When(Q(paid_at__isnull=False) & ~Q(state="cancelled"), then=Value(value=True)),
                  default=Value(value=False))  # fmt: skip
    rows = Order.objects.filter(party=party).annotate(counts=counts).order_by("-pk")
    return tuple(
        PartyOrder(
            number=row.number,
            state=row.state,
            placed_at=row.placed_at,
            goods_minor=row.gross_minor - row.shipping_gross_minor,
            counts=row.counts,
        )
        for row in rows[:MOST_ORDERS]
    )


def _changes(party: Party) -> tuple[CreditChange, ...]:
    rows = PartyCreditEntry.objects.filter(party=party).order_by("pk")
    return tuple(
        CreditChange(kind, amount, number or "", at)
        for kind, amount, number, at in rows.values_list(
            "kind", "amount_minor", "order__number", "at"
        )
    )
