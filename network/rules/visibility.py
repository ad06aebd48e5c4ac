"""Who sees what of a member: the matrix of requirements 6a, and nothing else decides it.

Orders, addresses, birthday, bank, tax and earnings are in no row: the network hands them to
nobody; the rooms that keep them ask the policy for the person itself or for staff by role.
"""

from __future__ import annotations

from enum import StrEnum


class Relation(StrEnum):
    """What the person who looks is to the member who is looked at."""

    SELF = "self"
    SPONSOR = "sponsor"
    UPLINE = "upline"
    DOWNLINE = "downline"
    STAFF = "staff"
    NONE = "none"


class Seen(StrEnum):
    """A part of what there is to know about a member."""

    NAME = "name"
    PROFILE = "profile"
    JOINED_MONTH = "joined_month"
    JOINED_DAY = "joined_day"
    CONTACT = "contact"
    BUSINESS_CONTACT = "business_contact"
    VOLUME = "volume"
    LAST_ORDER_MONTH = "last_order_month"
    CUSTOMER_COUNT = "customer_count"
    CUSTOMER_VOLUME = "customer_volume"
    STATUS = "status"


_PROFILE = frozenset({Seen.PROFILE, Seen.JOINED_MONTH})
_OF_PARTNERS = _PROFILE | {Seen.STATUS}
_VOLUMES = frozenset(
    {Seen.VOLUME, Seen.LAST_ORDER_MONTH, Seen.CUSTOMER_COUNT, Seen.CUSTOMER_VOLUME}
)

MATRIX: dict[Relation, frozenset[Seen]] = {
    Relation.SELF: frozenset(Seen),
    Relation.SPONSOR: _OF_PARTNERS | _VOLUMES | {Seen.NAME},
    Relation.UPLINE: _OF_PARTNERS | {Seen.NAME},
    Relation.DOWNLINE: _PROFILE | {Seen.NAME, Seen.BUSINESS_CONTACT},
    Relation.STAFF: frozenset(Seen),
    Relation.NONE: frozenset(),
}


def what_may_be_seen(
    relation: Relation, *, shares_contact: bool = False, hides_name: bool = False
) -> frozenset[Seen]:
    """Return what someone in this relation may see of a member.

    The member itself decides twice: whether the direct sponsor sees e-mail and phone, and whether
    uplines above the sponsor see a pseudonym instead of the name.
    """
    seen = MATRIX[relation]
    if relation is Relation.SPONSOR and shares_contact:
        seen |= {Seen.CONTACT}
    if relation is Relation.UPLINE and hides_name:
        seen -= {Seen.NAME}
    return seen
