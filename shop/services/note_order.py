"""Write a note on an order for colleagues."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import encryption, policy
from core.errors import Invalid, Refused
from core.policy import Actor
from shop.models import OrderNote
from shop.selectors.orders import order_to_change

MAX_NOTE = 2_000


class EmptyNote(Invalid):
    """A note without words, or with too many."""

    code = "shop.empty_note"


class NoNotesHere(Refused):
    """An order of another system has no person to whose data a note could belong."""

    code = "shop.no_notes_here"


@transaction.atomic
def note_order(*, order_id: int, text: str, actor: Actor, at: datetime) -> None:
    """Add a note, sealed like the buyer's address; it is never edited.

    Raises: NotAllowed; OrderNotFound; EmptyNote; NoNotesHere.
    """
    policy.require(actor, "shop.note_order")
    order = order_to_change(order_id)
    words = text.strip()
    if not words or len(words) > MAX_NOTE:
        raise EmptyNote(_("Write something, in at most 2000 signs."), field="text")
    if order.person_id is None:
        raise NoNotesHere(_("This order was imported; write the note in the other system."))
    sealed = encryption.seal(order.person_id, words)
    OrderNote.objects.create(order=order, text_sealed=sealed, actor=actor.label, at=at)
