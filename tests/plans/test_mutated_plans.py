"""Any key of any shipped plan may be lost, misspelt or of another kind: never more than a no."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from commissions.document.toml_text import parse_toml
from commissions.engine.plan import Plan
from commissions.shipped_plans import plan_files, shipped_paths
from tests.plans.written_toml import written

Path = tuple[str | int, ...]

SHIPPED = {f"{path.parent.name} {path.stem}": plan_files(path) for path in shipped_paths()}
PLANS = {name: parse_toml(files.document) for name, files in SHIPPED.items()}
# Under these, an author is free in the choice of words.
FREE_WORDS = ("by_payment", "factors")
VALUES = [
    0, 1, -3, 10**30, Decimal("0.5"), True, "", "x", "0", "100 PV", "5%", "1.00 EUR", "3 days",
    "1 period", date(2026, 1, 1), [], ["5%"], [{}], {}, {"a": 1}, {"de": "A", "en": "B"},
]  # fmt: skip


def places(node: Any, path: Path = ()) -> Iterator[Path]:
    """Yield where something stands, at every depth."""
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for name, value in items:
        yield (*path, name)
        if isinstance(value, dict | list):
            yield from places(value, (*path, name))


PLACES = [(name, path) for name, document in PLANS.items() for path in places(document)]
KEYS = [(name, path) for name, path in PLACES if isinstance(path[-1], str)]


def changed(name: str, path: Path) -> tuple[dict[str, Any], Any]:
    """Return a copy of a plan, and of it the table or list in which a place is."""
    document = copy.deepcopy(PLANS[name])
    node = document
    for step in path[:-1]:
        node = node[step]  # type: ignore[index]
    return document, node


def read(document: dict[str, Any]) -> Plan | None:
    """Read a plan; None where it is refused, which must always be in words."""
    try:
        return replace(read_plan(written(document), "plan.toml"), sha256="")
    except PlanRejected as refusal:
        assert refusal.key
        assert refusal.reason
        return None


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_written_anew_is_the_same(name: str) -> None:
    assert read(PLANS[name]) == replace(read_plan(SHIPPED[name].document, ""), sha256="")


@given(st.sampled_from(PLACES))
def test_whatever_is_lost_the_plan_is_refused_or_read(place: tuple[str, Path]) -> None:
    document, node = changed(*place)
    del node[place[1][-1]]
    read(document)


@given(st.sampled_from(KEYS), st.sampled_from(["x", "X", " ", "_"]))
def test_whatever_is_misspelt_is_refused(place: tuple[str, Path], slip: str) -> None:
    name, path = place
    document, node = changed(name, path)
    node[f"{path[-1]}{slip}"] = node.pop(path[-1])
    plan = read(document)
    assert plan is None or set(path) & set(FREE_WORDS)


@given(st.sampled_from(PLACES), st.sampled_from(VALUES))
def test_whatever_is_of_another_kind_is_refused_or_means_the_same(
    place: tuple[str, Path], value: object
) -> None:
    name, path = place
    document, node = changed(name, path)
    old = node[path[-1]]
    # Some keys take one value for everybody or a table by rank: tables and lists may change form.
    is_other_kind = type(old) is not type(value) and not {type(old), type(value)} & {dict, list}
    node[path[-1]] = value
    plan = read(document)
    assert plan is None or not is_other_kind or plan == read(PLANS[name])
