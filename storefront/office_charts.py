"""The charts of a partner's overview: six months of volume and earnings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import formats

from commissions.public import Dashboard
from core.money import format_money
from core.points import format_points
from storefront.charts import Bar, Measure, bars


@dataclass(frozen=True, slots=True)
class OfficeCharts:
    """Columns a month; empty where there is nothing to compare yet."""

    group_volume: tuple[Bar, ...]
    earned: tuple[Bar, ...]


def charts_of(dashboard: Dashboard, language: str) -> OfficeCharts:
    """Return the charts; one month alone is no chart."""
    points = dashboard.history
    volume = [
        Measure(_short(one.period_key), one.gv_minor, format_points(one.gv_minor, language))
        for one in points
    ]
    settled = [one for one in points if one.is_final]
    earned = [
        Measure(
            _short(one.period_key),
            one.earned_minor,
            format_money(one.earned_minor, dashboard.currency, language),
        )
        for one in settled
    ]
    return OfficeCharts(
        group_volume=bars(volume) if len(volume) > 1 else (),
        earned=bars(earned) if len(earned) > 1 else (),
    )


def _short(period_key: str) -> str:
    """Return a month's short name, a week's number as it is."""
    year, _dash, number = period_key.partition("-")
    if not number.isdigit():
        return number
    return formats.date_format(date(int(year), int(number), 1), "M")
