"""Fingerprints of what went into a run and of what came out, over a text anyone can rebuild.

They name orders by their number and members by theirs, never a key of our tables, so that a
period recomputed on a fresh database has the same fingerprints.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import chain

from .facts import Correction, Earning, Picture
from .plan import Plan
from .standings import Standings

# Rises when the same facts shall give other lines: a rerun then no longer counts as a repeat.
RULES_REVISION = 3


def input_hash(plan: Plan, period_key: str, picture: Picture) -> str:
    """Return the SHA-256 of the plan's own hash, the period and the whole picture."""
    digest = hashlib.sha256()
    digest.update(f"vinea {RULES_REVISION} {plan.sha256} {period_key}\n".encode())
    for text in chain(_members(picture), _carried(picture), _moved(picture)):
        digest.update(text.encode())
    return digest.hexdigest()


def _members(picture: Picture) -> Iterator[str]:
    members = zip(picture.member_ids, picture.sponsor_ids, picture.statuses, strict=True)
    for member_id, sponsor_id, status in sorted(members):
        yield f"m {member_id} {sponsor_id or '-'} {status}\n"
    for joined, parent, slot in _places(picture):
        yield f"p {joined or '-'} {parent or '-'} {slot}\n"


def _carried(picture: Picture) -> Iterator[str]:
    for member_id, held in zip(picture.member_ids, picture.held, strict=False):
        if any(held):
            yield f"h {member_id} {held.rank or '-'} {held.missed} {held.title}\n"
    for carry in sorted(picture.carried):
        yield f"y {' '.join(str(fact) or '-' for fact in carry)}\n"
    for award in sorted(picture.awards):
        yield f"a {award.member_id} {award.rank} {award.is_exact:d}\n"


def _moved(picture: Picture) -> Iterator[str]:
    for volume in picture.volumes:
        _entry, *facts = volume
        yield f"v {' '.join(str(fact) or '-' for fact in facts)}\n"
    for reversal in picture.reversals:
        _reversal, _entry, *facts = reversal
        yield f"r {' '.join(str(fact) or '-' for fact in facts)}\n"
    for closed in picture.closed:
        yield f"k {closed.period_key} {closed.result_hash}\n"


def _places(picture: Picture) -> Iterator[tuple[date | None, int | None, int]]:
    """Yield when each member joined and where it stands, if the picture knows one of them."""
    if picture.placement is None and not picture.joined_on:
        return
    rows = len(picture.member_ids)
    parents = picture.placement.parent_ids if picture.placement else (None,) * rows
    slots = picture.placement.slots if picture.placement else (0,) * rows
    joined = picture.joined_on or (None,) * rows
    yield from zip(joined, parents, slots, strict=True)


class ResultHash:
    """The SHA-256 of standings and lines, fed while the lines stream by."""

    def __init__(self, standings: Standings) -> None:
        self._digest = hashlib.sha256()
        for text in _standings(standings):
            self._digest.update(text.encode())

    def add(self, line: Earning) -> None:
        """Add the next line."""
        self._digest.update(
            f"l {line.rule_id} {line.order_ref or '-'} {line.source_id or '-'} {line.member_id} "
            f"{line.level} {line.rate_bp} {line.base_minor} {line.amount_minor}"
            f"{''.join(f' {name}={number}' for name, number in line.facts)}\n".encode()
        )

    def add_correction(self, line: Correction) -> None:
        """Add the next line that corrects a closed period."""
        number = line.line_no or "-"
        self._digest.update(
            f"c {line.period_key} {number} {line.rule_id} {line.order_ref or '-'} "
            f"{line.source_id or '-'} {line.member_id} {line.level} {line.rate_bp} "
            f"{line.base_minor} {line.amount_minor}\n".encode()
        )

    def hexdigest(self) -> str:
        """Return the hash of everything added so far."""
        return self._digest.hexdigest()


def _standings(standings: Standings) -> Iterator[str]:
    columns = (
        standings.picture.member_ids,
        standings.pv_minor,
        standings.gv_minor,
        map(int, standings.is_active),
        standings.ranked,
    )
    for member_id, pv_minor, gv_minor, is_active, ranks in zip(*columns, strict=True):
        shown = " ".join(str(rank) or "-" for rank in ranks)
        yield f"s {member_id} {pv_minor} {gv_minor} {is_active} {shown}\n"
