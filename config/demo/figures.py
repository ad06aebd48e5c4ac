"""The figures of a company as raw SQL: what a replay prints, month by month."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import connection

_TOTALS = """
SELECT (SELECT count(*) FROM shop_order WHERE origin = %(source)s),
       (SELECT count(*) FROM network_member),
       (SELECT coalesce(sum(amount_minor), 0) FROM finance_ledgerposting
        WHERE source = 'company:commission_cost'),
       (SELECT coalesce(min(currency), 'EUR') FROM shop_order WHERE origin = %(source)s)
"""

_MONTHS = """
WITH sold AS (
    SELECT to_char(o.placed_at AT TIME ZONE c.time_zone, 'YYYY-MM') AS period, count(*) AS orders,
           sum(o.gross_minor) AS amount
    FROM shop_order o CROSS JOIN core_companysettings c
    WHERE o.origin = %(source)s GROUP BY 1
), volume AS (
    SELECT to_char(paid_on, 'YYYY-MM') AS period, sum(pv_minor) AS pv
    FROM commissions_volumeentry GROUP BY 1
), earned AS (
    SELECT r.period_key AS period, sum(l.amount_minor) AS minor
    FROM commissions_run r JOIN commissions_earningline l ON l.run_id = r.id
    WHERE r.state = 'published' GROUP BY 1
), paid AS (
    SELECT to_char(b.pay_on - interval '1 month', 'YYYY-MM') AS period,
           sum(l.amount_minor) AS minor
    FROM finance_payoutline l JOIN finance_payoutbatch b ON b.id = l.batch_id
    WHERE l.state = 'paid' GROUP BY 1
)
SELECT period, coalesce(orders, 0), coalesce(amount, 0), coalesce(pv, 0),
       coalesce(earned.minor, 0), coalesce(paid.minor, 0)
FROM sold FULL JOIN volume USING (period) FULL JOIN earned USING (period)
FULL JOIN paid USING (period) ORDER BY period
"""


@dataclass(frozen=True, slots=True)
class Month:
    """One month. `paid_minor` is what was sent to the bank in the month after it."""

    period: str
    orders: int
    amount_minor: int
    pv_minor: int
    earned_minor: int
    paid_minor: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`ledger_sum_minor` is what the ledger says was credited to members as earned."""

    orders: int
    members: int
    ledger_sum_minor: int
    currency: str
    months: tuple[Month, ...]

    def as_json(self) -> dict[str, object]:
        """Return plain values in the order in which they are printed."""
        return {
            "orders": self.orders,
            "members": self.members,
            "ledger_sum_minor": self.ledger_sum_minor,
            "currency": self.currency,
            "months": [asdict(month) for month in self.months],
        }


def figures_of(source: str) -> Figures:
    """Return the figures of a company whose orders come from one source."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, {"source": source})
        orders, members, ledger_sum, currency = cursor.fetchone()
        cursor.execute(_MONTHS, {"source": source})
        months = tuple(Month(row[0], *map(int, row[1:])) for row in cursor.fetchall())
    return Figures(orders, members, int(ledger_sum), currency, months)
