"""Book what has vested: a share into the reserve, the rest to be put on a Gutschrift."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from core.company import company
from core.errors import InvariantBroken
from finance.claim_facts import VestedPart
from finance.facts import Booking, Posting
from finance.models import Claim, ReserveLot
from finance.models.claim import ClaimKind
from finance.rules.account_paths import PENDING, RESERVE, VESTED, account_of, is_payee
from finance.selectors.balances import balances
from finance.services.book import lock_payables
from finance.services.claim_rows import BULK, book_new

_Parts = Mapping[str, Sequence[VestedPart]]


class InvalidPart(InvariantBroken):
    """A room asked to vest or take back something that no order can lead to."""


@transaction.atomic
def accrue(parts: Sequence[VestedPart], *, key: str, at: datetime, currency: str = "") -> None:
    """Move what has vested out of pending; one booking per payee, once per key and payee.

    Without a currency it is the company's. Who may let earnings vest is asked by the caller.
    Raises: KeyUsedForAnotherBooking. InvariantBroken — more vests than is pending.
    """
    by_payee = _checked(parts)
    money = currency or company().currency
    lock_payables(money)
    bookings = {payee: _booking(payee, by_payee[payee], key, money) for payee in by_payee}
    new = book_new(list(bookings.values()), at=at)
    booked = {payee: new[one.key] for payee, one in bookings.items() if one.key in new}
    _insist_on_pending(booked, money)
    _store(by_payee, booked, money)


def _checked(parts: Sequence[VestedPart]) -> dict[str, list[VestedPart]]:
    by_payee: dict[str, list[VestedPart]] = defaultdict(list)
    for part in parts:
        is_dated = part.reserve_until is not None or not part.reserve_minor
        if not is_payee(part.payee) or not is_dated:
            raise InvalidPart("what vests has a payee, and what is kept back a day")
        if not 0 <= part.reserve_minor <= part.amount_minor or not part.amount_minor:
            raise InvalidPart("what vests is above zero and no less than what is kept back of it")
        by_payee[part.payee].append(part)
    return by_payee


def _booking(payee: str, parts: Sequence[VestedPart], key: str, currency: str) -> Booking:
    reserved = sum(part.reserve_minor for part in parts)
    free = sum(part.amount_minor for part in parts) - reserved
    pending = account_of(payee, PENDING)
    moved = ((RESERVE, reserved), (VESTED, free))
    references = {part.reference for part in parts}
    return Booking(
        key=f"{key}:{payee}",
        kind="commission.vested",
        effective_on=max(part.vested_on for part in parts),
        postings=tuple(
            Posting(pending, account_of(payee, name), minor, currency)
            for name, minor in moved
            if minor
        ),
        reference=references.pop() if len(references) == 1 else key,
    )


def _insist_on_pending(payees: Mapping[str, int], currency: str) -> None:
    found = balances([account_of(payee, PENDING) for payee in payees], currency)
    short = sorted(path for path, minor in found.items() if minor < 0)
    if short:
        raise InvariantBroken(f"{len(short)} payees vest more than is pending, first {short[0]}")


def _store(by_payee: _Parts, booked: Mapping[str, int], currency: str) -> None:
    claims: dict[tuple[str, str, date, date], int] = defaultdict(int)
    lots: dict[tuple[str, str, date, date, date], int] = defaultdict(int)
    for payee in booked:
        for part in by_payee[payee]:
            place = (payee, part.reference, part.service_on, part.vested_on)
            claims[place] += part.amount_minor - part.reserve_minor
            if part.reserve_until is not None:
                lots[(*place, part.reserve_until)] += part.reserve_minor
    Claim.objects.bulk_create(
        (
            Claim(
                transaction_id=booked[payee],
                payee=payee,
                currency=currency,
                kind=ClaimKind.VESTED,
                reference=reference,
                service_on=service_on,
                vested_on=vested_on,
                amount_minor=minor,
            )
            for (payee, reference, service_on, vested_on), minor in claims.items()
            if minor
        ),
        batch_size=BULK,
    )
    ReserveLot.objects.bulk_create(
        (
            ReserveLot(
                transaction_id=booked[payee],
                payee=payee,
                currency=currency,
                reference=reference,
                service_on=service_on,
                vested_on=vested_on,
                release_on=release_on,
                amount_minor=minor,
            )
            for (payee, reference, service_on, vested_on, release_on), minor in lots.items()
            if minor
        ),
        batch_size=BULK,
    )
