"""When the house learns of something about the network."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from core import locks
from core.locks import Lock

TREE_KEY = "sponsor"


def lock_tree() -> None:
    """Let one writer at a time change the network."""
    locks.take(Lock.TREE, TREE_KEY)


def learned_at(at: datetime) -> datetime:
    """Return the instant to record: never before what is known already.

    So knowledge only grows: what the network looked like, as known at a closed instant, stays.
    The caller holds the tree's lock.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT greatest(%s::timestamptz,
                            (SELECT max(recorded_at) FROM network_sponsorship),
                            (SELECT max(recorded_at) FROM network_memberstatuschange),
                            (SELECT max(recorded_at) FROM network_placement),
                            (SELECT max(recorded_at) FROM network_personposition))
            """,
            [at],
        )
        row = cursor.fetchone()
    learned: datetime = row[0]
    return learned
