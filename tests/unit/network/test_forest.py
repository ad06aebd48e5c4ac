"""Sponsors' references make a forest or they are refused."""

from __future__ import annotations

from network.rules.forest import found_cycle


def test_a_forest_has_no_circle() -> None:
    assert found_cycle({"a": None, "b": "a", "c": "b", "d": "a", "e": None}) is None


def test_a_sponsor_who_is_stored_already_ends_the_climb() -> None:
    assert found_cycle({"b": "stored", "c": "b"}) is None


def test_a_circle_below_a_tail_is_found() -> None:
    assert found_cycle({"tail": "a", "a": "b", "b": "c", "c": "a"}) in {"a", "b", "c"}


def test_somebody_who_sponsors_himself_is_found() -> None:
    assert found_cycle({"a": "a"}) == "a"


def test_a_chain_of_a_hundred_thousand_is_climbed_once() -> None:
    chain = {str(n): str(n + 1) for n in range(100_000)}
    assert found_cycle(chain) is None
