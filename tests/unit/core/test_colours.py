"""Contrast as WCAG counts it, and the nearest colour that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.colours import BLACK, TEXT, WHITE, Colour, colour, contrast, is_colour, mix, readable
from core.look import GROUNDS, Look, stylesheet

CHANNEL = st.integers(0, 255)
COLOURS = st.builds(Colour, CHANNEL, CHANNEL, CHANNEL)


@pytest.mark.parametrize(
    ("one", "other", "hundredths"),
    [("#000000", "#ffffff", 2100), ("#777777", "#ffffff", 447), ("#767676", "#ffffff", 454)],
)
def test_contrast_is_what_everybody_else_measures(one: str, other: str, hundredths: int) -> None:
    assert contrast(colour(one), colour(other)) == hundredths
    assert contrast(colour(other), colour(one)) == hundredths


def test_mixing_goes_from_one_end_to_the_other() -> None:
    assert str(mix(BLACK, WHITE, 100)) == "#000000"
    assert str(mix(BLACK, WHITE, 0)) == "#ffffff"
    assert str(mix(BLACK, WHITE, 50)) == "#808080"


@given(COLOURS)
def test_the_nearest_readable_colour_can_be_read_on_every_ground(wanted: Colour) -> None:
    for schemes in GROUNDS.values():
        for ground in schemes.values():
            grounds = (colour(ground.paper), colour(ground.surface))
            found = readable(wanted, grounds)
            assert all(contrast(found, on) >= TEXT for on in grounds)


@pytest.mark.parametrize("name", sorted(GROUNDS))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_ground_can_be_written_on(name: str, scheme: str) -> None:
    ground = GROUNDS[name][scheme]
    for on in (ground.paper, ground.surface, ground.sunken):
        assert contrast(colour(ground.ink), colour(on)) >= TEXT
        assert contrast(colour(ground.ink_soft), colour(on)) >= TEXT
        assert contrast(colour(ground.line_strong), colour(on)) >= 300


@pytest.mark.parametrize("text", ["43583a", "#43583", "#43583g", "red", "#FFFFFF"])
def test_only_six_small_digits_are_a_colour(text: str) -> None:
    assert not is_colour(text)


def test_text_on_the_brand_colour_can_be_read() -> None:
    for brand in ("#43583a", "#1f4f8b", "#8a1c3a"):
        css = stylesheet(Look(brand_light=brand))
        on_brand = css.split("--theme-on-brand:")[1][:7]
        assert contrast(colour(brand), colour(on_brand)) >= TEXT
