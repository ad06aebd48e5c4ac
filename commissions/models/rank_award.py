"""Ranks given by hand: asked for by one person, decided by another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from core.two_people import decided_by_another, decided_whole


class RankAward(models.Model):
    """A wish to give a rank of a plan by hand from a day on, and what was decided.

    Append-only but for the decision, which is written once. Of the approved ones that cover a day
    the one decided last is in force; one without a rank ends what was given before it.
    """

    member = models.ForeignKey(
        "network.Member", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    plan_code = models.CharField(max_length=40)
    rank = models.CharField(max_length=40, blank=True)
    is_exact = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    reason = models.TextField()
    requested_by = models.CharField(max_length=80)
    requested_by_account = models.BigIntegerField()
    requested_at = models.DateTimeField()
    is_approved = models.BooleanField(null=True)
    decision_reason = models.TextField(null=True)
    decided_by = models.CharField(max_length=80, null=True)
    decided_by_account = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["member", "-id"], name="award_of_member"),
            models.Index(
                fields=["plan_code", "valid_from"],
                condition=Q(is_approved=True),
                name="award_in_force",
            ),
            models.Index(
                fields=["id"], condition=Q(decided_at__isnull=True), name="awards_waiting"
            ),
            models.Index(
                fields=["-decided_at"],
                condition=Q(decided_at__isnull=False),
                name="awards_decided",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "plan_code"],
                condition=Q(decided_at__isnull=True),
                name="one_award_waiting",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="award_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(rank="") | Q(is_exact=False, valid_until__isnull=True),
                name="award_end_is_plain",
            ),
            decided_by_another(name="award_by_another"),
            decided_whole(name="award_decided_whole"),
            models.CheckConstraint(condition=~Q(reason=""), name="award_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.rank or '–'} from {self.valid_from}"
