"""Names are found however their umlauts, capitals and marks are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.rules.name_words import asked_beginnings, beginnings, folded_words


@pytest.mark.parametrize("typed", ["Müller", "Mueller", "MULLER", "müller", "Mu\u0308ller"])
def test_every_way_to_write_an_umlaut_is_one_word(typed: str) -> None:
    assert folded_words(typed) == ("muller",)


@pytest.mark.parametrize("typed", ["Weiß", "Weiss", "WEISS", "weiß"])
def test_sharp_s_is_two_s(typed: str) -> None:
    assert folded_words(typed) == ("weiss",)


def test_words_end_at_hyphens_apostrophes_and_spaces() -> None:
    assert folded_words("Anna-Lena d'Été  O_Neil") == ("anna", "lena", "d", "ete", "o", "neil")


def test_a_word_is_found_from_three_letters_on() -> None:
    assert beginnings("Berta") == ("ber", "bert", "berta")


def test_a_short_word_is_found_whole_only() -> None:
    assert beginnings("Li Bo") == ("li", "bo")


def test_a_long_word_is_found_by_its_first_twelve_letters() -> None:
    assert beginnings("Donaudampfschiff")[-1] == "donaudampfsc"
    assert asked_beginnings("Donaudampfschiff") == ("donaudampfsc",)


def test_two_letters_do_not_list_everybody() -> None:
    assert not set(asked_beginnings("be")) & set(beginnings("Berta"))


@given(st.text(alphabet="aäeoöuüßAÖstmn", min_size=3, max_size=12), st.integers(3, 12))
def test_whatever_begins_a_word_finds_it(word: str, length: int) -> None:
    asked = asked_beginnings(word[:length])
    if all(len(part) >= 3 for part in asked):
        assert set(asked) <= set(beginnings(word))
