"""People in the admin: to look at. Changes go through the use cases."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from network.models import (
    Account,
    AccountAddress,
    AccountRole,
    AccountSession,
    ApplicationDraft,
    Audience,
    Consent,
    CustomerCredit,
    EmailChange,
    HeldPosition,
    Member,
    MemberProfile,
    MemberStatusChange,
    MemberTitle,
    NameKeys,
    PersonPosition,
    PersonRequest,
    Placement,
    PlacementMoveRequest,
    PlacementRule,
    Seat,
    SponsorChangeRequest,
    Sponsorship,
    TaxDeclaration,
    TaxStatus,
)


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Shows and never writes; the past is append-only and people change by use cases."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a use case opens accounts and positions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a use case changes what may change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: nothing of the past is deleted."""
        return False


@admin.register(Audience)
class AudienceAdmin(ReadOnlyAdmin):
    """Price groups."""

    list_display = ("code", "name")


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    """Logins. Sealed fields open one account at a time, never in a list."""

    list_display = ("id", "audience", "language", "country", "is_active", "opened_at")
    list_filter = ("audience", "is_active")
    search_fields = ("=id",)
    fields = (
        "id",
        "shown_name",
        "shown_email",
        "audience",
        "language",
        "country",
        "is_active",
        "opened_at",
        "email_confirmed_at",
        "closing_asked_at",
        "last_login",
    )
    readonly_fields = fields

    @admin.display(description=_("name"))
    def shown_name(self, account: Account) -> str:
        """Return the unsealed name."""
        return account.name

    @admin.display(description=_("e-mail"))
    def shown_email(self, account: Account) -> str:
        """Return the unsealed address."""
        return account.email


@admin.register(AccountRole)
class AccountRoleAdmin(ReadOnlyAdmin):
    """Who holds which role, and who granted it."""

    list_display = ("account", "role", "granted_at", "granted_by")
    list_filter = ("role",)
    list_select_related = ("account",)


@admin.register(Member)
class MemberAdmin(ReadOnlyAdmin):
    """Positions, found by number or code."""

    list_display = ("id", "code", "status", "country", "joined_on", "source")
    list_filter = ("status", "country")
    search_fields = ("=id", "code__startswith", "=external_reference")


@admin.register(MemberStatusChange)
class MemberStatusChangeAdmin(ReadOnlyAdmin):
    """What happened to a position."""

    list_display = ("member", "from_status", "to_status", "effective_on", "recorded_at", "actor")
    list_select_related = ("member",)
    search_fields = ("=member__id",)


@admin.register(Sponsorship)
class SponsorshipAdmin(ReadOnlyAdmin):
    """Who sponsored whom, when, and since when we know it."""

    list_display = (
        "member",
        "sponsor",
        "valid_from",
        "valid_until",
        "recorded_at",
        "superseded_at",
        "reason",
        "actor",
        "approver",
    )
    list_select_related = ("member", "sponsor")
    search_fields = ("=member__id", "=sponsor__id")


@admin.register(CustomerCredit)
class CustomerCreditAdmin(ReadOnlyAdmin):
    """Whose customer somebody is."""

    list_display = ("account", "member", "valid_from", "valid_until", "confirmed_at")
    list_select_related = ("account", "member")
    search_fields = ("=account__id", "=member__id")


@admin.register(MemberTitle)
class MemberTitleAdmin(ReadOnlyAdmin):
    """Titles by run."""

    list_display = ("member", "rank", "paid_rank", "period_key", "run_ref", "recorded_at")
    list_select_related = ("member",)
    search_fields = ("=member__id", "=run_ref")


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    """Which wording somebody agreed to."""

    list_display = ("account", "kind", "text_version", "accepted_at", "withdrawn_at")
    list_select_related = ("account",)
    search_fields = ("=account__id",)


@admin.register(SponsorChangeRequest)
class SponsorChangeRequestAdmin(ReadOnlyAdmin):
    """Wishes to move members, and who decided about them."""

    list_display = (
        "member",
        "new_sponsor",
        "valid_from",
        "requested_by",
        "requested_at",
        "is_approved",
        "decided_by",
    )
    list_filter = ("is_approved",)
    list_select_related = ("member", "new_sponsor")
    search_fields = ("=member__id",)


@admin.register(MemberProfile)
class MemberProfileAdmin(ReadOnlyAdmin):
    """What partners chose; their words stay sealed here."""

    list_display = ("member", "shares_contact", "hides_name", "hidden_reason", "changed_at")
    list_filter = ("shares_contact", "hides_name")
    list_select_related = ("member",)
    search_fields = ("=member__id",)
    fields = ("member", "shares_contact", "hides_name", "hidden_reason", "changed_at")
    readonly_fields = fields


@admin.register(NameKeys)
class NameKeysAdmin(ReadOnlyAdmin):
    """Who can be found by name; the digests say nothing."""

    list_display = ("person_id",)
    fields = ("person_id",)
    readonly_fields = fields
    search_fields = ("=person__person_id",)


@admin.register(AccountAddress)
class AccountAddressAdmin(ReadOnlyAdmin):
    """Address books: how many rows and since when, never the addresses."""

    list_display = ("account", "is_for_delivery", "is_for_billing", "recorded_at", "ended_at")
    list_select_related = ("account",)
    search_fields = ("=account__id",)
    exclude = ("sealed",)


@admin.register(ApplicationDraft)
class ApplicationDraftAdmin(ReadOnlyAdmin):
    """Applications that were begun; the answers stay sealed."""

    list_display = ("account", "changed_at")
    list_select_related = ("account",)
    search_fields = ("=account__id",)
    exclude = ("sealed",)


@admin.register(EmailChange)
class EmailChangeAdmin(ReadOnlyAdmin):
    """Changes of addresses; the addresses stay sealed."""

    list_display = ("account", "asked_at", "done_at", "dropped_at")
    list_select_related = ("account",)
    search_fields = ("=account__id",)
    exclude = ("old_sealed", "new_sealed", "new_digest")


@admin.register(AccountSession)
class AccountSessionAdmin(ReadOnlyAdmin):
    """Where people are signed in; the key that opens a session is not shown."""

    list_display = ("account_id", "device", "signed_in_at", "seen_at", "expire_date")
    list_display_links = None
    search_fields = ("=account_id",)
    fields = ("account_id", "device", "signed_in_at", "seen_at", "expire_date")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccountSession]:
        """Leave out visits of nobody signed in."""
        rows: QuerySet[AccountSession] = super().get_queryset(request)
        return rows.exclude(account_id=None)


@admin.register(TaxDeclaration)
class TaxDeclarationAdmin(ReadOnlyAdmin):
    """What members declared about their taxes; names and numbers stay sealed."""

    list_display = ("member_id", "kind", "valid_from", "declared_at", "decision", "decided_at")
    list_filter = ("kind", "decision")
    search_fields = ("=member__id",)
    exclude = ("facts_sealed", "evidence_sealed", "note_sealed")


@admin.register(TaxStatus)
class TaxStatusAdmin(ReadOnlyAdmin):
    """Confirmed statuses: when they hold, and since when we know."""

    list_display = ("member_id", "kind", "valid_from", "valid_until", "recorded_at")
    list_filter = ("kind",)
    search_fields = ("=member__id",)


@admin.register(PlacementRule)
class PlacementRuleAdmin(ReadOnlyAdmin):
    """How the placement tree was built, from which day on."""

    list_display = ("valid_from", "width", "depth", "hold_days", "automatic", "actor")


@admin.register(Placement)
class PlacementAdmin(ReadOnlyAdmin):
    """Who was placed where, when, and since when we know it."""

    list_display = (
        "member_id",
        "parent_id",
        "slot",
        "valid_from",
        "valid_until",
        "recorded_at",
        "superseded_at",
        "reason",
        "actor",
        "approver",
    )
    search_fields = ("=member__id", "=parent__id")


@admin.register(HeldPosition)
class HeldPositionAdmin(ReadOnlyAdmin):
    """Who waits for a place, or waited for one."""

    list_display = ("member_id", "held_from", "due_on", "ended_at")
    search_fields = ("=member__id",)


@admin.register(Seat)
class SeatAdmin(ReadOnlyAdmin):
    """The placement tree as it stands now."""

    list_display = ("member_id", "parent_id", "slot", "size", "free_level")
    search_fields = ("=member__id", "=parent__id")


@admin.register(PlacementMoveRequest)
class PlacementMoveRequestAdmin(ReadOnlyAdmin):
    """Wishes to correct places, and who decided about them."""

    list_display = (
        "member_id",
        "new_parent_id",
        "new_slot",
        "valid_from",
        "requested_by",
        "requested_at",
        "is_approved",
        "decided_by",
    )
    list_filter = ("is_approved",)
    search_fields = ("=member__id",)


@admin.register(PersonRequest)
class PersonRequestAdmin(ReadOnlyAdmin):
    """Wishes that positions belong to one person, and who decided about them."""

    list_display = (
        "member_id",
        "other_id",
        "valid_from",
        "valid_until",
        "requested_by",
        "requested_at",
        "is_approved",
        "decided_by",
    )
    list_filter = ("is_approved",)
    search_fields = ("=member__id", "=other__id")


@admin.register(PersonPosition)
class PersonPositionAdmin(ReadOnlyAdmin):
    """Which positions belong to one person, when, and since when we know it."""

    list_display = (
        "member_id",
        "person_id",
        "valid_from",
        "valid_until",
        "recorded_at",
        "superseded_at",
    )
    search_fields = ("=member__id", "=person__id")
