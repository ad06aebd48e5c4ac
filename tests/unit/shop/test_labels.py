"""Allergens stand out, and are read aloud like everything else."""

from __future__ import annotations

from shop.rules.labels import marks, parts, without_marks

TEXT = "Hafer, **Milch**pulver und **Soja**"


def test_a_text_is_split_at_its_allergens() -> None:
    assert parts(TEXT) == [
        ("Hafer, ", False),
        ("Milch", True),
        ("pulver und ", False),
        ("Soja", True),
    ]
    assert parts("") == []
    assert parts("a * b ** c") == [("a * b ** c", False)]


def test_allergens_are_counted_and_taken_out_of_their_marks() -> None:
    assert marks(TEXT) == 2
    assert without_marks(TEXT) == "Hafer, Milchpulver und Soja"
