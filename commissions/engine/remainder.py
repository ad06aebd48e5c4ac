"""What is left of orders after something of them was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.errors import InvariantBroken

from .facts import Reversal, Volume

AMOUNTS = ("pv_minor", "cv_minor", "net_minor", "qv_minor", "retail_minor")


def what_is_left(volumes: Sequence[Volume], reversals: Iterable[Reversal]) -> tuple[Volume, ...]:
    """Return the volumes less their reversals; an order that came back whole stays, with nothing.

    Keeps:  volumes and reversals of the same orders add up to what is left.
    Raises: InvariantBroken — more of an order came back than was sold.
    """
    taken: dict[int, list[int]] = {}
    for reversal in reversals:
        amounts = (getattr(reversal, name) for name in AMOUNTS)
        before = taken.get(reversal.entry_id, [0] * len(AMOUNTS))
        taken[reversal.entry_id] = [old + new for old, new in zip(before, amounts, strict=True)]
    if not taken:
        return tuple(volumes)
    return tuple(
        _left(volume, taken[volume.entry_id]) if volume.entry_id in taken else volume
        for volume in volumes
    )


def _left(volume: Volume, taken: Sequence[int]) -> Volume:
    amounts = [getattr(volume, name) + less for name, less in zip(AMOUNTS, taken, strict=True)]
    if min(amounts) < 0:
        raise InvariantBroken(f"more of order {volume.order_ref} came back than was sold")
    return volume._replace(**dict(zip(AMOUNTS, amounts, strict=True)))
