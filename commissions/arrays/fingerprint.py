"""Fingerprints of what went into a run and of what came out, over whole columns.

They name orders by their number and members by theirs, never a key of our tables, so that a
period recomputed on a fresh database has the same fingerprints; and the same ones whichever engine
calculated it, in blocks of whatever size.

A column counts as its little-endian bytes. A line names its members and its order by their place
in columns that are part of the same fingerprint.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from commissions.engine.facts import Closed, Correction, Reversal
from commissions.engine.handed_on import Changes
from core.periods import Period

from .columns import ABSENT
from .lines import LineBlock
from .picture import ArrayCarried, ArrayPicture
from .standing import ArrayStanding

if TYPE_CHECKING:
    from hashlib import _Hash

    from commissions.engine.plan import Plan

# Rises when the same facts shall give other lines: a rerun then no longer counts as a repeat.
RULES_REVISION = 6
# Columns that most companies never have: where they are not, nothing of them is hashed.
ONLY_WHERE_THERE = {
    "credit_minor", "parties", "booked_at", "currencies", "portions", "persons", "moves",
}  # fmt: skip
KEYS_OF_OURS = {"entry_ids", "reversal_id", "entry_id", "run_id"}


def input_hash(plan: Plan, period_key: str, picture: ArrayPicture) -> str:
    """Return the SHA-256 of the plan's own hash, the period and the whole picture."""
    digest = hashlib.sha256()
    digest.update(f"vinea {RULES_REVISION} {plan.sha256} {period_key}\n".encode())
    if plan.exchange is not None and plan.exchange.daily is not None:
        # Such rates stand in no document.
        digest.update(f"rates {_text(tuple(sorted(plan.exchange.rates)))}\n".encode())
    for part in _parts("picture", picture):
        digest.update(part)
    return digest.hexdigest()


class ResultHash:
    """The SHA-256 of standing and lines, fed while the lines stream by."""

    def __init__(self, picture: ArrayPicture, standing: ArrayStanding) -> None:
        self._streams: dict[str, _Hash] = defaultdict(hashlib.sha256)
        self._lines = 0
        self._rule: tuple[str, int] = ("", 0)
        named = (picture.member_ids, picture.volumes.order_refs, standing)
        for part in _parts("result", named):
            self._streams["result"].update(part)

    def add(self, block: LineBlock) -> None:
        """Add the next lines."""
        columns = block.columns
        named: dict[str, Any] = columns._asdict()
        numbers_of = named.pop("facts")
        for name, column in named.items():
            self._streams[name].update(_bytes(column))
        for name, numbers in zip(block.fact_names, numbers_of, strict=True):
            there = np.flatnonzero(numbers != ABSENT)
            if not len(there):
                continue  # a name that no line uses is no fact
            self._streams[f"where {name}"].update(_bytes(there + self._lines))
            self._streams[f"what {name}"].update(_bytes(numbers[there]))
        if block.rule_id != self._rule[0]:
            self._close_rule()
            self._rule = (block.rule_id, 0)
        self._rule = (block.rule_id, self._rule[1] + len(block))
        self._lines += len(block)

    def add_correction(self, line: Correction) -> None:
        """Add the next line that corrects a closed period."""
        facts = line._replace(volume=None, run_id=0)
        self._streams["corrections"].update(f"{line.order_ref} {tuple(facts)}\n".encode())

    def add_carried(self, carried: ArrayCarried) -> None:
        """Add what the next period begins with."""
        for part in _parts("carried", carried):
            self._streams["carried"].update(part)

    def add_changed(self, changed: Mapping[int, Changes]) -> None:
        """Add what closed periods hand on instead, the earliest first; nothing where none does."""
        for place, run_id in enumerate(changed):
            for member_id, each in changed[run_id].items():
                facts = tuple(each.held), [tuple(carry) for carry in each.carried]
                self._streams["handed on"].update(f"{place} {member_id} {facts}\n".encode())

    def hexdigest(self) -> str:
        """Return the hash of everything; nothing may be added after it."""
        self._close_rule()
        digest = hashlib.sha256(f"{self._lines}\n".encode())
        for name in sorted(self._streams):
            digest.update(f"{name} {self._streams[name].hexdigest()}\n".encode())
        return digest.hexdigest()

    def _close_rule(self) -> None:
        """Say how many lines a rule has: where it ends, not where its blocks do."""
        rule_id, count = self._rule
        self._streams["rules"].update(f"{rule_id} {count}\n".encode())


def _parts(name: str, value: Any) -> Iterator[bytes]:
    """Yield the bytes of a fact, whatever it is made of; every new column counts by itself."""
    if is_dataclass(value):
        for field in fields(value):
            fact = getattr(value, field.name)
            is_nothing = fact is None or (isinstance(fact, tuple) and not fact)
            is_missing = is_nothing and field.name in ONLY_WHERE_THERE
            if field.name not in KEYS_OF_OURS and not is_missing:
                yield from _parts(f"{name}.{field.name}", fact)
    elif isinstance(value, np.ndarray):
        kind = value.dtype.newbyteorder("<").str
        yield f"{name} {kind} {len(value)}\n".encode()
        yield _bytes(value)
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        yield f"{name} {len(value)}\n".encode()
        for place, each in enumerate(value):
            yield from _parts(f"{name}.{place}", each)
    else:
        yield f"{name} {_text(value)}\n".encode()


def _text(value: Any) -> str:
    if isinstance(value, Period):
        return value.key
    if isinstance(value, (Reversal, Closed)):
        return repr([fact for name, fact in value._asdict().items() if _counts(name, fact)])
    return repr(tuple(value)) if isinstance(value, tuple) else repr(value)


def _counts(name: str, fact: object) -> bool:
    """Tell whether a fact of a return is hashed: portions only where there are some."""
    if name == "portions":
        return fact != ()
    return name not in KEYS_OF_OURS


def _bytes(column: np.ndarray[Any, Any]) -> bytes:
    return column.astype(column.dtype.newbyteorder("<"), copy=False).tobytes()
