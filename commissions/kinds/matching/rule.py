"""The terms of a matching rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule
from commissions.kinds.by_rank import EVERYBODY
from core.rates import WHOLE_BP

from . import walk


@dataclass(frozen=True, slots=True)
class Matching(Rule):
    """A rule of kind "matching": each sponsor generation above an earner takes a rate of its pay.

    `of` are the rules whose pay is matched, before their own limits or after them. With `cascade`,
    what an earner is itself paid by this rule is matched too. `rates_by_rank` has one rate for each
    generation; an obstacle in `pass_over` uses up no generation.
    """

    of: tuple[str, ...]
    rates_by_rank: Mapping[str, tuple[int, ...]]
    before_caps: bool
    cascade: bool
    pass_over: frozenset[str]

    @property
    def reads(self) -> tuple[str, ...]:
        """It needs what the matched rules have paid."""
        return self.of

    @property
    def levels(self) -> int:
        """Return how many generations are paid."""
        return max(map(len, self.rates_by_rank.values()))

    @property
    def most_of_an_earning_bp(self) -> int:
        """Return what all generations together can take of one earning."""
        return sum(
            max(self.rate_bp(rank, level) for rank in self.rates_by_rank)
            for level in range(1, self.levels + 1)
        )

    def rate_bp(self, rank: str, level: int) -> int:
        """Return a rank's rate of a generation, 0 where it has none."""
        rates = self.rates_by_rank.get(EVERYBODY, self.rates_by_rank.get(rank, ()))
        return rates[level - 1] if level <= len(rates) else 0

    def worst_bp(self, above: Mapping[str, int | None]) -> int | None:
        """Take the rates of what the matched rules pay at most, in a cascade again and again."""
        matched = [above[rule_id] for rule_id in self.of]
        if None in matched or (self.cascade and self.most_of_an_earning_bp >= WHOLE_BP):
            return None
        total = sum(each for each in matched if each is not None)
        share_bp = self.most_of_an_earning_bp
        return -(-total * share_bp // (WHOLE_BP - share_bp if self.cascade else WHOLE_BP))

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay earner by earner."""
        return walk.earnings(self, ground)
