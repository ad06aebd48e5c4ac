"""Hold back a payee's money for a reason, and let it go again; both are audited."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, encryption
from core.errors import Conflict, Invalid, NotFound
from core.policy import Actor, require
from finance.models import PayeeHold
from finance.models.hold import HoldReason
from finance.rules.account_paths import is_payee, member_id_of
from finance.services.authors import author
from network.public import refuse_own_interest

MAX_NOTE = 500


class BadHold(Invalid):
    """A hold needs a payee, a known reason and words about it."""

    code = "finance.bad_hold"


class HeldAlready(Conflict):
    """The payee is held for this reason already."""

    code = "finance.held_already"


class HoldNotFound(NotFound):
    """There is no such hold, or it was lifted."""

    code = "finance.hold_not_found"


@transaction.atomic
def place_hold(*, payee: str, reason: str, note: str, actor: Actor, at: datetime) -> int:
    """Pay nothing out to a payee until the hold is lifted; return its number.

    Raises: NotAllowed; BadHold; HeldAlready.
    """
    require(actor, "finance.change_holds")
    if not is_payee(payee) or reason not in HoldReason.values or not note.strip():
        raise BadHold(_("Choose a reason and say in a few words why nothing may be paid."))
    if PayeeHold.objects.filter(payee=payee, reason=reason, lifted_at=None).exists():
        raise HeldAlready(_("Payments to this partner are held for this reason already."))
    key = encryption.new_person()
    hold = PayeeHold.objects.create(
        payee=payee,
        reason=reason,
        key_id=key,
        note_sealed=encryption.seal(key, note.strip()[:MAX_NOTE]),
        placed_at=at,
        placed_by=author(actor),
    )
    _record("finance.place_hold", hold, actor, at)
    return hold.pk


@transaction.atomic
def lift_hold(*, hold_id: int, actor: Actor, at: datetime) -> None:
    """Let payments go again.

    Raises: NotAllowed; HoldNotFound; OwnInterest.
    """
    require(actor, "finance.change_holds")
    hold = PayeeHold.objects.select_for_update().filter(pk=hold_id, lifted_at=None).first()
    if hold is None:
        raise HoldNotFound(_("There is no such hold, or somebody has lifted it."))
    refuse_own_interest(actor, member_id_of(hold.payee))
    hold.lifted_at, hold.lifted_by = at, author(actor)
    hold.save(update_fields=["lifted_at", "lifted_by"])
    _record("finance.lift_hold", hold, actor, at)


def _record(action: str, hold: PayeeHold, actor: Actor, at: datetime) -> None:
    facts = {"reason": hold.reason, "hold": hold.pk}
    audit.record(actor=actor, action=action, subject=hold.payee, at=at, facts=facts)
