"""Staff may be partners too; about their own position somebody else decides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Denied
from core.policy import Actor


class OwnInterest(Denied):
    """The decision is about the person's own position."""

    code = "network.own_interest"


def refuse_own_interest(actor: Actor, *member_ids: int | None) -> None:
    """Refuse a decision about, or in favour of, the actor's own position.

    Raises: OwnInterest.
    """
    if actor.member_id is not None and actor.member_id in member_ids:
        raise OwnInterest(_("This is about your own position. Ask a colleague to decide it."))
