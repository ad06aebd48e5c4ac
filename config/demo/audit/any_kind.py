"""What holds of every published run, whatever kinds of rules its plan has.

Lines belong to rules of their plan and say what they rest on; what is below zero is named and takes
no more than there was; what a run hands on is what the next one begins with; and a plan that the
audit cannot calculate in SQL is at least calculated again by the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection

import commissions.public as commissions
from config.demo.audit.findings import Finding, differences
from config.demo.audit.plan_terms import PlanTerms, read_terms
from core.policy import Actor

_RUNS = """
SELECT r.id, r.ends_before - 1 AS last_day, r.drafted_at, p.document
FROM commissions_run r JOIN commissions_planversion p ON p.id = r.plan_version_id
WHERE r.state = 'published' ORDER BY r.id
"""

_FOLLOWS = """
SELECT 'run ' || r.id, 'follows ' || coalesce(before.id::text, 'none'),
       'follows ' || coalesce(r.follows_id::text, 'none')
FROM commissions_run r
LEFT JOIN LATERAL (
    SELECT b.id FROM commissions_run b
    WHERE b.state = 'published' AND b.plan_code = r.plan_code AND b.starts_on < r.starts_on
      AND b.published_at <= r.drafted_at
    ORDER BY b.starts_on DESC LIMIT 1
) before ON true
WHERE r.state = 'published' AND r.follows_id IS DISTINCT FROM before.id ORDER BY r.id
"""

_PLACES = """
SELECT 'run ' || %(run)s || ' member ' || m.member_id,
       concat_ws(' ', 'place', coalesce(p.parent_id::text, 'none'), coalesce(p.slot, 0)),
       concat_ws(' ', 'place', coalesce(m.parent_id::text, 'none'), m.slot)
FROM commissions_runmember m
LEFT JOIN network_placement p ON p.member_id = m.member_id
     AND p.valid_from <= %(last_day)s AND (p.valid_until IS NULL OR p.valid_until > %(last_day)s)
     AND p.recorded_at <= %(drafted_at)s
     AND (p.superseded_at IS NULL OR p.superseded_at > %(drafted_at)s)
WHERE m.run_id = %(run)s
  AND (p.parent_id, coalesce(p.slot, 0)) IS DISTINCT FROM (m.parent_id, m.slot::int)
ORDER BY 1
"""

# A line is of a rule of its plan, says what it rests on, and pays its rate where it has an order.
# Below zero are what limits and comparisons take, and what rounds a whole position.
_LINES = """
WITH line AS (
    SELECT *, 'run ' || run_id || ' line ' || line_no AS name, rule_id = ANY (%(takers)s) AS takes
    FROM commissions_earningline WHERE run_id = %(run)s
)
SELECT name, 'a rule of the plan', rule_id FROM line WHERE rule_id <> ALL (%(rules)s)
UNION ALL
SELECT name, 'an order, a member or facts', 'nothing' FROM line
WHERE volume_entry_id IS NULL AND source_id IS NULL AND facts IS NULL AND corrects_run_id IS NULL
UNION ALL
SELECT name, 'nothing below zero but what a limit or a comparison takes', amount_minor::text
FROM line
WHERE amount_minor < 0 AND corrects_run_id IS NULL
  AND (facts IS NULL
       OR NOT (takes OR facts ? 'over' OR source_id IS NOT DISTINCT FROM member_id))
UNION ALL
SELECT name, 'what is taken back, below zero', amount_minor::text
FROM line WHERE amount_minor >= 0 AND corrects_run_id IS NULL AND takes
UNION ALL
SELECT name, ((base_minor * rate_bp * 2 + 10000) / 20000)::text, amount_minor::text
FROM line
WHERE volume_entry_id IS NOT NULL AND corrects_run_id IS NULL AND %(rounds_each_line)s
  AND amount_minor <> (base_minor * rate_bp * 2 + 10000) / 20000
ORDER BY 1
"""

_NOT_BELOW_ZERO = """
SELECT concat_ws(' ', 'run', %(run)s, 'member', member_id), 'nothing below zero',
       sum(amount_minor)::text
FROM commissions_earningline WHERE run_id = %(run)s AND corrects_run_id IS NULL
GROUP BY member_id HAVING sum(amount_minor) < 0 ORDER BY 1
"""

_OF_RULES = """
WITH earned AS (
    SELECT member_id, rule_id, sum(amount_minor) AS minor FROM commissions_earningline
    WHERE run_id = %(run)s AND corrects_run_id IS NULL GROUP BY 1, 2
)
"""
# Of two sums the smaller one goes back.
_GREATER = """, expected AS (
    SELECT a.member_id, -least(a.minor, b.minor) AS minor
    FROM earned a JOIN earned b USING (member_id)
    WHERE a.rule_id = %(first)s AND b.rule_id = %(second)s AND least(a.minor, b.minor) > 0
), found AS (SELECT member_id, minor FROM earned WHERE rule_id = %(id)s)
SELECT concat_ws(' ', 'run', %(run)s, %(id)s, 'member', member_id), e.minor::text, f.minor::text
FROM expected e FULL JOIN found f USING (member_id)
WHERE e.minor IS DISTINCT FROM f.minor ORDER BY 1
"""
# What is above the limit of a rank goes back.
_MEMBER_CAP = """, whole AS (
    SELECT member_id, sum(minor) AS minor FROM earned
    WHERE rule_id = ANY (%(of)s) GROUP BY member_id
), expected AS (
    SELECT w.member_id, limits.minor - w.minor AS minor
    FROM whole w JOIN commissions_runmember m
         ON m.run_id = %(run)s AND m.member_id = w.member_id
    CROSS JOIN LATERAL (
        SELECT coalesce(%(limit)s::bigint, (%(limits)s::jsonb ->> m.paid_rank)::bigint) AS minor
    ) limits
    WHERE w.minor > limits.minor
), found AS (SELECT member_id, minor FROM earned WHERE rule_id = %(id)s)
SELECT concat_ws(' ', 'run', %(run)s, %(id)s, 'member', member_id), e.minor::text, f.minor::text
FROM expected e FULL JOIN found f USING (member_id)
WHERE e.minor IS DISTINCT FROM f.minor ORDER BY 1
"""
# What all get together is exactly the limit, or nothing was taken.
_COMPANY_CAP = """, whole AS (
    SELECT coalesce(sum(minor) FILTER (WHERE rule_id = ANY (%(of)s)), 0) AS minor,
           coalesce(sum(minor) FILTER (WHERE rule_id = %(id)s), 0) AS cut FROM earned
), said AS (
    SELECT DISTINCT (facts ->> 'limit')::bigint AS most, (facts ->> 'sum')::bigint AS minor
    FROM commissions_earningline
    WHERE run_id = %(run)s AND rule_id = %(id)s AND corrects_run_id IS NULL
)
SELECT concat_ws(' ', 'run', %(run)s, %(id)s), concat_ws(' ', 'sum', s.minor, 'limit', s.most),
       concat_ws(' ', 'sum', w.minor, 'left', w.minor + w.cut)
FROM whole w CROSS JOIN said s
WHERE w.minor <> s.minor OR w.minor + w.cut <> s.most
"""
TAKES_BACK = {"greater_of": _GREATER, "member_cap": _MEMBER_CAP, "company_cap": _COMPANY_CAP}

# Both sides of who is paid: what the run before handed on and what came up below since then is what
# the line says was there; and what it says is left is what this run hands on.
_SIDES = """
WITH RECURSIVE below AS (
    SELECT parent_id AS member_id, slot, member_id AS at, pv_minor
    FROM commissions_runmember WHERE run_id = %(run)s AND parent_id IS NOT NULL
    UNION ALL
    SELECT b.member_id, b.slot, c.member_id, c.pv_minor
    FROM below b JOIN commissions_runmember c ON c.run_id = %(run)s AND c.parent_id = b.at
), came AS (SELECT member_id, slot, sum(pv_minor) AS pv FROM below GROUP BY 1, 2),
carry AS (
    SELECT run_id, member_id, name, sum(amount) AS amount FROM commissions_runcarry
    WHERE rule_id = %(id)s GROUP BY 1, 2, 3
), side AS (
    SELECT l.member_id, s.name, (l.facts ->> s.name)::bigint AS held,
           (l.facts ->> (s.name || '_carried'))::bigint AS carried,
           coalesce(brought.amount, 0) + coalesce(came.pv, 0) - coalesce(owed.amount, 0) AS there,
           coalesce(handed.amount, 0) AS handed
    FROM commissions_earningline l JOIN commissions_run r ON r.id = l.run_id
    CROSS JOIN (VALUES ('left', 1), ('right', 2)) AS s (name, slot)
    LEFT JOIN came ON came.member_id = l.member_id AND came.slot = s.slot
    LEFT JOIN carry brought ON brought.run_id = r.follows_id
         AND brought.member_id = l.member_id AND brought.name = s.name
    LEFT JOIN carry owed ON owed.run_id = r.follows_id
         AND owed.member_id = l.member_id AND owed.name = s.name || '_owed'
    LEFT JOIN carry handed ON handed.run_id = l.run_id
         AND handed.member_id = l.member_id AND handed.name = s.name
    WHERE l.run_id = %(run)s AND l.rule_id = %(id)s AND l.facts ? 'left_carried'
)
SELECT concat_ws(' ', 'run', %(run)s, %(id)s, 'member', member_id, name),
       concat_ws(' ', CASE WHEN %(brings_all)s THEN there ELSE held END, 'carried', carried),
       concat_ws(' ', held, 'carried', handed)
FROM side WHERE carried <> handed OR %(brings_all)s AND held <> there ORDER BY 1
"""


def audit_any_kind(auditor: Actor) -> list[Finding]:
    """List what is wrong with published runs, whatever their plans pay for."""
    findings = differences("run follows the one before", _FOLLOWS)
    with connection.cursor() as cursor:
        cursor.execute(_RUNS)
        runs = cursor.fetchall()
    for run_id, last_day, drafted_at, document in runs:
        facts = {"run": run_id, "last_day": last_day, "drafted_at": drafted_at}
        findings += _audit_run(facts, read_terms(bytes(document)))
        findings += _calculated_again(run_id, auditor)
    return findings


def _audit_run(facts: Mapping[str, Any], terms: PlanTerms) -> Iterator[Finding]:
    rules = terms.every_rule
    of_plan = {
        **facts,
        "rules": [rule["id"] for rule in rules],
        "takers": [rule["id"] for rule in rules if rule["kind"] in TAKES_BACK],
        "rounds_each_line": terms.rounds_each_line,
    }
    yield from differences("snapshot = placements", _PLACES, facts)
    yield from differences("line = its rule", _LINES, of_plan)
    yield from differences("nobody earns less than nothing", _NOT_BELOW_ZERO, facts)
    for rule in rules:
        yield from _audit_rule(facts, rule)


def _audit_rule(facts: Mapping[str, Any], rule: Mapping[str, Any]) -> Iterator[Finding]:
    kind, named = rule["kind"], {**facts, "id": rule["id"]}
    if kind == "binary":
        named["brings_all"] = _brings_all(rule)
        yield from differences("carried = handed on", _SIDES, named)
    elif kind in TAKES_BACK:
        of = list(rule.get("of", ()))
        named |= {"of": of, "first": of[0], "second": of[-1]}
        if kind == "member_cap":
            named |= _limits(rule)
        yield from differences(
            "taken back = second calculation", _OF_RULES + TAKES_BACK[kind], named
        )


def _brings_all(rule: Mapping[str, Any]) -> bool:
    """Tell whether nothing but points of those below fills a side, and nothing of it expires."""
    own = rule.get("own_volume", "none") == "none"
    return own and rule.get("volume") == "pv" and "expires_after" not in rule


def _limits(rule: Mapping[str, Any]) -> dict[str, Any]:
    by_rank = {rank: _minor(text) for rank, text in rule.get("limits", {}).items()}
    limits = "{" + ", ".join(f'"{rank}": {minor}' for rank, minor in by_rank.items()) + "}"
    return {"limit": _minor(rule["limit"]) if "limit" in rule else None, "limits": limits}


def _minor(text: str) -> int:
    return int(Decimal(text.split()[0]) * 100)


def _calculated_again(run_id: int, auditor: Actor) -> list[Finding]:
    check = commissions.verify_run(auditor, run_id)
    if check.is_same:
        return []
    found = f"line {check.first_difference}" if check.first_difference else "another fingerprint"
    return [Finding("run = calculated again", f"run {run_id}", "the same", found)]
