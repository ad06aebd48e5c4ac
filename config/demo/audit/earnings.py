"""Every published run of a plan of levels computed again in SQL, and compared line by line.

What holds of every run, whatever its plan is made of, stands in any_kind.py.

The tree is the run's own snapshot, which is first compared with the sponsorships; volumes are the
entries of the period; rates and ranks are read from the signed document. Group volumes and levels
are walked by recursive queries, member by member: slow, plain, and nothing like the engine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection

from config.demo.audit.findings import Finding, differences
from config.demo.audit.plan_terms import PlanTerms, read_terms

_RUNS = """
SELECT r.id, r.follows_id, r.ends_before - 1 AS last_day, r.drafted_at, r.plan_code, p.document
FROM commissions_run r JOIN commissions_planversion p ON p.id = r.plan_version_id
WHERE r.state = 'published' ORDER BY r.id
"""

_SNAPSHOT = """
SELECT 'run ' || %(run)s || ' member ' || coalesce(m.member_id, s.member_id),
       'sponsor ' || coalesce(s.sponsor_id::text, 'none'),
       'sponsor ' || coalesce(m.sponsor_id::text, 'none')
FROM (SELECT * FROM commissions_runmember WHERE run_id = %(run)s) m
FULL JOIN (
    SELECT member_id, sponsor_id FROM network_sponsorship
    WHERE valid_from <= %(last_day)s AND (valid_until IS NULL OR valid_until > %(last_day)s)
      AND recorded_at <= %(drafted_at)s
      AND (superseded_at IS NULL OR superseded_at > %(drafted_at)s)
) s USING (member_id)
WHERE m.member_id IS NULL OR s.member_id IS NULL OR m.sponsor_id IS DISTINCT FROM s.sponsor_id
ORDER BY 1
"""

# An entry counts in the first run that ends after its day and was drafted once it was known.
_COUNTED = """
WITH run AS (
    SELECT id, starts_on, ends_before, drafted_at FROM commissions_run
    WHERE state = 'published' AND plan_code = %(plan)s
), entry AS (
    SELECT id, recorded_at, CASE %(volume_date)s WHEN 'placed' THEN placed_on ELSE paid_on END
           AS day FROM commissions_volumeentry
    WHERE currency = %(currency)s
      AND (cardinality(%(markets)s::text[]) = 0 OR country = ANY (%(markets)s))
), expected AS (
    SELECT e.id, (SELECT r.id FROM run r
                  WHERE r.ends_before > e.day AND r.drafted_at >= e.recorded_at
                  ORDER BY r.starts_on LIMIT 1) AS run_id
    FROM entry e
    WHERE EXISTS (SELECT 1 FROM run o WHERE e.day >= o.starts_on AND e.day < o.ends_before)
), counted AS (
    SELECT v.volume_entry_id AS id, v.run_id
    FROM commissions_runvolume v JOIN run ON run.id = v.run_id
)
SELECT 'entry ' || id, 'run ' || expected.run_id, 'run ' || counted.run_id
FROM expected FULL JOIN counted USING (id)
WHERE expected.run_id IS DISTINCT FROM counted.run_id ORDER BY id
"""

# What came back and counts in the same run lowers its own orders; what came back of orders that an
# earlier run counted lowers points here where the plan says so, and is corrected line by line.
_ENTRIES = """
DROP TABLE IF EXISTS pg_temp.audit_entry, pg_temp.audit_member, pg_temp.audit_level;
DROP TABLE IF EXISTS pg_temp.audit_points, pg_temp.audit_rank;
CREATE TEMPORARY TABLE audit_entry AS
WITH back AS (
    SELECT r.entry_id, sum(r.pv_minor) AS pv, sum(r.cv_minor) AS cv, sum(r.net_minor) AS net
    FROM commissions_runreversal x JOIN commissions_volumereversal r ON r.id = x.reversal_id
    WHERE x.run_id = %(run)s GROUP BY r.entry_id
)
SELECT e.id, e.member_id, e.kind, (e.pv_minor + coalesce(b.pv, 0))::bigint AS pv_minor,
       (e.cv_minor + coalesce(b.cv, 0))::bigint AS cv_minor,
       (e.net_minor + coalesce(b.net, 0))::bigint AS net_minor
FROM commissions_runvolume v JOIN commissions_volumeentry e ON e.id = v.volume_entry_id
LEFT JOIN back b ON b.entry_id = e.id
WHERE v.run_id = %(run)s;
CREATE TEMPORARY TABLE audit_points AS
SELECT member_id, kind, pv_minor FROM pg_temp.audit_entry
UNION ALL
SELECT e.member_id, e.kind, r.pv_minor
FROM commissions_runreversal x JOIN commissions_volumereversal r ON r.id = x.reversal_id
JOIN commissions_volumeentry e ON e.id = r.entry_id
WHERE x.run_id = %(run)s AND %(lowers_points)s
  AND NOT EXISTS (SELECT 1 FROM pg_temp.audit_entry a WHERE a.id = e.id);
"""

_MEMBERS = """
CREATE TEMPORARY TABLE audit_member AS
SELECT m.member_id, m.sponsor_id, m.status, 0::bigint AS gv,
       coalesce(sum(e.pv_minor) FILTER (WHERE %(customers)s OR e.kind = 'own'), 0)::bigint AS pv
FROM commissions_runmember m LEFT JOIN pg_temp.audit_points e ON e.member_id = m.member_id
WHERE m.run_id = %(run)s GROUP BY m.member_id, m.sponsor_id, m.status;
CREATE UNIQUE INDEX ON pg_temp.audit_member (member_id);
ANALYZE pg_temp.audit_member;
ALTER TABLE pg_temp.audit_member ADD is_active boolean, ADD earned int, ADD held int, ADD paid int,
    ADD title int, ADD missed int;
CREATE TEMPORARY TABLE audit_rank AS
SELECT * FROM jsonb_to_recordset(%(ranks)s::jsonb) AS r (number int, id text, gv bigint, pv bigint);
"""

_GROUPS = """
WITH RECURSIVE up AS (
    SELECT member_id, sponsor_id, pv, 0 AS steps FROM pg_temp.audit_member WHERE pv <> 0
    UNION ALL
    SELECT m.member_id, m.sponsor_id, up.pv, up.steps + 1
    FROM up JOIN pg_temp.audit_member m ON m.member_id = up.sponsor_id
    WHERE up.steps < 100000
), summed AS (SELECT member_id, sum(pv) AS gv FROM up GROUP BY member_id)
UPDATE pg_temp.audit_member m SET gv = summed.gv
FROM summed WHERE summed.member_id = m.member_id
"""

# Ranks as numbers from 0; -1 is none. What was held before is what the run before stored, which
# was audited in its turn. Returns may bring volumes below zero: the lowest rank is everybody's
# all the same, and without a minimum everybody is active.
_RANKS = """
UPDATE pg_temp.audit_member m
SET is_active = m.status = 'active' AND (m.pv >= %(active_pv)s OR %(active_pv)s = 0),
    earned = coalesce((
        SELECT max(r.number) FROM pg_temp.audit_rank r
        WHERE m.status = 'active' AND greatest(m.gv, 0) >= r.gv AND greatest(m.pv, 0) >= r.pv), -1);
WITH before AS (
    SELECT m.member_id, coalesce(h.number, -1) AS held, coalesce(b.missed, 0) AS missed,
           coalesce(t.number, -1) AS title
    FROM pg_temp.audit_member m
    LEFT JOIN commissions_runmember b ON b.run_id = %(follows)s AND b.member_id = m.member_id
    LEFT JOIN pg_temp.audit_rank h ON h.id = b.held_rank
    LEFT JOIN pg_temp.audit_rank t ON t.id = b.title
), kept AS (
    SELECT m.member_id, b.held AS was_held, b.missed AS was_missed, b.title AS was_title,
           CASE WHEN m.status <> 'active' THEN -1
                WHEN %(demotion)s = 'never' OR b.missed < %(grace)s
                THEN greatest(m.earned, b.held)
                WHEN %(demotion)s = 'one_step' THEN greatest(m.earned, b.held - 1)
                ELSE m.earned END AS held
    FROM pg_temp.audit_member m JOIN before b USING (member_id)
), paid AS (
    SELECT m.member_id, k.held, k.was_title,
           CASE WHEN k.held > m.earned THEN k.was_missed + 1 ELSE 0 END AS missed,
           CASE WHEN m.status <> 'active' OR m.earned < 0 THEN -1
                WHEN %(paid_by_last_period)s THEN greatest(k.was_held, 0)
                ELSE k.held END AS paid
    FROM pg_temp.audit_member m JOIN kept k USING (member_id)
)
UPDATE pg_temp.audit_member m SET held = p.held, missed = p.missed, paid = p.paid,
    title = greatest(p.paid, p.was_title)
FROM paid p WHERE p.member_id = m.member_id
"""

_STANDINGS = """
SELECT 'run ' || %(run)s || ' member ' || m.member_id,
       concat_ws(' ', m.pv, m.gv, m.is_active, m.earned, m.held, m.paid, m.title, m.missed),
       concat_ws(' ', r.pv_minor, r.gv_minor, r.is_active, r.earned, r.held, r.paid, r.title,
                 r.missed)
FROM pg_temp.audit_member m
JOIN (
    SELECT s.member_id, s.pv_minor, s.gv_minor, s.is_active, s.missed,
           coalesce(e.number, -1) AS earned, coalesce(h.number, -1) AS held,
           coalesce(p.number, -1) AS paid, coalesce(t.number, -1) AS title
    FROM commissions_runmember s
    LEFT JOIN pg_temp.audit_rank e ON e.id = s.earned_rank
    LEFT JOIN pg_temp.audit_rank h ON h.id = s.held_rank
    LEFT JOIN pg_temp.audit_rank p ON p.id = s.paid_rank
    LEFT JOIN pg_temp.audit_rank t ON t.id = s.title
    WHERE s.run_id = %(run)s
) r ON r.member_id = m.member_id
WHERE (m.pv, m.gv, m.is_active, m.earned, m.held, m.paid, m.title, m.missed)
      IS DISTINCT FROM (r.pv_minor, r.gv_minor, r.is_active, r.earned, r.held, r.paid, r.title,
                        r.missed)
ORDER BY 1
"""

_LEVELS = """
DROP TABLE IF EXISTS pg_temp.audit_level;
CREATE TEMPORARY TABLE audit_level AS
WITH met AS (
    SELECT m.member_id, m.sponsor_id, level::int, rate.bp::int,
           CASE WHEN m.status <> 'active' THEN 'barred'
                WHEN NOT m.is_active THEN 'inactive'
                WHEN %(depths)s::jsonb IS NOT NULL
                     AND coalesce((%(depths)s::jsonb ->> r.id)::int, 0) < level
                THEN 'rank_too_low' ELSE '' END AS obstacle
    FROM pg_temp.audit_member m LEFT JOIN pg_temp.audit_rank r ON r.number = m.paid
    CROSS JOIN jsonb_array_elements_text(%(rates)s::jsonb) WITH ORDINALITY AS rate (bp, level)
)
SELECT *, obstacle = '' AS takes, obstacle = ANY (%(pass_over)s) AS passes_over FROM met;
CREATE UNIQUE INDEX ON pg_temp.audit_level (member_id, level);
ANALYZE pg_temp.audit_level;
"""

_WALK = """
WITH RECURSIVE seller AS (
    SELECT e.id AS entry_id, CASE %(base)s WHEN 'order.net' THEN e.net_minor
               ELSE (e.cv_minor * %(cv_value)s * 2 + 100) / 200 END AS base,
           CASE WHEN (e.kind = 'own' AND %(own_at_seller)s)
                  OR (e.kind <> 'own' AND %(customers_at_seller)s)
                THEN e.member_id ELSE m.sponsor_id END AS at
    FROM pg_temp.audit_entry e JOIN pg_temp.audit_member m ON m.member_id = e.member_id
), walk AS (
    SELECT entry_id, base, at, 1 AS level FROM seller WHERE at IS NOT NULL
    UNION ALL
    SELECT w.entry_id, w.base, l.sponsor_id,
           CASE WHEN l.passes_over THEN w.level ELSE w.level + 1 END
    FROM walk w JOIN pg_temp.audit_level l ON l.member_id = w.at AND l.level = w.level
    WHERE l.sponsor_id IS NOT NULL
), computed AS (
    SELECT w.entry_id, w.at AS member_id, w.level, l.bp, w.base,
           (w.base * l.bp * 2 + 10000) / 20000 AS amount
    FROM walk w JOIN pg_temp.audit_level l ON l.member_id = w.at AND l.level = w.level
    WHERE l.takes
), stored AS (
    SELECT volume_entry_id, member_id, level, rate_bp, base_minor, amount_minor
    FROM commissions_earningline
    WHERE run_id = %(run)s AND rule_id = %(id)s AND corrects_run_id IS NULL
), missing AS (
    SELECT * FROM computed WHERE amount > 0 EXCEPT ALL SELECT * FROM stored
), surplus AS (
    SELECT * FROM stored EXCEPT ALL SELECT * FROM computed WHERE amount > 0
)
SELECT 'run ' || %(run)s || ' entry ' || entry_id || ' level ' || level || ' member ' || member_id,
       concat_ws(' ', bp, 'of', base, '=', amount), NULL FROM missing
UNION ALL
SELECT 'run ' || %(run)s || ' entry ' || volume_entry_id || ' level ' || level || ' member '
       || member_id, NULL, concat_ws(' ', rate_bp, 'of', base_minor, '=', amount_minor)
FROM surplus ORDER BY 1
"""

# A line and all its corrections together pay the line's rate of what is left of the order.
_CORRECTED = """
WITH left_over AS (
    SELECT e.id, e.net_minor + coalesce(sum(r.net_minor), 0) AS net,
           e.cv_minor + coalesce(sum(r.cv_minor), 0) AS cv
    FROM commissions_runvolume v JOIN commissions_volumeentry e ON e.id = v.volume_entry_id
    LEFT JOIN (
        SELECT r.* FROM commissions_volumereversal r
        JOIN commissions_runreversal x ON x.reversal_id = r.id
        JOIN commissions_run p ON p.id = x.run_id AND p.state = 'published'
    ) r ON r.entry_id = e.id
    WHERE v.run_id = %(run)s GROUP BY e.id
), booked AS (
    SELECT l.volume_entry_id, l.member_id, l.level, max(l.rate_bp) AS bp,
           sum(l.amount_minor) AS amount
    FROM commissions_earningline l
    JOIN commissions_run p ON p.id = l.run_id AND p.state = 'published'
    WHERE l.rule_id = %(id)s
      AND (l.run_id = %(run)s AND l.corrects_run_id IS NULL OR l.corrects_run_id = %(run)s)
    GROUP BY 1, 2, 3
), due AS (
    SELECT b.*, CASE %(base)s WHEN 'order.net' THEN o.net
                     ELSE (o.cv * %(cv_value)s * 2 + 100) / 200 END::bigint AS base
    FROM booked b JOIN left_over o ON o.id = b.volume_entry_id
)
SELECT concat_ws(' ', 'run', %(run)s, 'entry', volume_entry_id, 'level', level, 'member',
                 member_id),
       concat_ws(' ', bp, 'of', base, '=', (base * bp * 2 + 10000) / 20000), amount
FROM due WHERE amount <> (base * bp * 2 + 10000) / 20000 ORDER BY 1
"""

_SUMS = """
SELECT 'run ' || r.id, concat_ws(' ', coalesce(l.minor, 0), coalesce(l.lines, 0), m.members),
       concat_ws(' ', r.earned_minor, r.line_count, r.member_count)
FROM commissions_run r
LEFT JOIN (SELECT run_id, sum(amount_minor) AS minor, count(*) AS lines
           FROM commissions_earningline GROUP BY run_id) l ON l.run_id = r.id
LEFT JOIN (SELECT run_id, count(*) AS members FROM commissions_runmember GROUP BY run_id) m
       ON m.run_id = r.id
WHERE r.state = 'published'
  AND (coalesce(l.minor, 0), coalesce(l.lines, 0), coalesce(m.members, 0))
      <> (r.earned_minor, r.line_count, r.member_count)
ORDER BY 1
"""


def audit_earnings() -> list[Finding]:
    """List every figure of a published run that the second calculation does not find."""
    findings = differences("run = its rows", _SUMS)
    with connection.cursor() as cursor:
        cursor.execute(_RUNS)
        runs = cursor.fetchall()
    for terms in {run[-2]: read_terms(bytes(run[-1])) for run in runs}.values():
        facts: dict[str, object] = {
            "plan": terms.code,
            "volume_date": terms.volume_date,
            "currency": terms.currency,
            "markets": list(terms.markets),
        }
        findings += differences("volume counts once", _COUNTED, facts)
    for *when, _plan, document in runs:
        facts = dict(zip(("run", "follows", "last_day", "drafted_at"), when, strict=True))
        findings += _audit_run(facts, read_terms(bytes(document)))
    return findings


def _audit_run(when: dict[str, Any], terms: PlanTerms) -> list[Finding]:
    facts = when | {
        "customers": terms.customers_count,
        "active_pv": terms.active_pv_minor,
        "ranks": json.dumps(terms.ranks),
        "grace": terms.grace,
        "demotion": terms.demotion,
        "paid_by_last_period": terms.paid_by_last_period,
        "cv_value": terms.cv_value_minor,
        "lowers_points": terms.lowers_points,
    }
    findings = differences("snapshot = sponsorships", _SNAPSHOT, facts)
    if not terms.is_recalculated:
        return findings
    _run_all((_ENTRIES, _MEMBERS, _GROUPS, _RANKS), facts)
    findings += differences("standings = volumes", _STANDINGS, facts)
    for rule in terms.rules:
        findings += _audit_rule(facts, rule)
        if terms.keeps_original_rates:
            corrected = "corrections = what is left of the order"
            findings += differences(corrected, _CORRECTED, {**facts, **_plain(rule)})
    return findings


def _plain(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in rule.items() if isinstance(value, str)}


def _audit_rule(facts: dict[str, Any], rule: Mapping[str, Any]) -> list[Finding]:
    named = {**facts, **rule}
    named["rates"] = json.dumps(rule["rates"])
    named["depths"] = json.dumps(rule["depths"]) if rule["depths"] else None
    _run_all((_LEVELS,), named)
    return differences("earnings = second calculation", _WALK, named)


def _run_all(statements: tuple[str, ...], params: dict[str, Any]) -> None:
    """Run statements one by one: a query with parameters may hold only one."""
    with connection.cursor() as cursor:
        for text in statements:
            for statement in text.split(";\n"):
                if statement.strip():
                    cursor.execute(statement, params)
