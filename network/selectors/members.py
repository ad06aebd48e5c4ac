"""Cards of members: two statements for a whole list, one for the rows and one for the keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from core import encryption
from core.errors import NotFound
from network.facts import MemberCard
from network.models import Member, Sponsorship
from network.selectors.today import day_or_today

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


def joined_on_of(member_ids: Collection[int]) -> dict[int, date]:
    """Return the first day of each of these members, which never changes."""
    rows = Member.objects.filter(pk__in=member_ids)
    return dict(rows.values_list("pk", "joined_on"))


def member_cards(member_ids: Collection[int], day: date | None = None) -> dict[int, MemberCard]:
    """Return the members that exist, by number."""
    rows = Member.objects.filter(pk__in=member_ids)
    return {card.member_id: card for card in cards_of(rows, day_or_today(day))}


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
