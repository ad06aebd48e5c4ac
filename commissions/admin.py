"""Plans, volume and runs in the admin: to look at. Use cases and documents change them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from commissions.models import (
    Calculation,
    Inquiry,
    InquiryMessage,
    KeptComparison,
    LiveFigures,
    PartyHeld,
    PlanProposal,
    PlanVersion,
    RankAward,
    Run,
    RunRate,
    StatusProposal,
    TriedPlan,
    Vesting,
    VolumeEntry,
    VolumeReversal,
)


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Shows and never writes: what was signed, recorded or calculated stays."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a use case makes it."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the past is not edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: nothing of the past is deleted."""
        return False


@admin.register(PlanVersion)
class PlanVersionAdmin(ReadOnlyAdmin):
    """Signed plans; the document itself is read with `plan explain`."""

    list_display = ("code", "version", "valid_from", "signed_by", "approved_by", "activated_at")
    list_filter = ("code",)
    ordering = ("-valid_from",)
    exclude = ("document", "examples")


@admin.register(PlanProposal)
class PlanProposalAdmin(ReadOnlyAdmin):
    """Plans that were handed in; their text is read on the pages of plans."""

    list_display = ("code", "version", "valid_from", "proposed_by", "is_approved", "decided_at")
    list_filter = ("code", "is_approved")
    ordering = ("-id",)
    exclude = ("document", "examples")


@admin.register(RunRate)
class RunRateAdmin(ReadOnlyAdmin):
    """The published exchange rates by which runs converted orders."""

    list_display = ("run", "currency", "day", "source", "base_currency", "millionths")
    list_select_related = ("run",)
    search_fields = ("=run__id",)
    ordering = ("-id",)


@admin.register(RankAward)
class RankAwardAdmin(ReadOnlyAdmin):
    """Ranks given by hand, waiting and decided."""

    list_display = ("id", "member", "plan_code", "rank", "valid_from", "is_approved", "decided_at")
    list_filter = ("plan_code", "is_approved")
    list_select_related = ("member",)
    search_fields = ("=member__id",)
    ordering = ("-id",)


@admin.register(StatusProposal)
class StatusProposalAdmin(ReadOnlyAdmin):
    """Members whom a plan wants suspended or terminated, and what was decided."""

    list_display = ("id", "run", "member", "action", "inactive_periods", "is_accepted")
    list_filter = ("action", "is_accepted")
    list_select_related = ("run", "member")
    search_fields = ("=member__id",)
    ordering = ("-id",)


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    """Runs with their fingerprints and steps."""

    list_display = ("id", "plan_code", "period_key", "state", "line_count", "earned_minor")
    list_filter = ("plan_code", "state")
    search_fields = ("=id", "period_key", "input_hash", "result_hash")
    ordering = ("-starts_on", "-id")


@admin.register(Calculation)
class CalculationAdmin(ReadOnlyAdmin):
    """What workers were asked to calculate, and how it ended."""

    list_display = ("id", "kind", "plan_code", "period_key", "state", "asked_at", "ended_at")
    list_filter = ("kind", "state")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(TriedPlan)
class TriedPlanAdmin(ReadOnlyAdmin):
    """Plans that were tried; what they would have paid is on the staff's page."""

    list_display = ("label", "sha256", "periods")
    ordering = ("-calculation_id",)
    exclude = ("document", "examples", "found")


@admin.register(VolumeEntry)
class VolumeEntryAdmin(ReadOnlyAdmin):
    """The volume of orders."""

    list_display = ("order_ref", "member_id", "kind", "pv_minor", "cv_minor", "paid_on")
    list_filter = ("kind",)
    search_fields = ("=order_ref", "=member__id")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(VolumeReversal)
class VolumeReversalAdmin(ReadOnlyAdmin):
    """What was taken back of orders."""

    list_display = ("entry", "number", "reason", "pv_minor", "cv_minor", "reversed_on")
    list_filter = ("reason", "attributable_to_company")
    list_select_related = ("entry",)
    search_fields = ("=entry__order_ref",)
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(Vesting)
class VestingAdmin(ReadOnlyAdmin):
    """What vested when."""

    list_display = ("id", "run", "vests_on", "volume_count", "amount_minor", "booked_at")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(LiveFigures)
class LiveFiguresAdmin(ReadOnlyAdmin):
    """What was last worked out for open periods, and how long that took."""

    list_display = ("period_key", "plan_version", "computed_at", "took_ms")
    ordering = ("-period_key",)


@admin.register(Inquiry)
class InquiryAdmin(ReadOnlyAdmin):
    """Questions about lines; their words are on the staff's page, where reading is asked."""

    list_display = ("id", "run_id", "line_no", "member_id", "due_on", "is_open", "answered_at")
    list_filter = ("is_open",)
    search_fields = ("=member__id", "=order_ref")
    ordering = ("-id",)
    list_select_related = False


@admin.register(InquiryMessage)
class InquiryMessageAdmin(ReadOnlyAdmin):
    """When somebody asked or answered."""

    list_display = ("id", "inquiry_id", "is_answer", "written_by", "written_at")
    list_filter = ("is_answer",)
    ordering = ("-id",)
    exclude = ("text_sealed", "person_id")
    list_select_related = False


@admin.register(PartyHeld)
class PartyHeldAdmin(ReadOnlyAdmin):
    """Parties that were closed."""

    list_display = ("party", "member_id", "closed_on", "booked_at")
    ordering = ("-id",)


@admin.register(KeptComparison)
class KeptComparisonAdmin(ReadOnlyAdmin):
    """How drafts differ from other runs, as their pages show it."""

    list_display = ("run_id", "against", "other_id", "totals", "is_whole")
    list_filter = ("against",)
    ordering = ("-id",)
    exclude = ("members",)
    list_select_related = False
