"""Take back what had vested: from the reserve, from what is open, at last as a debt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from core.company import company, local_date
from finance.claim_facts import TakenBack
from finance.facts import Booking, Posting
from finance.models import Claim, LedgerPosting, ReserveMove
from finance.models.claim import ClaimKind, MoveKind
from finance.rules.account_paths import (
    COMMISSION_COST,
    PAYABLE,
    RECEIVABLE,
    RESERVE,
    VESTED,
    account_of,
    is_payee,
)
from finance.rules.cascade import Cascade, Lot, Standing, cascade
from finance.selectors.balances import balances
from finance.selectors.reserve import open_lots
from finance.services.accrue import InvalidPart
from finance.services.book import KeyUsedForAnotherBooking, lock_payables
from finance.services.claim_rows import BULK, book_new, booked_keys, close_emptied

_Parts = Mapping[str, Sequence[TakenBack]]


@transaction.atomic
def take_back(parts: Sequence[TakenBack], *, key: str, at: datetime, currency: str = "") -> None:
    """Book corrections of what had vested; one booking per payee, once per key and payee.

    What stands on a Gutschrift, or can no longer be taken from what is vested, becomes a claim
    below zero: the next papers are lowered by it. Who may correct is asked by the caller.
    Raises: KeyUsedForAnotherBooking.
    """
    by_payee = _checked(parts)
    money, on = currency or company().currency, local_date(at)
    lock_payables(money)
    keys = {payee: f"{key}:{payee}" for payee in by_payee}
    _insist_on_same(by_payee, keys)
    done = booked_keys(keys.values())
    open_parts = {payee: by_payee[payee] for payee in by_payee if keys[payee] not in done}
    standing = _standing(open_parts, money)
    decided = {payee: cascade(open_parts[payee], standing[payee]) for payee in open_parts}
    bookings = [
        _booking(payee, decided[payee], open_parts[payee], keys[payee], money, on)
        for payee in decided
    ]
    new = book_new(bookings, at=at)
    _store({payee: (new[keys[payee]], decided[payee]) for payee in decided}, money, on)
    _close_lots(decided, at)


def _checked(parts: Sequence[TakenBack]) -> dict[str, list[TakenBack]]:
    by_payee: dict[str, list[TakenBack]] = defaultdict(list)
    for part in parts:
        if not is_payee(part.payee) or part.amount_minor <= 0 or not part.corrects:
            raise InvalidPart("what is taken back has a payee, an original and is above zero")
        by_payee[part.payee].append(part)
    return by_payee


def _insist_on_same(by_payee: _Parts, keys: Mapping[str, str]) -> None:
    """See that a key that has booked before took back as much: the way may differ by now."""
    rows = LedgerPosting.objects.filter(transaction__idempotency_key__in=keys.values())
    sums: dict[str, int] = defaultdict(int)
    for booked, minor in rows.values_list("transaction__idempotency_key", "amount_minor"):
        sums[booked] += minor
    for payee, parts in by_payee.items():
        before = sums.get(keys[payee])
        if before is not None and before != sum(part.amount_minor for part in parts):
            raise KeyUsedForAnotherBooking("this key has taken back something else")


def _standing(payees: _Parts, currency: str) -> dict[str, Standing]:
    accounts = [account_of(payee, name) for payee in payees for name in (VESTED, PAYABLE)]
    held, lots = balances(accounts, currency), open_lots(payees.keys(), currency)
    return {
        payee: Standing(
            max(held[account_of(payee, VESTED)], 0),
            max(held[account_of(payee, PAYABLE)], 0),
            tuple(lots.get(payee, ())),
        )
        for payee in payees
    }


def _booking(
    payee: str, taken: Cascade, parts: Sequence[TakenBack], key: str, currency: str, on: date
) -> Booking:
    moved = (
        (RESERVE, taken.reserve_minor),
        (VESTED, taken.vested_minor),
        (PAYABLE, taken.payable_minor),
        (RECEIVABLE, taken.receivable_minor),
    )
    references = {part.reference for part in parts}
    return Booking(
        key=key,
        kind="commission.taken_back",
        effective_on=on,
        postings=tuple(
            Posting(account_of(payee, name), COMMISSION_COST, minor, currency)
            for name, minor in moved
            if minor
        ),
        reference=references.pop() if len(references) == 1 else key,
    )


def _store(booked: Mapping[str, tuple[int, Cascade]], currency: str, on: date) -> None:
    claims, moves = [], []
    for payee, (number, taken) in booked.items():
        same = {"transaction_id": number, "payee": payee, "currency": currency, "vested_on": on}
        claims += [
            Claim(
                **same,
                kind=ClaimKind.TAKEN_BACK,
                reference=part.reference,
                corrects=part.corrects,
                service_on=part.service_on,
                amount_minor=-minor,
            )
            for part, minor in taken.lowered
        ]
        claims += [
            Claim(
                **same,
                kind=ClaimKind.USED,
                reference=lot.reference,
                service_on=lot.service_on,
                amount_minor=minor,
            )
            for lot, minor in taken.freed
        ]
        moves += [
            ReserveMove(
                lot_id=lot.id, transaction_id=number, kind=MoveKind.USED, amount_minor=minor
            )
            for lot, minor in taken.used
        ]
    Claim.objects.bulk_create(claims, batch_size=BULK)
    ReserveMove.objects.bulk_create(moves, batch_size=BULK)


def _close_lots(decided: Mapping[str, Cascade], at: datetime) -> None:
    moved: dict[Lot, int] = {lot: minor for one in decided.values() for lot, minor in one.used}
    close_emptied(moved, at)
