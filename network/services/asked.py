"""A wish of one member of staff that another decides: what all such use cases share."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, NotFound
from core.policy import Actor
from network.models.asked import Asked
from network.services.change_sponsor import refuse_same_person

Wish = TypeVar("Wish", bound=Asked)


class MoveNotFound(NotFound):
    """There is no such request."""

    code = "network.move_not_found"


class MoveDecided(Conflict):
    """Somebody else decided about it."""

    code = "network.move_decided"


def account_of(actor: Actor, member_id: int) -> int:
    """Return the person's account: a program neither asks nor decides.

    Raises: SecondPersonMissing.
    """
    refuse_same_person(actor, None, member_id)
    assert actor.account_id is not None
    return actor.account_id


def waiting(kind: type[Wish], request_id: int) -> Wish:
    """Lock a wish that nobody has decided about.

    Raises: MoveNotFound; MoveDecided.
    """
    asked = kind._default_manager.select_for_update().filter(pk=request_id).first()
    if asked is None:
        raise MoveNotFound(_("There is no such request."), request_id=request_id)
    if asked.decided_at is not None:
        raise MoveDecided(_("Somebody has decided about this already. Look at it again."))
    return asked


def write_decision(
    asked: Asked, *, approves: bool, reason: str, actor: Actor, at: datetime
) -> None:
    """Write what was decided, once."""
    type(asked)._default_manager.filter(pk=asked.pk).update(
        is_approved=approves,
        decision_reason=reason,
        decided_by=actor.label,
        decided_by_account=account_of(actor, 0),
        decided_at=at,
    )
