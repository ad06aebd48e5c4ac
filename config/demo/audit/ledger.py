"""The ledger against earnings and vesting days; nothing else may touch members."""

from __future__ import annotations

import json

from django.db import connection

from config.demo.audit.findings import Finding, differences
from config.demo.audit.plan_terms import read_terms

# Which accounts of one member money may move between, and which of the company's it meets.
_STRANGE_MOVES = """
WITH way (source, destination) AS (VALUES
    ('cost', 'pending'), ('pending', 'cost'), ('pending', 'vested'), ('pending', 'reserve'),
    ('pending', 'payable'), ('reserve', 'vested'), ('reserve', 'cost'), ('vested', 'cost'),
    ('payable', 'cost'), ('receivable', 'cost'), ('vested', 'payable'), ('payable', 'vested'),
    ('receivable', 'vested'), ('input_tax', 'payable'), ('payable', 'input_tax'),
    ('receivable', 'input_tax'), ('payable', 'receivable'), ('payable', 'transit'),
    ('transit', 'payable'), ('bank', 'receivable')
), moved AS (
    SELECT id, source, destination,
           CASE source WHEN 'company:commission_cost' THEN 'cost'
                WHEN 'company:transfers_in_transit' THEN 'transit'
                ELSE regexp_replace(source, '^(company|member:[0-9]+):', '') END AS from_account,
           CASE destination WHEN 'company:commission_cost' THEN 'cost'
                WHEN 'company:transfers_in_transit' THEN 'transit'
                ELSE regexp_replace(destination, '^(company|member:[0-9]+):', '') END AS to_account,
           substring(source FROM '^member:[0-9]+') AS giver,
           substring(destination FROM '^member:[0-9]+') AS taker
    FROM finance_ledgerposting
    WHERE source LIKE 'member:%%' OR destination LIKE 'member:%%'
)
SELECT 'posting ' || id, 'a way of the money', source || ' > ' || destination
FROM moved
WHERE giver <> taker OR (from_account, to_account) NOT IN (SELECT source, destination FROM way)
ORDER BY id
"""

# A line waits until its order has vested in the run that first counted it. What rests on no order
# waits for its run's own day; below zero, it lowers what vests first.
_PARTS = """
WITH line AS MATERIALIZED (
    SELECT coalesce(l.corrects_run_id, l.run_id) AS run_id, l.volume_entry_id, l.member_id,
           sum(l.amount_minor) AS minor
    FROM commissions_earningline l
    JOIN commissions_run r ON r.id = l.run_id AND r.state = 'published'
    GROUP BY 1, 2, 3
), cut AS (
    SELECT run_id, member_id, sum(amount_minor) AS minor FROM commissions_vestedcut GROUP BY 1, 2
), rest AS (
    SELECT l.run_id, l.member_id, l.minor + coalesce(cut.minor, 0) AS minor,
           EXISTS (SELECT 1 FROM commissions_vestedrest v WHERE v.run_id = l.run_id) AS has_vested
    FROM line l LEFT JOIN cut USING (run_id, member_id) WHERE l.volume_entry_id IS NULL
)
"""
_PENDING = """, waiting AS (
    SELECT member_id, sum(minor) AS minor FROM (
        SELECT l.member_id, l.minor FROM line l
        WHERE l.volume_entry_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM commissions_vestedvolume v
                          WHERE v.run_id = l.run_id AND v.volume_entry_id = l.volume_entry_id)
        UNION ALL SELECT member_id, minor FROM rest WHERE NOT has_vested OR minor < 0
    ) parts GROUP BY 1
), pending AS (
    SELECT split_part(account, ':', 2)::bigint AS member_id, sum(minor) AS minor
    FROM (SELECT destination AS account, amount_minor AS minor FROM finance_ledgerposting
          UNION ALL SELECT source, -amount_minor FROM finance_ledgerposting) moves
    WHERE account LIKE 'member:%%:pending' GROUP BY 1
)
SELECT 'member ' || member_id, coalesce(waiting.minor, 0) || ' of orders that have not vested',
       coalesce(pending.minor, 0) || ' pending'
FROM waiting FULL JOIN pending USING (member_id)
WHERE coalesce(waiting.minor, 0) <> coalesce(pending.minor, 0) ORDER BY 1
"""

_VESTING_DAYS = """
SELECT concat_ws(' ', 'run', v.run_id, 'entry', v.volume_entry_id),
       (o.delivered_at AT TIME ZONE c.time_zone)::date + due.days + 1, b.vests_on
FROM commissions_vestedvolume v
JOIN commissions_vesting b ON b.id = v.vesting_id
JOIN commissions_run r ON r.id = v.run_id AND r.plan_version_id = %(plan_version)s
JOIN commissions_volumeentry e ON e.id = v.volume_entry_id
JOIN shop_order o ON o.id = e.order_id
CROSS JOIN core_companysettings c
CROSS JOIN LATERAL (
    SELECT greatest(%(days)s, (%(by_payment)s::jsonb ->> o.payment_method)::int) AS days
) due
WHERE o.delivered_at IS NOT NULL
  AND (b.vests_on IS DISTINCT FROM (o.delivered_at AT TIME ZONE c.time_zone)::date + due.days + 1
       OR b.vests_on > (b.booked_at AT TIME ZONE c.time_zone)::date)
ORDER BY 1
"""

# A correction vests with the run that it corrects.
_OVERLOOKED = """
WITH vested AS (
    SELECT max(vests_on) AS day, max(booked_at) AS at FROM commissions_vesting
)
SELECT DISTINCT concat_ws(' ', 'run', r.id, 'entry', e.id), 'vested', 'still pending'
FROM commissions_run r
CROSS JOIN vested
JOIN commissions_earningline l ON l.run_id = r.id AND l.corrects_run_id IS NULL
JOIN commissions_volumeentry e ON e.id = l.volume_entry_id
JOIN commissions_volumedelivery d ON d.entry_id = e.id
WHERE r.state = 'published' AND r.plan_version_id = %(plan_version)s
  AND r.published_at < vested.at AND d.recorded_at < vested.at
  AND d.delivered_on + %(longest)s + 1 <= vested.day
  AND NOT EXISTS (SELECT 1 FROM commissions_volumereversal b WHERE b.entry_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM commissions_vestedvolume v
                  WHERE v.run_id = r.id AND v.volume_entry_id = e.id)
ORDER BY 1
"""

# What rests on no order vests once, on its day, and not much later.
_REST_DAYS = """
WITH vested AS (
    SELECT max(vests_on) AS day, max(booked_at) AS at FROM commissions_vesting
), run AS (
    SELECT r.id, r.ends_before + %(rest_days)s AS due, r.published_at, b.vests_on, b.booked_at
    FROM commissions_run r
    LEFT JOIN commissions_vestedrest v ON v.run_id = r.id
    LEFT JOIN commissions_vesting b ON b.id = v.vesting_id
    WHERE r.state = 'published' AND r.plan_version_id = %(plan_version)s
)
SELECT 'run ' || run.id, run.due, run.vests_on
FROM run CROSS JOIN vested CROSS JOIN core_companysettings c
WHERE run.vests_on <> run.due
   OR run.vests_on > (run.booked_at AT TIME ZONE c.time_zone)::date
   OR run.vests_on IS NULL AND run.published_at < vested.at AND run.due <= vested.day
      AND EXISTS (SELECT 1 FROM commissions_earningline l
                  WHERE l.run_id = run.id AND l.volume_entry_id IS NULL)
ORDER BY 1
"""

_EARNED = """
WITH line AS (
    SELECT run_id, member_id, sum(amount_minor) AS minor
    FROM commissions_earningline GROUP BY run_id, member_id
), earned AS (
    SELECT 'run:' || run_id AS run_ref, 'member:' || member_id AS payee, minor
    FROM line JOIN commissions_run r ON r.id = line.run_id AND r.state = 'published'
)
"""
_STATEMENTS = """
SELECT concat_ws(' ', run_ref, payee), coalesce(e.minor, 0), s.earned_minor
FROM earned e FULL JOIN finance_statement s USING (run_ref, payee)
WHERE s.earned_minor IS DISTINCT FROM coalesce(e.minor, 0) ORDER BY 1
"""

# For each member and run: what the ledger took from the cost account, less what it gave back.
_BOOKED = """, move AS (
    SELECT t.reference AS run_ref, regexp_replace(p.destination, ':[a-z]+$', '') AS payee,
           p.amount_minor AS minor
    FROM finance_ledgerposting p JOIN finance_ledgertransaction t ON t.id = p.transaction_id
    WHERE p.source = 'company:commission_cost' AND p.destination LIKE 'member:%%'
    UNION ALL
    SELECT t.reference, regexp_replace(p.source, ':[a-z]+$', ''), -p.amount_minor
    FROM finance_ledgerposting p JOIN finance_ledgertransaction t ON t.id = p.transaction_id
    WHERE p.destination = 'company:commission_cost' AND p.source LIKE 'member:%%'
), booked AS (SELECT run_ref, payee, sum(minor) AS minor FROM move GROUP BY 1, 2)
SELECT concat_ws(' ', run_ref, payee), coalesce(e.minor, 0), coalesce(b.minor, 0)
FROM earned e FULL JOIN booked b USING (run_ref, payee)
WHERE coalesce(e.minor, 0) <> coalesce(b.minor, 0) ORDER BY 1
"""


# Entries are sorted out by what they lack, not by what they have: that keeps the plan a hash join.
_UNTRACED = """, rootless AS MATERIALIZED (
    SELECT e.id AS entry_id
    FROM commissions_volumeentry e
    LEFT JOIN shop_order o ON o.id = e.order_id
     AND (o.delivered_at IS NOT NULL
          OR EXISTS (SELECT 1 FROM commissions_volumereversal b WHERE b.entry_id = e.id))
    LEFT JOIN shop_orderline l ON l.order_id = o.id
    GROUP BY e.id, e.net_minor, e.cv_minor, e.pv_minor
    HAVING coalesce(sum(l.net_minor), -1) <> e.net_minor
        OR coalesce(sum(l.cv_minor), -1) <> e.cv_minor
        OR coalesce(sum(l.pv_minor), -1) <> e.pv_minor
), traced AS (
    SELECT member_id, sum(minor) AS minor FROM (
        SELECT l.member_id, l.minor
        FROM line l JOIN commissions_vestedvolume v USING (run_id, volume_entry_id)
        WHERE v.volume_entry_id NOT IN (SELECT entry_id FROM rootless)
        UNION ALL SELECT member_id, minor FROM rest WHERE has_vested AND minor > 0
        UNION ALL SELECT member_id, -minor FROM cut
    ) parts GROUP BY member_id
), free AS (
    SELECT split_part(source, ':', 2)::bigint AS member_id,
           sum(amount_minor) FILTER (WHERE source LIKE '%%:pending'
                                     AND destination <> 'company:commission_cost')
           - coalesce(sum(amount_minor) FILTER (WHERE source NOT LIKE '%%:pending'
                                       AND destination = 'company:commission_cost'), 0) AS minor
    FROM finance_ledgerposting WHERE source LIKE 'member:%%' GROUP BY 1
)
SELECT 'member ' || member_id, coalesce(traced.minor, 0) || ' traced', free.minor || ' vested'
FROM free LEFT JOIN traced USING (member_id)
WHERE free.minor > coalesce(traced.minor, 0) ORDER BY 1
"""


def audit_ledger() -> list[Finding]:
    """List what the ledger says otherwise than earnings, vesting days and payouts."""
    findings = [
        *differences("ledger moves", _STRANGE_MOVES),
        *differences("pending = what has not vested", _PARTS + _PENDING),
        *differences("statements = earnings", _EARNED + _STATEMENTS),
        *differences("ledger = earnings of each run", _EARNED + _BOOKED),
        *differences("vested cents trace to orders", _PARTS + _UNTRACED),
    ]
    for terms in _vesting_terms():
        findings += differences("vesting days", _VESTING_DAYS, terms)
        findings += differences("nothing vests too late", _OVERLOOKED, terms)
        if terms["rest_days"] is not None:
            findings += differences("what rests on no order vests on its day", _REST_DAYS, terms)
    return findings


def _vesting_terms() -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, document FROM commissions_planversion ORDER BY id")
        rows = [(number, read_terms(bytes(text))) for number, text in cursor.fetchall()]
    return [
        {
            "plan_version": number,
            "days": terms.vesting_days,
            "rest_days": terms.rest_vesting_days,
            "by_payment": json.dumps(dict(terms.vesting_by_payment)),
            "longest": max(terms.vesting_days, *terms.vesting_by_payment.values(), 0),
        }
        for number, terms in rows
    ]
