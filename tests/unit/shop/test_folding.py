"""How German words are sorted and found."""

from __future__ import annotations

import pytest

from shop.rules.folding import fold, search_key


def test_umlauts_sort_beside_their_vowels() -> None:
    words = ["Zahncreme", "Ölbad", "Olive", "Öl", "apfel", "Ärmel"]
    assert sorted(words, key=fold) == ["apfel", "Ärmel", "Öl", "Ölbad", "Olive", "Zahncreme"]


@pytest.mark.parametrize("query", ["straße", "STRASSE", "Straße  "])
def test_sharp_s_is_found_in_either_spelling(query: str) -> None:
    assert fold(query) in search_key("Die Straße")


@pytest.mark.parametrize("query", ["ölbad", "olbad", "OELBAD"])
def test_an_umlaut_is_found_in_every_spelling(query: str) -> None:
    assert fold(query) in search_key("Ölbad mit Rosen")
