"""Keep a statement for every payee of a run, also for those who earned nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, InvariantBroken
from finance.rules.account_paths import is_payee

_INSERT = """
    INSERT INTO finance_statement
        (payee, earned_minor, run_ref, period_key, plan_label, currency, issued_at)
    SELECT row.*, %s, %s, %s, %s, %s FROM unnest(%s::text[], %s::bigint[]) AS row
    ON CONFLICT (run_ref, payee) DO NOTHING
"""
_DIFFERENT = """
    SELECT count(*) FROM unnest(%s::text[], %s::bigint[]) AS wanted (payee, earned_minor)
    JOIN finance_statement s ON s.run_ref = %s AND s.payee = wanted.payee
    WHERE s.earned_minor <> wanted.earned_minor OR s.currency <> %s
"""


class StatementDiffers(Conflict):
    """A statement of this run was issued with another amount; it cannot be changed."""

    code = "finance.statement_differs"


@transaction.atomic
def prepare_statements(
    *,
    run_ref: str,
    period_key: str,
    plan_label: str,
    currency: str,
    rows: Sequence[tuple[str, int]],
    at: datetime,
) -> int:
    """Issue the statements of a run; a repeat changes nothing. Return how many are new.

    Raises: StatementDiffers.
    """
    if not all(is_payee(payee) for payee, _earned in rows):
        raise InvariantBroken('a payee is a path like "member:1042"')
    columns = [payee for payee, _earned in rows], [earned for _payee, earned in rows]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, (run_ref, period_key, plan_label, currency, at, *columns))
        issued = int(cursor.rowcount)
        cursor.execute(_DIFFERENT, (*columns, run_ref, currency))
        (different,) = cursor.fetchone()
    if different:
        text = _("%(count)d statements of this run were issued with other amounts.")
        raise StatementDiffers(text % {"count": different}, run_ref=run_ref, count=different)
    return issued
