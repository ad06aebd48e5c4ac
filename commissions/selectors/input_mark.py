"""A short text that changes whenever the figures of an open period may have changed."""

from __future__ import annotations

from django.db import connection

from commissions.models import PlanVersion
from core.periods import Period
from network import public as network

# Every table here is append-only, so its last number tells whether anything came.
_LAST = """
SELECT (SELECT max(id) FROM commissions_volumeentry),
       (SELECT max(id) FROM commissions_volumereversal),
       (SELECT max(id) FROM commissions_run WHERE state = 'published')
"""


def input_mark(version: PlanVersion, period: Period) -> str:
    """Return the mark of what a period's figures are worked out from, by a plan."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        volume, reversal, run = cursor.fetchone()
    seen = f"{volume}:{reversal}:{run}"
    return f"{version.pk}:{period.key}:{seen}:{network.network_mark()}"
