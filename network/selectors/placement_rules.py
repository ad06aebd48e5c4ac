"""The settings of the placement tree that hold on a day."""

from __future__ import annotations

from datetime import date

from network.models import PlacementRule
from network.placement_facts import PlacementSettings

_COLUMNS = ("valid_from", "width", "depth", "hold_days", "automatic")
MOST_SHOWN = 50


def placement_settings(day: date) -> PlacementSettings | None:
    """Return the settings of a day; None for a company without a placement tree."""
    rows = PlacementRule.objects.filter(valid_from__lte=day).order_by("-valid_from", "-id")
    row = rows.values(*_COLUMNS).first()
    return PlacementSettings(**row) if row else None


def placement_settings_history() -> tuple[PlacementSettings, ...]:
    """Return the settings over time, the latest first."""
    rows = PlacementRule.objects.order_by("-valid_from", "-id").values(*_COLUMNS)
    return tuple(PlacementSettings(**row) for row in rows[:MOST_SHOWN])
