"""Where money that is taken back comes from: reserve, current credit, what a payee then owes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from finance.claim_facts import TakenBack


@dataclass(frozen=True, slots=True)
class Lot:
    """What is left of one reserved amount, and of which order's day it is."""

    id: int
    reference: str
    service_on: date
    release_on: date
    left_minor: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a payee has before: balances of the accounts, never below zero, and open lots."""

    vested_minor: int
    payable_minor: int
    lots: tuple[Lot, ...] = ()


@dataclass(frozen=True, slots=True)
class Cascade:
    """What each account gives, which lots, and which claims follow.

    `freed` are parts of other orders' lots that paid here: they have left the reserve, so they
    belong on a Gutschrift. `lowered` are (part, amount): what papers must be lowered by.
    """

    reserve_minor: int
    vested_minor: int
    payable_minor: int
    receivable_minor: int
    used: tuple[tuple[Lot, int], ...]
    freed: tuple[tuple[Lot, int], ...]
    lowered: tuple[tuple[TakenBack, int], ...]


def cascade(parts: Sequence[TakenBack], standing: Standing) -> Cascade:
    """Take the parts of one payee from the reserve, then vested, then payable, then as a debt.

    Keeps:  the four amounts add up to what is taken back; no account but the debt falls below
            zero; what is lowered on papers less what is freed for them is what the reserve of
            the same order's day did not cover.
    Source: CO-20. An order's own reserve pays first: it was on no Gutschrift yet.
    """
    left = {lot.id: lot.left_minor for lot in standing.lots}
    own = [(part, _take(_own_lots(part, standing.lots), part.amount_minor, left)) for part in parts]
    lowered = [(part, part.amount_minor - _sum(taken)) for part, taken in own]
    freed = _take(standing.lots, sum(minor for _part, minor in lowered), left)
    reserve_minor = sum(_sum(taken) for _part, taken in own) + _sum(freed)
    rest = sum(part.amount_minor for part in parts) - reserve_minor
    vested_minor = min(rest, standing.vested_minor)
    payable_minor = min(rest - vested_minor, standing.payable_minor)
    return Cascade(
        reserve_minor=reserve_minor,
        vested_minor=vested_minor,
        payable_minor=payable_minor,
        receivable_minor=rest - vested_minor - payable_minor,
        used=_merged([*(one for _part, taken in own for one in taken), *freed]),
        freed=tuple(freed),
        lowered=tuple((part, minor) for part, minor in lowered if minor),
    )


def _own_lots(part: TakenBack, lots: Sequence[Lot]) -> list[Lot]:
    same = (part.corrects, part.service_on)
    return [lot for lot in lots if (lot.reference, lot.service_on) == same]


def _take(lots: Sequence[Lot], wanted: int, left: dict[int, int]) -> list[tuple[Lot, int]]:
    """Take from lots, the one that would come free first before the others."""
    taken = []
    for lot in sorted(lots, key=lambda lot: (lot.release_on, lot.id)):
        minor = min(wanted, left[lot.id])
        if minor:
            taken.append((lot, minor))
            left[lot.id] -= minor
            wanted -= minor
    return taken


def _sum(taken: Sequence[tuple[Lot, int]]) -> int:
    return sum(minor for _lot, minor in taken)


def _merged(taken: Sequence[tuple[Lot, int]]) -> tuple[tuple[Lot, int], ...]:
    sums: dict[Lot, int] = {}
    for lot, minor in taken:
        sums[lot] = sums.get(lot, 0) + minor
    return tuple(sums.items())
