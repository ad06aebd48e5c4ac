"""What was typed into a search for members: a number, a code, an address, or parts of a name."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from core import encryption
from network.models import Member, NameKeys
from network.rules.codes import normalised_code
from network.rules.identity import normalised_email
from network.selectors.name_keys import query_keys

MAX_NUMBER_DIGITS = 18


def number_asked(query: str) -> int | None:
    """Return the number that was typed, or None."""
    typed = query.strip()
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= MAX_NUMBER_DIGITS
    return int(typed) if is_number else None


def matching(query: str) -> QuerySet[Member]:
    """Return the members that a member of staff means: by number, code, e-mail or name."""
    members, typed = Member.objects.all(), query.strip()[:120]
    if not typed:
        return members
    if "@" in typed:
        digest = encryption.blind_index(normalised_email(typed))
        return members.filter(account__email_digest=digest)
    found = Q(code__startswith=normalised_code(typed))
    if (number := number_asked(typed)) is not None:
        found |= Q(pk=number)
    return members.filter(found | Q(account__person_id__in=people_called(typed)))


def people_called(query: str) -> QuerySet[NameKeys, object]:
    """Return the person ids whose names have a word beginning with each word typed."""
    keys = query_keys(query)
    if not keys:
        return NameKeys.objects.none().values_list("person_id")
    return NameKeys.objects.filter(keys__contains=keys).values_list("person_id")
