"""The frozen types of closing. Amounts are minor units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from commissions.facts import RunSummary
from core.paging import Page

PUBLISHED, DRAFT = "published", "draft"


@dataclass(frozen=True, slots=True)
class Change:
    """An amount in the other run and in this one."""

    before_minor: int
    now_minor: int

    @property
    def difference_minor(self) -> int:
        """Return by how much this run pays more."""
        return self.now_minor - self.before_minor

    @property
    def size_minor(self) -> int:
        """Return how large the difference is, up or down."""
        return abs(self.difference_minor)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What one level of a rule pays in both runs; corrections of closed periods stand apart."""

    rule_id: str
    rule_name: str
    level: int
    is_correction: bool
    before_lines: int
    now_lines: int
    amount: Change


@dataclass(frozen=True, slots=True)
class MemberRule:
    """What one rule pays a member in both runs."""

    rule_name: str
    is_correction: bool
    amount: Change


@dataclass(frozen=True, slots=True)
class MemberChange:
    """A member whose sum differs, its paid ranks in both runs, and which rules make it so."""

    member_id: int
    amount: Change
    rank_before: str
    rank_now: str
    rules: tuple[MemberRule, ...]


@dataclass(frozen=True, slots=True)
class ChangeTotals:
    """How many members earn more or less than in the other run, and how much."""

    gaining: int
    gained_minor: int
    losing: int
    lost_minor: int


@dataclass(frozen=True, slots=True)
class RunComparison:
    """A run beside another of its plan: rule by rule and member by member.

    Both lists begin with the largest change. `other` is None where there is none to compare.
    """

    against: str
    run: RunSummary
    other: RunSummary | None
    totals: ChangeTotals
    rules: tuple[RuleChange, ...]
    members: Page[MemberChange]


@dataclass(frozen=True, slots=True)
class DuePeriod:
    """A period of a plan that nothing is published for; `run` is its open draft, if it has one."""

    plan_code: str
    period_key: str
    closes_on: date
    is_closed: bool
    run: RunSummary | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An order of the period that no run counts: "currency", "joined_later", "recorded_later"."""

    order_ref: str
    reason: str


@dataclass(frozen=True, slots=True)
class StepTaken:
    """Somebody drafted, approved or published a run of the period, or a draft was replaced."""

    step: str
    run_id: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Closing:
    """Where the settlement of one plan and period stands, and what publishing still waits for.

    `closes_on` is the first day after the late postings. `waiting` counts events that still bring
    volume, `behind` what came in after the draft; `left_out` orders of the period in no run.
    """

    plan_code: str
    plan_label: str
    period_key: str
    starts_on: date
    ends_before: date
    closes_on: date
    volume_date: str
    late_days: int
    is_over: bool
    is_closed: bool
    run: RunSummary | None
    waiting: int
    left_out: int
    behind: int
    is_premature: bool
    ranks_moved: bool
    is_own_draft: bool
    history: tuple[StepTaken, ...]
    rates_moved: bool = False
    moved: str = ""

    @property
    def is_outdated(self) -> bool:
        """Tell whether the draft has to be made again before it can be published."""
        moved = self.ranks_moved or self.rates_moved or self.moved
        return bool(self.behind or self.is_premature or moved)

    @property
    def may_be_published(self) -> bool:
        """Tell whether an approved run could be published now."""
        return self.is_closed and not self.waiting and not self.is_outdated
