"""Two columns as one PostgreSQL range, for exclusion constraints."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.db.models import Func


class DateRange(Func):
    """Half-open days; an open end is NULL."""

    function = "daterange"
    output_field = DateRangeField()


class InstantRange(Func):
    """Half-open instants; an open end is NULL."""

    function = "tstzrange"
    output_field = DateTimeRangeField()
