"""What a rule stands on: everybody's standings, what rules above have paid, what was handed on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .day_standings import by_day
from .facts import Carry, Earning, Picture
from .positions import rounded
from .rule import Rule
from .standings import Standings

if TYPE_CHECKING:
    from .plan import Plan

PLAN = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """The facts of one period for the rules of one plan.

    `earned` holds what rules that others read have paid each member so far, by rule and member;
    `cut` which part of it their own limits took, below zero. `kept` fills with what the rules hand
    on to the next period, `days` with the grounds of single days once a rule asks for them.
    """

    plan: Plan
    standings: Standings
    earned: Mapping[str, dict[int, int]]
    cut: Mapping[str, dict[int, int]]
    kept: list[Carry] = field(default_factory=list)
    days: list[Ground] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def of(cls, plan: Plan, standings: Standings) -> Ground:
        """Prepare the ground, with an account for every rule that another one reads."""
        read = {rule_id for rule in plan.rules for rule_id in rule.reads}
        earned, cut = ({rule_id: defaultdict[int, int](int) for rule_id in read} for _ in range(2))
        return cls(plan, standings, earned, cut, list(standings.carried))

    @property
    def picture(self) -> Picture:
        """Return the frozen picture."""
        return self.standings.picture

    def carried(self, rule_id: str) -> Iterator[Carry]:
        """Yield what the period before handed on to a rule."""
        return (carry for carry in self.picture.carried if carry.rule_id == rule_id)

    def keep(self, carry: Carry) -> None:
        """Hand a number on to the next period; nothing is no number."""
        if carry.amount:
            self.kept.append(carry)

    def lines(self) -> Iterator[Earning]:
        """Yield what the plan pays, rule by rule, and add up what later rules read."""
        for rule in self.plan.rules:
            account = self.earned.get(rule.id)
            for line in self._lines_of(rule):
                if account is not None:
                    account[line.member_id] += line.amount_minor
                    if line.is_cut:
                        self.cut[rule.id][line.member_id] += line.amount_minor
                yield line

    def _lines_of(self, rule: Rule) -> Iterator[Earning]:
        rounding, lines = self.plan.position_rounding, self._lines_by_day(rule)
        return lines if rounding is None else rounded(rule, lines, rounding)

    def _lines_by_day(self, rule: Rule) -> Iterator[Earning]:
        """Yield a rule's lines; one that pays for orders stands on the ground of each one's day."""
        if not self.plan.goes_by_day or not rule.is_of_orders:
            yield from rule.lines(self)
            return
        if not self.days:
            grounds = (replace(self, standings=each) for each in by_day(self.plan, self.standings))
            self.days.extend(grounds)
        for ground in self.days:
            yield from rule.lines(ground)
