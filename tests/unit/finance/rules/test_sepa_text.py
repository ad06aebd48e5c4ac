"""Names in the characters that every bank accepts."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.rules.sepa_text import sepa_text

ALLOWED = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Jörg Müller-Weiß", "Joerg Mueller-Weiss"),
        (unicodedata.normalize("NFD", "Jörg Müller"), "Joerg Mueller"),
        ("ÄRZTEHAUS MÜNCHEN", "AERZTEHAUS MUENCHEN"),
        ("Ärztehaus Straße", "Aerztehaus Strasse"),
        ("Müller & Söhne GmbH", "Mueller + Soehne GmbH"),
        ("Żółkiewska, Łucja", "Zolkiewska, Lucja"),
        ("François d’Île", "Francois d'Ile"),
        ("Søren Ångström", "Soren Angstroem"),
        ("Anna_Berg@Quelle", "Anna-Berg(at)Quelle"),
        ("  Anna \n Berg\t", "Anna Berg"),
        ("Anna 😀 Berg", "Anna Berg"),
        ('<Anna> "Berg"; DROP', "Anna 'Berg' DROP"),
        ("Жанна", "Zhanna"),
    ],
)
def test_a_name_is_written_with_the_letters_banks_know(name: str, written: str) -> None:
    assert sepa_text(name, limit=70) == written


def test_a_long_name_is_cut_without_a_trailing_space() -> None:
    assert sepa_text("Anna Berg", limit=5) == "Anna"


@given(st.text(max_size=200), st.integers(min_value=1, max_value=140))
def test_whatever_comes_in_the_bank_can_read_it(text: str, limit: int) -> None:
    written = sepa_text(text, limit=limit)
    assert ALLOWED.fullmatch(written)
    assert len(written) <= limit
    assert sepa_text(written, limit=limit) == written
