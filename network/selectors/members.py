"""Cards of members: two statements for a whole list, one for the rows and one for the keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from core import encryption, policy
from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor
from network.facts import MemberCard
from network.models import Member, Sponsorship
from network.rules.codes import normalised_code
from network.selectors.codes import member_row_by_code
from network.selectors.today import day_or_today

MAX_NUMBER_DIGITS = 18
COLUMNS = ("member_id", "code", "status", "country", "joined_on", "sponsor_id", "account_id")


class MemberNotFound(NotFound):
    """There is no such member."""

    code = "network.member_not_found"


def member_card(member_id: int, day: date | None = None) -> MemberCard:
    """Return a member, with the sponsor of a day (today unless named).

    Raises: MemberNotFound.
    """
    found = member_cards([member_id], day)
    if member_id not in found:
        raise member_not_found(member_id)
    return found[member_id]


def member_cards(member_ids: Collection[int], day: date | None = None) -> dict[int, MemberCard]:
    """Return the members that exist, by number."""
    rows = Member.objects.filter(pk__in=member_ids)
    return {card.member_id: card for card in cards_of(rows, day_or_today(day))}


def member_by_code(code: str, day: date | None = None) -> MemberCard:
    """Return the member behind a link; it may be suspended, see `is_active`.

    Raises: UnknownSponsorCode — nobody has the code, or its owner has left.
    """
    return member_card(member_row_by_code(code).pk, day)


def find_members(
    actor: Actor, query: str = "", page: PageRequest | None = None
) -> Page[MemberCard]:
    """Find members by number or by the beginning of a code; without a query the newest first.

    Names are sealed, so nobody is found by name here.
    Raises: NotAllowed.
    """
    policy.require(actor, "network.find_members")
    wanted = normalised_code(query)
    matching = Q(code__startswith=wanted) if wanted else Q()
    if wanted.isdecimal() and len(wanted) <= MAX_NUMBER_DIGITS:
        matching |= Q(pk=int(wanted))
    request = page or PageRequest()
    start, stop = request.bounds
    rows = Member.objects.filter(matching).order_by("-pk")[start:stop]
    return request.page(cards_of(rows, day_or_today(None)))


def cards_of(rows: QuerySet[Member], day: date) -> Iterable[MemberCard]:
    """Turn member rows into cards, in their order."""
    sponsors = Sponsorship.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=day),
        member=OuterRef("pk"),
        superseded_at=None,
        valid_from__lte=day,
    )
    found = list(
        rows.annotate(
            member_id=F("pk"),
            sponsor_id=Subquery(sponsors.values("sponsor_id")[:1]),
            person_id=F("account__person_id"),
            name_sealed=F("account__name_sealed"),
        ).values(*COLUMNS, "person_id", "name_sealed")
    )
    sealed = [(row["person_id"], bytes(row["name_sealed"])) for row in found]
    names = encryption.unseal_many_or(sealed, "")
    return [
        MemberCard(name=name, **{column: row[column] for column in COLUMNS})
        for row, name in zip(found, names, strict=True)
    ]


def member_not_found(member_id: int) -> MemberNotFound:
    """Return the refusal for a number that nobody has."""
    text = _("There is no partner with the number %(id)s.") % {"id": member_id}
    return MemberNotFound(text, member_id=member_id)
