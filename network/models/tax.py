"""How a member's Gutschriften are taxed: what it declared, and what holds on which day."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.models.member import Member
from network.models.ranges import DateRange, InstantRange
from network.rules import tax_kinds

CURRENT = Q(superseded_at__isnull=True)


class TaxKind(models.TextChoices):
    """What a member is to the tax office; each has its own kind of Gutschrift."""

    SMALL_BUSINESS = tax_kinds.SMALL_BUSINESS, _("small business (§ 19 UStG)")
    REGULAR = tax_kinds.REGULAR, _("regular taxation")
    EU = tax_kinds.EU, _("business in another EU country")
    THIRD_COUNTRY = tax_kinds.THIRD_COUNTRY, _("business outside the EU")


class TaxDecision(models.TextChoices):
    """What staff found about a declaration."""

    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")


class TaxDeclaration(models.Model):
    """What a member told about itself from a day on, with name, address and numbers sealed.

    Append-only but for the decision, which is made once. `evidence` says what was handed in.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="tax_declarations")
    kind = models.CharField(max_length=16, choices=TaxKind.choices)
    valid_from = models.DateField()
    facts_sealed = models.BinaryField()
    evidence_sealed = models.BinaryField()
    declared_at = models.DateTimeField()
    declared_by = models.TextField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(null=True)
    decision = models.CharField(max_length=10, choices=TaxDecision.choices, null=True)
    note_sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["declared_at", "id"],
                condition=Q(decided_at__isnull=True),
                name="tax_declarations_waiting",
            ),
            models.Index(fields=["member", "-id"], name="tax_declarations_of_member"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(decided_at__isnull=True),
                name="one_tax_declaration_waits",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, decision__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, decision__isnull=False)
                & Q(decision__in=TaxDecision.values),
                name="tax_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=TaxKind.values), name="tax_declaration_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.kind} from {self.valid_from}"


class TaxStatus(models.Model):
    """A confirmed status of a member over some days, as known over some time.

    Append-only but for `superseded_at`; numbers, name and address are those of the declaration.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="tax_statuses")
    declaration = models.ForeignKey(TaxDeclaration, models.PROTECT, related_name="statuses")
    kind = models.CharField(max_length=16, choices=TaxKind.choices)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["member", "valid_from"], condition=CURRENT, name="tax_status_now"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="tax_status_lasts_a_day",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="tax_status_known_before_superseded",
            ),
            ExclusionConstraint(
                name="one_tax_status_a_day",
                index_type="GIST",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                    (InstantRange("recorded_at", "superseded_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.kind} from {self.valid_from}"
