"""Decide what a movement on the bank account does to our payouts, or why a person must look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, replace

from finance.rules.bank_statement import Movement

UNKNOWN = "unknown"
AMOUNT_DIFFERS = "amount_differs"
NOT_APPROVED = "not_approved"
ALREADY_SETTLED = "already_settled"
ALREADY_RETURNED = "already_returned"
NOT_YET_SETTLED = "not_yet_settled"
PARTS_DIFFER = "parts_differ"


@dataclass(frozen=True, slots=True)
class OrderedTransfer:
    """A line of a payout as the bank may name it: ordered, and how far it got."""

    line_id: int
    batch_id: int
    payee: str
    amount_minor: int
    currency: str
    end_to_end_id: str
    is_ordered: bool
    is_settled: bool = False
    is_returned: bool = False


@dataclass(frozen=True, slots=True)
class OrderedFile:
    """An approved payment file as the bank may book it at once."""

    batch_id: int
    message_id: str
    total_minor: int
    currency: str
    lines: tuple[OrderedTransfer, ...]


@dataclass(frozen=True, slots=True)
class Settles:
    """The transfers have left the account."""

    lines: tuple[OrderedTransfer, ...]
    charges_minor: int = 0


@dataclass(frozen=True, slots=True)
class Returns:
    """The transfer came back."""

    line: OrderedTransfer
    charges_minor: int = 0


@dataclass(frozen=True, slots=True)
class Waits:
    """Nothing is booked; a person decides."""

    reason: str


Decision = Settles | Returns | Waits


def decide(
    movement: Movement,
    transfers: Mapping[str, OrderedTransfer],
    files: Mapping[str, OrderedFile],
) -> Decision:
    """Find what a movement is about by its end-to-end id, or as a whole file by its message id."""
    if movement.parts_differ:
        return Waits(PARTS_DIFFER)
    line = transfers.get(movement.end_to_end_id)
    if line is not None:
        return _of_line(movement, line)
    file = files.get(movement.message_id)
    if file is not None and not movement.is_credit and not movement.end_to_end_id:
        return _of_file(movement, file)
    return Waits(UNKNOWN)


def with_step(
    moved: Iterable[OrderedTransfer],
    transfers: MutableMapping[str, OrderedTransfer],
    files: MutableMapping[str, OrderedFile],
    *,
    is_return: bool,
) -> None:
    """Let the next movements see that these transfers have left, or have come back."""
    done = {each.end_to_end_id: replace(each, is_settled=True, is_returned=is_return)
            for each in moved}  # fmt: skip
    transfers.update(done)
    batches = {each.batch_id for each in done.values()}
    for message_id, file in files.items():
        if file.batch_id in batches:
            lines = tuple(done.get(line.end_to_end_id, line) for line in file.lines)
            files[message_id] = replace(file, lines=lines)


def _of_line(movement: Movement, line: OrderedTransfer) -> Decision:
    if not line.is_ordered:
        return Waits(NOT_APPROVED)
    charges = _charges(movement, line.amount_minor, line.currency)
    if charges is None:
        return Waits(AMOUNT_DIFFERS)
    if movement.is_return and not movement.is_credit:
        # The bank takes a credit back: that is not the transfer we ordered.
        return Waits(UNKNOWN)
    # Money with our id that comes in is a transfer of ours that came back, told so or not.
    return _returned(line, charges) if movement.is_credit else _settled(line, charges)


def _settled(line: OrderedTransfer, charges_minor: int) -> Decision:
    return Waits(ALREADY_SETTLED) if line.is_settled else Settles((line,), charges_minor)


def _returned(line: OrderedTransfer, charges_minor: int) -> Decision:
    if line.is_returned:
        return Waits(ALREADY_RETURNED)
    return Returns(line, charges_minor) if line.is_settled else Waits(NOT_YET_SETTLED)


def _of_file(movement: Movement, file: OrderedFile) -> Decision:
    charges = _charges(movement, file.total_minor, file.currency)
    if charges is None:
        return Waits(AMOUNT_DIFFERS)
    if any(line.is_settled for line in file.lines):
        return Waits(ALREADY_SETTLED)
    return Settles(file.lines, charges)


def _charges(movement: Movement, ordered_minor: int, currency: str) -> int | None:
    """Return what the bank took, or None where amount and charges do not explain each other."""
    if movement.currency != currency:
        return None
    difference = movement.amount_minor - ordered_minor
    if movement.is_credit:
        difference = -difference
    return difference if difference in {0, movement.charges_minor} else None
