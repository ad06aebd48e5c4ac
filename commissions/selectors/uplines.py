"""Who stood above the member of an order, read from the picture of the run that counts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from commissions.engine.facts import Standing
from commissions.engine.plan import Plan
from commissions.engine.rule import PLACEMENT_TREE, QUEUE
from commissions.models import EarningLine, RunMember
from network import public as network

# What was otherwise on the day of an order; without a day, nothing was.
_EARLIER = """
    LEFT JOIN LATERAL (
        SELECT true AS is_one, x.from_id FROM commissions_runmove x
        WHERE x.run_id = m.run_id AND x.member_id = m.member_id AND x.day > ask.day
        ORDER BY x.day LIMIT 1
    ) moved ON true
    LEFT JOIN LATERAL (
        SELECT x.rank FROM commissions_runrank x
        WHERE x.run_id = m.run_id AND x.member_id = m.member_id AND x.until > ask.day
        ORDER BY x.until LIMIT 1
    ) ranked ON true
"""
# For each line: from the member its order is credited to, up to the member who earns, in the tree
# that its rule climbs.
_UPLINES = """
WITH RECURSIVE up (line_no, run_id, earner_id, is_placed, day, member_id, sponsor_id, parent_id,
                   status, is_active, paid_rank, pv_minor, gv_minor, steps) AS (
    SELECT ask.line_no, ask.run_id, ask.earner_id, ask.is_placed, ask.day, m.member_id, {sponsor},
           m.parent_id, m.status, m.is_active, {rank}, m.pv_minor, m.gv_minor, 0 AS steps
    FROM unnest(%(lines)s::int[], %(runs)s::bigint[], %(sellers)s::bigint[],
                %(earners)s::bigint[], %(placed)s::bool[], %(days)s::date[])
         AS ask (line_no, run_id, seller_id, earner_id, is_placed, day)
    JOIN commissions_runmember m ON m.run_id = ask.run_id AND m.member_id = ask.seller_id
    {earlier}
    UNION ALL
    SELECT ask.line_no, ask.run_id, ask.earner_id, ask.is_placed, ask.day, m.member_id, {sponsor},
           m.parent_id, m.status, m.is_active, {rank}, m.pv_minor, m.gv_minor, ask.steps + 1
    FROM up AS ask JOIN commissions_runmember m ON m.run_id = ask.run_id
     AND m.member_id = CASE WHEN ask.is_placed THEN ask.parent_id ELSE ask.sponsor_id END
    {earlier}
    WHERE ask.member_id <> ask.earner_id
)
SELECT line_no, member_id, status, is_active, paid_rank, pv_minor, gv_minor FROM up
ORDER BY line_no, steps
"""
_SPONSOR = "CASE WHEN moved.is_one THEN moved.from_id ELSE m.sponsor_id END"
_RANK = "coalesce(ranked.rank, m.paid_rank)"
_FACTS = ("member_id", "status", "is_active", "paid_rank", "pv_minor", "gv_minor")


class Ask(NamedTuple):
    """A line whose way is wanted, and the run in whose picture to look.

    `day` is that of its order, where the plan goes by it.
    """

    line_no: int
    run_id: int
    seller_id: int
    earner_id: int
    tree: str
    needs_joining: bool
    needs_recruits: bool
    day: date | None

    @classmethod
    def of(cls, line: EarningLine, run_id: int, plan: Plan, day: date | None) -> Ask:
        """Ask for the way of a line in the picture of a run."""
        assert line.volume_entry is not None
        rule, seller_id = plan.rule(line.rule_id), line.volume_entry.member_id
        return cls(
            line.line_no, run_id, seller_id, line.member_id, rule.tree, rule.needs_joining,
            rule.needs_recruits, day if plan.goes_by_day else None,
        )  # fmt: skip


def uplines(asked: Sequence[Ask]) -> Mapping[int, list[Standing]]:
    """Return for each line who stood between seller and earner, both included, nearest first."""
    queued = [ask for ask in asked if ask.tree == QUEUE]
    climbing = [ask for ask in asked if ask.tree != QUEUE]
    found = dict(_climbed(climbing)) if climbing else {}
    for run_id in {ask.run_id for ask in queued}:
        found.update(_queued(run_id, [ask for ask in queued if ask.run_id == run_id]))
    dated = [ask for ask in asked if ask.needs_joining]
    joined = network.joined_on_of({ask.seller_id for ask in dated}) if dated else {}
    for ask in dated:
        seller, *above = found[ask.line_no]
        found[ask.line_no] = [seller._replace(joined_on=joined[ask.seller_id]), *above]
    for ask in (ask for ask in asked if ask.needs_recruits):
        found[ask.line_no] = _with_recruits(ask.run_id, found[ask.line_no])
    return found


def _with_recruits(run_id: int, standings: Sequence[Standing]) -> list[Standing]:
    """Count recruits as `engine.tree.recruits` does: the lower number came first."""
    members = [each.member_id for each in standings]
    own = RunMember.objects.filter(run_id=run_id, member_id__in=members)
    sponsors = dict(own.values_list("member_id", "sponsor_id"))
    rows = RunMember.objects.filter(run_id=run_id, sponsor_id__in=[*members, *sponsors.values()])
    brought: dict[int, list[int]] = defaultdict(list)
    for sponsor_id, member_id in rows.order_by("member_id").values_list("sponsor_id", "member_id"):
        if sponsor_id is not None:
            brought[sponsor_id].append(member_id)
    places = {each: place for team in brought.values() for place, each in enumerate(team, start=1)}
    return [
        each._replace(
            recruit_no=places.get(each.member_id, 0), recruits=len(brought[each.member_id])
        )
        for each in standings
    ]


def _climbed(asked: Sequence[Ask]) -> Mapping[int, list[Standing]]:
    facts: dict[str, Any] = {
        "lines": [ask.line_no for ask in asked],
        "runs": [ask.run_id for ask in asked],
        "sellers": [ask.seller_id for ask in asked],
        "earners": [ask.earner_id for ask in asked],
        "placed": [ask.tree == PLACEMENT_TREE for ask in asked],
        "days": [ask.day for ask in asked],
    }
    found: dict[int, list[Standing]] = defaultdict(list)
    query = _UPLINES.format(sponsor=_SPONSOR, rank=_RANK, earlier=_EARLIER)
    with connection.cursor() as cursor:
        cursor.execute(query, facts)
        for line_no, *standing in cursor.fetchall():
            found[line_no].append(Standing(*standing))
    return found


def _queued(run_id: int, asked: Collection[Ask]) -> Iterator[tuple[int, list[Standing]]]:
    """Yield who joined between earner and seller: the queue has no links, it is all members."""
    rows = RunMember.objects.filter(run_id=run_id).values_list(*_FACTS)
    standings = {row[0]: Standing(*row) for row in rows}
    joined: Mapping[int, date] = network.joined_on_of(standings)
    queue = sorted(standings, key=lambda member_id: (joined[member_id], member_id))
    place = {member_id: number for number, member_id in enumerate(queue)}
    for ask in asked:
        stretch = queue[place[ask.earner_id] : place[ask.seller_id] + 1]
        yield ask.line_no, [standings[member_id] for member_id in reversed(stretch)]
