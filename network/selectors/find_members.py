"""Staff's list of members: searched, filtered, sorted, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from core import policy
from core.paging import Page, PageRequest
from core.policy import Actor
from network.facts import MemberCard
from network.models import Member, MemberTitle
from network.selectors.matching import matching
from network.selectors.members import cards_of
from network.selectors.today import day_or_today

SORTS = {
    "number": ("pk",),
    "-number": ("-pk",),
    "joined": ("joined_on", "pk"),
    "-joined": ("-joined_on", "-pk"),
}


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """Which members are wanted; an empty part filters nothing. `sort` is a key of SORTS."""

    query: str = ""
    status: str = ""
    country: str = ""
    rank: str = ""
    joined_from: date | None = None
    joined_until: date | None = None
    sort: str = "-number"


def find_members(
    actor: Actor,
    query: str = "",
    page: PageRequest | None = None,
    wanted: MemberFilter | None = None,
) -> Page[MemberCard]:
    """Find members by number, code, e-mail or the beginnings of name words, the newest first.

    Two statements, however many there are.
    Raises: NotAllowed.
    """
    policy.require(actor, "network.find_members")
    asked = wanted or MemberFilter(query=query)
    request = page or PageRequest()
    start, stop = request.bounds
    order = SORTS.get(asked.sort, SORTS["-number"])
    rows = _filtered(asked).order_by(*order)[start:stop]
    return request.page(cards_of(rows, day_or_today(None)))


def _filtered(asked: MemberFilter) -> QuerySet[Member]:
    exact = {
        "status": asked.status[:16],
        "country": asked.country[:2].upper(),
        "joined_on__gte": asked.joined_from,
        "joined_on__lte": asked.joined_until,
    }
    given = {lookup: value for lookup, value in exact.items() if value}
    rows = matching(asked.query).filter(**given)
    return rows.filter(_holds(asked.rank[:64])) if asked.rank else rows


def _holds(rank: str) -> Exists:
    """Return the condition that a member's latest title is this rank."""
    later = MemberTitle.objects.filter(
        member_id=OuterRef("member_id"), period_key__gt=OuterRef("period_key")
    )
    corrected = MemberTitle.objects.filter(
        member_id=OuterRef("member_id"), period_key=OuterRef("period_key"), pk__gt=OuterRef("pk")
    )
    held = MemberTitle.objects.filter(~Exists(later), ~Exists(corrected), rank=rank)
    return Exists(held.filter(member_id=OuterRef("pk")))
