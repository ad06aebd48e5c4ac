"""The frozen picture of a period read as columns: what `read_picture` gives, for large networks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np

from commissions.arrays.columns import Codes, Minor, Rows
from commissions.arrays.handed_on import begun_with
from commissions.arrays.picture import (
    ArrayCarried,
    ArrayHeld,
    ArrayPicture,
    ArrayPlacement,
    ArrayVolumes,
    from_picture,
    rows_above,
)
from commissions.arrays.portions import ArrayPortions, less
from commissions.engine.facts import OWN, Reversal
from commissions.engine.plan import RUN_DAY, Plan
from commissions.engine.remainder import AMOUNTS
from commissions.engine.rule import need_places
from commissions.engine.tree import NOBODY
from commissions.selectors.awards import awards_of_picture
from commissions.selectors.buyers import columns_by_first_order
from commissions.selectors.handed_on import handed_on_again
from commissions.selectors.period_picture import (
    COUNTED_VOLUMES,
    other_published_runs,
    read_picture,
    window_facts,
)
from commissions.selectors.period_reversals import Settled, read_reversals
from commissions.selectors.period_tree import moves_since
from commissions.selectors.persons import person_rows_on
from commissions.selectors.portions import portion_columns
from commissions.selectors.volume_columns import counts_customers, day_of, plain_columns
from core.copied_columns import Column, read_columns
from core.errors import InvariantBroken
from core.periods import Period
from network import public as network

_VOLUMES = """
SELECT entry_id, member_id, kind = %(own)s, pv_minor, cv_minor, net_minor, qv_minor::bigint,
       retail_minor::bigint, day,
       CASE WHEN country = '' THEN 0 ELSE ascii(country) * 256 + ascii(substr(country, 2)) END,
       {currency}, order_ref || CASE WHEN buyer = '' THEN '' ELSE E'\\x1f' || buyer END
FROM ({volumes}) v (entry_id, order_ref, member_id, kind, pv_minor, cv_minor, net_minor, qv_minor,
                    retail_minor, country, day, buyer, currency)
"""
_VOLUME_TYPES = (
    "bigint", "bigint", "boolean", "bigint", "bigint", "bigint", "bigint", "bigint", "date",
    "integer", "integer", "text",
)  # fmt: skip
# Three letters as one number, nothing for the plan's own.
_CURRENCY = """CASE WHEN currency = '' THEN 0 ELSE
    (ascii(currency) * 256 + ascii(substr(currency, 2))) * 256 + ascii(substr(currency, 3)) END"""
_HELD = """
SELECT member_id, missed, held_rank || E'\\x1f' || title FROM commissions_runmember
WHERE run_id = %(run)s AND (held_rank <> '' OR title <> '') ORDER BY member_id
"""
_CARRIED = """
SELECT member_id, amount, rule_id || E'\\x1f' || name || E'\\x1f' || since
FROM commissions_runcarry WHERE run_id = %(run)s
"""
SEPARATOR = "\x1f"
# The published runs that are known, and what comes back.
Back = tuple[Settled, tuple[Reversal, ...]]


class Orders(NamedTuple):
    """Where the orders of a period are read: a query for {columns}, and the facts it needs."""

    query: str
    facts: dict[str, Any]


def read_period_columns(
    plan: Plan,
    period: Period,
    *,
    known_at: datetime | None,
    follows: int | None,
    run_at: datetime | None = None,
) -> ArrayPicture:
    """Read what `read_picture` reads, with a Python object for returns only.

    A plan that counts parties is read by way of objects: its orders have more facts; and so is one
    that takes the tree of the run's day: its members have more days.
    """
    if plan.counts_parties or plan.tree_as_of == RUN_DAY:
        return from_picture(
            read_picture(plan, period, known_at=known_at, follows=follows, run_at=run_at)
        )

    def reversals(own: Collection[int], known: Collection[int]) -> Back:
        settled = Settled.of(other_published_runs(plan.code, period.key))
        return settled, read_reversals(plan, period, settled, own, known)

    orders = Orders(COUNTED_VOLUMES, window_facts(plan, period))
    return read_columns_of(plan, period, orders, reversals, known_at=known_at, follows=follows)


def read_columns_of(
    plan: Plan,
    period: Period,
    orders: Orders,
    reversals: Callable[[Collection[int], Collection[int]], Back],
    *,
    known_at: datetime | None,
    follows: int | None,
) -> ArrayPicture:
    """Read the picture of a period with these orders, and what comes back in it.

    `reversals` is told the orders that count and the members that are known.
    """
    last_day = period.ends_before - timedelta(days=1)
    members = network.network_columns(day=last_day, known_at=known_at)
    volumes = _volumes(plan, orders, members.member_ids)
    own, known = _Numbers(np.sort(volumes.entry_ids)), _Numbers(members.member_ids)
    settled, back = reversals(own, known)
    taken = [each for each in back if not each.settled_in]
    amounts = np.array(
        [[getattr(each, name) for name in AMOUNTS] for each in taken], np.int64
    ).reshape(len(taken), len(AMOUNTS))
    picture = ArrayPicture(
        member_ids=members.member_ids,
        sponsor_rows=rows_above(members.member_ids, members.sponsor_ids),
        statuses=Codes.among(network.STATUSES, members.statuses),
        volumes=_left(volumes, taken, amounts),
        reversals=back,
        closed=settled.closed(back),
        held=_held(members.member_ids, follows),
        period=period,
        placement=_placement(plan, members.member_ids, last_day, known_at),
        joined_on=members.joined_on if len(members.member_ids) else None,
        carried=_carried(follows),
        awards=awards_of_picture(plan.code, last_day, known_at, known),
        persons=person_rows_on(plan, members.member_ids, last_day, known_at),
        moves=moves_since(plan, _first_day(volumes), last_day, known_at, known),
    )
    return begun_with(picture, handed_on_again(follows, settled.runs))


def _first_day(volumes: ArrayVolumes) -> date | None:
    return date.fromordinal(int(volumes.days.min())) if len(volumes) else None


class _Numbers(Collection[int]):
    """A rising column as a collection of numbers, without an object for each."""

    def __init__(self, numbers: Minor) -> None:
        self._numbers = numbers

    def __contains__(self, number: object) -> bool:
        place = int(np.searchsorted(self._numbers, number))  # type: ignore[call-overload]
        return place < len(self._numbers) and bool(self._numbers[place] == number)

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers.tolist())

    def __len__(self) -> int:
        return len(self._numbers)


def _volumes(plan: Plan, orders: Orders, member_ids: Minor) -> ArrayVolumes:
    """Read the orders of known members, in the order in which they are paid: by day and number."""
    query = orders.query.format(columns=plain_columns(plan), day=day_of(plan))
    facts = orders.facts | {"own": OWN}
    currency = _CURRENCY if plan.exchange else "0"
    query = _VOLUMES.format(volumes=query, currency=currency)
    columns = read_columns(query, facts, _VOLUME_TYPES)
    refs, days, members = columns[-1], columns[8], columns[1]
    by_ref = np.argsort(refs, kind="stable")
    # Few days: as small numbers they are sorted in one pass.
    of_month = (days - days.min(initial=0 if not len(days) else days[0])).astype(np.int16)
    order = by_ref[np.argsort(of_month[by_ref], kind="stable")]
    at = np.minimum(np.searchsorted(member_ids, members), max(len(member_ids) - 1, 0))
    known = member_ids[at] == members if len(member_ids) else np.zeros(len(members), np.bool_)
    order = order[known[order]]
    entry, _member, own, pv, cv, net, qv, retail, day, country, currencies, ref = (
        column[order] for column in columns
    )
    ref, buyers = _with_buyers(ref) if counts_customers(plan) else (ref, None)
    return ArrayVolumes(
        entry_ids=entry,
        order_refs=_narrow(ref),
        member_rows=at[order].astype(np.int32),
        is_own=own,
        pv_minor=pv,
        cv_minor=cv,
        net_minor=net,
        qv_minor=qv,
        retail_minor=retail,
        countries=_countries(country),
        days=day.astype(np.int32),
        buyers=buyers,
        currencies=_currencies(currencies) if currencies.any() else None,
        portions=_portions(plan, orders, entry) if plan.counts_products else None,
    )


def _portions(plan: Plan, orders: Orders, entry_ids: Minor) -> ArrayPortions | None:
    numbers = orders.query.format(columns="e.id", day=day_of(plan))
    return portion_columns(numbers, orders.facts, entry_ids)


def _with_buyers(texts: Column) -> tuple[Column, Codes | None]:
    """Return the numbers of orders apart from who bought them."""
    refs, _mark, buyers = np.char.partition(texts, SEPARATOR.encode()).T
    return refs, columns_by_first_order(buyers, refs)


def _narrow(texts: Column) -> Column:
    """Return texts no wider than the longest one, so that the same texts have the same bytes."""
    return texts.astype(f"S{max(int(np.char.str_len(texts).max(initial=1)), 1)}")


def _countries(codes: Column) -> Codes:
    present = np.unique(codes)
    names = ["" if not each else chr(each // 256) + chr(each % 256) for each in present.tolist()]
    return Codes.among(names, np.searchsorted(present, codes).astype(np.int32))


def _currencies(codes: Column) -> Codes:
    present = np.unique(codes)
    names = [
        "" if not each else chr(each >> 16) + chr(each >> 8 & 255) + chr(each & 255)
        for each in present.tolist()
    ]
    return Codes.among(names, np.searchsorted(present, codes).astype(np.int32))


def _left(volumes: ArrayVolumes, taken: Sequence[Reversal], amounts: Column) -> ArrayVolumes:
    """Return what is left of orders; see `engine.remainder`."""
    if not taken:
        return volumes
    entries = np.array([each.entry_id for each in taken], np.int64)
    by_entry = np.argsort(volumes.entry_ids, kind="stable")
    places = by_entry[np.searchsorted(volumes.entry_ids, entries, sorter=by_entry)]
    left: dict[str, Any] = {}
    for name, gone in zip(AMOUNTS, amounts.T, strict=True):
        left[name] = getattr(volumes, name).copy()
        np.add.at(left[name], places, gone)
        if (left[name][places] < 0).any():
            raise InvariantBroken("more of an order came back than was sold")
    back = zip(places.tolist(), taken, strict=True)
    pieces = ((place, portion) for place, each in back for portion in each.portions)
    return replace(volumes, **left, portions=less(volumes.portions, pieces))


def handed_on_by(run_id: int, member_ids: Minor) -> dict[str, Any]:
    """Return what a run has handed on, as the fields of a picture that begins with it."""
    return {"held": _held(member_ids, run_id), "carried": _carried(run_id)}


def _held(member_ids: Minor, run_id: int | None) -> ArrayHeld | None:
    if run_id is None:
        return None
    members, missed, texts = read_columns(_HELD, {"run": run_id}, ("bigint", "smallint", "text"))
    at = np.minimum(np.searchsorted(member_ids, members), max(len(member_ids) - 1, 0))
    known = member_ids[at] == members if len(member_ids) else np.zeros(len(members), np.bool_)
    if not known.any():
        return None
    (ranks, titles), codes = _split(texts[known], 2)
    counts = np.zeros(len(member_ids), np.int32)
    counts[at[known]] = missed[known]
    places = np.full(len(member_ids), len(ranks), np.int32)
    places[at[known]] = codes
    return ArrayHeld(Codes.among([*ranks, ""], places), counts, Codes.among([*titles, ""], places))


def _carried(run_id: int | None) -> ArrayCarried:
    facts = {"run": -1 if run_id is None else run_id}
    members, amounts, texts = read_columns(_CARRIED, facts, ("bigint", "bigint", "text"))
    (rules, names, since), codes = _split(texts, 3)
    columns = [Codes.among(each, codes) for each in (rules, names, since)]
    order = np.lexsort((amounts, columns[2].rows, columns[1].rows, members, columns[0].rows))
    rule_ids, named, sinces = (Codes(each.names, each.rows[order]) for each in columns)
    return ArrayCarried(rule_ids, members[order], named, sinces, amounts[order])


def _split(texts: Column, parts: int) -> tuple[list[list[str]], Rows]:
    """Return the parts of each different text, and the place of its text row by row."""
    different, codes = np.unique(texts, return_inverse=True)
    split = [each.decode().split(SEPARATOR) for each in different.tolist()]
    return [[each[part] for each in split] for part in range(parts)], codes.astype(np.int32)


def _placement(
    plan: Plan, member_ids: Minor, day: date, known_at: datetime | None
) -> ArrayPlacement | None:
    placed = network.placement_columns(day=day, known_at=known_at)
    if not len(placed.member_ids) and not need_places(plan.rules):
        return None
    at = np.minimum(np.searchsorted(member_ids, placed.member_ids), len(member_ids) - 1)
    known = member_ids[at] == placed.member_ids
    parents, slots = np.full(len(member_ids), NOBODY), np.zeros(len(member_ids), np.int32)
    parents[at[known]] = placed.parent_ids[known]
    slots[at[known]] = placed.slots[known]
    return ArrayPlacement(rows_above(member_ids, parents), slots)
