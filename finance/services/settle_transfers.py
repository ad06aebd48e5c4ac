"""Turn movements on the bank account into bookings: what left is settled, what came back undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.outbox import publish
from finance.events import TransferReturned
from finance.facts import Booking, Posting
from finance.models import BankAccountFlag, BankEntry, LedgerTransaction, PayoutLine, TransferStep
from finance.models.bank_entry import EntryState
from finance.rules.account_paths import BANK, BANK_CHARGES, TRANSFERS_IN_TRANSIT
from finance.rules.bank_matching import (
    Decision,
    OrderedFile,
    OrderedTransfer,
    Returns,
    Settles,
    Waits,
    decide,
    with_step,
)
from finance.rules.bank_statement import Movement
from finance.services.book import book_many
from finance.services.undo_booking import undo_booking

RETURNED = "transfer_returned"
BULK = 5_000

Line = tuple[OrderedTransfer, Movement]


@dataclass(slots=True)
class Applied:
    """What movements do, decided one after the other; `book` puts it into the ledger."""

    decisions: dict[str, Decision] = field(default_factory=dict)
    settled: list[Line] = field(default_factory=list)
    returned: list[Line] = field(default_factory=list)
    charged: list[tuple[int, int, Movement]] = field(default_factory=list)

    def state_of(self, key: str) -> EntryState:
        """Return what becomes of the entry of a movement."""
        match self.decisions[key]:
            case Settles():
                return EntryState.SETTLED
            case Returns():
                return EntryState.RETURNED
            case Waits():
                return EntryState.WAITING

    def reason_of(self, key: str) -> str:
        """Return why the entry waits, or an empty text."""
        decision = self.decisions[key]
        return decision.reason if isinstance(decision, Waits) else ""

    def subject_of(self, key: str) -> str:
        """Return the payout that the entry is about, or an empty text."""
        match self.decisions[key]:
            case Settles(lines):
                return f"payout:{lines[0].batch_id}"
            case Returns(line):
                return f"payout:{line.batch_id}"
            case Waits():
                return ""

    def book(self, rows: Mapping[str, BankEntry], *, at: datetime) -> None:
        """Book everything, and keep how far each transfer got."""
        steps = [_step(line, each, rows[each.key], "settled") for line, each in self.settled]
        steps += [_step(line, each, rows[each.key], "returned") for line, each in self.returned]
        book_many([_settling(line, each) for line, each in self.settled], at=at)
        TransferStep.objects.bulk_create(steps, batch_size=BULK)
        _undo(self.returned, at)
        book_many([_charge(*each) for each in self.charged], at=at)
        _flag([line.line_id for line, _each in self.returned], dict(_codes(self.returned)), at)
        publish(
            *(
                TransferReturned(line.line_id, line.batch_id, line.payee, at)
                for line, _each in self.returned
            )
        )


def apply_movements(
    movements: Sequence[Movement],
    transfers: Mapping[str, OrderedTransfer],
    files: Mapping[str, OrderedFile],
) -> Applied:
    """Decide on movements, what left before what came back; each sees what the ones before did."""
    applied, lines, whole = Applied(), dict(transfers), dict(files)
    for movement in sorted(movements, key=lambda each: each.is_credit):
        decision = decide(movement, lines, whole)
        applied.decisions[movement.key] = decision
        if isinstance(decision, Waits):
            continue
        moved = decision.lines if isinstance(decision, Settles) else (decision.line,)
        kept = applied.settled if isinstance(decision, Settles) else applied.returned
        kept += ((line, movement) for line in moved)
        with_step(moved, lines, whole, is_return=isinstance(decision, Returns))
        if decision.charges_minor:
            applied.charged.append((moved[0].batch_id, decision.charges_minor, movement))
    return applied


def _settling(line: OrderedTransfer, movement: Movement) -> Booking:
    return Booking(
        key=_key(line, "settled"),
        kind="finance.transfer_settled",
        effective_on=movement.booked_on,
        postings=(Posting(TRANSFERS_IN_TRANSIT, BANK, line.amount_minor, line.currency),),
        reference=f"payout:{line.batch_id}",
    )


def _charge(batch_id: int, minor: int, movement: Movement) -> Booking:
    return Booking(
        key=f"bank_charge:{movement.key}",
        kind="finance.bank_charge",
        effective_on=movement.booked_on,
        postings=(Posting(BANK_CHARGES, BANK, minor, movement.currency),),
        reference=f"payout:{batch_id}",
    )


def _undo(returned: Sequence[Line], at: datetime) -> None:
    """Take back the settlement, then the payout itself: the amount is payable again."""
    keys = [key for line, _each in returned for key in (_key(line, "settled"), _key(line))]
    rows = LedgerTransaction.objects.filter(idempotency_key__in=keys)
    numbers = dict(rows.values_list("idempotency_key", "pk"))
    for line, movement in returned:
        for key in (_key(line, "settled"), _key(line)):
            undo_booking(
                key=f"{key}:returned",
                transaction_id=numbers[key],
                reason=RETURNED,
                effective_on=movement.booked_on,
                at=at,
            )


def _flag(line_ids: Sequence[int], codes: Mapping[int, str], at: datetime) -> None:
    """Let nothing more go to the accounts before somebody has looked."""
    lines = PayoutLine.objects.filter(pk__in=line_ids).values_list("pk", "bank_account_id")
    flagged = BankAccountFlag.objects.filter(
        bank_account__in=[account for _line, account in lines if account], lifted_at__isnull=True
    )
    known = set(flagged.values_list("bank_account_id", flat=True))
    BankAccountFlag.objects.bulk_create(
        BankAccountFlag(bank_account_id=account, reason_code=codes[line], flagged_at=at)
        for line, account in lines
        if account and account not in known
    )


def _codes(returned: Iterable[Line]) -> Iterable[tuple[int, str]]:
    return ((line.line_id, movement.return_code) for line, movement in returned)


def _step(line: OrderedTransfer, movement: Movement, row: BankEntry, kind: str) -> TransferStep:
    return TransferStep(
        line_id=line.line_id,
        kind=kind,
        entry=row,
        on_day=movement.booked_on,
        reason_code=movement.return_code,
    )


def _key(line: OrderedTransfer, *more: str) -> str:
    return ":".join(["payout", str(line.batch_id), line.payee, *more])
