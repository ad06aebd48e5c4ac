"""What commissions keeps: signed plans, volume, runs with their frozen pictures, lines, vesting."""

from commissions.models.calculation import (
    Calculation,
    CalculationKind,
    CalculationState,
    TriedPlan,
)
from commissions.models.inquiry import Inquiry, InquiryMessage
from commissions.models.live_figures import LiveFigure, LiveFigures
from commissions.models.plan_proposal import PlanProposal
from commissions.models.plan_version import PlanVersion
from commissions.models.rank_award import RankAward
from commissions.models.run import Run, RunState
from commissions.models.run_comparison import KeptComparison
from commissions.models.run_days import RunMove, RunRank
from commissions.models.run_gaps import RunGaps
from commissions.models.run_rate import RunRate
from commissions.models.run_rows import (
    EarningLine,
    HandedOnAgain,
    RunCarry,
    RunMember,
    RunReversal,
    RunVolume,
)
from commissions.models.status_proposal import StatusProposal
from commissions.models.vesting import VestedCut, VestedRest, VestedVolume, Vesting
from commissions.models.volume import (
    PartyHeld,
    VolumeDelivery,
    VolumeEntry,
    VolumeKind,
    VolumeLine,
    VolumeReversal,
    VolumeReversalLine,
)

__all__ = [
    "Calculation",
    "CalculationKind",
    "CalculationState",
    "EarningLine",
    "HandedOnAgain",
    "Inquiry",
    "InquiryMessage",
    "KeptComparison",
    "LiveFigure",
    "LiveFigures",
    "PartyHeld",
    "PlanProposal",
    "PlanVersion",
    "RankAward",
    "Run",
    "RunCarry",
    "RunGaps",
    "RunMember",
    "RunMove",
    "RunRank",
    "RunRate",
    "RunReversal",
    "RunState",
    "RunVolume",
    "StatusProposal",
    "TriedPlan",
    "VestedCut",
    "VestedRest",
    "VestedVolume",
    "Vesting",
    "VolumeDelivery",
    "VolumeEntry",
    "VolumeKind",
    "VolumeLine",
    "VolumeReversal",
    "VolumeReversalLine",
]
