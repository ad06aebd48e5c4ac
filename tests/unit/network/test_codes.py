"""Codes can be read out and typed."""

from __future__ import annotations

import random

import pytest

from network.rules.codes import ALPHABET, LENGTH, drawn_code, is_code, normalised_code


def test_a_drawn_code_has_no_vowel_and_no_sign_that_looks_like_another() -> None:
    dice = random.Random(7)
    drawn = "".join(drawn_code(dice.choice) for _each in range(500))
    assert set(drawn) == set(ALPHABET)
    assert not set(drawn) & set("aeiou01lisbzq")


def test_a_drawn_code_is_a_code() -> None:
    code = drawn_code(random.Random(7).choice)
    assert len(code) == LENGTH
    assert is_code(code)


def test_capitals_and_spaces_do_not_matter() -> None:
    assert normalised_code("  Moos-2026 ") == "moos-2026"


@pytest.mark.parametrize("text", ["", "ab", "-abc", "a b c", "a/b/c", "ä-code", "x" * 33, "abc\n"])
def test_other_texts_are_no_codes(text: str) -> None:
    assert not is_code(text)
