"""Look for ledger rows that changed after they were sealed.

PostgreSQL recomputes every hash from the raw tables; none of the code that booked or sealed runs
here. The hashed texts are described in `rules.fingerprints`.
"""

from __future__ import annotations

from django.db import connection

from finance.facts import LedgerCheck, LedgerFinding

_FINDINGS = """
WITH lines AS (
    SELECT transaction_id, count(*) AS present, count(DISTINCT currency) AS currencies,
           string_agg(E'\\n' || concat_ws('|', id, source, destination, amount_minor, currency), ''
                      ORDER BY id) AS text
    FROM finance_ledgerposting GROUP BY transaction_id
), recomputed AS (
    SELECT t.id, t.posting_count, l.present, l.currencies,
           encode(sha256(convert_to(concat(
               concat_ws('|', t.id, t.idempotency_key, t.request_hash, t.kind,
                         to_char(t.effective_on, 'YYYY-MM-DD'),
                         to_char(t.booked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                         t.reference, coalesce(t.reverses_id::text, ''), t.reason,
                         t.posting_count),
               l.text), 'UTF8')), 'hex') AS content
    FROM finance_ledgertransaction t LEFT JOIN lines l ON l.transaction_id = t.id
), chain AS (
    SELECT s.*, lag(s.position, 1, 0::bigint) OVER by_position AS previous_position,
           lag(s.chain_sha256, 1, repeat('0', 64)::varchar) OVER by_position AS previous_chain
    FROM finance_ledgerseal s WINDOW by_position AS (ORDER BY s.position)
)
SELECT transaction_id, position, problem FROM (
    SELECT c.transaction_id, c.position,
           CASE WHEN r.id IS NULL THEN 'sealed transaction is missing'
                WHEN r.content <> c.content_sha256 THEN 'transaction differs from its seal'
           END AS problem
    FROM chain c LEFT JOIN recomputed r ON r.id = c.transaction_id
    UNION ALL
    SELECT c.transaction_id, c.position,
           CASE WHEN c.position <> c.previous_position + 1 THEN 'seals before this one are missing'
                WHEN c.chain_sha256 <> encode(sha256(convert_to(
                    concat(c.previous_chain, c.content_sha256, c.position,
                           CASE WHEN c.version > 1 THEN concat('|',
                               to_char(c.sealed_at AT TIME ZONE 'UTC',
                                       'YYYY-MM-DD"T"HH24:MI:SS.US'), '|', c.version) END),
                    'UTF8')), 'hex')
                THEN 'seal does not follow from the one before'
           END
    FROM chain c
    UNION ALL
    SELECT r.id, NULL,
           CASE WHEN r.present IS DISTINCT FROM r.posting_count THEN 'postings are missing or added'
                WHEN r.currencies <> 1 THEN 'postings mix currencies'
           END
    FROM recomputed r
    UNION ALL
    SELECT l.transaction_id, NULL, 'postings without a transaction'
    FROM lines l LEFT JOIN finance_ledgertransaction t ON t.id = l.transaction_id
    WHERE t.id IS NULL
) looked_at
WHERE problem IS NOT NULL ORDER BY transaction_id, position NULLS LAST, problem LIMIT %s
"""
_COUNTS = """
SELECT (SELECT count(*) FROM finance_ledgertransaction), (SELECT count(*) FROM finance_ledgerseal),
       coalesce((SELECT chain_sha256 FROM finance_ledgerseal ORDER BY position DESC LIMIT 1), '')
"""


def verify_ledger(*, limit: int = 1_000) -> LedgerCheck:
    """Recompute every seal and name what does not fit, by transaction and place in the chain."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        transactions, sealed, head = cursor.fetchone()
        cursor.execute(_FINDINGS, [limit])
        findings = tuple(LedgerFinding(*row) for row in cursor.fetchall())
    return LedgerCheck(transactions, sealed, head, findings)
