"""The ledger per member against earnings, vesting and payouts; nothing else may touch members."""

from __future__ import annotations

from django.db import connection

from config.demo.audit.findings import Finding, differences
from config.demo.audit.plan_terms import read_terms

_MOVES = """
WITH earned AS (
    SELECT l.member_id, v.currency, sum(l.amount_minor) AS minor
    FROM commissions_earningline l
    JOIN commissions_run r ON r.id = l.run_id AND r.state = 'published'
    JOIN commissions_volumeentry v ON v.id = l.volume_entry_id
    GROUP BY 1, 2
), paid AS (
    SELECT split_part(payee, ':', 2)::bigint AS member_id, currency, sum(amount_minor) AS minor
    FROM finance_payoutline WHERE state = 'paid' AND payee LIKE 'member:%%' GROUP BY 1, 2
), booked AS (
    SELECT split_part(destination, ':', 2)::bigint AS member_id, currency,
           sum(amount_minor) FILTER (WHERE source = 'company:commission_cost') AS credited
    FROM finance_ledgerposting WHERE destination LIKE 'member:%%:pending' GROUP BY 1, 2
), sent AS (
    SELECT split_part(source, ':', 2)::bigint AS member_id, currency,
           sum(amount_minor) FILTER (WHERE destination = 'company:transfers_in_transit') AS sent
    FROM finance_ledgerposting WHERE source LIKE 'member:%%:payable' GROUP BY 1, 2
)
SELECT 'member ' || member_id || ' ' || currency,
       concat_ws(' ', 'earned', coalesce(earned.minor, 0), 'paid', coalesce(paid.minor, 0)),
       concat_ws(' ', 'credited', coalesce(credited, 0), 'sent', coalesce(sent, 0))
FROM earned FULL JOIN booked USING (member_id, currency)
FULL JOIN paid USING (member_id, currency) FULL JOIN sent USING (member_id, currency)
WHERE coalesce(earned.minor, 0) <> coalesce(credited, 0)
   OR coalesce(paid.minor, 0) <> coalesce(sent, 0)
ORDER BY 1
"""

_STRANGE_MOVES = """
SELECT 'posting ' || id, 'cost > pending > payable > in transit',
       source || ' > ' || destination
FROM finance_ledgerposting
WHERE (source LIKE 'member:%%' OR destination LIKE 'member:%%')
  AND NOT (source = 'company:commission_cost' AND destination ~ '^member:[0-9]+:pending$')
  AND NOT (source ~ '^member:[0-9]+:pending$'
           AND destination = replace(source, ':pending', ':payable'))
  AND NOT (source ~ '^member:[0-9]+:payable$' AND destination = 'company:transfers_in_transit')
ORDER BY id
"""

_OVERDRAWN = """
SELECT account || ' ' || currency, 'not below zero', sum(minor)::text
FROM (SELECT destination AS account, currency, amount_minor AS minor FROM finance_ledgerposting
      UNION ALL SELECT source, currency, -amount_minor FROM finance_ledgerposting) moves
WHERE account LIKE 'member:%%' GROUP BY account, currency HAVING sum(minor) < 0 ORDER BY 1
"""

_VESTED = """
WITH due AS (
    SELECT l.member_id, sum(l.amount_minor) AS minor
    FROM commissions_vestedvolume v
    JOIN commissions_run r ON r.id = v.run_id AND r.state = 'published'
    JOIN commissions_earningline l ON l.run_id = v.run_id
                                  AND l.volume_entry_id = v.volume_entry_id
    GROUP BY 1
), moved AS (
    SELECT split_part(destination, ':', 2)::bigint AS member_id, sum(amount_minor) AS minor
    FROM finance_ledgerposting WHERE destination LIKE 'member:%%:payable' GROUP BY 1
)
SELECT 'member ' || member_id, coalesce(due.minor, 0), coalesce(moved.minor, 0)
FROM due FULL JOIN moved USING (member_id)
WHERE coalesce(due.minor, 0) <> coalesce(moved.minor, 0) ORDER BY 1
"""

_VESTING_DAYS = """
SELECT concat_ws(' ', 'run', v.run_id, 'entry', v.volume_entry_id),
       (o.delivered_at AT TIME ZONE c.time_zone)::date + %(days)s + 1, b.vests_on
FROM commissions_vestedvolume v
JOIN commissions_vesting b ON b.id = v.vesting_id
JOIN commissions_run r ON r.id = v.run_id AND r.plan_version_id = %(plan_version)s
JOIN commissions_volumeentry e ON e.id = v.volume_entry_id
JOIN shop_order o ON o.id = e.order_id
CROSS JOIN core_companysettings c
WHERE b.vests_on IS DISTINCT FROM (o.delivered_at AT TIME ZONE c.time_zone)::date + %(days)s + 1
   OR b.vests_on > (b.booked_at AT TIME ZONE c.time_zone)::date
ORDER BY 1
"""

_OVERLOOKED = """
WITH vested AS (
    SELECT max(vests_on) AS day, max(booked_at) AS at FROM commissions_vesting
)
SELECT DISTINCT concat_ws(' ', 'run', r.id, 'entry', e.id), 'vested', 'still pending'
FROM commissions_run r
CROSS JOIN vested
JOIN commissions_earningline l ON l.run_id = r.id
JOIN commissions_volumeentry e ON e.id = l.volume_entry_id
JOIN commissions_volumedelivery d ON d.entry_id = e.id
WHERE r.state = 'published' AND r.plan_version_id = %(plan_version)s
  AND r.published_at < vested.at AND d.recorded_at < vested.at
  AND d.delivered_on + %(days)s + 1 <= vested.day
  AND NOT EXISTS (SELECT 1 FROM commissions_vestedvolume v
                  WHERE v.run_id = r.id AND v.volume_entry_id = e.id)
ORDER BY 1
"""

_STATEMENTS = """
WITH line AS (
    SELECT run_id, member_id, sum(amount_minor) AS minor
    FROM commissions_earningline GROUP BY run_id, member_id
), earned AS (
    SELECT 'run:' || run_id AS run_ref, 'member:' || member_id AS payee, minor
    FROM line JOIN commissions_run r ON r.id = line.run_id AND r.state = 'published'
)
SELECT concat_ws(' ', run_ref, payee), coalesce(e.minor, 0), s.earned_minor
FROM earned e FULL JOIN finance_statement s USING (run_ref, payee)
WHERE s.earned_minor IS DISTINCT FROM coalesce(e.minor, 0) ORDER BY 1
"""

# Entries are sorted out by what they lack, not by what they have: that keeps the plan a hash join.
_UNTRACED = """
WITH rootless AS MATERIALIZED (
    SELECT e.id AS entry_id
    FROM commissions_volumeentry e
    LEFT JOIN shop_order o ON o.id = e.order_id AND o.delivered_at IS NOT NULL
    LEFT JOIN shop_orderline l ON l.order_id = o.id
    GROUP BY e.id, e.net_minor, e.cv_minor, e.pv_minor
    HAVING coalesce(sum(l.net_minor), -1) <> e.net_minor
        OR coalesce(sum(l.cv_minor), -1) <> e.cv_minor
        OR coalesce(sum(l.pv_minor), -1) <> e.pv_minor
), earned AS MATERIALIZED (
    SELECT run_id, volume_entry_id, member_id, sum(amount_minor) AS minor
    FROM commissions_earningline GROUP BY run_id, volume_entry_id, member_id
), traced AS (
    SELECT e.member_id, sum(e.minor) AS minor
    FROM earned e
    JOIN commissions_vestedvolume v USING (run_id, volume_entry_id)
    WHERE v.volume_entry_id NOT IN (SELECT entry_id FROM rootless)
    GROUP BY e.member_id
), payable AS (
    SELECT split_part(destination, ':', 2)::bigint AS member_id, sum(amount_minor) AS minor
    FROM finance_ledgerposting WHERE destination LIKE 'member:%%:payable' GROUP BY 1
)
SELECT 'member ' || member_id, coalesce(traced.minor, 0) || ' traced', payable.minor || ' payable'
FROM payable LEFT JOIN traced USING (member_id)
WHERE payable.minor > coalesce(traced.minor, 0) ORDER BY 1
"""


def audit_ledger() -> list[Finding]:
    """List what the ledger says otherwise than earnings, vesting days and payouts."""
    findings = [
        *differences("ledger = earnings and payouts", _MOVES),
        *differences("ledger moves", _STRANGE_MOVES),
        *differences("ledger balances", _OVERDRAWN),
        *differences("payable = vested earnings", _VESTED),
        *differences("statements = earnings", _STATEMENTS),
        *differences("payable cents trace to orders", _UNTRACED),
    ]
    for plan_version, days in _vesting_terms():
        terms: dict[str, object] = {"plan_version": plan_version, "days": days}
        findings += differences("vesting days", _VESTING_DAYS, terms)
        findings += differences("nothing vests too late", _OVERLOOKED, terms)
    return findings


def _vesting_terms() -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, document FROM commissions_planversion ORDER BY id")
        return [(pk, read_terms(bytes(text)).vesting_days) for pk, text in cursor.fetchall()]
