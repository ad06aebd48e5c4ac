"""The frozen types of the room's public face. Amounts are minor units, points hundredths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from commissions.rank_facts import RankStep
from core.paging import Page
from network.public import SeenMember


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One signed version of a plan."""

    plan_code: str
    version: int
    label: str
    valid_from: date
    source: str
    sha256: str
    signed_by: str
    approved_by: str
    activated_at: datetime


@dataclass(frozen=True, slots=True)
class VolumeRecorded:
    """How many orders brought new volume, and how many had nothing to bring.

    An order is skipped when it is not paid, is credited to nobody, or was recorded before.
    """

    created: int
    skipped: int


@dataclass(frozen=True, slots=True)
class VolumeReversed:
    """How many reversals of orders with volume were new, and how many were known already."""

    created: int
    skipped: int


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run in a list. `is_new` tells whether the call that returned it made it.

    `earned_minor` is the sum of all lines, `corrected_minor` the part of it that corrects closed
    periods. `kept_minor` is what the company keeps of what the plan could have paid.
    """

    run_id: int
    run_ref: str
    plan_code: str
    plan_version: int
    plan_label: str
    period_key: str
    state: str
    currency: str
    member_count: int
    volume_count: int
    line_count: int
    pv_minor: int
    net_minor: int
    possible_minor: int
    earned_minor: int
    input_hash: str
    result_hash: str
    drafted_by: str
    drafted_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    published_by: str | None
    published_at: datetime | None
    is_new: bool = False
    corrected_minor: int = 0
    correction_count: int = 0
    reversal_count: int = 0

    @property
    def kept_minor(self) -> int:
        """Return what nobody took: levels without a taker, and rounding."""
        return self.possible_minor - (self.earned_minor - self.corrected_minor)

    @property
    def is_published(self) -> bool:
        """Tell whether the run stands for good."""
        return self.state == "published"


@dataclass(frozen=True, slots=True)
class RunCheck:
    """How a run came out when it was calculated again.

    `first_difference` is the number of the first stored line that is another now. `is_older` tells
    that the run's fingerprints have an older form, so that its lines alone were compared.
    """

    run_id: int
    is_same: bool
    input_hash: str
    result_hash: str
    first_difference: int | None
    is_older: bool = False


@dataclass(frozen=True, slots=True)
class LevelTotal:
    """What one level of a rule paid in a run."""

    rule_id: str
    rule_name: str
    level: int
    rate_bp: int
    line_count: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class MemberTotal:
    """What one member earned in a run."""

    member_id: int
    line_count: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class RankCount:
    """How many members reached a rank in a run."""

    rank: str
    rank_name: str
    members: int


@dataclass(frozen=True, slots=True)
class RunDetail:
    """A run with what is behind its totals, and the run of the period before to compare.

    `left_out` counts orders of the period that no run counts yet: paid or recorded later, in
    another currency, or credited to somebody who joined later.
    """

    run: RunSummary
    previous: RunSummary | None
    active_members: int
    left_out: int
    levels: tuple[LevelTotal, ...]
    ranks: tuple[RankCount, ...]
    top_members: tuple[MemberTotal, ...]


@dataclass(frozen=True, slots=True)
class EarningRow:
    """One line of a member's earnings: from which order, by which rule, and when it is payable.

    `vests_on` is None while the order is not delivered; `is_vested` tells whether it was booked.
    A line that corrects a closed period names it, its run, and the line there if there was one.
    """

    run_id: int
    line_no: int
    period_key: str
    plan_label: str
    rule_id: str
    rule_name: str
    level: int
    rate_bp: int
    base_minor: int
    amount_minor: int
    currency: str
    order_id: int | None
    order_ref: str
    kind: str
    from_member_id: int
    paid_on: date
    vests_on: date | None
    is_vested: bool
    corrects_period: str | None = None
    corrects_run_id: int | None = None
    corrects_line_no: int | None = None


@dataclass(frozen=True, slots=True)
class RunEarnings:
    """What a member earned in one published run, and how much of it has vested."""

    run_id: int
    run_ref: str
    period_key: str
    plan_label: str
    currency: str
    line_count: int
    earned_minor: int
    vested_minor: int

    @property
    def pending_minor(self) -> int:
        """Return what is still held back."""
        return self.earned_minor - self.vested_minor


@dataclass(frozen=True, slots=True)
class PeriodPoint:
    """A member's period in short; `is_final` once its run is published."""

    period_key: str
    pv_minor: int
    gv_minor: int
    customer_pv_minor: int
    earned_minor: int
    rank_name: str
    is_final: bool


@dataclass(frozen=True, slots=True)
class RankName:
    """A rank as plans and as people call it; both "" for none."""

    rank: str
    name: str


@dataclass(frozen=True, slots=True)
class AwardNote:
    """A rank that somebody of the staff gave by hand: since when, until which day, decided when.

    `pays` tells that the period is paid by it, and not by a higher rank of the member's own.
    """

    rank: RankName
    is_exact: bool
    valid_from: date
    valid_until: date | None
    decided_at: datetime
    pays: bool


@dataclass(frozen=True, slots=True)
class RankCard:
    """A member's ranks in a period: earned by volumes, held after grace and demotion, paid by.

    `to_keep` is what would earn the rank that only grace or slow demotion still keeps, `to_reach`
    the next one. `grace_left` counts the periods the rank would outlast without being earned.
    `award` is the rank given by hand, if there is one.
    """

    member_id: int
    period_key: str
    is_final: bool
    computed_at: datetime | None
    earned: RankName
    held: RankName
    paid: RankName
    title: RankName
    missed: int
    grace_left: int
    grace_periods: int
    to_keep: RankStep | None
    to_reach: RankStep | None
    award: AwardNote | None = None

    @property
    def is_kept(self) -> bool:
        """Tell whether less was earned than is held."""
        return self.to_keep is not None


@dataclass(frozen=True, slots=True)
class Release:
    """Earnings that become payable on a day."""

    on: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A member's period: figures of the published run, or what the volumes say so far.

    `rank` is "" without a rank; `plan_label` is "" while no plan is in force. `computed_at` is
    when the figures were worked out, `is_outdated` tells that something came since.
    `projected_minor` is what the period has earned so far, None once it is final. `history` ends
    with this period.
    """

    member_id: int
    period_key: str
    plan_label: str
    currency: str
    is_final: bool
    pv_minor: int
    gv_minor: int
    active_pv_minor: int
    is_active: bool
    rank: str
    rank_name: str
    partners: int
    new_partners: int
    runs: tuple[RunEarnings, ...]
    projected_minor: int | None = None
    customer_pv_minor: int = 0
    computed_at: datetime | None = None
    is_outdated: bool = False
    before: PeriodPoint | None = None
    history: tuple[PeriodPoint, ...] = ()
    card: RankCard | None = None
    releases: tuple[Release, ...] = ()


@dataclass(frozen=True, slots=True)
class VestedDay:
    """What vested of one run on one day: money that is payable from then on."""

    vesting_id: int
    run_ref: str
    period_key: str
    vests_on: date
    currency: str
    member_count: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A member of a line in a list. What may not be seen of it is None.

    `last_order_month` is "" for somebody who never ordered.
    """

    member: SeenMember
    level: int
    rank_name: str
    pv_minor: int | None
    gv_minor: int | None
    last_order_month: str | None


@dataclass(frozen=True, slots=True)
class Team:
    """A page of a line; `is_cut` tells that the line is larger than one list can hold.

    `countries` and `ranks` are what can be filtered by.
    """

    page: Page[TeamRow]
    period_key: str
    computed_at: datetime | None
    is_cut: bool
    countries: tuple[str, ...]
    ranks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TreeFigures:
    """What a drawn tree shows beside names: group volumes where they may be seen, rank names."""

    gv_minor: Mapping[int, int]
    ranks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MemberPeriod:
    """What may be seen of a member's period; hidden parts are None."""

    period_key: str
    rank_name: str
    pv_minor: int | None
    gv_minor: int | None
    is_active: bool | None
    last_order_month: str | None
    customers: int | None
    customer_pv_minor: int | None
