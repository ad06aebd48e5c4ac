"""What other rooms may call of commissions: functions and frozen types, nothing else.

A run is named "run:<id>"; its earnings are booked from "company:commission_cost" to
"member:<id>:pending" when it is published, and on to "member:<id>:payable" when they vest.
"""

from commissions.awards.facts import AwardRow, RankChoice
from commissions.awards.read import award, awards_of, awards_page, rank_choices
from commissions.awards.write import (
    AwardDecided,
    AwardNotFound,
    AwardTooEarly,
    AwardWaiting,
    NewAward,
    NotAwardable,
    NothingToEnd,
    OwnAward,
    UnknownRank,
    decide_award,
    first_free_day,
    request_award,
)
from commissions.calculations.ask import (
    CalculationNotFound,
    NewTrial,
    ask_check,
    ask_draft,
    ask_publication,
    ask_trial,
    stop_calculation,
)
from commissions.calculations.carry_out import calculate_waiting
from commissions.calculations.facts import CalculationView, Trial
from commissions.calculations.read import (
    calculation,
    last_calculation,
    last_check,
    open_calculations,
    trial,
    trials_page,
    tried_files,
)
from commissions.calculations.underway import CalculationUnderway
from commissions.closing.comparison import compare_runs
from commissions.closing.facts import (
    Change,
    ChangeTotals,
    Closing,
    DuePeriod,
    LeftOut,
    MemberChange,
    MemberRule,
    RuleChange,
    RunComparison,
    StepTaken,
)
from commissions.closing.overview import (
    MOST_EARNERS,
    closing,
    due_periods,
    earners_of,
    left_out_orders,
)
from commissions.document.plan_comparison import compare_plans
from commissions.document.plan_document import read_plan
from commissions.document.plan_examples import PlanReport, check_plan_text
from commissions.document.plan_faults import PlanFault
from commissions.document.plan_rejected import PlanRejected
from commissions.document.toml_text import MAX_BYTES as MAX_PLAN_BYTES
from commissions.engine.plan import Plan
from commissions.facts import (
    AwardNote,
    Dashboard,
    EarningRow,
    LevelTotal,
    MemberPeriod,
    MemberTotal,
    PeriodPoint,
    PlanCard,
    RankCard,
    RankCount,
    RankName,
    Release,
    RunCheck,
    RunDetail,
    RunEarnings,
    RunSummary,
    Team,
    TeamRow,
    TreeFigures,
    VestedDay,
    VolumeRecorded,
    VolumeReversed,
)
from commissions.inactivity.facts import InactiveRow
from commissions.inactivity.read import inactive_page
from commissions.inactivity.write import (
    InactiveDecided,
    InactiveNotFound,
    decide_inactive,
    propose_inactive,
)
from commissions.inquiries.facts import InquiryEntry, InquiryRow, InquiryView
from commissions.inquiries.read import (
    inquiries_of,
    inquiries_page,
    inquiry,
    inquiry_about,
    inquiry_news,
)
from commissions.inquiries.write import (
    InquiryAnswered,
    InquiryNotFound,
    InquiryTextMissing,
    answer_inquiry,
    ask_about_line,
)
from commissions.proposals.facts import PlanCheck, ProposalRow, ProposalView
from commissions.proposals.read import check_plan, proposal, proposal_file, proposals_page
from commissions.proposals.write import (
    AnotherText,
    NewPlan,
    ProposalDecided,
    ProposalNotFound,
    ProposalWaiting,
    approve_plan,
    propose_plan,
    reject_plan,
)
from commissions.rank_facts import Need, RankStep
from commissions.selectors.dashboard import dashboard
from commissions.selectors.earnings import earnings_by_run, earnings_page
from commissions.selectors.leg_volumes import member_period, tree_figures
from commissions.selectors.plans import (
    NoPlanInForce,
    UnknownPlan,
    WrongPeriod,
    plan_cards,
    rank_names_on,
)
from commissions.selectors.rank_card import rank_card, rank_card_of_run
from commissions.selectors.releases import releases_of
from commissions.selectors.runs import RunNotFound, run_detail, runs_page, statement_rows, titles_of
from commissions.selectors.team import TEAM_SORTS, TeamFilter, team_export, team_list
from commissions.selectors.verify_run import verify_run
from commissions.selectors.why import LineNotFound, why, why_many
from commissions.services.activate_plan import (
    ExamplesBroken,
    OtherPlaces,
    SecondSignatureMissing,
    VersionOutOfOrder,
    activate_plan,
)
from commissions.services.approve_run import SecondPersonMissing, approve_run
from commissions.services.draft_run import PeriodPublished, TooLarge, draft_run
from commissions.services.fold_orders import fold_orders
from commissions.services.keep_gaps import keep_gaps
from commissions.services.publish_run import (
    CountedElsewhere,
    DraftOutdated,
    NotApproved,
    PeriodNotOver,
    VolumeUnderway,
    publish_run,
)
from commissions.services.record_volume import record_party, record_volume
from commissions.services.refresh_figures import refresh_figures
from commissions.services.reverse_volume import reverse_volume
from commissions.services.set_vesting import set_vesting
from commissions.services.vest_due import NotThatFar, vest_due
from commissions.shipped_plans import shipped_plan
from commissions.simulation.facts import (
    Decile,
    Mover,
    RuleShare,
    SimulatedPeriod,
    Simulation,
    Warning,
)
from commissions.simulation.read import NothingToReplay, simulate
from commissions.statements.deadlines import (
    MissingStatement,
    missing_statements,
    warn_of_late_statements,
)
from commissions.statements.facts import (
    Account,
    AccountMove,
    DuePart,
    LineChange,
    LineFilter,
    LineStory,
    RuleTotal,
    RunHead,
    StatementHead,
    StatementLine,
    StatementView,
)
from commissions.statements.lines import earned_lines, line_story, run_head, run_rules
from commissions.statements.paper import statement_pdf
from commissions.statements.read import statement_view, whole_statement
from commissions.trial.facts import (
    ExampleCard,
    ExamplePart,
    PlanInWords,
    PlanTrial,
    SignedPlan,
)
from commissions.trial.read import (
    PlanVersionNotFound,
    labels_in_force,
    plan_file,
    plan_versions,
    signed_plan,
    try_plan,
)
from commissions.wording import statement_words
from commissions.wording.plan_words import Passage, Term

__all__ = [
    "MAX_PLAN_BYTES", "MOST_EARNERS", "TEAM_SORTS", "Account", "AccountMove", "AnotherText",
    "AwardDecided", "AwardNotFound", "AwardNote", "AwardRow", "AwardTooEarly", "AwardWaiting",
    "CalculationNotFound", "CalculationUnderway", "CalculationView", "Change", "ChangeTotals",
    "Closing", "CountedElsewhere", "Dashboard", "Decile", "DraftOutdated", "DuePart", "DuePeriod",
    "EarningRow", "ExampleCard", "ExamplePart", "ExamplesBroken", "InactiveDecided",
    "InactiveNotFound", "InactiveRow", "InquiryAnswered", "InquiryEntry", "InquiryNotFound",
    "InquiryRow", "InquiryTextMissing", "InquiryView", "LeftOut", "LevelTotal", "LineChange",
    "LineFilter", "LineNotFound", "LineStory", "MemberChange", "MemberPeriod", "MemberRule",
    "MemberTotal", "MissingStatement", "Mover", "Need", "NewAward", "NewPlan", "NewTrial",
    "NoPlanInForce", "NotApproved", "NotAwardable", "NotThatFar", "NothingToEnd", "NothingToReplay",
    "OtherPlaces", "OwnAward", "Passage", "PeriodNotOver", "PeriodPoint", "PeriodPublished", "Plan",
    "PlanCard", "PlanCheck", "PlanFault", "PlanInWords", "PlanRejected", "PlanReport", "PlanTrial",
    "PlanVersionNotFound", "ProposalDecided", "ProposalNotFound", "ProposalRow", "ProposalView",
    "ProposalWaiting", "RankCard", "RankChoice", "RankCount", "RankName", "RankStep", "Release",
    "RuleChange", "RuleShare", "RuleTotal", "RunCheck", "RunComparison", "RunDetail", "RunEarnings",
    "RunHead", "RunNotFound", "RunSummary", "SecondPersonMissing", "SecondSignatureMissing",
    "SignedPlan", "SimulatedPeriod", "Simulation", "StatementHead", "StatementLine",
    "StatementView", "StepTaken", "Team", "TeamFilter", "TeamRow", "Term", "TooLarge",
    "TreeFigures", "Trial", "UnknownPlan", "UnknownRank", "VersionOutOfOrder", "VestedDay",
    "VolumeRecorded", "VolumeReversed", "VolumeUnderway", "Warning", "WrongPeriod", "activate_plan",
    "answer_inquiry", "approve_plan", "approve_run", "ask_about_line", "ask_check", "ask_draft",
    "ask_publication", "ask_trial", "award", "awards_of", "awards_page", "calculate_waiting",
    "calculation", "check_plan", "check_plan_text", "closing", "compare_plans", "compare_runs",
    "dashboard", "decide_award", "decide_inactive", "draft_run", "due_periods", "earned_lines",
    "earners_of", "earnings_by_run", "earnings_page", "first_free_day", "fold_orders",
    "inactive_page", "inquiries_of", "inquiries_page", "inquiry", "inquiry_about", "inquiry_news",
    "keep_gaps", "labels_in_force", "last_calculation", "last_check", "left_out_orders",
    "line_story", "member_period", "missing_statements", "open_calculations", "plan_cards",
    "plan_file", "plan_versions", "proposal", "proposal_file", "proposals_page", "propose_inactive",
    "propose_plan", "publish_run", "rank_card", "rank_card_of_run", "rank_choices", "rank_names_on",
    "read_plan", "record_party", "record_volume", "refresh_figures", "reject_plan", "releases_of",
    "request_award", "reverse_volume", "run_detail", "run_head", "run_rules", "runs_page",
    "set_vesting", "shipped_plan", "signed_plan", "simulate", "statement_pdf", "statement_rows",
    "statement_view", "statement_words", "stop_calculation", "team_export", "team_list",
    "titles_of", "tree_figures", "trial", "trials_page", "tried_files", "try_plan", "verify_run",
    "vest_due", "warn_of_late_statements", "whole_statement", "why", "why_many",
]  # fmt: skip
