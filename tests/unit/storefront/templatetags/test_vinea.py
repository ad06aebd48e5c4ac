"""Numbers and days are written as readers of each language write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from storefront.templatetags import vinea


@pytest.mark.parametrize(
    ("language", "money", "points", "rate", "day", "month"),
    [
        ("de", "1.234,50\xa0€", "1.000,50\xa0PV", "12,5\xa0%", "05.03.2026", "März 2026"),
        ("en", "€1,234.50", "1,000.50\xa0PV", "12.5%", "5 Mar 2026", "March 2026"),
    ],
)
def test_each_language_writes_its_way(
    language: str, money: str, points: str, rate: str, day: str, month: str
) -> None:
    with translation.override(language):
        assert vinea.money(123450, "EUR") == money
        assert vinea.points(100050) == points
        assert vinea.rate(1250) == rate
        assert vinea.day(date(2026, 3, 5)) == day
        assert vinea.month("2026-03") == month


def test_an_instant_is_shown_on_the_companys_day() -> None:
    late = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    with translation.override("de"), timezone.override(ZoneInfo("Europe/Berlin")):
        assert vinea.day(late) == "01.04.2026"
        assert vinea.instant(late) == "01.04.2026, 00:30"


def test_a_week_is_shown_by_its_number_and_nothing_as_nothing() -> None:
    assert vinea.month("2026-W07") == "Week 7, 2026"
    assert vinea.day(None) == vinea.instant(None) == ""


def test_a_reference_has_a_number() -> None:
    assert vinea.number("run:17") == 17
