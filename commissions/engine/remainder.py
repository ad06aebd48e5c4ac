"""What is left of orders after something of them was taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from core.errors import InvariantBroken

from .facts import Reversal, Volume


def what_is_left(volumes: Sequence[Volume], reversals: Iterable[Reversal]) -> tuple[Volume, ...]:
    """Return the volumes less their reversals; an order that came back whole stays, with nothing.

    Keeps:  volumes and reversals of the same orders add up to what is left.
    Raises: InvariantBroken — more of an order came back than was sold.
    """
    taken: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for reversal in reversals:
        sums = taken[reversal.entry_id]
        sums[0] += reversal.pv_minor
        sums[1] += reversal.cv_minor
        sums[2] += reversal.net_minor
    if not taken:
        return tuple(volumes)
    return tuple(
        _left(volume, taken[volume.entry_id]) if volume.entry_id in taken else volume
        for volume in volumes
    )


def _left(volume: Volume, taken: Sequence[int]) -> Volume:
    pv_minor, cv_minor, net_minor = taken
    left = volume._replace(
        pv_minor=volume.pv_minor + pv_minor,
        cv_minor=volume.cv_minor + cv_minor,
        net_minor=volume.net_minor + net_minor,
    )
    if min(left.pv_minor, left.cv_minor, left.net_minor) < 0:
        raise InvariantBroken(f"more of order {volume.order_ref} came back than was sold")
    return left
