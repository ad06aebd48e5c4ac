"""What orders and returns hold of each category of products, read where a plan asks for it."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from commissions.arrays.columns import Codes, Minor
from commissions.arrays.portions import ArrayPortions
from commissions.engine.facts import Portion, Reversal, Volume
from commissions.engine.plan import Plan
from core.copied_columns import Column, read_columns

# Every order qualifies with the points that it pays, and so does each part of it.
_SUMS = "sum({t}.pv_minor), sum({t}.cv_minor), sum({t}.net_minor), sum({t}.pv_minor)"
_AS_JSON = """coalesce((SELECT json_agg(p.held) FROM (
    SELECT json_build_array(l.category, {sums}, sum({t}.retail_minor)) AS held
    FROM {source} AND l.category <> '' GROUP BY l.category
) p), '[]')::text"""
_SOLD = _AS_JSON.format(
    sums=_SUMS.format(t="l"), t="l", source="commissions_volumeline l WHERE l.entry_id = e.id"
)
_BACK = _AS_JSON.format(
    sums=_SUMS.format(t="b"),
    t="b",
    source="commissions_volumereversalline b JOIN commissions_volumeline l ON l.id = b.line_id "
    "WHERE b.reversal_id = r.id",
)
_COLUMNS = """
WITH sold (id) AS MATERIALIZED ({orders})
SELECT s.id, sum(l.pv_minor)::bigint, sum(l.cv_minor)::bigint, sum(l.net_minor)::bigint,
       sum(l.retail_minor)::bigint, l.category
FROM sold s JOIN commissions_volumeline l ON l.entry_id = s.id
WHERE l.category <> '' GROUP BY s.id, l.category
"""
_TYPES = ("bigint", "bigint", "bigint", "bigint", "bigint", "text")
# How many columns a volume has before its portions.
_BEFORE = Volume._fields.index("portions")


def sold_column(plan: Plan) -> str:
    """Return a column with the portions of a volume entry `e`, behind a comma; "" if none asks."""
    return f", {_SOLD}" if plan.counts_products else ""


def back_column(plan: Plan) -> str:
    """Return a column with the portions of a reversal `r`, behind a comma; "" if none asks."""
    return f", {_BACK}" if plan.counts_products else ""


def volume_of(row: tuple[Any, ...]) -> Volume:
    """Make a volume of its columns."""
    if len(row) <= _BEFORE:
        return Volume(*row)
    return Volume(*row[:_BEFORE])._replace(portions=_read(row[_BEFORE]))


def reversal_of(row: tuple[Any, ...]) -> Reversal:
    """Make a reversal of its columns."""
    *facts, last = row
    if isinstance(last, str):
        return Reversal(*facts)._replace(portions=_read(last))
    return Reversal(*row)


def _read(held: str) -> tuple[Portion, ...]:
    return tuple(sorted(Portion(*each) for each in json.loads(held)))


def portion_columns(orders: str, facts: dict[str, Any], entry_ids: Minor) -> ArrayPortions | None:
    """Read the portions of orders as columns; `orders` is the query of their numbers.

    `entry_ids` are those that count, in the order of the picture.
    """
    columns = read_columns(_COLUMNS.format(orders=orders), facts, _TYPES)
    by_entry = np.argsort(entry_ids, kind="stable")
    known = np.isin(columns[0], entry_ids)
    found = [column[known] for column in columns]
    if not len(found[0]):
        return None
    places = by_entry[np.searchsorted(entry_ids, found[0], sorter=by_entry)]
    return _sorted(places.astype(np.int32), found)


def _sorted(places: Column, found: list[Column]) -> ArrayPortions:
    """Sort portions by order and category."""
    _entries, pv, cv, net, retail, texts = found
    different, codes = np.unique(texts, return_inverse=True)
    order = np.lexsort((codes, places))
    names = [each.decode() for each in different.tolist()]
    return ArrayPortions(
        places[order], Codes.among(names, codes[order].astype(np.int32)),
        pv[order], cv[order], net[order], pv[order], retail[order],
    )  # fmt: skip
