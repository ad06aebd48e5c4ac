"""What a member's ranks are period by period, by the words of the plans' guide alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from commissions.engine.plan import HIGHEST_PAID, LAST_PERIOD, NEVER, ONE_STEP, RankRules


@dataclass
class Career:
    """A member who has lived through some periods, and remembers all of them.

    `tested` are the steps that its volumes have reached, `held` those it held, `paid` those it was
    paid by, `titles` its titles; `missed` are the periods in a row in which it reached less.
    """

    rules: RankRules
    pays: str
    tested: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    paid: list[int] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    missed: int = 0
    misses: list[int] = field(default_factory=list)

    def live(self, step: int) -> None:
        """Live through a period whose volumes reach a step."""
        before = self.held[-1] if self.held else 0
        self.tested.append(step)
        self.held.append(self._held(before, self._counted(before)))
        self.misses.append(self.missed)
        self.paid.append(before if self.pays == LAST_PERIOD else self.held[-1])
        self.titles.append(self._title())

    def _counted(self, before: int) -> int:
        """Return the highest step reached that may count: old ones, confirmed ones, lost ones."""
        steps = range(self.tested[-1], -1, -1)
        return next(
            each
            for each in steps
            if each <= before or self._is_confirmed(each) or self._was_lost_lately(each)
        )

    def _is_confirmed(self, step: int) -> bool:
        """It was reached in so many of the last periods, this one among them."""
        last = self.tested[-self.rules.hold_of :]
        return sum(each >= step for each in last) >= self.rules.hold_periods

    def _was_lost_lately(self, step: int) -> bool:
        """It was held, and is held no more for no more than so many periods before this one."""
        since = list(self._periods_without(step))
        return len(since) < len(self.held) and len(since) <= self.rules.requalify_periods

    def _periods_without(self, step: int) -> Iterator[int]:
        for held in reversed(self.held):
            if held >= step:
                return
            yield held

    def _held(self, before: int, counted: int) -> int:
        held = self._kept(before, counted)
        if counted >= held:
            self.missed = 0  # who has fallen to what it reaches holds that by right
        return held

    def _kept(self, before: int, counted: int) -> int:
        """Return the rank held before for as long as grace goes, and what then is left of it."""
        if counted >= before:
            return counted
        self.missed += 1
        if self.rules.demotion == NEVER or self.missed <= self.rules.grace_periods:
            return before
        return before - 1 if self.rules.demotion == ONE_STEP else counted

    def _title(self) -> int:
        """Return the highest step paid, unless pay was lower for longer than a title lasts."""
        paid, lasts = self.paid[-1], self.rules.title_lasts
        if self.rules.title != HIGHEST_PAID:
            return paid
        title = max([paid, *self.titles[-1:]])
        if lasts is None:
            return title
        lower = 0
        for place in range(len(self.paid) - 1, -1, -1):
            if self.paid[place] >= title:
                break
            lower += 1
        return paid if lower > lasts else title


def lived(rules: RankRules, pays: str, steps: Sequence[int]) -> Career:
    """Live through periods that reach these steps."""
    career = Career(rules, pays)
    for step in steps:
        career.live(step)
    return career
