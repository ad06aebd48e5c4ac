"""Put positions together as one person's from a day on, or let one stand alone again."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.errors import Invalid, Refused
from network.models import Member, MemberStatus, PersonPosition, PersonRequest
from network.person_facts import NewPersonWish
from network.selectors.members import member_not_found
from network.services.change_sponsor import BeforeJoining
from network.services.knowledge import learned_at


class SamePosition(Invalid):
    """A position cannot be put together with itself."""

    code = "network.same_position"


class PersonEndsFirst(Invalid):
    """It would end before it begins."""

    code = "network.person_ends_first"


class PositionNotOpen(Refused):
    """There is no such position, or not yet."""

    code = "network.position_not_open"


class PersonTaken(Refused):
    """The position belongs to a person on some of these days already."""

    code = "network.person_taken"


class PersonInPart(Refused):
    """The other position belongs to its person on a part of these days only."""

    code = "network.person_in_part"


class NotTogether(Refused):
    """The position stands alone on that day."""

    code = "network.not_together"


def check_wish(wish: NewPersonWish) -> None:
    """Refuse what cannot be carried out; nothing is written. The caller holds the tree.

    Raises: MemberNotFound; SamePosition; PersonEndsFirst; PositionNotOpen; BeforeJoining.
    Raises: PersonTaken; PersonInPart; NotTogether.
    """
    _check_members(wish)
    if wish.valid_until is not None and wish.valid_until <= wish.valid_from:
        raise PersonEndsFirst(_("The last day comes before the first one. Choose a later one."))
    if wish.other_id is None:
        _covering(wish.member_id, wish.valid_from)
        return
    if _overlapping(wish.member_id, wish).exists():
        text = _("No. %(number)s belongs to a person on these days already. End that first.")
        raise PersonTaken(text % {"number": wish.member_id}, member_id=wish.member_id)
    _person_of(wish.other_id, wish)


def carry_out(asked: PersonRequest, *, at: datetime) -> None:
    """Write what an approved wish says. The caller holds the tree.

    Raises: as `check_wish`.
    """
    wish = NewPersonWish(asked.member_id, asked.other_id, asked.valid_from, asked.valid_until)
    check_wish(wish)
    learned = learned_at(at)
    if wish.other_id is None:
        _end(asked, _covering(wish.member_id, wish.valid_from), learned)
        return
    person_id = _person_of(wish.other_id, wish)
    joined = (wish.member_id,) if person_id else (wish.member_id, wish.other_id)
    for member_id in joined:
        PersonPosition.objects.create(
            member_id=member_id,
            person_id=person_id or asked.pk,
            request=asked,
            valid_from=wish.valid_from,
            valid_until=wish.valid_until,
            recorded_at=learned,
        )


def _end(asked: PersonRequest, row: PersonPosition, learned: datetime) -> None:
    """Let a position stand alone from a day on; what was known before stays readable."""
    PersonPosition.objects.filter(pk=row.pk).update(superseded_at=learned)
    if row.valid_from < asked.valid_from:
        row.pk, row.request, row.recorded_at = None, asked, learned
        row.valid_until = asked.valid_from
        row.save(force_insert=True)


def _check_members(wish: NewPersonWish) -> None:
    if wish.member_id == wish.other_id:
        raise SamePosition(_("This is the same position. Choose another one."))
    wanted = [each for each in (wish.member_id, wish.other_id) if each is not None]
    known = {member.pk: member for member in Member.objects.filter(pk__in=wanted)}
    for member_id in wanted:
        member = known.get(member_id)
        if member is None and member_id == wish.member_id:
            raise member_not_found(member_id)
        if member is None or member.status in (MemberStatus.APPLIED, MemberStatus.REJECTED):
            raise PositionNotOpen(
                _("No. %(number)s is no position. Choose another one.") % {"number": member_id},
                member_id=member_id,
            )
        if wish.valid_from < member.joined_on:
            text = _("No. %(number)s joined after that day. Choose a later one.")
            raise BeforeJoining(text % {"number": member_id}, member_id=member_id)


def _overlapping(member_id: int, wish: NewPersonWish) -> QuerySet[PersonPosition]:
    """Return the rows of a position that share a day with a wish."""
    rows = PersonPosition.objects.filter(member_id=member_id, superseded_at=None)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=wish.valid_from))
    return rows if wish.valid_until is None else rows.filter(valid_from__lt=wish.valid_until)


def _person_of(other_id: int, wish: NewPersonWish) -> int | None:
    """Return the person of the other position, None where it stands alone on all the days."""
    rows = list(_overlapping(other_id, wish))
    if not rows:
        return None
    (row, *more) = rows
    ends = row.valid_until or date.max
    if more or row.valid_from > wish.valid_from or ends < (wish.valid_until or date.max):
        text = _(
            "No. %(number)s belongs to its person on a part of these days only. Choose days that "
            "lie within."
        )
        raise PersonInPart(text % {"number": other_id}, member_id=other_id)
    return row.person_id


def _covering(member_id: int, day: date) -> PersonPosition:
    rows = PersonPosition.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=day),
        member_id=member_id, superseded_at=None, valid_from__lte=day,
    )  # fmt: skip
    row = rows.first()
    if row is None:
        raise NotTogether(
            _("No. %(number)s stands alone on that day already.") % {"number": member_id},
            member_id=member_id,
        )
    return row
