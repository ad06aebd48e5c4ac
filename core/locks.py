"""Transaction-level advisory locks, always taken in one order of kinds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from django.db import connection, transaction

from core.errors import InvariantBroken


class Lock(IntEnum):
    """What may be locked, in the order in which it must be taken."""

    TREE = 1
    ORDER = 2
    RUN = 3
    STOCK = 4
    ACCOUNTS = 5
    SERIES = 6


_LOCK_IN_ARRAY_ORDER = """
SELECT pg_current_xact_id()::text, pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key
"""


def take(kind: Lock, *keys: str) -> None:
    """Lock the named things until the transaction ends; several keys are taken in sorted order.

    Raises: InvariantBroken — outside a transaction, or after a lock of a later kind.
    """
    if not connection.in_atomic_block:
        raise InvariantBroken(f"lock {kind.name} outside a transaction")
    if not keys:
        return
    numbers = sorted({_number(kind, key) for key in keys})
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_IN_ARRAY_ORDER, [numbers])
        transaction_id = str(cursor.fetchone()[0])
    _insist_on_order(kind, (transaction_id, _outermost_savepoint()))


@contextmanager
def one_load() -> Iterator[None]:
    """Hold many use cases together: all of them happen, or none. Each keeps the order of locks.

    Only for filling a database on which nobody else works yet: what one use case locked stays
    locked until the end, in no order that another process could rely on.
    """
    block = transaction.atomic()
    block.holds_use_cases = True  # type: ignore[attr-defined]
    with block:
        yield


def _insist_on_order(kind: Lock, mark: tuple[str, str | None]) -> None:
    """Remember on the connection which kinds the running transaction holds."""
    marked, held = getattr(connection, "vinea_locks", (None, Lock.TREE))
    if marked == mark and kind < held:
        raise InvariantBroken(f"lock {kind.name} after {held.name}")
    connection.vinea_locks = (mark, kind)  # type: ignore[attr-defined]


def _outermost_savepoint() -> str | None:
    """Tell use cases apart that one load, or one test, runs inside its own transaction."""
    around = sum(_holds_use_cases(block) for block in connection.atomic_blocks)
    savepoints = connection.savepoint_ids
    return savepoints[around - 1] if 0 < around <= len(savepoints) else None


def _holds_use_cases(block: object) -> bool:
    return getattr(block, "holds_use_cases", False) or getattr(block, "_from_testcase", False)


def _number(kind: Lock, key: str) -> int:
    digest = hashlib.sha256(f"{kind.name}:{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
