"""The seeded draw of sponsors."""

from __future__ import annotations

from collections import Counter

from config.demo.sponsor_rule import SponsorDraw


def network(seed: int, size: int) -> list[int | None]:
    """Let that many customers join."""
    draw = SponsorDraw(seed)
    return [draw.join(f"{number:05d}") for number in range(1, size + 1)]


def test_the_first_is_the_root_and_nobody_else() -> None:
    sponsors = network(seed=7, size=500)
    assert sponsors[0] is None
    assert None not in sponsors[1:]


def test_a_sponsor_is_always_an_earlier_member() -> None:
    sponsors = network(seed=7, size=2000)
    assert all(sponsor < number for number, sponsor in enumerate(sponsors) if sponsor is not None)


def test_the_draw_is_the_documented_one_in_every_process() -> None:
    assert network(seed=1, size=12) == [None, 0, 1, 1, 0, 1, 1, 5, 1, 6, 1, 6]


def test_another_seed_draws_another_network() -> None:
    assert network(seed=1, size=50) != network(seed=2, size=50)


def test_who_joins_later_changes_nothing_before() -> None:
    assert network(seed=3, size=400)[:100] == network(seed=3, size=100)


def test_the_network_has_stars_and_deep_lines() -> None:
    sponsors = network(seed=1, size=20_000)
    depths: list[int] = []
    for sponsor in sponsors:
        depths.append(0 if sponsor is None else depths[sponsor] + 1)
    direct_partners = Counter(sponsors).most_common(1)[0][1]
    assert max(depths) > 15
    assert direct_partners > 25
