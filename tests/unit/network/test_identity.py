"""The same e-mail and the same name are always the same text."""

from __future__ import annotations

from datetime import date

import pytest

from network.rules.identity import age_on, likeness_text, normalised_email, tidy_name


@pytest.mark.parametrize(
    "typed",
    ["anna@example.org", " Anna@Example.ORG ", "ANNA@EXAMPLE.ORG\n", "\uff41nna@example.org"],
)
def test_an_email_is_one_text_however_it_is_typed(typed: str) -> None:
    assert normalised_email(typed) == "anna@example.org"


def test_a_composed_and_a_decomposed_umlaut_are_the_same_address() -> None:
    assert normalised_email("mu\u0308ller@example.org") == normalised_email("müller@example.org")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna   Probe ", "Anna Probe"),
        ("Anna\nProbe\t", "Anna Probe"),
        ("Zoe\u0308", "Zoë"),
        ("\x00\n ", ""),
        ("Anna \N{RIGHT-TO-LEFT OVERRIDE}eborP", "Anna eborP"),
        ("An\N{ZERO WIDTH SPACE}na\N{SOFT HYPHEN} Probe\ufeff", "Anna Probe"),
        ("\N{ZERO WIDTH SPACE}\N{WORD JOINER}", ""),
        ("علی\N{ZERO WIDTH NON-JOINER}رضا", "علی\N{ZERO WIDTH NON-JOINER}رضا"),
    ],
)
def test_a_name_stands_on_one_line(typed: str, kept: str) -> None:
    assert tidy_name(typed) == kept


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 3, 2), date(2026, 3, 1), 17),
        (date(2008, 3, 2), date(2026, 3, 2), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_who_is_of_age_on_both_sides_of_the_birthday(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


def test_two_accounts_look_alike_whatever_the_order_and_accents_of_a_name() -> None:
    born = date(1990, 5, 17)
    assert likeness_text("Zoë  Müller", born) == likeness_text("muller zoe", born)
    assert likeness_text("Zoë Müller", born) != likeness_text("Zoë Müller", date(1990, 5, 18))
    assert likeness_text("Zoë Müller", born) != likeness_text("Zoë Maier", born)
