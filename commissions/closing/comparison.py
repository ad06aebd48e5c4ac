"""Compare a run with the last published one of its plan, or with the draft it replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from commissions.closing.facts import (
    PUBLISHED,
    Change,
    ChangeTotals,
    MemberChange,
    MemberRule,
    RuleChange,
    RunComparison,
)
from commissions.models import KeptComparison, Run, RunMember, RunState
from commissions.selectors.plans import plan_of
from commissions.selectors.runs import find_run, run_summary
from commissions.services.run_tables import kept_draft
from commissions.wording.names import rank_name, rule_name
from core.paging import Page, PageRequest
from core.policy import Actor, require

Row = Sequence[Any]
_MEMBERS = """
WITH now AS (
    SELECT member_id, sum(amount_minor)::bigint AS minor FROM commissions_earningline
    WHERE run_id = %(run)s GROUP BY member_id
), before AS (
    SELECT member_id, sum(amount_minor)::bigint AS minor FROM commissions_earningline
    WHERE run_id = %(other)s GROUP BY member_id
), change AS (
    SELECT member_id, coalesce(before.minor, 0) AS was, coalesce(now.minor, 0) AS is_now
    FROM now FULL JOIN before USING (member_id)
    WHERE coalesce(before.minor, 0) <> coalesce(now.minor, 0)
)
"""
_PAGE = """
SELECT member_id, was, is_now FROM change
ORDER BY abs(is_now - was) DESC, member_id OFFSET %(start)s LIMIT %(rows)s
"""
_TOTALS = """
SELECT count(*) FILTER (WHERE is_now > was),
       coalesce(sum(is_now - was) FILTER (WHERE is_now > was), 0)::bigint,
       count(*) FILTER (WHERE is_now < was),
       coalesce(sum(was - is_now) FILTER (WHERE is_now < was), 0)::bigint
FROM change
"""
_RULES = """
SELECT rule_id, level, corrects_run_id IS NOT NULL,
       count(*) FILTER (WHERE run_id = %(other)s), count(*) FILTER (WHERE run_id = %(run)s),
       coalesce(sum(amount_minor) FILTER (WHERE run_id = %(other)s), 0)::bigint AS was,
       coalesce(sum(amount_minor) FILTER (WHERE run_id = %(run)s), 0)::bigint AS is_now
FROM commissions_earningline WHERE run_id IN (%(run)s, %(other)s)
GROUP BY rule_id, level, corrects_run_id IS NOT NULL
"""
_RULES_OF_MEMBERS = """
SELECT member_id, rule_id, corrects_run_id IS NOT NULL,
       coalesce(sum(amount_minor) FILTER (WHERE run_id = %(other)s), 0)::bigint AS was,
       coalesce(sum(amount_minor) FILTER (WHERE run_id = %(run)s), 0)::bigint AS is_now
FROM commissions_earningline
WHERE run_id IN (%(run)s, %(other)s) AND member_id = ANY (%(members)s)
GROUP BY member_id, rule_id, corrects_run_id IS NOT NULL
"""


# So many of the largest changes are kept with a draft; who reads on has them worked out.
TABLE = 1_000


@dataclass(frozen=True, slots=True)
class Pair:
    """The two runs by number, 0 where there is no other, and the names that their plans use."""

    run: int
    other: int
    other_run: Run | None
    rules: Mapping[str, str]
    ranks: Mapping[str, str]

    @classmethod
    def of(cls, run: Run, other: Run | None) -> Pair:
        """Read the names; those of the run's own plan stand before older ones."""
        plans = [plan_of(each.plan_version) for each in (other, run) if each is not None]
        return cls(
            run.pk,
            other.pk if other else 0,
            other,
            {rule.id: rule_name(plan, rule.id) for plan in plans for rule in plan.rules},
            {rank.id: rank_name(plan, rank.id) for plan in plans for rank in plan.ranks},
        )


class Compared(NamedTuple):
    """The rows of a comparison: sums, rules, some members with the largest changes first."""

    totals: Row
    rules: Sequence[Row]
    members: Sequence[Row]


def compare_runs(
    actor: Actor, run_id: int, *, against: str = PUBLISHED, page: PageRequest | None = None
) -> RunComparison:
    """Return what a run pays more or less than the last published run, or than the last draft.

    The draft is the one that this run replaced; it can be compared until the next one is made.
    The number of statements does not depend on the network, and what a worker has kept is not
    worked out again.
    Raises: RunNotFound.
    """
    require(actor, "commissions.see_runs")
    run, request = find_run(run_id), page or PageRequest()
    pair = find_pair(run, against)
    start, stop = request.bounds
    found = _kept(pair, against, start, stop) or worked_out(pair, start, stop)
    return RunComparison(
        against=against,
        run=run_summary(run),
        other=run_summary(pair.other_run) if pair.other_run else None,
        totals=ChangeTotals(*found.totals),
        rules=_rules(pair, found.rules),
        members=_members(pair, found.members, request),
    )


def find_pair(run: Run, against: str) -> Pair:
    """Return a run and the one to compare it with."""
    return Pair.of(run, _published_before(run) if against == PUBLISHED else _replaced(run))


def worked_out(pair: Pair, start: int, stop: int) -> Compared:
    """Compare all lines of both runs; of the members return those from one place to another."""
    return Compared(
        _rows(_MEMBERS + _TOTALS, pair)[0],
        _rows(_RULES, pair),
        _rows(_MEMBERS + _PAGE, pair, start=start, rows=stop - start),
    )


def _kept(pair: Pair, against: str, start: int, stop: int) -> Compared | None:
    """Return what is kept, None where that is of another pair, or does not reach so far."""
    rows = KeptComparison.objects.filter(run_id=pair.run, against=against)
    row = rows.filter(other=pair.other_run).first()
    if row is None or (stop > len(row.members) and not row.is_whole):
        return None
    return Compared(row.totals, row.rules, row.members[start:stop])


def _published_before(run: Run) -> Run | None:
    published = Run.objects.select_related("plan_version").filter(
        plan_code=run.plan_code, state=RunState.PUBLISHED, starts_on__lt=run.starts_on
    )
    return published.order_by("-starts_on").first()


def _replaced(run: Run) -> Run | None:
    number = kept_draft(run.plan_code, run.period_key)
    if number is None or number > run.pk:
        return None
    return Run.objects.select_related("plan_version").get(pk=number)


def _rules(pair: Pair, rows: Sequence[Row]) -> tuple[RuleChange, ...]:
    changes = (
        RuleChange(rule_id, pair.rules[rule_id], level, corrects, then, now, Change(was, is_now))
        for rule_id, level, corrects, then, now, was, is_now in rows
    )
    return tuple(
        sorted(
            changes,
            key=lambda rule: (
                -rule.amount.size_minor,
                rule.rule_id,
                rule.level,
                rule.is_correction,
            ),
        )
    )


def _members(pair: Pair, found: Sequence[Row], request: PageRequest) -> Page[MemberChange]:
    numbers = [row[0] for row in found]
    rules, ranks = _rules_of(pair, numbers), _ranks_of(pair, numbers)
    return request.page(
        MemberChange(
            member_id=number,
            amount=Change(was, is_now),
            rank_before=ranks.get((pair.other, number), ""),
            rank_now=ranks.get((pair.run, number), ""),
            rules=tuple(sorted(rules[number], key=lambda rule: -rule.amount.size_minor)),
        )
        for number, was, is_now in found
    )


def _rules_of(pair: Pair, numbers: Sequence[int]) -> Mapping[int, list[MemberRule]]:
    found: dict[int, list[MemberRule]] = defaultdict(list)
    rows = _rows(_RULES_OF_MEMBERS, pair, members=numbers)
    for number, rule_id, is_correction, was, is_now in sorted(rows):
        if was != is_now:
            rule = MemberRule(pair.rules[rule_id], is_correction, Change(was, is_now))
            found[number].append(rule)
    return found


def _ranks_of(pair: Pair, numbers: Sequence[int]) -> Mapping[tuple[int, int], str]:
    rows = RunMember.objects.filter(run_id__in=[pair.run, pair.other], member_id__in=numbers)
    paid = rows.values_list("run_id", "member_id", "paid_rank")
    return {(run_id, number): pair.ranks.get(rank, "") for run_id, number, rank in paid}


def _rows(sql: str, pair: Pair, **facts: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"run": pair.run, "other": pair.other, **facts})
        return list(cursor.fetchall())
