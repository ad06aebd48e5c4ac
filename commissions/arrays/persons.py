"""Persons who hold several positions, over columns; see engine/persons.py."""

from __future__ import annotations

import numpy as np

from .columns import Minor, Rows, rows
from .picture import ArrayPicture


def together(picture: ArrayPicture) -> list[list[int]]:
    """Return the rows of every person with several positions, in rising order."""
    if picture.persons is None:
        return []
    counts = np.bincount(picture.persons, minlength=len(picture))
    shared = np.flatnonzero(counts[picture.persons] > 1)
    by_person = shared[np.argsort(picture.persons[shared], kind="stable")]
    ends = np.flatnonzero(np.diff(picture.persons[by_person])) + 1
    return [each.tolist() for each in np.split(by_person, ends)] if len(by_person) else []


def first_positions(picture: ArrayPicture) -> Rows:
    """Return for each row the first one of its person, itself where it is alone."""
    if picture.persons is None:
        return rows(np.arange(len(picture)))
    return picture.persons


def of_persons(best: np.ufunc, numbers: Minor, first: Rows) -> Minor:
    """Return for each row the greatest or the least number among the positions of its person."""
    found = numbers.astype(np.int64)
    best.at(found, first, numbers)
    return found[first]


def person_rows(member_ids: Minor, members: Minor, persons: Minor) -> Rows | None:
    """Return `ArrayPicture.persons` of members and the numbers of their persons.

    Whoever is not among the rising `member_ids` is left out.
    """
    at = np.minimum(np.searchsorted(member_ids, members), max(len(member_ids) - 1, 0))
    known = member_ids[at] == members if len(member_ids) else np.zeros(len(members), np.bool_)
    here, numbers = at[known], persons[known]
    first = np.arange(len(member_ids))
    order = np.argsort(here, kind="stable")
    _each, leads, person = np.unique(numbers[order], return_index=True, return_inverse=True)
    first[here[order]] = here[order][leads][person]
    return rows(first) if (first != np.arange(len(first))).any() else None
