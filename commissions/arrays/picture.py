"""The frozen picture of a period as columns: the facts of commissions.engine.facts, no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np

from commissions.engine.facts import (
    MAY_EARN,
    OWN,
    Award,
    Carry,
    Closed,
    Moved,
    Picture,
    Reversal,
    Volume,
)
from commissions.engine.tree import NOBODY
from core.errors import InvariantBroken
from core.periods import Period

from .columns import Codes, Flags, Minor, Rows, Texts, minor, rows
from .portions import ArrayPortions, from_volumes

NO_DAY = -1


@dataclass(frozen=True, slots=True)
class ArrayVolumes:
    """What is left of each order, in the order in which they are paid; `days` count from year 1.

    `buyers` is None where nobody says which customer it was, `currencies` where all orders are in
    the plan's, and so are `credit_minor`, `parties` and `booked_at` where no order belongs to a
    party, and `portions` where no product has a category that the plan asks for: all but the buyers
    count only where they are.
    """

    entry_ids: Minor
    order_refs: Texts
    member_rows: Rows
    is_own: Flags
    pv_minor: Minor
    cv_minor: Minor
    net_minor: Minor
    qv_minor: Minor
    retail_minor: Minor
    countries: Codes
    days: Rows
    buyers: Codes | None = None
    currencies: Codes | None = None
    credit_minor: Minor | None = None
    parties: Minor | None = None
    booked_at: Minor | None = None
    portions: ArrayPortions | None = None

    def __len__(self) -> int:
        """Return how many orders there are."""
        return len(self.entry_ids)

    def at(self, places: Rows) -> ArrayVolumes:
        """Return the orders at some places alone."""
        columns = ((each.name, getattr(self, each.name)) for each in fields(self))
        return ArrayVolumes(**{name: _at(column, places) for name, column in columns})


@dataclass(frozen=True, slots=True)
class ArrayHeld:
    """What each member brought from the last published run; see `facts.Held`."""

    ranks: Codes
    missed: Rows
    titles: Codes


@dataclass(frozen=True, slots=True)
class ArrayPlacement:
    """The placement tree: who stands above each member, NOBODY for none, and its slot from 1."""

    parent_rows: Rows
    slots: Rows


@dataclass(frozen=True, slots=True)
class ArrayCarried:
    """What the last published run handed on; see `facts.Carry`. Sorted as those are."""

    rules: Codes
    member_ids: Minor
    names: Codes
    since: Codes
    amounts: Minor

    def __len__(self) -> int:
        """Return how many numbers there are."""
        return len(self.amounts)


@dataclass(frozen=True, slots=True)
class ArrayPicture:
    """Members by rising number, their sponsors as rows, and the volumes of the period.

    What comes back, ranks given by hand and moves are few and stay as they are in `facts.Picture`.
    `persons` are the rows of each person's first position, None where nobody has several.
    """

    member_ids: Minor
    sponsor_rows: Rows
    statuses: Codes
    volumes: ArrayVolumes
    reversals: tuple[Reversal, ...]
    closed: tuple[Closed, ...]
    held: ArrayHeld | None
    period: Period | None
    placement: ArrayPlacement | None
    joined_on: Rows | None
    carried: ArrayCarried
    awards: tuple[Award, ...]
    persons: Rows | None = None
    moves: tuple[Moved, ...] = ()

    def __len__(self) -> int:
        """Return how many members there are."""
        return len(self.member_ids)

    @property
    def may_earn(self) -> Flags:
        """Tell row by row whether a member's status lets it earn."""
        return self.statuses.is_in([MAY_EARN])

    def rows_of(self, member_ids: Minor) -> Rows:
        """Return the rows of members.

        Raises: InvariantBroken — one is not in the picture.
        """
        return rows_of(self.member_ids, member_ids)


def rows_of(member_ids: Minor, wanted: Minor) -> Rows:
    """Return the rows at which members stand in a rising column.

    Raises: InvariantBroken — one is not there.
    """
    found = np.searchsorted(member_ids, wanted)
    inside = np.minimum(found, max(len(member_ids) - 1, 0))
    lost = member_ids[inside] != wanted if len(member_ids) else np.ones(len(wanted), np.bool_)
    if lost.any():
        raise InvariantBroken(f"member {wanted[lost][0]} is not in the picture")
    return found.astype(np.int32)


def rows_above(member_ids: Minor, above: Minor) -> Rows:
    """Return the rows of members who stand above others; NOBODY stays what it is.

    Raises: InvariantBroken — one is not in the picture, or the column does not rise.
    """
    if len(member_ids) > 1 and not (np.diff(member_ids) > 0).all():
        raise InvariantBroken("a member is in the picture twice")
    found = np.full(len(above), NOBODY, np.int32)
    known = above != NOBODY
    found[known] = rows_of(member_ids, above[known])
    return found


def from_picture(picture: Picture) -> ArrayPicture:
    """Turn a picture of objects into columns.

    Raises: InvariantBroken — a member twice, or a sponsor or a volume outside the picture.
    """
    order = sorted(range(len(picture.member_ids)), key=picture.member_ids.__getitem__)
    member_ids = minor([picture.member_ids[row] for row in order])
    above = _numbers([picture.sponsor_ids[row] for row in order])
    joined = [picture.joined_on[row] for row in order] if picture.joined_on else None
    return ArrayPicture(
        member_ids=member_ids,
        sponsor_rows=rows_above(member_ids, above),
        statuses=Codes.of(picture.statuses[row] for row in order),
        volumes=_volumes(picture.volumes, member_ids),
        reversals=picture.reversals,
        closed=picture.closed,
        held=_held(picture, order),
        period=picture.period,
        placement=_placement(picture, order, member_ids),
        joined_on=_days(joined) if joined is not None else None,
        carried=carried_of(picture.carried),
        awards=tuple(sorted(picture.awards)),
        persons=_persons(picture, order, member_ids),
        moves=picture.moves,
    )


def _volumes(volumes: Sequence[Volume], member_ids: Minor) -> ArrayVolumes:
    return ArrayVolumes(
        entry_ids=minor([each.entry_id for each in volumes]),
        order_refs=np.array([each.order_ref.encode() for each in volumes], np.bytes_),
        member_rows=rows_of(member_ids, minor([each.member_id for each in volumes])),
        is_own=np.array([each.kind == OWN for each in volumes], np.bool_),
        pv_minor=minor([each.pv_minor for each in volumes]),
        cv_minor=minor([each.cv_minor for each in volumes]),
        net_minor=minor([each.net_minor for each in volumes]),
        qv_minor=minor([each.qv_minor for each in volumes]),
        retail_minor=minor([each.retail_minor for each in volumes]),
        countries=Codes.of(each.country for each in volumes),
        days=_days([each.day for each in volumes]),
        buyers=_where_said([each.buyer for each in volumes]),
        currencies=_where_said([each.currency for each in volumes]),
        credit_minor=_said([each.credit_minor for each in volumes]),
        parties=_said([each.party for each in volumes]),
        booked_at=_said([each.booked_at for each in volumes]),
        portions=from_volumes(volumes),
    )


def _at(column: Any, places: Rows) -> Any:
    if isinstance(column, Codes):
        return Codes.among(column.names, column.rows[places])
    if isinstance(column, ArrayPortions):
        return column.at(places)
    return None if column is None else column[places]


def _said(numbers: Sequence[int]) -> Minor | None:
    return minor(numbers) if any(numbers) else None


def _where_said(texts: Sequence[str]) -> Codes | None:
    return Codes.of(texts) if any(texts) else None


def _held(picture: Picture, order: Sequence[int]) -> ArrayHeld | None:
    if not any(map(any, picture.held)):
        return None
    held = [picture.held[row] for row in order]
    return ArrayHeld(
        Codes.of(each.rank for each in held),
        rows([each.missed for each in held]),
        Codes.of(each.title for each in held),
    )


def _placement(picture: Picture, order: Sequence[int], member_ids: Minor) -> ArrayPlacement | None:
    if picture.placement is None:
        return None
    parents = _numbers([picture.placement.parent_ids[row] for row in order])
    slots = rows([picture.placement.slots[row] for row in order])
    return ArrayPlacement(rows_above(member_ids, parents), slots)


def _persons(picture: Picture, order: Sequence[int], member_ids: Minor) -> Rows | None:
    if not picture.persons:
        return None
    return rows_of(member_ids, minor([picture.persons[row] for row in order]))


def carried_of(carried: Sequence[Carry]) -> ArrayCarried:
    """Turn what is handed on into columns, sorted."""
    ordered = sorted(carried)
    return ArrayCarried(
        Codes.of(each.rule_id for each in ordered),
        minor([each.member_id for each in ordered]),
        Codes.of(each.name for each in ordered),
        Codes.of(each.since for each in ordered),
        minor([each.amount for each in ordered]),
    )


def _numbers(members: Sequence[int | None]) -> Minor:
    return minor([NOBODY if member is None else member for member in members])


def _days(days: Sequence[date | None]) -> Rows:
    return rows([NO_DAY if day is None else day.toordinal() for day in days])
