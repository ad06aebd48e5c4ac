"""Find the member behind a link."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Invalid
from network.models import NEVER_JOINED, Member, MemberStatus
from network.rules.codes import is_code, normalised_code

NOBODY = NEVER_JOINED | {MemberStatus.TERMINATED}


class UnknownSponsorCode(Invalid):
    """Nobody has this code, or its owner has left."""

    code = "network.unknown_sponsor_code"


def member_row_by_code(code: str) -> Member:
    """Return the member with a code, unless it has left or never joined.

    Raises: UnknownSponsorCode.
    """
    wanted = normalised_code(code)
    found = Member.objects.filter(code=wanted).first() if is_code(wanted) else None
    if found is None or found.status in NOBODY:
        raise UnknownSponsorCode(
            _("We know no partner with the code “%(code)s”. Check the link, or go on without it.")
            % {"code": wanted[:32]},
            given=wanted[:32],
        )
    return found
