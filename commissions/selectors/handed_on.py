"""What a closed period hands on: as it was published, or as a later run has found it again."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from commissions.engine.facts import Carry, Held
from commissions.engine.handed_on import Changes, HandedOn, by_member
from commissions.models import HandedOnAgain, RunCarry, RunMember

CHUNK = 5_000
_HELD = """
SELECT held_rank, missed, title FROM (
    SELECT h.run_id, h.held_rank, h.missed, h.title
    FROM commissions_handedonagain h
    JOIN commissions_run r ON r.id = h.run_id AND r.state = 'published'
    WHERE h.of_run_id = %(run)s AND h.member_id = %(member)s
    UNION ALL
    SELECT 0, held_rank, missed, title FROM commissions_runmember
    WHERE run_id = %(run)s AND member_id = %(member)s
) held ORDER BY run_id DESC LIMIT 1
"""


def handed_on_again(run_id: int | None, by_runs: Collection[int]) -> Changes:
    """Return what members take out of a closed period otherwise than it was published.

    `by_runs` are the runs that are known: what the last of them found counts. Runs that correct the
    same period are published in the order in which they were drafted.
    """
    if run_id is None or not by_runs:
        return {}
    rows = HandedOnAgain.objects.filter(of_run_id=run_id, run_id__in=by_runs)
    latest = rows.order_by("member_id", "-run_id").distinct("member_id")
    columns = latest.values_list("member_id", "held_rank", "missed", "title", "carried")
    return {row[0]: _handed_on(*row) for row in columns}


def held_by(run_id: int, member_id: int) -> Held | None:
    """Return the ranks that one member takes out of a closed period, None where it was not in it.

    What the last published run has found counts.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"run": run_id, "member": member_id})
        row = cursor.fetchone()
    return Held._make(row) if row else None


def handed_on(run_id: int, by_runs: Collection[int]) -> dict[int, HandedOn]:
    """Return what everybody takes out of a closed period by what is known."""
    members = RunMember.objects.filter(run_id=run_id).exclude(held_rank="", title="")
    ranks = members.values_list("member_id", "held_rank", "missed", "title")
    held = {member_id: Held._make(facts) for member_id, *facts in ranks.iterator(chunk_size=CHUNK)}
    return {**by_member(held, carried_by(run_id)), **handed_on_again(run_id, by_runs)}


def carried_by(run_id: int | None) -> tuple[Carry, ...]:
    """Return what a run handed on to the one that follows it, as it was published."""
    if run_id is None:
        return ()
    rows = RunCarry.objects.filter(run_id=run_id)
    columns = rows.order_by("pk").values_list("rule_id", "member_id", "name", "since", "amount")
    return tuple(Carry._make(row) for row in columns.iterator(chunk_size=CHUNK))


def _handed_on(
    member_id: int, rank: str, missed: int, title: str, carried: list[tuple[str, str, str, int]]
) -> HandedOn:
    numbers = (Carry(rule, member_id, name, since, much) for rule, name, since, much in carried)
    return HandedOn(Held(rank, missed, title), tuple(sorted(numbers)))
