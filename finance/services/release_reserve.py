"""Let reserve come free on its day: it is vested then, and waits for a Gutschrift."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.company import company, local_date
from core.errors import Invalid
from core.policy import Actor, require
from finance.facts import Booking, Posting
from finance.models import Claim, ReserveLot, ReserveMove
from finance.models.claim import ClaimKind, MoveKind
from finance.rules.account_paths import RESERVE, VESTED, account_of
from finance.rules.cascade import Lot
from finance.selectors.reserve import lot_of, with_left
from finance.services.book import lock_payables
from finance.services.claim_rows import BULK, book_new

CLOCK = Actor.system("reserve")


class ReserveNotDue(Invalid):
    """Nobody can release reserve ahead of its day."""

    code = "finance.reserve_not_due"


@transaction.atomic
def release_reserve(*, as_of: date, at: datetime, actor: Actor = CLOCK) -> int:
    """Release what is left of every lot whose day has come; return how much that is.

    Whether the member is still active does not matter: what was kept is never lost.
    Raises: NotAllowed; ReserveNotDue.
    """
    require(actor, "finance.release_reserve")
    if as_of > local_date(at):
        text = _("%(day)s has not come yet. Reserve stays until its day.")
        raise ReserveNotDue(text % {"day": as_of})
    currency = company().currency
    lock_payables(currency)
    due: dict[str, list[Lot]] = defaultdict(list)
    for row in with_left(ReserveLot.objects.filter(release_on__lte=as_of, currency=currency)):
        due[row.payee].append(lot_of(row))
    bookings = {payee: _booking(payee, lots, currency) for payee, lots in due.items()}
    new = book_new(list(bookings.values()), at=at)
    _store(due, {payee: new[one.key] for payee, one in bookings.items()}, currency, at)
    total = sum(lot.left_minor for lots in due.values() for lot in lots)
    if total:
        facts = {"as_of": str(as_of), "payees": len(due), "released_minor": total}
        audit.record(
            actor=actor, action="finance.release_reserve", subject="reserve", at=at, facts=facts
        )
    return total


def _booking(payee: str, lots: Sequence[Lot], currency: str) -> Booking:
    total = sum(lot.left_minor for lot in lots)
    references = {lot.reference for lot in lots}
    key = f"reserve-released:{payee}:{min(lot.id for lot in lots)}"
    return Booking(
        key=key,
        kind="commission.reserve_released",
        effective_on=max(lot.release_on for lot in lots),
        postings=(Posting(account_of(payee, RESERVE), account_of(payee, VESTED), total, currency),),
        reference=references.pop() if len(references) == 1 else key,
    )


def _store(
    due: Mapping[str, Sequence[Lot]], booked: Mapping[str, int], currency: str, at: datetime
) -> None:
    released = [(payee, lot) for payee, lots in due.items() for lot in lots]
    ReserveMove.objects.bulk_create(
        (
            ReserveMove(
                lot_id=lot.id,
                transaction_id=booked[payee],
                kind=MoveKind.RELEASED,
                amount_minor=lot.left_minor,
            )
            for payee, lot in released
        ),
        batch_size=BULK,
    )
    Claim.objects.bulk_create(
        (
            Claim(
                transaction_id=booked[payee],
                payee=payee,
                currency=currency,
                kind=ClaimKind.RELEASED,
                reference=lot.reference,
                service_on=lot.service_on,
                vested_on=lot.release_on,
                amount_minor=lot.left_minor,
            )
            for payee, lot in released
        ),
        batch_size=BULK,
    )
    ReserveLot.objects.filter(pk__in=[lot.id for _payee, lot in released]).update(closed_at=at)
