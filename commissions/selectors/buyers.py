"""Customers in a picture: each by the first number among its orders, never by a key of ours."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from commissions.arrays.columns import Codes, Texts
from commissions.engine.facts import Volume


def by_first_order(volumes: Iterable[Volume]) -> list[Volume]:
    """Call every known customer by the lowest number among its orders here.

    So the same period has the same facts on a fresh database.
    """
    listed = list(volumes)
    first: dict[str, str] = {}
    for volume in listed:
        if volume.buyer:
            first[volume.buyer] = min(first.get(volume.buyer, volume.order_ref), volume.order_ref)
    if not first:
        return listed
    return [
        volume._replace(buyer=first[volume.buyer]) if volume.buyer else volume for volume in listed
    ]


def columns_by_first_order(buyers: Texts, order_refs: Texts) -> Codes | None:
    """Do the same with columns; None where no customer is known."""
    if not (buyers != b"").any():
        return None
    different, codes = np.unique(buyers, return_inverse=True)
    by_ref = np.argsort(order_refs, kind="stable")
    place_of = np.empty(len(by_ref), np.int64)
    place_of[by_ref] = np.arange(len(by_ref))
    lowest = np.full(len(different), len(by_ref))
    np.minimum.at(lowest, codes, place_of)
    refs = order_refs[by_ref[lowest]].tolist()
    names = [ref.decode() if known else "" for known, ref in zip(different, refs, strict=True)]
    return Codes.among(names, codes.astype(np.int32))
