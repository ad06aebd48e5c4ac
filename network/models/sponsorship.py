"""Who sponsored whom: when it holds, and when we knew it."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from network.models.member import Member
from network.models.ranges import DateRange, InstantRange

CURRENT = Q(superseded_at__isnull=True)


class Sponsorship(models.Model):
    """A sponsor of a member over some days, as known over some time.

    Append-only but for `superseded_at`, which a later row sets once. Every member has exactly one
    current row for each day since it joined; `sponsor` is empty for the company's own position.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="sponsorships")
    sponsor = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, db_index=False, related_name="sponsored"
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    reason = models.TextField()
    actor = models.TextField()
    approver = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["sponsor", "member"], condition=CURRENT, name="sponsored_now"),
            models.Index(fields=["recorded_at"], name="sponsorship_recorded"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sponsor__isnull=True) | ~Q(sponsor=F("member")),
                name="sponsor_is_another",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="sponsorship_lasts_a_day",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="sponsorship_known_before_superseded",
            ),
            ExclusionConstraint(
                name="one_sponsor_a_day",
                index_type="GIST",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                    (InstantRange("recorded_at", "superseded_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} under {self.sponsor_id} from {self.valid_from}"
