"""What is left of orders after something of them was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.errors import InvariantBroken

from .facts import Portion, Reversal, Volume
from .products import by_category

AMOUNTS = ("pv_minor", "cv_minor", "net_minor", "qv_minor", "retail_minor")


def what_is_left(volumes: Sequence[Volume], reversals: Iterable[Reversal]) -> tuple[Volume, ...]:
    """Return the volumes less their reversals; an order that came back whole stays, with nothing.

    Keeps:  volumes and reversals of the same orders add up to what is left.
    Raises: InvariantBroken — more of an order came back than was sold.
    """
    taken: dict[int, list[int]] = {}
    portions: dict[int, list[Portion]] = {}
    for reversal in reversals:
        portions.setdefault(reversal.entry_id, []).extend(reversal.portions)
        amounts = (getattr(reversal, name) for name in AMOUNTS)
        before = taken.get(reversal.entry_id, [0] * len(AMOUNTS))
        taken[reversal.entry_id] = [old + new for old, new in zip(before, amounts, strict=True)]
    if not taken:
        return tuple(volumes)
    return tuple(
        _left(volume, taken[volume.entry_id], portions[volume.entry_id])
        if volume.entry_id in taken
        else volume
        for volume in volumes
    )


def _left(volume: Volume, taken: Sequence[int], gone: Sequence[Portion]) -> Volume:
    amounts = [getattr(volume, name) + less for name, less in zip(AMOUNTS, taken, strict=True)]
    portions = by_category((*volume.portions, *gone))
    if not is_something(amounts, portions):
        raise InvariantBroken(f"more of order {volume.order_ref} came back than was sold")
    return volume._replace(**dict(zip(AMOUNTS, amounts, strict=True)), portions=portions)


def is_something(amounts: Sequence[int], portions: Sequence[Portion]) -> bool:
    """Tell whether neither an order nor a category of it, nor what is in none, is below nothing."""
    in_some = [sum(column) for column in zip(*(portion[1:] for portion in portions), strict=True)]
    rest = [whole - part for whole, part in zip(amounts, in_some or amounts, strict=True)]
    return min(amounts) >= 0 and min(rest) >= 0 and all(min(each[1:]) >= 0 for each in portions)
