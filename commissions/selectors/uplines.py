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

# For each line: from the member its order is credited to, up to the member who earns, in the tree
# that its rule climbs.
_UPLINES = """
WITH RECURSIVE up AS (
    SELECT ask.line_no, ask.run_id, ask.earner_id, ask.is_placed, m.member_id, m.sponsor_id,
           m.parent_id, m.status, m.is_active, m.paid_rank, m.pv_minor, m.gv_minor, 0 AS steps
    FROM unnest(%(lines)s::int[], %(runs)s::bigint[], %(sellers)s::bigint[],
                %(earners)s::bigint[], %(placed)s::bool[])
         AS ask (line_no, run_id, seller_id, earner_id, is_placed)
    JOIN commissions_runmember m ON m.run_id = ask.run_id AND m.member_id = ask.seller_id
    UNION ALL
    SELECT up.line_no, up.run_id, up.earner_id, up.is_placed, m.member_id, m.sponsor_id,
           m.parent_id, m.status, m.is_active, m.paid_rank, m.pv_minor, m.gv_minor, up.steps + 1
    FROM up JOIN commissions_runmember m ON m.run_id = up.run_id
     AND m.member_id = CASE WHEN up.is_placed THEN up.parent_id ELSE up.sponsor_id END
    WHERE up.member_id <> up.earner_id
)
SELECT line_no, member_id, status, is_active, paid_rank, pv_minor, gv_minor FROM up
ORDER BY line_no, steps
"""
_FACTS = ("member_id", "status", "is_active", "paid_rank", "pv_minor", "gv_minor")


class Ask(NamedTuple):
    """A line whose way is wanted, and the run in whose picture to look."""

    line_no: int
    run_id: int
    seller_id: int
    earner_id: int
    tree: str
    needs_joining: bool
    needs_recruits: bool

    @classmethod
    def of(cls, line: EarningLine, run_id: int, plan: Plan) -> Ask:
        """Ask for the way of a line in the picture of a run."""
        assert line.volume_entry is not None
        rule, seller_id = plan.rule(line.rule_id), line.volume_entry.member_id
        return cls(
            line.line_no, run_id, seller_id, line.member_id, rule.tree, rule.needs_joining,
            rule.needs_recruits,
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
    }
    found: dict[int, list[Standing]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_UPLINES, facts)
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
