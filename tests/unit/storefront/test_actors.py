"""Who acted is told in words, never as the program's own name of it."""

from __future__ import annotations

import pytest
from django.utils import translation

from storefront.actors import actor_words
from storefront.references import order_of_movement


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        ("system:gateway:test", "Zahlungsanbieter"),
        ("system:guest-link", "Käufer"),
        ("system:unpaid-orders", "Automatisch"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_part_of_the_program_is_named_in_the_readers_language(
    actor: str | None, words: str
) -> None:
    with translation.override("de"):
        assert actor_words(actor) == words


@pytest.mark.parametrize(
    ("reference", "order_id"),
    [("order:26/delivery:6", 26), ("order:26", 26), ("LS-0001", None), ("order:x", None)],
)
def test_a_movement_tells_the_order_it_was_for(reference: str, order_id: int | None) -> None:
    assert order_of_movement(reference) == order_id
