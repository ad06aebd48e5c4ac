"""Fingerprints of what went into a run and of what came out, over a text anyone can rebuild.

They name orders by their number and members by theirs, never a key of our tables, so that a
period recomputed on a fresh database has the same fingerprints.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from .facts import Correction, Earning, Picture
from .plan import Plan
from .standings import Standings

# Rises when the same facts shall give other lines: a rerun then no longer counts as a repeat.
RULES_REVISION = 2


def input_hash(plan: Plan, period_key: str, picture: Picture) -> str:
    """Return the SHA-256 of the plan's own hash, the period and the whole picture."""
    digest = hashlib.sha256()
    digest.update(f"vinea {RULES_REVISION} {plan.sha256} {period_key}\n".encode())
    members = zip(picture.member_ids, picture.sponsor_ids, picture.statuses, strict=True)
    for member_id, sponsor_id, status in sorted(members):
        digest.update(f"m {member_id} {sponsor_id or '-'} {status}\n".encode())
    for member_id, held in zip(picture.member_ids, picture.held, strict=False):
        if any(held):
            digest.update(f"h {member_id} {held.rank or '-'} {held.missed} {held.title}\n".encode())
    for volume in picture.volumes:
        _entry, *facts = volume
        digest.update(f"v {' '.join(map(str, facts))}\n".encode())
    for reversal in picture.reversals:
        _reversal, _entry, *facts = reversal
        digest.update(f"r {' '.join(str(fact) or '-' for fact in facts)}\n".encode())
    for closed in picture.closed:
        digest.update(f"k {closed.period_key} {closed.result_hash}\n".encode())
    return digest.hexdigest()


class ResultHash:
    """The SHA-256 of standings and lines, fed while the lines stream by."""

    def __init__(self, standings: Standings) -> None:
        self._digest = hashlib.sha256()
        for text in _standings(standings):
            self._digest.update(text.encode())

    def add(self, line: Earning) -> None:
        """Add the next line."""
        self._digest.update(
            f"l {line.rule_id} {line.volume.order_ref} {line.member_id} {line.level} "
            f"{line.rate_bp} {line.base_minor} {line.amount_minor}\n".encode()
        )

    def add_correction(self, line: Correction) -> None:
        """Add the next line that corrects a closed period."""
        number = line.line_no or "-"
        self._digest.update(
            f"c {line.period_key} {number} {line.rule_id} {line.volume.order_ref} {line.member_id} "
            f"{line.level} {line.rate_bp} {line.base_minor} {line.amount_minor}\n".encode()
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
