"""How far a calculation is, told between its blocks to whoever listens; a listener may stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import gettext_lazy as _

from commissions.arrays.lines import LineBlock
from commissions.engine.plan import Plan
from core.errors import Refused

READING, STANDINGS, MEMBERS, RULE = "reading", "standings", "members", "rule"
CORRECTIONS, INDEXING, COMPARING = "corrections", "indexing", "comparing"
CHECKING, BOOKING, PERIOD = "checking", "booking", "period"


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done: step `step` of `steps`, and `done` of `total` in it; 0 is unknown.

    `about` is the rule's id where the part is a rule, the period's key where it is a period.
    """

    part: str
    step: int = 0
    steps: int = 0
    about: str = ""
    done: int = 0
    total: int = 0


Tell: TypeAlias = Callable[[Progress], None]


class Stopped(Refused):
    """Somebody asked to stop; the transaction it is raised in leaves nothing behind."""

    code = "commissions.calculation_stopped"

    def __init__(self) -> None:
        super().__init__(_("The calculation was stopped. Nothing of it is left."))


def to_nobody(_progress: Progress) -> None:
    """Listen to nothing: whoever calls a use case and waits for it needs no progress."""


class RunCourse:
    """Tells the steps of one run in their order: what comes before the rules, each rule, the rest.

    `expected_lines` is how many lines the run before had, the best guess there is.
    """

    BEFORE: tuple[str, ...] = (READING, STANDINGS, CORRECTIONS, MEMBERS)
    AFTER: tuple[str, ...] = (INDEXING, COMPARING)

    def __init__(self, tell: Tell, plan: Plan, expected_lines: int = 0) -> None:
        rules = ((RULE, rule.id) for rule in plan.rules)
        self._tell, self._expected = tell, expected_lines
        before, after = (((part, "") for part in parts) for parts in (self.BEFORE, self.AFTER))
        self._steps = (*before, *rules, *after)

    def begin(self, part: str, about: str = "", *, done: int = 0, total: int = 0) -> None:
        """Tell that a part begins, or how far it is."""
        step = self._steps.index((part, about))
        self._tell(Progress(part, step, len(self._steps), about, done, total))

    def correct(self, period_key: str) -> None:
        """Tell which closed period is looked at."""
        step = self._steps.index((CORRECTIONS, ""))
        self._tell(Progress(CORRECTIONS, step, len(self._steps), period_key))

    def over(self, blocks: Iterable[LineBlock]) -> Iterator[LineBlock]:
        """Pass lines on, and tell how many there are after each block.

        A rule without lines is passed over; the first one is told before it has any.
        """
        lines = 0
        rules = [about for part, about in self._steps if part == RULE]
        if rules:
            self.begin(RULE, rules[0], total=self._expected)
        for block in blocks:
            self.begin(RULE, block.rule_id, done=lines, total=max(self._expected, lines))
            yield block
            lines += len(block)


class CheckCourse(RunCourse):
    """Tells the steps of a run that is calculated again and compared line by line on the way."""

    BEFORE = (READING, CORRECTIONS, STANDINGS)
    AFTER = ()
