"""Fill an empty network with members who are numbers only, for measuring."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from core.bare_tables import bare
from core.company import company, local_date
from core.copied_columns import whole, write_columns
from core.errors import Refused
from network.models import Member
from network.services.knowledge import lock_tree

NOBODY = -1
TABLES = (
    "network_account", "network_member", "network_memberstatuschange", "network_sponsorship",
)  # fmt: skip
_MADE = "CREATE TEMPORARY TABLE made (member_id bigint, sponsor_id bigint) ON COMMIT DROP"
_FILL = (
    """
    INSERT INTO network_account (id, password, name_sealed, person_id, language, country, is_active,
                                 opened_at, audience_id, likeness)
    SELECT member_id, '!', '\\x', ('00000000-0000-4000-8000-'
           || lpad(to_hex(member_id), 12, '0'))::uuid, 'de', %(country)s, true, %(at)s,
           'partner', ''
    FROM made ORDER BY member_id
    """,
    """
    INSERT INTO network_member (id, code, status, country, joined_on, source, external_reference,
                                account_id)
    SELECT member_id, 'm' || lpad(member_id::text, 12, '0'), 'active', %(country)s, %(day)s, NULL,
           NULL, member_id
    FROM made ORDER BY member_id
    """,
    """
    INSERT INTO network_memberstatuschange (from_status, to_status, effective_on, recorded_at,
                                            actor, reason, member_id)
    SELECT '', 'active', %(day)s, %(at)s, 'system:fill', 'measuring', member_id
    FROM made ORDER BY member_id
    """,
    """
    INSERT INTO network_sponsorship (valid_from, recorded_at, reason, actor, approver, member_id,
                                     sponsor_id)
    SELECT %(day)s, %(at)s, 'measuring', 'system:fill', '', member_id, sponsor_id
    FROM made ORDER BY member_id
    """,
    "SELECT setval(pg_get_serial_sequence('network_member', 'id'), max(member_id)) FROM made",
    "SELECT setval(pg_get_serial_sequence('network_account', 'id'), max(member_id)) FROM made",
)


class NetworkInUse(Refused):
    """Only an empty network may be filled with made-up members."""

    code = "network.network_in_use"


@transaction.atomic
def fill_network(*, sponsors: NDArray[np.int64], first: int, at: datetime) -> None:
    """Enrol a member for each row, numbered from `first`; `sponsors` are rows, -1 for none.

    They have no names and nobody can sign in to them.
    Raises: NetworkInUse.
    """
    lock_tree()
    if Member.objects.exists():
        raise NetworkInUse(_("There are members already. Measuring needs an empty database."))
    above = np.where(sponsors == NOBODY, NOBODY, sponsors + first)
    numbers = np.arange(first, first + len(sponsors))
    facts: dict[str, Any] = {"country": company().country, "day": local_date(at), "at": at}
    with connection.cursor() as cursor, bare(TABLES):
        cursor.execute(_MADE)
        cells = (whole(numbers, 8), whole(above, 8, absent=NOBODY))
        write_columns("made", "member_id, sponsor_id", [cells])
        for statement in _FILL:
            cursor.execute(statement, facts)
