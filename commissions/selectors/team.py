"""A partner's line as a list: who stands there, and what may be seen of their period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from commissions.facts import Team, TeamRow
from commissions.selectors.figures import Figures, figures_of
from commissions.wording.names import rank_name
from core.paging import PageRequest
from core.periods import period_of
from core.policy import Actor
from network import public as network
from network.public import Seen, SeenMember, TeamColumns

TEAM_SORTS = ("level", "number", "joined", "pv", "gv", "rank", "status", "order")
MOST_EXPORTED = 5_000

_LAST_ORDERS = """
SELECT e.member_id, to_char(max(e.paid_on), 'YYYY-MM')
FROM commissions_volumeentry e
WHERE e.member_id = ANY (%(members)s) AND e.kind = 'own' AND e.paid_on <= %(day)s
GROUP BY e.member_id
"""


@dataclass(frozen=True, slots=True)
class TeamFilter:
    """Which part of the line is wanted, as of which day; an empty part filters nothing.

    `sort` is a name of TEAM_SORTS, with "-" before it downwards. What may not be seen sorts last.
    """

    day: date
    levels: int = 3
    level: int = 0
    status: str = ""
    rank: str = ""
    country: str = ""
    only_new: bool = False
    sort: str = "level"


@dataclass(frozen=True, slots=True)
class _Line:
    """The line with what may be seen of it: figures and last orders of the direct partners."""

    columns: TeamColumns
    figures: Figures
    orders: Mapping[int, str]
    ladder: Mapping[str, int]

    def key(self, place: int, by: str) -> object | None:
        """Return what a member is sorted by; None where there is nothing to see."""
        columns, number = self.columns, self.columns.member_ids[place]
        figure = self.figures.of_members.get(number)
        keys: dict[str, object | None] = {
            "level": columns.levels[place],
            "number": number,
            "joined": columns.joined_on[place].replace(day=1),
            "status": columns.statuses[place],
            "rank": self.ladder.get(columns.ranks[place]),
            "pv": figure.pv_minor if figure else None,
            "gv": figure.gv_minor if figure else None,
            "order": self.orders.get(number),
        }
        return keys[by]


def team_list(
    actor: Actor, member_id: int, wanted: TeamFilter, page: PageRequest, *, at: datetime
) -> Team:
    """Return a page of everybody below a member, filtered and sorted.

    The number of statements is the same for every line.
    Raises: NotAllowed.
    """
    line, places = _arranged(actor, member_id, wanted, at)
    shown = places[slice(*page.bounds)]
    rows = _rows(actor, member_id, wanted.day, line, shown)
    return Team(
        page=page.page(rows, len(places)),
        period_key=period_of(wanted.day, "month").key,
        computed_at=line.figures.computed_at,
        is_cut=line.columns.is_cut,
        countries=tuple(sorted(set(line.columns.countries))),
        ranks=rank_names(line.figures),
    )


def team_export(
    actor: Actor, member_id: int, wanted: TeamFilter, *, at: datetime
) -> Sequence[TeamRow]:
    """Return the same list whole, up to MOST_EXPORTED members, for a file.

    Raises: NotAllowed.
    """
    line, places = _arranged(actor, member_id, wanted, at)
    return _rows(actor, member_id, wanted.day, line, places[:MOST_EXPORTED])


def rank_names(figures: Figures) -> tuple[tuple[str, str], ...]:
    """Return the ranks of the period's plan with their names, the lowest first."""
    plan = figures.plan
    return tuple((rank.id, rank_name(plan, rank.id)) for rank in plan.ranks) if plan else ()


def _arranged(
    actor: Actor, member_id: int, wanted: TeamFilter, at: datetime
) -> tuple[_Line, list[int]]:
    """Read the line and return the places of those wanted, in the order wanted."""
    levels = wanted.level or wanted.levels
    columns = network.team_columns(actor, member_id, wanted.day, levels)
    pairs = zip(columns.member_ids, columns.levels, strict=True)
    near = [number for number, level in pairs if level == 1]
    figures = figures_of(near, period_of(wanted.day, "month"), at=at)
    ranks = figures.plan.ranks if figures.plan else ()
    ladder = {rank.id: step for step, rank in enumerate(ranks)}
    line = _Line(columns, figures, last_orders(near, wanted.day), ladder)
    places = [place for place in range(len(columns.member_ids)) if _fits(columns, place, wanted)]
    return line, _sorted(places, wanted.sort, line.key)


def _fits(columns: TeamColumns, place: int, wanted: TeamFilter) -> bool:
    joined = columns.joined_on[place]
    return (
        (not wanted.level or columns.levels[place] == wanted.level)
        and (not wanted.status or columns.statuses[place] == wanted.status)
        and (not wanted.rank or columns.ranks[place] == wanted.rank)
        and (not wanted.country or columns.countries[place] == wanted.country)
        and (not wanted.only_new or joined >= wanted.day.replace(day=1))
    )


def _sorted(places: list[int], sort: str, key: Callable[[int, str], object | None]) -> list[int]:
    """Sort stably; whoever has nothing to sort by stands last either way."""
    by = sort.removeprefix("-")
    keyed = [(key(place, by), place) for place in places]
    having = [pair for pair in keyed if pair[0] is not None]
    having.sort(key=lambda pair: pair[0], reverse=sort.startswith("-"))  # type: ignore[arg-type, return-value]
    return [place for _key, place in having] + [place for found, place in keyed if found is None]


def _rows(actor: Actor, member_id: int, day: date, line: _Line, places: list[int]) -> list[TeamRow]:
    columns = line.columns
    levels = {columns.member_ids[place]: columns.levels[place] for place in places}
    members = network.line_members(actor, member_id, levels, day)
    return [_row(members[number], level, line) for number, level in levels.items()]


def _row(member: SeenMember, level: int, line: _Line) -> TeamRow:
    sees_volume = Seen.VOLUME in member.seen
    figure = line.figures.of(member.member_id)
    plan = line.figures.plan
    return TeamRow(
        member=member,
        level=level,
        rank_name=rank_name(plan, member.rank) if plan else "",
        pv_minor=figure.pv_minor if sees_volume and level == 1 else None,
        gv_minor=figure.gv_minor if sees_volume and level == 1 else None,
        last_order_month=(
            line.orders.get(member.member_id, "") if Seen.LAST_ORDER_MONTH in member.seen else None
        ),
    )


def last_orders(member_ids: Sequence[int], day: date) -> dict[int, str]:
    """Return the month of each member's own last paid order up to a day."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_ORDERS, {"members": list(member_ids), "day": day})
        return dict(cursor.fetchall())
