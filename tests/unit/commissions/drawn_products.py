"""Orders of several categories, and which of them count, drawn by a seed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

from commissions.engine.facts import Picture, Portion, Volume
from commissions.engine.plan import Plan
from commissions.engine.products import Products, by_category
from commissions.engine.remainder import AMOUNTS

NAMES = ("care", "care/face", "care/face/night", "tea", "tea-pots")
FACTORS = ("0", "1", "1.5", "0.5", "0.3333", "8")


def drawn_products(random: Random) -> Products:
    """Draw which categories count how much."""
    named = random.sample(NAMES, random.randint(1, len(NAMES)))
    factors = {name: Fraction(random.choice(FACTORS)) for name in named}
    return Products(factors, Fraction(random.choice([0, 1])))


def divided(random: Random, volume: Volume) -> Volume:
    """Divide an order into categories, some of them empty, and what is in none."""
    left = {name: getattr(volume, name) for name in AMOUNTS}
    portions = []
    for name in random.sample(NAMES, random.randint(0, len(NAMES))):
        part = {each: random.choice([0, amount, amount // 3]) for each, amount in left.items()}
        left = {each: amount - part[each] for each, amount in left.items()}
        portions.append(Portion(name, **part))
    return volume._replace(portions=by_category(portions))


def with_products(random: Random, terms: Plan, picture: Picture) -> tuple[Plan, Picture]:
    """Let some of a plan's rules count some products, and sell some of each."""
    rules = (
        each.of_products(drawn_products(random)) if random.random() < 0.8 else each
        for each in terms.rules
    )
    sold = tuple(divided(random, each) for each in picture.volumes)
    return replace(terms, rules=tuple(rules)), replace(picture, volumes=sold)
